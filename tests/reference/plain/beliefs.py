"""Beliefs: what people think the strategy weighs, at first and after every week of contact."""

import math
from typing import TYPE_CHECKING

from tests.reference.plain import voices
from tests.reference.plain.work import QUARTER

if TYPE_CHECKING:
    from tests.reference.plain.model import ReferenceModel
    from tests.reference.plain.people import Person


def shares_of(raw: list[float]) -> list[float]:
    """Return weights as shares of 1, added up from the left."""
    total = 0.0
    for weight in raw:
        total += weight
    return [weight / total for weight in raw]


def perceived(model: "ReferenceModel", key: int) -> list[float]:
    """Return what somebody makes of the true weights who watches the market: late, and with an error that lasts until they shift again."""
    strategy = model.market.strategy
    quarter = max(0, model.week - int(model.dials.strategy_delay)) // QUARTER
    error: float = model.dials.strategy_error
    if error == 0.0:
        return list(strategy[quarter])
    shift = quarter
    while shift > 0 and strategy[shift] == strategy[shift - 1]:
        shift -= 1
    luck = model.luck
    return shares_of([w * math.exp(error * luck.perception(key, shift, k)) for k, w in enumerate(strategy[quarter])])


def first_belief(person: "Person", spread: float) -> list[float]:
    """Return what somebody believes who is there when the company is put together: what watching the market shows, misread."""
    luck = person.model.luck
    told = perceived(person.model, person.key)
    return shares_of([w * math.exp(spread * luck.belief(person.key, k)) for k, w in enumerate(told)])


def blurred(told: list[float], lost: float) -> list[float]:
    """Return what arrives of something told: a share of it is lost and becomes equal weights."""
    return [(1.0 - lost) * weight + lost / len(told) for weight in told]


def after_a_week(person: "Person") -> list[float]:
    """Return what a week makes of a belief, from those of the week before."""
    if person.post.may("strategy", "decide"):
        return with_advice(person, perceived(person.model, person.key))
    belief = after_contact(person)
    if person.post.has_just("strategy", "inform") and person.model.week % QUARTER == 0:
        belief = after_announcement(person, belief)
    return belief


def with_advice(person: "Person", belief: list[float]) -> list[float]:
    """Return the mean of a belief and those of the people who are to be consulted on the strategy, by trust."""
    weight = 1.0
    for trust, adviser in voices.advisers(person.post, "strategy"):
        weight += trust
        belief = [own + trust / weight * (said - own) for own, said in zip(belief, adviser.belief, strict=True)]
    return belief


def after_contact(person: "Person") -> list[float]:
    """Return a belief part of the way to what is heard and what was brought along."""
    dials = person.model.dials
    total, heard = 0.0, [0.0] * len(person.belief)
    for tie in person.post.ties:
        if tie.minutes > 0 and tie.source.person is not None:
            weight = tie.trust * tie.minutes
            total += weight
            for k, share in enumerate(tie.source.person.belief):
                heard[k] += weight * share
    if total == 0.0:
        return person.belief
    told = blurred([each / total for each in heard], dials.detail_lost)
    step = 1.0 - math.exp(-total / (60.0 * dials.contact_scale))
    open_to = person.susceptibility
    return [
        (1.0 - step) * own + step * (open_to * said + (1.0 - open_to) * first)
        for own, said, first in zip(person.belief, told, person.first, strict=True)
    ]


def after_announcement(person: "Person", belief: list[float]) -> list[float]:
    """Return what a setter of the strategy says who is met, as far as it arrives; the belief as it is where there is none, or no time."""
    for tie in person.post.ties:
        setter = tie.source.person
        if tie.minutes > 0 and setter is not None and tie.source.may("strategy", "decide"):
            heard = voices.gives_time(person, voices.MINUTES_TO_HEAR)
            return blurred(setter.belief, person.model.dials.detail_lost) if heard else belief
    return belief
