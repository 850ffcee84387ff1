"""Maps: those who decide how portfolios are reviewed write down what the objectives weigh, and the company reads it.

What is told from mouth to mouth loses detail at every step (``beliefs``); what is written arrives as it was written. It is also looked up
again, so a reader's first belief, to which people hold on, moves with the present one. Writing takes portfolio hours and reading takes
minutes of everybody's week. Those consulted on reviews have a voice in the map; a superior who approves it counts as much as its author.
Where nobody has both the right and the hours, nothing is written and nothing read.
"""

import numpy as np

from orgsim.engine.compiled import rule
from orgsim.engine.ledger import spend
from orgsim.engine.mechanisms.decisions.authority import holder, nearest_with, top_of
from orgsim.engine.mechanisms.decisions.voices import gives_time
from orgsim.engine.mechanisms.knowledge.beliefs import copy_row, hear_advice
from orgsim.engine.mechanisms.work.returns import foresee
from orgsim.engine.random import Luck
from orgsim.engine.state import Floats, Indices, Minutes, Records, State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import NONE, WEEKS_PER_QUARTER, Action, PersonAccount, Right

WRITING_MINUTES = 480
"""Work on a map of objectives, once a quarter. Source: assumed."""
READING_MINUTES = 30
"""Time that each reader takes for a map. Source: assumed."""
APPROVAL_WEIGHT = 0.5
"""How far an approver moves a map toward the own belief: two views count alike."""


@rule
def may_write(post: Records) -> bool:
    """Tell whether the holder of a post writes the map of objectives."""
    able = post.active and post.person != NONE and post.portfolio > 0
    return able and post.rights[Action.REVIEW] >= Right.DECIDE


@rule
def may_read(post: Records) -> bool:
    """Tell whether the holder of a post reads maps: those do who talk with others about work and do not set the strategy themselves."""
    return post.active and post.person != NONE and post.contact > 0 and post.rights[Action.STRATEGY] < Right.DECIDE


@rule
def is_written(map_read: Floats) -> bool:
    """Tell whether a company has a map, (K,)."""
    total = 0.0
    for k in range(len(map_read)):
        total += map_read[k]
    return total > 0.0


@rule
def write(post: Records, book: Minutes) -> bool:
    """Spend what portfolio time there is this week on a map; tell whether it is finished."""
    minutes = min(post.portfolio_left, post.writing)
    post.left = spend(book, PersonAccount.PORTFOLIO, minutes, post.left)
    post.portfolio_left -= minutes
    post.writing -= minutes
    return post.writing == 0


@rule
def move_toward(row: Floats, goal: Floats, share: float) -> None:
    """Move a belief, (K,), a share (0..1) of the way to another."""
    for k in range(len(row)):
        row[k] += share * (goal[k] - row[k])


@rule
def read(state: State, p: int, map_read: Floats) -> None:
    """Let the holder of a post read a map, (K,); the minutes are booked in the coming week."""
    post = state.posts[p]
    share = state.parameters[0].map_effect
    post.reading_due += READING_MINUTES
    move_toward(state.beliefs[post.person], map_read, share)
    move_toward(state.first_beliefs[post.person], map_read, share)


@rule
def have_approved(state: State, author: int, draft: Floats) -> None:
    """Let the nearest superior who approves the map, and has time to read it, move its `draft` (K,) half way to his or her own belief."""
    above = holder(state.posts, nearest_with(state.posts, state.posts[author].manager, Action.REVIEW, Right.APPROVE))
    if above != NONE and gives_time(state.posts[above], float(READING_MINUTES)):
        move_toward(draft, state.beliefs[state.posts[above].person], APPROVAL_WEIGHT)


@rule
def find_readers(state: State, company: Indices) -> None:
    """Find for each post, (P,), the head of the company whose maps its holder reads; NONE for somebody who reads none."""
    for p in range(len(company)):
        company[p] = top_of(state.posts, p) if may_read(state.posts[p]) else NONE


