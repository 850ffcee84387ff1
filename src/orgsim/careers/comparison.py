"""Two ladders or policies under the same luck: the same people, ratings and exits, until what happens to them differs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from orgsim.careers.outcomes import MEASURES, measured
from orgsim.careers.simulation import Array, CareerResults
from orgsim.errors import InputError
from orgsim.metrics.metric import Rope, within, within_share
from orgsim.results.statistics import Comparison, Spread, compare, spread
from orgsim.scenario.ladder.model import QUARTERS_PER_YEAR

SAME: dict[str, Rope] = {
    "promotions": within(0.005),
    "exits": within(0.005),
    "vacant": within(0.005),
    "gap": within(0.01),
}
"""Differences that do not matter, in each measure's unit; others: 2 % of the baseline's median."""
SAME_SHARE = within_share(0.02)


@dataclass(frozen=True)
class CareerLine:
    """One measure of one alternative against the baseline."""

    measure: str
    title: str
    unit: str
    name: str
    spread: Spread
    comparison: Comparison | None
    """None: the baseline itself."""


def check_paired(results: Sequence[CareerResults]) -> None:
    """Raise unless the futures can be paired one by one.

    Raises
    ------
    InputError
        When seeds, numbers of futures or lengths differ.
    """
    base = results[0]
    for other in results[1:]:
        if (base.seed, base.replications, base.plan.quarters) != (other.seed, other.replications, other.plan.quarters):
            raise InputError("only runs with the same seed, futures and quarters can be compared future by future")


def compare_careers(names: Sequence[str], results: Sequence[CareerResults]) -> list[CareerLine]:
    """Compare simulated ladders with the first, measure by measure; no measure has a better direction by itself."""
    check_paired(results)
    values = [measured(each) | _promotions_by_level(results, each) for each in results]
    lines = []
    for measure in values[0]:
        title, unit = MEASURES.get(measure, (f"promotions out of {measure} per head and year", "share"))
        for place, name in enumerate(names):
            paired = None
            if place:
                rope = SAME.get(measure, SAME_SHARE if measure in MEASURES else SAME["promotions"])
                paired = compare(values[place][measure], values[0][measure], "neither", rope)
            lines.append(CareerLine(measure, title, unit, name, spread(values[place][measure]), paired))
    return lines


def _promotions_by_level(results: Sequence[CareerResults], each: CareerResults) -> dict[str, Array]:
    """Return promotions per head and year out of every level that all ladders have and that leads up."""
    shared = [name for name in each.plan.levels if all(name in other.plan.levels for other in results)]
    found = {}
    for name in shared:
        row = each.plan.row(name)
        if any(other.plan.tables.levels[other.plan.row(name)].rising for other in results):
            promoted = each.cases["promoted"][:, row].sum(axis=1)
            present = each.cases["present"][:, row].sum(axis=1)
            with np.errstate(invalid="ignore", divide="ignore"):
                found[name] = promoted / present * QUARTERS_PER_YEAR
    return found
