"""Adding up and sorting cases by future, part and quarter: the loops behind the metrics, compiled like the rules of the engine.

A cell is one part of one future in one quarter.
"""

from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from orgsim.engine.compiled import rule

Values: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
Numbers: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[Any]]


@rule
def copy_columns(words: Numbers, places: Numbers, columns: Numbers, first: int) -> None:
    """Copy words of records, (n, words), to rows `first` onwards of `columns`, (places, rows), each from its place in a record."""
    for row in range(len(words)):
        for column in range(len(places)):
            columns[column, first + row] = words[row, places[column]]


class Cells(NamedTuple):
    """In which cells cases are: those of case i are of its future, of the parts `parts[begin[i] : begin[i + 1]]` and of its quarter.

    `size` is (F, N, Q), the numbers of futures, parts and quarters. Where quarters do not matter, a part has one more cell after those of
    its quarters, for all of them together; without quarters, Q = 0, it has this one alone.
    """

    parts: Numbers
    begin: Numbers
    futures: Numbers
    quarters: Numbers
    size: tuple[int, int, int]


@rule
def cell_of(size: tuple[int, int, int], future: int, part: int, quarter: int) -> int:
    """Return the place of a cell among all; `size` is (F, N, Q)."""
    return (future * size[1] + part) * size[2] + quarter


@rule
def add_up(sums: Values, cells: Cells, amounts: Values) -> None:
    """Add what each case amounts to, (cases, ways), to its cells, one for each quarter; `sums` is (cells, ways)."""
    parts, begin, futures, quarters, size = cells
    for case in range(len(futures)):
        for place in range(begin[case], begin[case + 1]):
            cell = cell_of(size, futures[case], parts[place], quarters[case])
            for way in range(amounts.shape[1]):
                sums[cell, way] += amounts[case, way]


@rule
def add_up_by_objective(sums: Values, cells: Cells, amounts: Values, contributes: Values, first: int) -> None:
    """Add what each case amounts to for each objective, to which it `contributes`, (cases, K); part `first` is the first of these."""
    size = cells.size
    for case in range(len(contributes)):
        future, quarter = cells.futures[case], cells.quarters[case]
        for objective in range(contributes.shape[1] if 0 <= quarter < size[2] else 0):
            cell = cell_of(size, future, first + objective, quarter)
            for way in range(amounts.shape[1]):
                sums[cell, way] += amounts[case, way] * contributes[case, objective]


@rule
def add_books(sums: Values, listed: Numbers, first: Numbers, count: Numbers, book: Numbers, warmup: int) -> None:
    """Add a book of teams or posts, (F, rows, warm-up + Q, columns), up by part and quarter; `sums` is (columns or more, F, N, Q)."""
    for future in range(len(book)):
        for column in range(book.shape[3]):
            for row in range(book.shape[1]):
                for quarter in range(len(first)):
                    begin, amount = first[quarter, row], book[future, row, warmup + quarter, column]
                    for place in range(begin, begin + count[quarter, row]):
                        sums[column, future, listed[place], quarter] += amount


@rule
def in_each(parts: Numbers, begin: Numbers, futures: Numbers, quarters: Numbers, size: tuple[int, int, int]) -> Numbers:
    """Return how many cases each cell has, (cells,), that of all quarters last of each part."""
    count = np.zeros(size[0] * size[1] * (size[2] + 1), np.int64)
    for case in range(len(futures)):
        for place in range(begin[case], begin[case + 1]):
            first = (futures[case] * size[1] + parts[place]) * (size[2] + 1)
            count[first + size[2]] += 1
            if size[2] > 0:
                count[first + quarters[case]] += 1
    return count


@rule
def quantiles(values: Values, order: Numbers, cells: Cells, level: float) -> Values:
    """Return a quantile of the values of each cell, between neighbours in proportion (numpy's default); NaN for no values.

    `order` has the cases of each future in the order of their values.

    Example
    -------
    >>> one, three = np.zeros(3, np.int64), np.arange(4)
    >>> cells = Cells(one, three, one, np.array([0, 0, 2]), (1, 1, 3))
    >>> quantiles(np.array([4.0, 1.0, 2.0]), np.array([1, 2, 0]), cells, 0.5).tolist()
    [2.5, nan, 2.0, 2.0]
    """
    parts, begin, futures, quarters, size = cells
    count = in_each(parts, begin, futures, quarters, size)
    found, low, seen = np.full(len(count), np.nan), np.zeros(len(count)), np.zeros(len(count), np.int64)
    for case in order:
        for place in range(begin[case], begin[case + 1]):
            first = (futures[case] * size[1] + parts[place]) * (size[2] + 1)
            for turn in range(2 if size[2] > 0 else 1):
                cell = first + (quarters[case] if turn == 1 else size[2])
                last = count[cell] - 1
                below = int(level * last)
                if seen[cell] == below:
                    low[cell] = values[case]
                if seen[cell] == min(below + 1, last):
                    found[cell] = low[cell] + (level * last - below) * (values[case] - low[cell])
                seen[cell] += 1
    return found


