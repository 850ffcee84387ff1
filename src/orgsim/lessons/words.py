"""The numbers of a lesson in its words: `{fewer}` stands for what was measured, and so do `{fewer.of}`, `{fewer.range}` and the like."""

import re
from typing import TYPE_CHECKING

from orgsim import plain_words
from orgsim.lessons.places import FUTURES, PLACE
from orgsim.plain_words import MINUS_SIGN, number

if TYPE_CHECKING:
    from orgsim.lessons.answers import Answer, Found
    from orgsim.results.statistics import Estimate

UNTOLD = ", which cannot be told from nothing"
"""What is said of a difference whose interval holds zero."""
DIGITS = 2
"""Significant digits of a difference, and decimals of a level."""
PERCENT = 100.0
NUMBER = re.compile(rf"([+{MINUS_SIGN}]?)(\d[\d,.]*)")
"""A number in an interval, its sign apart."""


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
    low, mean, high = found.estimate.low, found.estimate.mean, found.estimate.high
    if found.number.against is None:
        return f"{level(low, found.unit)} to {level(high, found.unit)}" if what else level(mean, found.unit)
    if what == "range":
        return f"{apart(low, found).removesuffix(word_of(*said_as(found)))} to {apart(high, found)}"
    if what == "told":
        return with_interval(found) + ("" if found.estimate.is_off_zero else UNTOLD)
    if what == "payback" and not found.estimate.is_off_zero:
        return "no quarter that can be told"
    if what == "payback":
        return f"quarter {found.payback}" if found.payback else "no quarter of the run"
    if what == "often":
        there, every = found.often()
        return f"{there:,} of {every:,}"
    return apart(mean, found, signed=what != "size")


def with_interval(found: "Found") -> str:
    """Return a difference with its interval, and its unit once."""
    return estimate(found.estimate, *said_as(found))


def estimate(one: "Estimate", unit: str, points: bool = True) -> str:
    """Return a difference with its interval, and its unit once where it is a word.

    Example
    -------
    >>> from orgsim.results.statistics import Estimate
    >>> estimate(Estimate(1.2, 0.96, 1.4), "weeks"), estimate(Estimate(0.09, 0.07, 0.11), "share", False)
    ('+1.20 (+0.96 to +1.40) weeks', '+9.0% (+7.0% to +11.0%)')
    >>> estimate(Estimate(-4.43, -7.64, -1.22), "$M")
    '\N{MINUS SIGN}$4.4M (\N{MINUS SIGN}$7.6M to \N{MINUS SIGN}$1.2M)'
    """
    scale = PERCENT if unit.startswith("share") else 1.0
    text = plain_words.interval(scale * one.mean, scale * one.low, scale * one.high)
    if unit.startswith("share") and not points:
        text = NUMBER.sub(r"\g<0>%", text)
    elif unit[:2] in ("$M", "$k"):
        text = NUMBER.sub(rf"\g<1>$\g<2>{unit[1:]}", text)
    return text + word_of(unit, points)


def said_as(found: "Found") -> tuple[str, bool]:
    """Return in which unit a difference is said, and whether a share is in percentage points."""
    return ("share", False) if found.is_share else (found.unit, True)


def word_of(unit: str, points: bool) -> str:
    """Return what stands behind a difference where that is a word, with the space before it."""
    if unit.startswith("share"):
        return " percentage points" if points else ""
    return "" if unit[:2] in ("$M", "$k") or not unit else f" {unit}"


def level(value: float, unit: str) -> str:
    """Return a level with its unit."""
    scale = PERCENT if unit.startswith("share") else 1.0
    return plain_words.amount(round(scale * value, DIGITS) / scale, unit)


def apart(value: float, found: "Found", *, signed: bool = True) -> str:
    """Return a difference with its unit, no finer than its interval allows."""
    unit, points = said_as(found)
    return difference(no_finer(value, found.estimate, unit), unit, signed=signed, points=points)


def no_finer(value: float, one: "Estimate", unit: str) -> float:
    """Return a difference rounded to the last digit that is shown beside its interval, so that text and tables agree about zero."""
    scale = PERCENT if unit.startswith("share") else 1.0
    half = scale * (one.high - one.low) / 2
    return round(scale * value, max(plain_words.decimals(half) - 1, 0)) / scale if half > 0.0 else value


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
