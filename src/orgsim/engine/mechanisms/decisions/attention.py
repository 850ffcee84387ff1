"""Attention: a person's contracted week is divided among duties, those that can wait give way, and each minute is booked on an account.

Ramp-up, administration and interviews take what they take. When what waits at the desk and the other duties want more than is left,
contact, the portfolio, products and research give up the same share of their time, down to a floor (Ocasio 1997: attention goes where
the situation presses; March & Simon 1958: what has a deadline drives out what has none). Coaching has no hours of its own and lives
on what is left, so it goes first. Desk time that nobody needed goes to the products; what has no use is idle.
"""

import math

from orgsim.engine.compiled import rule
from orgsim.engine.ledger import spend
from orgsim.engine.mechanisms.decisions.authority import holder
from orgsim.engine.mechanisms.decisions.desks import hours_kept, plan_together, waiting_for
from orgsim.engine.random import Luck
from orgsim.engine.state import Minutes, Records, State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import NONE, WEEKS_PER_QUARTER, PersonAccount

STEEPNESS = 0.35
"""Time scale of the ramp as a share of its half time: with 10 weeks, full output in about six months (practitioner reports)."""
STEEPEST = 0.1
"""Weeks: the shortest time scale of a ramp."""
USUAL_REPORTS = 4.0
"""Direct reports of the manager to whom the minutes of administration for each report apply."""


@rule
def ramp(weeks: float, half: float, steepness: float) -> float:
    """Return the share of full effectiveness after `weeks` in a post: logistic, one half at `half` weeks.

    Source: product managers reach half of full output in 2-3 months and all of it in about 6 (practitioner reports; low confidence).
    """
    return 1.0 / (1.0 + math.exp(-(weeks - half) / steepness))


@rule
def effectiveness(person: Records, half: float, week: int) -> float:
    """Return the share of full effectiveness of the holder of a post."""
    return ramp(float(week - person.started), half, max(STEEPEST, STEEPNESS * half))


@rule
def administration_minutes(reports: int, each: int, exponent: float) -> int:
    """Return the minutes a week of administration for direct reports: `each` for four of them, and less than in proportion for more.

    Example
    -------
    >>> [administration_minutes(reports, 90, 0.6) for reports in (0, 1, 4, 12)], administration_minutes(12, 90, 1.0)
    ([0, 156, 360, 695], 1080)
    """
    if reports == 0:
        return 0
    return int(float(each) * USUAL_REPORTS * math.pow(float(reports) / USUAL_REPORTS, exponent))


@rule
def share_given_up(room: int, wanted: int, others: int, floor: float) -> float:
    """Return the share of their time that all duties but the desk give up in a week.

    `room` is what administration leaves of the week, `wanted` what the desk wants of it, `others` what the other duties were to take
    together; none of them falls below `floor` of it.

    Example
    -------
    >>> share_given_up(1000, 400, 600, 0.5), share_given_up(1000, 550, 600, 0.5), share_given_up(1000, 900, 600, 0.5)
    (0.0, 0.25, 0.5)
    """
    over = wanted + others - room
    if over <= 0 or others == 0:
        return 0.0
    return min(1.0 - floor, float(over) / float(others))


@rule
def desk_minutes(left: int, planned: int, pressed: int, others: int) -> int:
    """Return the minutes that a desk is open: as planned or, when more waits, as long as what the other duties keep allows.

    Example
    -------
    >>> desk_minutes(1000, 480, 300, 400), desk_minutes(1000, 480, 900, 400), desk_minutes(300, 480, 900, 400)
    (480, 600, 300)
    """
    return max(min(left, planned), min(left - others, pressed))


@rule
def fixed_minutes(post: Records, parameters: Records, share: float) -> int:
    """Return the minutes of the week that cannot be put off: ramping up, administration, interviews, and reading what was written."""
    kept = post.desk + post.portfolio + post.product + post.research
    return (
        kept - int(share * float(kept)) + administration_of(post, parameters) + post.interviews_due + post.reading_due
    )


@rule
def administration_of(post: Records, parameters: Records) -> int:
    """Return the minutes of administration of a post: its own, and those for its reports."""
    each = int(parameters.administration_per_report)
    return post.administration + administration_minutes(post.reports, each, parameters.administration_exponent)


@rule
def triage_week(post: Records, person: Records, waiting: int, parameters: Records, week: int) -> None:
    """Weigh what waits at a person's desk against the other duties of the week.

    Where nothing may be taken from a duty (floor 1) a desk is open for its hours, however much waits.
    """
    share = effectiveness(person, parameters.ramp_half_weeks, week)
    room = post.minutes - fixed_minutes(post, parameters, share)
    others = post.agreed + int(share * float(post.portfolio + post.product + post.research))
    floor = parameters.duty_floor
    # a newcomer gets less done in every minute that is moved to the desk
    post.pressed = min(waiting, int(share * float(max(0, room)))) if floor < 1.0 else 0
    post.squeezed = share_given_up(room, max(int(share * float(post.desk)), post.pressed), others, floor)


@step("desks posts requests")
@rule
def triage(state: State, luck: Luck, week: int) -> None:
    """People look at what waits at their desks, set aside the cases to be decided together, and take time from what can wait."""
    parameters = state.parameters[0]
    for desk in state.desks:
        desk.waiting = plan_together(desk, state.requests, parameters.batch_share)
        desk.hours = hours_kept(desk, state.posts)
    for post in state.posts:
        post.squeezed = 0.0
        if post.active and post.person != NONE:
            waiting = waiting_for(post, state.desks[post.queue], state.requests)
            triage_week(post, state.people[post.person], waiting, parameters, week)


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
    post.reading_due = 0


@rule
def open_occupied_week(post: Records, person: Records, book: Minutes, parameters: Records, week: int) -> None:
    """Book the fixed duties of the week, and divide the rest into desk, portfolio, product and research time."""
    share = effectiveness(person, parameters.ramp_half_weeks, week)
    kept = post.desk + post.portfolio + post.product + post.research
    left = spend(book, PersonAccount.RAMP_UP, kept - int(share * float(kept)), post.minutes)
    left = spend(book, PersonAccount.ADMINISTRATION, administration_of(post, parameters), left)
    left = spend(book, PersonAccount.CONTACT, post.met, left)
    left = spend(book, PersonAccount.INTERVIEWS, post.interviews_due, left)
    left = spend(book, PersonAccount.PORTFOLIO, post.reading_due, left)
    post.interviews_due = 0
    post.reading_due = 0
    post.left = left
    portfolio = kept_of(int(share * float(post.portfolio)), post.squeezed)
    product = kept_of(int(share * float(post.product)), post.squeezed)
    research = kept_of(int(share * float(post.research)), post.squeezed)
    others = portfolio + product + research
    post.desk_speed = desk_minutes(left, int(share * float(post.desk)), post.pressed, others)
    post.desk_left = post.desk_speed
    left -= post.desk_left
    post.portfolio_left = min(left, portfolio)
    left -= post.portfolio_left
    post.product_left = min(left, product)
    left -= post.product_left
    post.research_left = min(left, research)


@rule
def kept_of(minutes: int, squeezed: float) -> int:
    """Return what is left of a duty's minutes that gives up a share of them."""
    return minutes - int(squeezed * float(minutes))


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
