"""Interdependence: what an opportunity needs of other domains, and what it does there.

Domains that belong more closely together share more: capability types, pieces of work, effects on each other and joint work are drawn by
how closely the scenario says that they belong together (``related``).
"""

import math

from orgsim.engine.compiled import rule
from orgsim.engine.random import Luck, Purpose, normal, uniform
from orgsim.engine.state import Floats, Records
from orgsim.engine.vocabulary import MOST_PARTNERS, NEEDS_PER_INITIATIVE, NONE

DEPENDENCY_SHARE = 0.15
"""Effort of a piece of work from another domain, as a share of the initiative's. Source: assumed."""
JOINT_SHARE = 0.3
"""Effort of the part of each partner in joint work, as a share of that of the part at home. Source: assumed."""


@rule
def build_effort(kind: int, parameters: Records, luck: Luck) -> float:
    """Return the effort of building a capability of a type, in minutes of an engineer; it is the same for every team."""
    return parameters.build_effort_median * math.exp(parameters.build_sigma * normal(luck, Purpose.BUILD, kind, 0, 0))


@rule
def related_domain(row: Floats, u: float) -> int:
    """Return the domain drawn by a number `u` in (0, 1), each as likely as it is close; NONE when none is.

    `row`, (D,), sums up how close the domains are to the one that asks, which is 0 close to itself: where it first exceeds `u` of its
    end is the one drawn. Halving finds that place in large companies.

    Example
    -------
    >>> import numpy as np
    >>> row = np.cumsum([0.6, 0.0, 0.2, 0.0])
    >>> related_domain(row, 0.7), related_domain(row, 0.8), related_domain(np.zeros(4), 0.8)
    (0, 2, -1)
    """
    total = row[len(row) - 1]
    if total == 0.0:
        return NONE
    first = 0
    last = len(row) - 1
    while first < last:
        middle = (first + last) // 2
        if row[middle] > u * total or row[middle] == total:
            last = middle
        else:
            first = middle + 1
    return first


@rule
def draw_needs(item: Records, domains: Records, related: Floats, parameters: Records, luck: Luck) -> None:
    """Draw which capability types an opportunity needs, and what building each would take; `related` is its domain's row, (D,)."""
    for need in range(NEEDS_PER_INITIATIVE):
        item.needs[need] = NONE
        if uniform(luck, Purpose.NEEDS, item.key, need, 0) < parameters.need_probability:
            kind = draw_type(item, need, domains, related, parameters, luck)
            item.needs[need] = kind
            item.build_effort[need] = build_effort(kind, parameters, luck)


@rule
def draw_type(item: Records, need: int, domains: Records, related: Floats, parameters: Records, luck: Luck) -> int:
    """Draw the capability type of one need: one of a related domain's types with probability `overlap`, else one of its own domain's."""
    home = item.domain
    if uniform(luck, Purpose.NEEDS, item.key, need, 1) < parameters.overlap:
        other = related_domain(related, uniform(luck, Purpose.NEEDS, item.key, need, 3))
        home = other if other != NONE else home
    domain = domains[home]
    return domain.first_type + int(uniform(luck, Purpose.NEEDS, item.key, need, 2) * domain.types)


@rule
def draw_dependency(item: Records, related: Floats, parameters: Records, luck: Luck) -> None:
    """Draw whether an opportunity needs a piece of work from a related domain, and from which; `related` is its domain's row, (D,)."""
    item.depends_on = NONE
    if uniform(luck, Purpose.DEPENDENCY, item.key, 0, 0) < parameters.dependency_probability:
        item.depends_on = related_domain(related, uniform(luck, Purpose.DEPENDENCY, item.key, 1, 0))
    if item.depends_on != NONE:
        owe(item)


@rule
def owe(item: Records) -> None:
    """Note the effort of the piece that another domain owes an opportunity."""
    item.support_effort = DEPENDENCY_SHARE * item.effort


@rule
def draw_spill(item: Records, related: Floats, parameters: Records, luck: Luck) -> None:
    """Draw whether an opportunity helps or harms a related domain, too, and by how much; `related` is its domain's row, (D,)."""
    if uniform(luck, Purpose.SPILL, item.key, 0, 0) < parameters.spill_probability:
        item.spill_domain = related_domain(related, uniform(luck, Purpose.SPILL, item.key, 1, 0))
    if item.spill_domain != NONE:
        item.spill = parameters.spill_size * normal(luck, Purpose.SPILL, item.key, 2, 0)


@rule
def draw_partners(item: Records, related: Floats, parameters: Records, luck: Luck) -> None:
    """Draw whether an opportunity is joint work with one to three related domains; it is as much larger as its parts are together."""
    if uniform(luck, Purpose.JOINT, item.key, 0, 0) >= parameters.joint_probability:
        return
    wanted = 1 + int(uniform(luck, Purpose.JOINT, item.key, 1, 0) * MOST_PARTNERS)
    found = 0
    for place in range(wanted):
        partner = related_domain(related, uniform(luck, Purpose.JOINT, item.key, 2 + place, 0))
        if partner != NONE and not is_partner(item, partner):
            item.partners[found] = partner
            found += 1
    if found > 0:
        enlarge(item, found)


@rule
def enlarge(item: Records, partners: int) -> None:
    """Make an opportunity as much larger as the parts of its partners are together."""
    larger = 1.0 + JOINT_SHARE * float(partners)
    item.joint_effort = JOINT_SHARE * item.effort
    item.promise *= larger
    item.scale *= larger


@rule
def is_partner(item: Records, domain: int) -> bool:
    """Tell whether a domain owes an initiative a part of joint work."""
    found = False
    for place in range(MOST_PARTNERS):
        found = found or item.partners[place] == domain
    return found


@rule
def whole_effort(item: Records) -> float:
    """Return the effort that an initiative will take as far as its owner can see, with the parts of all partners."""
    total = float(item.planned)
    for place in range(MOST_PARTNERS):
        if item.partners[place] != NONE:
            total += item.joint_effort
    return total
