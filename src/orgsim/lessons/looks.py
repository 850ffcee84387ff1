"""The figures of a lesson: a queue week by week in one future, and an outcome quarter by quarter over all of them."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from orgsim.engine.fingerprint import syntax_hash
from orgsim.errors import ResultsError
from orgsim.figures.all_figures import Slide
from orgsim.figures.course import draw_course
from orgsim.figures.layout import Page
from orgsim.figures.style import BASELINE_LOOK, LOOKS, RULE, SMALL, Look, styled
from orgsim.figures.words import Ticks
from orgsim.lessons.answers import Answer
from orgsim.lessons.companies import CompanyCase
from orgsim.lessons.desks import DeskCase
from orgsim.lessons.model import At, Course, Queue
from orgsim.metrics.catalog import metric_named
from orgsim.metrics.outcome import Values
from orgsim.report.blocks import Picture, picture
from orgsim.results.files import read_json, write_json
from orgsim.results.plan import hash_of
from orgsim.results.statistics import students_t
from orgsim.results.transition import Course as Line

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDE, TALL = 8.2, 2.9
"""Inches of a figure's body."""
LEFT, FOOT = 0.75, 0.55
LOOK_OF = (BASELINE_LOOK, *LOOKS)


def pictures(answer: Answer, folder: Path) -> list[Picture]:
    """Return the figures of a lesson."""
    return [_picture(answer, look, place, folder) for place, look in enumerate(answer.bench.told.lesson.why.looks)]


def _picture(answer: Answer, look: Queue | Course, place: int, folder: Path) -> Picture:
    name = f"look-{place}"
    if isinstance(look, Queue):
        queues = {label(answer, at): queue(answer, look, at, folder) for at in look.at}
        return picture(Slide(name, partial(draw_queues, look, queues), partial(told_queues, queues)), whole=True)
    lines = {label(answer, at): course(answer, look, at) for at in look.at}
    return picture(Slide(name, partial(draw_courses, answer, look, lines), partial(told_courses, lines)), whole=True)


def label(answer: Answer, at: At) -> str:
    """Return what a line is called: the positions that it names, or the usual one of the first lever."""
    lesson = answer.bench.told.lesson
    return ", ".join(at.values()) or next(iter(lesson.usual().values()))


def queue(answer: Answer, look: Queue, at: At, folder: Path) -> list[int]:
    """Return how many requests wait at the end of each week, in a middling future; kept beside the runs."""
    case, number = answer.bench.cases[answer.cell(at)], answer.middling()
    assert isinstance(case, CompanyCase | DeskCase)  # noqa: S101 - ladders have no desks, which was checked
    name = hash_of([case.key, look.post, number, syntax_hash([Path(__file__)])])[:16]
    path = folder / f"queue-{name}.json"
    try:
        return [int(count) for count in read_json(path)["waiting"]]
    except (ResultsError, KeyError):
        waiting = case.queue(number, look.post or "")
        write_json(path, {"waiting": waiting})
        return waiting


def course(answer: Answer, look: Course, at: At) -> Line:
    """Return the mean of an outcome in each quarter with its interval, or of its difference."""
    values = answer.grid[answer.cell(at)][look.outcome][:, 1:]
    if look.against is not None:
        values = values - answer.grid[answer.cell(look.against, answer.cell(at))][look.outcome][:, 1:]
    shown = values[:, : look.until]
    return line_of(np.cumsum(shown, axis=1) if look.added_up else np.asarray(shown))


def line_of(values: Values) -> Line:
    """Return the mean over futures of each quarter with its 95 % interval, (quarters,)."""
    known = (~np.isnan(values)).sum(axis=0)
    mean = np.nanmean(values, axis=0)
    half = (
        np.array([students_t(max(int(count), 2)) for count in known])
        * np.nanstd(values, axis=0, ddof=1)
        / np.sqrt(known)
    )
    return Line(mean, mean - half, mean + half)


def _page(title: str, labels: Sequence[str], footnote: str, looks: Sequence[Look] = LOOK_OF) -> tuple[Page, "Axes"]:
    """Return an empty figure with a legend."""
    page = Page(title, "", (WIDE, TALL + FOOT), footnote, _key(labels, looks))
    axes = page.axes(LEFT, page.top, WIDE - LEFT, TALL)
    axes.grid(axis="y", color=RULE, linewidth=0.5, alpha=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(labelsize=SMALL, length=3)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=6, steps=[1, 2, 5, 10]))
    return page, axes


