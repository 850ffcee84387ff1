"""Elsewhere: what a bet does in another domain counts for a judge as far as the judge has insight there and cares.

Insight comes from owning a team there, from trusted contact with people who have insight there, and from reading. One rule serves
everybody: a director, a product manager and a staff post pass on what they know alike. Judges who answer for the other domain count all
that they see; others count it less by their local interest. Source: Alonso, Dessein & Matouschek 2008; Dessein, Garicano & Gertner 2010
(form); who sees what follows from contact, not from rank.
"""

import math
from typing import NamedTuple

import numpy as np

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.decisions.authority import in_one_company, is_above
from orgsim.engine.random import Luck
from orgsim.engine.state import Floats, Indices, Records, State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import NONE

CONVERSATIONS = 2
"""How many people news of a domain passes through, at most, from those who own a team there. Source: assumed."""


@rule
def engineers_in(state: State, post: int, domain: int) -> int:
    """Return the engineers of a domain's teams that a post answers for."""
    found = 0
    team = state.domains[domain].first_team if state.domains[domain].teams > 0 else NONE
    while team != NONE:
        if is_above(state.posts, post, state.teams[team].owner):
            found += state.teams[team].engineers + state.teams[team].open
        team = state.teams[team].next_in_domain
    return found


@rule
def insight_of(minutes: float, scale: float) -> float:
    """Return the share of effects in a domain that somebody sees who hears about it for `minutes` a week.

    Example
    -------
    >>> insight_of(0.0, 120.0), round(insight_of(120.0, 120.0), 3)
    (0.0, 0.632)
    """
    return 1.0 - math.exp(-minutes / scale)


class Known(NamedTuple):
    """What everybody knows: the domains, in ascending order, of which post p knows stand from ``first[p]`` up to ``first[p + 1]``.

    In a large company everybody knows of a few domains only, so that walking along all of them for each post would take far longer.
    """

    first: Indices  # (posts + 1,)
    domains: Indices
    told: Floats  # what a minute with the post tells of each of them


@rule
def enter(domains: Indices, first: int, last: int, domain: int) -> int:
    """Enter a domain into a list that stands in ascending order from place `first` up to `last`; return where it ends then.

    Example
    -------
    >>> import numpy as np
    >>> row = np.array([9, 2, 5, 0])
    >>> enter(row, 1, 3, 4), enter(row, 1, 4, 5), row.tolist()
    (4, 4, [9, 2, 4, 5])
    """
    place = last
    while place > first and domains[place - 1] > domain:
        place -= 1
    if place > first and domains[place - 1] == domain:
        return last
    for behind in range(last, place, -1):
        domains[behind] = domains[behind - 1]
    domains[place] = domain
    return last + 1


@rule
def tell(seen: Floats, domains: Indices, told: Floats, first: int, last: int) -> None:
    """Find what a minute with somebody tells of each domain: people talk most of what they know best, and as well as they know it.

    `seen`, (domains,), is the insight; the domains of which anything is known stand from place `first` up to `last` of `domains`.

    Example
    -------
    >>> import numpy as np
    >>> told = np.zeros(3)
    >>> tell(np.array([1.0, 0.0, 0.5, 0.5]), np.array([0, 2, 3]), told, 0, 3)
    >>> told.tolist()
    [0.5, 0.125, 0.125]
    """
    total = 0.0
    for place in range(first, last):
        total += seen[domains[place]]
    for place in range(first, last):
        share = seen[domains[place]]
        told[place] = share * share / total


@rule
def listen(state: State, p: int, known: Known, minutes: Floats, heard: Indices) -> int:
    """Let a post learn about domains from those it meets; reading adds to what contact tells. Return of how many domains it heard.

    They stand in `heard`, (domains,), in the order of telling. `minutes`, (domains,), is scratch space, zeros before and after.
    """
    post = state.posts[p]
    count = 0
    for t in range(post.first_tie, post.first_tie + post.ties):
        tie = state.ties[t]
        if tie.minutes > 0:
            weight = tie.trust * float(tie.minutes)
            for place in range(known.first[tie.source], known.first[tie.source + 1]):
                domain, more = known.domains[place], weight * known.told[place]
                if minutes[domain] == 0.0 and more > 0.0:
                    heard[count] = domain
                    count += 1
                minutes[domain] += more
    see(state, p, known, minutes, heard, count)
    return count


