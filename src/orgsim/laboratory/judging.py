"""Judging: what a case seems worth, which cases an owner asks for, and whether those who would lose by a proposal agree to it."""

import math

import numpy as np
from numpy.typing import ArrayLike

from orgsim.engine import work_records
from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.decisions.bets import per_effort
from orgsim.engine.mechanisms.decisions.consent import acceptance, weighed
from orgsim.engine.mechanisms.decisions.judgement import believed_fit, case_noise, estimated_promise
from orgsim.engine.mechanisms.work.backlog import insert
from orgsim.engine.mechanisms.work.planning import still_asks
from orgsim.engine.state import Floats, Indices, Records, zeros
from orgsim.engine.vocabulary import NONE
from orgsim.laboratory.records import Numbers, Whole, broadcast, matrix, settings

AVERAGE_SKILL = 0.5


@rule
def judge_all(
    out: Floats,
    promise: Floats,
    objectives: Floats,
    effort: Floats,
    z: Floats,
    belief: Floats,
    interest: Floats,
    tilt: float,
    spread: float,
    standard_effort: float,
) -> None:
    """Judge every case as one person sees it."""
    for case in range(len(promise)):
        fit = believed_fit(belief, interest, tilt, objectives[case])
        seen = fit * math.exp(estimated_promise(promise[case], spread * z[case]))
        out[case] = per_effort(seen, effort[case], standard_effort)


def judge(
    promise: ArrayLike,
    z: ArrayLike,
    *,
    noise: float,
    objectives: ArrayLike | None = None,
    belief: ArrayLike | None = None,
    interest: ArrayLike | None = None,
    tilt: float = 0.0,
    effort: ArrayLike = 1.0,
    standard_effort: float = 1.0,
    discovery: float = 0.5,
    discovery_effect: float = 1.0,
) -> Numbers:
    """Return what each case seems to promise for its effort, (cases,), in standard values per standard effort.

    It is what a judge sees before it is shrunk toward what is usual and before the cost of the change is deducted.

    Parameters
    ----------
    promise
        (cases,) what each case is worth if it fits the strategy, standard values, above 0.
    z
        (cases,) standard normal errors of this judge: an estimate is off by the factor exp(noise x z).
    noise
        Standard error (of the logarithm) of a judge of average skill (`discovery` 0.5, of 0..1).
    objectives, belief, interest
        (cases, K) what cases contribute to the objectives, (K,) what the judge thinks these weigh, (K,) what the judge's own
        domain is measured by; rows sum to 1. Without them there is one objective.
    tilt
        Weight of the own interest in judging, 0..1.
    effort, standard_effort
        (cases,) and the effort a score is per, in the same unit.

    Example
    -------
    >>> judge([1.0, 2.0], [0.0, 0.0], noise=1.2).tolist()
    [1.0, 2.0]
    >>> judge([1.0, 1.0], [0.0, 0.0], noise=1.2, objectives=[[1, 0], [0, 1]], belief=[0.75, 0.25], interest=[0, 1]).tolist()
    [1.5, 0.5]
    """
    promises, errors, efforts = broadcast(promise, z, effort)
    aims = np.ones((len(promises), 1)) if objectives is None else matrix(objectives)
    own = np.full(aims.shape[1], 1.0 / aims.shape[1])
    believed = own if belief is None else np.asarray(belief, np.float64)
    interests = own if interest is None else np.asarray(interest, np.float64)
    spread = float(case_noise(settings(case_noise=noise, skill_effect=discovery_effect), discovery))
    out = np.zeros(len(promises))
    judge_all(out, promises, aims, efforts, errors, believed, interests, tilt, spread, standard_effort)
    return out


@rule
def choose_best(items: Records, room: float, threshold: float, chosen: Indices) -> None:
    """Rank all ideas and ask for the best of them, as a quarter's planning does."""
    pool = NONE
    for index in range(len(items)):
        pool = insert(items, pool, index)
    while pool != NONE and still_asks(room, items[pool].priority, threshold):
        room -= items[pool].effort
        chosen[pool] = 1
        pool = items[pool].next


def choose(scores: ArrayLike, *, room: float, effort: ArrayLike = 1.0, threshold: float = -np.inf) -> Whole:
    """Return the cases an owner asks for, best first, as row numbers.

    Parameters
    ----------
    scores
        (cases,) what each seems worth for its effort; equal scores keep their order.
    room
        Effort that the quarter has room for; the last case may overfill it.
    effort
        (cases,) in the unit of `room`.
    threshold
        Score that a case must exceed.

    Example
    -------
    >>> choose([0.5, 3.0, 2.0, 1.0], room=2.0).tolist()
    [1, 2]
    """
    marks, efforts = broadcast(scores, effort)
    items = zeros(work_records.ITEM, len(marks))
    items.key = np.arange(len(marks))
    items.priority = marks
    items.effort = efforts
    chosen = np.zeros(len(marks), np.int64)
    choose_best(items, room, threshold, chosen)
    rows = np.flatnonzero(chosen)
    return np.asarray(rows[np.argsort(-marks[rows], kind="stable")], np.int64)


def consent_chance(
    evidence: ArrayLike,
    own: ArrayLike,
    trust: ArrayLike,
    *,
    sponsorship: ArrayLike = 0.0,
    loss: ArrayLike = 0.0,
    base: float = -1.0,
) -> Numbers:
    """Return the chance that a person who would lose by a proposal agrees to it, (cases,).

    `evidence` is the gain the proposer shows and `own` the gain seen with one's own eyes (standard scores); `trust` in the proposer,
    `sponsorship` by a superior who could overrule and `loss` (share of one's scope) are 0..1; `base` are the log odds without any reason.

    Example
    -------
    >>> consent_chance([0.0, 4.0], [0.0, 0.0], [0.0, 1.0]).round(4).tolist()
    [0.2689, 0.9241]
    """
    parameters = settings(consent_base=base)
    rows = zip(*broadcast(evidence, own, trust, sponsorship, loss), strict=True)
    return np.array(
        [
            acceptance(parameters, weighed(shown, seen, trusted), trusted, backed, AVERAGE_SKILL, lost)
            for shown, seen, trusted, backed, lost in rows
        ]
    )
