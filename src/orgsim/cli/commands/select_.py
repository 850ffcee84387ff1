"""``orgsim select``: the best of several designs with a stated probability, or those that no other one beats in several objectives."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from orgsim.cli.answers import WAYS, with_unit
from orgsim.cli.console import Console
from orgsim.cli.numbers import difference, number
from orgsim.cli.options import PATH, metrics_from, refuse_given
from orgsim.cli.simulating import Order, simulate_plan, simulating
from orgsim.errors import CommandLineError
from orgsim.plain_words import amount, counted, enumerated
from orgsim.scenario.problems import shown

if TYPE_CHECKING:
    from orgsim.experiments.pareto import Standing
    from orgsim.experiments.selection import Selected, Zone
    from orgsim.metrics.metric import Metric
    from orgsim.metrics.outcome import Values
    from orgsim.results.plan import Plan

OF_ONE = {"matters": "--matters", "confidence": "--confidence", "max_reps": "--max-reps"}
"""Options that say how one design is selected, by parameter."""


@click.command()
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="SCENARIO...")
@simulating
@click.option(
    "--metric",
    "metrics",
    multiple=True,
    metavar="NAME",
    help="Metric to be best in; several of them ask for the designs that none beats in all; default: realised value.",
)
@click.option(
    "--matters",
    type=float,
    metavar="D",
    help="Difference that matters, in the metric's unit: closer designs need not be told apart.",
)
@click.option(
    "--confidence",
    type=click.FloatRange(0.5, 0.999),
    default=0.95,
    show_default=True,
    help="Probability of selecting the best design.",
)
@click.option(
    "--max-reps",
    type=click.IntRange(20, 1_000_000),
    default=2000,
    show_default=True,
    help="Most futures of one design.",
)
@click.pass_obj
def command(
    console: Console,
    paths: tuple[Path, ...],
    *,
    order: Order,
    metrics: tuple[str, ...],
    matters: float | None,
    confidence: float,
    max_reps: int,
) -> None:
    """Select the best of several designs with a stated probability, and with as few futures as that takes.

    All are simulated in the same futures, and one is dropped as soon as it lies too far behind (KN). With several --metric,
    print which designs no other one beats in all of them, over -r futures.
    """
    chosen = metrics_from(metrics or ("realised_value",))
    if len(paths) < 2:
        raise CommandLineError("name two designs or more to select from")
    for metric in chosen:
        if metric.direction == "neither":
            raise CommandLineError(
                f"{metric.name} is neither better when higher nor when lower, so no design is best in it"
            )
    if len(chosen) > 1:
        refuse_given(OF_ONE, "is for one --metric; several are compared over -r futures, by what these tell")
        _front(console, order, _plan(order, paths), chosen)
        return
    refuse_given(
        {"replications": "-r"},
        "is for several --metric; the best in one takes as many futures as are needed, up to --max-reps",
    )
    if matters is None or not 0.0 < matters < math.inf:
        raise CommandLineError(
            f"say with --matters D which difference in {chosen[0].name} matters, above 0, in {chosen[0].unit}"
        )
    _best(console, order, _plan(order, paths), chosen[0], _zone(matters, confidence, max_reps))


def _zone(matters: float, confidence: float, most: int) -> "Zone":
    from orgsim.experiments.selection import Zone

    return Zone(matters, confidence, most=most)


def _plan(order: Order, paths: Sequence[Path]) -> "Plan":
    from orgsim.results.plan import check_same_market

    plan = order.plan(paths)
    check_same_market(plan)
    return plan


def _best(console: Console, order: Order, plan: "Plan", metric: "Metric", zone: "Zone") -> None:
    """Select one design, and print who left the race when."""
    from orgsim.experiments.selection import select
    from orgsim.results.runner import results_of

    folder = order.folder(plan)

    def simulate(names: Sequence[str], count: int) -> "Mapping[str, Values]":
        kept = tuple(plan.organization(name) for name in names)
        race = replace(plan, organizations=kept, replications=count)
        simulate_plan(console, race, folder, workers=order.workers, fresh=order.fresh and count <= 20)
        return results_of(race, folder).by_design(metric.name)

    quiet, console.progress = console.progress, "none"
    found = select(plan.names, zone, -1.0 if metric.direction == "lower" else 1.0, simulate)
    console.progress = quiet
    _print_race(console, found, metric)
    sentence = _sentence(found, metric, zone)
    console.say(f"\n{sentence}")
    console.say(f"results in {shown(folder)}; {counted(found.runs, 'run')} in all")
    console.answer(
        metric=metric.name,
        selected=found.design,
        left=list(found.left),
        dropped=[asdict(one) for one in found.dropped],
        runs=found.runs,
        sentence=sentence,
        folder=shown(folder),
    )


def _print_race(console: Console, found: "Selected", metric: "Metric") -> None:
    console.heading(f"{with_unit(metric.title, metric.unit)} ({WAYS[metric.direction]}): who left the race when")
    rows = [[one.design, f"{one.futures:,}", one.behind, difference(one.by, metric.unit)] for one in found.dropped]
    rows += [
        [name, f"{found.futures[name]:,}", "", ""]
        for name in (*found.left, found.design)
        if name not in {row[0] for row in rows}
    ]
    console.table(["design", "futures", "behind", "mean difference"], list({row[0]: row for row in rows}.values()))


def _sentence(found: "Selected", metric: "Metric", zone: "Zone") -> str:
    """Return what was selected, and what is guaranteed of it."""
    size = amount(zone.matters, metric.unit, difference=True)
    if len(found.left) > 1:
        return (
            f"Not selected: {enumerated(list(found.left))} are still in the race after {counted(zone.most, 'future')} (--max-reps), and "
            f"{found.design} leads. {counted(found.most_needed, 'future')} would end it at the latest."
        )
    return (
        f"{found.design} is selected. If one design is better than every other one by {size} or more, it is this one with a probability of "
        f"at least {zone.confidence:.0%} (KN, for futures that are about normal); designs closer than that are not told apart."
    )


def _front(console: Console, order: Order, plan: "Plan", metrics: "Sequence[Metric]") -> None:
    """Print which designs no other one beats in all objectives, and how sure that is."""
    import numpy as np

    from orgsim.experiments.pareto import pareto

    results = order.carry_out(console, plan)
    tables = [results.by_design(metric.name) for metric in metrics]
    values = {name: np.column_stack([table[name] for table in tables]) for name in plan.names}
    found = pareto(values, [-1.0 if metric.direction == "lower" else 1.0 for metric in metrics])
    futures = counted(plan.replications, "future")
    console.heading(f"designs that none beats in {enumerated([metric.title for metric in metrics])}, over {futures}")
    columns = [f"{with_unit(metric.title, metric.unit)} ({metric.direction})" for metric in metrics]
    console.table(
        ["design", *columns, "on the front", "verdict", "most often beaten by"],
        [_standing(one, metrics) for one in found],
    )
    console.say(
        "on the front: in what share of resamples of the futures no other design is as good in all and better in one."
    )
    console.answer(
        metrics=[metric.name for metric in metrics],
        front=[_as_data(one) for one in found],
        folder=shown(results.folder),
    )


def _standing(one: "Standing", metrics: "Sequence[Metric]") -> list[str]:
    means = [number(mean, metric.unit) for mean, metric in zip(one.means, metrics, strict=True)]
    beaten = f"{one.beaten_by} ({one.beaten:.0%})" if one.beaten_by else ""
    return [one.design, *means, f"{one.on_front:.0%}", one.place, beaten]


def _as_data(one: "Standing") -> dict[str, Any]:
    return {**asdict(one), "place": one.place}
