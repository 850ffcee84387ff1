"""Wording that every output shares: numbers with their nouns and units, and lists in sentences."""

import math
import re
from collections.abc import Sequence

DIGITS = 3
"""Significant digits of a number in text."""


def counted(number: int, noun: str) -> str:
    """Return a number with its noun in the singular or the plural.

    The plural takes an s where the noun has a ``*``, or else at its end; of ``{person|people}`` the second word is the plural.

    Example
    -------
    >>> counted(1, "row* without an id"), counted(2, "row* without an id")
    ('1 row without an id', '2 rows without an id')
    >>> counted(1200, "{person|people} on leave")
    '1,200 people on leave'
    """
    return f"{number:,} {agreeing(number, noun)}"


def dated(quarter: int, week: int = 0) -> str:
    """Return a date that a file states as quarters and weeks after the start: what is written there, and where that falls.

    Example
    -------
    >>> dated(0), dated(2), dated(1, 16)
    ('at the start of quarter 1', 'after 2 quarters (start of quarter 3)', 'after 2 quarters and 3 weeks (week 4 of quarter 3)')
    """
    quarter, week = quarter + week // 13, week % 13
    passed = " and ".join(counted(number, noun) for number, noun in ((quarter, "quarter"), (week, "week")) if number)
    falls = f"week {week + 1}" if week else "start"
    return f"after {passed} ({falls} of quarter {quarter + 1})" if passed else "at the start of quarter 1"


def measured(number: float, noun: str) -> str:
    """Return an amount that need not be whole with its noun, as `counted` does.

    Example
    -------
    >>> measured(1.0, "year"), measured(2.5, "year")
    ('1 year', '2.5 years')
    """
    return f"{number:g} {agreeing(number, noun)}"


def agreeing(number: float, noun: str) -> str:
    """Return a noun in the form that agrees with a number; see `counted` for how a noun says its plural."""
    if "*" not in noun and "{" not in noun:
        noun += "*"
    noun = re.sub(r"\{(.*?)\|(.*?)\}", r"\1" if number == 1 else r"\2", noun)
    return noun.replace("*", "" if number == 1 else "s")


def decimals(value: float) -> int:
    """Return how many decimals show three significant digits."""
    if value == 0 or not math.isfinite(value):
        return 0
    return DIGITS - 1 - math.floor(math.log10(abs(value)))


def number(value: float, places: int | None = None, *, signed: bool = False) -> str:
    """Return a number with at most three significant digits, trailing zeros dropped unless `places` asks for them.

    Example
    -------
    >>> number(1234.5), number(0.04567), number(2.0), number(0.5, 2, signed=True)
    ('1,230', '0.0457', '2', '+0.50')
    """
    if not math.isfinite(value):
        return "\N{EN DASH}"
    most = decimals(value)
    rounded = round(value, most if places is None else min(places, most)) + 0.0
    shown = max(0, min(most, 6) if places is None else min(places, most))
    text = f"{abs(rounded):,.{shown}f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    if rounded < 0:
        return f"\N{MINUS SIGN}{text}"
    return f"+{text}" if signed and rounded > 0 else text


def interval(middle: float, low: float, high: float) -> str:
    """Return a difference and its interval, all with as many decimals as the interval deserves.

    Example
    -------
    >>> interval(0.314, 0.241, 0.384)
    '+0.314 (+0.241 to +0.384)'
    """
    places = decimals(max(abs(low), abs(high)))
    if high > low:
        places = min(places, decimals((high - low) / 2) - 1)
    places = max(places, 0)
    shown = [number(value, places, signed=True) for value in (middle, low, high)]
    return f"{shown[0]} ({shown[1]} to {shown[2]})"


def enumerated(names: Sequence[str], most: int = 8, link: str = "and") -> str:
    """Return names as a list in a sentence, the last one behind `link`, the tail counted when it is long."""
    if len(names) > most:
        return f"{', '.join(names[:most])} {link} {len(names) - most} more"
    return f" {link} ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""


MINUS_SIGN = "\N{MINUS SIGN}"


def amount(value: float, unit: str, *, difference: bool = False) -> str:
    """Return a value with its unit; shares as per cent, differences of shares as percentage points.

    Example
    -------
    >>> amount(4.431, "$M"), amount(0.0412, "share"), amount(0.002, "share", difference=True), amount(0.1, "share a year")
    ('$4.43M', '4.12%', '0.2 percentage points', '10% a year')
    >>> amount(9410, "$k a year")
    '$9,410k a year'
    """
    if not math.isfinite(value):
        return "no value"
    if unit.startswith("share"):
        return f"{number(100 * value)}{' percentage points' if difference else '%'}{unit.removeprefix('share')}"
    if unit[:2] in ("$M", "$k"):
        return f"{MINUS_SIGN if value < 0 else ''}${number(abs(value))}{unit[1:]}"
    return f"{number(value)} {unit}".strip()


def change(value: float, unit: str) -> str:
    """Return a difference with its sign and its unit.

    Example
    -------
    >>> change(4.431, "$M"), change(0.0123, "share")
    ('+$4.43M', '+1.23 percentage points')
    """
    sign = "+" if value > 0 else MINUS_SIGN if value < 0 else ""
    return sign + amount(abs(value), unit, difference=True) if math.isfinite(value) else "no value"


def estimate(middle: float, low: float, high: float, unit: str) -> str:
    """Return a difference with its interval and, once, its unit.

    Example
    -------
    >>> estimate(4.431, 1.22, 7.631, "$M"), estimate(0.0123, 0.011, 0.0136, "share")
    ('+$4.43M (+$1.22M to +$7.63M)', '+1.23 (+1.1 to +1.36) percentage points')
    >>> estimate(0.0113, 0.000406, 0.0221, "weeks")
    '+0.0113 (+0.0004 to +0.0221) weeks'
    """
    if not all(map(math.isfinite, (middle, low, high))):
        return "no value"
    middle, low, high = _beside_the_largest(middle, low, high)
    if unit == "$M":
        return f"{change(middle, unit)} ({change(low, unit)} to {change(high, unit)})"
    share = unit.startswith("share")
    scale, name = (100.0, unit.replace("share", "percentage points", 1)) if share else (1.0, unit)
    shown = [number(scale * value, signed=True) for value in (middle, low, high)]
    return f"{shown[0]} ({shown[1]} to {shown[2]}) {name}".strip()


def _beside_the_largest(*values: float) -> list[float]:
    """Return values without the digits that mean nothing beside the largest of them: two places or more beyond its last."""
    places = decimals(max(map(abs, values)))
    return [round(value, places) if decimals(value) > places + 1 else value for value in values]


def relative(value: float, base: float, unit: str) -> str:
    """Return how large a difference is beside its base, as text behind it; nothing for shares, whose difference says it."""
    if unit.startswith("share") or not math.isfinite(value) or not base:
        return ""
    return f", {number(100 * value / abs(base), signed=True)}%"


def in_ten(better: int, futures: int) -> str:
    """Return a count as a frequency that is easy to picture; nothing where the count itself is.

    Nor where no whole number is near, or only none or all.

    Example
    -------
    >>> in_ten(143, 200), in_ten(3, 10), in_ten(199, 200), in_ten(34, 40)
    (', about 7 in 10', '', '', '')
    """
    exact = 10 * better / futures if futures else 0.0
    tenths = round(exact)
    return f", about {tenths} in 10" if futures > 10 and 0 < tenths < 10 and abs(exact - tenths) <= NEAR else ""


NEAR = 0.25
"""How far from a whole number of ten a frequency may be, in tenths, to be told as one."""
