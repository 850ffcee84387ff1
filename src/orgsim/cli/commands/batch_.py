"""``orgsim batch``: designs x settings x seeds, each a comparison in a folder of its own, resumable."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from orgsim.cli.console import Console
from orgsim.cli.errors import PARTIAL, Stop
from orgsim.cli.options import FRESH, WORKERS
from orgsim.cli.simulating import simulate_plan
from orgsim.errors import SimulationError
from orgsim.scenario.batch import Case, load_batch
from orgsim.scenario.problems import shown

if TYPE_CHECKING:
    from orgsim.results.plan import Plan


@click.command()
@click.argument("path", type=click.Path(path_type=Path), metavar="BATCH.yaml")
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Folder; default: out/NAME.")
@click.option("-n", "--dry-run", is_flag=True, help="Say what would be run, and what is there already.")
@WORKERS
@FRESH
@click.pass_obj
def command(
    console: Console, path: Path, *, output: Path | None, dry_run: bool, workers: int | None, fresh: bool
) -> None:
    """Run every design of a batch file under every setting and seed. Interrupted or repeated, it goes on where it was."""
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

    total = saved = 0
    for case, plan in plans:
        for part in plan.parts():
            total += len(part.replications)
            if not fresh and has_part(folder / case.name, part.name, len(part.replications)):
                saved += len(part.replications)
    designs = len(plans[0][1].names)
    console.answer(runs=total, saved=saved)
    console.say(
        f"{designs} designs x {len(plans)} cases (settings x seeds) x {plans[0][0].replications} futures = {total:,} runs; "
        f"{saved:,} saved, {total - saved:,} to do"
    )
