"""Screening: cases pass through people who may refuse them. What one person does with a case is the engine's `verdict_on`.

The engine's reporting lines are chains. The loop along a chain is the laboratory's own, as in the engine a request moves from desk to
desk. Alternatives (any of several, some of several) ask the same rule of each person, and count.
"""

import numpy as np
from numpy.typing import ArrayLike

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.decisions.errands import verdict_on
from orgsim.engine.state import Floats, Indices
from orgsim.engine.vocabulary import Answer
from orgsim.laboratory.records import Numbers, Truths, Whole, matrix


@rule
def screen(judged: Floats, thresholds: Floats, granted: Indices, asked: Indices) -> None:
    """Take every case up a chain until one person refuses or the last one has granted it."""
    for case in range(len(judged)):
        verdict: int = Answer.OPEN
        for place in range(len(thresholds)):
            asked[case] += 1
            verdict = verdict_on(judged[case, place], thresholds[place], place == len(thresholds) - 1)
            if verdict != Answer.OPEN:
                break
        granted[case] = verdict == Answer.YES


@rule
def ask_each(judged: Floats, thresholds: Floats, granted: Indices) -> None:
    """Ask each person about every case, as if that person decided alone; `granted` is (cases, people)."""
    for case in range(len(judged)):
        for place in range(len(thresholds)):
            granted[case, place] = verdict_on(judged[case, place], thresholds[place], True) == Answer.YES


def verdicts(judged: ArrayLike, thresholds: ArrayLike) -> Truths:
    """Return what each person would grant alone, (cases, people); combine them with ``&`` and ``|`` to any structure.

    Parameters
    ----------
    judged
        (cases, people) what each case is worth in the eyes of each person, in any unit.
    thresholds
        (people,) or one number: worth from which a person grants, in the same unit.
    """
    table = matrix(judged)
    granted = np.zeros(table.shape, np.int64)
    ask_each(table, _thresholds(thresholds, table.shape[1]), granted)
    return granted.astype(bool)


def _thresholds(thresholds: ArrayLike, people: int) -> Numbers:
    return np.ascontiguousarray(np.broadcast_to(np.asarray(thresholds, np.float64), (people,)))


def approve_chain(judged: ArrayLike, thresholds: ArrayLike) -> tuple[Truths, Whole]:
    """Return which cases a reporting line grants, (cases,), and how many people looked at each, (cases,).

    Everybody must grant it, from the first column to the last; the first refusal ends it. Arguments as in `verdicts`.

    Example
    -------
    >>> granted, asked = approve_chain([[2.0, 2.0], [0.0, 2.0], [2.0, 0.0]], 1.0)
    >>> granted.tolist(), asked.tolist()
    ([True, False, False], [2, 1, 2])
    """
    table = matrix(judged)
    granted, asked = np.zeros(len(table), np.int64), np.zeros(len(table), np.int64)
    screen(table, _thresholds(thresholds, table.shape[1]), granted, asked)
    return granted.astype(bool), asked


def approve_any(judged: ArrayLike, thresholds: ArrayLike) -> Truths:
    """Return which cases at least one person grants, (cases,): a polyarchy. Arguments as in `verdicts`.

    Example
    -------
    >>> approve_any([[2.0, 2.0], [0.0, 2.0], [0.0, 0.0]], 1.0).tolist()
    [True, True, False]
    """
    return approve_some(judged, thresholds, 1)


def approve_some(judged: ArrayLike, thresholds: ArrayLike, needed: int) -> Truths:
    """Return which cases at least `needed` people grant, (cases,): a committee. Arguments as in `verdicts`.

    Example
    -------
    >>> approve_some([[2.0, 2.0, 0.0], [0.0, 2.0, 0.0]], 1.0, 2).tolist()
    [True, False]
    """
    return np.asarray(verdicts(judged, thresholds).sum(axis=1) >= needed)
