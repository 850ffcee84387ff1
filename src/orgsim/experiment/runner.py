"""Running a plan: parts behind a pool of threads, each written as it is done, so that nothing is ever lost."""

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from orgsim.engine.simulation import simulate
from orgsim.engine.state import State
from orgsim.engine.vocabulary import ItemAccount, PersonAccount, TeamAccount
from orgsim.experiment.failures import Failure, failure_of, hopeless, record_failures
from orgsim.experiment.plan import Part, Plan, model_version
from orgsim.metrics.catalog import all_metrics
from orgsim.metrics.outcome import Outcome
from orgsim.organization.build import Organization
from orgsim.results import SCHEMA, Columns, data_dictionary, has_part, make_folder, versions, write_json, write_part

Report = Callable[[int, int], None]
"""Called with the replications done and the failures so far."""


@dataclass
class Progress:
    """What came of running a plan."""

    made: int = 0
    reused: int = 0
    failures: list[Failure] = field(default_factory=list)


def measure(organization: Organization, state: State) -> dict[str, Any]:
    """Return every metric of one run: ``{name: (total, values by quarter)}``."""
    outcome = Outcome(organization, state)
    found = {}
    for metric in all_metrics().values():
        measurement = metric.measure(outcome)
        found[metric.name] = (measurement.total(), measurement.by_quarter())
    return found


def run_part(organization: Organization, part: Part, seed: int) -> tuple[dict[str, Columns], list[Failure]]:
    """Run the replications of a part; return its tables, and what failed."""
    rows = _Rows(organization)
    failures: list[Failure] = []
    for replication in part.replications:
        try:
            state = simulate(organization.blueprint, seed, replication)
            rows.add(replication, state)
        except Exception as error:  # noqa: BLE001 - one bad run costs one run; it is recorded with its trace
            failures.append(failure_of(part.design, replication, seed, error))
    return rows.tables(part.design), failures


class _Rows:
    """Collects the rows of a part, column by column."""

    def __init__(self, organization: Organization) -> None:
        self.organization = organization
        self.replications: list[int] = []
        self.totals: dict[str, list[float]] = {name: [] for name in all_metrics()}
        self.quarterly: dict[str, list[float]] = {name: [] for name in all_metrics()}
        self.accounts: dict[str, list[int]] = {name: [] for name in account_names()}
        self.desks: dict[str, list[int]] = {"open": [], "spent": [], "requests": [], "waited": []}

    def add(self, replication: int, state: State) -> None:
        self.replications.append(replication)
        for name, (total, by_quarter) in measure(self.organization, state).items():
            self.totals[name].append(total)
            self.quarterly[name].extend(by_quarter.tolist())
        for name, minutes in ledger_totals(self.organization, state).items():
            self.accounts[name].append(minutes)
        counted = slice(self.organization.warmup_quarters, None)
        decisions = state.person_book[:, counted, PersonAccount.DECISIONS].sum(axis=1)
        self.desks["open"].extend(state.desk_book[:, counted].sum(axis=1).tolist())
        self.desks["spent"].extend(decisions.tolist())
        self.desks["requests"].extend(state.errand_book[:, counted, 0].sum(axis=1).tolist())
        self.desks["waited"].extend(state.errand_book[:, counted, 1].sum(axis=1).tolist())

    def tables(self, design: str) -> dict[str, Columns]:
        count, quarters = len(self.replications), self.organization.quarters
        posts = self.organization.posts
        runs = np.array(self.replications, np.int32)
        return {
            "replications": {
                "design": np.full(count, design),
                "replication": runs,
                **_typed(self.totals, np.float64),
            },
            "quarters": {
                "design": np.full(count * quarters, design),
                "replication": np.repeat(runs, quarters),
                "quarter": np.tile(np.arange(1, quarters + 1, dtype=np.int32), count),
                **_typed(self.quarterly, np.float64),
            },
            "ledger": {"design": np.full(count, design), "replication": runs, **_typed(self.accounts, np.int64)},
            "desks": {
                "design": np.full(count * len(posts), design),
                "replication": np.repeat(runs, len(posts)),
                "post": np.tile(np.array(posts), count),
                **_typed(self.desks, np.int64),
            },
        }


def _typed(columns: Mapping[str, Sequence[float]], kind: type[np.generic]) -> Columns:
    """Return columns of one type, also when they are empty: parts of a table fit together whatever failed in them."""
    return {name: np.array(values, kind) for name, values in columns.items()}


BOOKS = (("person", PersonAccount), ("team", TeamAccount), ("item", ItemAccount))


def account_names() -> list[str]:
    """Return the accounts of the three books as ``book.account``."""
    return [f"{book}.{account.name.lower()}" for book, accounts in BOOKS for account in accounts]


def ledger_totals(organization: Organization, state: State) -> dict[str, int]:
    """Return the minutes of every account over the quarters that count, as ``book.account``."""
    counted = slice(organization.warmup_quarters, None)
    minutes = (
        *state.person_book[:, counted].sum(axis=(0, 1)).tolist(),
        *state.team_book[:, counted].sum(axis=(0, 1)).tolist(),
        *state.item_book[counted].sum(axis=0).tolist(),
    )
    return dict(zip(account_names(), minutes, strict=True))


def run_plan(
    plan: Plan, folder: Path, *, workers: int | None = None, fresh: bool = False, report: Report | None = None
) -> Progress:
    """Make what a plan still lacks; return what was made, reused and failed.

    Stopping it at any moment loses at most the parts under way; the same call goes on from there, and tries again what failed.
    What was in the folder before stays as it is until a first run succeeds.
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
    """Write what is needed to make the results again."""
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
