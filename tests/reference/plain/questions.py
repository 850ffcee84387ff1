"""Questions: what work throws up and somebody has to answer before it goes on."""

import math
from typing import TYPE_CHECKING

from tests.reference.plain.desk import ask, send
from tests.reference.plain.work import WEEK, Errand, Initiative

if TYPE_CHECKING:
    from tests.reference.plain.model import ReferenceModel

HIGHEST = 20
"""No question climbs more levels than this."""


def chance_of_one(model: "ReferenceModel", item: Initiative) -> float:
    """Return the chance that an engineer-week of work throws up a question."""
    dials = model.dials
    owner = item.team.acting()
    skill = owner.execution if owner is not None else 0.0
    chance = (
        dials.exception_probability
        * math.exp(-dials.skill_effect * (skill - 0.5))
        * (1.0 + dials.unmet_coordination_effect * unmet(model, item))
        * (1.0 + dials.crowding_effect * max(0, len(item.team.working) - 1))
    )
    return min(1.0, float(chance))


def unmet(model: "ReferenceModel", item: Initiative) -> float:
    """Return the share of the contact that its dependencies call for, done or not, and the owner does not have, of the worst of them."""
    own = item.team.acting()
    worst = 0.0
    for piece in item.pieces:
        other = piece.team.acting()
        if own is other or piece.told:
            continue
        met = own.trusted_contact(other.post) if own is not None and other is not None else 0.0
        worst = max(worst, 1.0 - min(1.0, met / 30.0))
    return worst


def maybe_ask(model: "ReferenceModel", item: Initiative) -> None:
    """Draw whether this week's work throws up a question, and put it on the owner's desk; work stands still."""
    weeks, item.questioned = (item.spent - item.questioned) / WEEK, item.spent
    if model.luck.question(item) >= 1.0 - math.pow(1.0 - chance_of_one(model, item), weeks):
        return
    now = model.week * WEEK + int(WEEK * model.luck.moment(item))
    owner = item.team.acting()
    if owner is None:
        item.rework += item.team.rework_after(item, False)
        return
    request = ask(model, Errand.QUESTION, owner.post, item, now)
    u, reached = model.luck.climb(item), model.dials.climb_probability
    while u < reached and request.climbs < HIGHEST:
        request.climbs += 1
        reached *= model.dials.climb_probability
    item.question = request
    send(model, request, owner.post, now)
