"""What a lesson simulates: a company, people on a ladder, or a desk, with the levers that move it and what is read from every future."""

from typing import Annotated, Literal, Self

from pydantic import Field, PlainValidator, field_validator, model_validator
from pydantic_core import PydanticCustomError

from orgsim.scenario.fields import Section, Setting
from orgsim.scenario.names import Id
from orgsim.stories.model import Measured, PartKind

Words = Annotated[str, Field(min_length=1, max_length=4000)]
Label = Annotated[str, Field(min_length=1, max_length=80)]
Quarter = Annotated[int, Field(ge=1, le=2000)]
Window = Annotated[list[Quarter], Field(min_length=2, max_length=2)]


def _dial(value: object) -> object:
    """Refuse what is neither a single value nor two bounds, in one sentence."""
    two = isinstance(value, list) and len(value) == 2 and all(isinstance(one, int | float) for one in value)
    if two or isinstance(value, bool | int | str | float):
        return value
    raise PydanticCustomError("setting_type", "expected a number, text, true or false, or two bounds")


Dial = Annotated[bool | int | float | str | list[float], PlainValidator(_dial)]
"""A setting of people on a ladder: one value, or two bounds."""


class Value(Section):
    """One position of a lever."""

    says: Label
    """What the position is called."""
    file: str | None = Field(None, min_length=1, max_length=200)
    """A scenario, or a ladder, beside the lesson that stands in the place of the experiment's.

    Where the name of that has a place for this lever, such as `{team}` in `today-{team}.yaml`, it is what stands there.
    """
    set_: dict[str, Setting] = Field(default_factory=dict, max_length=60, alias="set")
    """Values that are laid over it, by their path."""
    to: Setting | None = None
    """The value that all paths of the lever get."""


class Lever(Section):
    """Something that the learner can move. Every position was simulated; there is nothing in between."""

    title: Words
    """What moves."""
    paths: list[str] = Field(default_factory=list, max_length=60)
    """Paths that get the value `to` of each position."""
    usual: Label
    """Where the lever stands when nobody touches it."""
    values: list[Value] = Field(min_length=2, max_length=8)
    """Its positions, in order."""

    @model_validator(mode="after")
    def _has_its_usual_position(self) -> Self:
        names = [value.says for value in self.values]
        if self.usual not in names:
            raise PydanticCustomError("E209", f"the `usual` position '{self.usual}' is none of the lever's values")
        if len(set(names)) < len(names):
            raise PydanticCustomError("E209", "two positions of the lever have the same name")
        if any((value.to is None) == bool(self.paths) for value in self.values):
            raise PydanticCustomError("E209", "`paths` of a lever and `to` of each of its values belong together")
        return self

    def value(self, says: str) -> Value:
        """Return a position by its name."""
        return next(value for value in self.values if value.says == says)


class Outcome(Section):
    """Something that is read from every future."""

    title: Words
    """What it is called in a sentence, without its unit."""
    better: Literal["higher", "lower", "neither"] = "neither"
    """Which direction is good."""


