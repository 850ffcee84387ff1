"""One finished run, as metrics see it: what was launched, decided and asked in the quarters that count, and what it was worth."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TypeAlias

import numpy as np

from orgsim.engine.mechanisms.work.products import WEEKS_PER_YEAR, earned_share
from orgsim.engine.state import Records
from orgsim.engine.vocabulary import (
    MINUTES_PER_WEEK,
    WEEKS_PER_QUARTER,
    Kind,
    Stage,
)
from orgsim.metrics.adding import add_up, add_up_by_objective
from orgsim.metrics.counting import Counting
from orgsim.metrics.looking_up import counted, once, shared
from orgsim.metrics.parts import Numbers, Parts, Shares, Values
from orgsim.metrics.runs import Rows
from orgsim.metrics.settling import Course, Done, Market, Offer, Work, count_items, settled

__all__ = ["Numbers", "Outcome", "Values"]


@dataclass(frozen=True)
class Outcome(Counting):
    """A run and the views of it that several metrics share, in total or with parts; or several runs (see `Counting`)."""

    split: "Outcome | None" = field(default=None, repr=False, compare=False)
    """The same with parts, where both are measured: what is counted of cases is counted in one pass."""

    def whole(self) -> "Outcome":
        """Return the same of the whole company, of an outcome with parts that are measured as well."""
        found = Outcome(self.organization, self.last, split=self)
        found.__dict__["runs"] = self.runs
        return found

    def by_part(self, parts: Parts) -> "Outcome":
        """Return the same with parts; what has been looked up is kept, unless it depends on them."""
        found = Outcome(self.organization, self.last, parts)
        found.__dict__["runs"] = self.runs
        return found

    @property
    @shared
    def launches(self) -> Rows:
        """Initiatives launched in the quarters that count."""
        items = self.runs.items
        done = items.where(items.stage == Stage.DONE)
        return done.where((done.kind == Kind.INITIATIVE) & (done.finished >= self.first_week))

    def by_launch(self, amount: "Amount | None" = None) -> Values:
        """Count launches, or add up what each amounts to, by the quarter in which they were launched, (Q,).

        An objective has of each launch what this contributes to it.
        """
        return self._launched[amount or launched]

    @cached_property
    def _launched(self) -> dict["Amount", Values]:
        """All that launches amount to, added up in one go."""
        amounts, cells = launch_amounts(self), self.launch_shares.cells
        sums = np.zeros((math.prod(self.size), len(AMOUNTS)))
        add_up(sums, cells, amounts)
        if self.parts is not None:
            add_up_by_objective(sums, cells, amounts, self.launch_objectives, self.parts.first_objective)
        return dict(zip(AMOUNTS, self.of_cells(sums), strict=True))

    @property
    @shared
    def launch_quarters(self) -> Numbers:
        """The counted quarter of each launch."""
        return self.quarter_of_week(self.launches.finished)

    @cached_property
    def launch_shares(self) -> Shares:
        """In which parts each launch counts wholly."""
        if self.parts is None:
            return self.launches_of_all
        places = {"items": self.launches.rows, "teams": self.launches.launched_by}
        return self.shares(self.launches, self.launch_quarters, **places)

    @property
    @shared
    def launches_of_all(self) -> Shares:
        """Each launch in its quarter of the whole company, whatever parts there are."""
        return self.wholly(self.launches, self.launch_quarters)

    def by_objective(self, amounts: Values) -> Values:
        """Add up what launches bring to each objective, (launches, K), by their quarters, (Q, K)."""
        return np.ascontiguousarray(np.moveaxis(self.launches_of_all.sums_of(amounts), 0, -1))

    @property
    @shared
    def launch_objectives(self) -> Values:
        """What each of them contributes to the objectives, (launches, K)."""
        return np.take(self.runs.objectives, self.runs.objectives_rows(self.launches), axis=0)

    @property
    @shared
    def decided(self) -> Rows:
        """Initiatives that were funded, refused, forgotten or never seen in the quarters that count."""
        return self.runs.items[_decided(self)[0]]

    @property
    def decided_quarters(self) -> Numbers:
        """The counted quarter in which each of them was."""
        return _decided(self)[1]

    @property
    def decided_fit(self) -> Values:
        """How far each of them fitted the true weights of that day; 1 on average."""
        return _decided(self)[2]

    @property
    def decided_value(self) -> Values:
        """What each of them was worth when it came up, in the market of that day, (decided,), standard values."""
        return _decided(self)[3]

    def worth_of(self, items: Records, fit: Values, kept: Values | float = 1.0) -> Values:
        """Return what initiatives are truly worth, wherever it arises, in standard values: promise x fit less what the change breaks.

        `kept` is the factor of the promise that waiting has left and the market pays; by default all of it.
        """
        shift = float(self.state.parameters[0].value_shift)
        return np.asarray(items.promise * (1.0 + items.spill) * fit * kept - items.scale * shift, float)

    @property
    @shared
    def launch_worth(self) -> Values:
        """What each launch was truly worth on the day, (launches,), standard values."""
        launches = self.launches
        waited = np.maximum(0, launches.finished - launches.fresh_until) / np.where(
            launches.half_life > 0.0, launches.half_life, np.inf
        )
        with np.errstate(under="ignore"):
            paid = self.market_at(launches.domain, launches.finished, launches.future)
            kept = np.asarray(0.5**waited, float) * paid
            return self.worth_of(launches, np.asarray(launches.fit, float), kept)

    def market_at(self, domains: Numbers, weeks: Numbers, futures: Numbers | int = 0) -> Values:
        """Return what the markets of some domains paid in some weeks of some futures, 1 on average."""
        return np.asarray(self.runs.stacked("attractiveness")[futures, weeks // WEEKS_PER_QUARTER, domains], float)

    @property
    @shared
    def salvage(self) -> Values:
        """What each launch still has to bring at the end of the run, less the pay for keeping it running, (launches,), standard values.

        Earnings go on being booked as in the run, at the start of each quarter up to the end of the service life. They count
        discounted to the launch, and only as long as they exceed the pay, since a launch can be withdrawn.
        """
        parameters, launches = self.state.parameters[0], self.launches
        if not parameters.products:
            return np.zeros(len(launches))
        share = earned_share(float(parameters.product_life))
        minutes = launches.effort * parameters.running_share / (WEEKS_PER_YEAR / WEEKS_PER_QUARTER)
        pay = minutes / MINUTES_PER_WEEK * parameters.engineer_cost / WEEKS_PER_QUARTER / parameters.standard_value
        weeks, life = self.organization.design.weeks, float(parameters.service_life)
        today = worth_today(weeks, life, float(parameters.discount_rate))
        with np.errstate(under="ignore"):
            left = launches.worth[:, None] * share * (1.0 - share) ** np.arange(today.shape[1])
            left -= pay[:, None]
            np.maximum(0.0, left, out=left)
            left *= today.take(weeks - launches.finished, axis=0)
            return np.asarray(left.sum(axis=1), float)

    @property
    @shared
    def duplicates(self) -> Rows:
        """Capability instances that did again what another team's instance in service did, whenever born."""
        made = self.runs.capabilities
        return made.where(made.duplicates >= 0)

    @cached_property
    def cost(self) -> Values:
        """What the organisation cost, $k, (Q,): people, engineers, the direct cost of hiring, and what changes cost at once.

        What a change costs belongs to no part.
        """
        money = self.organization.design.baseline.parameters.money
        engineers = self.tallied("engineer_weeks") * money.engineer_cost / WEEKS_PER_QUARTER
        if self.parts is not None:
            return engineers + self.tallied("hiring_cost") + self.of_posts("cost")
        return np.asarray(engineers + self.of_all("people_cost") + self.of_all("hiring_cost") + self.spent)

    @cached_property
    def spent(self) -> Values:
        """What hiring and letting go cost by what the design's changes state, $k, (Q,), in the quarter of each change."""
        stages = self.organization.design.stages
        quarters = self.quarter_of_week(np.array([stage.week for stage in stages]))
        amounts = np.array([stage.spent for stage in stages], float)
        known = (quarters >= 0) & (quarters < self.quarters)
        return np.bincount(quarters[known], amounts[known], minlength=self.quarters).astype(float)

    @cached_property
    def realised(self) -> Values:
        """Realised value of the launches of each quarter over their life, $k, (Q,): what they earned in the run, and their salvage."""
        return self.by_launch(realised)


