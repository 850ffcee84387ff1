"""What a portfolio product manager adds, by each thing there is to coordinate, and by all of them."""

from collections.abc import Mapping

from orgsim.metrics.outcome import Values
from orgsim.studies.charts import rows_chart
from orgsim.studies.claims import Claim, Findings, Pattern, above, nothing, reading
from orgsim.studies.runs import Futures, Lab
from orgsim.studies.worlds import Text, changed, company, director, with_portfolio_manager

NOTHING: Mapping[str, float] = {
    "demand.overlap": 0,
    "demand.dependency_probability": 0,
    "demand.spill_probability": 0,
    "demand.joint_probability": 0,
    "demand.drift_probability": 0,
    "demand.market_spread": 0,
    "parameters.capabilities.inherited_share": 0,
}
"""Nothing to coordinate: no branch has to do with another, the strategy and markets stay, and nothing is older than the run."""
RELATED = {
    "demand.overlap": 0.9,
    "demand.dependency_probability": 0.4,
    "demand.spill_probability": 0.6,
    "demand.joint_probability": 0.3,
}
MOVING = {"demand.market_spread": 0.6}
LEGACY = {"parameters.capabilities.inherited_share": 0.6, "parameters.capabilities.inherited_twice": 0.5}
WORLDS: Mapping[str, tuple[int, Mapping[str, float]]] = {
    "nothing, one branch": (1, NOTHING),
    "nothing": (4, NOTHING),
    "related branches": (4, {**NOTHING, **RELATED}),
    "moving markets": (4, {**NOTHING, **MOVING}),
    "old duplicates": (4, {**NOTHING, **LEGACY}),
    "all of it, one branch": (1, {**NOTHING, **RELATED, **MOVING, **LEGACY}),
    "all of it": (4, {**NOTHING, **RELATED, **MOVING, **LEGACY}),
}
"""Branches, and what there is to coordinate between them."""
ALONE, CALM, CLOSE, RESTLESS, OLD, ALL_ALONE, ALL = WORLDS
FACTORS = (CLOSE, RESTLESS, OLD)
TEAMS = 8
TYPES = 24
"""Capability types of the whole market, however it is divided."""
SAME = 0.03
"""Differences of value up to this share are no difference that matters, as in `compare`."""
METRICS = (
    ("realised_value", "value", "$M"),
    ("reallocated", "engineers moved", "engineers"),
    ("duplicate_effort", "duplicated effort", "share"),
    ("value_elsewhere", "value elsewhere", "$M"),
)


def helped(text: Text) -> Text:
    """Add, for a portfolio manager's pay, one more product manager who helps the first team: the control."""
    helper = {"role": "pm", "salary": 200, "reports_to": director(0), "helps": "t0-0"}
    return changed(text, posts={"helper": helper})


def run(lab: Lab) -> Findings:
    """Add a portfolio manager, or a helper, in seven worlds."""
    arms: dict[str, tuple[Futures, Futures, Futures]] = {}
    for name, (branches, numbers) in WORLDS.items():
        text = company(branches, TEAMS // branches)
        settings = [
            f"demand.types_per_domain={TYPES // branches}",
            *(f"{key}={value}" for key, value in numbers.items()),
        ]
        unchanged, helper, managed = (
            lab.futures(form, *settings) for form in (text, helped(text), with_portfolio_manager(text))
        )
        arms[name] = unchanged, helper, managed

    def value(name: str) -> Values:
        unchanged, _, managed = arms[name]
        return managed.gain(unchanged)

    def over_helper(name: str) -> Values:
        unchanged, helper, managed = arms[name]
        return managed.gain(unchanged) - helper.gain(unchanged)

    claims = (
        Claim(
            "Where there is nothing to coordinate, a portfolio manager adds nothing.",
            tuple(nothing(f"value: {name}", value(name), "share", SAME) for name in (ALONE, CALM)),
        ),
        Claim(
            "Related branches, moving markets and old duplicates each raise what a portfolio manager adds, and so do branches.",
            (
                *(above(f"value: {name} - {CALM}", value(name) - value(CALM), "share") for name in FACTORS),
                above(f"value: {ALL} - {ALL_ALONE}", value(ALL) - value(ALL_ALONE), "share"),
            ),
            "ties across branches, hours to read and to compare, and the right to propose what should move or merge",
        ),
        Claim(
            "With all of it a portfolio manager raises value, and by more than a product manager for the same pay would.",
            (
                above(f"value: {ALL}", value(ALL), "share"),
                above(f"value: {ALL}, beyond a helper for the same pay", over_helper(ALL), "share"),
            ),
        ),
    )
    bases = {"over nobody": 0, "over a helper": 1}
    groups = [
        (
            heading,
            unit,
            [
                reading(f"{name}; {words}", arms[name][2].less(arms[name][base], metric))
                for words, base in bases.items()
                for name in WORLDS
            ],
        )
        for metric, heading, unit in METRICS
    ]
    note = "Eight teams in four branches or in one. A portfolio manager, less nobody or less a helper of a team for the same pay."
    chart = rows_chart("A10-portfolio", "What a portfolio manager adds, by what there is to coordinate", note, groups)
    table = tuple(
        reading(f"{name}: value {words}", found(name), unit="share")
        for name in WORLDS
        for words, found in (("less the unchanged company", value), ("less a helper", over_helper))
    )
    return Findings(claims, (chart,), (("What a portfolio manager adds", table),))


PATTERN = Pattern(
    "A10-portfolio",
    "A portfolio manager is worth what there is to coordinate",
    "Articles on the role say that it pays in companies of several branches that have to do with each other, whose markets move apart and "
    "which build things twice, and not in a company of one product.",
    "Eight teams in four branches or in one, under a director each and a head; twelve quarters. After the warm-up a portfolio manager "
    "comes under the head, with dotted lines to directors and product managers; the control is a product manager for the same pay who "
    "helps a team. Neither signs cases. There is nothing to coordinate, one thing (related branches, markets that move, capabilities "
    "that were built twice long ago), or all of it. Expectations were written before the first run.",
    run,
)
