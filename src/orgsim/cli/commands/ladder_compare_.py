"""``orgsim ladder compare``: two ladders, or two policies on one, under the same luck."""

from pathlib import Path

import click

from orgsim.cli.career_answers import print_lines
from orgsim.cli.careers import career_options, simulated
from orgsim.cli.console import Console
from orgsim.errors import InputError
from orgsim.scenario.problems import shown

MOST = 4


@click.command()
@click.argument("ladders", nargs=-1, required=True, metavar="LADDER...")
@click.option(
    "--policy", "policies", multiple=True, metavar="NAME", help="Promotion policy; several: compare them on one ladder."
)
@career_options
@click.option("--figures", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help="Draw figures there.")
@click.pass_obj
def command(
    console: Console,
    ladders: tuple[str, ...],
    *,
    policies: tuple[str, ...],
    overrides: tuple[str, ...],
    replications: int,
    quarters: int,
    people: int | None,
    seed: int,
    workers: int | None,
    horizon: int | None,
    figures: Path | None,
) -> None:
    """Simulate ladders, or policies on one ladder, with the same people and luck, and print what differs from the first."""
    from orgsim.careers.comparison import compare_careers

    arms = _arms(ladders, policies)
    results = [
        simulated(
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
        )
        for ladder, policy in arms.values()
    ]
    lines = compare_careers(list(arms), results)
    print_lines(console, lines, seed)
    if figures:
        from orgsim.careers.axes import save
        from orgsim.careers.charts import survival_figure

        path = save(survival_figure(dict(zip(arms, results, strict=True))), figures / "time-to-promotion.svg")
        console.answer(figures=[shown(path)])
        console.say(f"figure {shown(path)}")


def _arms(ladders: tuple[str, ...], policies: tuple[str, ...]) -> dict[str, tuple[str, str | None]]:
    """Return what is compared, by name: the policies on one ladder, or the ladders under one policy."""
    if len(ladders) == 1 and len(policies) > 1:
        arms: dict[str, tuple[str, str | None]] = {policy: (ladders[0], policy) for policy in policies}
    elif len(ladders) > 1 and len(policies) < 2:
        arms = {Path(ladder).stem: (ladder, policies[0] if policies else None) for ladder in ladders}
    else:
        raise InputError("compare several ladders, or one ladder with --policy given several times")
    if len(arms) < max(len(ladders), len(policies)):
        raise InputError("two of the things to compare have the same name")
    if len(arms) > MOST:
        raise InputError(f"at most {MOST} can be compared; got {len(arms)}")
    return arms
