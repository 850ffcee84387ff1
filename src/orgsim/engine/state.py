"""The organisation at one moment: one record array per entity, held in one ``State``.

Arrays named after an entity have one row each, in canonical order (by key), never in the order of a file. Indices are whole numbers
with ``NONE`` for nothing; keys are 32-bit hashes of stable ids; times are weeks, or minutes of working time since the start of the run
(``MINUTES_PER_WEEK`` to a week); effort is minutes of one fully productive engineer.
"""

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from orgsim.engine.ladder_records import (
    CAREER_EVENT,
    CASES,
    CUSTOMS,
    GAP,
    GROUP,
    LEVEL,
    MOVE,
    SCORING,
    STAFFED,
    VACANCY,
)
from orgsim.engine.records import COUNTERS, DESK, DOMAIN, EVENT, MEMO, PERSON, POST, TEAM, TIE
from orgsim.engine.vocabulary import ItemAccount, PersonAccount, TeamAccount
from orgsim.engine.work_records import AUTHORED, CAPABILITY, HELD, ITEM, PLATFORM, PULSE, REQUEST, TALLY

Records: TypeAlias = Any
"""A record array, or one record of it: fields read and write like attributes, in compiled and in plain Python."""
Floats: TypeAlias = np.ndarray[Any, np.dtype[np.float64]]
Indices: TypeAlias = np.ndarray[Any, np.dtype[np.int64]]
Minutes: TypeAlias = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, eq=False, slots=True, weakref_slot=True)
class State:
    """Everything that moves.

    Shapes: P posts, or room for people on a ladder without work; G groups, T teams, D domains, K objectives, L ties, C capability
    types, Q quarters, W weeks. Compiled rules see it as one pointer to a table of addresses (``orgsim.engine.native``), so handing it
    on costs nothing.
    """

    parameters: Records  # (1,) the numbers of the rules (the register); then those of each era, (1 + eras,), where eras differ in them
    counters: Records  # (1,) how far tables are filled and time has come
    strategy: Floats  # (Q, K) true weights of the objectives
    domains: Records  # (D,)
    related: Floats  # (D, D) how closely two domains belong together, 0..1; a domain and itself: 0
    attractiveness: Floats  # (Q, D) what each market truly pays, 1 on average
    journeys: Indices  # (J, D) 1 where a journey of customers leads through a domain
    domain_objectives: Floats  # (D, K) mean contribution of a domain's opportunities
    posts: Records  # (P,)
    memos: Records  # (P,) what the rules found last for the holder of each post
    people: Records  # (P,) one row for each person present
    levels: Records  # (levels,) of the ladder, top rung first; none without a ladder
    moves: Records  # steps between levels that people can take, by target
    groups: Records  # (G,) labels on people
    customs: Records  # (1,) how the ladder is lived
    scoring: Records  # (1,) what its policy looks at
    vacancies: Records  # seats that belong to no post
    members: Indices  # (P,) rows of people by level
    first_member: Indices  # (levels + 1,) where each level's people begin among the members
    pool: Indices  # (P,) rows of those considered
    group_of: Indices  # (P,) their groups
    marks: Floats  # (P,)
    free: Indices  # (P,) stack of free rows of people, on a ladder without work
    career_log: Records  # one line for each hire, move between levels, and exit
    staffed: Records  # (Q, levels) heads, seats, moves and pay of each level in each quarter
    cases: Records  # (levels, G) what became of the cases of each level and group
    gaps: Records  # (levels, levels + 1) missing skill by level and by where its people came from, outside first
    chains: Indices  # (Opened, LONGEST_CHAIN + 1) chains of vacancies that ended
    waits: Indices  # (levels, LONGEST_VACANCY + 1) vacancies that were filled, by level and quarters open
    teams: Records  # (T,)
    ties: Records  # (L,)
    desks: Records  # (P,)
    desk_order: Indices  # (P,) deepest first
    events: Records  # (events,)
    era_weeks: Indices  # (eras,) first week of each era
    post_plan: Records  # (eras, P) each post as the design states it
    team_plan: Records  # (eras, T) each team as the design states it
    tie_plan: Floats  # (eras, L) weight of each tie
    exit_plan: Floats  # (eras, levels) yearly rate at which people leave each level; (0, 0) where parameters stay
    budget_plan: (
        Floats  # (eras, 1 + D) what may be spent a year, $k: the company, then each domain; (0, 0) without a budget
    )
    committed: Floats  # (1 + D,) what is committed of it this week, $k a year
    hired_for: Floats  # (1 + D,) what hiring has cost this year, $k
    beliefs: Floats  # (P, K) of the person in each row of people
    beliefs_before: Floats  # (P, K) beliefs of the week before
    first_beliefs: Floats  # (P, K) beliefs with which each person joined
    views: Floats  # (P, D) what the person in each row of people thinks of each market: mean of the logarithm
    doubts: Floats  # (P, D) variance of that
    maps: (
        Floats  # (P, K) what a head's company has last written down about the weights of the objectives; zeros: nothing
    )
    brought: Floats  # (P, K) what the launches of a head's company lately brought to each objective, standard values
    foreseen: Floats  # (P, K) the same, with what the company had in hand when the quarter began
    scarcities: (
        Floats  # (P, 3 K + 2) what each post's judgement found last of diminishing returns (``returns.needed_fit``)
    )
    domain_interests: Floats  # (D, K) weights of a domain's own figures of merit
    interests: Floats  # (P, K) local interest of each post
    insights: Floats  # (P, D) share of what happens in a domain that a post sees, 0..1
    heard: Indices  # (P, C) the instance of a type each person knows of
    recent: Indices  # (P, RECENT) the instances each person learned of last, which are the topics of news
    uses: Indices  # (T, C) the instance of a type each team relies on elsewhere
    hosts: Indices  # (T, C) the instance of a type each team hosts or builds
    slots: Indices  # (T, MAXIMUM_WIP) items in work
    items: Records  # (items,) opportunities first, named ones, scopes of platforms and of the past, then pieces
    authored: Records  # (N,) the initiatives that the scenario names
    authored_objectives: Floats  # (N, K) what each of them contributes to the objectives
    platforms: Records  # (M,) the capabilities that the scenario names
    platform_users: Indices  # (M, T) 1 where a team relies on one of them when it appears
    objectives: Floats  # (opportunities, K) contribution of each to the objectives, those that are named and of the past included
    targets: Floats  # (Q, K) what the plans of a quarter promise each objective, standard values
    requests: Records  # (requests,) in the order in which they were made
    capabilities: Records  # (instances,) those of before the run by type, then in the order in which they were begun
    phases: Floats  # (C,) the share of its life that each type's present generation has behind it when the run begins
    type_first: Indices  # (C,) oldest instance of each type
    type_last: Indices  # (C,) youngest instance of each type
    in_sight: Indices  # (T,) teams into which the post that looks around has insight
    person_book: Minutes  # (P, Q, PersonAccount) minutes of posts
    team_book: Minutes  # (T, Q, TeamAccount) minutes of engineers
    item_book: Minutes  # (Q, ItemAccount) minutes that items spent in each stage
    tally: Records  # (T, Q) sums of each team and quarter
    held: Records  # (P, Q) sums of each post and quarter
    pulse: Records  # (Q,) sums of each quarter
    desk_book: Minutes  # (P, Q) minutes a post's desk was open
    errand_book: Minutes  # (P, Q, 3) at a post's desk: requests answered, minutes they waited, requests lapsed
    series: Floats  # (W, SERIES) or (0, SERIES) when not recorded


