"""The parameters of the market: what could be built, what it is worth, what it needs, and what becomes of it once launched."""

from orgsim.scenario.fields import ASSUMED, Section, chance, parameter


class Demand(Section):
    """The market: how much could be built, what it is worth, what it needs. The same in every design."""

    drift_probability: float = chance(0.15, unit="probability per quarter", source="assumed; swept in tests")
    """Chance that the strategy shifts in a quarter: two objectives trade their weights."""
    effort_median: float = parameter(7.0, unit="engineer-weeks", low=0.1, high=500, source=ASSUMED)
    """Effort of the median initiative, without building the capabilities it needs."""
    effort_sigma: float = parameter(0.6, unit="log", low=0, high=3, source=ASSUMED)
    """Spread of the efforts of initiatives (standard deviation of the logarithm)."""
    value_sigma: float = parameter(
        1.0,
        unit="log",
        low=0,
        high=3,
        source="heavy tail of effects, Azevedo et al. 2020",
        confidence="medium",
    )
    """Spread of the values of initiatives (standard deviation of the logarithm)."""
    value_shift: float = parameter(
        1.8,
        unit="standard values",
        low=0,
        high=20,
        source="set so that about half of launches are positive when nobody funds what looks like a loss",
        confidence="medium",
    )
    """What every change costs and breaks, taken off the value of every initiative, so that many are worth little or do harm."""
    value_effort_exponent: float = parameter(0.7, unit="exponent", low=0, high=2, source=ASSUMED)
    """Exponent with which the value of an initiative grows with its effort."""
    market_spread: float = parameter(
        0.5,
        unit="log",
        low=0,
        high=2,
        source="spread of .3 to .6: Hsieh & Klenow 2009, Syverson 2011",
        confidence="low",
    )
    """How much markets differ in what they pay, and change over time (standard deviation of the logarithm)."""
    market_half_life: float = parameter(
        6.0,
        unit="quarters",
        low=0.25,
        high=400,
        source="four to eight quarters; business effects on profit persist: Rumelt 1991, McGahan & Porter 1997",
        confidence="low",
    )
    """Quarters in which half of what makes a market unusual is gone."""
    market_common: float = chance(
        0.35, unit="share", source="industry 19 % against segment 32 % of the variance of profit, McGahan & Porter 1997"
    )
    """Share of what makes a market unusual that it has in common with the markets of related domains."""
    spill_probability: float = chance(0.4, source="set so that counting spillovers fully adds 3 to 15 % of value")
    """Share of opportunities that help or harm a related domain, too."""
    spill_size: float = parameter(
        1.0, unit="share", low=0, high=10, source="set so that counting spillovers fully adds 3 to 15 % of value"
    )
    """Size of such effects, as a share of what the opportunity promises at home (standard deviation, helping or harming alike)."""
    joint_probability: float = chance(0.15, source="assumed; set before designs were compared")
    """Share of opportunities that are joint work with one to three related domains: it pays when the last part has landed."""
    window_half_life: float = parameter(
        78.0,
        unit="weeks",
        low=1,
        high=5200,
        source="cost of delay, Reinertsen 2009: form; size assumed",
        confidence="low",
    )
    """Weeks in which the median opportunity loses half of its value while it waits and is built."""
    window_spread: float = parameter(0.5, unit="log", low=0, high=3, source=ASSUMED)
    """Spread of these half-lives between opportunities (standard deviation of the logarithm)."""
    diminishing_returns: float = parameter(
        0.3,
        unit="exponent",
        low=0,
        high=0.9,
        source="form: concave returns, Dorfman & Steiner 1954; size assumed, set before designs were compared",
    )
    """Exponent with which returns on an objective diminish as a company's launches bring it more, within about a year, than its share."""
    standard_value: float = parameter(260.0, unit="$k", low=0.01, high=1e6, source=ASSUMED)
    """Money value of an initiative of standard value and median effort."""
    adjacent_share: float = chance(0.2, unit="share", source="shares of 70, 20 and 10 %, practitioner rule; folklore")
    """Share of opportunities that lie one step away from what their domain does today."""
    far_share: float = chance(0.1, unit="share", source="shares of 70, 20 and 10 %, practitioner rule; folklore")
    """Share of opportunities on new ground, two steps away from what their domain does today."""
    reach_spread: float = parameter(0.3, unit="share per step", low=0, high=5, source=ASSUMED)
    """How much wider values spread with each step away from the core, at the same mean: more failures, larger successes."""
    objective_spread: float = parameter(2.5, unit="log", low=0, high=5, source=ASSUMED)
    """How far opportunities of one domain differ in what they contribute to the objectives."""
    need_probability: float = chance(0.6, source=ASSUMED)
    """Chance of each of the two possible capability needs of an initiative."""
    overlap: float = chance(0.6, unit="share", source="assumed; swept in tests")
    """Share of capability needs that are for a type of another domain, drawn by how closely both belong together."""
    types_per_domain: int = parameter(6, unit="types", low=1, high=1000, source=ASSUMED)
    """Number of capability types of each domain."""
    similarity: float = chance(0.5, unit="share", source=ASSUMED)
    """Overlap of the two types of a look-alike pair of capability types."""
    build_effort_median: float = parameter(
        6.0,
        unit="engineer-weeks",
        low=0.01,
        high=500,
        source="set so that most builds are weeks and one in fifty a quarter of a team; assumed",
    )
    """Effort of building a capability of the median type."""
    build_sigma: float = parameter(
        1.3,
        unit="log",
        low=0,
        high=3,
        source="set so that most builds are weeks and one in fifty a quarter of a team; assumed",
    )
    """Spread of the efforts of building between capability types (standard deviation of the logarithm)."""
    capability_life: float = parameter(
        312.0, unit="weeks", low=4, high=5200, source="platforms last for years; assumed"
    )
    """Weeks after which a capability is out of date and must be built anew."""
    dependency_probability: float = chance(0.25, source=ASSUMED)
    """Chance that an initiative needs a piece of work from another domain."""


class Launches(Section):
    """Meeting the market."""

    measurement_noise: float = parameter(0.5, unit="standard values", low=0, high=50, source=ASSUMED)
    """Standard error of the measured effect of a launch, in standard values."""
    rollback_exposure: float = chance(0.1, unit="share", source=ASSUMED)
    """Share of its value that a launch realises before it is rolled back."""


class Products(Section):
    """What becomes of a launch: it earns, it has to be kept running, its defects come back, and one day it is taken out of service."""

    product_life: float = parameter(52.0, unit="weeks", low=4, high=5200, source=ASSUMED)
    """Time scale in weeks on which a launch earns what it is worth: 63 % of it within this time."""
    service_life: float = parameter(156.0, unit="weeks", low=13, high=5200, source=ASSUMED)
    """Weeks after which a launch goes out of service by itself."""
    running_share: float = chance(0.15, unit="share per year", source="maintenance of 15-25 % of cost a year; folklore")
    """Yearly effort of keeping a launch running, as a share of the effort of building it."""
    legacy_share: float = chance(
        0.04, unit="share", source="set so that the work of keeping launches running has no trend"
    )
    """Share of engineers' time that goes into keeping running what was launched before the run; it fades over the service life."""
    escape_share: float = chance(0.25, unit="share", source=ASSUMED)
    """Share of the rework left by unanswered questions that customers find rather than the team."""
    churn_effect: float = parameter(
        0.5,
        unit="share",
        low=0,
        high=1,
        source="satisfied customers stay and buy more, Gruca & Rego 2005; size assumed",
    )
    """Change in what products earn when the share of satisfied customers goes from 0 to 1; at 75 % they earn what they are worth."""
