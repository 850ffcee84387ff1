"""Engagement: the experiences of a quarter raise or lower a person's engagement, and so the wish to stay.

Drivers are what happened to the person: coaching received, promises kept, a desk that never empties, a new boss, a level that does not
move. None of them is a role's.
"""

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.decisions.authority import holder
from orgsim.engine.mechanisms.people.exits import engagement_after
from orgsim.engine.mechanisms.people.levels import overdue_of
from orgsim.engine.random import Luck, Purpose, normal
from orgsim.engine.state import Records, State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import NONE, WEEKS_PER_QUARTER, PersonAccount

OVERLOAD_DROP = 0.5
"""What a desk that is always busy costs, over one busy 70 % of the time, standard deviations of engagement. Source: assumed."""
UPHEAVAL_DROP = 0.5
"""What a new superior costs in the first quarter, standard deviations of engagement. Source: assumed."""


@rule
def pull(coached: float, kept: float, desk_use: float, new_boss: bool, overdue: float, parameters: Records) -> float:
    """Return where a quarter pulls engagement (0 is usual, 1 a standard deviation).

    `coached` is the share of usual coaching received, `kept` of promises kept (one half is neutral for both), `desk_use` the desk's
    utilisation (0.7 is neutral), `overdue` the quarters stuck in a level.
    """
    upheaval = UPHEAVAL_DROP if new_boss else 0.0
    return (
        parameters.coaching_lift * (min(1.0, coached) - 0.5)
        + parameters.progress_lift * (kept - 0.5)
        - OVERLOAD_DROP * max(0.0, desk_use - 0.7) / 0.3
        - parameters.stall_drop * overdue
        - upheaval
    )


@rule
def promises_kept(state: State, p: int, quarter: int) -> float:
    """Return the share of a quarter's promises that the teams of a post kept; one half when they made none."""
    promised, kept = 0.0, 0.0
    team = state.posts[p].first_team
    while team != NONE:
        promised += state.tally[team, quarter].promised
        kept += state.tally[team, quarter].kept
        team = state.teams[team].next_owned
    return kept / promised if promised > 0.0 else 0.5


@rule
def desk_use(state: State, p: int, quarter: int) -> float:
    """Return the utilisation of a post's desk in a quarter."""
    opened = state.desk_book[p, quarter]
    spent = state.person_book[p, quarter, PersonAccount.DECISIONS]
    return float(spent) / float(opened) if opened > 0 else 0.0


@rule
def boss_of(state: State, p: int) -> int:
    """Return the number of the person who leads the holder of a post; NONE when there is none."""
    above = holder(state.posts, state.posts[p].manager)
    return state.people[state.posts[above].person].number if above != NONE else NONE


@step("people")
@rule
def feel(state: State, luck: Luck, week: int) -> None:
    """Each person's engagement is updated by the experiences of the quarter."""
    parameters = state.parameters[0]
    quarter = week // WEEKS_PER_QUARTER - 1
    for p in range(len(state.posts)):
        post = state.posts[p]
        if not post.active or post.person == NONE or quarter < 0:
            continue
        person = state.people[post.person]
        boss = boss_of(state, p)
        coached = person.coached / WEEKS_PER_QUARTER / parameters.coaching_per_report
        new_boss = person.boss != boss and person.boss != NONE
        drawn_to = pull(
            coached if post.manager != NONE else 0.5,
            promises_kept(state, p, quarter),
            desk_use(state, p, quarter),
            new_boss,
            overdue_of(state, person, week),
            parameters,
        )
        z = normal(luck, Purpose.MOOD, person.key, quarter, 0)
        noise = parameters.mood_noise
        person.engagement = engagement_after(person.engagement, drawn_to, parameters.engagement_persistence, noise, z)
        person.boss = boss


@step("people")
@rule
def forget_coaching(state: State, luck: Luck, week: int) -> None:
    """The coaching received in the last quarter is reset."""
    for person in state.people:
        person.coached = 0.0
        person.taught = 0.0