@rule
def mean_waits(weeks: Values, answered: Numbers, order: Numbers, cells: Cells, longest: float) -> Values:
    """Return the mean wait of the cases of each cell, of which `longest` weeks count: the area under the share that still waits.

    `order` has the cases as `by_weeks` gives them. Source: Kaplan & Meier 1958, Nonparametric estimation from incomplete observations, J.
    Am. Stat. Assoc. 53: of those at risk when a case is answered, all but that one go on waiting.

    Example
    -------
    Of three cases one is answered after a week; the second is lost sight of after two, so the third stands for both.

    >>> weeks, answered, one = np.array([3.0, 1.0, 2.0]), np.array([True, True, False]), np.zeros(3, np.int64)
    >>> cells = Cells(one, np.arange(4), one, one, (1, 1, 0))
    >>> mean_waits(weeks, answered, np.array([1, 2, 0]), cells, 13.0).round(3).tolist()
    [2.333]
    """
    parts, begin, futures, quarters, size = cells
    at_risk = in_each(parts, begin, futures, quarters, size)
    curves = np.zeros(
        (len(at_risk), 4)
    )  # what is known of a cell lies together: mean, share that still waits, since when, at risk
    curves[:, 1], curves[:, 3] = 1.0, at_risk
    for case in order:
        week = min(weeks[case], longest)
        for place in range(begin[case], begin[case + 1]):
            first = (futures[case] * size[1] + parts[place]) * (size[2] + 1)
            for turn in range(2 if size[2] > 0 else 1):
                curve = curves[first + (quarters[case] if turn == 1 else size[2])]
                curve[0] += (week - curve[2]) * curve[1]
                curve[2] = week
                if answered[case]:
                    curve[1] *= 1.0 - 1.0 / curve[3]
                curve[3] -= 1.0
    return np.where(at_risk > 0, curves[:, 0], np.nan)


@rule
def waits_of_share(
    weeks: Values, answered: Numbers, order: Numbers, cells: Cells, longest: float, level: float
) -> Values:
    """Return the week by which the share `level` of the cases of each cell has its answer, or the longest wait that is known.

    The order and the share that still waits are those of `mean_waits`.
    """
    parts, begin, futures, quarters, size = cells
    at_risk = in_each(parts, begin, futures, quarters, size)
    found, share, over = np.full(len(at_risk), np.nan), np.ones(len(at_risk)), np.zeros(len(at_risk), np.bool_)
    for case in order:
        for place in range(begin[case], begin[case + 1]):
            first = (futures[case] * size[1] + parts[place]) * (size[2] + 1)
            for turn in range(2 if size[2] > 0 else 1):
                cell = first + (quarters[case] if turn == 1 else size[2])
                if not over[cell]:
                    found[cell] = min(weeks[case], longest)
                    if answered[case]:
                        share[cell] *= 1.0 - 1.0 / at_risk[cell]
                    over[cell] = share[cell] <= 1.0 - level + 1e-9
                    at_risk[cell] -= 1
    return found


@rule
def choices(worth: Values, effort: Values, funded: Numbers, order: Numbers, cells: Cells) -> Values:
    """Return what was chosen in each quarter and what the best choice for the same effort would have been, (5, cells).

    Value of what was funded; how many of that do harm; how many were funded; value of the best choice; how many of that were not funded.
    `order` has the cases by what they are worth for their effort. The best choice takes those first that bring most, and the last one in
    part; what is worth nothing or less it leaves.
    """
    parts, begin, futures, quarters, size = cells
    found = np.zeros((5, size[0] * size[1] * size[2]))
    taken, harmful, count, best, missed = found[0], found[1], found[2], found[3], found[4]
    room = np.zeros(found.shape[1])
    for case in range(len(worth)):
        for place in range(begin[case], begin[case + 1] if funded[case] else 0):
            cell = cell_of(size, futures[case], parts[place], quarters[case])
            taken[cell] += worth[case]
            harmful[cell] += 1.0 if worth[case] < 0.0 else 0.0
            count[cell] += 1.0
    for case in order:
        for place in range(begin[case], begin[case + 1] if funded[case] else 0):
            room[cell_of(size, futures[case], parts[place], quarters[case])] += effort[case]
    for case in order:
        for place in range(begin[case], begin[case + 1] if worth[case] > 0.0 else 0):
            cell = cell_of(size, futures[case], parts[place], quarters[case])
            if room[cell] > 0.0:
                share = min(1.0, room[cell] / effort[case])
                best[cell] += worth[case] * share
                missed[cell] += 0.0 if funded[case] else share
                room[cell] -= effort[case]
    return found


def by_weeks(weeks: Values, answered: Numbers, futures: Numbers) -> Numbers:
    """Return cases of each future in the order of the weeks that they waited, of equal weeks those first that were answered.

    The bits of a number that is not negative, read as a whole number, are in the order of the numbers; whole numbers sort faster.
    """
    keys = (weeks + 0.0).view(np.uint64) << np.uint64(1)
    return ascending(keys | ~answered, futures)


def ascending(values: Numbers, futures: Numbers) -> Numbers:
    """Return cases, which follow one another future by future, in the order of their values in each future."""
    order = np.empty(len(values), np.int64)
    ends = [0, *(np.flatnonzero(futures[1:] != futures[:-1]) + 1).tolist(), len(values)]
    for first, last in pairwise(ends):
        np.add(values[first:last].argsort(), first, out=order[first:last])
    return order


def descending(values: Values, futures: Numbers) -> Numbers:
    """Return the order of values of each future from the largest; of equals, the earlier one comes first.

    Equals are rare, and an order that need not care about them takes a sixth of the time.

    Example
    -------
    >>> descending(np.array([1.0, 3.0, 1.0]), np.zeros(3)).tolist()
    [1, 0, 2]
    """
    order = ascending(-values, futures)
    ordered, whose = values[order], futures[order]
    if ((ordered[1:] < ordered[:-1]) | (whose[1:] != whose[:-1])).all():
        return order
    return np.lexsort((-values, futures))
