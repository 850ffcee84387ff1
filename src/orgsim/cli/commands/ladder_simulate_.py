"""``orgsim ladder simulate``: what a ladder and its policy do to people over the years."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from orgsim.cli.career_answers import print_impact, print_results, results_as_data
from orgsim.cli.careers import career_options, simulated
from orgsim.cli.console import Console
from orgsim.scenario.problems import shown

if TYPE_CHECKING:
    from orgsim.careers.simulation import CareerResults


@click.command()
@click.argument("ladder", metavar="LADDER")
@click.option("--policy", metavar="NAME", help="Promotion policy; default: the ladder's own.")
@career_options
@click.option("--entry", metavar="LEVEL", help="Follow hires into this level; default: where most are hired.")
@click.option("--to", "goal", metavar="LEVEL", help="Print the ways by which they come to this level.")
@click.option("--figures", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help="Draw figures there.")
@click.pass_obj
def command(
    console: Console,
    ladder: str,
    *,
    policy: str | None,
    overrides: tuple[str, ...],
    replications: int,
    quarters: int,
    people: int | None,
    seed: int,
    workers: int | None,
    horizon: int | None,
    entry: str | None,
    goal: str | None,
    figures: Path | None,
) -> None:
    """Simulate careers on a ladder: time to promotion, pyramid, vacancies, competence gap, cost, and where hires end up.

    LADDER is a ladder file, the name of a ladder that comes with orgsim, or a scenario: then the careers are those of its people.

    Settings are laid over with --set: `--set transfer=0.3`; `--policy committee --set policy.raters=3`. What nothing reads is refused.
    """
    results = simulated(
        console,
        ladder,
        policy,
        overrides,
        replications=replications,
        quarters=quarters,
        people=people,
        seed=seed,
        workers=workers,
        horizon=horizon,
        alone=True,
    )
    console.answer(**results_as_data(results, entry, goal))
    print_results(console, results, entry, goal)
    print_impact(console, results)
    if figures:
        _draw(console, results, figures)


def _draw(console: Console, results: "CareerResults", folder: Path) -> None:
    from orgsim.careers.charts import draw_careers

    paths = draw_careers(results, folder)
    console.answer(figures=[shown(path) for path in paths])
    for path in paths:
        console.say(f"figure {shown(path)}")
