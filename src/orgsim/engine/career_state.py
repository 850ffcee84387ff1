"""People on a ladder: the tables of a career simulation, one record array per entity.

Levels are rows from the top rung down; times are quarters since the start; ``NONE`` points at nothing. The same functions of
``orgsim.engine.mechanisms`` act on these tables and on those of an organisation.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from orgsim.engine.state import Floats, Indices, Records


class Cause(IntEnum):
    """Why a row of the log was written. Numbers are part of the results: append, never renumber."""

    START = 0
    HIRE = 1
    PROMOTION = 2
    LATERAL = 3
    RETURN = 4
    QUIT = 5
    DISMISSAL = 6
    RETIREMENT = 7


class Opened(IntEnum):
    """What began a vacancy chain."""

    EXIT = 0
    GROWTH = 1
    MOVE = 2
    """somebody moved sideways or back of their own will"""


LONGEST_CHAIN = 31
"""Longer chains are counted as this long."""

LONGEST_VACANCY = 31
"""Quarters; seats vacant for longer are counted as this long."""

SETTINGS = np.dtype(
    [
        ("skill_sd", "f8"),
        ("low_share", "f8"),  # what the bounds of skill cut off: see transfer.skill_at
        ("high_share", "f8"),
        ("low", "f8"),
        ("high", "f8"),
        ("transfer", "f8"),
        ("wobble", "f8"),  # half-width of what a move changes in a skill that carries over
        ("learning", "f8"),  # share of what is missing, a quarter
        ("learning_margin", "f8"),  # how far above the expectation learning goes, standard deviations
        ("rating_noise", "f8"),
        ("rating_memory", "f8"),
        ("evidence_noise", "f8"),
        ("review_every", "i8"),  # quarters
        ("persistence", "f8"),  # of engagement
        ("mood_noise", "f8"),
        ("promotion_lift", "f8"),
        ("passed_over_drop", "f8"),
        ("stall_drop", "f8"),  # of engagement, per quarter overdue
        ("stall_after", "f8"),
        ("stall_effect", "f8"),
        ("engagement_effect", "f8"),
        ("fill_quarters", "f8"),  # median time an outside search takes
        ("fill_sigma", "f8"),
        ("patience", "i8"),  # quarters before a seat that nobody inside is ready for is searched for outside
        ("dismiss_below", "f8"),
        ("retirement_age", "f8"),
        ("hire_age", "f8"),
        ("hire_age_sd", "f8"),
        ("quarter_years", "f8"),
        ("served_quarters", "f8"),  # mean time in level of those who are there at the start
    ],
    align=True,
)

LEVEL = np.dtype(
    [
        ("key", "u8"),
        ("seat_bound", "i8"),
        ("start_seats", "f8"),
        ("growth", "f8"),  # factor a quarter
        ("start_heads", "i8"),
        ("recruits", "f8"),  # mean a quarter, whatever the seats
        ("outside_share", "f8"),
        ("share", "f8"),  # of the eligible, at most, a review
        ("bar", "f8"),
        ("minimum", "i8"),  # quarters in it before a promotion out of it
        ("exit_rate", "f8"),  # a quarter
        ("expects", "f8"),  # the mean skill of unselected people in it
        ("cost", "f8"),  # $k a quarter and head
        ("rising", "i8"),  # promotions lead out of it
        ("packets", "i8"),  # committee levels among its destinations
        ("first_move", "i8"),  # rows of MOVE that lead into it
        ("moves", "i8"),
        ("first_vacancy", "i8"),  # its rows of VACANCY
        ("vacancy_room", "i8"),
        # what changes
        ("seats", "i8"),
        ("heads", "i8"),
        ("open", "i8"),
        ("hired", "i8"),  # so far: the number of the next hire
        ("opened", "i8"),  # vacancies so far
    ],
    align=True,
)

MOVE = np.dtype(
    [
        ("origin", "i8"),
        ("target", "i8"),
        ("cause", "i8"),
        ("rate", "f8"),  # a quarter, for those who move of their own will; 0 where the move is competed for
        ("packet", "i8"),  # its number among the committee levels its origin leads to
    ],
    align=True,
)

GROUP = np.dtype(
    [
        ("share_until", "f8"),  # of people, this group and those before it
        ("advocacy", "f8"),  # shift of the manager's voice, standard deviations
        ("rating_noise", "f8"),  # factor
        ("opportunity", "f8"),  # chance that an eligible case is put forward
    ],
    align=True,
)

PERSON = np.dtype(
    [
        ("key", "u8"),
        ("life", "i8"),  # number of the person in this run
        ("level", "i8"),
        ("entered", "i8"),  # the level
        ("hired", "i8"),
        ("entry", "i8"),
        ("via", "i8"),  # level it came from; NONE from outside
        ("group", "i8"),
        ("moves", "i8"),
        ("skill", "f8"),
        ("rating", "f8"),  # on file in this level
        ("reviews", "i8"),
        ("advocacy", "f8"),
        ("engagement", "f8"),
        ("age", "f8"),
    ],
    align=True,
)

VACANCY = np.dtype(
    [
        ("key", "u8"),
        ("opened", "i8"),
        ("depth", "i8"),  # place in its chain, from 1
        ("cause", "i8"),
        ("outside", "i8"),  # NONE until decided
        ("starts", "i8"),
    ],
    align=True,
)

EVENT = np.dtype(
    [
        ("life", "i4"),
        ("quarter", "i4"),
        ("origin", "i4"),
        ("to", "i4"),
        ("cause", "i4"),
        ("spell", "i4"),  # quarters in the origin (at the start: in the level held)
        ("group", "i4"),
        ("entry", "i4"),
        ("age", "i4"),  # quarters since the hire
    ]
)

SERIES = np.dtype(
    [
        ("heads", "f8"),
        ("seats", "f8"),
        ("open", "f8"),
        ("promoted", "f8"),  # into the level
        ("hired", "f8"),
        ("left", "f8"),
        ("cost", "f8"),
        ("skill", "f8"),  # sum over its people
    ],
    align=True,
)

CASES = np.dtype([(name, "f8") for name in ("present", "eligible", "forward", "promoted", "left")], align=True)
"""Person-quarters in a level; candidacies of the eligible; those put forward; those picked; exits."""

GAP = np.dtype([("total", "f8"), ("count", "f8")], align=True)
"""Required minus actual skill, summed over the person-quarters of those who came one way."""

COUNTERS = np.dtype([("lives", "i8"), ("free", "i8"), ("rows", "i8"), ("events", "i8"), ("fault", "i8")], align=True)
"""People so far, rows on the stack of free ones, rows of people ever used, rows of the log, what ran out of room."""


@dataclass(frozen=True, eq=False, slots=True, weakref_slot=True)
class Careers:
    """Everything that moves in a career simulation.

    Shapes: L levels, M moves, G groups, N room for people, Q quarters. Compiled rules see it as they see a ``State``
    (``orgsim.engine.native``).
    """

    settings: Records  # (1,)
    scoring: Records  # (1,)
    levels: Records  # (L,) top rung first
    moves: Records  # (M,) by target
    groups: Records  # (G,)
    people: Records  # (N,)
    vacancies: Records
    events: Records
    counters: Records  # (1,)
    series: Records  # (Q, L)
    cases: Records  # (L, G)
    gaps: Records  # (L, L + 1) by level and by where its people came from, outside first
    chains: Indices  # (Opened, LONGEST_CHAIN + 1)
    waits: Indices  # (L, LONGEST_VACANCY + 1) vacancies that ended, by level and quarters open
    free: Indices  # (N,) stack of free rows
    members: Indices  # (N,) people by level
    first_member: Indices  # (L + 1,)
    pool: Indices  # (N,)
    group_of: Indices  # (N,)
    marks: Floats  # (N,)
