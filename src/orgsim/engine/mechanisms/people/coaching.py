"""Coaching and learning: managers coach their reports with the rest of the week, and skill grows by doing and by coaching.

Nothing says how many reports are good: a manager with many has more administration, a fuller desk, and less left to divide.
"""

import math

from orgsim.engine.compiled import rule
from orgsim.engine.ledger import spend
from orgsim.engine.mechanisms.people.transfer import learned
from orgsim.engine.random import Luck
from orgsim.engine.state import Records, State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import NONE, WEEKS_PER_QUARTER, PersonAccount, Skill


@rule
def coaching_minutes(left: int, present: int, wanted: float) -> int:
    """Return the minutes that a manager coaches in a week: what the present reports can use, or what is left of the week if less.

    Example
    -------
    >>> coaching_minutes(100, 4, 60.0), coaching_minutes(500, 4, 60.0)
    (100, 240)
    """
    return min(left, int(wanted) * present)


@rule
def growth(minutes: float, usual: float, skill: float, by_doing: float, by_coaching: float) -> float:
    """Return the share of missing skill that a quarter teaches, by doing and by coaching (hours times the coach's skill).

    `minutes` a week of coaching count by their root, relative to the `usual` ones: the first hour teaches more than the fifth. `skill`
    is the coach's (0..1, one half is average).

    Example
    -------
    >>> growth(60.0, 60.0, 0.5, 0.01, 0.04)
    0.03
    """
    return by_doing + by_coaching * math.sqrt(max(0.0, minutes) / usual) * skill


@rule
def count_present(posts: Records) -> None:
    """Count the direct reports of every post who are present this week."""
    for post in posts:
        post.present = 0
    for post in posts:
        if post.active and post.person != NONE and post.minutes > 0 and post.manager != NONE:
            posts[post.manager].present += 1


@step("people person_book posts")
@rule
def coach(state: State, luck: Luck, week: int) -> None:
    """Managers coach their direct reports with the time that is left of the week."""
    quarter = week // WEEKS_PER_QUARTER
    wanted = state.parameters[0].coaching_per_report
    posts = state.posts
    count_present(posts)
    for p in range(len(posts)):
        post = posts[p]
        post.coaching = 0
        if post.active and post.person != NONE and post.present > 0:
            post.coaching = coaching_minutes(post.left, post.present, wanted)
            post.left = spend(state.person_book[p, quarter], PersonAccount.COACHING, post.coaching, post.left)
    for post in posts:
        if post.active and post.person != NONE and post.minutes > 0 and post.manager != NONE:
            above = posts[post.manager]
            if above.coaching > 0:
                share = float(above.coaching) / float(above.present)
                state.people[post.person].coached += share
                state.people[post.person].taught += share * state.people[above.person].skills[Skill.COACHING]


@step("people")
@rule
def learn(state: State, luck: Luck, week: int) -> None:
    """Each person's skill grows by a share of what is missing."""
    parameters = state.parameters[0]
    usual = parameters.coaching_per_report
    for person in state.people:
        if person.post == NONE:
            continue
        minutes = person.coached / WEEKS_PER_QUARTER
        skill = person.taught / person.coached if person.coached > 0.0 else 0.0
        more = growth(minutes, usual, skill, parameters.learning_by_doing, parameters.learning_by_coaching)
        for skill in range(len(person.skills)):
            coached = skill in (Skill.DISCOVERY, Skill.EXECUTION, Skill.ANALYTICS)
            person.skills[skill] = learned(person.skills[skill], 1.0, more if coached else parameters.learning_by_doing)
