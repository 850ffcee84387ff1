"""Running organisations for the studies: a few futures in memory, or many that are kept on disk, so that a stopped run goes on.

What is kept is keyed by what decides it (the resolved scenario, the syntax of the model's source, the seed), never by a name: two
patterns that need the same organisation share its runs. Each metric is kept under the hash of its own formula. So a new metric leaves
everything as it is, and a changed one is measured again only for the patterns that read it.
"""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from orgsim.engine.simulation import simulate
from orgsim.engine.state import State
from orgsim.metrics.outcome import Outcome, Values
from orgsim.organization.build import Organization
from orgsim.results.tables import measure
from orgsim.studies.stamps import formula_hash, organization_hash, source_hash
from orgsim.studies.worlds import organized

Array: TypeAlias = np.ndarray[Any, np.dtype[Any]]

PART = 50
"""Futures saved together: about a second of work."""


def states(organization: Organization, seed: int, runs: int) -> list[State]:
    """Return the last states of some futures, two at a time."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda run: simulate(organization.blueprint, seed, run), range(runs)))


def measured(organization: Organization, seed: int, runs: int) -> dict[str, Values]:
    """Return every metric of some futures, (runs,)."""
    tables = [measure(organization, state) for state in states(organization, seed, runs)]
    return {name: np.array([table[name][0] for table in tables]) for name in tables[0]}


def by_team(organization: Organization, state: State) -> Array:
    """Return launches of each team by quarter, and their realised value, $M: (2, T, Q)."""
    outcome = Outcome(organization, state)
    launches = outcome.launches
    worth = (launches.earned + outcome.salvage) * organization.design.baseline.demand.standard_value / 1000.0
    found = np.zeros((2, len(organization.teams), outcome.quarters))
    quarters = outcome.quarter_of_week(launches.finished)
    np.add.at(found[0], (launches.team, quarters), 1.0)
    np.add.at(found[1], (launches.team, quarters), worth)
    return found


@cache
def kept_name(name: str) -> str:
    """Return the name under which something is kept: with the hash of how it is measured."""
    return f"{name} {source_hash(by_team) if name == 'teams' else formula_hash(name)}"


def summed_up(organization: Organization, state: State) -> dict[str, Array]:
    """Return what is kept of one future: each metric, total first, (1 + Q,), and `by_team`."""
    found = {name: np.array([total, *quarters]) for name, (total, quarters) in measure(organization, state).items()}
    return {kept_name(name): values for name, values in (found | {"teams": by_team(organization, state)}).items()}


@dataclass(frozen=True)
class Lab:
    """Where experiments are run: how many futures, under which seed, and where they are kept."""

    folder: Path
    replications: int = 200
    seed: int = 1
    workers: int = 1

    def futures(self, text: Mapping[str, Any], *settings: str) -> "Futures":
        """Return the futures of an organisation; what is not on disk is simulated when it is first read."""
        organization = organized(text, settings)
        return Futures(self, organization, organization_hash(organization.design, self.seed))

    def part(self, organization: Organization, key: str, name: str, start: int) -> Array:
        """Return something of some futures, from disk if it is there."""
        stop = min(start + PART, self.replications)
        path = self.folder / f"{key}-{start:06d}-{stop:06d}.npz"
        if path.is_file():
            with np.load(path) as kept:
                if name in kept.files:
                    return np.asarray(kept[name])
        rows = [summed_up(organization, simulate(organization.blueprint, self.seed, run)) for run in range(start, stop)]
        part = {kind: np.stack([row[kind] for row in rows]) for kind in rows[0]}
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch = path.with_suffix(".tmp.npz")
        np.savez_compressed(scratch, allow_pickle=False, **part)
        scratch.replace(path)
        return part[name]


@dataclass(frozen=True)
class Futures:
    """Many futures of one organisation. R futures, Q quarters, T teams."""

    lab: Lab
    organization: Organization
    key: str
    """What decides these futures, as a hash."""

    def total(self, metric: str) -> Values:
        """Return a metric over all counted quarters, (R,)."""
        return np.asarray(self._kept(metric)[:, 0], float)

    def by_quarter(self, metric: str) -> Array:
        """Return a metric by quarter, (R, Q)."""
        return self._kept(metric)[:, 1:]

    def less(self, base: "Futures", metric: str) -> Values:
        """Return how much more of a metric there is than in the same futures of another organisation, (R,)."""
        return self.total(metric) - base.total(metric)

    def gain(self, base: "Futures", metric: str = "realised_value") -> Values:
        """Return the same as a share of the other organisation's mean, (R,)."""
        return np.asarray(self.less(base, metric) / base.total(metric).mean(), float)

    def less_by_quarter(self, base: "Futures", metric: str) -> Array:
        """Return how much more of it there is by quarter, (R, Q)."""
        return self.by_quarter(metric) - base.by_quarter(metric)

    @property
    def launches(self) -> Array:
        """Launches of each team, (R, T, Q)."""
        return self._kept("teams")[:, 0]

    @property
    def values(self) -> Array:
        """What these realised, $M, (R, T, Q)."""
        return self._kept("teams")[:, 1]

    def _kept(self, name: str) -> Array:
        """Return a metric of all futures, (R, 1 + Q), or what there is of `teams`, (R, 2, T, Q)."""
        starts = range(0, self.lab.replications, PART)
        with ThreadPoolExecutor(self.lab.workers) as pool:
            parts = pool.map(lambda start: self.lab.part(self.organization, self.key, kept_name(name), start), starts)
            return np.concatenate(list(parts))
