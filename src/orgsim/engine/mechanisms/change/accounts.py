"""Accounts: the books of a week and of a quarter are closed, with cost, belief alignment and the waits of unfinished work."""

from orgsim.engine.compiled import rule
from orgsim.engine.ledger import elapse
from orgsim.engine.mechanisms.decisions.requests import book_wait
from orgsim.engine.mechanisms.people.levels import count_level_heads, quarters_in_level, shortfall
from orgsim.engine.random import Luck
from orgsim.engine.state import Floats, Minutes, Records, State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import (
    MINUTES_PER_WEEK,
    NONE,
    WEEKS_PER_QUARTER,
    Errand,
    ItemAccount,
    Stage,
)


@rule
def distance(first: Floats, second: Floats) -> float:
    """Return the total variation distance between two weightings (K,): 0 when equal, 1 when they share nothing."""
    total = 0.0
    for k in range(len(first)):
        total += abs(first[k] - second[k])
    return 0.5 * total


@rule
def pay_ratio(levels: Records, of_post: int, of_person: int) -> float:
    """Return a person's cost relative to that of the post; it is more than 1 on a higher level than the post asks for."""
    if of_post in (of_person, NONE) or of_person == NONE or levels[of_post].pay <= 0.0:
        return 1.0
    return levels[of_person].pay / levels[of_post].pay


@rule
def tally_career(state: State, person: Records, share: float, week: int) -> None:
    """Add one person's week to the quarter's sums about careers; `share` is the share of full time."""
    pulse = state.pulse[week // WEEKS_PER_QUARTER]
    pulse.people += share
    pulse.engagement += share * person.engagement
    if person.level == NONE:
        return
    pulse.on_ladder += share
    pulse.quarters_in_level += share * float(quarters_in_level(person, week))
    if person.via != NONE:
        pulse.promoted_people += share
        pulse.shortfall += share * shortfall(person, state.levels[person.level])


@rule
def tally_post(held: Records, person: Records, share: float, paid: float) -> None:
    """Add the week of a post's holder to the quarter's sums of the post; `share` is the share of full time, `paid` $k."""
    held.people += share
    held.engagement += share * person.engagement
    held.cost += paid


@step("held pulse")
@rule
def tally_people(state: State, luck: Luck, week: int) -> None:
    """Add the week's people cost and how well beliefs match the true weights, by hours of attention."""
    quarter = week // WEEKS_PER_QUARTER
    pulse = state.pulse[quarter]
    for p in range(len(state.posts)):
        post = state.posts[p]
        if not post.active or post.person == NONE:
            continue
        person = state.people[post.person]
        paid = post.cost * pay_ratio(state.levels, post.level, person.level)
        pulse.people_cost += paid
        tally_post(state.held[p, quarter], person, float(post.minutes) / MINUTES_PER_WEEK, paid)
        tally_career(state, person, float(post.minutes) / MINUTES_PER_WEEK, week)
        attention = float(post.desk + post.portfolio + post.product)
        pulse.attention += attention
        pulse.belief_alignment += attention * (1.0 - distance(state.beliefs[post.person], state.strategy[quarter]))


@rule
def book_list(items: Records, head: int, book: Records, account: int, now: int) -> None:
    """Book the wait of every item in a list."""
    index = head
    while index != NONE:
        elapse(book, account, items[index], now)
        index = items[index].next


@rule
def book_ideas(state: State, book: Minutes, now: int) -> None:
    """Book the wait of every idea, row by row, which is how memory is read fastest: first opportunities, then what the scenario names."""
    counters = state.counters[0]
    for index in range(counters.first_idea, counters.arrived):
        if state.items[index].stage == Stage.IDEA:
            elapse(book, ItemAccount.IDEA, state.items[index], now)
        elif index == counters.first_idea:
            counters.first_idea += 1
    for named in state.authored:
        if state.items[named.place].stage == Stage.IDEA:
            elapse(book, ItemAccount.IDEA, state.items[named.place], now)


@step("counters gaps item_book items requests staffed")
@rule
def close_quarter(state: State, luck: Luck, week: int) -> None:
    """At the end of a quarter, book the time that unfinished items and requests have waited in it."""
    if (week + 1) % WEEKS_PER_QUARTER != 0:
        return
    now = (week + 1) * MINUTES_PER_WEEK
    book = state.item_book[week // WEEKS_PER_QUARTER]
    book_ideas(state, book, now)
    for team in state.teams:
        book_list(state.items, team.backlog, book, ItemAccount.BACKLOG, now)
    for desk in state.desks:
        index = desk.head
        while index != NONE:
            book_request(state, index, book, now)
            index = state.requests[index].next
    for post in state.posts:
        if post.serving != NONE:
            book_request(state, post.serving, book, now)
    count_level_heads(state, week // WEEKS_PER_QUARTER)
    count_seats(state, week // WEEKS_PER_QUARTER)


@rule
def count_seats(state: State, quarter: int) -> None:
    """Count the posts of every level with seats, and those that stand vacant at a quarter's end."""
    for post in state.posts:
        if post.active and post.level != NONE and state.levels[post.level].seat_bound:
            state.staffed[quarter, post.level].seats += 1.0
            if post.person == NONE:
                state.staffed[quarter, post.level].open += 1.0


@rule
def book_request(state: State, index: int, book: Records, now: int) -> None:
    """Book the wait of a request and, for a case, of the initiative it is about."""
    request = state.requests[index]
    if request.booked_until < now:
        book_wait(request, book, now)
    gated = request.errand == Errand.GATE and state.items[request.subject].stage == Stage.CASE
    if request.errand == Errand.CASE or gated:
        elapse(book, ItemAccount.APPROVAL, state.items[request.subject], now)


@step("series")
@rule
def record_week(state: State, luck: Luck, week: int) -> None:
    """Record the weekly series if the run asks for it."""
    if len(state.series) == 0:
        return
    quarter = week // WEEKS_PER_QUARTER
    row = state.series[week]
    total = 0.0
    for post in state.posts:
        if post.active and post.person != NONE:
            attention = float(post.desk + post.portfolio + post.product)
            total += attention
            row[0] += attention * (1.0 - distance(state.beliefs[post.person], state.strategy[quarter]))
        elif post.active:
            row[4] += 1.0
    if total > 0.0:
        row[0] /= total
    for item in state.items[: state.counters[0].items]:
        if item.stage == Stage.DONE and item.kind == 0 and item.finished == week:
            row[1] += 1.0
            row[2] += item.realised
    for desk in state.desks:
        index = desk.head
        while index != NONE:
            row[3] += 1.0
            index = state.requests[index].next
    for capability in state.capabilities[: state.counters[0].capabilities]:
        if capability.duplicates != NONE and capability.ended < 0:
            row[5] += 1.0
