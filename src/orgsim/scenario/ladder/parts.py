"""The small parts of a ladder: sources, tracks, competencies, expectations, pay bands."""

from typing import Annotated, Literal

from pydantic import Field

from orgsim.scenario.fields import Confidence, Section

Activity = Literal["administration", "contact", "desk", "portfolio", "product"]


class Source(Section):
    """Where numbers and moves come from."""

    title: str = Field(min_length=1, max_length=500)
    """What it is, so that a reader can find it."""
    url: str | None = Field(None, max_length=500)
    """Where it is."""
    licence: str | None = Field(None, max_length=100)
    """Under what terms its content is used."""
    confidence: Confidence = "low"
    """How far to trust it."""


class Track(Section):
    """A line of levels that a career may follow."""

    title: str = Field(min_length=1, max_length=200)
    """What people call it."""
    manages: bool = False
    """Whether its levels lead people."""


class Competency(Section):
    """Something that levels expect, and jobs exercise or do not."""

    name: str | None = Field(None, max_length=200)
    """What people call it; default: its id."""
    description: str = Field("", max_length=4000)
    """What it means."""
    theme: str | None = Field(None, max_length=200)
    """Group of competencies it belongs to."""
    needs_reports: bool = False
    """Whether only people who lead others get to show it."""
    practised_in: list[Activity] = Field(default_factory=list)
    """Activities of a role's week that exercise it; a role without hours for any of them never does."""


class Expectation(Section):
    """How much of a competency a level asks for."""

    value: float = Field(ge=0, le=1)
    """Needed competence; one half is an average holder of the entry level's job."""
    weight: float = Field(1.0, ge=0, le=1e6)
    """What it counts, relative to the level's other expectations."""
    criteria: list[Annotated[str, Field(max_length=2000)]] = Field(default_factory=list, max_length=100)
    """How it shows."""


class Pay(Section):
    """A pay band, $k a year."""

    low: float = Field(ge=0, le=10_000)
    """Lower end."""
    mid: float = Field(ge=0, le=10_000)
    """Middle: what a holder costs unless more is known."""
    high: float = Field(ge=0, le=10_000)
    """Upper end."""
