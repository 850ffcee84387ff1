"""Dated careers: who was at which level from when to when, and how each spell ended.

A *stay* is what a file says: one person in one role. Somebody may hold several roles at once; a *spell* is what counts here: an
unbroken time with one level as the highest held. It ends in a promotion, an exit, another move, or it is still running (censored).
"""

import importlib
import pkgutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Literal, Protocol, cast

import orgsim.careers.histories
from orgsim.errors import InputError
from orgsim.scenario.document import read_text
from orgsim.scenario.ladder.importers._tables import headings
from orgsim.scenario.problems import shown

Ending = Literal["promotion", "exit", "other"]
DAYS_PER_YEAR = 365.25
A_DAY = 1 / DAYS_PER_YEAR
GAP = 0.25
"""Years; a shorter absence is no exit."""


@dataclass(frozen=True)
class Stay:
    """One person in one role; times in years, `end` None while it lasts."""

    person: str
    level: int
    start: float
    end: float | None
    start_known: bool = True


@dataclass(frozen=True)
class Spell:
    """An unbroken time at one level; `ending` None: still running when the record ends."""

    person: str
    level: int
    start: float
    end: float
    ending: Ending | None
    start_known: bool = True

    def before(self, cut: float) -> "Spell":
        """Return the spell as it was known at a date: not ended, if it ended later."""
        return self if self.end <= cut else replace(self, end=cut, ending=None)


@dataclass(frozen=True)
class History:
    """Spells of many people on one ladder."""

    levels: tuple[str, ...]
    spells: tuple[Spell, ...]
    first: float
    last: float
    reviews: tuple[float, ...] = ()
    """Dates at which moves are decided; none: at any time."""

    @property
    def people(self) -> int:
        """How many people there are."""
        return len({spell.person for spell in self.spells})


@dataclass(frozen=True)
class Record:
    """What a reader found in a file."""

    levels: tuple[str, ...]
    stays: tuple[Stay, ...]
    last: float
    reviews: tuple[float, ...] = ()


class Reader(Protocol):
    """What a module of ``histories`` offers."""

    ABOUT: str

    def recognizes(self, found: Sequence[str]) -> bool:
        """Tell whether a table with these headings has this shape."""

    def read(self, path: Path, order: Sequence[str]) -> Record:
        """Return the stays in a file."""


def all_readers() -> Mapping[str, Reader]:
    """Return every reader by name."""
    found = sorted(module.name for module in pkgutil.iter_modules(orgsim.careers.histories.__path__))
    return {
        name.replace("_", "-"): cast("Reader", importlib.import_module(f"orgsim.careers.histories.{name}"))
        for name in found
    }


def read_history(path: Path, order: Sequence[str] = (), gap: float = GAP) -> History:
    """Read dated careers.

    Raises
    ------
    InputError
        When the file has no known shape, or does not keep to it.
    """
    found = headings(read_text(path))
    for reader in all_readers().values():
        if reader.recognizes(found):
            return history_of(reader.read(path, order), gap)
    shapes = "\n".join(f"  {name}: {reader.ABOUT}" for name, reader in all_readers().items())
    raise InputError(f"{shown(path)} has none of the shapes of a role history that orgsim knows:\n{shapes}")


def history_of(record: Record, gap: float = GAP) -> History:
    """Return the spells that follow from stays."""
    by_person: dict[str, list[Stay]] = {}
    for stay in record.stays:
        by_person.setdefault(stay.person, []).append(stay)
    last = record.last + A_DAY  # whoever starts on the last day has been seen
    spells = [spell for stays in by_person.values() for spell in _spells(stays, last, gap)]
    if not spells:
        raise InputError("nobody in this history was anywhere for any time")
    return History(record.levels, tuple(spells), min(spell.start for spell in spells), last, record.reviews)


def _spells(stays: Sequence[Stay], last: float, gap: float) -> list[Spell]:
    """Turn one person's stays into spells, each with its ending."""
    runs = _joined(_highest(stays, last), gap)
    spells = []
    for here, after in pairwise([*runs, None]):
        if here is None:
            continue
        ending: Ending | None = "exit"
        if after is not None and after.start - here.end <= gap:
            ending = "promotion" if after.level > here.level else "other"
        elif here.end >= last:
            ending = None
        spells.append(replace(here, ending=ending))
    return spells


def _highest(stays: Sequence[Stay], last: float) -> list[Spell]:
    """Return the runs of time between changes, each with the highest level held in it."""
    ends = [(stay, last if stay.end is None else min(stay.end, last)) for stay in stays]
    dates = sorted({stay.start for stay in stays} | {end for _, end in ends})
    runs = []
    for start, end in pairwise(dates):
        held = [stay for stay, until in ends if stay.start <= start and until >= end]
        if held:
            top = max(held, key=lambda stay: (stay.level, stay.start_known))
            runs.append(Spell(top.person, top.level, start, end, None, top.start_known))
    return runs


def _joined(runs: Iterable[Spell], gap: float) -> list[Spell]:
    """Join neighbouring runs at one level when little or no time lies between them."""
    joined: list[Spell] = []
    for run in runs:
        if joined and joined[-1].level == run.level and run.start - joined[-1].end <= gap:
            joined[-1] = replace(joined[-1], end=run.end)
        else:
            known = run.start_known or bool(joined and run.start - joined[-1].end <= gap)
            joined.append(replace(run, start_known=known))
    return joined


def years(text: str) -> float:
    """Return an ISO date as years.

    Raises
    ------
    ValueError
        When it is not such a date.
    """
    return date.fromisoformat(text.strip()[:10]).toordinal() / DAYS_PER_YEAR


def as_date(moment: float) -> str:
    """Return years as an ISO date."""
    return date.fromordinal(round(moment * DAYS_PER_YEAR)).isoformat()
