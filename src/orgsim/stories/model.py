"""What a `story.yaml` says: what an article claims, where its company starts, which arms are tried and what must emerge."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from orgsim.scenario.fields import Section, Setting
from orgsim.scenario.names import Id

PartKind = Literal["domain", "team", "branch", "role", "objective"]
ArmKind = Literal["control", "placebo", "role", "other-role", "practice", "both"]
Column = Literal["funded", "launched", "ended", "value", "freed", "run_cost", "users"]
NewGround = Literal["launches", "best_year"]
Quarter = Annotated[int, Field(ge=1, le=80)]
Window = Annotated[list[Quarter], Field(min_length=2, max_length=2)]
Words = Annotated[str, Field(min_length=1, max_length=2000)]

KINDS: dict[ArmKind, str] = {
    "control": "nothing changes",
    "placebo": "a hire of equal cost without the role",
    "role": "the role alone",
    "other-role": "the role with which the article compares it",
    "practice": "the practice without the role",
    "both": "the role and the practice",
}
"""The kinds of arm, and what each of them is."""


class Measured(Section):
    """A number of one run: a metric, of the whole company or a part of it, or what became of things that the scenario names."""

    metric: str | None = Field(None, max_length=200)
    """The metric: `orgsim metrics` lists them."""
    for_: dict[PartKind, Annotated[list[str], Field(min_length=1, max_length=100)]] = Field(
        default_factory=dict, max_length=1, alias="for"
    )
    """The part of the company that it is about, its kind and its name, or several parts together; none: the whole company."""
    named: list[str] = Field(default_factory=list, max_length=100)
    """Initiatives, or platforms, that it is about; instead of a metric."""
    column: Column | None = None
    """What of them is added up over the quarters.

    `funded`, `launched` and `ended` count those that were, until the end of the quarters; `value` is realised by those launched, $M;
    `freed` is what the rest of those ended would have cost, $M of engineers' time; `run_cost` is what those in service cost a year at the
    end of the run, $M; `users` counts the teams that rely on them then.
    """
    new_ground: NewGround | None = None
    """What the market's initiatives on new ground come to that are launched in the quarters, instead of a metric.

    `launches` counts them; `best_year` is what the best of them earns in its first year, as it is worth at its launch, $M.
    """
    quarters: Window | None = None
    """The first and the last quarter that count; none: all of them."""

    @property
    def in_money(self) -> bool:
        """Tell whether it is read in $M, other than a metric, which has a unit of its own."""
        return self.column in ("value", "freed", "run_cost") or self.new_ground == "best_year"

    @model_validator(mode="before")
    @classmethod
    def _one_part_is_a_list(cls, value: object) -> object:
        parts = value.get("for") if isinstance(value, dict) else None
        if not isinstance(value, dict) or not isinstance(parts, dict):
            return value
        return {**value, "for": {kind: [name] if isinstance(name, str) else name for kind, name in parts.items()}}

    @model_validator(mode="after")
    def _of_one_thing(self) -> Self:
        if sum([self.metric is not None, bool(self.named), self.new_ground is not None]) != 1:
            message = "a number is that of a `metric`, of `named` things or of `new_ground`: state one of them"
            raise PydanticCustomError("E209", message)
        if bool(self.named) != (self.column is not None):
            raise PydanticCustomError("E209", "`named` and `column` belong together: which things, and what of them")
        if self.metric is None and self.for_:
            raise PydanticCustomError("E209", "`for` names a part for a `metric`; nothing else has parts")
        if self.quarters and self.quarters[0] > self.quarters[1]:
            raise PydanticCustomError("E209", "the first of the `quarters` lies after the last one")
        if self.quarters and self.column in ("run_cost", "users"):
            raise PydanticCustomError("E209", f"`{self.column}` is known at the end of the run: leave out `quarters`")
        return self


class Figure(Measured):
    """A figure that the article states, and how it is read from a run."""

    title: Words
    """What it is a figure of."""
    says: Words
    """What the article says, in our own words."""
    value: float
    """The figure, in its unit; a share for percentages. It is reached from the side of zero."""
    unit: str = Field(max_length=40)
    """Its unit: `share` is printed as a percentage, everything else as it stands."""
    relative_to: Literal["start", "control"] | None = None
    """What it is compared with in the same future: the quarters of the `start`, or the control arm; none: it stands for itself."""
    as_: Literal["share", "difference"] = Field("share", alias="as")
    """How it is compared: by which share it is larger, or by how much."""

    @model_validator(mode="after")
    def _is_a_claim(self) -> Self:
        if self.value == 0.0:
            raise PydanticCustomError("E209", "a figure of 0 claims nothing that could be reached")
        if self.relative_to is None and "as_" in self.model_fields_set:
            raise PydanticCustomError("E209", "`as` says how a figure is compared, and this one has no `relative_to`")
        if self.relative_to and (self.as_ == "share") != (self.unit == "share"):
            message = "how a figure is compared and its `unit` belong together: a share has the unit `share`, and `as: difference` another"
            raise PydanticCustomError("E209", message)
        if self.in_money and self.unit != "$M" and self.relative_to is None:
            raise PydanticCustomError(
                "E209", f"this is read in $M: state the figure in that unit, not in '{self.unit}'"
            )
        if self.relative_to == "start" and self.named:
            raise PydanticCustomError(
                "E209", "what is `named` is counted from the start on: compare it with the control"
            )
        return self


class Expectation(Measured):
    """Something that must emerge: how an arm differs from another one."""

    says: Words
    """What must emerge, as a sentence."""
    of: Id | None = None
    """The arm that differs; default: the treated one."""
    against: Id | None = None
    """The arm that it differs from; default: the control."""
    sign: Literal["up", "down"]
    """In which direction."""


class Range(Section):
    """A range of what describes the start."""

    set_: Annotated[list[str], Field(min_length=1, max_length=200)] = Field(alias="set")
    """Paths in the scenario, such as `demand.overlap` or `teams.search.wip`; all of them get the same value."""
    range: Annotated[list[int | float], Field(min_length=2, max_length=2)]
    """The lowest and the highest value; where both are whole numbers, only whole numbers are drawn."""
    why: Words
    """Why this range."""

    @model_validator(mode="before")
    @classmethod
    def _one_path_is_a_list(cls, value: object) -> object:
        if isinstance(value, dict) and isinstance(value.get("set"), str):
            return {**value, "set": [value["set"]]}
        return value

    @model_validator(mode="after")
    def _is_a_range(self) -> Self:
        if self.range[0] >= self.range[1]:
            raise PydanticCustomError("E209", "the low end of the `range` must lie below the high one")
        return self


class Arm(Section):
    """One of the designs that are tried in the same futures."""

    file: str = Field(min_length=1, max_length=200)
    """Its scenario file, beside the story."""
    kind: ArmKind
    """What it is in the experiment."""
    says: Words
    """What happens in it."""


class Mechanism(Section):
    """What the effect rests on: with it deleted, the effect must vanish."""

    says: Words
    """How it brings the effect about."""
    without: dict[str, Setting] = Field(min_length=1, max_length=20)
    """Paths in the scenario and the values that delete it."""

    @property
    def said(self) -> dict[str, str]:
        """The values as they would stand on the command line, by path."""
        return {
            path: str(value).lower() if isinstance(value, bool) else str(value) for path, value in self.without.items()
        }


class Source(Section):
    """Where the story is told."""

    article: Words
    """Which article."""
    example: int = Field(ge=1, le=100)
    """The number of its example."""


class Story(Section):
    """A story as an experiment."""

    title: Words
    """What it is called."""
    source: Source
    """Where it is told."""
    claim: Words
    """What the article claims, in our own words."""
    figures: list[Figure] = Field(min_length=1, max_length=10)
    """The figures that it states."""
    unmeasured: dict[str, Words] = Field(default_factory=dict, max_length=10)
    """Figures that it states and orgsim does not measure: figure, reason."""
    start: Window | None = None
    """Quarters before anything changes, with which figures are compared that are relative to the start."""
    situation: list[Range] = Field(min_length=1, max_length=30)
    """Ranges of what describes the start; nothing else is ever fitted."""
    arms: dict[Id, Arm] = Field(min_length=3, max_length=12)
    """What is tried."""
    treated: Id
    """The arm that does what the article tells."""
    left_out: dict[ArmKind, Words] = Field(default_factory=dict)
    """Kinds of arm that make no sense here, and why."""
    mechanism: Mechanism
    """What the effect rests on."""
    perfect: list[str] = Field(default_factory=list, max_length=5)
    """Oracles of `orgsim headroom` that act in the treated arm: what it would reach if that function of the company were perfect."""
    expects: list[Expectation] = Field(min_length=1, max_length=20)
    """What must emerge."""

    def of_kind(self, kind: ArmKind) -> str:
        """Return the name of the only arm of a kind."""
        return next(name for name, arm in self.arms.items() if arm.kind == kind)

    @property
    def control(self) -> str:
        """The arm in which nothing changes."""
        return self.of_kind("control")

    @property
    def placebo(self) -> str:
        """The arm with a hire of equal cost."""
        return self.of_kind("placebo")
