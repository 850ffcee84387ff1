"""How people judge work they cannot see the value of: a noisy case, tilted by what they believe and by what they answer for.

Nobody reads an item's true value or the true weights: every judgement passes through here, with the judge's own noise.
"""

import math

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.market import strategic_fit
from orgsim.engine.random import Luck, Purpose, normal
from orgsim.engine.state import Floats, Records, State
from orgsim.engine.vocabulary import NONE


@rule
def believed_fit(belief: Floats, interest: Floats, tilt: float, objectives: Floats) -> float:
    """Return how well an item seems to fit the strategy: K x (belief mixed with `tilt` of local interest) . objectives.

    All vectors are (K,); 1 is the average. Local interest tilts the ranking of one's own backlog, not only its level.
    """
    return (1.0 - tilt) * strategic_fit(belief, objectives) + tilt * strategic_fit(interest, objectives)


@rule
def case_noise(parameters: Records, discovery: float) -> float:
    """Return the standard error of a judge's estimate, in standard values; it falls with skill at discovery (0..1)."""
    return parameters.case_noise * math.exp(-parameters.discovery_effect * (discovery - 0.5))


@rule
def estimated_score(fit: float, item: Records, noise: float, standard_effort: float) -> float:
    """Return an item's estimated value for effort, in standard values per standard effort; `noise` in standard values."""
    return (fit * item.value + noise * item.size) * standard_effort / item.effort


@rule
def score(
    belief: Floats,
    interest: Floats,
    tilt: float,
    objectives: Floats,
    item: Records,
    noise: float,
    standard_effort: float,
) -> float:
    """Return one judge's score of one item: `believed_fit` times value, plus the judge's noise, for the effort."""
    return estimated_score(believed_fit(belief, interest, tilt, objectives), item, noise, standard_effort)


@rule
def judged_by(state: State, luck: Luck, post: int, index: int, quarter: int) -> float:
    """Return how the holder of a post scores an item this quarter; pieces are judged by the initiative they serve.

    The same judge sees the same item with the same noise all quarter, whatever it is judged for.
    """
    subject = index
    while state.items[subject].parent != NONE:
        subject = state.items[subject].parent
    item = state.items[subject]
    parameters = state.parameters[0]
    person = state.people[state.posts[post].person]
    noise = case_noise(parameters, person.discovery) * normal(luck, Purpose.CASE_NOISE, item.key, quarter, person.key)
    return score(
        state.beliefs[state.posts[post].person],
        state.interests[post],
        state.posts[post].tilt,
        state.objectives[subject],
        item,
        noise,
        parameters.effort_median,
    )
