"""Elsewhere: what a bet does in another domain counts for a judge as far as the judge has insight there and cares.

Insight comes from owning a team there, from trusted contact with those who answer for teams there, from reading, and from staff who have
it. Judges who answer for the other domain count all that they see; others count it less by their local interest. Source: Alonso, Dessein
& Matouschek 2008; Dessein, Garicano & Gertner 2010 (form); who sees what follows from contact, not from rank.
"""

import math

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.decisions.authority import in_one_company, is_above
from orgsim.engine.state import Records, State
from orgsim.engine.vocabulary import NONE


@rule
def engineers_in(state: State, post: int, domain: int) -> int:
    """Return the engineers of a domain's teams that a post answers for."""
    found = 0
    team = state.domains[domain].first_team if state.domains[domain].teams > 0 else NONE
    while team != NONE:
        if is_above(state.posts, post, state.teams[team].owner):
            found += state.teams[team].engineers
        team = state.teams[team].next_in_domain
    return found


@rule
def owns_in(state: State, post: int, domain: int) -> bool:
    """Tell whether a post owns the product of a team in a domain."""
    team = state.posts[post].first_team
    while team != NONE:
        if state.teams[team].domain == domain:
            return True
        team = state.teams[team].next_owned
    return False


@rule
def minutes_about(state: State, post: int, domain: int) -> float:
    """Return the minutes of trusted contact a week in which a post hears about a domain; reading adds to what contact tells.

    People talk about the domains they answer for in proportion to the engineers they have there.
    """
    near = state.posts[post]
    total = 0.0
    for t in range(near.first_tie, near.first_tie + near.ties):
        tie = state.ties[t]
        if tie.minutes > 0 and state.posts[tie.source].engineers > 0:
            there = float(engineers_in(state, tie.source, domain)) / float(state.posts[tie.source].engineers)
            total += tie.trust * float(tie.minutes) * there
    if near.met > 0:
        total *= 1.0 + state.parameters[0].audit_share * float(near.portfolio_left) / float(near.met)
    return total


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
def insight_in(state: State, post: int, domain: int) -> float:
    """Return the share of effects in a domain that a post sees: by owning a team there, by contact, and by what trusted staff see there.

    Staff are people without engineers to answer for, whose insight is what others know them for.
    """
    if owns_in(state, post, domain):
        return 1.0
    scale = state.parameters[0].insight_scale
    near = state.posts[post]
    unseen = 1.0 - insight_of(minutes_about(state, post, domain), scale)
    for t in range(near.first_tie, near.first_tie + near.ties):
        tie = state.ties[t]
        if tie.minutes > 0 and state.posts[tie.source].engineers == 0:
            unseen *= 1.0 - tie.trust * insight_of(minutes_about(state, tie.source, domain), scale)
    return 1.0 - unseen


@rule
def care_for(state: State, post: int, domain: int, tilt: float) -> float:
    """Return the share of an effect in a domain that a judge counts: what is seen there, less by local interest (`tilt`, 0..1)."""
    insight = insight_in(state, post, domain)
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
