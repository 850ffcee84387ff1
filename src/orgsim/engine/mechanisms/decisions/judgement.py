"""Judgement: people score work whose true value they cannot see, with noise, by their beliefs and their local interest.

Every score of a case is made here. No judge reads an item's true value; a judge who decides the strategy believes in its true weights
(``beliefs``), and all others believe in what they have heard.
"""

import math

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.decisions.authority import top_of
from orgsim.engine.mechanisms.work.market import strategic_fit
from orgsim.engine.random import Luck, Purpose, normal
from orgsim.engine.state import Floats, Records, State
from orgsim.engine.vocabulary import NONE, Skill


@rule
def believed_fit(belief: Floats, interest: Floats, tilt: float, objectives: Floats) -> float:
    """Return how well an item seems to fit the strategy: K x ((1 - tilt) x belief + tilt x local interest) . objectives.

    All vectors are (K,); 1 is the average. Local interest tilts the ranking of one's own backlog, not only its level.
    """
    return (1.0 - tilt) * strategic_fit(belief, objectives) + tilt * strategic_fit(interest, objectives)


@rule
def case_noise(parameters: Records, discovery: float) -> float:
    """Return the standard error of a judge's estimate (of its logarithm); it falls with skill at discovery (0..1)."""
    return parameters.case_noise * math.exp(-parameters.skill_effect * (discovery - 0.5))


@rule
def estimated_promise(promise: float, noise: float) -> float:
    """Return a judge's estimate of an item's promise: the true promise times a log-normal factor."""
    return promise * math.exp(noise)


@rule
def score(fit: float, promise: float, effort: float, standard_effort: float) -> float:
    """Return an item's value for effort as judged: seeming fit times promise, in standard values per standard effort."""
    return fit * promise * standard_effort / effort


@rule
def log_of(score: float) -> float:
    """Return the logarithm of a score, which counts as at least 1e-9."""
    return math.log(max(score, 1e-9))


@rule
def judged_by(state: State, luck: Luck, post: int, index: int, quarter: int) -> float:
    """Return how the holder of a post scores an item this quarter; pieces are judged by the initiative they serve."""
    return judged_with(state, luck, post, index, quarter, state.posts[post].tilt)


@rule
def judged_with(state: State, luck: Luck, post: int, index: int, quarter: int, tilt: float) -> float:
    """Return a judge's score with some weight of local interest (0..1).

    The same judge sees the same item with the same noise all quarter, whatever it is judged for.
    """
    subject = index
    while state.items[subject].parent != NONE:
        subject = state.items[subject].parent
    item = state.items[subject]
    parameters = state.parameters[0]
    person = state.people[state.posts[post].person]
    error = case_noise(parameters, person.skills[Skill.DISCOVERY]) * (1.0 + parameters.reach_noise * float(item.reach))
    noise = error * normal(luck, Purpose.CASE_NOISE, item.key, quarter, person.key)
    fit = believed_fit(
        state.beliefs[state.posts[post].person],
        state.interests[post],
        tilt,
        state.objectives[subject],
    )
    return score(fit, estimated_promise(item.promise, noise), item.effort, parameters.effort_median)


@rule
def find_interests(state: State) -> None:
    """Find each post's local interest: the figures of merit of the domains that its teams serve, weighted by head-count.

    The interest weighs less in its judgement the larger the share of the company it answers for: one who answers for everything, or
    for nothing, has none.
    """
    posts, teams = state.posts, state.teams
    for p in range(len(posts)):
        posts[p].tilt = 0.0
        for k in range(state.interests.shape[1]):
            state.interests[p, k] = 0.0
    for team in teams:
        if not team.active:
            continue
        p = team.owner
        while p != NONE:
            posts[p].tilt += float(team.engineers)
            for k in range(state.interests.shape[1]):
                state.interests[p, k] += float(team.engineers) * state.domain_interests[team.domain, k]
            p = posts[p].manager
    for heads in (False, True):  # heads last: until then theirs is the head-count of the whole company
        for p in range(len(posts)):
            answered_for = posts[p].tilt
            if (posts[p].manager == NONE) == heads and answered_for > 0.0:
                for k in range(state.interests.shape[1]):
                    state.interests[p, k] /= answered_for
                everybody = posts[top_of(posts, p)].tilt
                posts[p].tilt = state.parameters[0].local_interest * (1.0 - answered_for / everybody)
