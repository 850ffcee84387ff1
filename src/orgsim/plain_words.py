"""Wording that every output shares: numbers with their nouns."""

import re


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
