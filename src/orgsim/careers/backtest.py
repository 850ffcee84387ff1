"""Would the rates of the past have told the future? Fit on the earlier half of a history, predict the later half, and score it.

At every look (review dates, or each quarter) in the later half, each person at risk gets the chance of a promotion and of an exit
before the next look. Nothing later than the cut enters a rate. Scores are set against one constant rate for everybody, and their
difference has an interval over people, because the predictions for one person are not independent.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from math import exp

import numpy as np

from orgsim.careers.hazards import TENURE_BINS, Cell, Rate, by_level, tenure_grid
from orgsim.careers.scoring import BASELINE, EVENTS, Bin, Event, Prediction, Score, calibration, score
from orgsim.careers.spells import History, Spell
from orgsim.errors import InputError

MODELS = (BASELINE, "level", "tenure")
"""One rate for all; a rate a level; a rate a level and time in it."""
QUARTER = 0.25


@dataclass(frozen=True)
class Backtest:
    """The later half as the earlier half would have had it."""

    cut: float
    scores: tuple[Score, ...]
    calibration: tuple[Bin, ...]


def backtest(history: History, cut: float | None = None, bins: tuple[float, ...] = TENURE_BINS) -> Backtest:
    """Fit before a date, predict after it.

    Raises
    ------
    InputError
        When one of the halves has no events.
    """
    looks = history.reviews or tuple(np.arange(history.first, history.last, QUARTER).tolist())
    middle = (history.first + history.last) / 2 if cut is None else cut
    cut = min(looks, key=lambda look: abs(look - middle))
    earlier = _earlier(history, cut)
    expect = _Expectations(earlier, bins)
    made = [
        prediction
        for start, end in pairwise([look for look in (*looks, history.last) if look >= cut])
        if end - start > QUARTER / 10
        for prediction in _predictions(history, expect, start, end)
    ]
    if not any(prediction.came for prediction in made) or not any(spell.ending for spell in earlier.spells):
        raise InputError("one half of this history has no events: there is nothing to test")
    scores = [score(made, event, model) for event in EVENTS for model in MODELS]
    table = [entry for event in EVENTS for model in MODELS for entry in calibration(made, event, model)]
    return Backtest(cut, tuple(scores), tuple(table))


def _earlier(history: History, cut: float) -> History:
    known = tuple(spell.before(cut) for spell in history.spells if spell.start < cut)
    return replace(history, spells=known, last=cut)


class _Expectations:
    """Rates of the earlier half: one for all, by level, and by level and tenure, each drawn towards the coarser one."""

    def __init__(self, earlier: History, bins: tuple[float, ...]) -> None:
        self.bins = bins
        self.top = len(earlier.levels) - 1
        levels = by_level(earlier)
        spans = tenure_grid(earlier, bins)
        self.rates: dict[str, dict[tuple[Event, int, int], float]] = {model: {} for model in MODELS}
        for event in EVENTS:
            pooled = _pooled(levels[: self.top] if event == "promotion" else levels, event)
            for level, cell in enumerate(levels):
                own = _rate(cell, event).towards(pooled)
                for place in range(-1, len(bins)):
                    key = (event, level, place)
                    narrow = _rate(spans[level][place], event).towards(own) if place >= 0 else own
                    for model, rate in zip(MODELS, (pooled, own, narrow), strict=True):
                        self.rates[model][key] = 0.0 if event == "promotion" and level == self.top else rate

    def chance(self, model: str, event: Event, spell: Spell, start: float, end: float) -> float:
        """Return the chance of an event between two looks, the other event competing."""
        tenure = sum(start - spell.start >= low for low in self.bins) - 1 if spell.start_known else -1
        own = {other: self.rates[model][other, spell.level, tenure] for other in EVENTS}
        total = sum(own.values())
        return own[event] / total * (1.0 - exp(-total * (end - start))) if total > 0 else 0.0


def _rate(cell: Cell, event: Event) -> Rate:
    return cell.promotion if event == "promotion" else cell.exit


def _pooled(cells: list[Cell], event: Event) -> float:
    exposure = sum(_rate(cell, event).exposure for cell in cells)
    return (sum(_rate(cell, event).events for cell in cells) + 0.5) / exposure if exposure > 0 else 0.0


def _predictions(history: History, expect: _Expectations, start: float, end: float) -> Iterator[Prediction]:
    for spell in history.spells:
        if not spell.start <= start < spell.end:
            continue
        for event in EVENTS:
            if event == "promotion" and spell.level == expect.top:
                continue
            chances = {model: expect.chance(model, event, spell, start, end) for model in MODELS}
            yield Prediction(spell.person, event, chances, spell.ending == event and spell.end <= end)
