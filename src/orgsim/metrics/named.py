"""What became of the initiatives and platforms that a scenario names: one value each of some columns, in one run."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from orgsim.engine.mechanisms.knowledge.upkeep import upkeep_minutes
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, NONE, CapabilityState, Stage
from orgsim.metrics.outcome import Numbers, Outcome, Values
from orgsim.metrics.runs import Rows
from orgsim.organization.build import Organization
from orgsim.organization.keys import in_canonical_order

COLUMNS = {
    "funded": ("initiative: week after the warm-up in which it was funded; NaN if it was not", "weeks"),
    "launched": ("initiative: week after the warm-up in which it was launched; NaN if it was not", "weeks"),
    "value": ("initiative: its part of the realised value, over its life; 0 if it was not launched", "$k"),
    "run_cost": (
        "platform: engineers whom keeping it running takes at the end; 0 if it is out of service",
        "engineers",
    ),
    "users": ("platform: teams that rely on it at the end, beside the one that runs it", "teams"),
    "ended": ("week after the warm-up in which it was given up, or went out of service; NaN if neither", "weeks"),
}
"""Column: title and unit. What is the other kind's is NaN."""


def names_of(organization: Organization) -> tuple[list[str], list[str]]:
    """Return what each named thing is, initiative or platform, and its name: initiatives first, each kind in canonical order."""
    base = organization.design.baseline
    initiatives = in_canonical_order("initiative", base.initiatives)
    platforms = in_canonical_order("platform", base.platforms)
    return ["initiative"] * len(initiatives) + ["platform"] * len(platforms), [*initiatives, *platforms]


def fates(outcome: Outcome) -> dict[str, Values]:
    """Return what became of each named thing in a run: ``{column: (named,)}``, or in several, (F, named)."""
    if not names_of(outcome.organization)[1]:
        return {name: np.zeros((*outcome.futures, 0)) for name in COLUMNS}
    run = _Fates(outcome)
    found = {name: np.concatenate([run.initiatives[name], run.platforms[name]], axis=1) for name in COLUMNS}
    return {name: values.reshape(*outcome.futures, values.shape[1]) for name, values in found.items()}


@dataclass(frozen=True)
class _Fates:
    """The two kinds of named things, column by column, (F, things)."""

    outcome: Outcome

    @cached_property
    def initiatives(self) -> dict[str, Values]:
        runs = self.outcome.runs
        rows = runs.items.row(runs.stacked("authored", "place"), np.arange(len(runs))[:, None])
        items = runs.items[rows]
        nothing = np.full(rows.shape, np.nan)
        launched = np.where(items.stage == Stage.DONE, items.finished, NONE)
        ended = np.where((items.stage > Stage.DONE) & (items.closed >= 0), items.closed // MINUTES_PER_WEEK, NONE)
        funded = np.where(items.funded >= 0, items.funded // MINUTES_PER_WEEK, NONE)
        return {
            "funded": self._weeks(funded),
            "launched": self._weeks(launched),
            "value": self._brought(rows),
            "run_cost": nothing,
            "users": nothing,
            "ended": self._weeks(ended),
        }

    @cached_property
    def platforms(self) -> dict[str, Values]:
        runs = self.outcome.runs
        place = runs.stacked("platforms", "instance")
        nothing = np.full(place.shape, np.nan)
        there = np.nonzero(place != NONE)
        instances = runs.capabilities[runs.capabilities.row(place[there], there[0])]
        live = instances.state == CapabilityState.LIVE
        found = {"run_cost": np.zeros(place.shape), "users": np.zeros(place.shape), "ended": nothing.copy()}
        found["run_cost"][there] = np.where(live, self._takes(instances), 0.0)
        found["users"][there] = np.where(live, instances.users, 0.0)
        found["ended"][there] = self._weeks(instances.ended)
        return {"funded": nothing, "launched": nothing, "value": nothing, **found}

    def _weeks(self, weeks: Values) -> Values:
        return np.where(weeks >= 0, weeks - float(self.outcome.first_week), np.nan)

    def _brought(self, rows: Numbers) -> Values:
        outcome = self.outcome
        brought = np.zeros(len(outcome.runs.items))
        brought[outcome.launches.rows] = outcome.launches.earned + outcome.salvage
        return np.asarray(brought[rows] * float(outcome.state.parameters[0].standard_value))

    def _takes(self, instances: Rows) -> Values:
        state = self.outcome.state
        share = float(state.parameters[0].maintenance_share)
        week = int(state.counters[0].week)
        return np.array([upkeep_minutes(one, week, share) / MINUTES_PER_WEEK for one in instances.records()], float)