@rule
def see(state: State, p: int, known: Known, minutes: Floats, heard: Indices, count: int) -> None:
    """Note a post's insight into what it heard of; what it knew from hearing alone is heard anew or forgotten. Minutes are cleared."""
    post, row = state.posts[p], state.insights[p]
    scale = state.parameters[0].insight_scale
    reading = 1.0 + state.parameters[0].audit_share * float(post.portfolio_left) / float(max(1, post.met))
    for place in range(known.first[p], known.first[p + 1]):
        row[known.domains[place]] = 1.0 if row[known.domains[place]] == 1.0 else 0.0
    for place in range(count):
        domain = heard[place]
        row[domain] = max(insight_of(reading * minutes[domain], scale), row[domain])
        minutes[domain] = 0.0


@rule
def list_known(state: State, p: int, known: Known, heard: Indices, count: int, then: Known) -> None:
    """List what a post knows after a conversation: of what it knew what it still sees, and what it heard of."""
    last = then.first[p]
    for place in range(known.first[p], known.first[p + 1]):
        if state.insights[p, known.domains[place]] > 0.0:
            last = enter(then.domains, then.first[p], last, known.domains[place])
    for place in range(count):
        if state.insights[p, heard[place]] > 0.0:
            last = enter(then.domains, then.first[p], last, heard[place])
    then.first[p + 1] = last


@rule
def list_owned(state: State, known: Known) -> None:
    """List the domains in which each post owns a team; whoever does sees all that happens there, and nothing else as yet."""
    for p in range(len(state.posts)):
        for d in range(len(state.domains)):
            if state.insights[p, d] != 0.0:
                state.insights[p, d] = 0.0
        last = known.first[p]
        team = state.posts[p].first_team
        while team != NONE:
            state.insights[p, state.teams[team].domain] = 1.0
            last = enter(known.domains, known.first[p], last, state.teams[team].domain)
            team = state.teams[team].next_owned
        known.first[p + 1] = last


@rule
def most_known(state: State, known: Known) -> int:
    """Return a number of entries that all lists together do not exceed after one conversation."""
    most = known.first[len(state.posts)]
    for tie in state.ties:
        most += known.first[tie.source + 1] - known.first[tie.source]
    return most


@rule
def converse(state: State, known: Known, then: Known, minutes: Floats, heard: Indices) -> None:
    """Let everybody hear from those they meet what they know, and list what everybody knows then."""
    for p in range(len(state.posts)):
        tell(state.insights[p], known.domains, known.told, known.first[p], known.first[p + 1])
    for p in range(len(state.posts)):
        count = 0
        if state.posts[p].active and state.posts[p].person != NONE:
            count = listen(state, p, known, minutes, heard)
        list_known(state, p, known, heard, count, then)


@step("insights")
@rule
def look_into_domains(state: State, luck: Luck, week: int) -> None:
    """Everybody's insight follows the contact of the last week: from owners, and then from those whom owners told.

    Who owns a team in a domain sees all that happens there; what others see goes through two conversations at most.
    """
    posts, domains = len(state.posts), len(state.domains)
    minutes, heard = np.zeros(domains), np.zeros(domains, np.int64)
    room = len(state.teams)
    known = Known(np.zeros(posts + 1, np.int64), np.zeros(room, np.int64), np.zeros(room))
    list_owned(state, known)
    for _ in range(CONVERSATIONS):
        room = min(posts * domains, most_known(state, known))
        then = Known(np.zeros(posts + 1, np.int64), np.zeros(room, np.int64), np.zeros(room))
        converse(state, known, then, minutes, heard)
        known = then


@rule
def care_for(state: State, post: int, domain: int, tilt: float) -> float:
    """Return the share of an effect in a domain that a judge counts: what is seen there, less by local interest (`tilt`, 0..1)."""
    insight = state.insights[post, domain]
    if insight == 0.0:
        return 0.0
    return insight if engineers_in(state, post, domain) > 0 else insight * (1.0 - tilt)


@rule
def reaches(state: State, item: Records) -> bool:
    """Tell whether an initiative has an effect in another domain of its own company."""
    if item.spill == 0.0 or state.domains[item.spill_domain].teams == 0:
        return False
    return in_one_company(state.teams, item.team, state.domains[item.spill_domain].first_team)


@rule
def counted_by(state: State, post: int, item: Records, tilt: float) -> float:
    """Return the factor by which a judge's view of an initiative's gain grows, or shrinks, by what it does elsewhere."""
    if not reaches(state, item):
        return 1.0
    return 1.0 + care_for(state, post, item.spill_domain, tilt) * item.spill


@rule
def spread_to(state: State, item: Records) -> float:
    """Return the factor by which an initiative's true gain differs from its gain at home."""
    return 1.0 + item.spill if reaches(state, item) else 1.0
