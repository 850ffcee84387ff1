"""What happens to the organisation, whatever its design: one class for each kind of event, with just its own fields.

An event of a kind that rules of the engine act on (an ``Incident``) becomes a row of the engine's events: the names it holds are its
subjects, in order, and ``quarters`` and ``factor`` are what they say. One that changes the organisation itself (an ``Upheaval``) becomes
a stage of the design, worked out by the planner that ``design`` has for its kind.
"""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from orgsim.scenario.fields import Section, chance
from orgsim.scenario.names import DomainId, Id, ObjectiveId, PostId
from orgsim.scenario.skills import Engagement, Skills


class Event(Section):
    """Something that happens at a date."""

    quarter: int = Field(0, ge=0, le=80)
    """When: quarters after the warm-up."""
    week: int = Field(0, ge=0, le=12)
    """... and weeks into that quarter."""


class Incident(Event):
    """An event that rules of the engine act on: those that ask for its `happening`."""

    happening: ClassVar[str]
    """The member of the engine's ``Happening`` that it is."""


class Upheaval(Event):
    """An event that changes the organisation itself: a stage of every design."""


class StrategyShift(Incident):
    """Two objectives trade places in the strategy."""

    happening = "STRATEGY"
    kind: Literal["strategy_shift"]
    objectives: list[ObjectiveId]
    """Which two objectives trade places."""
    factor: float = Field(1.0, ge=0, le=20)
    """How far their weights trade places; 1: completely."""

    @field_validator("objectives")
    @classmethod
    def _two_objectives(cls, value: list[str]) -> list[str]:
        if len(set(value)) != 2:
            raise PydanticCustomError("E209", "a strategy_shift names two different objectives that trade places")
        return value


class DemandSurge(Incident):
    """A domain offers more, or fewer, opportunities for a while."""

    happening = "SURGE"
    kind: Literal["demand_surge"]
    factor: float = Field(ge=0, le=20)
    """What the demand is multiplied by."""
    quarters: int = Field(1, ge=1, le=80)
    """For how long."""
    domain: DomainId | None = None
    """Which domain; none: all."""


class HiringFreeze(Incident):
    """Nobody is hired for a while, anywhere."""

    happening = "FREEZE"
    kind: Literal["hiring_freeze"]
    quarters: int = Field(1, ge=1, le=80)
    """For how long."""


class Departure(Incident):
    """The holder of a post leaves."""

    happening = "DEPARTURE"
    kind: Literal["departure"]
    post: PostId
    """Whose holder leaves."""


class Takeover(Section):
    """Somebody known takes over a post; shared by the event and by the operation that does it."""

    post: str
    """Whose holder leaves."""
    name: str | None = Field(None, max_length=200)
    """What to call the successor."""
    skills: Skills | None = None
    """Known skills of the successor; those not named are drawn as for anybody who is hired into the post."""
    level: Id | None = None
    """Level of the ladder on which the successor arrives; default: that of the post."""
    engagement: Engagement = 0.0
    """Engagement with which the successor begins, in standard deviations; 0 is usual."""
    overlap_weeks: int = Field(0, ge=0, le=52)
    """Weeks before the date in which the successor is already there, and paid."""
    vacant_weeks: int = Field(0, ge=0, le=104)
    """Weeks after the date until the successor comes."""

    @model_validator(mode="after")
    def _early_or_late(self) -> Self:
        if self.overlap_weeks and self.vacant_weeks:
            raise PydanticCustomError(
                "E209", "a replacement has `overlap_weeks` or `vacant_weeks`: nobody comes both early and late"
            )
        return self


class Replacement(Incident, Takeover):
    """The holder of a post leaves, and somebody known takes over."""

    happening = "REPLACEMENT"
    kind: Literal["replacement"]
    post: PostId
    """Whose holder leaves."""


class Layoff(Upheaval):
    """A share of the engineers of every team goes, and posts close."""

    kind: Literal["layoff"]
    share: float = chance(0.0, unit="share", source="the scenario's own")
    """Share of the engineers who go."""
    domain: DomainId | None = None
    """Whose engineers; none: those of all teams."""
    posts: list[PostId] = Field(default_factory=list, max_length=2000)
    """Posts that close."""

    @model_validator(mode="after")
    def _somebody_goes(self) -> Self:
        if not self.share and not self.posts:
            raise PydanticCustomError("E201", "missing 'share' or 'posts': a layoff needs one of them")
        if self.domain is not None and not self.share:
            raise PydanticCustomError("E201", "missing 'share': `domain` says whose engineers go, and none do")
        return self


class Acquisition(Upheaval):
    """Another organisation joins: its roots report to one of our posts."""

    kind: Literal["acquisition"]
    organisation: str = Field(min_length=1, max_length=200)
    """The scenario file of the organisation that is acquired, beside the one that names it."""
    reports_to: PostId
    """The post that its roots report to."""
    prefix: str | None = Field(None, pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,15}$")
    """What the names of its domains, teams and posts begin with; default: the file's name and a dash."""


AnyEvent = Annotated[
    StrategyShift | DemandSurge | HiringFreeze | Departure | Replacement | Layoff | Acquisition,
    Field(discriminator="kind"),
]
"""An event of any kind."""
