"""The organisation as a Mesa model: one step is one week, in the order that ``orgsim schedule`` prints."""

from collections import defaultdict
from collections.abc import Iterable
from operator import attrgetter
from types import SimpleNamespace
from typing import TYPE_CHECKING

import mesa

from orgsim.scenario.model import Scenario
from tests.reference.plain import capabilities
from tests.reference.plain.chart import lay_out
from tests.reference.plain.luck import Luck
from tests.reference.plain.market import Market
from tests.reference.plain.people import Person, Post, Tie
from tests.reference.plain.team import Team
from tests.reference.plain.work import (
    QUARTER,
    WEEK,
    Capability,
    Direction,
    Errand,
    Initiative,
    Opportunity,
    Request,
    Stage,
)

if TYPE_CHECKING:
    from tests.reference.plain.desk import Desk

NOT_COVERED = (
    "attrition",
    "coaching",
    "consolidation",
    "engagement",
    "exploration",
    "hiring",
    "markets",
    "portfolio",
    "products",
    "promotions",
    "stopping",
)
"""Mechanisms that are left out, by their switches."""
NOT_COVERED_ABOVE_ZERO = (
    "demand.spill_probability",
    "demand.joint_probability",
    "demand.diminishing_returns",
    "parameters.capabilities.inherited_share",
    "parameters.beliefs.map_effect",
)
"""Parameters whose mechanism is left out: at 0 it does nothing."""
NOT_COVERED_PRACTICES = ("raters", "investment_review", "exploration", "gates")
"""What `governance` may state and the reference leaves out."""


def refuse(scenario: Scenario) -> None:
    """Raise when a scenario asks for what is not covered."""
    wanted = [name for name in NOT_COVERED if getattr(scenario.mechanisms, name)]
    wanted += [name for name in NOT_COVERED_ABOVE_ZERO if attrgetter(name)(scenario) > 0.0]
    wanted += [name for name in NOT_COVERED_PRACTICES if getattr(scenario.governance, name)]
    wanted += ["roadmaps of features"] if scenario.governance.roadmaps == "features" else []
    wanted += ["events"] if scenario.events else []
    wanted += ["a budget"] if scenario.budget else []
    wanted += ["engagement at the start"] if any(post.engagement for post in scenario.posts.values()) else []
    wanted += ["named initiatives"] if scenario.initiatives else []
    wanted += ["named platforms"] if scenario.platforms else []
    if wanted:
        raise ValueError(f"the reference does not cover {', '.join(wanted)}")


def dials_of(scenario: Scenario) -> SimpleNamespace:
    """Return every parameter and switch under its own name, in the units of the scenario."""
    sections = (scenario.demand, *(section for _, section in scenario.parameters), scenario.mechanisms)
    return SimpleNamespace(**{name: value for section in sections for name, value in section})


