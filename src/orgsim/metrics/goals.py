"""Goals: objectives and key results, what the roadmap is tagged to, and whether promises are kept."""

import numpy as np

from orgsim.engine.vocabulary import NONE
from orgsim.metrics.metric import Measurement, Metric, Ratio, within
from orgsim.metrics.outcome import Outcome, Values
from orgsim.metrics.parts import OF_LAUNCHES, OF_OBJECTIVES

TOP = 3
MEMORY = 0.7
"""Weight of a quarter's promises a quarter later, for the superiors they were made to."""


def _strategy(outcome: Outcome) -> Values:
    return np.asarray(outcome.state.strategy[outcome.organization.warmup_quarters :], float)


def _attainment(outcome: Outcome) -> Measurement:
    launches = outcome.launches
    quarters = outcome.quarter_of_week(launches.finished)
    progress = np.zeros((outcome.quarters, outcome.state.objectives.shape[1]))
    np.add.at(progress, quarters, launches.realised[:, None] * outcome.launch_objectives)
    targets = outcome.state.targets[outcome.organization.warmup_quarters :]
    met = np.divide(progress, targets, out=np.zeros_like(progress), where=targets > 0.0)
    weights = np.where(targets > 0.0, _strategy(outcome), 0.0)
    return Ratio(outcome.over_objectives(weights * np.clip(met, 0.0, 1.0)), outcome.over_objectives(weights))


def _tagged(outcome: Outcome) -> Measurement:
    launches = outcome.launches
    quarters = outcome.quarter_of_week(launches.finished)
    top = min(TOP, outcome.state.objectives.shape[1] - 1) or 1
    weights = _strategy(outcome)
    lightest = np.sort(weights, axis=1)[:, -top]  # equal weights are equally at the top, whatever they are called
    tagged = weights[quarters, np.argmax(outcome.launch_objectives, axis=1)] >= lightest[quarters]
    return Ratio(outcome.by_launch(tagged * launches.effort), outcome.by_launch(launches.effort))


def _own_alignment(outcome: Outcome) -> Measurement:
    launches = outcome.launches
    interest = outcome.state.domain_interests[launches.domain]
    product = (interest * outcome.launch_objectives).sum(axis=1)
    lengths = np.linalg.norm(interest, axis=1) * np.linalg.norm(outcome.launch_objectives, axis=1)
    cosine = np.divide(product, lengths, out=np.zeros(len(launches)), where=lengths > 0.0)
    return Ratio(outcome.by_launch(cosine * launches.effort), outcome.by_launch(launches.effort))


def _promises_kept(outcome: Outcome) -> Measurement:
    teams, posts = outcome.state.teams, outcome.state.posts
    owned = teams.owner != NONE
    to_whom = np.where(owned, posts.manager[np.where(owned, teams.owner, 0)], NONE)
    believed = np.zeros(outcome.quarters)
    heads = [head for head in np.unique(to_whom) if head != NONE]
    for head in heads:
        kept, broken = 1.0, 1.0
        kept_by_quarter = outcome.tally.kept[to_whom == head].sum(axis=0)
        promised = outcome.tally.promised[to_whom == head].sum(axis=0)
        for quarter in range(outcome.quarters):
            kept = 1.0 + MEMORY * (kept - 1.0) + kept_by_quarter[quarter]
            broken = 1.0 + MEMORY * (broken - 1.0) + max(0.0, promised[quarter] - kept_by_quarter[quarter])
            believed[quarter] += kept / (kept + broken)
    return Ratio(believed, np.full(outcome.quarters, float(len(heads))))


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
        ("director",),
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
        ("ppm",),
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
        ("gpm",),
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
        ("ppm", "director"),
    ),
)
