"""The numbers of a lesson in its words: `{fewer}` stands for what was measured, and so do `{fewer.of}`, `{fewer.range}` and the like."""

import re
from typing import TYPE_CHECKING

from orgsim import plain_words
from orgsim.lessons.model import Lesson
from orgsim.plain_words import MINUS_SIGN, number

if TYPE_CHECKING:
    from orgsim.lessons.answers import Answer, Found

PLACE = re.compile(r"\{(?P<name>[A-Za-z0-9_-]+)(?:\.(?P<facet>[a-z]*))?\}")
"""A place in the words where a number belongs."""
OF_COMPARED = ("", "size", "range", "of", "against", "often")
"""What can be said of a number that is compared with another: the difference, its size without a sign, its interval, both means, how
often."""
OF_LEVEL = ("", "range")
"""What can be said of a number that stands for itself."""
FUTURES = "futures"
DIGITS = 2


def facets_of(lesson: Lesson) -> dict[str, tuple[str, ...]]:
    """Return what words may say of each number of a lesson."""
    every = lesson.measured().items()
    return {name: OF_COMPARED if one.against else OF_LEVEL for name, one in every} | {FUTURES: ("",)}


def filled(text: str, answer: "Answer") -> str:
    """Return a text with its numbers in place."""

    def put(found: re.Match[str]) -> str:
        if found["name"] == FUTURES:
            return f"{answer.bench.futures:,}"
        return facet(answer.numbers[found["name"]], found["facet"] or "")

    return PLACE.sub(put, text)


def facet(found: "Found", what: str) -> str:
    """Return something about a number in words."""
    if what in ("of", "against"):
        return level(getattr(found, what), found.unit)
    if found.number.against is None:
        one = found.estimate
        return (
            level(one.mean, found.unit)
            if not what
            else f"{level(one.low, found.unit)} to {level(one.high, found.unit)}"
        )
    if what == "range":
        return f"{apart(found.estimate.low, found)} to {apart(found.estimate.high, found)}"
    if what == "often":
        there, every = found.often()
        return f"{there:,} of {every:,}"
    return apart(found.estimate.mean, found, signed=what != "size")


def level(value: float, unit: str) -> str:
    """Return a level with its unit."""
    return plain_words.amount(value, unit)


def apart(value: float, found: "Found", *, signed: bool = True) -> str:
    """Return a difference with its unit."""
    return difference(value, "share" if found.is_share else found.unit, signed=signed, points=not found.is_share)


def difference(value: float, unit: str, *, signed: bool = True, points: bool = True) -> str:
    """Return a difference with two digits and its unit; a share in percentage points, unless it is one of something.

    Example
    -------
    >>> difference(0.0917, "share", points=False), difference(6.738, "weeks"), difference(-12.4, "$M", signed=False)
    ('+9.2%', '+6.7 weeks', '$12M')
    >>> difference(0.0231, "share"), difference(0.2, "launches", signed=False)
    ('+2.3 percentage points', '0.2 launches')
    """
    sign = ("+" if value > 0.0 else MINUS_SIGN if value < 0.0 else "") if signed else ""
    size = rounded(abs(value) * (100.0 if unit.startswith("share") else 1.0))
    if unit.startswith("share"):
        return f"{sign}{size}{' percentage points' if points else '%'}"
    if unit[:2] in ("$M", "$k"):
        return f"{sign}${size}{unit[1:]}"
    return f"{sign}{size} {unit}".strip()


def rounded(value: float) -> str:
    """Return a number with two significant digits, or all digits before the point.

    Example
    -------
    >>> rounded(0.0917), rounded(9.17), rounded(168.4)
    ('0.092', '9.2', '168')
    """
    if value >= 10.0**DIGITS:
        return number(round(value))
    return number(float(f"{value:.{DIGITS}g}"))