def _key(labels: Sequence[str], looks: Sequence[Look]) -> list[Line2D]:
    return [
        Line2D([], [], color=look.color, linestyle=look.dash, linewidth=2.0, label=label)
        for label, look in zip(labels, looks, strict=False)
    ]


@styled
def draw_queues(look: Queue, lines: Mapping[str, list[int]]) -> Figure:
    """Draw how many requests wait, a line for each position."""
    page, axes = _page(
        look.title, list(lines), "One future, the same in all lines: one whose difference lies nearest to the mean."
    )
    for waiting, style in zip(lines.values(), LOOK_OF, strict=False):
        weeks = np.arange(1, len(waiting) + 1)
        axes.fill_between(weeks, waiting, step="mid", color=style.color, alpha=0.12, linewidth=0)
        axes.step(weeks, waiting, where="mid", color=style.color, linestyle=style.dash, linewidth=1.8)
    axes.set_xlabel("week", size=SMALL)
    axes.set_ylabel("requests that wait", size=SMALL)
    axes.set_ylim(bottom=0.0)
    axes.set_xlim(1, max(len(waiting) for waiting in lines.values()))
    return page.figure


def told_queues(lines: Mapping[str, list[int]]) -> str:
    """Say in words what such a figure shows."""
    rows = (f"{name}: {np.mean(waiting):.1f} on average, {max(waiting)} at most" for name, waiting in lines.items())
    return f"Requests that wait at the end of a week in one future. {'; '.join(rows)}."


@styled
def draw_courses(answer: Answer, look: Course, lines: Mapping[str, Line]) -> Figure:
    """Draw an outcome by quarter, a line for each position."""
    compared = look.against is not None
    unit = answer.units[look.outcome]
    scale = 100.0 if unit.startswith("share") else 1.0
    looks = LOOK_OF[1:] if compared else LOOK_OF
    page, axes = _page(
        look.title, list(lines), f"Means of {answer.bench.futures} futures; shaded: their 95% intervals.", looks
    )
    for line, style in zip(lines.values(), looks, strict=False):
        _draw_line(axes, line, scale, style)
    if compared:
        axes.axhline(0.0, color="black", linewidth=1.1, zorder=2)
    axes.set_xlabel(_step(answer), size=SMALL)
    axes.set_ylabel(_ylabel(unit or _title(answer, look.outcome), compared=compared), size=SMALL)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=12, integer=True))
    axes.yaxis.set_major_formatter(Ticks(signed=compared))
    return page.figure


def _draw_line(axes: "Axes", line: Line, scale: float, style: Look) -> None:
    quarters = np.arange(1.0, 1.0 + len(line.mean))
    if len(quarters) > MOST_MARKS:
        axes.plot(quarters, scale * line.mean, color=style.color, linestyle=style.dash, linewidth=1.6)
        axes.fill_between(quarters, scale * line.low, scale * line.high, color=style.color, alpha=0.15, linewidth=0)
        return
    draw_course(axes, quarters, Line(scale * line.mean, scale * line.low, scale * line.high), style)


MOST_MARKS = 40
"""Of more quarters, no marks are drawn."""


def _step(answer: Answer) -> str:
    """Return how long a quarter lasts: in published models of ladders it may be a year."""
    settings = getattr(answer.bench.told.lesson.experiment, "set_", {})
    return "year" if settings.get("quarter_years") == 1.0 else "quarter"


def _title(answer: Answer, outcome: str) -> str:
    """Return what an outcome without a unit counts."""
    one = answer.bench.told.lesson.experiment.outcomes[outcome]
    metric = getattr(one, "metric", None)
    return metric_named(metric).title if metric else one.title


def _ylabel(unit: str, *, compared: bool) -> str:
    shown = "%" if unit.startswith("share") else unit
    return f"difference, {shown}" if compared else shown


def told_courses(lines: Mapping[str, Line]) -> str:
    """Say in words what such a figure shows."""
    rows = (f"{name}: " + ", ".join(f"{value:.3g}" for value in line.mean[:20]) for name, line in lines.items())
    return f"Mean in each quarter. {'; '.join(rows)}."
