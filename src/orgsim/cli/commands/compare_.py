"""``orgsim compare``: the paired answer on two to eight designs."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from orgsim.cli.answers import answers_as_data, print_answers, print_summary
from orgsim.cli.console import Console
from orgsim.cli.errors import NO, Stop
from orgsim.cli.named import print_named
from orgsim.cli.options import BY, FIGURES, PARTS, PATH, ropes_from
from orgsim.cli.over_guesses import OVER_GUESSES, mention_guesses, repeat_over_guesses, require_scenarios
from orgsim.cli.parts import print_parts
from orgsim.cli.saturation import warn_of_desks
from orgsim.cli.simulating import Order, end_partial, simulating
from orgsim.cli.view import View
from orgsim.errors import InputError
from orgsim.scenario.problems import listed, nearest, shown

if TYPE_CHECKING:
    from orgsim.results.comparison import Answer
    from orgsim.results.plan import Plan

MOST_DESIGNS = 8


@click.command()
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="DIR|SCENARIO...")
@simulating
@click.option("--baseline", metavar="NAME", help="Design to compare the others with; default: the first.")
@click.option(
    "--metric",
    "metrics",
    multiple=True,
    metavar="NAME",
    help="Metric to print; repeatable; default: the headline metrics.",
)
@click.option("--all", "everything", is_flag=True, help="Print every metric.")
@click.option(
    "--rope",
    "ropes",
    multiple=True,
    metavar="METRIC=LOW:HIGH",
    help="Region of practical equivalence: differences of METRIC that are too small to matter; repeatable.",
)
@BY
@click.option(
    "--for",
    "part",
    metavar="KIND=NAME",
    help="Report one part instead of the whole company, as in 'domain=cloud', 'team=ios' or 'branch=vp-product'.",
)
@FIGURES
@click.option("--different-markets", is_flag=True, help="Allow designs whose markets differ.")
@click.option(
    "--fail-if",
    metavar="METRIC:DESIGN:VERDICT",
    help="Exit with 1 when DESIGN gets this VERDICT on METRIC, as in 'lead_time:gpm-pods:worse'.",
)
@OVER_GUESSES
@click.pass_obj
def command(
    console: Console,
    paths: tuple[Path, ...],
    *,
    order: Order,
    baseline: str | None,
    metrics: tuple[str, ...],
    everything: bool,
    ropes: tuple[str, ...],
    by: str,
    part: str | None,
    figures: Path | None,
    different_markets: bool,
    fail_if: str | None,
    over_guesses: int | None,
) -> None:
    """Simulate designs in the same futures and print for every metric which is better, by how much, and how sure that is.

    Name scenario files to simulate them (saved runs are not repeated), or a folder of results to read it; where one holds
    the results of several commands, name a manifest in it.
    """
    from orgsim.results.comparison import baseline_of, open_results

    regions = ropes_from(ropes)
    condition = _condition(fail_if) if fail_if else None
    view = View(by, part, metrics, everything=everything)
    chosen = view.metrics()
    plan = None
    reading_results = len(paths) == 1 and (paths[0].is_dir() or paths[0].suffix == ".json")
    require_scenarios(over_guesses, by, reading_results=reading_results)
    if reading_results:
        results = open_results(paths[0], tell=console.note)
    else:
        plan = _plan(order, paths, baseline, different_markets=different_markets)
        if condition and not condition.is_possible(plan.names, baseline, chosen):
            raise condition.error()
        view = view.found_in(plan)
        results = order.carry_out(console, plan)
    find = partial(view.answers, baseline=baseline, ropes=regions)
    answers = find(results)
    console.answer(seed=results.seed, designs=results.designs, answers=answers_as_data(answers))
    if by == "total" and len(answers) > 1:
        print_summary(console, answers)
    if by in PARTS:
        print_parts(console, answers, baseline_of(results, baseline), results.seed)
    else:
        print_answers(console, answers, results.seed)
        print_named(console, results)
    warn_of_desks(console, results)
    if plan and not over_guesses:
        mention_guesses(console, plan)
    if plan and over_guesses:
        answers = repeat_over_guesses(console, order, plan, over_guesses, answers, find)
    console.say(f"\nresults in {shown(results.folder)}; the same command reads them again. Assumptions: orgsim params")
    if figures:
        from orgsim.figures import draw_all

        one = view.one[1] if view.one else None
        console.figures(draw_all(figures, results, chosen, baseline=baseline, ropes=regions, kind=view.kind, part=one))
    end_partial(console)
    if condition:
        raise Stop(NO if condition.holds(answers) else 0)


def _plan(order: Order, paths: Sequence[Path], baseline: str | None, *, different_markets: bool) -> "Plan":
    """Return the plan of a comparison that makes sense."""
    from orgsim.results.plan import check_same_market

    if not 2 <= len(paths) <= MOST_DESIGNS:
        raise InputError(
            f"a comparison takes 2 to {MOST_DESIGNS} scenario files, or one folder of results; got {len(paths)}"
        )
    plan = order.plan(paths)
    if not different_markets:
        check_same_market(plan)
    if baseline is not None and baseline not in plan.names:
        raise InputError(
            f"there is no design '{baseline}'{nearest(baseline, plan.names)}; there are {listed(plan.names)}"
        )
    return plan


@dataclass(frozen=True)
class _Condition:
    """What ``--fail-if`` asks: whether a design gets a verdict on a metric."""

    metric: str
    design: str
    verdict: str

    def holds(self, answers: Sequence["Answer"]) -> bool:
        """Tell whether that is what a comparison found, in any quarter and under any reading of guesses."""
        found = [
            line.comparison.verdict
            for found in answers
            if found.metric.name == self.metric
            for line in found.lines
            if line.design == self.design and line.comparison
        ]
        if not found:
            raise self.error()
        return self.verdict in found

    def is_possible(self, designs: Sequence[str], baseline: str | None, metrics: Sequence[str]) -> bool:
        """Tell whether there will be such a comparison."""
        return self.design in designs and self.design != (baseline or designs[0]) and self.metric in metrics

    def error(self) -> InputError:
        """Return the error that there is no such comparison."""
        text = f"{self.metric}:{self.design}:{self.verdict}"
        return InputError(f"--fail-if {text}: {self.design} is not compared on {self.metric} here")


def _condition(text: str) -> _Condition:
    """Read ``METRIC:DESIGN:VERDICT``, before anything is simulated."""
    from orgsim.metrics.catalog import metric_named
    from orgsim.results.statistics import Verdict

    parts = [part.strip() for part in text.split(":")]
    if len(parts) != 3:
        raise InputError(f"--fail-if {text}: expected METRIC:DESIGN:VERDICT, such as lead_time:gpm-pods:worse")
    metric, design, verdict = parts
    if verdict not in get_args(Verdict):
        known = ", ".join(get_args(Verdict))
        raise InputError(f"--fail-if {text}: there is no verdict '{verdict}'; there are {known}")
    return _Condition(metric_named(metric).name, design, verdict)
