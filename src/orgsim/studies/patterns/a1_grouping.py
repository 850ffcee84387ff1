"""Grouping, ties and forums along and across what belongs together."""

from collections.abc import Callable, Mapping

from orgsim.metrics.outcome import Values
from orgsim.studies.charts import lines_chart, metric_panels
from orgsim.studies.claims import Claim, Findings, Pattern, above, below, nothing, reading, shown
from orgsim.studies.runs import Futures, Lab
from orgsim.studies.worlds import Text, changed, director, paired_pm, pairs_of_domains, sides

PAIRS, OWNERS = 6, 3
CLOSENESS: Mapping[str, Mapping[str, float]] = {
    "blocks": {},
    "all alike": {"within": 1.0, "between": 1.0},
    "none": {"within": 0.0, "between": 0.0},
}
"""How closely domains belong together: in pairs, all alike, or not at all."""
METRICS = shown("realised_value", "value_elsewhere", "lead_time", "blocked_share")


def grouped(text: Text) -> Text:
    """Let every director lead both domains of a pair."""
    moved = {
        paired_pm(pair, side, owner): {"reports_to": director(pair)}
        for pair, side, _ in sides(PAIRS)
        for owner in range(OWNERS)
    }
    return changed(text, posts=moved)


def tied(text: Text, step: int) -> Text:
    """Tie each product manager of a side a to all of the side b that is `step` pairs on: 0 is along what belongs together."""
    dotted = {
        paired_pm(pair, "a", owner): [paired_pm((pair + step) % PAIRS, "b", other) for other in range(OWNERS)]
        for pair in range(PAIRS)
        for owner in range(OWNERS)
    }
    return changed(text, ties={"dotted": dotted})


def met(text: Text, step: int) -> Text:
    """Let the product managers of a side a and of the side b that is `step` pairs on meet an hour a week."""
    members = {
        f"forum-{pair}": [
            paired_pm((pair + on) % PAIRS, side, owner)
            for side, on in (("a", 0), ("b", step))
            for owner in range(OWNERS)
        ]
        for pair in range(PAIRS)
    }
    return changed(
        text, governance={"forums": {name: {"members": who, "hours_per_quarter": 13} for name, who in members.items()}}
    )


DESIGNS: Mapping[str, Callable[[Text], Text]] = {
    "grouped along": grouped,
    "ties along": lambda text: tied(text, 0),
    "ties across": lambda text: tied(text, 2),
    "forums along": lambda text: met(text, 0),
    "forums across": lambda text: met(text, 2),
}
"""What is compared with directors who lead half of one pair and half of the next."""
ACROSS = ("ties across", "forums across")
SAME = 0.03
"""Differences of value up to this share are no difference that matters, as in `compare`."""


def run(lab: Lab) -> Findings:
    """Compare every design with the company cut across, in three worlds."""
    found: dict[tuple[str, str], Futures] = {}
    for world, closeness in CLOSENESS.items():
        text = pairs_of_domains(PAIRS, OWNERS, **closeness)
        found[world, "today"] = lab.futures(text)
        found |= {(world, name): lab.futures(design(text)) for name, design in DESIGNS.items()}

    def gain(name: str, world: str = "blocks") -> Values:
        return found[world, name].gain(found[world, "today"])

    claims = (
        Claim(
            "Grouping, ties and forums along what belongs together raise value; across it they do not.",
            (
                *(
                    above(f"value: {name}, pairs belong together", gain(name), "share")
                    for name in DESIGNS
                    if name not in ACROSS
                ),
                *(nothing(f"value: {name}, pairs belong together", gain(name), "share", SAME) for name in ACROSS),
            ),
            "who meets the neighbours sees what a bet does there, and counts it",
            tuple(
                nothing(f"value: {name}, {world}", gain(name, world=world), "share", SAME)
                for world in ("all alike", "none")
                for name in DESIGNS
            ),
        ),
        Claim(
            "Grouping along what belongs together shortens joint and dependent work.",
            (
                below(
                    "lead time: grouped along",
                    found["blocks", "grouped along"].less(found["blocks", "today"], "lead_time"),
                    "weeks",
                ),
            ),
            "a common superior orders it, and owners who meet need fewer questions",
        ),
    )
    levels = tuple(
        reading(f"{name}, {world}: {metric.replace('_', ' ')}", found[world, name].total(metric))
        for metric in ("realised_value", "value_elsewhere", "lead_time")
        for world in CLOSENESS
        for name in ("today", *DESIGNS)
    )
    panels = metric_panels(
        METRICS,
        "design",
        "less today",
        range(len(DESIGNS)),
        list(CLOSENESS),
        lambda world, metric, place: found[world, list(DESIGNS)[place]].less(found[world, "today"], metric),
        list(DESIGNS),
    )
    note = "Six pairs of domains, 43 posts, 252 engineers; today each director leads one domain of two pairs."
    chart = lines_chart(
        "A1-grouping", "What grouping, ties and forums do, by how closely domains belong together", note, panels
    )
    return Findings(claims, (chart,), (("Levels", levels),))


PATTERN = Pattern(
    "A1-grouping",
    "It matters whom a chart puts side by side, where domains belong together, and not where they do not",
    "What an initiative does in another domain is seen by those who meet people there (Thompson 1967; Baldwin & Clark 2000; Cataldo et "
    "al. 2008); a chart decides who meets whom, and who can order joint work.",
    "Six pairs of domains, each with six product managers and their teams. Today each director leads one domain of a pair and one of the "
    "next; then, after the warm-up, directors lead pairs, or product managers have dotted lines or forums along or across the pairs. In "
    "three worlds: domains belong together in pairs, all alike, or not at all. The form of the mechanism was tried on this company while "
    "it was built; its size was set by the headroom of spillovers, not by these designs.",
    run,
)
