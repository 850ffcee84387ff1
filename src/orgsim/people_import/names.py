"""People's names inside titles, teams and departments, taken out before anything is made of them: 'Assistant to Jane Doe'."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from orgsim.people_import.characters import MAIL, folded, name_key, tokens
from orgsim.people_import.person import Person

SHORTEST_NAME = 3
"""Shorter words of a name are left in titles: 'Li' or 'Al' may be anything."""


def without_names(people: Sequence[Person], harmless: Collection[str]) -> list[Person]:
    """Return people whose titles, teams and departments name nobody; `harmless` words stay, whoever is called so.

    A full name is taken out wherever it stands; a single one from a person's own title, and from a team or department that the
    person, or one who reports to them by name, belongs to.
    """
    full = _full_names(people)
    singles = {person.row: _singles([person], harmless) for person in people}
    units = {field: _singles_of_units(people, field, harmless) for field in ("team", "department")}
    return [
        replace(
            person,
            title=without(person.title, full, singles[person.row]),
            team=without(person.team, full, units["team"][folded(person.team)]),
            department=without(person.department, full, units["department"][folded(person.department)]),
        )
        for person in people
    ]


def _full_names(people: Iterable[Person]) -> set[tuple[str, str]]:
    pairs: set[tuple[str, str]] = set()
    for person in people:
        words = tokens(name_key(person.name))
        if len(words) > 1:
            pairs |= {(words[0], words[-1]), (words[-1], words[0])}
    return pairs


def _singles(people: Iterable[Person], harmless: Collection[str]) -> set[str]:
    names = (word for person in people for word in tokens(name_key(person.name)))
    return {word for word in names if len(word) >= SHORTEST_NAME and word not in harmless}


def _singles_of_units(people: Iterable[Person], field: str, harmless: Collection[str]) -> dict[str, set[str]]:
    """Return the names of everybody in each unit, and of the managers whom its people name."""
    members: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        members[folded(getattr(person, field))] += [person, replace(person, name=person.manager)]
    return {unit: _singles(same, harmless) for unit, same in members.items()}


def without(text: str, full: Collection[tuple[str, str]], single: Collection[str]) -> str:
    """Return a text without mail addresses, full names (first and last, in any order) and single names.

    Example
    -------
    >>> without("Assistant to Jane Doe", {("jane", "doe")}, set())
    'Assistant to'
    """
    text = MAIL.sub(" ", text)
    words = list(re.finditer(r"[^\W_]+", text))
    plain = [folded(word[0]) for word in words]
    gone = {place for place, word in enumerate(plain) if word in single}
    for place, pair in enumerate(pairwise(plain)):
        if pair in full:
            gone |= {place, place + 1}
    for place in sorted(gone, reverse=True):
        text = text[: words[place].start()] + text[words[place].end() :]
    return _mended(text) if gone else " ".join(text.split())


def _mended(text: str) -> str:
    """Return a text without the punctuation that stood around what was taken out."""
    text = re.sub(r"\(\s*\W*\s*\)|\[\s*\W*\s*\]", " ", text)
    return " ".join(text.split()).strip(" ,;:-/&|'\u2019")
