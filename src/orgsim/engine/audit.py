"""Do the books balance? Each book is held against what it must add up to, computed from other records than the book itself.

Person-minutes against what posts are contracted for; team-minutes against head-count, which shifts move but never change in sum;
item-minutes against the time stamps of every item and request, which is Little's law as sample-path accounting: what waited, added up
by the clock, equals how long each thing waited, added up by thing; requests lapsed at desks against the answers of requests.
"""

from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from orgsim.engine.blueprint import Blueprint
from orgsim.engine.compiled import rule
from orgsim.engine.remembered import Remembered
from orgsim.engine.state import Minutes, Records, State
from orgsim.engine.vocabulary import (
    MINUTES_PER_WEEK,
    WEEKS_PER_QUARTER,
    Answer,
    ItemAccount,
    Kind,
    Stage,
    TeamAccount,
)

IN_HAND = (ItemAccount.BACKLOG, ItemAccount.WORKING, ItemAccount.WAITING_DECISION, ItemAccount.WAITING_DEPENDENCY)


def audit(blueprint: Blueprint, state: State) -> list[str]:
    """Return a sentence for every book that does not balance; empty when all do."""
    return [
        *audit_people(blueprint, state),
        *audit_teams(blueprint, state),
        *audit_things(blueprint, state),
    ]


class Contracted(NamedTuple):
    """What a design plans for. Shapes: P posts, Q quarters."""

    person_minutes: Minutes  # (P, Q)
    team_minutes: Minutes  # (1, Q) of all teams


def _contracted(blueprint: Blueprint) -> Contracted:
    weeks = weeks_of_stages(blueprint)
    minutes = np.einsum("ep,eq->pq", blueprint.post_plan.minutes * blueprint.post_plan.active, weeks)
    engineers = (blueprint.team_plan.engineers * blueprint.team_plan.active).sum(axis=1)
    return Contracted(minutes, (weeks.T @ engineers)[None, :] * MINUTES_PER_WEEK)


contracted = Remembered(_contracted)


def weeks_of_stages(blueprint: Blueprint) -> Minutes:
    """Return how many weeks of each quarter each stage of the design was in force, (stages, Q)."""
    quarters = blueprint.weeks // WEEKS_PER_QUARTER
    bounds = [*blueprint.era_weeks.tolist(), blueprint.weeks]
    weeks = np.arange(blueprint.weeks).reshape(quarters, WEEKS_PER_QUARTER)
    return np.array([((weeks >= first) & (weeks < last)).sum(axis=1) for first, last in pairwise(bounds)])


def audit_people(blueprint: Blueprint, state: State) -> list[str]:
    """Hold the minutes of every post in every quarter against what it is contracted for."""
    return _differences("person-minutes of post", state.person_book.sum(axis=2), contracted(blueprint).person_minutes)


def audit_teams(blueprint: Blueprint, state: State) -> list[str]:
    """Hold the minutes of all teams in every quarter against the planned head-count."""
    booked, vacant = state.team_book.sum(axis=2), state.team_book[:, :, TeamAccount.VACANT]
    by_team = np.asarray(plain(state.tally)["engineer_weeks"] * MINUTES_PER_WEEK, np.int64) + vacant
    return [
        *_differences("team-minutes of team", booked, by_team),
        *_differences("team-minutes in", booked.sum(axis=0)[None, :], contracted(blueprint).team_minutes),
    ]


def _differences(what: str, found: Minutes, expected: Minutes) -> list[str]:
    if np.array_equal(found, expected):
        return []
    return [
        f"{what} {row}, quarter {quarter}: {found[row, quarter]} booked, {expected[row, quarter]} contracted"
        for row, quarter in np.argwhere(found != expected).tolist()
    ]


def audit_things(blueprint: Blueprint, state: State) -> list[str]:
    """Hold what is booked of items and requests against the sum over them.

    Those are the minutes that they waited, by the clock, and the requests that lapsed, by desk.
    """
    items, requests, counters = (plain(table) for table in (state.items, state.requests, state.counters))
    rows, found = counters[0], np.zeros(len(Waited), np.int64)
    add_up_waits(found, items[: rows["items"]], requests[: rows["requests"]], blueprint.weeks * MINUTES_PER_WEEK)
    booked = state.item_book.sum(axis=0)
    in_service = booked[ItemAccount.REQUEST_QUEUE] + booked[ItemAccount.REQUEST_SERVICE]
    expected = {
        "as ideas": (booked[ItemAccount.IDEA], found[Waited.AS_IDEAS]),
        "for approval": (booked[ItemAccount.APPROVAL], found[Waited.FOR_APPROVAL]),
        "funded": (booked[list(IN_HAND)].sum(), found[Waited.IN_HAND]),
        "as requests": (in_service, found[Waited.AS_REQUESTS]),
        "as vacancies": (booked[ItemAccount.VACANCY], vacancy_minutes(state)),
    }
    by_desk, by_request = int(state.errand_book[:, :, 2].sum()), int(found[Waited.LAPSED])
    return [
        *(
            f"item-minutes {what}: {by_clock} by the clock, {by_thing} by thing"
            for what, (by_clock, by_thing) in expected.items()
            if int(by_clock) != int(by_thing)
        ),
        *([] if by_desk == by_request else [f"lapsed requests: {by_desk} by desk, {by_request} by request"]),
    ]


class Waited(IntEnum):
    """What is added up over items and requests."""

    AS_IDEAS = 0
    """minutes that all opportunities spent in pools"""
    FOR_APPROVAL = 1
    """minutes that all cases waited for their answer"""
    IN_HAND = 2
    """minutes from funded to closed of all items"""
    AS_REQUESTS = 3
    """minutes from opened to answered of all requests"""
    LAPSED = 4
    """requests that lapsed"""


@rule
def add_up_waits(found: Minutes, items: Records, requests: Records, end: int) -> None:
    """Add up items and requests, (`Waited`,); what has not come yet comes at the `end` of the run, a minute."""
    for row in range(len(items)):
        item = items[row]
        funded, closed, submitted = (
            until(item["funded"], end),
            until(item["closed"], end),
            until(item["submitted"], end),
        )
        if item["kind"] == Kind.INITIATIVE and item["stage"] != Stage.UNBORN:
            found[Waited.AS_IDEAS] += min(submitted, closed) - item["week"] * MINUTES_PER_WEEK
        if item["kind"] == Kind.INITIATIVE and item["submitted"] >= 0:
            found[Waited.FOR_APPROVAL] += min(funded, closed) - submitted
        if item["funded"] >= 0:
            found[Waited.IN_HAND] += closed - funded
    for row in range(len(requests)):
        request = requests[row]
        found[Waited.AS_REQUESTS] += until(request["answered"], end) - request["opened"]
        found[Waited.LAPSED] += 1 if request["answer"] == Answer.LAPSED else 0


@rule
def until(moment: int, end: int) -> int:
    """Return a moment, or the end of the run for one that has not come."""
    return moment if moment >= 0 else end


def plain(table: Records) -> Records:
    """Return records as they are, without what makes fields of them attributes, which is slow outside of compiled rules."""
    return table.view(np.ndarray)


def vacancy_minutes(state: State) -> int:
    """Return the elapsed minutes of vacancies, from the weeks that each post opened without anybody in it."""
    return int(plain(state.posts)["vacant_weeks"].sum()) * MINUTES_PER_WEEK
