"""``orgsim batch``: designs x settings x seeds, each a comparison in a folder of its own, resumable."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from orgsim.cli.console import Console
from orgsim.cli.errors import PARTIAL, Stop
from orgsim.cli.options import FRESH, OUTPUT, PATH, WORKERS
from orgsim.cli.simulating import simulate_plan
from orgsim.errors import SimulationError
from orgsim.plain_words import counted
from orgsim.scenario.batch import Case, load_batch
from orgsim.scenario.problems import shown

if TYPE_CHECKING:
    from orgsim.results.plan import Plan


@click.command()
@click.argument("path", type=PATH, metavar="BATCH.yaml")
@OUTPUT
@click.option("-n", "--dry-run", is_flag=True, help="Print how many runs there are and how many are saved; run none.")
@WORKERS
@FRESH
@click.pass_obj
def command(
    console: Console, path: Path, *, output: Path | None, dry_run: bool, workers: int | None, fresh: bool
) -> None:
    """Run every design of a batch file under every setting and seed.

    An interrupted batch continues when the command is repeated; saved runs are not repeated.
    """
    from orgsim.results.plan import check_same_market, make_plan

    folder = output or Path("out") / path.stem
    plans: list[tuple[Case, Plan]] = []
    for case in load_batch(path):
        plan = make_plan(case.paths, seed=case.seed, replications=case.replications, overrides=case.overrides)
        check_same_market(plan)
        plans.append((case, plan))
    console.answer(folder=shown(folder), cases=[case.name for case, _ in plans])
    _say_plan(console, plans, folder, fresh=fresh)
    if dry_run:
        return
    failed = 0
    for case, plan in plans:
        console.note(f"{case.name}: {', '.join(plan.names)}")
        console.document.pop("failed", None)
        try:
            simulate_plan(console, plan, folder / case.name, workers=workers, fresh=fresh)
        except SimulationError as error:  # all of this case failed; the others go on
            console.note(f"{case.name}: {error}")
        failed += int(console.document.get("failed", 0))
    console.answer(failed=failed)
    console.say(f"results in {shown(folder)}; read one with: orgsim compare {shown(folder / plans[0][0].name)}")
    if failed:
        raise Stop(PARTIAL)


def _say_plan(console: Console, plans: "list[tuple[Case, Plan]]", folder: Path, *, fresh: bool) -> None:
    from orgsim.results.files import has_part

    parts = [(folder / case.name, part) for case, plan in plans for part in plan.parts()]
    sizes = [len(part.replications) for _, part in parts]
    saved = 0 if fresh else sum(n for (there, part), n in zip(parts, sizes, strict=True) if has_part(there, part))
    total, (case, plan) = sum(sizes), plans[0]
    console.answer(runs=total, saved=saved)
    console.say(
        f"{counted(len(plan.names), 'design')} x {counted(len(plans), 'case* (settings x seeds)')} x "
        f"{counted(case.replications, 'future')} = {counted(total, 'run')}; "
        f"{saved:,} saved, {total - saved:,} to do"
    )
