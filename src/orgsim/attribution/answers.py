"""What each piece, each mechanism and each account contributes to a difference, paired over futures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from orgsim.attribution.arms import Why, alone, off_in_baseline, off_in_design, without
from orgsim.metrics.catalog import metric_named
from orgsim.metrics.metric import Metric
from orgsim.metrics.outcome import Values
from orgsim.results.comparison import Results
from orgsim.results.statistics import Estimate, estimated

BOOKS = {"team": "engineers' time", "person": "product people's time"}
"""Books whose minutes add up to contracts, and what to call them."""
LEAST_SHARE = 0.001
"""Shifts of hours below this share of a book are not told."""


@dataclass(frozen=True)
class Effect(Estimate):
    """A mean over paired futures with its interval, in the metric's unit; all intervals that are looked at together hold with 95 %."""

    is_clear: bool = False
    """Whether the interval leaves zero out."""


def effect(differences: Values, looks: int = 1) -> Effect:
    """Return the mean of differences (futures,), NaN left out, one of so many `looks`; of fewer than two there is none."""
    found = estimated(differences, looks)
    return Effect(found.mean, found.low, found.high, found.is_off_zero)


@dataclass(frozen=True)
class PieceEffect:
    """One single change: what it does alone, and what is lost when it is left out; the difference of the two is interaction."""

    title: str
    alone: Effect
    left_out: Effect
    interaction: Effect


@dataclass(frozen=True)
class MechanismEffect:
    """One mechanism: the difference between the designs with it off in both, and how much of the difference goes with it."""

    name: str
    without: Effect
    carries: Effect


@dataclass(frozen=True)
class Shift:
    """One account of hours: its change as a share of its book."""

    book: str
    account: str
    share: Effect


@dataclass(frozen=True)
class Attribution:
    """Why one design differs from a baseline on one metric."""

    metric: Metric
    baseline: str
    design: str
    total: Effect
    pieces: tuple[PieceEffect, ...]
    together: Effect | None
    """The difference less the sum of what the pieces do alone; None without pieces."""
    mechanisms: tuple[MechanismEffect, ...]
    shifts: tuple[Shift, ...]
    futures: int


def attribution(asked: Why, results: Results, metric: str) -> Attribution:
    """Return the answer to a question from its results."""
    values = results.by_design(metric)
    base, treated = values[asked.baseline.name], values[asked.design.name]
    looks = max(len(asked.pieces), 1)
    pieces = tuple(
        _piece(piece.title, number, values, (base, treated), looks) for number, piece in enumerate(asked.pieces)
    )
    lone = [values[alone(number)] - base for number in range(len(asked.pieces))]
    mechanisms = [_mechanism(switch, values, treated - base, len(asked.switches)) for switch in asked.switches]
    return Attribution(
        metric_named(metric),
        asked.baseline.name,
        asked.design.name,
        effect(treated - base),
        pieces,
        effect(treated - base - np.sum(lone, axis=0), looks) if lone else None,
        tuple(sorted(mechanisms, key=lambda one: -abs(one.carries.mean))),
        tuple(shifts(results, asked.baseline.name, asked.design.name)),
        int(np.sum(~np.isnan(treated - base))),
    )


def _piece(
    title: str, number: int, values: Mapping[str, Values], both: tuple[Values, Values], looks: int
) -> PieceEffect:
    base, treated = both
    by_itself, lost = values[alone(number)] - base, treated - values[without(number)]
    return PieceEffect(title, effect(by_itself, looks), effect(lost, looks), effect(lost - by_itself, looks))


def _mechanism(switch: str, values: Mapping[str, Values], total: Values, looks: int) -> MechanismEffect:
    off = values[off_in_design(switch)] - values[off_in_baseline(switch)]
    return MechanismEffect(switch, effect(off, looks), effect(total - off, looks))


def shifts(results: Results, baseline: str, design: str) -> Sequence[Shift]:
    """Return the accounts of hours that change beyond chance, the largest shares of their books first."""
    ledger = results.table("ledger")
    both = [ledger.loc[ledger["design"] == name].set_index("replication").sort_index() for name in (baseline, design)]
    found = []
    for book in BOOKS:
        columns = [str(column) for column in ledger.columns if str(column).startswith(f"{book}.")]
        before, after = (frame[columns].div(frame[columns].sum(axis=1), axis=0) for frame in both)
        moved = (after - before).dropna()
        for column in columns:
            share = effect(moved[column].to_numpy(float), len(columns))
            if share.is_clear and abs(share.mean) >= LEAST_SHARE:
                found.append(Shift(book, column.partition(".")[2], share))
    return sorted(found, key=lambda one: -abs(one.share.mean))