@cache
def worth_today(weeks: int, service_life: float, discount_rate: float) -> Values:
    """Return what a booking is worth to a launch of up to so many `weeks` of age, in that week and at the start of quarters after it.

    It is discounted to the launch, and 0 after the service life, (weeks + 1, quarters ahead).
    """
    ages = np.arange(weeks + 1)
    ahead = np.arange(int(np.ceil(service_life / WEEKS_PER_QUARTER)) + 1)
    when = ages[:, None].astype(float) + WEEKS_PER_QUARTER * ahead
    with np.errstate(under="ignore"):
        today = (1.0 + discount_rate) ** (-when / WEEKS_PER_YEAR)
    found: Values = today * (when - WEEKS_PER_QUARTER < service_life)
    return found


Amount: TypeAlias = Callable[[Outcome], Numbers]
"""What each launch amounts to, (launches,)."""
AMOUNTS: list[Amount] = []
"""All amounts of launches that metrics add up."""


def of_launches(amount: Amount) -> Amount:
    """Have an amount of launches added up together with all others (`Outcome.by_launch`)."""
    AMOUNTS.append(amount)
    return amount


@shared
def launch_amounts(outcome: Outcome) -> Values:
    """Return all that launches amount to, (launches, amounts)."""
    found = np.empty((len(outcome.launches), len(AMOUNTS)))
    for place, amount in enumerate(AMOUNTS):
        found[:, place] = amount(outcome)
    return found


