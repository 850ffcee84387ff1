"""What every future of a design begins with, found once and copied for each.

Making ninety tables one by one took as long as a tenth of a small company's weeks. Here small tables lie side by side in one piece of
memory, which is copied as a whole. Large ones are made by themselves, and pages of them that are never touched cost nothing.
"""

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from orgsim.engine import records as layout
from orgsim.engine.blueprint import Blueprint
from orgsim.engine.remembered import Remembered
from orgsim.engine.state import (
    ITEM_ACCOUNTS,
    NUMBER_TABLES,
    PERSON_ACCOUNTS,
    RECORD_TABLES,
    TEAM_ACCOUNTS,
    Records,
    zeros,
)
from orgsim.engine.vocabulary import (
    LONGEST_CHAIN,
    LONGEST_VACANCY,
    MAXIMUM_WIP,
    NONE,
    RECENT,
    WEEKS_PER_QUARTER,
    Opened,
)

Table = np.ndarray[Any, np.dtype[Any]]

SHARED = (
    "related",
    "journeys",
    "domain_objectives",
    "domain_interests",
    "moves",
    "groups",
    "customs",
    "scoring",
    "events",
    "era_weeks",
    "post_plan",
    "team_plan",
    "exit_plan",
    "budget_plan",
    "authored_objectives",
    "platform_users",
)
"""Tables of a design in which no rule writes, so that all futures have them in common."""
COPIED = ("parameters", "domains", "levels", "ties", "tie_plan", "authored", "platforms")
"""Tables that are the design's when a future begins."""
POINTING = ("heard", "recent", "uses", "hosts", "slots", "type_first", "type_last", "in_sight")
"""Tables that point nowhere when a future begins; others are zeros."""
OF_FUTURES = ("items", "requests", "capabilities", "career_log", "objectives", "phases", "series")
"""Tables that differ from future to future in length or in what they begin with."""
SMALL = 1 << 16
"""Bytes of the largest table that is copied together with others."""
ALIGNED = 64
"""A table begins at a multiple of so many bytes."""


def first_posts(blueprint: Blueprint) -> Records:
    """Return the posts before the run: unfilled and closed, with their keys and ties."""
    posts = zeros(layout.POST, len(blueprint.post_keys))
    posts.key = blueprint.post_keys
    for field in ("manager", "person", "first_team", "helps", "serving", "next_server", "charged"):
        posts[field] = NONE
    receivers = blueprint.ties.receiver
    posts.first_tie = np.searchsorted(receivers, np.arange(len(posts)), side="left")
    posts.ties = np.searchsorted(receivers, np.arange(len(posts)), side="right") - posts.first_tie
    posts.skills = blueprint.post_plan[0].skills
    posts.skills_known = blueprint.post_plan[0].skills_known
    return posts


def first_teams(blueprint: Blueprint) -> Records:
    """Return the teams before the run: without work and without engineers."""
    teams = zeros(layout.TEAM, len(blueprint.team_keys))
    teams.key = blueprint.team_keys
    for field in ("next_in_domain", "next_owned", "pool", "backlog", "parked", "service"):
        teams[field] = NONE
    teams.gates = NONE
    teams.lead = WEEKS_PER_QUARTER
    return teams


def first_people(blueprint: Blueprint) -> Records:
    """Return room for as many people as there are posts."""
    people = zeros(layout.PERSON, len(blueprint.post_keys))
    people.post = NONE
    people.level = NONE
    return people


def first_desks(blueprint: Blueprint) -> Records:
    """Return the desks before the run: nothing lies on them."""
    desks = zeros(layout.DESK, len(blueprint.post_keys))
    desks.head = NONE
    return desks


