"""What came of simulated careers: time to promotion, pyramids, flows, vacancies, Peter gaps, cost, journeys, ways to the top.

An interval of a share or mean is the range of the middle 80 or 95 % of futures, unless its name says that it is of the mean.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from orgsim.careers.simulation import Array, CareerResults
from orgsim.engine.vocabulary import LONGEST_CHAIN, LONGEST_VACANCY
from orgsim.errors import InputError
from orgsim.plain_words import counted
from orgsim.scenario.ladder.model import QUARTERS_PER_YEAR
from orgsim.scenario.problems import listed, nearest

FEWEST_AT_RISK = 10
"""A survival curve ends where fewer person-quarters than this stand behind a step."""
BUDGET_MARGIN = 1.1


@dataclass(frozen=True)
class Range:
    """A number over all futures: its mean, and where the middle 80 % of futures are."""

    mean: float
    low: float
    high: float


def over_futures(values: Array) -> Range:
    """Return mean and middle 80 % of one value per future; futures without one are left out."""
    seen = values[np.isfinite(values)]
    if not len(seen):
        return Range(float("nan"), float("nan"), float("nan"))
    low, high = np.quantile(seen, (0.1, 0.9))
    return Range(float(seen.mean()), float(low), float(high))


@dataclass(frozen=True)
class Survival:
    """Share of people not yet promoted, by quarters in level; those who left or moved sideways are censored."""

    level: str
    share: Array
    """(quarters + 1,) share not promoted after so many quarters; NaN beyond the last step with enough people."""
    low: Array
    high: Array
    """Middle 80 % of futures."""
    at_risk: Array
    """(quarters + 1,) people behind each step, all futures together."""

    @property
    def median(self) -> float:
        """Quarters until half are promoted; infinite: fewer than half are, as far as can be seen."""
        below = np.flatnonzero(self.share <= 0.5)
        return float(below[0]) if len(below) else float("inf")

    @property
    def promoted(self) -> float:
        """Promotions per person-quarter at risk."""
        with np.errstate(invalid="ignore", divide="ignore"):
            hazards = 1.0 - self.share[1:] / self.share[:-1]
        weights = np.where(np.isfinite(hazards), self.at_risk[1:], 0)
        return float(np.nansum(hazards * weights) / weights.sum()) if weights.sum() else 0.0


def level_row(results: CareerResults, level: str) -> int:
    """Return the row of a level.

    Raises
    ------
    InputError
        When the ladder has no such level.
    """
    names = results.plan.levels
    if level not in names:
        raise InputError(f"there is no level '{level}'{nearest(level, names)}; there are {listed(names)}")
    return results.plan.row(level)


def product_limit(at_risk: Array, promoted: Array) -> Array:
    """Return the product-limit estimate of the share not promoted, along the last axis.

    Source: Kaplan and Meier 1958 (Journal of the American Statistical Association 53, 457).
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        hazard = np.where(at_risk > 0, promoted / at_risk, np.nan)
    share: Array = np.cumprod(1.0 - hazard, axis=-1)
    return share


def survival(results: CareerResults, level: str, group: int | None = None) -> Survival:
    """Return the time to promotion out of a level."""
    row = level_row(results, level)
    groups = slice(None) if group is None else slice(group, group + 1)
    at_risk = results.at_risk[:, groups, row].sum(axis=1)
    promoted = results.promoted[:, groups, row].sum(axis=1)
    pooled = at_risk.sum(axis=0)
    known = np.concatenate([[True], np.cumprod(pooled[1:] >= FEWEST_AT_RISK).astype(bool)])
    share = np.concatenate([[1.0], product_limit(pooled[1:], promoted.sum(axis=0)[1:])])
    hazards = np.where(at_risk > 0, promoted / np.maximum(at_risk, 1), 0.0)
    each = np.cumprod(1.0 - hazards, axis=1)
    low, high = np.quantile(each, (0.1, 0.9), axis=0)
    nothing = np.nan
    return Survival(
        level, np.where(known, share, nothing), np.where(known, low, nothing), np.where(known, high, nothing), pooled
    )


def pyramid(results: CareerResults) -> dict[str, list[Range]]:
    """Return people by level and quarter."""
    heads = results.series["heads"]
    return {
        name: [over_futures(heads[:, quarter, row]) for quarter in range(heads.shape[1])]
        for row, name in enumerate(results.plan.levels)
    }


def yearly_flows(results: CareerResults) -> dict[tuple[str, str], Range]:
    """Return people a year who move from one level to another; 'outside' is where hires come from and leavers go."""
    names = (*results.plan.levels, "outside")
    years = results.plan.quarters / QUARTERS_PER_YEAR
    found = {}
    for origin, to in zip(*np.nonzero(results.flows.sum(axis=0)), strict=True):
        found[names[origin], names[to]] = over_futures(results.flows[:, origin, to] / years)
    return found