@of_launches
def launched(outcome: Outcome) -> Numbers:
    """Return 1 for each launch."""
    return np.ones(len(outcome.launches))


@of_launches
def realised(outcome: Outcome) -> Numbers:
    """Return the realised value of each launch, $k: what it earned in the run, and its salvage."""
    worth = outcome.organization.design.baseline.demand.standard_value
    return np.asarray((outcome.launches.earned + outcome.salvage) * worth)


@of_launches
def effort(outcome: Outcome) -> Numbers:
    """Return the effort of each launch."""
    return np.asarray(outcome.launches.effort)


@shared
def _decided(outcome: Outcome) -> tuple[Numbers, Numbers, Values, Values]:
    """Return what was settled: rows, quarters, fit and worth."""
    runs, items = outcome.runs, outcome.runs.items
    market = Market(
        runs.objectives, runs.first_objectives, *(runs.stacked(name) for name in ("strategy", "attractiveness"))
    )
    shift, warmup = float(outcome.state.parameters[0].value_shift), outcome.organization.warmup_quarters
    return settled(
        items.as_columns(Course), items.as_columns(Offer), market, items.first, shift, warmup, outcome.quarters
    )


@once
def work_of(outcome: Outcome) -> Work:
    """Return what says to which parts items belong."""
    items = outcome.runs.items
    return Work(items.first, np.ascontiguousarray(items.team), outcome.own_domains)


@counted
def finished(outcome: Outcome) -> Values:
    """Return what is counted of items, (`Done`, Q)."""
    items, warmup = outcome.runs.items, outcome.organization.warmup_quarters
    course = items.as_columns(Course)
    return outcome.counted_in_cells(len(Done), count_items, course, work_of(outcome), outcome.places, warmup)
