"""Running a plan: its parts in a pool of threads, each written when it is done, so that finished work is never lost."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path

from orgsim.engine.simulation import simulate
from orgsim.organization.build import Organization
from orgsim.results.failures import Failure, failure_of, hopeless, record_failures
from orgsim.results.files import SCHEMA, Columns, has_part, make_folder, versions, write_json, write_part
from orgsim.results.plan import Part, Plan, model_version
from orgsim.results.tables import Rows, data_dictionary, rows_of, tables_of

Report = Callable[[int, int], None]
"""A function that is called with the numbers of replications done and failed so far."""


@dataclass
class Progress:
    """How many replications were simulated and how many reused, and those that failed."""

    made: int = 0
    reused: int = 0
    failures: list[Failure] = field(default_factory=list)


def run_part(organization: Organization, part: Part, seed: int) -> tuple[dict[str, Columns], list[Failure]]:
    """Run the replications of a part; return its tables, and what failed."""
    runs: dict[int, Rows] = {}
    failures: list[Failure] = []
    for replication in part.replications:
        try:
            state = simulate(organization.blueprint, seed, replication)
            runs[replication] = rows_of(organization, state)
        except Exception as error:  # noqa: BLE001 - one bad run costs one run; it is recorded with its trace
            failures.append(failure_of(part.design, replication, seed, error))
    return tables_of(organization, runs), failures


def run_plan(
    plan: Plan, folder: Path, *, workers: int | None = None, fresh: bool = False, report: Report | None = None
) -> Progress:
    """Simulate the parts of a plan that are not in the folder yet; return what was made, reused and failed.

    Stopping it at any moment loses at most the parts under way; the same call continues from there and retries what failed.
    Earlier contents of the folder stay as they are until the first run succeeds.
    """
    make_folder(folder)
    progress = Progress()
    missing = []
    for part in plan.parts():
        if not fresh and has_part(folder, part.name, len(part.replications)):
            progress.reused += len(part.replications)
        else:
            missing.append(part)
    if progress.reused:
        write_manifest(plan, folder)
    pool = ThreadPoolExecutor(workers or os.cpu_count() or 1)
    try:
        _run_parts(plan, folder, missing, pool, progress, report)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        record_failures(folder, progress.failures)
    return progress


def _run_parts(
    plan: Plan,
    folder: Path,
    missing: Sequence[Part],
    pool: ThreadPoolExecutor,
    progress: Progress,
    report: Report | None,
) -> None:
    waiting: dict[Future[list[Failure]], Part] = {
        pool.submit(_run_and_write, plan, folder, part): part for part in missing
    }
    for done in as_completed(waiting):
        failures = done.result()
        progress.failures.extend(failures)
        if progress.made + progress.reused == 0 < len(waiting[done].replications) - len(failures):
            write_manifest(plan, folder)
        progress.made += len(waiting[done].replications) - len(failures)
        if report:
            report(progress.made + progress.reused, len(progress.failures))
        if hopeless(progress.failures):
            for other in waiting:
                other.cancel()
            return


def _run_and_write(plan: Plan, folder: Path, part: Part) -> list[Failure]:
    tables, failures = run_part(plan.organization(part.design), part, plan.seed)
    if len(failures) < len(part.replications):
        write_part(folder, part.name, tables)
    return failures


def write_manifest(plan: Plan, folder: Path) -> None:
    """Write everything that is needed to reproduce the results."""
    write_json(
        folder / "manifest.json",
        {
            "schema": SCHEMA,
            "seed": plan.seed,
            "replications": plan.replications,
            "model": model_version(),
            "versions": versions(),
            "designs": [
                {
                    "name": name,
                    "key": plan.keys[name],
                    "file": plan.organization(name).design.path.name,
                    "resolved": plan.organization(name).design.resolved(),
                }
                for name in plan.names
            ],
            "parts": [part.name for part in plan.parts()],
            "columns": data_dictionary(),
        },
    )
