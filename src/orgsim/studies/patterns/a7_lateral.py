"""Lateral ties and a forum across branches, by how much there is to coordinate between them."""

from collections.abc import Callable, Mapping
from itertools import combinations

from orgsim.metrics.outcome import Values
from orgsim.studies.charts import lines_chart, metric_panels
from orgsim.studies.claims import Claim, Findings, Pattern, above, below, nothing, reading, shown
from orgsim.studies.runs import Lab
from orgsim.studies.worlds import Text, changed, company, pm, pms

BRANCHES, TEAMS = 4, 2


def world(overlap: float, dependencies: float, spills: float, joint: float) -> tuple[str, ...]:
    """Return the settings of a market in which branches have so much to do with each other."""
    return (
        f"demand.overlap={overlap}",
        f"demand.dependency_probability={dependencies}",
        f"demand.spill_probability={spills}",
        f"demand.joint_probability={joint}",
    )


WORLDS: Mapping[str, tuple[str, ...]] = {
    "nothing in common": (*world(0, 0, 0, 0), "demand.market_spread=0"),
    "as usual": (),
    "interdependent": world(0.9, 0.5, 0.8, 0.3),
}
APART, USUAL, CLOSE = WORLDS
SAME = 0.03
"""Differences of value up to this share are no difference that matters, as in `compare`."""
METRICS = shown(
    "realised_value", "coordination_share", "value_elsewhere", "duplicate_effort", "lead_time", "blocked_share"
)


def tied(text: Text) -> Text:
    """Tie each product manager to one of every other branch, with a dotted line."""
    dotted: dict[str, list[str]] = {}
    for one, other in combinations(range(BRANCHES), 2):
        for team in range(TEAMS):
            dotted.setdefault(pm(one, team), []).append(pm(other, team))
    return changed(text, ties={"dotted": dotted})


def met(text: Text) -> Text:
    """Let all product managers meet for an hour a week."""
    return changed(text, governance={"forums": {"forum": {"members": pms(text), "hours_per_quarter": 13}}})


DESIGNS: Mapping[str, Callable[[Text], Text]] = {"dotted lines": tied, "a forum": met}
LINES, FORUM = DESIGNS


def run(lab: Lab) -> Findings:
    """Add ties or a forum across branches, in three worlds."""
    text = company(BRANCHES, TEAMS)
    today = {name: lab.futures(text, *settings) for name, settings in WORLDS.items()}
    arms = {
        (name, design): lab.futures(make(text), *settings)
        for name, settings in WORLDS.items()
        for design, make in DESIGNS.items()
    }

    def value(name: str, design: str) -> Values:
        return arms[name, design].gain(today[name])

    def effect(design: str, metric: str, place: int) -> Values:
        name = list(WORLDS)[place]
        return arms[name, design].less(today[name], metric)

    close, apart = list(WORLDS).index(CLOSE), list(WORLDS).index(APART)
    claims = (
        Claim(
            "Where branches depend on each other, lateral ties raise value, shorten lead times and save building twice.",
            (
                *(above(f"value: {design}", value(CLOSE, design), "share") for design in DESIGNS),
                *(below(f"lead time: {design}", effect(design, "lead_time", close), "weeks") for design in DESIGNS),
                *(
                    below(f"duplicated effort: {design}", effect(design, "duplicate_effort", close), "share")
                    for design in DESIGNS
                ),
            ),
            "those who meet see what a bet does elsewhere, hear what exists, and raise fewer questions",
            tuple(
                above(
                    f"value: {design}, interdependent - nothing in common",
                    value(CLOSE, design) - value(APART, design),
                    "share",
                )
                for design in DESIGNS
            ),
        ),
        Claim(
            "They cost hours: a forum adds to the time spent coordinating, whether there is anything to coordinate or not.",
            tuple(
                above(f"coordination: a forum, {name}", effect(FORUM, "coordination_share", place), "share")
                for place, name in enumerate(WORLDS)
            ),
        ),
        Claim(
            "Where branches have nothing in common, lateral ties are worth nothing.",
            tuple(nothing(f"value: {design}", value(APART, design), "share", SAME) for design in DESIGNS),
        ),
    )
    panels = metric_panels(METRICS, "world", "less today", range(len(WORLDS)), list(DESIGNS), effect, list(WORLDS))
    note = "Eight product managers in four branches, each tied to one of every other branch, or all in a forum of an hour a week."
    chart = lines_chart("A7-lateral", "What lateral ties do, by how much there is to coordinate", note, panels)
    table = tuple(
        reading(f"{name}: {design}, value less today", value(name, design), unit="share")
        for name in WORLDS
        for design in DESIGNS
    )
    hours = reading(f"dotted lines, {APART}: coordination", effect(LINES, "coordination_share", apart), unit="share")
    return Findings(claims, (chart,), (("What lateral ties are worth", (*table, hours)),))


PATTERN = Pattern(
    "A7-lateral",
    "Lateral ties pay with interdependence, and not without",
    "Lateral relations let those who share a problem solve it where it arises, at the price of their time; the more the parts depend on "
    "each other, the more integration they need (Galbraith 1973; Lawrence & Lorsch 1967).",
    "Four branches of two teams; twelve quarters. After the warm-up each product manager gets dotted lines to one of every other branch, "
    "or all meet for an hour a week. Branches share needs, depend on each other, affect each other and work jointly often, as usual, or "
    "never (and then markets stand still, too). Nobody signs more or less than before. Expectations were written before the first run.",
    run,
)
