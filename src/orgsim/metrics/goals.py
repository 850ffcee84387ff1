"""Goals: objectives and key results, what the roadmap is tagged to, and whether promises are kept."""

import numpy as np

from orgsim.engine.compiled import rule
from orgsim.engine.vocabulary import NONE
from orgsim.metrics.looking_up import shared
from orgsim.metrics.metric import Measurement, Metric, Ratio, within
from orgsim.metrics.outcome import Numbers, Outcome, Values, effort, of_launches
from orgsim.metrics.parts import OF_LAUNCHES, OF_OBJECTIVES

TOP = 3
MEMORY = 0.7
"""Weight of a quarter's promises a quarter later, for the superiors they were made to."""


def _strategy(outcome: Outcome) -> Values:
    weights = outcome.quarterly("strategy")
    return np.asarray(weights, float).reshape(*outcome.futures, *weights.shape[1:])


@shared
def _progress(outcome: Outcome) -> Values:
    """Return the value launched for each objective, (Q, K)."""
    brought = outcome.launches.realised[:, None] * outcome.launch_objectives
    return outcome.by_objective(brought)


def _attainment(outcome: Outcome) -> Measurement:
    progress = _progress(outcome)
    targets = outcome.quarterly("targets").reshape(progress.shape)
    met = np.divide(progress, targets, out=np.zeros_like(progress), where=targets > 0.0)
    weights = np.where(targets > 0.0, _strategy(outcome), 0.0)
    return Ratio(outcome.over_objectives(weights * np.clip(met, 0.0, 1.0)), outcome.over_objectives(weights))


def _tagged(outcome: Outcome) -> Measurement:
    return Ratio(outcome.by_launch(for_the_top), outcome.by_launch(effort))


@of_launches
def for_the_top(outcome: Outcome) -> Numbers:
    """Return the effort of each launch whose main objective is among the heaviest, 0 for the others."""
    launches = outcome.launches
    weights = outcome.quarterly("strategy")
    top = min(TOP, weights.shape[2] - 1) or 1
    lightest = np.sort(weights, axis=2)[..., -top]  # equal weights are equally at the top, whatever they are called
    when = launches.future, outcome.launch_quarters
    tagged = weights[(*when, np.argmax(outcome.launch_objectives, axis=1))] >= lightest[when]
    return np.asarray(tagged * launches.effort)


def _own_alignment(outcome: Outcome) -> Measurement:
    return Ratio(outcome.by_launch(for_the_domain), outcome.by_launch(effort))


@of_launches
def for_the_domain(outcome: Outcome) -> Numbers:
    """Return the effort of each launch, weighted by cos(its objectives, weights of the domain's own figures of merit)."""
    launches = outcome.launches
    interests = outcome.state.domain_interests
    product = (interests.take(launches.domain, axis=0) * outcome.launch_objectives).sum(axis=1)
    lengths = np.linalg.norm(interests, axis=1).take(launches.domain)
    lengths *= np.linalg.norm(outcome.launch_objectives, axis=1)
    cosine = np.divide(product, lengths, out=np.zeros(len(launches)), where=lengths > 0.0)
    return np.asarray(cosine * launches.effort)


def _promises_kept(outcome: Outcome) -> Measurement:
    owners, managers = outcome.runs.stacked("teams", "owner"), outcome.runs.stacked("posts", "manager")
    promised, kept = (np.ascontiguousarray(outcome.book("tally")[name]) for name in ("promised", "kept"))
    found = believed(np.ascontiguousarray(owners), np.ascontiguousarray(managers), promised, kept, MEMORY)
    return Ratio(*map(outcome.by_quarter_of, found))


@rule
def believed(owners: Numbers, managers: Numbers, promised: Values, kept: Values, memory: float) -> Values:
    """Return how far superiors believe promises, added up over them, and how many they are, (2, F, Q).

    Teams promise to the superior that their owner has at the end of the run; `promised` and `kept` are (F, T, Q), `owners` (F, T), and
    `managers` (F, P).
    """
    futures, teams, quarters = promised.shape
    found = np.zeros((2, futures, quarters))
    for future in range(futures):
        hoped, seen = np.zeros((managers.shape[1], quarters)), np.zeros((managers.shape[1], quarters))
        asks = np.zeros(managers.shape[1], np.bool_)
        for team in range(teams):
            owner = owners[future, team]
            head = managers[future, owner] if owner != NONE else NONE
            for quarter in range(quarters if head != NONE else 0):
                asks[head] = True
                hoped[head, quarter] += promised[future, team, quarter]
                seen[head, quarter] += kept[future, team, quarter]
        for head in range(len(asks)):
            good, bad = 1.0, 1.0
            for quarter in range(quarters if asks[head] else 0):
                good = 1.0 + memory * (good - 1.0) + seen[head, quarter]
                bad = 1.0 + memory * (bad - 1.0) + max(0.0, hoped[head, quarter] - seen[head, quarter])
                found[0, future, quarter] += good / (good + bad)
                found[1, future, quarter] += 1.0
    return found


METRICS = (
    Metric(
        "okr_attainment",
        "OKR attainment",
        "share",
        "value launched for an objective over value promised for it, kept between 0 and 1; mean over objectives with a promise, by true "
        "weight, quarter by quarter",
        "higher",
        within(0.02),
        _attainment,
        parts=OF_OBJECTIVES,
    ),
    Metric(
        "tagged_share",
        "roadmap tagged to top objectives",
        "share",
        "effort of launches whose main objective is among the three heaviest (all but one if there are fewer than four), over the effort "
        "of all launches; a tag says nothing about value",
        "higher",
        within(0.01),
        _tagged,
        parts=OF_LAUNCHES,
    ),
    Metric(
        "own_alignment",
        "alignment with the domain's own figures",
        "cosine",
        "mean over launches, by effort, of cos(objectives of the work, weights of the domain's own figures of merit)",
        "neither",
        within(0.005),
        _own_alignment,
        parts=OF_LAUNCHES,
    ),
    Metric(
        "promises_kept",
        "promises kept",
        "share",
        "confidence that a promise is kept, mean over the superiors of product owners (by the chart at the end) of a Beta posterior "
        "with prior 1, 1, in which a quarter's promises weigh 0.7 as much a quarter later",
        "higher",
        within(0.01),
        _promises_kept,
    ),
)
