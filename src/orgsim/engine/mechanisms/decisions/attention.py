"""Attention: a person's contracted week is spent in a fixed order, and each minute is booked on an account.

Order: vacancy, ramp-up, administration, contact, interviews; then what the role keeps for its desk, for the portfolio and for its own
products and for research; desk time that nobody needed goes to the products; what has no use is idle.
"""

import math

from orgsim.engine.compiled import rule
from orgsim.engine.ledger import spend
from orgsim.engine.mechanisms.decisions.authority import holder
from orgsim.engine.random import Luck
from orgsim.engine.state import Minutes, Records, State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import NONE, WEEKS_PER_QUARTER, PersonAccount

STEEPNESS = 0.35
"""Time scale of the ramp as a share of its half time: with 10 weeks, full output in about six months (practitioner reports)."""
STEEPEST = 0.1
"""Weeks: the shortest time scale of a ramp."""


@rule
def ramp(weeks: float, half: float, steepness: float) -> float:
    """Return the share of full effectiveness after `weeks` in a post: logistic, one half at `half` weeks.

    Source: product managers reach half of full output in 2-3 months and all of it in about 6 (practitioner reports; low confidence).
    """
    return 1.0 / (1.0 + math.exp(-(weeks - half) / steepness))


@rule
def open_vacant_week(post: Records, book: Minutes) -> None:
    """Book the week of a post that nobody holds."""
    post.left = spend(book, PersonAccount.VACANT, post.minutes, post.minutes)
    if post.minutes > 0:
        post.vacant_weeks += 1
    post.desk_speed = 0
    post.desk_left = 0
    post.portfolio_left = 0
    post.product_left = 0
    post.research_left = 0
    post.interviews_due = 0


@rule
def open_occupied_week(post: Records, person: Records, book: Minutes, parameters: Records, week: int) -> None:
    """Book the fixed duties of the week, and divide the rest into desk, portfolio and product time."""
    half = parameters.ramp_half_weeks
    share = ramp(float(week - person.started), half, max(STEEPEST, STEEPNESS * half))
    kept = post.desk + post.portfolio + post.product + post.research
    effective = int(share * float(kept))
    administration = post.administration + post.reports * int(parameters.administration_per_report)
    left = spend(book, PersonAccount.RAMP_UP, kept - effective, post.minutes)
    left = spend(book, PersonAccount.ADMINISTRATION, administration, left)
    left = spend(book, PersonAccount.CONTACT, post.met, left)
    left = spend(book, PersonAccount.INTERVIEWS, post.interviews_due, left)
    post.interviews_due = 0
    post.left = left
    post.desk_speed = min(left, int(share * float(post.desk)))
    post.desk_left = post.desk_speed
    left -= post.desk_left
    post.portfolio_left = min(left, int(share * float(post.portfolio)))
    left -= post.portfolio_left
    post.product_left = min(left, int(share * float(post.product)))
    left -= post.product_left
    post.research_left = min(left, int(share * float(post.research)))


@step("person_book posts")
@rule
def open_week(state: State, luck: Luck, week: int) -> None:
    """The contracted week of every post is divided among its duties."""
    quarter = week // WEEKS_PER_QUARTER
    for p in range(len(state.posts)):
        post = state.posts[p]
        if not post.active:
            continue
        if post.person == NONE:
            open_vacant_week(post, state.person_book[p, quarter])
        else:
            person = state.people[post.person]
            open_occupied_week(post, person, state.person_book[p, quarter], state.parameters[0], week)


@rule
def cover_products(post: Records, teams: Records, book: Minutes) -> None:
    """Spend a person's product time first on cases still to be written up, then on the products in equal shares."""
    available = post.product_left + post.desk_left
    planning = min(available, post.planning_due)
    from_portfolio = min(post.portfolio_left, post.planning_due - planning)
    post.portfolio_left -= from_portfolio
    post.left = spend(book, PersonAccount.PLANNING, planning + from_portfolio, post.left)
    post.planning_due -= planning + from_portfolio
    if post.covers == 0 and post.helps == NONE:
        return
    post.left = spend(book, PersonAccount.PRODUCT, available - planning, post.left)
    post.given = float(available - planning)
    if post.helps != NONE:
        teams[post.helps].coverage += post.given


@step("person_book posts teams")
@rule
def manage_products(state: State, luck: Luck, week: int) -> None:
    """Owners and helpers spend the product time left after the desk on their teams; superiors stand in for absent owners."""
    parameters = state.parameters[0]
    quarter = week // WEEKS_PER_QUARTER
    for post in state.posts:
        post.covers = 0
        post.given = 0.0
    for team in state.teams:
        team.coverage = 0.0
        actor = holder(state.posts, team.owner) if team.active else NONE
        if actor != NONE:
            state.posts[actor].covers += 1
    for p in range(len(state.posts)):
        post = state.posts[p]
        if post.active and post.person != NONE:
            cover_products(post, state.teams, state.person_book[p, quarter])
            if parameters.news or parameters.portfolio:
                book = state.person_book[p, quarter]
                post.left = spend(book, PersonAccount.PORTFOLIO, post.portfolio_left, post.left)
    for team in state.teams:
        actor = holder(state.posts, team.owner) if team.active else NONE
        if actor != NONE and state.posts[actor].helps == NONE:
            team.coverage += state.posts[actor].given / float(state.posts[actor].covers)


@step("person_book posts")
@rule
def close_week(state: State, luck: Luck, week: int) -> None:
    """The rest of each person's week is booked as idle."""
    quarter = week // WEEKS_PER_QUARTER
    for p in range(len(state.posts)):
        post = state.posts[p]
        if post.active and post.person != NONE:
            post.left = spend(state.person_book[p, quarter], PersonAccount.IDLE, post.left, post.left)
