"""What a scenario says: objectives, domains, teams, roles, posts and ties. All pydantic, all frozen, nothing computed."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from orgsim.scenario.authored import Initiative, Platform
from orgsim.scenario.demand import Demand
from orgsim.scenario.events import AnyEvent
from orgsim.scenario.fields import Section, chance, parameter
from orgsim.scenario.guesses import Guesses
from orgsim.scenario.names import DeskId, DomainId, Id, ObjectiveId, PostId, RoleId, TeamId
from orgsim.scenario.parameters import Parameters
from orgsim.scenario.skills import Engagement, Skills
from orgsim.scenario.switches import Mechanisms

RightName = Literal["none", "inform", "consult", "propose", "approve", "decide"]
ActionName = Literal["strategy", "fund", "prioritize", "staff", "shift", "consolidate", "scope", "explore", "review"]
Weight = Annotated[float, Field(ge=0, le=1e6)]


class Objective(Section):
    """A strategic theme."""

    weight: float = Field(1.0, ge=0, le=1e6)
    """True weight at the start, relative to the other objectives. People know it only through messages."""
    name: str | None = Field(None, max_length=200)
    """What to call it in figures."""
    target: float | None = Field(None, gt=0, le=1e6)
    """Realised value that is to serve it, $M in each period; none: no target."""
    per: Literal["year", "run"] = "year"
    """The period of the target: a year, or the whole run."""

    @model_validator(mode="after")
    def _period_of_a_target(self) -> Self:
        said = self.model_fields_set  # a scenario that is written out in full says of both that there is none
        if "per" in said and "target" not in said:
            raise PydanticCustomError("E201", "missing 'target': `per` says for how long a target is")
        return self


class Domain(Section):
    """A product area that the market makes demands on. It belongs to the market, not to the design."""

    opportunities_per_week: float = parameter(
        1.0,
        unit="opportunities",
        low=0,
        high=500,
        source="about five times the effort that a team of 7 has for new features",
    )
    """Expected number of opportunities a week."""
    objectives: dict[ObjectiveId, Weight] = Field(default_factory=dict)
    """What its opportunities contribute to, relative; empty: to all alike."""
    interest: dict[ObjectiveId, Weight] | None = None
    """What its own figures of merit weigh: the local interest of who answers for it. Default: as `objectives`."""
    name: str | None = Field(None, max_length=200)
    """What to call it in figures."""


Closeness = Annotated[float, Field(ge=0, le=1)]


class Related(Section):
    """How closely domains belong together, from 0 (not at all) to 1. It belongs to the market, not to the design.

    It says who depends on whom and who needs what others need; how often anybody does is a matter of `demand`. So only proportions within
    the row of a domain count.
    """

    pairs: dict[DomainId, dict[DomainId, Closeness]] = Field(default_factory=dict)
    """Domains and how close each is to others. It holds both ways, so one of the two is enough, and goes before the clusters."""
    clusters: dict[Id, Annotated[list[DomainId], Field(min_length=2)]] = Field(default_factory=dict)
    """Domains that belong together; a domain may be in several clusters."""
    within: Closeness | None = None
    """How close two domains of one cluster are. Default: 1."""
    between: Closeness | None = None
    """How close any other two domains are. Default: 0."""


class Hours(Section):
    """A week's attention of a full-time holder of a role, in hours. What is not claimed is idle."""

    administration: float = Field(3.0, ge=0, le=80)
    """Duties that do nothing in the model: reporting, company business."""
    contact: float = Field(8.0, ge=0, le=80)
    """Meeting people, over the ties there are."""
    desk: float = Field(4.0, ge=0, le=80)
    """Deciding, answering, working out proposals."""
    portfolio: float = Field(0.0, ge=0, le=80)
    """Reading what teams build and comparing where capacity is worth most."""
    product: float = Field(0.0, ge=0, le=80)
    """Own products: writing cases, specifying work."""

    research: float = Field(0.0, ge=0, le=80)
    """Looking around for what lies further away, for the teams one has insight into."""

    def total(self) -> float:
        """Return the hours claimed."""
        return self.administration + self.contact + self.desk + self.portfolio + self.product + self.research


class Move(Section):
    """Where a career may go on from a role. It does nothing in the simulation."""

    to: str = Field(max_length=200)
    """Title of what comes next."""
    source: str = Field("", max_length=200)
    """Who says so."""


