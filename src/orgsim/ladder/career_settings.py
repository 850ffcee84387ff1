"""The numbers of a career simulation that no ladder states: people, skills, ratings, engagement, search, groups."""

import math

from pydantic import Field, model_validator

from orgsim.scenario.fields import Section, chance, parameter

MOST_GROUPS = 16


class Group(Section):
    """A label on some people, and how the *policy* treats them. Groups never differ in ability, and by default in nothing."""

    share: float = chance(0.5, unit="share of people", source="a choice")
    """Share of people with this label."""
    advocacy: float = parameter(0.0, unit="sd between managers", low=-5, high=5, source="zero by default")
    """Access to sponsors: shift of the manager's voice."""
    rating_noise: float = parameter(1.0, unit="factor", low=0, high=5, source="one by default")
    """How much noisier the ratings of these people are."""
    opportunity: float = chance(1.0, source="one by default")
    """Chance that an eligible case is put forward."""


class CareerSettings(Section):
    """Everything a career simulation assumes beside the ladder and its policy."""

    skill_sd: float = parameter(
        0.15, unit="skill", low=0.001, high=100, source="assumed; the unit of expectations is 0 to 1"
    )
    """Spread of skill among unselected people of one level."""
    transfer: float = chance(0.3, unit="correlation", source="sign from Benson, Li and Shue 2019; size assumed")
    """How far standing in one role carries over to the next: 1 entirely, 0 not at all."""
    wobble: float = parameter(0.0, unit="skill", low=0, high=100, source="only for published models")
    """Half-width of a uniform change of what carries over at each move."""
    learning: float = parameter(0.04, unit="share a quarter", low=0, high=1, source="assumed; half in four years")
    """Share of what a person still misses that a quarter in the role teaches."""
    learning_margin: float = parameter(0.0, unit="sd of skill", low=-3, high=5, source="assumed")
    """How far above the level's expectation learning by doing leads."""
    reliability: float = parameter(
        0.52, unit="share", low=0.01, high=1, source="Viswesvaran, Ones and Schmidt 1996", confidence="high"
    )
    """Reliability of one rating."""
    rating_memory: float = chance(0.5, unit="share", source="assumed")
    """Weight of earlier ratings in the file."""
    evidence_reliability: float = parameter(0.4, unit="share", low=0.01, high=1, source="as business cases; assumed")
    """Reliability of evidence of the next role's work."""
    engagement_persistence: float = chance(0.8, unit="share", source="assumed")
    """Share of this quarter's engagement that is left in the next."""
    engagement_spread: float = parameter(1.0, unit="sd", low=0, high=5, source="a scale")
    """Spread of engagement between people and quarters."""
    engagement_effect: float = parameter(
        0.15, unit="log rate per sd", low=0, high=2, source="Gallup: 18 to 43 % fewer exits, top to bottom quarter"
    )
    """How much less often engaged people leave."""
    promotion_lift: float = parameter(0.5, unit="sd", low=-5, high=5, source="assumed")
    """Rise of engagement with a promotion."""
    passed_over_drop: float = parameter(0.1, unit="sd", low=0, high=5, source="assumed")
    """Loss of engagement when considered and not promoted."""
    stall_after: float = parameter(12.0, unit="quarters", low=0, high=400, source="time in level of 30 months and more")
    """Time in a level after which people feel stuck, where there is a way up."""
    stall_drop: float = parameter(0.05, unit="sd per quarter", low=0, high=5, source="assumed")
    """Loss of engagement with each quarter beyond it."""
    stall_effect: float = parameter(0.03, unit="log rate per quarter", low=0, high=2, source="assumed")
    """Rise of the rate of exits with each quarter beyond it, other things equal."""
    exit_factor: float = parameter(1.0, unit="factor", low=0, high=20, source="a dial")
    """What every level's rate of exits is multiplied by."""
    growth: float = parameter(0.0, unit="share a year", low=-1, high=10, source="a choice: growth, or a shrinking plan")
    """Growth of seats and of outside hires, on top of what levels state."""
    freeze: bool = False
    """Hiring freeze: nobody joins from outside, and no seat is searched for outside."""
    outside_factor: float = parameter(1.0, unit="factor", low=0, high=20, source="a dial")
    """What the share of vacancies filled from outside is multiplied by (entry levels keep theirs)."""
    fill_quarters: float = parameter(
        0.66, unit="quarters", low=0, high=40, source="60 days; all roles 36 to 78", confidence="medium"
    )
    """Median time of a search outside."""
    fill_sigma: float = parameter(0.4, unit="log sd", low=0, high=3, source="assumed")
    """Spread of that time."""
    patience: int = parameter(2, unit="quarters", low=0, high=1_000_000, source="assumed")
    """Wait for somebody inside to be eligible before a search outside begins."""
    served_quarters: float = parameter(6.0, unit="quarters", low=0, high=100, source="assumed; exponential")
    """Mean time in level of those who are there at the start."""
    dismiss_below: float | None = Field(None, ge=-1000, le=1000)
    """Skill below which people are dismissed; none: nobody is."""
    skill_range: tuple[float, float] | None = None
    """Bounds of skill, cut off; none: unbounded."""
    retirement_age: float | None = Field(None, ge=0, le=200)
    """Age at which people leave for good; none: nobody ages."""
    hire_age: float = parameter(30.0, unit="years", low=18, high=60, source="assumed")
    """Mean age of new people."""
    hire_age_sd: float = parameter(6.0, unit="years", low=0, high=30, source="assumed")
    """Spread of their age."""
    quarter_years: float = parameter(
        0.25, unit="years", low=0.01, high=10, source="a quarter; published models use years"
    )
    """Length of a step for ageing."""
    budget: float | None = Field(None, ge=0, le=1e9)
    """Pay budget of the first year, $k, which grows with `growth`; none: what every level costs at its planned size, and a tenth."""
    groups: dict[str, Group] = Field(default_factory=dict, max_length=MOST_GROUPS)
    """Labels; none: one label for everybody."""

    @model_validator(mode="after")
    def _shares_add_up(self) -> "CareerSettings":
        total = sum(group.share for group in self.groups.values())
        if self.groups and abs(total - 1.0) > 1e-6:
            raise ValueError(f"the shares of the groups add up to {total:g}, not to 1")
        return self

    @property
    def mood_noise(self) -> float:
        """What changes engagement from quarter to quarter, so that its spread is as stated."""
        return self.engagement_spread * math.sqrt(1.0 - self.engagement_persistence * self.engagement_persistence)


def error_of(reliability: float) -> float:
    """Return the error of a measure in standard deviations of what it measures.

    Example
    -------
    >>> error_of(0.5), error_of(1.0)
    (1.0, 0.0)
    """
    return math.sqrt((1.0 - reliability) / reliability)
