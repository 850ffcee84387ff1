"""From what came out of a lesson to one HTML file: it loads nothing, and reads in order where scripts are off."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from orgsim.lessons.answers import VERDICTS, Answer, Found, Judged, Shown
from orgsim.lessons.cells import Cell
from orgsim.lessons.dots import dots_of
from orgsim.lessons.looks import pictures
from orgsim.lessons.words import difference, estimate, filled, level, said_as, with_interval
from orgsim.plain_words import MINUS_SIGN, counted, enumerated, number
from orgsim.report.blocks import Block, Fold, Table, Text
from orgsim.report.paper import policy_of, template, text_of

HERE = Path(__file__).parent
STRIP = 300.0
"""Width of the small drawings of the sandbox, in their own units."""
STEPS = {
    "story": "Story",
    "bet": "Bet",
    "futures": "Futures",
    "why": "Why",
    "sandbox": "Try it",
    "debrief": "Take home",
    "notes": "Notes",
}


def page_of(answer: Answer, folder: Path) -> str:
    """Return the page of a lesson; what its figures need beside the runs is kept in a folder.

    Where the effect is not there, the page says so instead of telling the story as true: how it comes about, what to take home and the
    facilitator notes are left out.
    """
    script = text_of("lesson.js", HERE)
    style = text_of("page.css") + text_of("lesson.css", HERE)
    found = {
        **_told(answer),
        **_bet(answer),
        **_sandbox(answer),
        "why": list(_why(answer, folder)) if answer.holds else [],
    }
    return str(template("lesson.html", HERE).render(**found, style=style, script=script, policy=policy_of(script)))


def _told(answer: Answer) -> dict[str, object]:
    """Return what stands in the lesson, with its numbers in place."""
    lesson = answer.bench.told.lesson

    def put(lines: Sequence[str]) -> list[str]:
        return [filled(line, answer) for line in lines]

    return {
        "title": lesson.title,
        "says": lesson.says,
        "minutes": lesson.notes.minutes,
        "steps": [(name, words) for name, words in STEPS.items() if answer.holds or name not in ("why", "notes")],
        "holds": answer.holds,
        "futures": f"{answer.bench.futures:,}",
        "story": put(lesson.story),
        "asks": filled(lesson.bet.asks, answer),
        "reveal": put(lesson.reveal),
        "debrief": put(lesson.debrief.says),
        "ask": lesson.debrief.ask,
        "limits": put(lesson.debrief.limits),
        "sources": lesson.debrief.sources,
        "sandbox_says": filled(lesson.sandbox.says, answer),
        "notes": {
            "before": put(lesson.notes.before),
            "during": put(lesson.notes.during),
            "confusions": {say: filled(helps, answer) for say, helps in lesson.notes.confusions.items()},
        },
        "claims": [_claim(one) for one in answer.claims],
        "dropped": [_claim(one) for one in answer.dropped],
        "made": _made(answer),
    }


def _claim(one: Judged) -> dict[str, str]:
    unit, points = said_as(one.found)
    size = difference(one.claim.size, unit, signed=False, points=points)
    return {
        "says": one.claim.says,
        "size": f"at most {size}" if one.claim.sign == "flat" else size,
        "found": with_interval(one.found),
        "verdict": VERDICTS[one.verdict],
    }


def _made(answer: Answer) -> str:
    """Say what was simulated, and what intervals cover."""
    bench = answer.bench
    cells = len({case.key for case in bench.cases.values()})
    return (
        f"Simulated by orgsim: {counted(bench.futures, 'future')} of each of {counted(cells, 'setting')}, seed {bench.seed}. "
        "Settings that are compared meet the same events. Intervals (95%) cover the luck of the simulated futures, "
        "not whether the model is right. "
        f"Made again by: orgsim lesson build {bench.told.name}"
    )


def _bet(answer: Answer) -> dict[str, object]:
    """Return what the bet and its drawing need."""
    one, bet = answer.bet, answer.bench.told.lesson.bet
    found = one.found
    share = found.is_share or found.unit.startswith("share")
    scale = 100.0 if share else 1.0
    before, behind = _unit_around(found.unit, points=share and not found.is_share, share=found.is_share)
    there, every = found.often()
    more = "more" if found.estimate.mean > 0 else "less"
    what = answer.bench.told.lesson.experiment.outcomes[one.claim.of.outcome].title
    return {
        "dots": dots_of(one),
        "bet": {
            "mean": scale * found.estimate.mean,
            "low": scale * found.estimate.low,
            "high": scale * found.estimate.high,
            "counts": scale * one.claim.size,
            "before": before,
            "behind": behind,
            "up": bet.up,
            "down": bet.down,
            "most": number(bet.most).replace(",", ""),
            "step": "1" if bet.most >= MANY else "0.5" if bet.most > FEW else "0.1",
            "words": with_interval(found),
        },
        "pairs": _pairs(answer),
        "dots_title": f"{what}: the difference in each future",
        "dots_words": f"{more} in {there} of {every} futures; mean {with_interval(found)}",
        "caption": _caption(found),
    }


def _caption(found: Found) -> str:
    """Say what is what in the drawing of the dots."""
    every = found.often()[1]
    none = ", grey where there is none" if (found.values == 0.0).any() else ""
    said = (
        f"Dot: one of {counted(every, 'future')}, blue where the difference is above nothing, brown where it is below{none}. Grey band: "
        "too small to count, which was settled before the first run. Bar below: the mean difference with its 95% interval."
    )
    if not found.is_share:
        return said
    lost = found.values[~np.isnan(found.values)].min() < -1.0
    beyond = f" A future that had more than the mean to lose can lie beyond {MINUS_SIGN}100%." if lost else ""
    return f"{said} Per cent of the mean of all futures.{beyond}"


MANY, FEW = 20.0, 5.0
"""From this largest bet on, sizes are whole; up to this one, they are tenths."""


def _pairs(answer: Answer) -> str:
    """Say what a dot is: a future with one difference, or one in which two things are compared."""
    claim, outcomes = answer.bet.claim, answer.bench.told.lesson.experiment.outcomes
    what, other = (outcomes[reading.outcome].title for reading in (claim.of, claim.against))
    if answer.cell(claim.of.at) == answer.cell(claim.against.at):
        return f"Each dot is one future. Its place is the difference between “{what}” and “{other}” there."
    return (
        "Each dot is one future, lived twice: the same ideas, the same events, the same luck, and one difference. Its place says by how "
        f"much the two lives differ in “{what}”."
    )


def _unit_around(unit: str, *, points: bool, share: bool) -> tuple[str, str]:
    """Return what stands before and behind the number of a bet."""
    if share:
        return "", "%"
    if points:
        return "", " points"
    if unit[:2] in ("$M", "$k"):
        return "$", unit[1:]
    return "", f" {unit}"


def _why(answer: Answer, folder: Path) -> Iterator[Block]:
    """Yield how it comes about: the first paragraph, the figures, the rest."""
    first, *rest = [Text(filled(line, answer)) for line in answer.bench.told.lesson.why.says]
    yield first
    yield from pictures(answer, folder)
    yield from rest


@dataclass(frozen=True)
class Row:
    """An outcome in a cell as it is drawn: places in a strip, and words."""

    title: str
    level: str
    words: str
    tone: str
    same: bool
    zero: float = 0.0
    low: float = 0.0
    high: float = 0.0
    from_: float = 0.0
    to: float = 0.0
    mean: float = 0.0


def _sandbox(answer: Answer) -> dict[str, object]:
    """Return the levers, every cell, and a table of all of them."""
    lesson = answer.bench.told.lesson
    outcomes = lesson.sandbox.outcomes
    shown = {cell: [answer.shown(cell, name) for name in outcomes] for cell in answer.bench.cases}
    ends = {name: _ends([row[place] for row in shown.values()]) for place, name in enumerate(outcomes)}
    first = answer.cell(lesson.claims[lesson.bet.claim].of.at)
    keys = {name: [value.says for value in lever.values] for name, lever in lesson.levers.items()}
    return {
        "levers": [
            {"name": name, "title": lever.title, "stands": says, "positions": keys[name]}
            for (name, lever), says in zip(lesson.levers.items(), first, strict=True)
        ],
        "cells": [
            {
                "key": "-".join(str(keys[name].index(says)) for name, says in zip(keys, cell, strict=True)),
                "shown": cell == first,
                "rows": [_row(answer, cell, one, ends[one.outcome]) for one in rows],
            }
            for cell, rows in shown.items()
        ],
        "legend": (
            f"Compared with {_reference(answer)} in the same futures. Dot: the mean difference; thick bar: its 95% interval; thin "
            "line: the middle 80% of futures; dashed: no difference. Only what stands here was simulated; there is nothing in between."
        ),
        "table": [Fold("All settings in one table", (_table(answer, shown),))],
    }


def _reference(answer: Answer) -> str:
    lesson = answer.bench.told.lesson
    said = [f"“{lesson.levers[name].title}: {says}”" for name, says in lesson.sandbox.against.items()]
    return enumerated(said)


def _ends(rows: Sequence[Shown]) -> tuple[float, float]:
    """Return the ends of the axis of an outcome: all ranges and zero."""
    ends = [0.0, *(end for row in rows for end in (row.low, row.high, row.difference.low, row.difference.high))]
    known = [end for end in ends if np.isfinite(end)]
    return min(known), max(*known, min(known) + 1e-9)


def _row(answer: Answer, cell: Cell, one: Shown, ends: tuple[float, float]) -> Row:
    lesson = answer.bench.told.lesson
    outcome, unit = lesson.experiment.outcomes[one.outcome], answer.units[one.outcome]

    def at(value: float) -> float:
        return round(8.0 + (value - ends[0]) / (ends[1] - ends[0]) * (STRIP - 16.0), 1)

    found, same = one.difference, answer.cell(lesson.sandbox.against, cell) == cell
    places = [at(value) for value in (0.0, one.low, one.high, found.low, found.high, found.mean)]
    title = outcome.title[:1].upper() + outcome.title[1:]
    return Row(
        title, level(one.level.mean, unit), estimate(one.difference, unit), _tone(one, outcome.better), same, *places
    )


def _tone(one: Shown, better: str) -> str:
    """Return how an outcome looks: good or bad where it can be told, open otherwise."""
    if better == "neither" or not one.difference.is_off_zero:
        return "open"
    return "good" if (one.difference.mean > 0.0) == (better == "higher") else "bad"


def _table(answer: Answer, shown: Mapping[Cell, Sequence[Shown]]) -> Table:
    """Return every cell with its means and differences."""
    lesson = answer.bench.told.lesson
    titles = [lesson.experiment.outcomes[name].title for name in lesson.sandbox.outcomes]
    head = [*(lever.title for lever in lesson.levers.values()), *titles]
    rows = []
    for cell, row in shown.items():
        same = answer.cell(lesson.sandbox.against, cell) == cell
        values = [level(one.level.mean, answer.units[one.outcome]) for one in row]
        apart_ = ["" if same else f"\n{estimate(one.difference, answer.units[one.outcome])}" for one in row]
        rows.append([*cell, *(value + more for value, more in zip(values, apart_, strict=True))])
    caption = f"Means; below them the difference to {_reference(answer)} in the same futures with its 95% interval"
    return Table(head, rows, caption, range(len(lesson.levers), len(head)), whole=True)
