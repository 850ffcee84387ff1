"""``orgsim ladder compare``: ladders, policies on one, or variants of one, under the same luck."""

from pathlib import Path

import click

from orgsim.cli.career_answers import print_lines
from orgsim.cli.career_pages import CAREER_REPORT, draw_slides, followed, write_report
from orgsim.cli.careers import Running, career_options, check_read, simulated
from orgsim.cli.console import Console
from orgsim.cli.options import FIGURE_FORMAT, FIGURES, suffix_of
from orgsim.cli.side_by_side import print_chances, print_ratios, print_waits
from orgsim.cli.variants import arms_of, said_again


@click.command()
@click.argument("ladders", nargs=-1, required=True, metavar="LADDER...")
@click.option(
    "--policy", "policies", multiple=True, metavar="NAME", help="Promotion policy; several: compare them on one ladder."
)
@click.option(
    "--variant",
    "variants",
    multiple=True,
    metavar='"NAME: KEY=VALUE ..."',
    help="Also compare the first ladder with values of its own laid over it; repeatable.",
)
@career_options
@click.option("--entry", metavar="LEVEL", help="Follow hires into this level; default: where most are hired.")
@click.option("--to", "goal", metavar="LEVEL", help="Compare the ways by which they come to this level.")
@FIGURES
@FIGURE_FORMAT
@CAREER_REPORT
@click.pass_obj
def command(
    console: Console,
    ladders: tuple[str, ...],
    *,
    policies: tuple[str, ...],
    variants: tuple[str, ...],
    overrides: tuple[str, ...],
    running: Running,
    entry: str | None,
    goal: str | None,
    figures: Path | None,
    figure_format: str | None,
    report: Path | None,
) -> None:
    """Simulate ladders, policies on one ladder, or variants of one, with the same people and luck, and print what differs from the first.

    `orgsim ladder compare product --variant "soon: levels.pm.min_quarters=2" --variant "panel: policy=committee policy.raters=5"`
    """
    from orgsim.careers.comparison import compare_careers

    suffix = suffix_of(figures, figure_format)
    arms = arms_of(ladders, policies, variants, overrides)
    check_read(arms)
    results = {arm.name: simulated(console, arm, running) for arm in arms}
    start, _ = followed(results, entry, goal)
    names, found = list(results), list(results.values())
    print_lines(console, compare_careers(names, found), running.seed)
    print_waits(console, names, found)
    print_ratios(console, names, found)
    if goal and start:
        print_chances(console, names, found, start, goal)
    if figures:
        draw_slides(console, results, start, goal, figures, suffix)
    if report:
        words = ["ladder", "compare", *said_again(ladders, policies, variants)]
        write_report(console, results, start, goal, report, [*words, *running.words(overrides, entry, goal)])
