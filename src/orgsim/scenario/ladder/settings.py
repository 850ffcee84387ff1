"""What a simulation of a ladder without work assumes beside the ladder, its policy and the register of parameters.

People, skills, ratings and engagement are those of ``orgsim.scenario.parameters``: an organisation and a ladder read the same numbers.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import Field, ValidationError, field_validator, model_validator

from orgsim.errors import InputError
from orgsim.scenario.fields import Section, chance, parameter
from orgsim.scenario.parameters import Careers, Parameters, Staffing
from orgsim.scenario.problems import listed, nearest
from orgsim.scenario.retired import RETIRED

MOST_GROUPS = 16


class Group(Section):
    """A label on some people, and how the *policy* treats them. Groups never differ in ability, and by default in nothing."""

    share: float = chance(0.5, unit="share of people", source="a choice")
    """Share of people with this label."""
    advocacy: float = parameter(0.0, unit="sd between managers", low=-5, high=5, source="zero by default")
    """Access to sponsors: shift of the manager's voice for these people."""
    rating_noise: float = parameter(1.0, unit="factor", low=0, high=5, source="one by default")
    """How much noisier the ratings of these people are."""
    opportunity: float = chance(1.0, source="one by default")
    """Chance that an eligible case of these people is put forward."""


class LadderSettings(Section):
    """What only a ladder without work needs: seats and hires that no post gives, labels on people, and the dials of published models."""

    growth: float = parameter(0.0, unit="share a year", low=-1, high=10, source="a choice: growth, or a shrinking plan")
    """Growth of seats and of outside hires, on top of what levels state."""
    freeze: bool = False
    """Whether a hiring freeze holds: nobody joins from outside, and no seat is searched for outside."""
    outside_factor: float = parameter(1.0, unit="factor", low=0, high=20, source="a dial")
    """Factor on the share of vacancies filled from outside (entry levels keep theirs)."""
    weeks_to_fill: float = parameter(
        8.6, unit="weeks", low=0, high=520, source="60 days; all roles 36 to 78", confidence="medium"
    )
    """Median time of a search outside for a seat on a ladder (in an organisation, roles state their own)."""
    budget: float | None = Field(None, ge=0, le=1e9)
    """Pay budget of the first year, $k, which grows with `growth`; none: what every level costs at its planned size, and a tenth."""
    groups: dict[str, Group] = Field(default_factory=dict, max_length=MOST_GROUPS)
    """Labels; none: one label for everybody."""
    wobble: float = parameter(0.0, unit="skill", low=0, high=100, source="only for published models")
    """Half-width of a uniform change, at each move, of the skill that carries over."""
    skill_range: tuple[float, float] | None = None
    """Bounds of skill, low and high, cut off; none: unbounded."""
    dismiss_below: float | None = Field(None, ge=-1000, le=1000)
    """Skill below which people are dismissed; none: nobody is."""
    retirement_age: float | None = Field(None, ge=0, le=200)
    """Age at which people leave for good; none: nobody ages."""
    hire_age: float = parameter(30.0, unit="years", low=18, high=60, source="assumed; acts where people retire")
    """Mean age of people who join."""
    hire_age_sd: float = parameter(6.0, unit="years", low=0, high=30, source="assumed; acts where people retire")
    """Spread of the age of people who join."""
    quarter_years: float = parameter(
        0.25, unit="years", low=0.01, high=10, source="a quarter; published models use years"
    )
    """Length of one step for ageing."""

    @field_validator("skill_range", mode="before")
    @classmethod
    def _pair(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else value

    @field_validator("skill_range")
    @classmethod
    def _low_below_high(cls, value: tuple[float, float] | None) -> tuple[float, float] | None:
        if value and not value[0] < value[1]:
            raise ValueError(f"the low bound, {value[0]:g}, is not below the high one, {value[1]:g}")
        return value

    @model_validator(mode="after")
    def _shares_add_up(self) -> "LadderSettings":
        total = sum(group.share for group in self.groups.values())
        if self.groups and abs(total - 1.0) > 1e-6:
            raise ValueError(f"the shares of the groups add up to {total:g}, not to 1")
        return self

    @model_validator(mode="after")
    def _ages_are_read(self) -> "LadderSettings":
        set_in_vain = {"hire_age", "hire_age_sd", "quarter_years"} & self.model_fields_set
        if self.retirement_age is None and set_in_vain:
            raise ValueError(f"{listed(sorted(set_in_vain))} does nothing without 'retirement_age': nobody ages")
        return self


AT_WORK_ONLY = frozenset(
    {
        "coaching_per_report",
        "coaching_lift",
        "progress_lift",
        "hiring_cost_share",
    }
)
"""Parameters of people that nothing reads on a ladder: without work there are no hours to coach, promise or interview in."""


@dataclass(frozen=True)
class CareerSettings:
    """The register's parameters, with values laid over, and the settings of the ladder."""

    parameters: Parameters = field(default_factory=Parameters)
    ladder: LadderSettings = field(default_factory=LadderSettings)


def mood_spread(careers: Careers) -> float:
    """Return the spread of engagement between people that mood alone makes, standard deviations."""
    kept = careers.engagement_persistence * careers.engagement_persistence
    return careers.mood_noise / math.sqrt(1.0 - kept) if kept < 1.0 else 0.0


def settings_from(values: Mapping[str, object]) -> CareerSettings:
    """Return settings from plain values, by the name of a parameter of people (`transfer`) or of a ladder setting (`growth`).

    Raises
    ------
    InputError
        When there is no such name, nothing on a ladder would read the value, or it does not fit.
    """
    of_ladder: dict[str, object] = {}
    of_people: dict[str, dict[str, object]] = {"staffing": {}, "careers": {}}
    sections: dict[str, type[Section]] = {"staffing": Staffing, "careers": Careers}
    for name, value in values.items():
        home = next((key for key, section in sections.items() if name in section.model_fields), None)
        if name in AT_WORK_ONLY:
            raise InputError(f"{name}: nothing on a ladder reads it; it acts in an organisation, where people work")
        if home:
            of_people[home][name] = value
        elif name in LadderSettings.model_fields:
            of_ladder[name] = value
        elif f"staffing.{name}" in RETIRED or f"careers.{name}" in RETIRED:
            raise InputError(f"{name}: {RETIRED.get(f'staffing.{name}') or RETIRED[f'careers.{name}']}")
        else:
            known = [*Staffing.model_fields, *Careers.model_fields, *LadderSettings.model_fields]
            raise InputError(f"{name}: there is no such setting{nearest(name, set(known) - AT_WORK_ONLY)}")
    try:
        found = {key: section.model_validate(of_people[key]) for key, section in sections.items()}
        return CareerSettings(Parameters.model_validate(found), LadderSettings.model_validate(of_ladder))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        hint = nearest(place.rpartition(".")[2], Group.model_fields) if first["type"] == "extra_forbidden" else ""
        raise InputError(f"{place or 'settings'}: {first['msg'].removeprefix('Value error, ')}{hint}") from None