def vacant_share(results: CareerResults) -> dict[str, Range]:
    """Return the share of seat-quarters that stand empty, by level with seats."""
    seats, empty = results.series["seats"].sum(axis=1), results.series["open"].sum(axis=1)
    bound = results.plan.tables.levels.seat_bound
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = empty / seats
    return {name: over_futures(shares[:, row]) for row, name in enumerate(results.plan.levels) if bound[row]}


def chain_length(results: CareerResults) -> Range:
    """Return the vacancies that one exit or new seat sets off, itself included."""
    lengths = np.arange(LONGEST_CHAIN + 1)
    chains = results.chains.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return over_futures((chains * lengths).sum(axis=1) / chains.sum(axis=1))


def quarters_to_fill(results: CareerResults) -> dict[str, Range]:
    """Return the quarters for which filled seats had been empty, by level with seats."""
    bound = results.plan.tables.levels.seat_bound
    with np.errstate(invalid="ignore", divide="ignore"):
        means = (results.waits * np.arange(LONGEST_VACANCY + 1)).sum(axis=2) / results.waits.sum(axis=2)
    return {name: over_futures(means[:, row]) for row, name in enumerate(results.plan.levels) if bound[row]}


@dataclass(frozen=True)
class CompetenceGap:
    """Required minus actual skill of those who hold a level, by the way they came; positive: they fall short."""

    level: str
    route: str
    gap: Range
    person_quarters: float
    """Behind it, all futures together."""


def competence_gaps(results: CareerResults) -> list[CompetenceGap]:
    """Return the gap of incumbents by level and by where they came from ('outside': hired into it)."""
    total, count = results.gaps["total"], results.gaps["count"]
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = total / count
    routes = ("outside", *results.plan.levels)
    return [
        CompetenceGap(name, routes[way], over_futures(mean[:, row, way]), float(count[:, row, way].sum()))
        for row, name in enumerate(results.plan.levels)
        for way in range(len(routes))
        if count[:, row, way].sum() > 0
    ]


@dataclass(frozen=True)
class Cost:
    """What a ladder costs, and how often that is too much."""

    per_year: Array
    """(R, quarters) pay, $k a year, quarter by quarter."""
    budget: Array | None
    """(quarters,) $k a year; None: the posts of an organisation are the plan, and nobody has set a budget."""

    @property
    def last_year(self) -> Range:
        """Pay in the last four quarters, $k a year."""
        return over_futures(self.per_year[:, -QUARTERS_PER_YEAR:].mean(axis=1))

    @property
    def over_budget(self) -> float:
        """Share of futures whose pay in the last four quarters is above the budget; NaN without one."""
        if self.budget is None:
            return float("nan")
        spent = self.per_year[:, -QUARTERS_PER_YEAR:].mean(axis=1)
        return float((spent > self.budget[-QUARTERS_PER_YEAR:].mean()).mean())


def cost(results: CareerResults) -> Cost:
    """Return pay over time, the middle of each level's band for everybody, against the budget."""
    per_year = results.series["cost"].sum(axis=2) * QUARTERS_PER_YEAR
    settings, levels = results.plan.settings.ladder, results.plan.tables.levels
    years = np.arange(results.plan.quarters) / QUARTERS_PER_YEAR
    if settings.budget is not None:
        return Cost(per_year, settings.budget * (1.0 + settings.growth) ** years)
    if not results.plan.room:
        return Cost(per_year, None)
    planned = np.where(levels.seat_bound, levels.start_seats, levels.start_heads) * levels.pay
    grown = levels.growth[None, :] ** np.arange(results.plan.quarters)[:, None]
    return Cost(per_year, BUDGET_MARGIN * grown @ planned)


@dataclass(frozen=True)
class Journey:
    """Where people hired into one level today are some quarters later."""

    entry: str
    quarters: int
    hires: int
    """People behind it, all futures together."""
    of_hundred: dict[str, Range]
    """Of 100, how many hold each level, or have 'left'; ranges are of one future's whole cohort."""


def journey(results: CareerResults, entry: str, quarters: int | None = None) -> Journey:
    """Return where 100 people hired into a level are after some quarters (default: the whole horizon).

    Raises
    ------
    InputError
        When that is beyond the horizon, or there is no such level.
    """
    quarters = results.horizon if quarters is None else quarters
    if not 0 <= quarters <= results.horizon:
        raise InputError(f"hires are followed for {counted(results.horizon, 'quarter')}, not {quarters}; see --horizon")
    row = level_row(results, entry)
    hires = results.hires[:, row]
    names = (*results.plan.levels, "left")
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = 100.0 * results.journeys[:, row, quarters] / hires[:, None]
    found = {name: over_futures(shares[:, place]) for place, name in enumerate(names)}
    pooled = 100.0 * results.journeys[:, row, quarters].sum(axis=0) / max(1, hires.sum())
    exact = {
        name: Range(float(pooled[place]), found[name].low, found[name].high)
        for place, name in enumerate(names)
        if pooled[place] > 0
    }
    return Journey(entry, quarters, int(hires.sum()), exact)


