"""Consent: somebody who would lose by a proposal agrees or refuses, by reason, trust, backing and what is lost."""

import math

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.knowledge.ties import find_tie
from orgsim.engine.state import Records, State
from orgsim.engine.vocabulary import NONE, Skill

CONSENT_BY_GAIN = 0.5
"""What a standard value of gain adds to the log odds of consent. Source: assumed."""
CONSENT_BY_TRUST = 1.5
"""What full trust in the proposer adds to the log odds of consent. Source: assumed."""
CONSENT_BY_SPONSOR = 1.0
"""What full backing by the person who could overrule adds to the log odds of consent. Source: assumed."""
CONSENT_BY_LOSS = 2.0
"""What losing all of one's scope takes off the log odds of consent. Source: assumed."""
CONSENT_BY_INFLUENCE = 2.0
"""What the proposer's skill at influence, above one half, adds to the log odds of consent. Source: assumed."""


@rule
def acceptance(
    parameters: Records, seen_gain: float, trust: float, sponsorship: float, influence: float, loss: float
) -> float:
    """Return the chance that the post that would lose by a proposal agrees to it (logistic).

    `seen_gain` in standard values, `trust` in the proposer and the proposer's `sponsorship` by the one who could overrule are 0..1,
    `influence` is the proposer's skill (one half is average), `loss` is the share of one's own scope that would go.
    """
    lean = (
        parameters.consent_base
        + CONSENT_BY_GAIN * seen_gain
        + CONSENT_BY_TRUST * trust
        + CONSENT_BY_SPONSOR * sponsorship
        + CONSENT_BY_INFLUENCE * (influence - 0.5)
        - CONSENT_BY_LOSS * loss
    )
    return 1.0 / (1.0 + math.exp(-lean))


@rule
def weighed(evidence: float, own: float, trust: float) -> float:
    """Return a gain as it seems to a person who is shown evidence: the mean of the proposer's figure and the own one, by trust."""
    return trust * evidence + (1.0 - trust) * own


@rule
def trust_between(state: State, receiver: int, source: int) -> float:
    """Return how far one post trusts another; 0 when they never meet."""
    tie = find_tie(state.posts, state.ties, receiver, source)
    return state.ties[tie].trust if tie != NONE else 0.0


@rule
def influence_of(state: State, post: int) -> float:
    """Return the skill at influence of a post's holder; 0.5 when it is vacant."""
    person = state.posts[post].person
    return state.people[person].skills[Skill.INFLUENCE] if person != NONE else 0.5
