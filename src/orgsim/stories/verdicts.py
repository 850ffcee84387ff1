"""What came of a story: each figure under each arm, whether it meets the form of acceptance, and whether what must emerge does.

The form was set before any story was run: the article's figure lies within the central 90 % of the treated arm's futures, the median of the
control reaches at most half of it, and the treated arm reaches it at least twice as often as the placebo.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from orgsim.metrics.outcome import Values
from orgsim.results.statistics import estimated
from orgsim.stories.model import Expectation, Figure
from orgsim.stories.running import Case, Trial

CENTRAL = (0.05, 0.5, 0.95)
HALF = 0.5
TWICE = 2.0


@dataclass(frozen=True)
class Reached:
    """A figure under one arm: its median and central 90 %, the share of futures that reach it with a 95 % interval, and when.

    Futures without a value do not reach it; `known` is the share that has one.
    """

    arm: str
    median: float
    low: float
    high: float
    known: float
    share: float
    share_low: float
    share_high: float
    quarter: float
    """Median quarter in which it was reached first, among futures that reach it in the end."""


@dataclass(frozen=True)
class Acceptance:
    """Whether a figure meets the form, part by part."""

    inside: bool
    control_below_half: bool
    twice_the_placebo: bool

    @property
    def met(self) -> bool:
        """Tell whether all parts hold."""
        return self.inside and self.control_below_half and self.twice_the_placebo


@dataclass(frozen=True)
class FigureAnswer:
    """A figure under every arm, and whether it meets the form."""

    figure: Figure
    arms: tuple[Reached, ...]
    perfect: tuple[Reached, ...]
    """The treated arm with each oracle."""
    acceptance: Acceptance

    def of(self, arm: str) -> Reached:
        """Return the figure under an arm."""
        return next(one for one in self.arms if one.arm == arm)


@dataclass(frozen=True)
class Emerged:
    """What must emerge: the mean difference between two arms with a 95 % interval over situations, and what it says."""

    expected: Expectation
    of: str
    against: str
    mean: float
    low: float
    high: float
    verdict: str
    """`emerges`, `contradicted`, or `cannot be told`."""


@dataclass(frozen=True)
class ArmCost:
    """What an arm costs more than the control, $M over the quarters that count, and how many hours a week move to each account."""

    arm: str
    cost: float
    more: float
    hours: dict[str, float]


@dataclass(frozen=True)
class StoryAnswer:
    """Everything that came of a story."""

    trial: Trial
    figures: tuple[FigureAnswer, ...]
    emerged: tuple[Emerged, ...]
    costs: tuple[ArmCost, ...]

    @property
    def met(self) -> bool:
        """Tell whether every figure meets the form."""
        return all(one.acceptance.met for one in self.figures)


def answer(trial: Trial, cases: Sequence[Case]) -> StoryAnswer:
    """Return what came of a story, from what came out in its situations."""
    runs = _Runs(trial, cases)
    figures = tuple(runs.figure(place) for place in range(len(trial.told.story.figures)))
    emerged = tuple(runs.emerged(place) for place in range(len(trial.told.story.expects)))
    return StoryAnswer(trial, figures, emerged, tuple(runs.cost(arm) for arm in trial.told.designs))


@dataclass(frozen=True)
class _Runs:
    """The numbers of all runs, by arm: (situations, futures, quarters of the number)."""

    trial: Trial
    cases: Sequence[Case]

    def _series(self, arm: str, asked: int) -> Values:
        return np.array([[future[asked] for future in case[arm]["numbers"]] for case in self.cases], float)

    def readings(self, arm: str, place: int) -> Values:
        """Return a figure under an arm, as it is compared."""
        story = self.trial.told.story
        figure = story.figures[place]
        found = self._series(arm, place)
        if figure.relative_to is None:
            return found
        if figure.relative_to == "control":
            reference = self._series(story.control, place)
        else:
            reference = self._series(arm, len(story.figures) + list(self.trial.starts).index(place))[:, :, -1:]
        return compared(found, reference, figure)

    def figure(self, place: int) -> FigureAnswer:
        """Return a figure under every arm."""
        story = self.trial.told.story
        figure = story.figures[place]
        first = figure.quarters[0] if figure.quarters else 1
        arms = tuple(reached(arm, figure, self.readings(arm, place), first) for arm in self.trial.told.designs)
        perfect = tuple(reached(arm, figure, self.readings(arm, place), first) for arm in self.trial.perfect)
        by_name = {one.arm: one for one in arms}
        accepted = accept(figure, by_name[story.treated], by_name[story.control], by_name[story.placebo])
        return FigureAnswer(figure, arms, perfect, accepted)

    def emerged(self, place: int) -> Emerged:
        """Return whether something that must emerge does."""
        story = self.trial.told.story
        expected = story.expects[place]
        of, against = expected.of or story.treated, expected.against or story.control
        asked = len(story.figures) + len(self.trial.starts) + place
        differences = self._series(of, asked)[:, :, -1] - self._series(against, asked)[:, :, -1]
        return Emerged(expected, of, against, *_judged(by_situation(differences), expected.sign))

    def cost(self, arm: str) -> ArmCost:
        """Return what an arm costs, and where hours move."""
        control = self.trial.told.story.control
        cost, base = (np.array([case[name]["cost"] for case in self.cases], float) for name in (arm, control))
        weeks = self.trial.told.designs[arm].baseline.horizon.quarters * 13
        hours = {
            account: (_mean(self.cases, arm, account) - _mean(self.cases, control, account)) / weeks
            for account in _accounts(self.cases)
        }
        return ArmCost(arm, float(cost.mean()), float((cost - base).mean()), hours)


def _accounts(cases: Sequence[Case]) -> list[str]:
    first: Any = next(iter(cases[0].values()))["hours"]
    return list(first)


def _mean(cases: Sequence[Case], arm: str, account: str) -> float:
    values: Any = [case[arm]["hours"] for case in cases]
    return float(np.mean([one[account] for one in values]))


def compared(found: Values, reference: Values, figure: Figure) -> Values:
    """Return by how much a number is larger than its reference, or by which share of it; NaN where there is nothing to compare with."""
    if figure.as_ == "difference":
        return np.asarray(found - reference)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(reference > 0.0, found / reference - 1.0, np.nan))


def reached(arm: str, figure: Figure, series: Values, first: int) -> Reached:
    """Return how often and when a figure is reached, given its series, (situations, futures, quarters from `first`)."""
    values = series[:, :, -1]
    known = values[~np.isnan(values)]
    low, median, high = np.quantile(known, CENTRAL) if len(known) else (float("nan"),) * 3
    there = reaches(series, figure.value)
    share, share_low, share_high = _share(there[:, :, -1])
    quarters = first + np.argmax(there, axis=2)[there[:, :, -1]]
    when = float(np.median(quarters)) if len(quarters) else float("nan")
    return Reached(
        arm, float(median), float(low), float(high), len(known) / values.size, share, share_low, share_high, when
    )


def reaches(values: Values, figure: float) -> Any:
    """Tell where a figure is reached, from the side of zero; what is not known does not reach it."""
    return np.where(np.isnan(values), False, values >= figure if figure > 0.0 else values <= figure)


def _share(there: Values) -> tuple[float, float, float]:
    """Return the share of futures with its 95 % interval; situations are what is drawn, so that they are the cases."""
    found = estimated(np.asarray(there, float).mean(axis=1))
    return found.mean, max(0.0, found.low), min(1.0, found.high)


def accept(figure: Figure, treated: Reached, control: Reached, placebo: Reached) -> Acceptance:
    """Return whether a figure meets the form.

    Example
    -------
    >>> figure = Figure(title="launches", says="three", metric="launches", value=3, unit="launches")
    >>> def arm(low, median, high, share):
    ...     return Reached("", median, low, high, 1.0, share, share, share, 1.0)
    >>> accept(figure, arm(1, 2, 4, 0.3), arm(0, 1, 2, 0.0), arm(0, 1, 3, 0.15)).met
    True
    >>> accept(figure, arm(1, 2, 4, 0.3), arm(0, 2, 2, 0.0), arm(0, 1, 3, 0.2))
    Acceptance(inside=True, control_below_half=False, twice_the_placebo=False)
    """
    sign = 1.0 if figure.value > 0.0 else -1.0
    return Acceptance(
        inside=treated.low <= figure.value <= treated.high,
        control_below_half=sign * control.median <= HALF * abs(figure.value),
        twice_the_placebo=treated.share > 0.0 and treated.share >= TWICE * placebo.share,
    )


def by_situation(differences: Values) -> Values:
    """Return the mean over the futures of each situation that have a value, (situations with one,)."""
    known = ~np.isnan(differences)
    some = known.any(axis=1)
    return np.asarray(np.where(known, differences, 0.0)[some].sum(axis=1) / known[some].sum(axis=1))


def _judged(means: Values, sign: str) -> tuple[float, float, float, str]:
    """Return a mean difference with its interval, and whether it goes where it must."""
    found = estimated(means)
    if not found.is_off_zero:
        return found.mean, found.low, found.high, "cannot be told"
    return found.mean, found.low, found.high, "emerges" if (found.low > 0.0) == (sign == "up") else "contradicted"
