"""Who does whose work again, over all futures: pairs of teams of which one builds what the other has."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from orgsim.engine.vocabulary import MINUTES_PER_WEEK
from orgsim.errors import ResultsError
from orgsim.metrics.outcome import Values
from orgsim.results.comparison import Results
from orgsim.results.statistics import Estimate, estimated, students_t

if TYPE_CHECKING:
    import pandas as pd

TABLE = "duplicates"
PAIR = ["team", "other"]
QUARTERS_PER_YEAR = 4
UNKNOWN = (
    "An earlier version of orgsim wrote these results, which did not keep who does whose work again; repeat the command that wrote them "
    "in a new folder"
)


def has_pairs(results: Results) -> bool:
    """Tell whether results say who does whose work again; those of an earlier version do not."""
    return results.holds(TABLE)


def pairs_of(results: Results) -> "pd.DataFrame":
    """Return one row a design and pair of teams of which one does work again that the other has, those with most of it first.

    ``team`` does it again, ``other`` has it. ``weeks`` is the mean over all futures of the design, in engineer-weeks a year; ``low`` and
    ``high`` are the ends of its 95 % interval, NaN with a single future. ``unaware`` is the part of it by a team that knew of nothing like
    it, and ``across`` the part while the two had no superior in common below the top of the company. ``futures`` is the share of futures
    in which there is any.

    Raises
    ------
    ResultsError
        When an earlier version wrote the results.
    """
    if not has_pairs(results):
        raise ResultsError(UNKNOWN)
    table = results.table(TABLE)
    weeks = {name: table[name] / minutes_a_year(results) for name in ("minutes", "unaware", "across")}
    frame = table[["design", *PAIR]].assign(**weeks, squared=weeks["minutes"] ** 2, futures=1.0)
    sums = frame.groupby(["design", *PAIR], sort=False).sum().reset_index()
    runs = sums["design"].map(results.replications["design"].value_counts()).astype(float)
    found = sums.assign(**{name: sums[name] / runs for name in (*weeks, "futures")}).rename(
        columns={"minutes": "weeks"}
    )
    means, squares, count = (np.asarray(one, float) for one in (found["weeks"], sums["squared"], runs))
    half = _half_widths(means, squares, count)
    found = found.assign(low=found["weeks"] - half, high=found["weeks"] + half)
    columns = ["design", *PAIR, "weeks", "low", "high", "unaware", "across", "futures"]
    place = found["design"].map({design: place for place, design in enumerate(results.designs)})
    order = np.lexsort((found["other"], found["team"], -found["weeks"], place))
    return found[columns].iloc[order].reset_index(drop=True)


@dataclass(frozen=True)
class EachOther:
    """Two teams, the first of which does more of the other's work again, and what both do, engineer-weeks a year."""

    team: str
    other: str
    weeks: float


def each_other(pairs: "pd.DataFrame", design: str, *, itself: bool = False) -> EachOther | None:
    """Return the two teams that repeat each other's work most in a design, both ways together; None where nothing is done twice.

    With `itself`, one that repeats its own work counts too, as branches of teams may.
    """
    mine = pairs[pairs["design"] == design]
    weeks = {
        (str(one), str(other)): float(found)
        for one, other, found in zip(mine["team"], mine["other"], mine["weeks"], strict=True)
    }
    both = {
        pair: found + (weeks.get(pair[::-1], 0.0) if pair[0] != pair[1] else 0.0)
        for pair, found in weeks.items()
        if itself or pair[0] != pair[1]
    }
    most = max(both, key=lambda pair: (both[pair], weeks[pair]), default=None)
    return EachOther(*most, both[most]) if most else None


def total_of(pairs: "pd.DataFrame", design: str) -> float:
    """Return all that is done twice in a design, engineer-weeks a year."""
    return float(pairs.loc[pairs["design"] == design, "weeks"].sum())


def minutes_a_year(results: Results) -> float:
    """Return how many minutes over all quarters that count are one engineer-week a year."""
    horizon = results.manifest["designs"][0]["resolved"]["stages"][0]["horizon"]
    return float(MINUTES_PER_WEEK * int(horizon["quarters"]) / QUARTERS_PER_YEAR)


def _half_widths(means: Values, squares: Values, runs: Values) -> Values:
    """Return half the widths of the 95 % intervals of some means, given the sums of the squares, over so many futures each."""
    half = np.full(len(means), np.nan)
    some = runs > 1
    spread = np.maximum(0.0, squares - runs * means**2)[some] / (runs[some] - 1.0)
    half[some] = np.array([students_t(int(count)) for count in runs[some]]) * np.sqrt(spread / runs[some])
    return half


def paired(
    results: Results, design: str, baseline: str, pair: tuple[str, str] | None = None, comparisons: int = 1
) -> Estimate:
    """Return the mean paired difference in work done twice with its 95 % interval, engineer-weeks a year.

    It is that of one pair of teams, of which the first does the work again, or of all of them together; NaN with fewer than two futures
    that both designs have. Of several `comparisons`, all intervals hold together (Bonferroni).
    """
    table = results.table(TABLE)
    if pair:
        table = table[(table["team"] == pair[0]) & (table["other"] == pair[1])]
    weeks = (table.groupby(["design", "replication"])["minutes"].sum() / minutes_a_year(results)).to_dict()
    runs = results.replications.groupby("design")["replication"].agg(set)
    both = sorted(runs[design] & runs[baseline])
    here, there = (np.array([weeks.get((name, one), 0.0) for one in both]) for name in (design, baseline))
    return estimated(here - there, comparisons)
