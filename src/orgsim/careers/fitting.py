"""From dated careers to the numbers that a ladder asks for, each with the evidence behind it.

A history tells who left, who came from where and how long people were in a level. It does not tell how often committees meet, nor how many
seats were vacant. So what is fitted are rates: exits, hires, and the chance of a case, which is promotions over the time at risk.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

from orgsim.careers.hazards import LEAST_PEOPLE, Rate, share_interval
from orgsim.careers.spells import History, Spell
from orgsim.scenario.ladder.model import QUARTERS_PER_YEAR

UNLIKELY = 0.05
"""Chance below which a minimum that would have gone unused for so long is ruled out."""
A_LITTLE = 0.2
"""Quarters by which a date may be early, since quarters differ in length."""


@dataclass(frozen=True)
class Estimate:
    """A number, its 95 % interval, and a sentence on what it rests on."""

    value: float
    low: float
    high: float
    evidence: str


@dataclass(frozen=True)
class Step:
    """A spell, and where it led: a level, or None when the person left or is still there."""

    spell: Spell
    to: int | None
    hired: bool
    """Whether it began with a hire during the record."""


def steps_of(history: History) -> list[Step]:
    """Return every spell with what came before and after it."""
    found = []
    by_person: dict[str, list[Spell]] = {}
    for spell in history.spells:
        by_person.setdefault(spell.person, []).append(spell)
    for spells in by_person.values():
        for before, here, after in zip([None, *spells[:-1]], spells, [*spells[1:], None], strict=True):
            to = after.level if after is not None and here.ending in ("promotion", "other") else None
            outside = before is None or before.ending == "exit"
            found.append(Step(here, to, outside and here.start_known and here.start > history.first))
    return found


class Evidence:
    """What a history says of each number of a ladder; times in years, levels by their place from the bottom up."""

    def __init__(self, history: History) -> None:
        """Sort a history's spells by level."""
        self.history = history
        self.span = history.last - history.first
        self.steps = steps_of(history)
        self.at = [[step for step in self.steps if step.spell.level == level] for level in range(len(history.levels))]

    def people(self, level: int) -> int:
        """Return how many people were ever in a level."""
        return len({step.spell.person for step in self.at[level]})

    def shown(self, level: int) -> bool:
        """Tell whether enough people were in a level for its rates to be about nobody in particular."""
        return self.people(level) >= LEAST_PEOPLE

    def heads(self, level: int) -> int:
        """Return how many people are in a level when the record ends."""
        return sum(step.spell.ending is None for step in self.at[level])

    def moves(self) -> Counter[tuple[int, int]]:
        """Return how often people went from one level to another."""
        return Counter((step.spell.level, step.to) for step in self.steps if step.to is not None)

    def exits(self, level: int) -> Estimate:
        """Return the rate of exits a year."""
        left = sum(step.spell.ending == "exit" for step in self.at[level])
        return _rate(left, self._years(level), "left")

    def hires(self, level: int) -> Estimate:
        """Return the hires from outside in a quarter."""
        hired, quarters = sum(step.hired for step in self.at[level]), QUARTERS_PER_YEAR * self.span
        rate = Rate(hired, quarters)
        return Estimate(rate.value, *rate.interval(), f"{hired} hired in {quarters:.0f} quarters")

    def share_hired(self, level: int) -> Estimate | None:
        """Return the share of those who entered a level that came from outside; None when nobody entered."""
        hired = sum(step.hired for step in self.at[level])
        entered = hired + sum(count for (_, to), count in self.moves().items() if to == level)
        if not entered:
            return None
        return Estimate(hired / entered, *share_interval(hired, entered), f"{hired} of {entered} who entered")

    def moved(self, origin: int, to: int) -> Estimate:
        """Return the yearly rate of a move that people take of their own will."""
        return _rate(self.moves()[origin, to], self._years(origin), "moved")

    def minimum(self, level: int, upward: Sequence[int]) -> Estimate | None:
        """Return the quarters before a promotion, none earlier than the shortest; None where fewer than five people were promoted.

        The lower end is where, at the rate since, a promotion would have come earlier with a chance of 95 %.
        """
        ways = [s for s in self.at[level] if s.to in upward and s.spell.start_known]
        if len({step.spell.person for step in ways}) < LEAST_PEOPLE:
            return None
        times = [step.spell.end - step.spell.start for step in ways]
        shortest = int(QUARTERS_PER_YEAR * min(times) + A_LITTLE)
        rate = len(ways) / max(self._years(level, shortest, known=True), 1e-9)
        low = shortest
        while low and rate * self._between(level, low - 1, shortest) <= -log(UNLIKELY):
            low -= 1
        return Estimate(shortest, low, shortest, f"the shortest of {len(ways)} times before a promotion")

    def share_promoted(self, to: int, origins: dict[int, tuple[int, int]], reviews: int) -> Estimate:
        """Return the share of cases that a review lets into a level.

        `origins` are the levels below that lead there: quarters before a promotion, and over how many levels people's cases are spread.
        """
        risk = sum(self._years(origin, least) / ways for origin, (least, ways) in origins.items())
        came = sum(
            step.to == to and self._served(step.spell) >= least
            for o, (least, _) in origins.items()
            for step in self.at[o]
        )
        rate = Rate(came, risk)
        low, high = (_per_review(end, reviews) for end in rate.interval())
        said = f"{came} promoted in {risk:.1f} person-years of those who could be"
        return Estimate(_per_review(rate.value, reviews), low, high, said)

    def _served(self, spell: Spell) -> float:
        """Return the quarters in a level, a little rounded up; those of unknown start count as long enough."""
        return QUARTERS_PER_YEAR * (spell.end - spell.start) + A_LITTLE if spell.start_known else float("inf")

    def _years(self, level: int, least: int = 0, *, known: bool = False) -> float:
        """Return the person-years in a level, after the first quarters of each spell."""
        away = least / QUARTERS_PER_YEAR
        return sum(
            max(0.0, step.spell.end - step.spell.start - (away if step.spell.start_known else 0.0))
            for step in self.at[level]
            if step.spell.start_known or not known
        )

    def _between(self, level: int, low: int, high: int) -> float:
        """Return the person-years from one quarter in a level to another."""
        return self._years(level, low, known=True) - self._years(level, high, known=True)


def _rate(events: int, years: float, did: str) -> Estimate:
    rate = Rate(events, years)
    return Estimate(rate.value, *rate.interval(), f"{events} {did} in {years:.1f} person-years")


def _per_review(rate: float, reviews: int) -> float:
    """Return the chance at each of so many reviews a year that makes a yearly rate."""
    return 1.0 - exp(-rate / reviews)