@rule
def publish(state: State, author: int, company: Indices) -> None:
    """Let everybody in a company read what the author of its map believes; `company`, (P,), is that of each reader."""
    head = top_of(state.posts, author)
    copy_row(state.maps[head], state.beliefs[state.posts[author].person])
    hear_advice(state, author, Action.REVIEW, state.maps[head], state.beliefs)
    have_approved(state, author, state.maps[head])
    state.posts[head].mapped = max(state.posts[head].mapped, state.posts[author].overview)
    for p in range(len(company)):
        if p != author and company[p] == head:
            read(state, p, state.maps[head])


@step("beliefs first_beliefs maps person_book posts")
@rule
def map_objectives(state: State, luck: Luck, week: int) -> None:
    """Once a quarter, those who decide how portfolios are reviewed write a map of the objectives, and their company reads it."""
    if state.parameters[0].map_effect == 0.0:
        return
    quarter = week // WEEKS_PER_QUARTER
    company = np.empty(0, np.int64)
    for p in range(len(state.posts)):
        post = state.posts[p]
        if week % WEEKS_PER_QUARTER == 0:
            post.writing = WRITING_MINUTES
        if post.writing > 0 and may_write(post) and write(post, state.person_book[p, quarter]):
            if len(company) == 0:
                company = np.empty(len(state.posts), np.int64)
                find_readers(state, company)
            publish(state, p, company)


@rule
def engineers_of(state: State, domain: int, head: int) -> int:
    """Return the engineers whom a company has in a domain."""
    found = 0
    team = state.domains[domain].first_team
    while team != NONE:
        if state.teams[team].company == head:
            found += state.teams[team].engineers
        team = state.teams[team].next_in_domain
    return found


@rule
def count_engineers(state: State, head: int, engineers: Indices) -> int:
    """Count the engineers whom a company has in each domain into `engineers`, (domains,); return those in all."""
    everybody = 0
    for domain in range(len(engineers)):
        engineers[domain] = engineers_of(state, domain, head)
        everybody += engineers[domain]
    return everybody


@rule
def sees_of_company(insights: Floats, engineers: Indices, everybody: int) -> float:
    """Return the share of its company (0..1, by engineers) that the holder of a post has insight into.

    `insights`, (domains,), are those of the post; most are zero in a large company. `engineers`, (domains,), are those of the company.

    Example
    -------
    >>> import numpy as np
    >>> sees_of_company(np.array([1.0, 0.5, 1.0]), np.array([6, 4, 0]), 10)
    0.8
    """
    seen = 0.0
    for domain in range(len(insights)):
        if insights[domain] > 0.0:
            seen += float(engineers[domain]) * insights[domain]
    return seen / float(everybody) if everybody > 0 else 0.0


@rule
def with_map(own: float, share: float, mapped: float) -> float:
    """Return the overview of somebody who reads what the author of a map sees, from the own one; all three are shares (0..1).

    Example
    -------
    >>> with_map(0.2, 0.5, 0.5), with_map(0.2, 0.5, 0.0), with_map(0.2, 0.0, 0.5)
    (0.4, 0.2, 0.2)
    """
    return own + (1.0 - own) * share * mapped


@step("foreseen posts")
@rule
def look_over(state: State, luck: Luck, week: int) -> None:
    """At the end of each quarter everybody has an overview of what the company launches and has in hand: by contact, and by its map."""
    if state.parameters[0].diminishing_returns == 0.0 or week % WEEKS_PER_QUARTER != WEEKS_PER_QUARTER - 1:
        return
    foresee(state)
    share = state.parameters[0].map_effect
    engineers = np.zeros(len(state.domains), np.int64)
    everybody, counted = 0, NONE  # the engineers are those of this head's company
    for p in range(len(state.posts)):
        post = state.posts[p]
        if post.active and post.person != NONE:
            head = top_of(state.posts, p)
            if head != counted:
                everybody, counted = count_engineers(state, head, engineers), head
            mapped = state.posts[head].mapped if may_read(post) else 0.0
            post.overview = with_map(sees_of_company(state.insights[p], engineers, everybody), share, mapped)
    for post in state.posts:
        post.mapped = 0.0
