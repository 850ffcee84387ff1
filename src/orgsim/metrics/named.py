"""What became of the initiatives and platforms that a scenario names: one value each of some columns, in one run."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from orgsim.engine.mechanisms.knowledge.upkeep import upkeep_minutes
from orgsim.engine.state import Records
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, NONE, CapabilityState, Stage
from orgsim.metrics.outcome import Outcome, Values
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
    """Return what became of each named thing in a run: ``{column: (named,)}``."""
    run = _Fates(outcome)
    return {name: np.concatenate([run.initiatives[name], run.platforms[name]]) for name in COLUMNS}


@dataclass(frozen=True)
class _Fates:
    """The two kinds of named things, column by column."""

    outcome: Outcome

    @cached_property
    def initiatives(self) -> dict[str, Values]:
        """What became of the initiatives."""
        rows = self.outcome.state.authored.place
        items = self.outcome.state.items[rows]
        nothing = np.full(len(items), np.nan)
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
        """What became of the platforms."""
        state = self.outcome.state
        there = state.platforms.instance != NONE
        instances = state.capabilities[np.where(there, state.platforms.instance, 0)]
        nothing = np.full(len(instances), np.nan)
        live = there & (instances.state == CapabilityState.LIVE)
        return {
            "funded": nothing,
            "launched": nothing,
            "value": nothing,
            "run_cost": np.where(live, self._takes(instances), 0.0),
            "users": np.where(live, instances.users, 0.0),
            "ended": self._weeks(np.where(there, instances.ended, NONE)),
        }

    def _weeks(self, weeks: Values) -> Values:
        """Return weeks counted from the end of the warm-up, NaN for what has not come."""
        return np.where(weeks >= 0, weeks - float(self.outcome.first_week), np.nan)

    def _brought(self, rows: Values) -> Values:
        """Return what launches in some rows of items brought, $k."""
        outcome = self.outcome
        found = dict.fromkeys(rows.tolist(), 0.0)
        brought = (outcome.launches.earned + outcome.salvage) * float(outcome.state.parameters[0].standard_value)
        found.update(
            (row, value)
            for row, value in zip(outcome.launch_rows.tolist(), brought.tolist(), strict=True)
            if row in found
        )
        return np.array([found[row] for row in rows.tolist()], float)

    def _takes(self, instances: Records) -> Values:
        """Return the engineers whom some instances take at the end of the run."""
        state = self.outcome.state
        share = float(state.parameters[0].maintenance_share)
        week = int(state.counters[0].week)
        return np.array([upkeep_minutes(one, week, share) / MINUTES_PER_WEEK for one in instances], float)
