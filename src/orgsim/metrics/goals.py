"""Goals: objectives and key results, what the roadmap is tagged to, and whether promises are kept to those they were made to."""

import numpy as np

from orgsim.engine.vocabulary import NONE
from orgsim.metrics.metric import Measurement, Metric, Ratio, within
from orgsim.metrics.outcome import Outcome, Values

TOP = 3
MEMORY = 0.7
"""Weight of a quarter's promises a quarter later, in the mind of those they were made to."""


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
    return Ratio((weights * np.clip(met, 0.0, 1.0)).sum(axis=1), weights.sum(axis=1))


def _tagged(outcome: Outcome) -> Measurement:
    launches = outcome.launches
    quarters = outcome.quarter_of_week(launches.finished)
    top = min(TOP, outcome.state.objectives.shape[1] - 1) or 1
    weights = _strategy(outcome)
    lightest = np.sort(weights, axis=1)[:, -top]  # equal weights are equally at the top, whatever they are called
    tagged = weights[quarters, np.argmax(outcome.launch_objectives, axis=1)] >= lightest[quarters]
    return Ratio(
        outcome.per_quarter(launches.finished, tagged * launches.effort),
        outcome.per_quarter(launches.finished, launches.effort),
    )


def _own_alignment(outcome: Outcome) -> Measurement:
    launches = outcome.launches
    interest = outcome.state.domain_interests[launches.domain]
    product = (interest * outcome.launch_objectives).sum(axis=1)
    lengths = np.linalg.norm(interest, axis=1) * np.linalg.norm(outcome.launch_objectives, axis=1)
    cosine = np.divide(product, lengths, out=np.zeros(len(launches)), where=lengths > 0.0)
    return Ratio(
        outcome.per_quarter(launches.finished, cosine * launches.effort),
        outcome.per_quarter(launches.finished, launches.effort),
    )


def _confidence(outcome: Outcome) -> Measurement:
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
        "mean over the objectives that plans promise anything for, by true weight, of value launched for it / value promised, between 0 "
        "and 1, quarter by quarter",
        "higher",
        within(0.02),
        _attainment,
        ("director",),
    ),
    Metric(
        "tagged_share",
        "roadmap tagged to top objectives",
        "share",
        "launched effort whose main objective is among the three heaviest (fewer when there are not four), of all launched effort; a tag "
        "says nothing about worth",
        "higher",
        within(0.01),
        _tagged,
        ("ppm",),
    ),
    Metric(
        "own_alignment",
        "alignment with the domain's own figures",
        "cosine",
        "mean over launched effort of cos(objectives of the work, what the domain's own figures of merit weigh)",
        "neither",
        within(0.005),
        _own_alignment,
        ("gpm",),
    ),
    Metric(
        "confidence",
        "confidence of those promised to",
        "share",
        "mean over the superiors of product owners, as the chart is at the end, of the Beta posterior (prior 1, 1; a quarter's promises "
        "count 0.7 a quarter later) that a promise to them is kept",
        "higher",
        within(0.01),
        _confidence,
        ("ppm", "director"),
    ),
)