SERIES = (
    "belief_alignment",
    "launches",
    "realised_value",
    "waiting_requests",
    "vacancies",
    "open_duplicates",
)
"""Columns of the weekly series."""

PERSON_ACCOUNTS = len(PersonAccount)
TEAM_ACCOUNTS = len(TeamAccount)
ITEM_ACCOUNTS = len(ItemAccount)

RECORD_TABLES = {
    "counters": (COUNTERS, 1),
    "domains": (DOMAIN, 1),
    "posts": (POST, 1),
    "memos": (MEMO, 1),
    "people": (PERSON, 1),
    "levels": (LEVEL, 1),
    "moves": (MOVE, 1),
    "groups": (GROUP, 1),
    "customs": (CUSTOMS, 1),
    "scoring": (SCORING, 1),
    "vacancies": (VACANCY, 1),
    "career_log": (CAREER_EVENT, 1),
    "staffed": (STAFFED, 2),
    "cases": (CASES, 2),
    "gaps": (GAP, 2),
    "teams": (TEAM, 1),
    "ties": (TIE, 1),
    "desks": (DESK, 1),
    "post_plan": (POST, 2),
    "team_plan": (TEAM, 2),
    "events": (EVENT, 1),
    "authored": (AUTHORED, 1),
    "platforms": (PLATFORM, 1),
    "items": (ITEM, 1),
    "requests": (REQUEST, 1),
    "capabilities": (CAPABILITY, 1),
    "tally": (TALLY, 2),
    "held": (HELD, 2),
    "pulse": (PULSE, 1),
}
"""Record type and number of dimensions of every record array; that of the parameters comes with the scenario."""

NUMBER_TABLES = {
    "members": ("i8", 1),
    "first_member": ("i8", 1),
    "pool": ("i8", 1),
    "group_of": ("i8", 1),
    "marks": ("f8", 1),
    "free": ("i8", 1),
    "chains": ("i8", 2),
    "waits": ("i8", 2),
    "authored_objectives": ("f8", 2),
    "platform_users": ("i8", 2),
    "phases": ("f8", 1),
    "strategy": ("f8", 2),
    "related": ("f8", 2),
    "attractiveness": ("f8", 2),
    "journeys": ("i8", 2),
    "domain_objectives": ("f8", 2),
    "desk_order": ("i8", 1),
    "era_weeks": ("i8", 1),
    "tie_plan": ("f8", 2),
    "exit_plan": ("f8", 2),
    "budget_plan": ("f8", 2),
    "committed": ("f8", 1),
    "hired_for": ("f8", 1),
    "beliefs": ("f8", 2),
    "beliefs_before": ("f8", 2),
    "first_beliefs": ("f8", 2),
    "views": ("f8", 2),
    "doubts": ("f8", 2),
    "maps": ("f8", 2),
    "brought": ("f8", 2),
    "foreseen": ("f8", 2),
    "scarcities": ("f8", 2),
    "domain_interests": ("f8", 2),
    "interests": ("f8", 2),
    "insights": ("f8", 2),
    "heard": ("i4", 2),
    "recent": ("i4", 2),
    "uses": ("i4", 2),
    "hosts": ("i4", 2),
    "slots": ("i8", 2),
    "objectives": ("f8", 2),
    "targets": ("f8", 2),
    "type_first": ("i8", 1),
    "type_last": ("i8", 1),
    "in_sight": ("i8", 1),
    "person_book": ("i8", 3),
    "team_book": ("i8", 3),
    "item_book": ("i8", 2),
    "desk_book": ("i8", 2),
    "errand_book": ("i8", 3),
    "series": ("f8", 2),
}
"""Number type and dimensions of every other array; the largest, of posts or teams times types, have short numbers."""


def zeros(dtype: np.dtype[np.void], *shape: int) -> Records:
    """Return a record array of zeros."""
    return np.zeros(shape, dtype).view(np.recarray)
