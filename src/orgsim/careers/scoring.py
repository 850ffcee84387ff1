"""How well chances that were stated before did afterwards: scores, gains over a baseline, calibration."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from orgsim.careers.hazards import Rate, share_interval

Event = Literal["promotion", "exit"]
EVENTS: tuple[Event, Event] = ("promotion", "exit")
BASELINE = "constant"
RESAMPLES = 2000
MOST_GROUPS = 5
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Prediction:
    """One person at one look: what was expected until the next, and what came."""

    person: str
    event: Event
    expected: dict[str, float]
    came: bool


@dataclass(frozen=True)
class Score:
    """How well a model did for one event; lower is better. Gains are over the constant rate, higher is better."""

    event: Event
    model: str
    predictions: int
    events: int
    expected: float
    brier: float
    log: float
    brier_gain: tuple[float, float, float]
    """Estimate and ends of a 95 % interval."""
    log_gain: tuple[float, float, float]

    @property
    def verdict(self) -> str:
        """What the score says, in words."""
        if self.model != BASELINE:
            low, high = self.log_gain[1:]
            word = "tell more than" if low > 0 else "tell less than" if high < 0 else "cannot be told from"
            share = self.log_gain[0] / (self.log + self.log_gain[0])
            return f"{self.event}: rates by {self.model} {word} one rate for all (log score {share:+.1%})"
        low, high = Rate(self.events, 1.0).interval()
        fits = low <= self.expected <= high
        word = "in line with the past" if fits else "the past did not tell how many"
        return f"{self.event}: {self.expected:.1f} expected, {self.events} came ({low:.1f} to {high:.1f}): {word}"


@dataclass(frozen=True)
class Bin:
    """Predictions of like size, and how often the event came."""

    event: Event
    model: str
    predictions: int
    expected: float
    came: float
    low: float
    high: float


def _arrays(made: list[Prediction], event: Event, model: str) -> tuple[Numbers, Numbers]:
    own = [prediction for prediction in made if prediction.event == event]
    expected = np.array([prediction.expected[model] for prediction in own])
    return expected, np.array([float(prediction.came) for prediction in own])


def _losses(expected: Numbers, came: Numbers) -> tuple[Numbers, Numbers]:
    """Return the Brier and the log loss of each prediction."""
    safe = np.clip(expected, 1e-9, 1 - 1e-9)
    return (expected - came) ** 2, -(came * np.log(safe) + (1 - came) * np.log(1 - safe))


def score(made: list[Prediction], event: Event, model: str) -> Score:
    """Return how well a model did for one event, and what it gained over the baseline."""
    expected, came = _arrays(made, event, model)
    brier, log = _losses(expected, came)
    plain_brier, plain_log = _losses(_arrays(made, event, BASELINE)[0], came)
    people = [prediction.person for prediction in made if prediction.event == event]
    return Score(
        event,
        model,
        len(came),
        int(came.sum()),
        float(expected.sum()),
        float(brier.mean()),
        float(log.mean()),
        _over_people(plain_brier - brier, people),
        _over_people(plain_log - log, people),
    )


def _over_people(gains: Numbers, people: list[str]) -> tuple[float, float, float]:
    """Return the mean gain, and the 95 % interval of resampling whole people."""
    _, place = np.unique(people, return_inverse=True)
    sums, counts = np.bincount(place, weights=gains), np.bincount(place)
    luck = np.random.default_rng(20240601)
    picks = luck.integers(0, len(sums), size=(RESAMPLES, len(sums)))
    means = sums[picks].sum(axis=1) / counts[picks].sum(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return float(gains.mean()), float(low), float(high)


def calibration(made: list[Prediction], event: Event, model: str) -> Iterator[Bin]:
    """Group predictions by size, in up to five groups of about as many."""
    expected, came = _arrays(made, event, model)
    edges = np.unique(np.quantile(expected, np.linspace(0, 1, MOST_GROUPS + 1)[1:-1], method="inverted_cdf"))
    group = np.searchsorted(edges, expected, side="left")
    for place in np.unique(group):
        here = group == place
        low, high = share_interval(int(came[here].sum()), int(here.sum()))
        yield Bin(event, model, int(here.sum()), float(expected[here].mean()), float(came[here].mean()), low, high)