class ReferenceModel(mesa.Model):  # type: ignore[misc]
    """One future of one organisation that is not reorganised."""

    def __init__(self, scenario: Scenario, market: Market, luck: Luck, friends: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__()
        refuse(scenario)
        self.stated = scenario
        self.dials = dials_of(scenario)
        self.standard_effort = self.dials.effort_median * WEEK
        self.market = market
        self.true_directions = [Direction(weights) for weights in market.strategy]
        self.luck = luck
        self.week = 0
        self.quarter = 0
        self.now = 0  # the first minute of the week
        self.initiatives: list[Initiative] = []
        self.passed_by: list[Opportunity] = []
        self.requests: list[Request] = []
        self.capabilities: list[Capability] = []
        self.in_service: defaultdict[int, list[Capability]] = defaultdict(list)
        self.posts: list[Post]
        self.desks: list[Desk]
        self.ties: list[Tie]
        self.by_domain: dict[str, list[Team]]
        self.belief_alignment = [0.0] * len(market.strategy)
        self.attention = [0.0] * len(market.strategy)
        lay_out(self, friends)
        self.people = self.agents.select(agent_type=Person)
        self.teams = self.agents.select(agent_type=Team)

    def step(self) -> None:
        """One week."""
        self.quarter = self.week // QUARTER
        self.now = self.week * WEEK
        if self.week % QUARTER == 0:
            self.teams.do("plan_quarter")
        self.arrive()
        self.look_at_desks()
        self.meet()
        self.open_week()
        self.teams.do("top_up")
        self.serve_desks()
        self.manage_products()
        if self.dials.capabilities:
            capabilities.outdate(self)
            capabilities.reckon_upkeep(self)
        self.teams.do("deliver")
        if self.dials.beliefs:
            self.exchange_beliefs()
        if self.dials.news:
            self.people.do("exchange_news")
        self.tally_beliefs()
        self.people.do("close_week")
        self.week += 1

    def run(self) -> "ReferenceModel":
        """Run to the horizon."""
        for _ in range(len(self.market.strategy) * QUARTER):
            self.step()
        return self

    def team_for(self, domain: str, key: int) -> Team | None:
        """Return the team of a domain that some work falls to."""
        teams = self.by_domain[domain]
        return teams[key % len(teams)] if teams else None

    def arrive(self) -> None:
        """The week's opportunities reach the teams that serve their domains."""
        for offer in self.market.weeks[self.week]:
            team = self.team_for(offer.domain, offer.key)
            if team is None:
                self.passed_by.append(offer)
            else:
                idea = Initiative(offer, team)
                self.initiatives.append(idea)
                team.add_idea(idea)

    def look_at_desks(self) -> None:
        """Everybody weighs what waits; cases that wait together are decided together."""
        for desk in self.desks:
            desk.plan_together()
        self.people.do("weigh_week")

    def meet(self) -> None:
        """Contact takes place as far as both ends have time for it, and trust grows with it."""
        growth = self.dials.trust_growth
        for post in self.posts:
            post.met = 0
        for tie in self.ties:
            tie.hold()
            tie.receiver.met += tie.minutes
            hours = tie.minutes / 60.0
            tie.trust += growth * hours / (1.0 + growth * hours) * (1.0 - tie.trust)

    def open_week(self) -> None:
        """Every post's week is contracted and divided."""
        for post in self.posts:
            if post.person is None:
                post.book[self.quarter]["vacant"] += post.minutes
        self.people.do("open_week")

    def patience(self, errand: Errand) -> float:
        """Return the weeks after which nobody waits at a desk any more."""
        return float(self.dials.exception_patience if errand is Errand.QUESTION else self.dials.request_patience)

    def mean_service(self, request: Request) -> float:
        """Return the mean desk minutes of a request at its present desk."""
        if request.forwarded:
            return 20.0
        if request.errand is Errand.QUESTION:
            return float(self.dials.minutes_to_answer)
        return float(self.dials.minutes_to_decide)

    def serve_desks(self) -> None:
        """Every desk, deepest first."""
        for desk in self.desks:
            desk.serve(self.week)
        self.people.do("close_desk")

    def manage_products(self) -> None:
        """Product time reaches the teams; who stands in for an owner shares it among all covered."""
        owners = [(team, team.acting()) for team in self.teams]
        for team, owner in owners:
            team.coverage = 0.0
            if owner is not None:
                owner.covers += 1
        self.people.do("look_after_products")
        for team, owner in owners:
            if owner is not None and owner.post.helps is None:
                team.coverage += owner.given / owner.covers

    def exchange_beliefs(self) -> None:
        """All at once, from the beliefs of the week before."""
        moved = [person.next_belief() for person in self.people]
        for person, belief in zip(self.people, moved, strict=True):
            person.belief = belief

    def tally_beliefs(self) -> None:
        """Note how well beliefs match the true weights, by hours of attention."""
        true = self.market.strategy[self.quarter]
        for person in self.people:
            hours = person.post.planned()
            apart = 0.5 * sum(abs(own - right) for own, right in zip(person.belief, true, strict=True))
            self.attention[self.quarter] += hours
            self.belief_alignment[self.quarter] += hours * (1.0 - apart)

    def launched(self) -> list[Initiative]:
        """Return what was launched, whenever."""
        return [item for item in self.initiatives if item.stage is Stage.DONE]
