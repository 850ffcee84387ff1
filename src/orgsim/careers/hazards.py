"""Rates of promotion and exit from dated spells, with exact intervals.

A rate is events over time at risk. Spells that are still running, or that had begun before the record, count with the time they were
seen; they carry no ending, and one whose start is unknown has no tenure. Events at a constant rate are Poisson, so the interval is
Garwood's (1936), exact for any count; under tenure bins it holds within each bin.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from scipy.special import betaincinv, gammaincinv

from orgsim.careers.spells import Ending, History, Spell

TENURE_BINS = (0.0, 0.5, 1.0, 2.0)
"""Lower ends in years."""
LEAST_PEOPLE = 5
"""Numbers about fewer people are not shown."""


@dataclass(frozen=True)
class Rate:
    """Events a year at risk.

    Example
    -------
    >>> rate = Rate(events=3, exposure=10.0)
    >>> rate.value, [round(end, 4) for end in rate.interval()]
    (0.3, [0.0619, 0.8767])
    """

    events: int
    exposure: float
    """Person-years at risk."""

    @property
    def value(self) -> float:
        """The estimate; not a number without time at risk."""
        return self.events / self.exposure if self.exposure > 0 else float("nan")

    def interval(self, confidence: float = 0.95) -> tuple[float, float]:
        """Return the exact Poisson interval (Garwood 1936)."""
        if self.exposure <= 0:
            return 0.0, inf
        tail = (1.0 - confidence) / 2.0
        low = float(gammaincinv(self.events, tail)) if self.events else 0.0
        return low / self.exposure, float(gammaincinv(self.events + 1, 1.0 - tail)) / self.exposure

    def towards(self, prior: float) -> float:
        """Return the rate drawn towards another by one event's worth: the mean under a Gamma(1, 1/prior) prior."""
        return (self.events + 1.0) / (self.exposure + 1.0 / prior) if prior > 0 else self.value


@dataclass(frozen=True)
class Cell:
    """What was seen at one level, or in one bin of tenure there."""

    level: str
    people: int
    promotion: Rate
    exit: Rate
    other: Rate
    tenure: tuple[float, float] | None = None
    """Years in the level, from and to."""

    @property
    def shown(self) -> bool:
        """Whether there are enough people for the numbers to be about nobody in particular."""
        return self.people >= LEAST_PEOPLE


def by_level(history: History) -> list[Cell]:
    """Return one cell a level, from the bottom up."""
    return [_cell(history, level, None) for level in range(len(history.levels))]


def by_tenure(history: History, bins: Sequence[float] = TENURE_BINS) -> list[Cell]:
    """Return cells by level and years in it; a bin with too few people to be shown is joined to the one before."""
    cells = []
    for level in range(len(history.levels)):
        lower = list(bins)
        for low in reversed(bins[1:]):
            place = lower.index(low)
            upper = lower[place + 1] if place + 1 < len(lower) else inf
            if not _cell(history, level, (low, upper)).shown:
                lower.remove(low)
        cells += [_cell(history, level, span) for span in _spans(lower)]
    return cells


def tenure_grid(history: History, bins: Sequence[float] = TENURE_BINS) -> list[list[Cell]]:
    """Return one row of cells a level, one cell a bin; spells with an unknown start are left out."""
    return [[_cell(history, level, span) for span in _spans(bins)] for level in range(len(history.levels))]


def _spans(bins: Sequence[float]) -> list[tuple[float, float]]:
    return list(zip(bins, (*bins[1:], inf), strict=True))


def _cell(history: History, level: int, tenure: tuple[float, float] | None) -> Cell:
    at_risk = [
        (spell, time) for spell in history.spells if spell.level == level and (time := _time_at_risk(spell, tenure)) > 0
    ]
    exposure = sum(time for _, time in at_risk)

    def rate(ending: Ending) -> Rate:
        return Rate(sum(spell.ending == ending and _ends_in(spell, tenure) for spell, _ in at_risk), exposure)

    people = len({spell.person for spell, _ in at_risk})
    return Cell(history.levels[level], people, rate("promotion"), rate("exit"), rate("other"), tenure)


def _time_at_risk(spell: Spell, tenure: tuple[float, float] | None) -> float:
    length = spell.end - spell.start
    if tenure is None:
        return length
    return max(0.0, min(length, tenure[1]) - tenure[0]) if spell.start_known else 0.0


def _ends_in(spell: Spell, tenure: tuple[float, float] | None) -> bool:
    return tenure is None or tenure[0] < spell.end - spell.start <= tenure[1]


def share_interval(events: int, trials: int, confidence: float = 0.95) -> tuple[float, float]:
    """Return the exact binomial interval of a share (Clopper and Pearson 1934).

    Example
    -------
    >>> [round(end, 4) for end in share_interval(3, 10)]
    [0.0667, 0.6525]
    """
    tail = (1.0 - confidence) / 2.0
    low = float(betaincinv(events, trials - events + 1, tail)) if events else 0.0
    high = float(betaincinv(events + 1, trials - events, 1.0 - tail)) if events < trials else 1.0
    return low, high
