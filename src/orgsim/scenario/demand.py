"""The parameters of the market: what could be built, what it is worth, what it needs. The same in every design."""

from orgsim.scenario.fields import ASSUMED, Section, chance, parameter


class Demand(Section):
    """The market: how much could be built, what it is worth, what it needs. The same in every design."""

    drift_probability: float = chance(0.15, unit="probability per quarter", source="assumed; swept in tests")
    """Chance that the strategy shifts in a quarter."""
    drift_size: float = chance(1.0, unit="share", source="assumed; swept in tests")
    """How far the two objectives of a shift trade their weights."""
    effort_median: float = parameter(7.0, unit="engineer-weeks", low=0.1, high=500, source=ASSUMED)
    """Effort of the median initiative, without the capabilities it needs."""
    effort_sigma: float = parameter(0.6, unit="log", low=0, high=3, source=ASSUMED)
    """Spread of efforts (standard deviation of the logarithm)."""
    value_sigma: float = parameter(
        1.0,
        unit="log",
        low=0,
        high=3,
        source="heavy tail of effects, Azevedo et al. 2020",
        confidence="medium",
    )
    """Spread of values (standard deviation of the logarithm)."""
    value_shift: float = parameter(
        3.5,
        unit="standard values",
        low=0,
        high=20,
        source="set so that about a third of launches improve their metric, Kohavi et al. 2009",
        confidence="medium",
    )
    """What every change costs and breaks: taken off every promise, so that many ideas are worth little or do harm."""
    value_effort_exponent: float = parameter(0.7, unit="exponent", low=0, high=2, source=ASSUMED)
    """How value grows with effort."""
    standard_value: float = parameter(260.0, unit="$k", low=0, high=1e6, source=ASSUMED)
    """Money value of an initiative of standard value and median effort."""
    objective_spread: float = parameter(2.5, unit="log", low=0, high=5, source=ASSUMED)
    """How far opportunities of one domain differ in what they contribute to the objectives."""
    need_probability: float = chance(0.6, source=ASSUMED)
    """Chance of each of the two possible capability needs of an initiative."""
    overlap: float = chance(0.6, unit="share", source="assumed; swept in tests")
    """Share of capability needs that draw on types all domains share."""
    types_per_domain: int = parameter(6, unit="types", low=1, high=1000, source=ASSUMED)
    """Capability types that only one domain needs."""
    shared_types: int = parameter(12, unit="types", low=0, high=10_000, source=ASSUMED)
    """Capability types that any domain may need."""
    similarity: float = chance(0.5, unit="share", source=ASSUMED)
    """How far the two types of a look-alike pair overlap."""
    build_effort_median: float = parameter(5.0, unit="engineer-weeks", low=0.01, high=500, source=ASSUMED)
    """Effort of building the median capability type."""
    build_sigma: float = parameter(0.8, unit="log", low=0, high=3, source=ASSUMED)
    """Spread of those efforts between types (standard deviation of the logarithm)."""
    capability_life: float = parameter(78.0, unit="weeks", low=4, high=5200, source=ASSUMED)
    """Weeks after which a capability type is out of date and must be built anew."""
    dependency_probability: float = chance(0.25, source=ASSUMED)
    """Chance that an initiative needs a piece of work from another domain."""
    dependency_share: float = chance(0.15, unit="share", source=ASSUMED)
    """Effort of such a piece, as a share of the initiative's."""
