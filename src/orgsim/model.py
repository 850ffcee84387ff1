"""The Mesa face of the engine: step a week, look at anybody, collect what you like.

``OrgModel.step()`` runs the very week that batch runs run, on the same state; Mesa's own random numbers are never used.
"""

from pathlib import Path

import mesa
import numpy as np

from orgsim.engine import schedule
from orgsim.engine.random import luck
from orgsim.engine.simulation import check, new_state
from orgsim.engine.state import Floats, State
from orgsim.engine.vocabulary import NONE, WEEKS_PER_QUARTER, PersonAccount
from orgsim.organization.build import Organization, build
from orgsim.scenario.design import Design, load_design
from orgsim.scenario.model import Post, Scenario


class Person(mesa.Agent):  # type: ignore[misc]
    """Whoever holds a post: a view of the engine's state, without state of its own."""

    def __init__(self, model: "OrgModel", row: int) -> None:
        super().__init__(model)
        self.row = row

    @property
    def name(self) -> str:
        """The post's id."""
        return str(self.model.organization.posts[self.row])

    @property
    def post(self) -> Post | None:
        """What the design says of the post now; None while it is closed."""
        found: Post | None = self.model.stage.posts.get(self.name)
        return found

    @property
    def role(self) -> str | None:
        """The post's role now."""
        return self.post.role if self.post else None

    @property
    def employed(self) -> bool:
        """Whether somebody holds the post."""
        return bool(self.model.state.posts[self.row].person != NONE)

    @property
    def manager(self) -> "Person | None":
        """Whoever holds the post above."""
        above = int(self.model.state.posts[self.row].manager)
        return None if above == NONE else self.model.people[above]

    @property
    def belief(self) -> Floats | None:
        """What this person thinks the objectives weigh, (K,); None while the post is vacant."""
        state = self.model.state
        person = int(state.posts[self.row].person)
        return None if person == NONE else np.array(state.beliefs[person])

    @property
    def hours(self) -> dict[str, float]:
        """Hours of this quarter so far, by account."""
        quarter = min(self.model.week, self.model.organization.blueprint.weeks - 1) // WEEKS_PER_QUARTER
        book = self.model.state.person_book[self.row, quarter]
        return {account.name.lower(): float(book[account]) / 60.0 for account in PersonAccount}


class OrgModel(mesa.Model):  # type: ignore[misc]
    """An organisation that can be stepped week by week."""

    def __init__(self, design: Design | Path | str, *, seed: int = 1, replication: int = 0) -> None:
        super().__init__()
        self.organization: Organization = build(design if isinstance(design, Design) else load_design(design))
        self.fate = luck(seed, replication)
        self.root_seed, self.replication = seed, replication
        self.state: State = new_state(self.organization.blueprint, self.fate)
        self.week = 0
        self.people = [Person(self, row) for row in range(len(self.organization.posts))]

    @property
    def stage(self) -> Scenario:
        """What the design says in this week."""
        begun = [stage for stage in self.organization.design.stages if stage.week <= self.week]
        return begun[-1].scenario

    def person(self, name: str) -> Person:
        """Return whoever holds a post."""
        return self.people[self.organization.posts.index(name)]

    def step(self) -> None:
        """Run one week.

        Raises
        ------
        IndexError
            When the scenario's horizon is over.
        """
        if self.week >= self.organization.blueprint.weeks:
            raise IndexError("the scenario's horizon is over")
        schedule.run(self.state, self.fate, self.week, self.week + 1)
        self.week += 1
        if self.week == self.organization.blueprint.weeks:
            check(self.organization.blueprint, self.state, self.root_seed, self.replication)
            self.running = False
