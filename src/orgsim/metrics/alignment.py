"""Alignment: whether effort and beliefs follow the true strategy, which no judgement in the model sees directly."""

from orgsim.metrics.metric import Measurement, Metric, Ratio, within
from orgsim.metrics.outcome import Outcome
from orgsim.metrics.parts import OF_TEAMS


def _effort(outcome: Outcome) -> Measurement:
    return Ratio(outcome.tallied("aligned_minutes"), outcome.tallied("funded_minutes"))


def _beliefs(outcome: Outcome) -> Measurement:
    return Ratio(outcome.of_all("belief_alignment"), outcome.of_all("attention"))


METRICS = (
    Metric(
        "alignment",
        "strategic alignment",
        "cosine",
        "mean over team-minutes of funded work of cos(objectives of the work, true weights in that week)",
        "higher",
        within(0.005),
        _effort,
        headline=True,
        parts=OF_TEAMS,
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
