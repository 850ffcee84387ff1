"""Equal cost: a design that costs more gives up engineers, and one that saves hires some, until both cost the same over the horizon.

Posts cost their base salaries with load, for every quarter from the change on; engineers their price a quarter. The change itself costs
nothing: the model books the hiring of those who follow others, in every design, and neither severance nor search for a change.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from orgsim.plain_words import counted
from orgsim.scenario.layoffs import fewer
from orgsim.scenario.names import mapping
from orgsim.scenario.operations.chart import Chart, Refused
from orgsim.scenario.parameters import Money

QUARTERS_PER_YEAR = 4
NEAR_ENOUGH = 0.0025
"""Share of the cost up to which whole engineers are exact enough; beyond, one of them comes or goes later."""


@dataclass(frozen=True)
class Balance:
    """What pays for what: costs over the horizon in $k, engineers by team, and the engineer who comes or goes later."""

    quarters: int
    posts: float
    """What the posts of the design cost more than those of today, over the horizon."""
    today: float
    """What today costs, over the horizon."""
    engineers: Mapping[str, int]
    """Head-count of the teams that change, from the change on."""
    change: int
    """Engineers more (or fewer, below 0), from the change on."""
    later: Mapping[str, int]
    """Head-count of the teams that change once more, `after` some quarters."""
    after: int
    left: float
    """What the design costs more than today in the end, over the horizon."""

    @property
    def share(self) -> float:
        """By which share of today's cost the design differs from it."""
        return self.left / self.today if self.today else 0.0

    @property
    def mean_change(self) -> float:
        """Engineers more (or fewer, below 0), on average over the horizon."""
        later = (self.quarters - self.after) / self.quarters if self.later else 0.0
        return self.change + (later if self.posts < 0 else -later)

    @property
    def yearly(self) -> float:
        """What the design costs a year, on average over the horizon, $k."""
        return (self.today + self.left) / self.quarters * QUARTERS_PER_YEAR


def money_of(chart: Chart) -> Money:
    """Return the prices that hold in a scenario."""
    return Money.model_validate(mapping(mapping(chart.data.get("parameters")).get("money")))


def balanced(today: Chart, design: Chart, quarters: int) -> Balance:
    """Return how the engineers of a design change so that it costs what today costs.

    Raises
    ------
    Refused
        When there are too few engineers to pay for it.
    """
    price = money_of(today).engineer_cost * quarters
    more = (design.cost() - today.cost()) / QUARTERS_PER_YEAR * quarters
    whole = today.cost() / QUARTERS_PER_YEAR * quarters + today.engineers(today.teams) * price
    engineers = {name: design.engineers([name]) for name in design.teams}
    if not price:
        return Balance(quarters, more, whole, {}, 0, {}, quarters, more)
    number = -more / price
    first = _whole(number)
    left = more + first * price
    if abs(left) <= NEAR_ENOUGH * whole:
        return Balance(quarters, more, whole, _changed(engineers, first), first, {}, quarters, left)
    return _with_one_later(Balance(quarters, more, whole, {}, 0, {}, quarters, more), engineers, number)


def _whole(number: float) -> int:
    """Return the nearest whole number."""
    return int(number + 0.5) if number >= 0 else -int(0.5 - number)


def _with_one_later(plain: Balance, engineers: Mapping[str, int], number: float) -> Balance:
    """Let one engineer of those who have to come or go do so for some of the quarters only."""
    sign = 1 if number > 0 else -1
    full = int(abs(number))
    after = plain.quarters - round((abs(number) - full) * plain.quarters)
    price = -plain.posts / number
    first, then = sign * full, sign * (full + (after < plain.quarters))
    before = _changed(engineers, first)
    there = {**engineers, **before}
    later = (
        {}
        if then == first
        else {name: n for name, n in {**engineers, **_changed(engineers, then)}.items() if n != there[name]}
    )
    spent = (first * after + then * (plain.quarters - after)) * price / plain.quarters
    return Balance(plain.quarters, plain.posts, plain.today, before, first, later, after, plain.posts + spent)


def _changed(engineers: Mapping[str, int], more: int) -> dict[str, int]:
    """Return the teams whose head-count changes when so many engineers come or go, each team in proportion."""
    total = sum(engineers.values())
    if not more:
        return {}
    if total + more < len(engineers):
        raise Refused(
            f"it costs as much as {counted(-more, 'engineer')}, and only {counted(total - len(engineers), 'engineer')} of "
            f"{total} can go, since every team keeps one"
        )
    return {name: number for name, number in fewer(engineers, -more / total).items() if number != engineers[name]}
