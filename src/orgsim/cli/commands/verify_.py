"""``orgsim verify``: some saved futures simulated again, and whether they are the same."""

from pathlib import Path

import click

from orgsim.cli.console import Console
from orgsim.cli.errors import NO, Stop
from orgsim.cli.options import PATH
from orgsim.plain_words import counted
from orgsim.scenario.problems import shown


@click.command()
@click.argument("place", metavar="DIR", type=PATH)
@click.option(
    "--sample",
    type=click.IntRange(1, 1_000_000),
    default=10,
    show_default=True,
    help="Parts to simulate again, of ten or twenty futures each.",
)
@click.option(
    "--seed", type=click.IntRange(0, 2**32 - 1), default=1, show_default=True, help="Seed with which they are drawn."
)
@click.pass_obj
def command(console: Console, place: Path, *, sample: int, seed: int) -> None:
    """Simulate a sample of saved futures again and check that every table is the same to the last bit.

    DIR holds the results of run, compare or batch; it may also be one manifest. What the designs were is read from the
    manifests, so the scenario files are not needed. Ends with 1 when anything differs.
    """
    from orgsim.engine.warmup import compile_engine
    from orgsim.experiments.again import plan_of, repeat, sample_of, saved_in

    saved = saved_in(place)
    chosen = sample_of(saved, sample, seed)
    compile_engine(plan_of(chosen[0].manifest).organizations[0].blueprint, console.note)
    with console.tracker(len(chosen), "verifying") as tracker:
        found = repeat(chosen, lambda done: tracker(done, 0))
    wrong = [one for one in found if one.different]
    futures = sum(len(one.part.replications) for one in chosen)
    console.answer(
        parts=len(saved),
        repeated=len(chosen),
        futures=futures,
        different=[
            {
                "folder": shown(one.folder),
                "part": one.part.name,
                "design": one.part.design,
                "tables": list(one.different),
            }
            for one in wrong
        ],
    )
    for one in wrong:
        futures_said = f"futures {one.part.first} to {one.part.last} of {one.part.design}"
        console.say(f"{shown(one.folder)}: {futures_said} differ in {', '.join(one.different)}")
    console.say(
        f"{counted(futures, 'future')} in {len(chosen)} of {counted(len(saved), 'part')} simulated again: "
        f"{f'{len(wrong)} of them differ' if wrong else 'all the same to the last bit'}"
    )
    if wrong:
        raise Stop(NO)
