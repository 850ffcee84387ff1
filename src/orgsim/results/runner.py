"""Running a plan: its parts by several workers, each written when it is done, so that finished work is never lost."""

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path

from orgsim.engine.room import reusing
from orgsim.engine.warmup import is_compiled
from orgsim.metrics.watching import simulate
from orgsim.organization.build import Organization
from orgsim.results.comparison import Results, results_from
from orgsim.results.failures import Failure, hopeless, record_failures
from orgsim.results.files import TABLES, Columns, find_part, make_folder, write_part
from orgsim.results.helpers import Crew, seconds_of
from orgsim.results.manifest import manifest_of, write_manifest
from orgsim.results.measuring import Measuring
from orgsim.results.parts import Part
from orgsim.results.pieces import Report
from orgsim.results.plan import Plan
from orgsim.results.whole import sweep

SLOW = 0.1
"""Seconds of processor time of one future from which ten of them are enough for a part: that of some 120 posts over four years."""


@dataclass
class Progress:
    """How many replications were simulated and how many reused, those that failed, and the files that were found damaged."""

    made: int = 0
    reused: int = 0
    failures: list[Failure] = field(default_factory=list)
    damaged: list[Path] = field(default_factory=list)


def run_part(organization: Organization, part: Part, seed: int) -> tuple[dict[str, Columns], list[Failure]]:
    """Run the replications of a part; return its tables, and what failed."""
    play = organization.play or simulate
    with reusing() as room:
        measuring = Measuring(organization, part, seed, room)
        for replication in part.replications:
            twice = measuring.watch()
            try:
                measuring.add(replication, play(organization.blueprint, seed, replication, twice), twice)
            except Exception as error:  # noqa: BLE001 - one bad run costs one run; it is recorded with its trace
                measuring.failed(replication, error)
        return measuring.tables(), measuring.failures


def run_plan(
    plan: Plan,
    folder: Path,
    *,
    workers: int | None = None,
    fresh: bool = False,
    report: Report | None = None,
    only: Collection[Part] | None = None,
    elsewhere: Executor | None = None,
    tell: Callable[[Part], object] = lambda _: None,
) -> Progress:
    """Simulate the parts of a plan, or `only` some, that are not in the folder yet; return what was made, reused and failed.

    They are run by `workers` here, or by so many `elsewhere`, who see the same folder; `tell` is called with each part that is done.

    Stopping it at any moment loses at most the parts under way; the same call continues from there and retries what failed.
    Earlier contents of the folder stay as they are until the first run succeeds.
    """
    make_folder(folder)
    sweep(folder)
    progress = Progress()
    wanted = [piece for part in plan.parts() if only is None or part in only for piece in _pieces(plan, part)]
    missing = [part for part in wanted if not _reused(folder, part, progress, fresh=fresh)]
    missing.sort(key=lambda part: -len(part.replications))  # so that workers end within a short part of each other
    if progress.reused:
        write_manifest(plan, folder)
    threads = workers or os.cpu_count() or 1
    crew = _crew(plan, folder, threads, [] if elsewhere else missing)

    def begin(parts: Sequence[Part]) -> "list[Future[list[Failure]]]":
        if elsewhere:
            return [
                elsewhere.submit(run_and_write, plan.organization(part.design), folder, part, plan.seed)
                for part in parts
            ]
        return crew.submit(parts)

    try:
        _run_parts(plan, folder, missing, begin, (1 + len(plan.names)) * threads, progress, report, tell)
    finally:
        crew.close()
        in_order = {name: place for place, name in enumerate(plan.names)}
        progress.failures.sort(key=lambda failure: (failure["replication"], in_order[str(failure["design"])]))
        if only is None or progress.failures:  # another share may have recorded its own
            record_failures(failures_path(plan, folder), progress.failures)
    return progress


def _pieces(plan: Plan, part: Part) -> list[Part]:
    """Return the parts in which a part is run: its halves where a future takes so long that more would be lost when a run is stopped."""
    slow = seconds_of(plan.organization(part.design).blueprint) > SLOW
    return part.halves() if slow and part.halves() else [part]


