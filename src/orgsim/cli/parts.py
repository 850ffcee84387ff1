"""Printing answers by part: one table a metric, one row a part and design."""

from collections.abc import Hashable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from orgsim.cli.answers import NO_VALUE, READING, SIGNS, WAYS, colored, with_unit
from orgsim.cli.console import Console
from orgsim.cli.numbers import difference, number
from orgsim.cli.part_sizes import other_sizes

if TYPE_CHECKING:
    import pandas as pd

    from orgsim.results.comparison import Answer, Results
    from orgsim.results.statistics import Comparison

BOOKS = {"team": "engineers' time", "person": "time of posts"}
DESKS = {"busy": "utilisation", "answered": "share of answers", "lapse": "lapsed", "weeks": "weeks to answer"}
"""Columns about desks, and what they are called."""

WIDEST = 100
"""Columns of a table of medians, so that it can be read on most terminals."""


def print_parts(console: Console, answers: Sequence["Answer"], baseline: str, seed: int) -> None:
    """Print one table for each metric, the parts that gain most first."""
    for _, of_metric in groupby(answers, key=lambda found: found.metric.name):
        _print_metric(console, list(of_metric), baseline, seed)
    if note := other_sizes(answers, baseline):
        console.say(f"\n{note}")
    console.say(READING)
    if (made := answers[0].comparisons) > 1:
        console.say(
            f"Each table makes {made} comparisons. Their intervals are so much wider that all of a table hold together in 95% of cases\n"
            "(Bonferroni), so nothing is better or worse just because so many were looked at."
        )


def _print_metric(console: Console, answers: Sequence["Answer"], baseline: str, seed: int) -> None:
    from orgsim.results.by_part import MOST, shown

    metric, rope, kind = answers[0].metric, answers[0].rope, str(answers[0].kind)
    futures = max((line.spread.futures for found in answers for line in found.lines), default=0)
    several = len({line.design for found in answers for line in found.lines} - {baseline}) > 1
    parts, left_out = shown(answers)
    rows = [row for found in parts for row in _rows(found, baseline, several=several)]
    header = [kind, *(["design"] if several else []), baseline, "difference (95% interval)", "better in"]
    console.say()
    console.heading(f"{with_unit(metric.title, metric.unit)}, by {kind}")
    console.say(
        f"{WAYS[metric.direction]}; {futures} paired futures; seed {seed}; same within {rope.text(metric.unit)}; medians of {baseline}"
    )
    console.table([*header, "verdict"], rows)
    if left_out:
        console.say(f"the first and the last {MOST // 2}; {left_out} more lie between them, which --json lists")


def _rows(found: "Answer", baseline: str, *, several: bool) -> list[list[str]]:
    """Return the rows of one part: one for each design that is compared, and one that says who has it if not all do."""
    unit, part = found.metric.unit, str(found.part)
    medians = {line.design: number(line.spread.median, unit) for line in found.lines}
    middle = medians.get(baseline, "-")
    compared = {line.design: line.comparison for line in found.lines if line.comparison}
    rows = [
        [part, *([design] if several else []), middle, *_cells(paired, unit)] for design, paired in compared.items()
    ]
    if found.absent:
        names = ", ".join(f"{name} ({middle})" if name != baseline else name for name, middle in medians.items())
        rows.append([part, *(["-"] if several else []), middle, "-", "", f"only in {names}"])
    return rows


def _cells(paired: "Comparison", unit: str) -> list[str]:
    if not paired.futures:
        return ["-", "", NO_VALUE]
    interval = f"({difference(paired.low, unit)} .. {difference(paired.high, unit)})"
    counts = f"{paired.better} / {paired.futures}"
    return [
        f"{difference(paired.difference, unit)}  {interval}",
        counts,
        colored(SIGNS[paired.verdict], paired.verdict),
    ]


def print_medians(console: Console, medians: Mapping[str, Mapping[Hashable, float]], kind: str) -> None:
    """Print the median of each metric, ``{metric: {part: median}}``, in tables that are not too wide."""
    from orgsim.metrics.catalog import all_metrics

    metrics = all_metrics()
    columns = {
        with_unit(metrics[name].title, metrics[name].unit): {
            str(part): number(value, metrics[name].unit) for part, value in found.items()
        }
        for name, found in medians.items()
    }
    _print_columns(console, kind, columns)


def print_time(console: Console, results: "Results", kind: str) -> None:
    """Print how the teams and posts of each part spend their time, and what becomes of requests at their desks."""
    from orgsim.results.by_part import desks_by, time_by

    for book, title in BOOKS.items():
        shares = time_by(results, kind, book)
        used = shares.loc[:, (shares > 0).any()]
        if not used.empty:
            console.answer(**{f"{book}_time": used.T.to_dict()})
            console.say(f"\nshare of {title}, by {kind}")
            _print_columns(console, kind, _texts(used, dict.fromkeys(map(str, used), "share")))
    if kind in {"branch", "role"}:
        found = desks_by(results, kind).set_index("part")[list(DESKS)]
        console.answer(desks=found.T.to_dict())
        console.say(f"\ndesks, by {kind}")
        units = {name: "share" for name in DESKS if name != "weeks"}
        _print_columns(console, kind, {DESKS[name]: cells for name, cells in _texts(found, units).items()})


def _texts(frame: "pd.DataFrame", units: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return the columns of a frame as text: ``{column: {part: text}}``."""
    return {
        str(name).replace("_", " "): {
            str(part): number(float(value), units.get(str(name), "")) for part, value in column.items()
        }
        for name, column in frame.items()
    }


def _print_columns(console: Console, kind: str, columns: Mapping[str, Mapping[str, str]]) -> None:
    """Print columns, ``{title: {part: text}}``, side by side as far as they fit, and the rest below."""
    parts = list(next(iter(columns.values()), {}))
    for titles in _abreast(list(columns), max(map(len, (kind, *parts)))):
        console.say()
        console.table([kind, *titles], [[part, *(columns[title][part] for title in titles)] for part in parts])


def _abreast(titles: Sequence[str], first: int) -> list[list[str]]:
    """Return which columns stand side by side, after a first column of a width."""
    found: list[list[str]] = [[]]
    for title in titles:
        if found[-1] and first + sum(len(one) + 2 for one in (*found[-1], title)) > WIDEST:
            found.append([])
        found[-1].append(title)
    return found
