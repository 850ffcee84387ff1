"""Tightly shared or mixed beliefs about the strategy, before and after it shifts."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from orgsim.metrics.outcome import Values
from orgsim.studies.charts import lines_chart, metric_panels
from orgsim.studies.claims import Claim, Findings, Pattern, above, below, nothing, reading, shown
from orgsim.studies.runs import Lab
from orgsim.studies.worlds import company

BELIEFS = {
    "mixed": ("parameters.beliefs.susceptibility=0.4", "parameters.beliefs.contact_scale=36"),
    "as usual": (),
    "tightly shared": ("parameters.beliefs.susceptibility=0.98", "parameters.beliefs.contact_scale=4"),
}
MIXED, USUAL, TIGHT = BELIEFS
"""How far people come round to what they hear, and how fast."""
SHIFT = 6
"""The quarter at whose start the strategy turns around: the objective that weighed most and the one that weighed least trade places."""
BEFORE, AFTER = slice(2, SHIFT), slice(SHIFT, SHIFT + 3)
WORLDS: Mapping[str, list[dict[str, Any]]] = {
    "stable": [],
    "a shift": [{"kind": "strategy_shift", "quarter": SHIFT, "objectives": ["growth", "trust"], "factor": 1.0}],
}
STABLE, SHIFTED = WORLDS
CALM = ("demand.drift_probability=0", "parameters.beliefs.strategy_delay=26")
"""The strategy shifts once or not at all, and those who set it take half a year to see it."""
SAME = 0.02
"""Differences of alignment up to this are no difference that matters, as in `compare`."""
METRICS = shown("alignment", "belief_alignment", "realised_value", "launches")


def run(lab: Lab) -> Findings:
    """Let beliefs be mixed or tight, in a world that stays as it is and in one that shifts."""
    arms = {
        (world, name): lab.futures(company(4, 2, events=events), *CALM, *settings)
        for world, events in WORLDS.items()
        for name, settings in BELIEFS.items()
    }

    def tight(world: str, metric: str, quarters: slice) -> Values:
        """Return tightly shared less mixed, the mean over some quarters in each future."""
        gap = arms[world, TIGHT].less_by_quarter(arms[world, MIXED], metric)[:, quarters]
        return np.asarray(gap.mean(axis=1), float)

    def turn(world: str) -> Values:
        return tight(world, "alignment", AFTER) - tight(world, "alignment", BEFORE)

    claims = (
        Claim(
            "In a stable world tightly shared beliefs do better than mixed ones.",
            (
                above("alignment of work: tight - mixed, stable", tight(STABLE, "alignment", slice(2, 12)), "share"),
                above("value: tight - mixed, stable", arms[STABLE, TIGHT].gain(arms[STABLE, MIXED]), "share"),
            ),
            "everybody comes to believe what the head, who knows the strategy, says",
        ),
        Claim(
            "For a while after a shift they do worse.",
            (
                below(
                    "alignment of work: tight - mixed, three quarters after",
                    tight(SHIFTED, "alignment", AFTER),
                    "share",
                ),
                below(
                    "value a quarter: tight - mixed, three quarters after",
                    tight(SHIFTED, "realised_value", AFTER),
                    "$M",
                ),
            ),
            "those who never came round were nearer to what now counts, until the head has seen it",
            (
                below("alignment: after less before, where the strategy shifts", turn(SHIFTED), "share"),
                nothing("alignment: the same quarters where it does not", turn(STABLE), "share", SAME),
            ),
        ),
    )
    lines = {f"{name}, {world}": (world, name) for world in WORLDS for name in (USUAL, TIGHT)}

    def beside_mixed(line: str, metric: str, quarter: int) -> Values:
        world, name = lines[line]
        return np.asarray(arms[world, name].less_by_quarter(arms[world, MIXED], metric)[:, quarter - 1], float)

    panels = metric_panels(
        METRICS,
        f"quarter; the strategy shifts at the start of quarter {SHIFT + 1}",
        "less mixed beliefs",
        range(1, 13),
        lines,
        beside_mixed,
    )
    note = "Eight product managers in four branches; those who set the strategy see its shift half a year late."
    chart = lines_chart("A8-beliefs", "Tightly shared and mixed beliefs, before and after a shift", note, panels)
    levels = tuple(
        reading(f"{world}, {name}: {metric.replace('_', ' ')}", arms[world, name].total(metric))
        for metric in ("alignment", "belief_alignment", "realised_value")
        for world in WORLDS
        for name in BELIEFS
    )
    return Findings(claims, (chart,), (("Levels", levels),))


PATTERN = Pattern(
    "A8-beliefs",
    "Tightly shared beliefs serve a stable world, and mixed ones a world that has just shifted",
    "Fast socialisation drives out the differences of belief from which an organisation learns; in a world that turns, some heterogeneity "
    "is worth having (March 1991).",
    "Four branches of two teams; twelve quarters. Beliefs are tightly shared (people come round fast and wholly to what they hear), as "
    "usual, or mixed. The strategy stays, or its most and its least important objective trade places after six quarters, which those who "
    "set it see half a year late. Who decides is the same in all arms. Expectations were written before the first run.",
    run,
)