def _crew(plan: Plan, folder: Path, workers: int, parts: Sequence[Part]) -> "Crew[Part, list[Failure]]":
    """Return the workers on some parts of a plan."""
    work = work_of(plan, folder)
    seconds = sum(len(part.replications) * seconds_of(work.organizations[part.design].blueprint) for part in parts)
    ready = partial(is_compiled, plan.organizations[0].blueprint)
    return Crew(work, workers, len(parts), seconds, ready, _market)


def _market(part: Part) -> int:
    """Return what parts of different designs have in common that face the same markets."""
    return part.first


def failures_path(plan: Plan, folder: Path) -> Path:
    """Return where the failures of a plan are recorded."""
    return folder / f"failures-{plan.key}.json"


def results_of(plan: Plan, folder: Path) -> Results:
    """Read the results of a plan under its own keys, whatever else lies in the folder or is written there at the same time.

    Raises
    ------
    ResultsError
        When none of its parts is complete, or one is damaged.
    """
    return results_from(manifest_of(plan), folder)


def _reused(folder: Path, part: Part, progress: Progress, *, fresh: bool) -> bool:
    """Tell whether a part need not be made; what is damaged is noted, and removed unless it is written again."""
    there, damaged = find_part(folder, part)
    progress.damaged.extend(damaged)
    for stem in {path.stem for path in damaged} - {part.name}:
        for table in TABLES:
            (folder / table / f"{stem}.parquet").unlink(missing_ok=True)
    if there and not fresh:
        progress.reused += len(part.replications)
    return there and not fresh


def _run_parts(
    plan: Plan,
    folder: Path,
    missing: Sequence[Part],
    begin: Callable[[Sequence[Part]], "list[Future[list[Failure]]]"],
    ahead: int,
    progress: Progress,
    report: Report | None,
    tell: Callable[[Part], object],
) -> None:
    """Run parts, no more than some `ahead` of what has been looked at, so that a hopeless plan ends on a busy machine, too."""
    rest = iter(missing)
    waiting: dict[Future[list[Failure]], Part] = {}

    def submit(count: int) -> None:
        parts = list(islice(rest, count))
        waiting.update(zip(begin(parts), parts, strict=True))

    submit(ahead)
    while waiting:
        finished, _ = wait(waiting, return_when=FIRST_COMPLETED)
        done = {waiting.pop(one): one.result() for one in finished}
        for part, failures in done.items():
            _note(plan, folder, part, failures, progress)
            if report:
                report(progress.made + progress.reused, len(progress.failures))
            if hopeless(progress.failures):
                return
        submit(len(finished))
        for part in done:
            tell(part)


def _note(plan: Plan, folder: Path, part: Part, failures: Sequence[Failure], progress: Progress) -> None:
    """Note what came of a part; with the first run that is there, the manifest is written."""
    made = len(part.replications) - len(failures)
    if progress.made + progress.reused == 0 < made:
        write_manifest(plan, folder)
    progress.made += made
    progress.failures.extend(failures)


@dataclass(frozen=True)
class Work:
    """What there is to do on a plan: running its parts and writing them into a folder; `organizations` are those of its designs by name."""

    organizations: Mapping[str, Organization]
    folder: Path
    seed: int

    def __call__(self, part: Part) -> list[Failure]:
        """Run a part and write it; return what failed."""
        return run_and_write(self.organizations[part.design], self.folder, part, self.seed)


def work_of(plan: Plan, folder: Path) -> Work:
    """Return the work on a plan, wherever it is done."""
    return Work(dict(zip(plan.names, plan.organizations, strict=True)), folder.absolute(), plan.seed)


def run_and_write(organization: Organization, folder: Path, part: Part, seed: int) -> list[Failure]:
    """Run a part and write it, unless every run of it failed; return what failed."""
    tables, failures = run_part(organization, part, seed)
    if len(failures) < len(part.replications):
        write_part(folder, part, seed, tables)
    return failures
