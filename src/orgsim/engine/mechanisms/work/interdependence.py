"""Interdependence: what an opportunity needs of other domains, and what it does there.

Domains that belong more closely together share more: capability types, pieces of work, effects on each other and joint work are drawn by
how closely the scenario says that they belong together (``related``).
"""

import math

import numpy as np

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.work.sheets import PER_NEED, Drawn
from orgsim.engine.random import Luck, Purpose, normal, normal_quantile, uniform
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
def build_efforts(domains: Records, parameters: Records, luck: Luck) -> Floats:
    """Return what building a capability of each type takes that the domains have, (types,)."""
    types = 0
    for d in range(len(domains)):
        types = max(types, domains[d].first_type + domains[d].types)
    efforts = np.empty(types)
    for kind in range(types):
        efforts[kind] = build_effort(kind, parameters, luck)
    return efforts


@rule
def find_needs(
    item: Records, domains: Records, related: Floats, builds: Floats, parameters: Records, sheet: Floats, place: int
) -> None:
    """Find which capability types an opportunity needs, and what building each would take.

    Its numbers are at a `place` of a sheet, (rows, N); `related` is its domain's row, (D,), and `builds`, (C,), what each type takes.
    """
    for need in range(NEEDS_PER_INITIATIVE):
        row = Drawn.NEED + PER_NEED * need
        item.needs[need] = NONE
        if sheet[row, place] < parameters.need_probability:
            kind = find_type(item.domain, domains, related, parameters, sheet[row:, place])
            item.needs[need] = kind
            item.build_effort[need] = builds[kind]


@rule
def find_type(home: int, domains: Records, related: Floats, parameters: Records, numbers: Floats) -> int:
    """Find the capability type of one need: one of a related domain's types with probability `overlap`, else one of its own domain's.

    `numbers` are those of the need (``sheets.Drawn``).
    """
    if numbers[Drawn.ELSEWHERE - Drawn.NEED] < parameters.overlap:
        other = related_domain(related, numbers[Drawn.OTHER - Drawn.NEED])
        home = other if other != NONE else home
    domain = domains[home]
    return domain.first_type + int(numbers[Drawn.TYPE - Drawn.NEED] * domain.types)


@rule
def find_dependency(item: Records, related: Floats, parameters: Records, sheet: Floats, place: int) -> None:
    """Find whether an opportunity needs a piece of work from a related domain, and from which; `related` is its domain's row, (D,)."""
    item.depends_on = NONE
    if sheet[Drawn.DEPENDENCY, place] < parameters.dependency_probability:
        item.depends_on = related_domain(related, sheet[Drawn.DEPENDS_ON, place])
    if item.depends_on != NONE:
        owe(item)


@rule
def owe(item: Records) -> None:
    """Note the effort of the piece that another domain owes an opportunity."""
    item.support_effort = DEPENDENCY_SHARE * item.effort


@rule
def find_spill(item: Records, related: Floats, parameters: Records, sheet: Floats, place: int) -> None:
    """Find whether an opportunity helps or harms a related domain, too, and by how much; `related` is its domain's row, (D,)."""
    if sheet[Drawn.SPILL, place] < parameters.spill_probability:
        item.spill_domain = related_domain(related, sheet[Drawn.SPILL_DOMAIN, place])
    if item.spill_domain != NONE:
        item.spill = parameters.spill_size * normal_quantile(sheet[Drawn.SPILL_SIZE, place])


@rule
def draw_partners(item: Records, related: Floats, luck: Luck) -> None:
    """Draw one to three related domains with which an opportunity is joint work; it is as much larger as its parts are together."""
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
