"""``orgsim compare``: the paired answer on two to eight designs."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from orgsim.cli.answers import answers_as_data, print_answers, print_summary
from orgsim.cli.console import Console
from orgsim.cli.drawing import draw_figures
from orgsim.cli.errors import NO, Stop
from orgsim.cli.options import ropes_from, running
from orgsim.cli.simulating import end_partial, simulate_plan
from orgsim.errors import InputError
from orgsim.scenario.problems import listed, nearest, shown

if TYPE_CHECKING:
    from orgsim.results.comparison import Answer, Results
    from orgsim.results.plan import Plan

MOST_DESIGNS = 8


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="DIR|SCENARIO...")
@running
@click.option("--baseline", metavar="NAME", help="Design to compare with; default: the first.")
@click.option(
    "--metric", "metrics", multiple=True, metavar="NAME", help="Metric to print; default: the headline metrics."
)
@click.option("--all", "everything", is_flag=True, help="Print every metric.")
@click.option("--rope", "ropes", multiple=True, metavar="METRIC=LOW:HIGH", help="Differences that do not matter.")
@click.option("--by", type=click.Choice(["total", "quarter"]), default="total", help="All quarters together, or each.")
@click.option(
    "--figures", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="Draw the figures into a folder."
)
@click.option("--different-markets", is_flag=True, help="Compare designs even when their markets differ.")
@click.option("--fail-if", metavar="EXPR", help="Exit with 1 when EXPR holds, such as 'lead_time:gpm-pods:worse'.")
@click.pass_obj
def command(
    console: Console,
    paths: tuple[Path, ...],
    *,
    overrides: tuple[str, ...],
    seed: int,
    replications: int,
    workers: int | None,
    fresh: bool,
    output: Path | None,
    baseline: str | None,
    metrics: tuple[str, ...],
    everything: bool,
    ropes: tuple[str, ...],
    by: str,
    figures: Path | None,
    different_markets: bool,
    fail_if: str | None,
) -> None:
    """Simulate designs under the same luck and print, metric by metric, which is better, by how much, and how sure that is.

    Give scenario files to simulate them (what is saved is not run again), or a folder of results to read it.
    """
    from orgsim.metrics.catalog import all_metrics, metric_named
    from orgsim.results.comparison import answer, answer_by_quarter, open_results

    regions = ropes_from(ropes)
    condition = _condition(fail_if) if fail_if else None
    chosen = [metric_named(name).name for name in metrics] or [
        name for name, metric in all_metrics().items() if everything or metric.headline
    ]
    if len(paths) == 1 and paths[0].is_dir():
        folder = paths[0]
    else:
        plan = _plan(paths, seed, replications, overrides, different_markets=different_markets)
        if baseline is not None and baseline not in plan.names:
            raise InputError(
                f"there is no design '{baseline}'{nearest(baseline, plan.names)}; there are {listed(plan.names)}"
            )
        if condition and not condition.is_possible(plan.names, baseline, chosen):
            raise condition.error()
        folder = output or Path("out") / plan.folder
        simulate_plan(console, plan, folder, workers=workers, fresh=fresh)
    results = open_results(folder)
    find = answer_by_quarter if by == "quarter" else answer
    answers = find(results, chosen, baseline=baseline, ropes=regions)
    _print(console, results, answers, by)
    console.say(f"\nresults in {shown(folder)}; the same command again reads them. Assumptions: orgsim params")
    if figures:
        draw_figures(console, figures, results, chosen, baseline=baseline, ropes=regions)
    end_partial(console)
    if condition:
        raise Stop(NO if condition.holds(answers) else 0)


def _plan(
    paths: Sequence[Path], seed: int, replications: int, overrides: Sequence[str], *, different_markets: bool
) -> "Plan":
    from orgsim.results.plan import check_same_market, make_plan

    if not 2 <= len(paths) <= MOST_DESIGNS:
        raise InputError(
            f"a comparison takes 2 to {MOST_DESIGNS} scenario files, or one folder of results; got {len(paths)}"
        )
    plan = make_plan(paths, seed=seed, replications=replications, overrides=overrides)
    if not different_markets:
        check_same_market(plan)
    return plan


def _print(console: Console, results: "Results", answers: Sequence["Answer"], by: str) -> None:
    console.answer(seed=results.seed, designs=results.designs, answers=answers_as_data(answers))
    if by == "total" and len(answers) > 1:
        print_summary(console, answers)
    print_answers(console, answers, results.seed)


@dataclass(frozen=True)
class _Condition:
    """What ``--fail-if`` asks: whether a design got a verdict on a metric."""

    text: str
    metric: str
    design: str
    verdict: str

    def holds(self, answers: Sequence["Answer"]) -> bool:
        """Tell whether that is what a comparison found."""
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
        return InputError(f"--fail-if {self.text}: there is no comparison of {self.design} on {self.metric} here")


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
    return _Condition(text, metric_named(metric).name, design, verdict)
