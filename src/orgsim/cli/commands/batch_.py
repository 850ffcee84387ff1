"""``orgsim batch``: designs x environments x settings x points x seeds, each a comparison in a folder of its own, resumable."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from orgsim.cli.console import Console
from orgsim.cli.errors import PARTIAL, Stop
from orgsim.cli.keeping import going_on
from orgsim.cli.options import FRESH, OUTPUT, PATH, ROPES, WORKERS, refuse_given, ropes_from
from orgsim.cli.study_answers import METRICS, print_verdicts, verdicts_on
from orgsim.cli.study_plans import print_plan
from orgsim.cli.studying import Work, shard_from
from orgsim.cli.until import Until, until
from orgsim.errors import CommandLineError
from orgsim.plain_words import counted
from orgsim.scenario.batch_reading import load_batch
from orgsim.scenario.problems import shown

if TYPE_CHECKING:
    from orgsim.experiments.record import Record
    from orgsim.experiments.study import Study
    from orgsim.experiments.verdicts import Verdicts


@click.command()
@click.argument("path", type=PATH, metavar="BATCH.yaml")
@OUTPUT
@click.option(
    "-n",
    "--dry-run",
    is_flag=True,
    help="Print how many runs there are, which are saved, why the others are not, and how long they will take; run none.",
)
@click.option(
    "--shard",
    metavar="I/N",
    help="Run only the Ith of N equal shares, as one task of a job array; without it, the command puts all shares together.",
)
@click.option(
    "--skip-infeasible",
    is_flag=True,
    help="Leave out the cases that cannot be built, and run the others; without it, one such case refuses the batch.",
)
@until
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Simulate on the workers of a Dask cluster, as in tcp://host:8786, who see the same folder; needs orgsim[dask].",
)
@METRICS
@ROPES
@WORKERS
@FRESH
@click.pass_obj
def command(
    console: Console,
    path: Path,
    *,
    output: Path | None,
    dry_run: bool,
    shard: str | None,
    skip_infeasible: bool,
    until_ci: Until | None,
    scheduler: str | None,
    metrics: tuple[str, ...],
    ropes: tuple[str, ...],
    workers: int | None,
    fresh: bool,
) -> None:
    """Run every design of a batch file in every environment, under every setting, at every point and with every seed.

    An interrupted batch continues when the command is repeated; saved runs are not repeated. docs/experiments.md
    describes the file. All futures go into one table, NAME.parquet in the folder of the results.
    """
    from orgsim.experiments.record import keep_record, recorded, write_record
    from orgsim.results.files import make_folder
    from orgsim.results.whole import sweep

    if scheduler and workers:
        raise CommandLineError(
            "-j is the number of threads here, and --scheduler has workers of its own; use one of the two"
        )
    if scheduler is not None:
        from orgsim.experiments.cluster import require_address

        require_address(scheduler)
    if shard:
        refuse_given(
            {"metrics": "--metric", "ropes": "--rope"},
            "says which verdicts are printed, and a share prints none; leave it out",
        )
    share, verdicts = shard_from(shard), verdicts_on(metrics, ropes_from(ropes), every=console.as_json)
    study = _study(console, path, output or Path("out") / path.stem, skip=skip_infeasible)
    if until_ci:
        until_ci.begin(study, shard)
    work = Work(study, share, workers, fresh, until=until_ci)
    console.answer(folder=shown(study.folder), cases=[entry.case.name for entry in study.entries])
    left = print_plan(console, work, why=dry_run)
    if dry_run:
        return
    with going_on(console, study.folder):
        make_folder(study.folder)
        sweep(study.folder)
        if left:
            write_record(recorded(study))
        elif shard:
            keep_record(recorded(study))
        _do(console, work, scheduler)
        console.answer(failed=work.failed, **({"damaged": work.damaged} if work.damaged else {}))
        if shard:
            again = ["orgsim", "batch", shown(path), *(["-o", shown(output)] if output else [])]
            again += ["--skip-infeasible"] if skip_infeasible else []
            console.say(f"share {shard} is in {shown(study.folder)}; when all are there: {shlex.join(again)}")
        else:
            record = recorded(study)  # --until-ci may have asked for more futures
            written = keep_record(record)
            _answer(console, record, verdicts)
            if not left + work.made:
                console.say(_all_done(study, written=written))
    if work.failed:
        raise Stop(PARTIAL)


def _all_done(study: "Study", *, written: bool) -> str:
    """Say that there was nothing to do, also where nothing could have been done."""
    more = "" if written else f"; {shown(study.folder)} cannot be written, and nothing in it had to change"
    return f"everything was done already{more}"


def _study(console: Console, path: Path, folder: Path, *, skip: bool) -> "Study":
    """Return the study of a batch file; say which cases cannot be built, where some are left out or could be."""
    from orgsim.experiments.infeasible import CasesError
    from orgsim.experiments.study import study_of

    try:
        study = study_of(load_batch(path), folder, skip=skip)
    except CasesError as error:
        if error.others:
            console.note(
                f"{counted(error.others, 'case')} can be built: --skip-infeasible runs them without the others"
            )
        raise
    if left_out := study.broken.cases:
        console.note(f"{counted(len(left_out), 'case')} left out, which cannot be built:")
        for problem in study.broken.problems(len(study.entries)):
            console.note(f"  {problem.text()}")
        console.answer(left_out=left_out)
    return study


def _do(console: Console, work: Work, scheduler: str | None) -> None:
    """Simulate what is missing, here or on a cluster."""
    if scheduler is None:
        work.do(console)
        return
    from orgsim.experiments.cluster import connected

    with connected(scheduler, work.study.folder) as cluster:
        console.note(f"{counted(cluster.workers, 'worker')} of {scheduler}, the same versions as here")
        work.elsewhere, work.workers = cluster.executor, cluster.threads
        work.do(console)


def _answer(console: Console, record: "Record", verdicts: "Verdicts") -> None:
    """Write the table of the study, print the verdicts, and say where everything is."""
    from orgsim.experiments.table import write_table

    verdicts.baseline = record.designs[0]
    rows = write_table(record, verdicts.hear)
    print_verdicts(console, verdicts, record)
    console.answer(table=shown(record.table), rows=rows)
    console.say(f"\ntable of {counted(rows, 'future')} in {shown(record.table)}")
    console.say(f"one case in full: orgsim compare {shown(record.place(record.entries[0]))}")