def shapes(blueprint: Blueprint) -> dict[str, tuple[int, ...]]:
    """Return how large the other tables are; those that are not here are empty."""
    quarters, rungs = blueprint.weeks // WEEKS_PER_QUARTER, len(blueprint.levels)
    posts, teams, domains = len(blueprint.post_keys), len(blueprint.team_keys), len(blueprint.domains)
    types, objectives, payers = blueprint.types, len(blueprint.weights), blueprint.budget_plan.shape[1]
    return {
        "counters": (1,),
        "memos": (posts,),
        "strategy": (quarters, objectives),
        "attractiveness": (quarters, domains),
        "targets": (quarters, objectives),
        "committed": (payers,),
        "hired_for": (payers,),
        **dict.fromkeys(("members", "pool", "group_of", "marks", "desk_order"), (posts,)),
        "first_member": (rungs + 1,),
        "staffed": (quarters, rungs),
        "cases": (rungs, len(blueprint.groups)),
        "gaps": (rungs, rungs + 1),
        "chains": (len(Opened), LONGEST_CHAIN + 1),
        "waits": (rungs, LONGEST_VACANCY + 1),
        **dict.fromkeys(("beliefs", "beliefs_before", "first_beliefs", "interests"), (posts, objectives)),
        **dict.fromkeys(("maps", "brought", "foreseen"), (posts, objectives)),
        **dict.fromkeys(("views", "doubts", "insights"), (posts, domains)),
        "scarcities": (posts, 3 * objectives + 2),
        "heard": (posts, types),
        "recent": (posts, RECENT),
        **dict.fromkeys(("uses", "hosts"), (teams, types)),
        "slots": (teams, MAXIMUM_WIP),
        **dict.fromkeys(("type_first", "type_last"), (types,)),
        "in_sight": (teams,),
        "person_book": (posts, quarters, PERSON_ACCOUNTS),
        "team_book": (teams, quarters, TEAM_ACCOUNTS),
        "item_book": (quarters, ITEM_ACCOUNTS),
        "tally": (teams, quarters),
        "held": (posts, quarters),
        "pulse": (quarters,),
        "desk_book": (posts, quarters),
        "errand_book": (posts, quarters, 3),
    }


class Form(NamedTuple):
    """A table as every future begins with it."""

    name: str
    kind: type[Table]
    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    contents: Any
    """a table like it, or a number that it is full of; None: zeros"""

    @property
    def nbytes(self) -> int:
        """How much memory it takes."""
        return math.prod(self.shape) * self.dtype.itemsize

    def at(self, block: Table, place: int) -> Table:
        """Return the table that lies at a place, a byte, of a block of memory."""
        return np.ndarray.__new__(self.kind, self.shape, self.dtype, block, place)

    def made(self) -> Table:
        """Return the table in memory of its own."""
        return self.filled(np.zeros(self.shape, self.dtype).view(self.kind))

    def filled(self, table: Table) -> Table:
        """Write what the table begins with into one of zeros; return it."""
        if self.contents is not None:
            table[...] = self.contents
        return table


def forms(blueprint: Blueprint) -> Iterator[Form]:
    """Yield every table that a future of a design has to itself and that does not depend on the future."""
    begun = {name: getattr(blueprint, name) for name in COPIED}
    begun |= {"posts": first_posts(blueprint), "people": first_people(blueprint)}
    begun |= {"teams": first_teams(blueprint), "desks": first_desks(blueprint)}
    for name, table in begun.items():
        yield Form(name, type(table), table.shape, table.dtype, table)
    found = shapes(blueprint)
    for name, (records, dimensions) in RECORD_TABLES.items():
        if name not in (*begun, *SHARED, *OF_FUTURES):
            empty = zeros(records, 0)
            yield Form(name, type(empty), found.get(name, (0,) * dimensions), empty.dtype, None)
    for name, (numbers, dimensions) in NUMBER_TABLES.items():
        if name not in (*begun, *SHARED, *OF_FUTURES):
            contents = NONE if name in POINTING else None
            yield Form(name, np.ndarray, found.get(name, (0,) * dimensions), np.dtype(numbers), contents)


class Beginning:
    """The tables that every future of a design begins with, and how much work there may be in one."""

    def __init__(self, blueprint: Blueprint) -> None:
        self._shared = {name: getattr(blueprint, name) for name in SHARED}
        self._large: list[Form] = []
        self._small: list[tuple[Form, int]] = []
        end = 0
        for form in forms(blueprint):
            if form.nbytes > SMALL:
                self._large.append(form)
            else:
                self._small.append((form, end))
                end += -(-form.nbytes // ALIGNED) * ALIGNED
        self._block = np.zeros(end, np.uint8)
        for form, place in self._small:
            form.filled(form.at(self._block, place))
        self.reviewers = int(blueprint.post_plan.reviewer.any(axis=0).sum())
        self.gates = int((blueprint.team_plan.gates != NONE).sum(axis=2).max(initial=0))

    def tables(self) -> dict[str, Table]:
        """Return the tables of one future, but for those that differ from future to future, by name."""
        block = self._block.copy()
        small = {form.name: form.at(block, place) for form, place in self._small}
        return {**self._shared, **small, **{form.name: form.made() for form in self._large}}


beginning_of = Remembered(Beginning)