class Role(Section):
    """What a kind of post may do, and how its holder's week is spent. Mechanisms never ask for its name."""

    title: str = Field(max_length=200)
    """What people call it."""
    track: Literal["ic", "management"] = "ic"
    """Career track, for tables and figures. It does nothing in the simulation."""
    hours: Hours = Hours()
    """The week."""
    rights: dict[ActionName, RightName] = Field(default_factory=dict)
    """Decision rights; an action that is not listed: none."""
    skills: Skills = Skills()
    """Average skills of those who are hired into it."""
    salary: float = Field(150.0, ge=0, le=10_000)
    """Base salary, $k a year."""
    weeks_to_fill: float = Field(8.0, ge=0.1, le=260)
    """Median weeks from approved requisition to start."""
    moves: list[Move] = Field(default_factory=list, max_length=40)
    """Next steps of a career."""


class Post(Section):
    """A box in the chart; a person fills it."""

    role: RoleId
    """Which role it is of."""
    reports_to: PostId | None = None
    """The post above; none for a root."""
    helps: TeamId | None = None
    """A team whose product work it does without owning it."""
    desk: DeskId | None = None
    """Name of a desk shared with other posts (a pool); default: a desk of its own."""
    vacant: bool = False
    """Nobody holds it when it opens."""
    detached: bool = False
    """Outside the tree on purpose: no hours, no ties, no rights. Only for checking the model."""
    fte: float = Field(1.0, gt=0, le=1)
    """Share of full time."""
    hours: Hours | None = None
    """Hours that differ from the role's; those not named are the role's."""
    rights: dict[ActionName, RightName] = Field(default_factory=dict)
    """Rights that differ from the role's."""
    skills: Skills | None = None
    """Known skills of the first person who holds it, and the mean of those hired later; those not named are drawn around the role's."""
    engagement: Engagement | None = None
    """Engagement with which the first person who holds it begins, in standard deviations; default: 0, which is usual."""
    level: Id | None = None
    """Level of the ladder that its holder is on; default: the lowest one of its role."""
    salary: float | None = Field(None, ge=0, le=10_000)
    """Base salary that differs from the role's, $k a year."""
    name: str | None = Field(None, max_length=200)
    """What to call it in figures."""


def hours_of(post: Post, role: Role) -> dict[str, float]:
    """Return the week of a post: what it states, and what its role has for the rest."""
    return {**role.hours.model_dump(), **(post.hours.model_dump(exclude_unset=True) if post.hours else {})}


def skills_of(post: Post, role: Role) -> dict[str, float]:
    """Return the skills of a post: what it states, and what its role has for the rest."""
    return {**role.skills.model_dump(), **(post.skills.model_dump(exclude_unset=True) if post.skills else {})}


class Team(Section):
    """Engineers as head-count, with a limit of work in progress."""

    domain: DomainId
    """Which domain's demand it serves."""
    engineers: int = Field(7, ge=1, le=2000)
    """Head-count."""
    owner: PostId | None = None
    """The post that owns its product; none: nobody plans for it."""
    wip: int = Field(3, ge=1, le=12)
    """Most items in work at once."""
    name: str | None = Field(None, max_length=200)
    """What to call it in figures."""


TieWeights = dict[PostId, dict[PostId, Weight]]


def is_list_of_names(value: object) -> bool:
    """Tell whether a value is a plain list of names, the short form of equal weights."""
    return isinstance(value, list) and all(isinstance(name, str) for name in value)


