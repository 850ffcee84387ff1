"""Succession: somebody known takes over a post at a date, in every design that has the post.

What successors know of the work, the strategy and the people they meet is what any new holder of a post knows. Who overlaps with the
predecessor is there, and is paid, that much earlier, so that the time it takes to become effective begins with the overlap.
"""

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.change.accounts import pay_ratio
from orgsim.engine.mechanisms.people.hiring import close_search, count_hire
from orgsim.engine.mechanisms.people.staffing import clear_post, count_exit, leave, put_back, say_goodbye, welcome
from orgsim.engine.random import Luck
from orgsim.engine.state import Records, State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import NEVER, NONE, WEEKS_PER_QUARTER, Cause, Happening, Opened


@rule
def keep_free(post: Records) -> None:
    """Keep a vacant post for a successor who is known: nobody searches for anybody, inside or outside."""
    post.requested = 1
    post.starts = NEVER
    post.inside = 0


@rule
def level_at(event: Records, post: Records) -> int:
    """Return the level of the ladder on which a successor arrives: the one that is stated, or else that of the post."""
    return event.level if event.level != NONE else post.level


@rule
def dismiss(state: State, p: int, week: int, at_once: bool) -> None:
    """Let the holder of a post go; a successor who comes at once finds the desk as it is, otherwise somebody stands in."""
    count_exit(state, p, week)
    if at_once:
        say_goodbye(state, p, week, Cause.QUIT)
        clear_post(state, p, week, 1, Opened.EXIT)
        put_back(state, p, week)
    else:
        leave(state, p, week, Cause.QUIT)


@rule
def succeed(state: State, luck: Luck, event: Records, week: int) -> None:
    """Let a successor take over a post, with the skills, the level and the engagement that the event states."""
    p = event.subject
    post, plan = state.posts[p], state.post_plan[state.counters[0].era, p]
    close_search(state, p, week)
    for skill in range(len(post.skills)):
        if event.skills_known >> skill & 1:
            post.skills[skill] = event.skills[skill]
    welcome(state, luck, p, week, event.skills_known, level_at(event, post), event.engagement)
    state.people[post.person].started = week - event.overlap
    for skill in range(len(post.skills)):
        post.skills[skill] = plan.skills[skill]
    count_hire(state, p, week)


@rule
def replace(state: State, luck: Luck, event: Records, week: int) -> None:
    """Do what one replacement asks for this week: pay for the overlap, let the holder go, keep the post free, let the successor in."""
    post = state.posts[event.subject]
    if not post.active:
        return
    if week < event.week:
        paid = post.cost * pay_ratio(state.levels, post.level, level_at(event, post))
        state.pulse[week // WEEKS_PER_QUARTER].people_cost += paid
        state.held[event.subject, week // WEEKS_PER_QUARTER].cost += paid
        return
    if post.person != NONE and week in (event.week, event.until):
        dismiss(state, event.subject, week, week == event.until)
    if week == event.until:
        succeed(state, luck, event, week)
    elif post.person == NONE:
        keep_free(post)


@step(
    "beliefs career_log cases chains counters desks doubts first_beliefs heard held hired_for item_book levels "
    "people posts pulse recent requests staffed tie_plan ties views waits"
)
@rule
def replace_holders(state: State, luck: Luck, week: int) -> None:
    """Holders of posts whom an event replaces leave, and their successors take over."""
    for event in state.events:
        if event.kind == Happening.REPLACEMENT and event.week - event.overlap <= week <= event.until:
            replace(state, luck, event, week)
