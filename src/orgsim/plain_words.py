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