class TieLayers(Section):
    """Ties beside the reporting line: post -> the posts it is tied to (a list, or a weight for each). They count both ways."""

    dotted: TieWeights = Field(default_factory=dict)
    """Influence without authority."""
    working: TieWeights = Field(default_factory=dict)
    """Standing cooperation."""

    @field_validator("dotted", "working", mode="before")
    @classmethod
    def _lists_weigh_alike(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        return {
            post: dict.fromkeys(others, 1.0) if is_list_of_names(others) else others for post, others in value.items()
        }


class Forum(Section):
    """People who meet regularly across the chart. It costs hours and makes ties; whatever it does, it does through these."""

    members: list[PostId] = Field(min_length=2, max_length=2000)
    """Posts that take part."""
    chair: PostId | None = None
    """With a chair everybody meets the chair; without, everybody meets everybody."""
    hours_per_quarter: float = Field(8.0, ge=0, le=400)
    """What it takes of each member's time, preparation included."""


class Exploration(Section):
    """A budget for what is not core: a share of every quarter's plan, which cases on new ground need no leave from above to use."""

    share: float = chance(0.1, unit="share", source="shares of 70, 20 and 10 %, practitioner rule; folklore")
    """Share of the planned capacity."""
    teams: list[TeamId] | None = Field(None, max_length=20_000)
    """Which teams; none: all."""


class Gate(Section):
    """A partner function off the line (legal, finance, design, security) that has to pass a share of cases before work on them starts."""

    post: PostId | None = None
    """The post whose desk the cases go to; none: nobody keeps the gate, and every case passes."""
    share: float = chance(0.3, unit="share", source="assumed")
    """Share of cases that need it. Which ones is a property of the case, the same in every design."""
    domains: list[DomainId] | None = Field(None, max_length=2_000)
    """Domains whose cases may need it; none: all."""


class Governance(Section):
    """Practices. Each is off unless it is stated; `organization.practices` says what each puts into the plan of posts and teams."""

    forums: dict[Id, Forum] = Field(default_factory=dict)
    """Planning forums, reviews, briefings on objectives."""
    raters: list[PostId] = Field(default_factory=list)
    """Posts that score every case on a common rubric before it is decided."""
    investment_review: list[PostId] = Field(default_factory=list)
    """Posts that look at work in hand every quarter and may propose to stop it."""
    exploration: Exploration | None = None
    """A budget for what is not core; none: every case stands for itself, and new ground needs leave from above."""
    roadmaps: Literal["outcomes", "features"] = "outcomes"
    """What a plan names: outcomes (funded work is ranked anew every quarter and may be given up) or features (it is done as planned)."""
    gates: dict[Id, Gate] = Field(default_factory=dict, max_length=6)
    """Partner functions off the line that have to pass a share of approved cases; all gates of a case are asked at once."""


class Budget(Section):
    """What people, engineers and hiring may cost a year. Requisitions beyond it wait; nobody has to go for it."""

    company: float | None = Field(None, ge=0, le=1e9)
    """Of the whole company, $k a year; none: no limit."""
    domains: dict[DomainId, Annotated[float, Field(ge=0, le=1e9)]] = Field(default_factory=dict)
    """Of single domains, $k a year: engineers of their teams, and posts that answer for their teams only."""

    @model_validator(mode="after")
    def _of_somebody(self) -> Self:
        if self.company is None and not self.domains:
            raise PydanticCustomError("E201", "missing 'company' or 'domains': a budget is that of one of them")
        return self


class Horizon(Section):
    """How long to simulate."""

    warmup_quarters: int = Field(4, ge=0, le=40)
    """Quarters before anything counts; changes take effect, and metrics count, from their end."""
    quarters: int = Field(12, ge=1, le=80)
    """Quarters that count."""


class Scenario(Section):
    """One stage of an organisation and its market, complete."""

    name: str = Field("scenario", min_length=1, max_length=80)
    """Name of the design."""
    description: str = Field("", max_length=4000)
    """What it is about."""
    objectives: dict[Id, Objective] = Field(min_length=1, max_length=64)
    """Strategic themes."""
    domains: dict[Id, Domain] = Field(min_length=1, max_length=2_000)
    """Product areas."""
    related: Related | None = None
    """How closely the domains belong together; none: all alike."""
    journeys: dict[Id, Annotated[list[DomainId], Field(min_length=2, max_length=50)]] = Field(
        default_factory=dict, max_length=200
    )
    """Journeys of customers: the domains that each leads through, in their order. They belong to the market, not to the design."""
    initiatives: dict[Id, Initiative] = Field(default_factory=dict, max_length=2_000)
    """Named initiatives, beside those that the market offers anyway. They belong to the market, but for the teams that hold them."""
    platforms: dict[Id, Platform] = Field(default_factory=dict, max_length=500)
    """Named capabilities in service. They belong to the market, but for the teams that run and use them."""
    teams: dict[Id, Team] = Field(min_length=1, max_length=20_000)
    """Teams."""
    posts: dict[Id, Post] = Field(min_length=1, max_length=20_000)
    """Posts."""
    roles: dict[Id, Role]
    """Roles: those that come with orgsim, and what the scenario changes or adds."""
    ladder: dict[str, Any] | None = None
    """The career ladder: a file beside the scenario or the name of one that comes with orgsim; none: nobody is promoted."""
    ties: TieLayers = TieLayers()
    """Ties beside the reporting line."""
    governance: Governance = Governance()
    """Practices."""
    budget: Budget | None = None
    """What people, engineers and hiring may cost a year; none: no limit."""
    events: list[AnyEvent] = Field(default_factory=list, max_length=200)
    """What happens to the organisation, whatever its design."""
    demand: Demand = Demand()
    """The market."""
    parameters: Parameters = Parameters()
    """The register of parameters."""
    mechanisms: Mechanisms = Mechanisms()
    """Switches."""
    horizon: Horizon = Horizon()
    """How long."""
    guesses: Guesses | None = None
    """What an import could only guess; a run takes no notice of it."""