class CompanyOutcome(Outcome):
    """A metric of a company or of a part of it, or what a team launches that is picked in each future."""

    metric: str | None = Field(None, max_length=200)
    """The metric: `orgsim metrics` lists them."""
    for_: dict[PartKind, Annotated[list[str], Field(min_length=1, max_length=100)]] = Field(
        default_factory=dict, max_length=1, alias="for"
    )
    """The part of the company that it is about, its kind and its name, or several parts together; none: the whole company."""
    unit: str | None = Field(None, max_length=40)
    """What to call its unit; none: as the metric does."""
    quarters: Window | None = None
    """The first and the last quarter that count; none: all of them."""
    picked: Literal["before", "after"] | None = None
    """Instead of a metric: what the picked team launches a quarter, over the quarters by which it was picked, or as many after them."""

    @field_validator("for_", mode="before")
    @classmethod
    def _one_part_is_a_list(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        return {kind: [name] if isinstance(name, str) else name for kind, name in value.items()}

    @model_validator(mode="after")
    def _of_one_thing(self) -> Self:
        if (self.metric is None) == (self.picked is None):
            raise PydanticCustomError("E209", "an outcome is a `metric`, or about the team that is `picked`: state one")
        if self.picked and self.model_fields_set & {"for_", "unit", "quarters"}:
            raise PydanticCustomError("E209", "`for`, `unit` and `quarters` belong to a `metric`")
        return self

    def as_measured(self) -> Measured:
        """Return it as stories read it."""
        return Measured.model_validate({"metric": self.metric, "for": self.for_, "quarters": self.quarters})


class Picking(Section):
    """How a team is picked in each future: by what it launched; nothing is done to it."""

    which: Literal["worst", "best", "any"] = "worst"
    """The one with the fewest launches, the one with most, or one by turns; among equals it is the first by turns."""
    quarters: int = Field(1, ge=1, le=20)
    """By how many quarters."""
    last: int = Field(4, ge=1, le=80)
    """The last of them."""


class Standing(Outcome):
    """How good people on a ladder are at what they do, weighted by level."""

    levels: dict[Id, Annotated[float, Field(gt=0, le=1000)]] = Field(min_length=1, max_length=40)
    """The levels that count, and by how much a person in each."""
    quarters: Window | None = None
    """The first and the last quarter that count, or year where a quarter lasts a year; none: all of them."""


class Wait(Outcome):
    """How long requests wait at a desk before somebody begins with them, working days."""


class CompanyExperiment(Section):
    """Futures of a company, paired: every position of the levers meets the same demand and the same events."""

    kind: Literal["company"]
    """A simulated company."""
    scenario: str = Field(min_length=1, max_length=200)
    """Its scenario file, beside the lesson."""
    set_: dict[str, Setting] = Field(default_factory=dict, max_length=60, alias="set")
    """Values that are laid over it, by their path."""
    futures: int = Field(100, ge=2, le=10_000)
    """Futures of each position."""
    picked: Picking = Picking()
    """How a team is picked, for outcomes that are about one; levers may set `picked.which` and the like."""
    outcomes: dict[Id, CompanyOutcome] = Field(min_length=1, max_length=12)
    """What is read from each of them."""


class CareersExperiment(Section):
    """Futures of people on a ladder without work."""

    kind: Literal["careers"]
    """A simulated ladder."""
    ladder: str = Field(min_length=1, max_length=200)
    """Its file, beside the lesson."""
    policy: str = Field("merit", max_length=80)
    """Who is promoted: a policy of `orgsim ladder`."""
    set_: dict[str, Dial] = Field(default_factory=dict, max_length=60, alias="set")
    """What the simulation assumes; `policy`, and `policy.NAME` for a setting of the policy, may be set by a lever, too."""
    quarters: int = Field(80, ge=8, le=2000)
    """How long."""
    futures: int = Field(30, ge=2, le=10_000)
    """Futures of each position."""
    outcomes: dict[Id, Standing] = Field(min_length=1, max_length=12)
    """What is read from each of them."""


class DeskExperiment(Section):
    """A desk by itself, as posts in the engine have one: requests come at random times and wait for their turn."""

    kind: Literal["desk"]
    """A desk."""
    decision_hours: float = Field(gt=0, le=40)
    """How long a decision takes on average; single ones differ (exponentially)."""
    open_hours: float = Field(gt=0, le=40)
    """Hours a week that each person at the desk keeps for it."""
    people: int = Field(1, ge=1, le=20)
    """People who share the desk."""
    load: float = Field(0.5, gt=0, lt=1)
    """The share of these hours that requests take on average."""
    weeks: int = Field(104, ge=4, le=1040)
    """How long each future lasts."""
    futures: int = Field(200, ge=2, le=10_000)
    """Futures of each position."""
    outcomes: dict[Id, Wait] = Field(min_length=1, max_length=4)
    """What is read from each of them."""


MOVABLE = ("decision_hours", "open_hours", "people", "load", "weeks")
"""What levers may set of a desk."""

Experiment = Annotated[CompanyExperiment | CareersExperiment | DeskExperiment, Field(discriminator="kind")]
