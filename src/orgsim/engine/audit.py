"""Do the books balance? Each book is held against what it must add up to, computed from other records than the book itself.

Person-minutes against what posts are contracted for; team-minutes against head-count, which shifts move but never change in sum;
item-minutes against the time stamps of every item and request, which is Little's law as sample-path accounting: what waited, added up
by the clock, equals how long each thing waited, added up by thing; requests lapsed at desks against the answers of requests.
"""

from itertools import pairwise

import numpy as np

from orgsim.engine.blueprint import Blueprint
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
        *audit_items(blueprint, state),
        *audit_desks(state),
    ]


def weeks_of_stages(blueprint: Blueprint) -> Minutes:
    """Return how many weeks of each quarter each stage of the design was in force, (stages, Q)."""
    quarters = blueprint.weeks // WEEKS_PER_QUARTER
    bounds = [*blueprint.era_weeks.tolist(), blueprint.weeks]
    weeks = np.arange(blueprint.weeks).reshape(quarters, WEEKS_PER_QUARTER)
    return np.array([((weeks >= first) & (weeks < last)).sum(axis=1) for first, last in pairwise(bounds)])


def audit_people(blueprint: Blueprint, state: State) -> list[str]:
    """Hold the minutes of every post in every quarter against what it is contracted for."""
    contracted = np.einsum(
        "ep,eq->pq", blueprint.post_plan.minutes * blueprint.post_plan.active, weeks_of_stages(blueprint)
    )
    return _differences("person-minutes of post", state.person_book.sum(axis=2), contracted)


def audit_teams(blueprint: Blueprint, state: State) -> list[str]:
    """Hold the minutes of all teams in every quarter against the planned head-count."""
    planned = blueprint.team_plan.engineers * blueprint.team_plan.active
    engineer_weeks = weeks_of_stages(blueprint).T @ planned.sum(axis=1)
    vacant = state.team_book[:, :, TeamAccount.VACANT]
    by_team = np.asarray(state.tally.engineer_weeks * MINUTES_PER_WEEK, np.int64) + vacant
    return [
        *_differences("team-minutes of team", state.team_book.sum(axis=2), by_team),
        *_differences(
            "team-minutes in", state.team_book.sum(axis=(0, 2))[None, :], engineer_weeks[None, :] * MINUTES_PER_WEEK
        ),
    ]


def _differences(what: str, found: Minutes, expected: Minutes) -> list[str]:
    return [
        f"{what} {row}, quarter {quarter}: {found[row, quarter]} booked, {expected[row, quarter]} contracted"
        for row, quarter in np.argwhere(found != expected).tolist()
    ]


def audit_items(blueprint: Blueprint, state: State) -> list[str]:
    """Hold the minutes that things waited, by the clock, against the sum over things of what each waited."""
    end = blueprint.weeks * MINUTES_PER_WEEK
    booked = state.item_book.sum(axis=0)
    items = state.items[: state.counters[0].items]
    requests = state.requests[: state.counters[0].requests]
    expected = {
        "as ideas": (booked[ItemAccount.IDEA], waited_as_ideas(items, end)),
        "for approval": (booked[ItemAccount.APPROVAL], waited_for_approval(items, end)),
        "funded": (booked[list(IN_HAND)].sum(), waited_in_hand(items, end)),
        "as requests": (
            booked[ItemAccount.REQUEST_QUEUE] + booked[ItemAccount.REQUEST_SERVICE],
            int((until(requests.answered, end) - requests.opened).sum()),
        ),
        "as vacancies": (booked[ItemAccount.VACANCY], vacancy_minutes(state)),
    }
    return [
        f"item-minutes {what}: {by_clock} by the clock, {by_thing} by thing"
        for what, (by_clock, by_thing) in expected.items()
        if int(by_clock) != int(by_thing)
    ]


def audit_desks(state: State) -> list[str]:
    """Hold the requests that lapsed at desks against those whose answer says so."""
    by_desk = int(state.errand_book[:, :, 2].sum())
    by_request = int((state.requests[: state.counters[0].requests].answer == Answer.LAPSED).sum())
    return [] if by_desk == by_request else [f"lapsed requests: {by_desk} by desk, {by_request} by request"]


def until(moments: Minutes, end: int) -> Minutes:
    """Return moments, or the end of the run for what has not come."""
    return np.where(moments >= 0, moments, end)


def waited_as_ideas(items: Records, end: int) -> int:
    """Return the minutes all opportunities spent in pools."""
    ideas = (items.kind == Kind.INITIATIVE) & (items.stage != Stage.UNBORN)
    left = np.minimum(until(items.submitted[ideas], end), until(items.closed[ideas], end))
    return int((left - items.week[ideas] * MINUTES_PER_WEEK).sum())


def waited_for_approval(items: Records, end: int) -> int:
    """Return the minutes all cases waited for their answer."""
    cases = (items.kind == Kind.INITIATIVE) & (items.submitted >= 0)
    answered = np.minimum(until(items.funded[cases], end), until(items.closed[cases], end))
    return int((answered - items.submitted[cases]).sum())


def waited_in_hand(items: Records, end: int) -> int:
    """Return the minutes from funded to closed of all items."""
    funded = items.funded >= 0
    return int((until(items.closed[funded], end) - items.funded[funded]).sum())


def vacancy_minutes(state: State) -> int:
    """Return the elapsed minutes of vacancies, from the weeks that each post opened without anybody in it."""
    return int(state.posts.vacant_weeks.sum()) * MINUTES_PER_WEEK
