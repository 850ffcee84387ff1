"""Numbers as people read them: three significant digits, and shares as percentages where that is their unit."""

import math


def number(value: float, unit: str = "") -> str:
    """Return a value of a unit as text.

    Example
    -------
    >>> number(0.0412, "share"), number(226.5), number(6.9051), number(float("nan"))
    ('4.12%', '226', '6.91', '-')
    """
    if math.isnan(value):
        return "-"
    if unit == "share":
        return f"{100 * value:.{_decimals(100 * value, least=1)}f}%"
    return f"{value:.{_decimals(value)}f}"


def difference(value: float, unit: str = "") -> str:
    """Return a difference as text, with its sign; shares in percentage points.

    Example
    -------
    >>> difference(-0.31), difference(0.012, "share"), difference(0.0)
    ('-0.310', '+1.20pp', '0')
    """
    if math.isnan(value):
        return "-"
    if value == 0:
        return "0"
    if unit == "share":
        return f"{100 * value:+.{_decimals(100 * value)}f}pp"
    return f"{value:+.{_decimals(value)}f}"


def _decimals(value: float, least: int = 0) -> int:
    if value == 0:
        return least
    return max(least, min(4, 2 - math.floor(math.log10(abs(value)))))
