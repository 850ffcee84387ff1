"""Adverse impact in simulated careers: what a policy that treats labels differently does to those who carry them.

Labels differ only in how the policy treats them, never in ability; what comes out is what was put in, worked through the ladder. This
is about simulated policies: nothing here says anything about a real person, and nothing ranks or selects one.
"""

import math
from dataclasses import dataclass

import numpy as np

from orgsim.careers.outcomes import survival
from orgsim.careers.simulation import Array, CareerResults

FOUR_FIFTHS = 0.8
SMALLEST_SHARE = 0.02
"""Groups below this share of the eligible are not tested on their own."""
FEWEST = 5
"""Cells with fewer people than this are hidden."""
ABOUT = (
    "Labels differ only in how the policy treats them, by what was set; the result is what was put in. "
    "No statement about a real person; not for ranking or selecting anybody."
)


@dataclass(frozen=True)
class Selection:
    """Two groups in one review round or one future."""

    ratio: float
    """Selection rate over that of the other group; NaN: nobody was eligible or selected."""
    shortfall: float
    """People who would have to be added for the same rate."""
    p_value: float
    """Fisher's exact test, two-sided."""
    flips: bool
    """Whether one different person would move the ratio across four fifths."""


def compare_selection(selected: int, eligible: int, other_selected: int, other_eligible: int) -> Selection:
    """Compare the selection rates of two groups.

    Source: 29 CFR 1607.4 D (Uniform Guidelines on Employee Selection Procedures, 1978), with its caution about small numbers.

    Example
    -------
    >>> found = compare_selection(1, 10, 3, 12)
    >>> round(found.ratio, 2), round(found.p_value, 2), found.flips
    (0.4, 0.59, True)
    """
    from scipy.stats import fisher_exact

    ratio = _ratio(selected, eligible, other_selected, other_eligible)
    table = np.array([[selected, eligible - selected], [other_selected, other_eligible - other_selected]])
    shortfall = eligible * other_selected / other_eligible - selected if other_eligible else math.nan
    moved = [
        _ratio(selected + step, eligible, other_selected - step, other_eligible)
        for step in (-1, 1)
        if 0 <= selected + step <= eligible and 0 <= other_selected - step <= other_eligible
    ]
    flips = any((one >= FOUR_FIFTHS) != (ratio >= FOUR_FIFTHS) for one in moved if not math.isnan(one))
    return Selection(ratio, shortfall, float(fisher_exact(table).pvalue), flips)


def _ratio(selected: float, eligible: float, other_selected: float, other_eligible: float) -> float:
    if not eligible or not other_eligible or not other_selected:
        return math.nan
    return (selected / eligible) / (other_selected / other_eligible)


@dataclass(frozen=True)
class Impact:
    """One group against the group with the highest rate, at one level or over a whole ladder."""

    level: str
    group: str
    reference: str
    eligible: float
    """Candidacies of the group in an average future."""
    promoted: float
    rate: float
    ratio: float
    """Of rates pooled over futures."""
    low: float
    high: float
    """Middle 95 % of futures."""
    below_four_fifths: float
    """Share of futures with a ratio under 0.8."""
    shortfall: float
    """People, in an average future."""
    p_value: float
    """Fisher's exact test: median of futures."""
    rejected: float
    """Share of futures with p below .05."""
    flips: float
    """Share of futures in which one different person moves the ratio across 0.8."""
    tested: bool
    """Whether the group is large enough to be looked at on its own."""


def impacts(results: CareerResults) -> list[Impact]:
    """Return the impact at every level that people were promoted from, and over all of them ('all levels')."""
    if len(results.plan.groups) < 2:
        return []
    eligible, promoted = results.cases["eligible"], results.cases["promoted"]
    found = []
    for row, level in reversed(list(enumerate(results.plan.levels))):
        if promoted[:, row].sum() > 0:
            found += _impacts_at(results, level, eligible[:, row], promoted[:, row])
    return found + _impacts_at(results, "all levels", eligible.sum(axis=1), promoted.sum(axis=1))


def _impacts_at(results: CareerResults, level: str, eligible: Array, promoted: Array) -> list[Impact]:
    """Return the impact on every group but the one with the highest pooled rate; both arrays are (futures, groups)."""
    with np.errstate(invalid="ignore", divide="ignore"):
        rates = promoted.sum(axis=0) / eligible.sum(axis=0)
    if np.isnan(rates).all():
        return []
    best = int(np.nanargmax(rates))
    return [
        _impact(results, level, group, best, eligible, promoted, rates)
        for group in range(len(results.plan.groups))
        if group != best
    ]


