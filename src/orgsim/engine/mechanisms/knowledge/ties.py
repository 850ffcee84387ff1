"""Ties: contact time is divided among ties, and trust grows with contact.

Contact takes hours at both ends: each person divides contact time over the ties the design and the history give, and a tie gets the
smaller of the two shares, less what the busier end gives up in a week when requests press. Trust grows by contact and kept promises,
falls by broken ones, and starts low on a new formal tie and with every newcomer.
"""

from orgsim.engine.compiled import rule
from orgsim.engine.random import Luck, mix
from orgsim.engine.state import Records, State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import NONE

PROMISE_STEP = 0.1
"""How far a promise kept or broken moves trust. Not a parameter, since no metric was found that reacts to it."""


@rule
def claimed(tie: Records, posts: Records) -> float:
    """Return the weight that a tie claims of its receiver's contact time; 0 while either post is vacant or has no contact time."""
    near, far = posts[tie.receiver], posts[tie.source]
    if near.person == NONE or far.person == NONE or near.contact == 0 or far.contact == 0:
        return 0.0
    return tie.weight


@rule
def share_of_contact(tie: Records, posts: Records) -> float:
    """Return the weekly minutes that a tie's receiver would give it, by its claim among all the receiver's ties."""
    weight = claimed(tie, posts)
    if weight == 0.0:
        return 0.0
    post = posts[tie.receiver]
    return float(post.contact) * weight / post.claims


@rule
def stir(posts: Records, ties: Records, p: int) -> None:
    """Mark a post that gained or lost its holder, and the posts tied to it, for a new division of contact time."""
    posts[p].stirred = 1
    posts[p].renewed = 1
    for t in range(posts[p].first_tie, posts[p].first_tie + posts[p].ties):
        posts[ties[t].source].stirred = 1


@rule
def arrange_contact(posts: Records, people: Records, ties: Records) -> None:
    """Compute the minutes of every tie of the marked posts, and their contact in all."""
    for post in posts:
        if post.stirred:
            post.claims = 0.0
            for t in range(post.first_tie, post.first_tie + post.ties):
                post.claims += claimed(ties[t], posts)
    for post in posts:
        if post.stirred:
            for t in range(post.first_tie, post.first_tie + post.ties):
                if (
                    t < ties[t].reverse or not posts[ties[t].source].stirred
                ):  # else its other end has seen to it, or will
                    arrange_tie(posts, people, ties[t], ties[ties[t].reverse])
    for post in posts:
        post.stirred = 0
        post.renewed = 0


@rule
def arrange_tie(posts: Records, people: Records, tie: Records, reverse: Records) -> None:
    """Compute the minutes of a tie from both ends, and note who is met over it and the key of their messages, if that is news."""
    minutes = int(min(share_of_contact(tie, posts), share_of_contact(reverse, posts)))
    near, far = posts[tie.receiver], posts[tie.source]
    known = tie.agreed > 0 and not near.renewed and not far.renewed
    near.agreed += minutes - tie.agreed
    far.agreed += minutes - reverse.agreed
    tie.agreed = minutes
    reverse.agreed = minutes
    if minutes > 0 and not known:
        tie.person = far.person
        reverse.person = near.person
        tie.between = mix(people[near.person].key, people[far.person].key, tie.layer)
        reverse.between = mix(people[far.person].key, people[near.person].key, tie.layer)


@rule
def grown_trust(trust: float, hours: float, growth: float) -> float:
    """Return trust after a week: it grows toward 1 with hours of contact."""
    return trust + growth * hours / (1.0 + growth * hours) * (1.0 - trust)


@rule
def find_tie(posts: Records, ties: Records, receiver: int, source: int) -> int:
    """Return the tie with the most contact from one post to another; NONE when they never meet."""
    best = NONE
    first = posts[receiver].first_tie
    for t in range(first, first + posts[receiver].ties):
        if ties[t].source == source and ties[t].agreed > 0 and (best == NONE or ties[t].agreed > ties[best].agreed):
            best = t
    return best


@rule
def remember_promise(posts: Records, ties: Records, receiver: int, source: int, kept: bool) -> None:
    """Move the receiver's trust in the source after a promise was kept or broken, on the tie they meet by."""
    tie = find_tie(posts, ties, receiver, source)
    if tie != NONE:
        goal = 1.0 if kept else 0.0
        ties[tie].trust += PROMISE_STEP * (goal - ties[tie].trust)


@step("counters posts ties")
@rule
def arrange(state: State, luck: Luck, week: int) -> None:
    """Contact is rearranged around people who came or left."""
    counters = state.counters[0]
    if counters.people_changed:
        arrange_contact(state.posts, state.people, state.ties)
        counters.people_changed = 0


@rule
def held(agreed: int, squeezed: float, other: float) -> int:
    """Return the minutes of contact that take place when the two ends give up a share of theirs: the busier end decides.

    Example
    -------
    >>> held(60, 0.0, 0.25), held(60, 0.5, 0.25), held(60, 0.0, 0.0)
    (45, 30, 60)
    """
    return int(float(agreed) * (1.0 - max(squeezed, other)))


@step("posts ties")
@rule
def meet(state: State, luck: Luck, week: int) -> None:
    """People meet for as long as both ends keep time for it, and trust grows with contact."""
    growth = state.parameters[0].trust_growth
    for post in state.posts:
        post.met = 0
        for t in range(post.first_tie, post.first_tie + post.ties):
            tie = state.ties[t]
            tie.minutes = held(tie.agreed, post.squeezed, state.posts[tie.source].squeezed)
            post.met += tie.minutes
            if tie.weight > 0.0:
                tie.trust = grown_trust(tie.trust, float(tie.minutes) / 60.0, growth)
