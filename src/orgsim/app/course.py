"""One future quarter by quarter: who holds which post, what each believes to matter, and what truly does.

Only one future is looked at, so it shows how things come about and not how often; how often is what the dots of the answer say.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from orgsim.engine import schedule
from orgsim.engine.mechanisms.change.accounts import distance
from orgsim.engine.random import luck
from orgsim.engine.simulation import check, new_state
from orgsim.engine.state import Floats, State
from orgsim.engine.vocabulary import NONE, WEEKS_PER_QUARTER
from orgsim.organization.build import Organization
from orgsim.scenario.design import Design, Stage


@dataclass(frozen=True)
class Held:
    """A post at the end of a quarter: what its holder believes the objectives to weigh, (K,), and hours of requests at its desk."""

    beliefs: Floats
    waiting: float


@dataclass(frozen=True)
class Moment:
    """A company at the end of a quarter; `quarter` counts from 1, and 0 is the last one of the warm-up."""

    quarter: int
    stage: Stage
    """The organisation as the design has it by then."""
    objectives: Sequence[str]
    truth: Floats
    """What the objectives truly weigh, (K,), which nobody in the company sees."""
    held: Mapping[str, Held]
    """The posts that somebody holds, by name."""

    def near(self, post: str) -> float:
        """Return how much of the true weights a holder's beliefs share, 0..1: 1 less the total variation distance."""
        return 1.0 - float(distance(self.held[post].beliefs, self.truth))

    @cached_property
    def alike(self) -> float:
        """How near somebody would be who gives every objective the same weight."""
        return 1.0 - float(distance(np.full(len(self.truth), 1.0 / len(self.truth)), self.truth))

    @cached_property
    def mean(self) -> float:
        """How near the holders are, on average over posts; not a number when nobody holds any."""
        return float(np.mean([self.near(post) for post in self.held])) if self.held else float("nan")

    @property
    def vacant(self) -> list[str]:
        """Posts that the design has and nobody holds."""
        return [post for post in self.stage.scenario.posts if post not in self.held]


def course(organization: Organization, seed: int, replication: int) -> list[Moment]:
    """Simulate one future and look at it at the end of the last warm-up quarter, if there is one, and of each quarter that counts.

    Raises
    ------
    SimulationError
        When the run fails, as it would without anybody looking.
    """
    blueprint, fate = organization.blueprint, luck(seed, replication)
    state, found = new_state(blueprint, fate), []
    for week in range(0, blueprint.weeks, WEEKS_PER_QUARTER):
        schedule.run(state, fate, week, week + WEEKS_PER_QUARTER)
        quarter = week // WEEKS_PER_QUARTER + 1 - organization.warmup_quarters
        if quarter >= 0:
            found.append(_moment(organization, state, quarter, week))
    check(blueprint, state, seed, replication)
    return found


def _moment(organization: Organization, state: State, quarter: int, week: int) -> Moment:
    """Return what there is at the end of the quarter that began in a week."""
    held = {
        name: Held(state.beliefs[post.person].copy(), int(state.desks[post.queue].waiting) / 60.0)
        for name, post in zip(organization.posts, state.posts, strict=True)
        if post.active and post.person != NONE
    }
    truth = state.strategy[week // WEEKS_PER_QUARTER].copy()
    return Moment(quarter, stage_at(organization.design, week), organization.objectives, truth, held)


def stage_at(design: Design, week: int) -> Stage:
    """Return the stage that a design has reached by the end of the quarter that begins in a week."""
    return next(stage for stage in reversed(design.stages) if stage.week < week + WEEKS_PER_QUARTER)


def shifts(moments: Sequence[Moment]) -> list[int]:
    """Return the quarters in which what truly matters has changed."""
    return [after.quarter for before, after in pairwise(moments) if not np.array_equal(before.truth, after.truth)]


def changes_of_design(moments: Sequence[Moment]) -> list[int]:
    """Return the quarters in which the organisation itself has changed."""
    return [after.quarter for before, after in pairwise(moments) if before.stage is not after.stage]