def _impact(
    results: CareerResults, level: str, group: int, best: int, eligible: Array, promoted: Array, rates: Array
) -> Impact:
    each = [
        compare_selection(*(int(count) for count in row))
        for row in zip(promoted[:, group], eligible[:, group], promoted[:, best], eligible[:, best], strict=True)
    ]
    ratios = np.array([one.ratio for one in each])
    known = ratios[np.isfinite(ratios)]
    low, high = np.quantile(known, (0.025, 0.975)) if len(known) else (math.nan, math.nan)
    p_values = np.array([one.p_value for one in each])
    share = eligible[:, group].sum() / max(1.0, float(eligible.sum()))
    return Impact(
        level=level,
        group=results.plan.groups[group],
        reference=results.plan.groups[best],
        eligible=float(eligible[:, group].mean()),
        promoted=float(promoted[:, group].mean()),
        rate=float(rates[group]),
        ratio=float(rates[group] / rates[best]) if rates[best] > 0 else math.nan,
        low=float(low),
        high=float(high),
        below_four_fifths=float((known < FOUR_FIFTHS).mean()) if len(known) else math.nan,
        shortfall=float(np.nanmean([one.shortfall for one in each])),
        p_value=float(np.median(p_values)),
        rejected=float((p_values < 0.05).mean()),
        flips=float(np.mean([one.flips for one in each])),
        tested=bool(share >= SMALLEST_SHARE),
    )


@dataclass(frozen=True)
class Cumulative:
    """What a group's ratios add up to over the rungs of a ladder."""

    group: str
    reference: str
    steps: dict[int, float]
    """Ratio of pooled rates out of each rung, where an average future promotes enough people for one."""
    product: float
    """A step of .9, four times over, is .66."""


def cumulative(results: CareerResults) -> list[Cumulative]:
    """Return the product of the steps' ratios, group by group, against the group with the highest rate overall."""
    groups = results.plan.groups
    if len(groups) < 2:
        return []
    eligible, promoted = results.cases["eligible"].sum(axis=0), results.cases["promoted"].sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        overall = promoted.sum(axis=0) / eligible.sum(axis=0)
    best = int(np.nanargmax(overall))
    rungs = np.array([results.plan.ladder.levels[name].rung for name in results.plan.levels])
    found = []
    for group in range(len(groups)):
        steps = {}
        for rung in sorted(set(rungs.tolist())):
            here = rungs == rung
            ratio = _ratio(
                promoted[here, group].sum(),
                eligible[here, group].sum(),
                promoted[here, best].sum(),
                eligible[here, best].sum(),
            )
            enough = promoted[here, group].sum() >= FEWEST * results.replications
            if enough and not math.isnan(ratio):
                steps[rung] = float(ratio)
        if group != best:
            found.append(Cumulative(groups[group], groups[best], steps, math.prod(steps.values())))
    return found


@dataclass(frozen=True)
class Decomposition:
    """Where a group's careers at a level differ: in the pool, in eligibility, before the panel, in the choice, or by leaving."""

    level: str
    group: str
    pool: float
    """Share of the level's person-quarters."""
    eligible: float
    """Candidacies per person-quarter."""
    forward: float
    """Share of them that came before the panel."""
    selected: float
    """Share of those that were picked."""
    exits: float
    """Exits per person-quarter."""
    median_quarters: float
    """Quarters in level until half are promoted."""


def decomposition(results: CareerResults) -> list[Decomposition]:
    """Return the parts of every group's chances at every level that people were promoted from."""
    cases = {name: results.cases[name].sum(axis=0) for name in results.cases.dtype.names or ()}
    found = []
    for row, level in enumerate(results.plan.levels):
        if cases["promoted"][row].sum() == 0:
            continue
        for place, group in enumerate(results.plan.groups):
            present, eligible, forward = (float(cases[name][row, place]) for name in ("present", "eligible", "forward"))
            found.append(
                Decomposition(
                    level,
                    group,
                    _share(present, float(cases["present"][row].sum())),
                    _share(eligible, present),
                    _share(forward, eligible),
                    _share(float(cases["promoted"][row, place]), forward),
                    _share(float(cases["left"][row, place]), present),
                    survival(results, level, place).median,
                )
            )
    return found


def _share(part: float, whole: float) -> float:
    return part / whole if whole else math.nan


def hidden_cells(counts: Array, fewest: int = FEWEST) -> Array:
    """Return which cells of a table must not be shown: small ones, and a second one where a sum would give the first away.

    Example
    -------
    >>> hidden_cells(np.array([[3, 20, 9], [30, 40, 50]])).astype(int).tolist()
    [[1, 0, 1], [0, 0, 0]]
    """
    hidden = (counts > 0) & (counts < fewest)
    for row in range(len(counts)):
        others = np.flatnonzero(~hidden[row] & (counts[row] > 0))
        if hidden[row].sum() == 1 and len(others):
            hidden[row, others[np.argmin(counts[row, others])]] = True
    return hidden