@dataclass(frozen=True)
class Way:
    """One way to a level: through the level held just before it."""

    through: str
    chance: Range
    """Share of hires who arrive this way within the horizon, all futures together, with its 95 % interval."""
    years: float
    """Median years to get there, of those who do."""


@dataclass(frozen=True)
class Prospect:
    """What people hired into one level may expect of another."""

    entry: str
    to: str
    hires: int
    """People behind it, all futures together."""
    ways: list[Way]
    """By the last level before it, likeliest first."""
    total: Way
    """All ways together."""
    staying: Range
    """Share who have held the level, of those who are still there at the horizon, with its 95 % interval."""


def share_with_interval(count: float, of: float) -> Range:
    """Return a share and its 95 % interval.

    Source: Wilson 1927 (Journal of the American Statistical Association 22, 209).

    Example
    -------
    >>> found = share_with_interval(3, 1000)
    >>> round(found.mean, 4), round(found.low, 4), round(found.high, 4)
    (0.003, 0.001, 0.0088)
    """
    if of <= 0:
        return Range(float("nan"), float("nan"), float("nan"))
    z, share = 1.959963984540054, count / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * float(np.sqrt(share * (1 - share) / of + z * z / (4 * of * of)))
    return Range(share, max(0.0, middle - half), min(1.0, middle + half))


def prospect(results: CareerResults, entry: str, to: str) -> Prospect:
    """Return how, how often and how soon people hired into one level come to another within the horizon."""
    origin, target = level_row(results, entry), level_row(results, to)
    hires = int(results.hires[:, origin].sum())
    came = results.arrivals[:, origin, target].sum(axis=0)
    times = results.arrival_times[origin, target]
    ways = [
        Way(results.plan.levels[row], share_with_interval(float(came[row]), hires), median_years(times[row]))
        for row in np.flatnonzero(came)
    ]
    total = Way("any", share_with_interval(float(came.sum()), hires), median_years(times.sum(axis=0)))
    stayed = hires - int(results.journeys[:, origin, results.horizon, -1].sum())
    staying = share_with_interval(float(results.stayers[:, origin, target].sum()), stayed)
    return Prospect(entry, to, hires, sorted(ways, key=lambda way: -way.chance.mean), total, staying)


def median_years(times: Array) -> float:
    """Return the median of waits counted by quarters, in years; NaN when there are none."""
    reached = np.cumsum(times)
    return float(np.searchsorted(reached, reached[-1] / 2.0)) / QUARTERS_PER_YEAR if reached[-1] else float("nan")


def entry_levels(results: CareerResults) -> list[str]:
    """Return the levels into which people were hired, most hires first."""
    total = results.hires.sum(axis=0)
    names = results.plan.levels
    return [names[row] for row in np.argsort(-total, kind="stable") if total[row] > 0]


def in_tracks(results: CareerResults, levels: Iterable[str]) -> list[str]:
    """Return levels track by track in the ladder's order, low rungs first."""
    ladder = results.plan.ladder
    tracks = list(ladder.tracks)
    return sorted(levels, key=lambda name: (tracks.index(ladder.levels[name].track), ladder.levels[name].rung, name))


MEASURES: dict[str, tuple[str, str]] = {
    "promotions": ("promotions per head and year", "share"),
    "exits": ("exits per head and year", "share"),
    "vacant": ("seats standing empty", "share"),
    "chain": ("vacancies per chain", "seats"),
    "gap": ("required minus actual skill", "skill"),
    "heads": ("people at the end", "people"),
    "cost": ("pay at the end", "$k a year"),
}
"""What ``compare`` compares: one number per future; title and unit."""


def measured(results: CareerResults) -> dict[str, Any]:
    """Return every measure, one value per future: (R,)."""
    series = results.series
    years = series["heads"].sum(axis=(1, 2)) / QUARTERS_PER_YEAR
    bound = results.plan.tables.levels.seat_bound.astype(bool)
    chains = results.chains.sum(axis=1)
    paid = bool(
        results.plan.tables.levels.pay.any()
    )  # a ladder that states no pay costs an unknown amount, not nothing
    with np.errstate(invalid="ignore", divide="ignore"):
        return {
            "promotions": series["promoted"].sum(axis=(1, 2)) / years,
            "exits": series["left"].sum(axis=(1, 2)) / years,
            "vacant": series["open"].sum(axis=(1, 2)) / series["seats"][:, :, bound].sum(axis=(1, 2)),
            "chain": (chains * np.arange(LONGEST_CHAIN + 1)).sum(axis=1) / chains.sum(axis=1),
            "gap": results.gaps["total"].sum(axis=(1, 2)) / results.gaps["count"].sum(axis=(1, 2)),
            "heads": series["heads"][:, -1].sum(axis=1),
            "cost": np.where(paid, cost(results).per_year[:, -QUARTERS_PER_YEAR:].mean(axis=1), np.nan),
        }
