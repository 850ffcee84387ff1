"""A small firm to work steps on by hand: a head, a lead below, two product managers below the lead, and a team of each of them."""

import numpy as np
from tests.conftest import SMALL
from tests.unit.engine.records import copied, drawn, filled

from orgsim.engine import work_records
from orgsim.engine.mechanisms.change.reorganisation import link_desks, link_teams
from orgsim.engine.mechanisms.decisions.authority import measure_tree
from orgsim.engine.random import luck
from orgsim.engine.state import State
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, NEVER, NONE, CapabilityState, Kind, Stage

HEAD, LEAD, FIRST, SECOND = range(4)
"""Rows of the posts; person `n` holds post `n`. Team 0 is owned by FIRST and team 1 by SECOND, each in a domain of its own."""
FATE = luck(1, 0)


def firm() -> State:
    """Return the firm before anything has happened: no items, no requests, no ties, nothing booked.

    The strategy is plain: it is perceived and told without a loss, nobody writes maps, and returns do not diminish.
    """
    state = copied(drawn(SMALL, ()))
    for name in ("strategy_error", "detail_lost", "map_effect", "diminishing_returns"):
        state.parameters[0][name] = 0.0
    post_rows(state)
    team_rows(state)
    empty_tables(state)
    measure_tree(state.posts)
    link_teams(state.posts, state.domains, state.teams)
    link_desks(state.posts, state.desks, state.desk_order)
    return state


def post_rows(state: State) -> None:
    """Fill four posts and their people; the other posts are closed, and the other rows free."""
    posts, people = state.posts, state.people
    posts.active, posts.person, posts.manager, posts.ties, posts.first_tie = 0, NONE, NONE, 0, 0
    for name in ("serving", "helps", "level", "next_server", "starts", "next_rater", "heir"):
        posts[name] = NONE
    for name in (
        "desk",
        "portfolio",
        "product",
        "research",
        "administration",
        "contact",
        "rights",
        "met",
        "rater",
        "reviewer",
    ):
        posts[name] = 0
    posts.active[:4], posts.person[:4], posts.manager[:4] = 1, range(4), [NONE, HEAD, LEAD, LEAD]
    posts.minutes, posts.queue = MINUTES_PER_WEEK, range(len(posts))
    people.post, people.level, people.boss, people.via = NONE, NONE, NONE, NONE
    people.post[:4], people.number[:4], people.started[:4], people.key[:4] = (
        range(4),
        range(1, 5),
        -10_000,
        range(50, 54),
    )
    people.skills = 0.5
    state.beliefs[:4] = state.strategy[0]


def team_rows(state: State) -> None:
    """Fill two teams of five engineers; the others are closed."""
    teams = state.teams
    teams.active, teams.owner, teams.engineers, teams.wip = 0, NONE, 5, 2
    teams.active[:2], teams.owner[:2], teams.domain[:2] = 1, [FIRST, SECOND], [0, 1]
    for name in ("pool", "backlog", "parked", "service", "company"):
        teams[name] = NONE
    for name in (
        "working",
        "backlog_effort",
        "live",
        "lines",
        "newcomers",
        "newcomers_until",
        "shifted",
        "open",
        "defects",
        "run_cost",
        "explore",
    ):
        teams[name] = 0


def empty_tables(state: State) -> None:
    """Empty the tables of items, requests, capabilities and what people know."""
    items = filled(work_records.ITEM, len(state.items), stage=Stage.UNBORN, depends_on=NONE, needs=NONE)
    for name in (
        "next",
        "parent",
        "request",
        "first_piece",
        "next_piece",
        "capability",
        "started",
        "finished",
        "committed",
        "team",
    ):
        items[name] = NONE
    state.items[:] = items
    state.requests[:] = filled(work_records.REQUEST, len(state.requests), next=NONE, decider=NONE, began=NEVER)
    state.capabilities[:] = filled(
        work_records.CAPABILITY,
        len(state.capabilities),
        next=NONE,
        migration=NONE,
        successor=NONE,
        duplicates=NONE,
        ended=NEVER,
        resolved=NEVER,
    )
    for table in (state.type_first, state.type_last, state.hosts, state.uses, state.heard, state.recent):
        table[:] = NONE
    for books in (state.person_book, state.team_book, state.item_book, state.desk_book):
        books[:] = 0
    state.desks.head[:] = NONE
    state.counters[0].items = state.counters[0].requests = state.counters[0].capabilities = 0
    state.counters[0].quarter = 0
    state.attractiveness[:] = 1.0
    state.parameters[0].markets = 0


def item(state: State, index: int, **columns: object) -> np.record:
    """Fill an initiative of team 0, of usual scale and 100 minutes of effort, as planned, in work; return it."""
    row = state.items[index]
    columns = {"kind": Kind.INITIATIVE, "stage": Stage.ACTIVE, "team": 0, "effort": 100.0, "key": 900 + index} | columns
    columns = {"scale": 1.0, "planned": columns["effort"]} | columns
    for name, value in columns.items():
        row[name] = value
    state.counters[0].items = max(int(state.counters[0].items), index + 1)
    return row


def capability(firm_state: State, index: int, **columns: object) -> np.record:
    """Fill a capability of type 0 and median size in service with team 0, built for item 0; return it."""
    row = firm_state.capabilities[index]
    for name, value in ({"key": 700 + index, "state": CapabilityState.LIVE, "effort": 12_000.0} | columns).items():
        row[name] = value
    firm_state.counters[0].capabilities = max(int(firm_state.counters[0].capabilities), index + 1)
    return row


def tie(state: State, row: int, near: int, far: int, **columns: object) -> None:
    """Fill a tie and the same tie seen from the other end, in rows `row` and `row + 1`, and give them to their posts."""
    for place, (receiver, source) in enumerate(((near, far), (far, near))):
        one = state.ties[row + place]
        for name, value in ({"weight": 1.0, "trust": 0.5, "agreed": 60, "minutes": 60, "layer": 0} | columns).items():
            one[name] = value
        one.receiver, one.source, one.reverse = receiver, source, row + 1 - place
        state.posts[receiver].first_tie, state.posts[receiver].ties = row + place, 1
