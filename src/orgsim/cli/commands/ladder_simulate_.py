"""``orgsim ladder simulate``: what a ladder and its policy do to people over the years."""

from pathlib import Path

import click

from orgsim.cli.career_answers import print_impact, print_results, results_as_data
from orgsim.cli.career_pages import CAREER_REPORT, draw_slides, followed, write_report
from orgsim.cli.careers import Arm, Running, career_options, check_read, simulated
from orgsim.cli.console import Console
from orgsim.cli.options import FIGURE_FORMAT, FIGURES, suffix_of


@click.command()
@click.argument("ladder", metavar="LADDER")
@click.option("--policy", metavar="NAME", help="Promotion policy; default: the ladder's own.")
@career_options
@click.option("--entry", metavar="LEVEL", help="Follow hires into this level; default: where most are hired.")
@click.option("--to", "goal", metavar="LEVEL", help="Print the ways by which they come to this level.")
@FIGURES
@FIGURE_FORMAT
@CAREER_REPORT
@click.pass_obj
def command(
    console: Console,
    ladder: str,
    *,
    policy: str | None,
    overrides: tuple[str, ...],
    running: Running,
    entry: str | None,
    goal: str | None,
    figures: Path | None,
    figure_format: str | None,
    report: Path | None,
) -> None:
    """Simulate careers on a ladder: time to promotion, pyramid, vacancies, competence gap, cost, and where hires end up.

    LADDER is a ladder file, the name of a ladder that comes with orgsim, or a scenario: then the careers are those of its people.

    Settings are laid over with --set: `--set transfer=0.3`; `--policy committee --set policy.raters=3`. What nothing reads is refused.
    """
    suffix = suffix_of(figures, figure_format)
    arm = Arm(Path(ladder).stem, ladder, policy, own=overrides)
    check_read([arm])
    results = simulated(console, arm, running)
    named = {results.plan.ladder.name: results}
    start, _ = followed(named, entry, goal)
    console.answer(**results_as_data(results, entry, goal))
    print_results(console, results, entry, goal)
    print_impact(console, results)
    if figures:
        draw_slides(console, named, start, goal, figures, suffix)
    if report:
        words = ["ladder", "simulate", ladder, *(["--policy", policy] if policy else [])]
        write_report(console, named, start, goal, report, [*words, *running.words(overrides, entry, goal)])
