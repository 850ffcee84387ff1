"""Alignment: whether effort and beliefs point the way of the true strategy. Nobody in the model sees these numbers."""

from orgsim.metrics.metric import Measurement, Metric, Ratio, within
from orgsim.metrics.outcome import Outcome


def _effort(outcome: Outcome) -> Measurement:
    return Ratio(outcome.tally.aligned_minutes.sum(axis=0), outcome.tally.funded_minutes.sum(axis=0))


def _beliefs(outcome: Outcome) -> Measurement:
    return Ratio(outcome.pulse.belief_alignment, outcome.pulse.attention)


METRICS = (
    Metric(
        "alignment",
        "strategic alignment",
        "cosine",
        "team-minutes on funded work, weighted by cos(objectives of the work, true weights of the day), per minute",
        "higher",
        within(0.005),
        _effort,
        ("ppm",),
        headline=True,
    ),
    Metric(
        "belief_alignment",
        "belief alignment",
        "share",
        "1 - total variation distance between a person's beliefs and the true weights, averaged by hours of attention",
        "higher",
        within(0.01),
        _beliefs,
    ),
)
