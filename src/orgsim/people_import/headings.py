"""Which heading means what: the synonyms of ``headings.yaml``, and what they say about the system that wrote a table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from orgsim.people_import.characters import squeezed
from orgsim.scenario.document import read_document

VOCABULARY = Path(__file__).with_name("headings.yaml")
FEWEST_COLUMNS = 4
"""Columns that must be known before a source is guessed."""


@dataclass(frozen=True)
class Source:
    """A system that exports people."""

    key: str
    name: str
    headings: frozenset[str]


@cache
def fields() -> Mapping[str, tuple[str, ...]]:
    """Return the headings of every field, squeezed, in order of preference."""
    data = read_document(VOCABULARY).data["fields"]
    return {field: tuple(dict.fromkeys(map(squeezed, headings))) for field, headings in data.items()}


@cache
def sources() -> Mapping[str, Source]:
    """Return the systems whose exports are known."""
    data = read_document(VOCABULARY).data["sources"]
    return {key: Source(key, entry["name"], frozenset(map(squeezed, entry["headings"]))) for key, entry in data.items()}


@cache
def _meanings() -> Mapping[str, frozenset[str]]:
    meanings: dict[str, set[str]] = {}
    for field, headings in fields().items():
        for heading in headings:
            meanings.setdefault(heading, set()).add(field)
    return {heading: frozenset(found) for heading, found in meanings.items()}


def meaning(heading: str) -> frozenset[str]:
    """Return the fields that a heading may stand for."""
    return _meanings().get(squeezed(heading), frozenset())


def recognised(cells: Iterable[str]) -> int:
    """Return for how many fields a row has a heading."""
    return len({field for cell in cells for field in meaning(cell)})


def preference(field: str, heading: str, source: Source | None) -> tuple[int, int]:
    """Return how good a heading is for a field, the smaller the better; the given source's own headings come first."""
    form = squeezed(heading)
    known = fields()[field]
    return (0 if source and form in source.headings else 1, known.index(form) if form in known else len(known))


def guess(headings: Iterable[str]) -> tuple[Source, int, int] | None:
    """Return the system whose headings these look like, with how many it knows of how many; nothing when in doubt."""
    forms = [form for form in map(squeezed, headings) if form]
    counts = {key: sum(form in source.headings for form in forms) for key, source in sources().items()}
    best = max(counts.values(), default=0)
    winners = [key for key, number in counts.items() if number == best]
    if best < FEWEST_COLUMNS or 2 * best < len(forms) or len(winners) > 1:
        return None
    return sources()[winners[0]], best, len(forms)
