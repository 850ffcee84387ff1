"""Elsewhere: what a bet does in another domain counts for a judge as far as the judge has insight there and cares.

Insight comes from owning a team there, from trusted contact with people who have insight there, and from reading. One rule serves
everybody: a director, a product manager and a staff post pass on what they know alike. Judges who answer for the other domain count all
that they see; others count it less by their local interest. Source: Alonso, Dessein & Matouschek 2008; Dessein, Garicano & Gertner 2010
(form); who sees what follows from contact, not from rank.
"""

import math

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


@rule
def count_known(insights: Floats, first: Indices) -> None:
    """Find where the list of what each post knows begins among those of all, `first`, (posts + 1,), from `insights`, (posts, domains)."""
    first[0] = 0
    for p in range(len(insights)):
        known = 0
        for d in range(insights.shape[1]):
            if insights[p, d] > 0.0:
                known += 1
        first[p + 1] = first[p] + known


@rule
def tell(known: Floats, domains: Indices, told: Floats) -> None:
    """Find what a minute with somebody tells of each domain: people talk most of what they know best, and as well as they know it.

    `known` is (domains,); `domains` and `told` are as long as there are domains of which anything is known.

    Example
    -------
    >>> import numpy as np
    >>> domains, told = np.zeros(3, np.int64), np.zeros(3)
    >>> tell(np.array([1.0, 0.0, 0.5, 0.5]), domains, told)
    >>> domains.tolist(), told.tolist()
    ([0, 2, 3], [0.5, 0.125, 0.125])
    """
    total = 0.0
    for share in known:
        total += share
    place = 0
    for d in range(len(known)):
        if known[d] > 0.0:
            domains[place] = d
            told[place] = known[d] * known[d] / total
            place += 1


@rule
def listen(state: State, p: int, first: Indices, domains: Indices, told: Floats, minutes: Floats) -> None:
    """Let a post learn about domains from those it meets; reading adds to what contact tells.

    What post q tells of domain `domains[i]` is `told[i]`, with i from `first[q]` up to `first[q + 1]`: in a large company everybody knows
    of a few domains only. `minutes`, (domains,), is scratch space, zeros before and after.
    """
    post = state.posts[p]
    row = state.insights[p]
    scale = state.parameters[0].insight_scale
    reading = 1.0 + state.parameters[0].audit_share * float(post.portfolio_left) / float(max(1, post.met))
    for place in range(first[p], first[p + 1]):
        row[domains[place]] = 1.0 if row[domains[place]] == 1.0 else 0.0
    for t in range(post.first_tie, post.first_tie + post.ties):
        tie = state.ties[t]
        if tie.minutes > 0:
            weight = tie.trust * float(tie.minutes)
            for place in range(first[tie.source], first[tie.source + 1]):
                minutes[domains[place]] += weight * told[place]
    for d in range(len(minutes)):
        if minutes[d] > 0.0:
            row[d] = max(insight_of(reading * minutes[d], scale), row[d])
            minutes[d] = 0.0


@step("insights")
@rule
def look_into_domains(state: State, luck: Luck, week: int) -> None:
    """Everybody's insight follows the contact of the last week: from owners, and then from those whom owners told.

    Who owns a team in a domain sees all that happens there; what others see goes through two conversations at most.
    """
    first = np.zeros(len(state.posts) + 1, np.int64)
    minutes = np.zeros(len(state.domains))
    for p in range(len(state.posts)):
        for d in range(len(state.domains)):
            state.insights[p, d] = 0.0
    for p in range(len(state.posts)):
        team = state.posts[p].first_team
        while team != NONE:
            state.insights[p, state.teams[team].domain] = 1.0
            team = state.teams[team].next_owned
    for _ in range(CONVERSATIONS):
        count_known(state.insights, first)
        known = first[len(state.posts)]
        domains, told = np.zeros(known, np.int64), np.zeros(known)
        for p in range(len(state.posts)):
            tell(state.insights[p], domains[first[p] :], told[first[p] :])
        for p in range(len(state.posts)):
            if state.posts[p].active and state.posts[p].person != NONE:
                listen(state, p, first, domains, told, minutes)


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
