"""What a career ladder says: tracks, levels, expectations, seats, pay and moves. All pydantic, all frozen, nothing computed.

A number names its source: a level or a move has one `source` for all its numbers and `sources` for those that come from elsewhere;
both are keys of the ladder's table of sources.
"""

from math import log1p
from typing import Literal

from pydantic import Field, field_validator

from orgsim.scenario.fields import Section, Setting, chance, parameter
from orgsim.scenario.ladder.parts import Competency, Expectation, Pay, Source, Track
from orgsim.scenario.names import Id
from orgsim.scenario.parameters import Staffing

Headcount = Literal["seats", "committee"]
MoveKind = Literal["promotion", "lateral", "return"]

QUARTERS_PER_YEAR = 4
ASSUMED = "assumed; a starting point to vary"


class Level(Section):
    """One level of a track: what it expects, how it is entered and left, what it pays."""

    title: str = Field(min_length=1, max_length=200)
    """What people call it."""
    track: Id
    """Track it is on."""
    rung: int = Field(ge=0, le=100)
    """Height; levels of different tracks on one rung count as equal."""
    description: str = Field("", max_length=4000)
    """What it is about."""
    role: Id | None = None
    """Role of the organisation that its holders fill."""
    expectations: dict[Id, Expectation] = Field(default_factory=dict)
    """What it asks for (a number is short for its value)."""
    exercised: list[Id] | None = None
    """Competencies that the job gives occasion to show; default: as its role's week says."""
    min_quarters: int = Field(0, ge=0, le=200)
    """Quarters in this level before a promotion out of it."""
    headcount: Headcount = "seats"
    """What lets people in: a free seat, or a committee that asks for no seat."""
    seats: int | None = Field(None, ge=0, le=1_000_000)
    """Posts there are; needed when seats let people in."""
    promotion_share: float | None = Field(None, ge=0, le=1)
    """Committee: most of the eligible that one review promotes into this level; none: whoever clears the bar."""
    bar: float | None = Field(None, ge=-10, le=10)
    """Committee: mark, in standard deviations of the eligible's, that a case must clear; none: no bar."""
    pay: Pay | None = None
    """Pay band."""
    heads: int | None = Field(None, ge=0, le=1_000_000)
    """People at the start; default: every seat is taken."""
    entry: bool = False
    """Whether people are hired into it from outside who have held no level below."""
    hires_per_quarter: float = parameter(0.0, unit="people a quarter", low=0, high=100_000, source=ASSUMED)
    """Outside hires that do not wait for a seat (committee levels)."""
    external_share: float | None = Field(None, ge=0, le=1)
    """Share of its vacancies filled from outside; default: all at entry levels, else the ladder's `external_share`."""
    exits_per_year: float | None = Field(None, ge=0, le=5)
    """Rate at which holders leave the organisation, for any reason; default: the parameter `attrition_rate`."""
    growth_per_year: float = parameter(0.0, unit="share a year", low=-1, high=10, source=ASSUMED)
    """Rate at which seats are added."""
    source: Id | None = None
    """Source of its numbers."""
    sources: dict[str, Id] = Field(default_factory=dict)
    """Sources of single numbers, by field."""

    @field_validator("expectations", mode="before")
    @classmethod
    def _numbers_are_values(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        return {key: {"value": entry} if _is_number(entry) else entry for key, entry in value.items()}

    @property
    def vacancy_bound(self) -> bool:
        """Whether people enter only when a seat is free."""
        return self.headcount == "seats"

    @property
    def exits(self) -> float:
        """Rate of exits a year: as stated, else that of the parameter `attrition_rate` by default."""
        default = float(Staffing.model_fields["attrition_rate"].default)
        return self.exits_per_year if self.exits_per_year is not None else -log1p(-default)

    @property
    def starting_heads(self) -> int:
        """People at the start."""
        return self.heads if self.heads is not None else self.seats or 0


class Move(Section):
    """A step people take from one level to another."""

    origin: Id = Field(alias="from")
    """Level it starts from."""
    to: Id
    """Level it leads to."""
    kind: MoveKind = "promotion"
    """Promotion: up; lateral: on the same rung; return: back, without a rise."""
    rate_per_year: float | None = Field(None, ge=0, le=50)
    """Rate at which holders take it, for the closed forms; none: follows from seats or the committee."""
    note: str = Field("", max_length=1000)
    """What to know about it."""
    source: Id | None = None
    """Who says that people make it."""


class Policy(Section):
    """Who is promoted, when there is something to be promoted to."""

    name: str = Field("merit", min_length=1, max_length=64)
    """Name of a policy that orgsim knows."""
    settings: dict[str, Setting] = Field(default_factory=dict)
    """Its settings."""


class Ladder(Section):
    """A career ladder, complete."""

    name: str = Field("ladder", min_length=1, max_length=80)
    """Name of the ladder."""
    description: str = Field("", max_length=4000)
    """What it is about."""
    sources: dict[Id, Source] = Field(default_factory=dict)
    """Where its numbers and moves come from."""
    source: Id | None = None
    """Source of every number that names none."""
    competencies: dict[Id, Competency] = Field(default_factory=dict, max_length=500)
    """What its levels expect."""
    tracks: dict[Id, Track] = Field(min_length=1, max_length=100)
    """Lines of levels, in the order in which they are shown."""
    levels: dict[Id, Level] = Field(min_length=1, max_length=500)
    """Levels."""
    moves: list[Move] = Field(default_factory=list, max_length=10_000)
    """Steps between levels."""
    policy: Policy = Policy()
    """Who is promoted."""
    reviews_per_year: int = Field(2, ge=1, le=12)
    """Promotion reviews a year."""
    external_share: float = chance(
        0.35, unit="share", source="practitioner studies of posts filled from within, 43 to 90 % (weak)"
    )
    """Share of vacancies above the entry levels that outside hires fill."""

    def moves_from(self, level: str) -> list[Move]:
        """Return the steps that start from a level."""
        return [move for move in self.moves if move.origin == level]

    def moves_to(self, level: str) -> list[Move]:
        """Return the steps that lead to a level."""
        return [move for move in self.moves if move.to == level]

    def levels_of(self, track: str) -> list[str]:
        """Return a track's levels from the bottom up."""
        own = [name for name, level in self.levels.items() if level.track == track]
        return sorted(own, key=lambda name: self.levels[name].rung)

    def share_hired(self, name: str) -> float:
        """Return the share of a level's vacancies that outside hires fill."""
        level = self.levels[name]
        if level.external_share is not None:
            return level.external_share
        return 1.0 if level.entry else self.external_share


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
