"""Careers whose numbers are set by hand, so that everything worked out from them can be checked on paper."""

from dataclasses import replace
from typing import Any

import numpy as np
from tests.career_worlds import ladder, plan

from orgsim.careers.simulation import CareerResults, simulate_careers

LOW, TOP = "low", "top"


def simulated(
    futures: int = 10, quarters: int = 40, *, groups: bool = False, title: str = "", **more: Any
) -> CareerResults:
    """Return a few futures of two levels, both called by a title if there is one, with promotions, seats and a way back."""
    named = {"title": title} if title else {}
    found = ladder(
        {
            LOW: {
                "headcount": "committee",
                "heads": 40,
                "hires_per_quarter": 3.0,
                "exits_per_year": 0.2,
                "entry": True,
                **named,
            },
            TOP: {"seats": 10, "exits_per_year": 0.2, **named},
        },
        moves=[{"from": LOW, "to": TOP}, {"from": TOP, "to": LOW, "kind": "return", "rate_per_year": 0.1}],
        **more,
    )
    settings: dict[str, Any] = {"groups": {"a": {"share": 0.5}, "b": {"share": 0.5}}} if groups else {}
    return simulate_careers(plan(found, quarters, settings=settings), replications=futures, workers=2)


def with_waits(base: CareerResults, promoted: dict[int, int], at_risk: int = 100) -> CareerResults:
    """Return results in which of `at_risk` people in the lower level so many are promoted after each quarter, in every future alike."""
    left = np.zeros_like(base.at_risk)
    gone = np.zeros_like(base.promoted)
    row, staying = base.plan.row(LOW), at_risk
    for quarter in range(left.shape[-1]):
        left[:, 0, row, quarter] = staying
        gone[:, 0, row, quarter] = promoted.get(quarter, 0)
        staying -= promoted.get(quarter, 0)
    cases = base.cases.copy()
    cases["promoted"][:, row] = sum(promoted.values())
    return replace(base, at_risk=left, promoted=gone, cases=cases)


def with_arrivals(base: CareerResults, hires: list[int], came: list[int], left: list[int]) -> CareerResults:
    """Return results in which so many of the hires of each future came to the upper level, all of them still there, and so many left."""
    low, top = base.plan.row(LOW), base.plan.row(TOP)
    arrivals, times = np.zeros_like(base.arrivals), np.zeros_like(base.arrival_times)
    journeys, stayers, people = np.zeros_like(base.journeys), np.zeros_like(base.stayers), np.zeros_like(base.hires)
    for future, (hired, arrived, gone) in enumerate(zip(hires, came, left, strict=True)):
        people[future, low] = hired
        arrivals[future, low, top, low] = arrived
        times[low, top, low, 8] += arrived
        stayers[future, low, top] = arrived
        journeys[future, low, 0, low] = hired
        journeys[future, low, 1:, -1] = gone
        journeys[future, low, 1:, top] = arrived
        journeys[future, low, 1:, low] = hired - gone - arrived
    return replace(base, hires=people, arrivals=arrivals, arrival_times=times, journeys=journeys, stayers=stayers)


def with_cases(base: CareerResults, eligible: tuple[int, int], promoted: tuple[int, int]) -> CareerResults:
    """Return results in which, of two groups, so many are eligible and promoted out of the lower level in every future."""
    cases = np.zeros_like(base.cases)
    row = base.plan.row(LOW)
    cases["eligible"][:, row], cases["promoted"][:, row] = eligible, promoted
    cases["present"][:, row] = 4 * np.array(eligible)
    return replace(base, cases=cases)
