"""Problems in what a user wrote: each with its place, what was found, what is allowed, and the nearest name."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from orgsim.errors import InputError

NodePath = tuple[str | int, ...]
"""Where something stands inside a document: keys and positions from the top."""


class Mark(NamedTuple):
    """A place in a file; line and column count from 0, `width` is that of the text there.

    What was said on the command line or in a mapping has the line -1, and what it is called ("--set KEY", "today: posts.pm")
    in place of a file.
    """

    file: Path
    line: int
    column: int
    width: int = 1

    @classmethod
    def said(cls, what: str) -> "Mark":
        """Return the place of something that is in no file."""
        return cls(Path(what), -1, -1)

    @property
    def in_file(self) -> bool:
        """Whether this is a place in a file."""
        return self.line >= 0

    def text(self) -> str:
        """Return ``file:line:column``, counted from 1, or what was said outside files."""
        return f"{shown(self.file)}:{self.line + 1}:{self.column + 1}" if self.in_file else str(self.file)


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong (code E...) or doubtful (code W...)."""

    code: str
    message: str
    path: NodePath = ()
    mark: Mark | None = None

    @property
    def is_error(self) -> bool:
        """Whether this stops anything from running."""
        return self.code.startswith("E")

    def where(self) -> str:
        """Return ``file:line:column`` as far as it is known, counted from 1."""
        return self.mark.text() if self.mark else "scenario"

    def text(self) -> str:
        """Return the problem in one line."""
        where, spot = self.where(), spell(self.path)
        known = not spot or where.endswith(f": {spot}")  # the place of a value in a mapping is its path
        return f"{where}: {self.code} {self.message}" if known else f"{where}: {self.code} {spot}: {self.message}"

    def excerpt(self) -> str:
        """Return the line of the file with a caret under the place; empty when there is none."""
        if self.mark is None or not self.mark.in_file:
            return ""
        lines = _lines(self.mark.file, _stamp(self.mark.file))
        if self.mark.line >= len(lines):
            return ""
        line = lines[self.mark.line].replace("\t", " ")
        start = max(0, self.mark.column - 80)
        visible = line[start : start + 120]
        carets = "^" * max(1, min(self.mark.width, len(visible) - (self.mark.column - start)))
        number = str(self.mark.line + 1)
        pad = " " * len(number)
        return f"  {number} | {visible}\n  {pad} | {' ' * (self.mark.column - start)}{carets}"

    def as_dict(self) -> dict[str, object]:
        """Return the problem for machine reading; line and column count from 1."""
        return {
            "code": self.code,
            "severity": "error" if self.is_error else "warning",
            "message": self.message,
            "path": spell(self.path),
            "file": shown(self.mark.file) if self.mark else None,
            "line": self.mark.line + 1 if self.mark and self.mark.in_file else None,
            "column": self.mark.column + 1 if self.mark and self.mark.in_file else None,
        }


def _stamp(file: Path) -> int:
    """Return when a file was last written."""
    try:
        return file.stat().st_mtime_ns
    except (OSError, ValueError):
        return 0


@lru_cache(maxsize=4)
def _lines(file: Path, _stamp: int) -> tuple[str, ...]:
    """Return the lines of a file, read once however many problems it has; none when it cannot be read."""
    try:
        return tuple(file.read_text(encoding="utf-8", errors="replace").splitlines())
    except (OSError, ValueError):
        return ()


class ScenarioError(InputError):
    """One or more problems in scenario files."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(problem.text() for problem in self.problems))


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems in the order of files and lines."""
    return sorted(
        problems,
        key=lambda p: (str(p.mark.file), p.mark.line, p.mark.column, p.code) if p.mark else ("", 0, 0, p.code),
    )


def shown(path: Path) -> str:
    """Return a path as a reader would type it: relative to where they stand, when it is below."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except (ValueError, OSError, RuntimeError):  # not below, too long, or links in a circle
        return str(path)


def siblings(path: Path) -> list[str]:
    """Return the names of the files beside another, and its own."""
    return [file.name for file in path.resolve().parent.glob("*.yaml")]


def spell(path: NodePath) -> str:
    """Return a node's path as text: ``posts.pm-1.role``, ``changes[0].posts``."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += f".{part}" if text else str(part)
    return text


def nearest(name: object, allowed: Iterable[str]) -> str:
    """Return a hint at the nearest allowed name; empty when none is near.

    Example
    -------
    >>> nearest("trak", ["track", "hours"])
    " (did you mean 'track'?)"
    """
    found = difflib.get_close_matches(str(name), list(allowed), n=1, cutoff=0.6)
    return f" (did you mean '{found[0]}'?)" if found else ""


def listed(names: Iterable[str], most: int = 8) -> str:
    """Return names in one phrase, cut after `most`."""
    names = sorted(names)
    if not names:
        return "none"
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
