"""Dates as exports write them: a column decides between day first and month first, and Excel's serial numbers are dates too."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Literal

Order = Literal["day_first", "month_first"]

EXCEL_EPOCH = dt.date(1899, 12, 30)
SERIALS = range(20_000, 80_000)
"""Excel's serial numbers of 1954 to 2118."""
SLASHED = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})\b.*")
ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b.*")


def order_of(texts: Sequence[str]) -> Order | None:
    """Return what a column shows about its order of day and month; nothing when every date could be read both ways.

    Example
    -------
    >>> order_of(["03/04/2021", "25/12/2021"])
    'day_first'
    """
    found = [match for text in texts if (match := SLASHED.fullmatch(text.strip()))]
    if any("." in match[0][:3] for match in found) or any(int(match[1]) > 12 for match in found):
        return "day_first"
    if any(int(match[2]) > 12 for match in found) or not found:
        return "month_first"
    return None


def date_of(text: str, order: Order) -> dt.date | None:
    """Return the date in a cell; nothing when it is none."""
    text = text.strip()
    try:
        if text.isdigit() and int(text) in SERIALS:
            return EXCEL_EPOCH + dt.timedelta(days=int(text))
        if iso := ISO.fullmatch(text):
            return dt.date(int(iso[1]), int(iso[2]), int(iso[3]))
        if found := SLASHED.fullmatch(text):
            first, second, year = (int(part) for part in found.groups())
            day, month = (first, second) if order == "day_first" else (second, first)
            return dt.date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None
    return None


def is_serial(text: str) -> bool:
    """Tell whether a cell holds one of Excel's serial numbers."""
    return text.strip().isdigit() and int(text) in SERIALS
