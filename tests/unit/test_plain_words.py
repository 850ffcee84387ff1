"""Numbers with their nouns."""

import pytest

from orgsim.plain_words import agreeing, counted, measured


@pytest.mark.parametrize(
    ("noun", "one", "many"),
    [
        ("manager", "1 manager", "2 managers"),
        ("row* without an id", "1 row without an id", "2 rows without an id"),
        ("{person|people} on leave", "1 person on leave", "2 people on leave"),
        ("id* that {looks|look} odd", "1 id that looks odd", "2 ids that look odd"),
        ("status{|es}", "1 status", "2 statuses"),
    ],
)
def test_a_noun_agrees_with_its_number(noun: str, one: str, many: str) -> None:
    """One is singular; every other number, nothing included, is plural."""
    assert (counted(1, noun), counted(2, noun)) == (one, many)
    assert counted(0, noun) == many.replace("2", "0")


def test_thousands_are_grouped() -> None:
    """1,200 is easier to read than 1200."""
    assert counted(1200, "row") == "1,200 rows"
    assert agreeing(1, "row") == "row"


def test_amounts_agree_too() -> None:
    """Only just one is singular."""
    assert [measured(amount, "year") for amount in (1.0, 0.25, 1.5, 20)] == [
        "1 year",
        "0.25 years",
        "1.5 years",
        "20 years",
    ]
