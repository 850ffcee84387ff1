"""``orgsim compare``: the paired answer on two to eight designs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from orgsim.cli.answers import answers_as_data, print_answers, print_findings, print_summary
from orgsim.cli.console import Console
from orgsim.cli.errors import NO, Stop
from orgsim.cli.named import print_named
from orgsim.cli.options import (
    BASELINE,
    BY,
    FIGURE_FORMAT,
    FIGURES,
    FILE,
    PARTS,
    PATH,
    ROPES,
    metric_from,
    ropes_from,
    suffix_of,
)
from orgsim.cli.over_guesses import OVER_GUESSES, mention_guesses, repeat_over_guesses, require_scenarios
from orgsim.cli.parts import print_parts
from orgsim.cli.reporting import Asking, Writing, asking
from orgsim.cli.saturation import warn_of_desks
from orgsim.cli.simulating import Order, end_partial, simulating
from orgsim.cli.until import Until, carried_out, until
from orgsim.cli.view import View
from orgsim.errors import CommandLineError, InputError
from orgsim.scenario.problems import listed, nearest, shown

if TYPE_CHECKING:
    from orgsim.metrics.metric import Rope
    from orgsim.results.comparison import Answer, Results
    from orgsim.results.plan import Plan

MOST_DESIGNS = 8


@click.command()
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="DIR|SCENARIO...")
@simulating
@BASELINE
@click.option(
    "--metric",
    "metrics",
    multiple=True,
    metavar="NAME",
    help="Metric to print; repeatable; default: the headline metrics.",
)
@click.option("--all", "everything", is_flag=True, help="Print every metric.")
@ROPES
@BY
@click.option(
    "--for",
    "part",
    metavar="KIND=NAME",
    help="Report one part instead of the whole company, as in 'domain=cloud', 'team=ios' or 'branch=vp-product'.",
)
@FIGURES
@FIGURE_FORMAT
@click.option(
    "--report",
    "page",
    type=FILE,
    metavar="FILE",
    help="Write the answer to FILE as one HTML page (see `orgsim report`).",
)
@asking
@click.option("--different-markets", is_flag=True, help="Allow designs whose markets differ.")
@click.option(
    "--fail-if",
    metavar="METRIC:DESIGN:VERDICT",
    help="Exit with 1 when DESIGN gets this VERDICT on METRIC, as in 'lead_time:gpm-pods:worse'.",
)
@OVER_GUESSES
@until
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
    figure_format: Any,
    page: Path | None,
    asked: Asking,
    different_markets: bool,
    fail_if: str | None,
    over_guesses: int | None,
    until_ci: Until | None,
) -> None:
    """Simulate designs in the same futures and print for every metric which is better, by how much, and how sure that is.

    Name scenario files to simulate them (saved runs are not repeated), or a folder of results to read it; where one holds
    the results of several commands, name a manifest in it.
    """
    from orgsim.results.comparison import baseline_of, open_results

    if asked.given and not page:
        raise CommandLineError(f"--{asked.given} is a question of a report; --report FILE writes one")
    suffix, regions = suffix_of(figures, figure_format), ropes_from(ropes)
    condition = _condition(fail_if) if fail_if else None
    view = View(by, part, metrics, everything=everything)
    chosen = view.metrics()
    reading_results = len(paths) == 1 and (paths[0].is_dir() or paths[0].suffix == ".json")
    require_scenarios(over_guesses, by, reading_results=reading_results)
    if until_ci and reading_results:
        raise CommandLineError("--until-ci simulates more futures; name the scenario files instead of their results")
    if reading_results:
        plan, results = None, open_results(paths[0], tell=console.note)
    else:
        plan = _plan(order, paths, baseline, different_markets=different_markets)
        if condition and (why := condition.refusal(plan.names, baseline, chosen)):
            raise condition.error(why)
        view = view.found_in(plan)
        plan, results = carried_out(console, order, plan, until_ci, baseline)
    base = baseline_of(results, baseline)
    find = partial(view.answers, baseline=baseline, ropes=regions)
    answers = find(results)
    _print(console, results, answers, base, by)
    lead = chosen[0] if metrics else None
    if view.kind is None and by == "total":
        _print_sentences(console, results, base, lead, chosen, regions)
    if plan and over_guesses:
        answers = repeat_over_guesses(console, order, plan, over_guesses, answers, find)
    elif plan:
        mention_guesses(console, plan)
    console.say(f"\nresults in {shown(results.folder)}; the same command reads them again. Assumptions: orgsim params")
    if figures:
        _draw(console, results, figures, view, baseline=baseline, ropes=regions, suffix=suffix)
    if page:
        Writing(console, results, plan, base, lead, regions, order.workers).write(page, asked)
    end_partial(console)
    if condition:
        raise Stop(NO if condition.holds(answers) else 0)


def _print(console: Console, results: "Results", answers: Sequence["Answer"], base: str, by: str) -> None:
    """Print every answer, by part or for the whole, and what it should be read with."""
    console.answer(seed=results.seed, designs=results.designs, answers=answers_as_data(answers))
    if by == "total" and len(answers) > 1:
        print_summary(console, answers)
    if by in PARTS:
        print_parts(console, answers, base, results.seed)
    else:
        print_answers(console, answers, results.seed)
        print_named(console, results)
    warn_of_desks(console, results)


def _print_sentences(
    console: Console,
    results: "Results",
    base: str,
    lead: str | None,
    metrics: Sequence[str],
    regions: Mapping[str, "Rope"],
) -> None:
    """Print the answer in the sentences with which its report begins."""
    from orgsim.metrics.catalog import VALUE
    from orgsim.report.verdicts import Asked, findings

    print_findings(console, findings(Asked(results, base, lead or VALUE, regions), metrics))


def _draw(console: Console, results: "Results", folder: Path, view: View, **how: Any) -> None:
    """Draw every figure of the metrics and parts that are asked for."""
    from orgsim.figures import draw_all

    part = view.one[1] if view.one else None
    console.figures(draw_all(folder, results, view.metrics(), kind=view.kind, part=part, **how))


def _plan(order: Order, paths: Sequence[Path], baseline: str | None, *, different_markets: bool) -> "Plan":
    """Return the plan of a comparison that makes sense."""
    from orgsim.results.plan import check_same_market

    if not 2 <= len(paths) <= MOST_DESIGNS:
        raise CommandLineError(
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
            compared = {line.design for answer in answers for line in answer.lines if line.comparison}
            raise self.error("" if self.design in compared else self._nobody(sorted(compared)))
        return self.verdict in found

    def refusal(self, designs: Sequence[str], baseline: str | None, metrics: Sequence[str]) -> str:
        """Return why there will be no such comparison; empty where there will be one."""
        first = baseline or designs[0]
        others = [name for name in designs if name != first]
        if self.design == first:
            return f"'{first}' is what the others are compared with; these are {listed(others)}"
        if self.design not in others:
            return self._nobody(others)
        if self.metric not in metrics:
            return f"{self.metric} is not compared here; add --metric {self.metric}, or --all"
        return ""

    def _nobody(self, others: Sequence[str]) -> str:
        """Say that no design of that name is compared with the baseline, and which are."""
        hint = nearest(self.design, others)
        return f"there is no design '{self.design}'{hint}; compared with the baseline: {listed(others)}"

    def error(self, why: str = "") -> InputError:
        """Return the error that there is no such comparison."""
        text = f"{self.metric}:{self.design}:{self.verdict}"
        return InputError(f"--fail-if {text}: {why or f'{self.design} is not compared on {self.metric} here'}")


def _condition(text: str) -> _Condition:
    """Read ``METRIC:DESIGN:VERDICT``, before anything is simulated."""
    from orgsim.results.statistics import Verdict

    parts = [part.strip() for part in text.split(":")]
    if len(parts) != 3:
        raise CommandLineError(f"--fail-if {text}: expected METRIC:DESIGN:VERDICT, such as lead_time:gpm-pods:worse")
    metric, design, verdict = parts
    if verdict not in get_args(Verdict):
        known = ", ".join(get_args(Verdict))
        raise CommandLineError(
            f"--fail-if {text}: there is no verdict '{verdict}'{nearest(verdict, get_args(Verdict))}; there are {known}"
        )
    return _Condition(metric_from(metric).name, design, verdict)
