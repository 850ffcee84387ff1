"""What commands print with: answers on stdout, progress on stderr, one JSON document when asked for."""

import json
import math
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import click

from orgsim.scenario.problems import shown


@dataclass
class Console:
    """How the user wants to be spoken to."""

    quiet: bool = False
    verbose: bool = False
    as_json: bool = False
    color: bool = True
    progress: str = "auto"
    document: dict[str, Any] = field(default_factory=dict)

    def say(self, text: str = "") -> None:
        """Print a line of the answer."""
        if not self.as_json:
            click.echo(text if self._colorful(sys.stdout) else click.unstyle(text))

    def heading(self, text: str) -> None:
        """Print a line of the answer in bold."""
        self.say(click.style(text, bold=True))

    def note(self, text: str) -> None:
        """Print a remark beside the answer, on stderr."""
        if not self.quiet and not self.as_json:
            click.echo(text if self._colorful(sys.stderr) else click.unstyle(text), err=True)

    def answer(self, **content: object) -> None:
        """Add to the JSON document."""
        self.document.update(content)

    def flush(self) -> None:
        """Print the JSON document, when it is what was asked for."""
        if self.as_json:
            click.echo(json.dumps(strict(self.document), indent=2, default=str, allow_nan=False))

    def table(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Print rows under a header: the first column to the left, numbers to the right."""
        widths = [max(len(click.unstyle(row[place])) for row in [header, *rows]) for place in range(len(header))]
        for place, row in enumerate([header, *rows]):
            cells = [
                _padded(cell, width, left=column == 0 or not _is_number(rows, column))
                for column, (cell, width) in enumerate(zip(row, widths, strict=True))
            ]
            line = "  ".join(cells).rstrip()
            self.say(line) if place else self.heading(line)

    def figures(self, paths: Sequence[Path]) -> None:
        """Say where figures are."""
        self.answer(figures=[shown(path) for path in paths])
        for path in paths:
            self.say(f"figure {shown(path)}")

    def tracker(self, total: int, what: str) -> "Tracker":
        """Return a progress report for `total` things."""
        style = self.progress
        if self.quiet or self.as_json or total == 0:
            style = "none"
        elif style == "auto":
            style = "bar" if sys.stderr.isatty() and os.environ.get("TERM") != "dumb" else "plain"
        return Tracker(total, what, style, self.note)

    def _colorful(self, stream: Any) -> bool:
        return self.color and "NO_COLOR" not in os.environ and stream.isatty()


def strict(content: Any) -> Any:
    """Return data as JSON can say it: a number that is not known (NaN) is null.

    Example
    -------
    >>> strict({"median": float("nan"), "quarters": (1.5, 2)})
    {'median': None, 'quarters': [1.5, 2]}
    """
    if isinstance(content, float):
        return content if math.isfinite(content) else None
    if isinstance(content, dict):
        return {key: strict(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [strict(value) for value in content]
    return content


def _padded(cell: str, width: int, *, left: bool) -> str:
    space = " " * (width - len(click.unstyle(cell)))
    return cell + space if left else space + cell


def _is_number(rows: Sequence[Sequence[str]], column: int) -> bool:
    found = [click.unstyle(row[column]).strip() for row in rows if row[column].strip() not in ("", "-")]
    return bool(found) and all(cell[:1] in "+-.0123456789$n" for cell in found)


class Tracker:
    """Progress of a run: a bar on a terminal, a plain line every ten seconds elsewhere, or nothing."""

    SECONDS_BETWEEN_LINES = 10.0

    def __init__(self, total: int, what: str, style: str, note: Callable[[str], None]) -> None:
        self.total = total
        self.what = what
        self.style = style
        self.note = note
        self.bar: Any = None
        self.task: Any = None
        self.started = self.printed = time.monotonic()

    def __enter__(self) -> Self:
        if self.style == "bar":
            from rich.console import Console as RichConsole
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            self.bar = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                TextColumn("{task.fields[failed]}"),
                console=RichConsole(stderr=True),
                transient=True,
                auto_refresh=False,  # a thread that drew it would stand in the way of copying the process
            )
            self.bar.start()
            self.task = self.bar.add_task(self.what, total=self.total, failed="")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.bar is not None:
            self.bar.stop()

    def __call__(self, done: int, failed: int) -> None:
        """Report how many are done, and how many of them failed."""
        if self.bar is not None:
            self.bar.update(self.task, completed=done, failed=f"{failed} failed" if failed else "", refresh=True)
        elif self.style == "plain" and time.monotonic() - self.printed >= self.SECONDS_BETWEEN_LINES:
            self.printed = time.monotonic()
            rate = (self.printed - self.started) / max(1, done)
            left = int(rate * (self.total - done))
            self.note(
                f" ... {done}/{self.total}  {done / self.total:.0%}  {failed} failed  eta {left // 60}m{left % 60:02d}s"
            )
