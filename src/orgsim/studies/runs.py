"""Running organisations for patterns: many futures of a scenario given as data, kept on disk, so that a stopped run goes on.

Everything is keyed by what decides it (the resolved scenario, the model's source, seed and futures), never by a name: two patterns
that need the same organisation share its runs.
"""

import json
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from orgsim.engine.simulation import simulate
from orgsim.engine.state import State
from orgsim.engine.vocabulary import PersonAccount
from orgsim.metrics.catalog import all_metrics
from orgsim.metrics.outcome import Outcome, Values
from orgsim.organization.build import Organization, build
from orgsim.results.plan import key_of
from orgsim.results.tables import account_names, ledger_totals, measure
from orgsim.scenario.design import load_design

Text: TypeAlias = dict[str, Any]
"""A scenario as plain data."""
Array: TypeAlias = np.ndarray[Any, np.dtype[Any]]

PART = 50
"""Futures saved together: about a second of work."""


@dataclass(frozen=True)
class Futures:
    """Many futures of one organisation. R futures, M metrics, Q quarters, T teams, P posts, A accounts."""

    metrics: tuple[str, ...]
    organization: Organization
    totals: Array = field(repr=False)
    """(R, M)"""
    quarters: Array = field(repr=False)
    """(R, Q, M)"""
    launches: Array = field(repr=False)
    """(R, T, Q) launches of each team."""
    values: Array = field(repr=False)
    """(R, T, Q) what they realised, $M."""
    desks: Array = field(repr=False)
    """(R, P) utilisation of each post's desk."""
    accounts: Array = field(repr=False)
    """(R, A) minutes of the ledger."""

    def total(self, metric: str) -> Values:
        """Return a metric over all counted quarters, (R,)."""
        return np.asarray(self.totals[:, self.metrics.index(metric)], float)

    def by_quarter(self, metric: str) -> Array:
        """Return a metric by quarter, (R, Q)."""
        return np.asarray(self.quarters[:, :, self.metrics.index(metric)], float)

    def account(self, name: str) -> Values:
        """Return the minutes of an account (``book.account``), (R,)."""
        return np.asarray(self.accounts[:, account_names().index(name)], float)


def organized(text: Mapping[str, Any], settings: Sequence[str] = ()) -> Organization:
    """Return a scenario, with ``key.path=value`` settings laid over it, ready to run."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "company.yaml"
        path.write_text(json.dumps(text), encoding="utf-8")  # JSON is YAML
        return build(load_design(path, settings))


def summed_up(organization: Organization, state: State) -> dict[str, Array]:
    """Return what is kept of one future."""
    found = measure(organization, state)
    outcome = Outcome(organization, state)
    launches = outcome.launches
    shape = (len(organization.teams), outcome.quarters)
    place = launches.team * outcome.quarters + outcome.quarter_of_week(launches.finished)
    worth = launches.realised * organization.design.baseline.demand.standard_value / 1000.0
    size = shape[0] * shape[1]
    counted = slice(organization.warmup_quarters, None)
    opened = state.desk_book[:, counted].sum(axis=1)
    requests = np.maximum(opened, 1)
    spent = state.person_book[:, counted, PersonAccount.DECISIONS].sum(axis=1)
    return {
        "totals": np.array([total for total, _ in found.values()], float),
        "quarters": np.array([by_quarter for _, by_quarter in found.values()], float).T,
        "launches": np.bincount(place, minlength=size)[:size].reshape(shape).astype(float),
        "values": np.bincount(place, worth, minlength=size)[:size].reshape(shape),
        "desks": spent / requests,
        "accounts": np.array(list(ledger_totals(organization, state).values()), float),
    }


@dataclass(frozen=True)
class Lab:
    """Where experiments are run: how many futures, under which seed, and where they are kept."""

    folder: Path
    replications: int = 200
    seed: int = 1
    workers: int = 1

    def futures(self, text: Mapping[str, Any], *settings: str) -> Futures:
        """Return the futures of an organisation, from disk where they are there."""
        organization = organized(text, settings)
        key = key_of(organization, self.seed)[:20]
        starts = range(0, self.replications, PART)
        with ThreadPoolExecutor(self.workers) as pool:
            parts = list(pool.map(lambda start: self._part(organization, key, start), starts))
        together = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
        return Futures(tuple(all_metrics()), organization, **together)

    def _part(self, organization: Organization, key: str, start: int) -> dict[str, Array]:
        """Return some futures, and keep them."""
        stop = min(start + PART, self.replications)
        path = self.folder / f"{key}-{start:06d}-{stop:06d}.npz"
        if path.is_file():
            with np.load(path) as kept:
                return {name: kept[name] for name in kept.files}
        rows = [
            summed_up(organization, simulate(organization.blueprint, self.seed, number))
            for number in range(start, stop)
        ]
        part = {name: np.stack([row[name] for row in rows]) for name in rows[0]}
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch = path.with_suffix(".tmp.npz")
        np.savez_compressed(scratch, allow_pickle=False, **part)
        scratch.replace(path)
        return part
