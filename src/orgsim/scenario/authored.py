"""Authored work: what a company has in hand and in service today, stated by name, beside what the market offers anyway."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from orgsim.scenario.fields import Section
from orgsim.scenario.names import DomainId, ObjectiveId, PlatformId, TeamId

WEEKS_PER_QUARTER = 13


class Dated(Section):
    """Something with a date."""

    quarter: int = Field(0, ge=0, le=80)
    """When: quarters after the warm-up."""
    week: int = Field(0, ge=0, le=12)
    """... and weeks into that quarter."""

    def weeks(self) -> int:
        """Return the weeks from the end of the warm-up to the date."""
        return self.quarter * WEEKS_PER_QUARTER + self.week


class Due(Dated):
    """A date until which something is worth all that it is worth."""


class Initiative(Dated):
    """A named initiative: it appears at its date (`quarter`, `week`), and is like any other from then on. It belongs to the market."""

    team: TeamId | None = None
    """The team that holds it; none: a team of its domain, as chance has it. That is the design's matter, everything else the market's."""
    domain: DomainId | None = None
    """The domain whose market it is for; default: that of its team."""
    value: float = Field(ge=-1e7, le=1e7)
    """What it truly brings over its life if it is launched on the day it appears, $k, in a usual market and as the strategy is stated.

    That is before discounting and before the pay for keeping it running. Nobody sees it.
    """
    effort: float = Field(ge=0.1, le=50_000)
    """What the whole of it takes, engineer-weeks of somebody who works alone, without rework and without the parts of partners."""
    objectives: dict[ObjectiveId, Annotated[float, Field(ge=0, le=1e6)]] = Field(default_factory=dict)
    """What it contributes to, relative; empty: to what its domain contributes to."""
    state: Literal["idea", "funded", "in_work"] = "idea"
    """Where it stands when it appears."""
    done: float = Field(0.0, ge=0, le=0.99)
    """Of what is in work, the share that is done when it appears."""
    due: Due | None = None
    """Until when it keeps its whole value; none: until it appears where there is a `half_life`, and otherwise for good."""
    half_life: float | None = Field(None, ge=1, le=5200)
    """Weeks in which it loses half of its value from then on; none: all of it is gone after the date on which it is due."""
    ground: Literal["core", "adjacent", "new"] = "core"
    """How far it is from what its domain does today: cases on new ground are judged with larger errors, and may need leave from above."""
    needs: list[PlatformId] = Field(default_factory=list, max_length=2)
    """Platforms that it builds on: their kinds of capability are integrated, or built where nobody has them."""
    depends_on: DomainId | None = None
    """A domain that owes it a piece of work before it can be launched."""
    joint_with: list[DomainId] = Field(default_factory=list, max_length=3)
    """Domains that each owe it a part of joint work, which it needs before it can be launched."""
    name: str | None = Field(None, max_length=200)
    """What to call it in figures."""

    @model_validator(mode="after")
    def _is_somewhere(self) -> Self:
        if self.team is None and self.domain is None:
            raise PydanticCustomError("E201", "missing 'team' or 'domain': an initiative needs one of them")
        return self

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        if self.done and self.state != "in_work":
            raise PydanticCustomError(
                "E209", "`done` is a share of what is in work, and this is not: it needs `state: in_work`"
            )
        if self.due is not None and self.due.weeks() < self.weeks():
            raise PydanticCustomError("E209", "`due` lies before the date on which this appears")
        if self.done and self.needs:
            raise PydanticCustomError(
                "E209", "`needs` come before the work itself, and some of that is done: leave them out"
            )
        if self.objectives and not any(self.objectives.values()):
            raise PydanticCustomError("E206", "at least one weight of its `objectives` must be above 0")
        return self


class Platform(Dated):
    """A named capability in service: a tool, service or platform that a team runs and others rely on. It belongs to the market."""

    team: TeamId
    """The team that runs it. That is the design's matter, and so is `used_by`; everything else is the market's."""
    domain: DomainId | None = None
    """The domain whose kind of capability it is; default: that of its team."""
    same_as: PlatformId | None = None
    """Another platform that does the same."""
    used_by: list[TeamId] = Field(default_factory=list, max_length=2_000)
    """Teams that rely on it, beside the one that runs it."""
    run_cost: float | None = Field(None, ge=0, le=2_000)
    """Engineers whom keeping it running takes when it appears; default: as much as its `effort` suggests."""
    effort: float | None = Field(None, ge=0.01, le=200_000)
    """What it took to build, engineer-weeks: moving off it takes a share of that. Default: as much as its `run_cost` suggests."""
    age: float = Field(2.0, ge=0, le=100)
    """Years since it was built."""
    name: str | None = Field(None, max_length=200)
    """What to call it in figures."""

    @model_validator(mode="after")
    def _takes_something(self) -> Self:
        if self.run_cost is None and self.effort is None:
            raise PydanticCustomError("E201", "missing 'run_cost' or 'effort': a platform needs one of them")
        if self.same_as is not None and self.domain is not None:
            raise PydanticCustomError("E209", "`domain` is that of the platform that this is the same as; leave it out")
        return self
