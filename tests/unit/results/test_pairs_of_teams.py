"""Who does whose work again: one future by hand, the table and what is read from it, and results that do not have it."""

import shutil
from types import SimpleNamespace

import numpy as np
import pytest
from scipy.stats import t
from tests.unit.figures.by_hand import results_by_hand
from tests.unit.results.conftest import Planner

from orgsim import open_results
from orgsim.engine import work_records as layout
from orgsim.engine.state import zeros
from orgsim.engine.vocabulary import NONE, Kind
from orgsim.errors import ResultsError
from orgsim.figures.all_figures import Shown, done_twice
from orgsim.metrics.twice import Branches, Twice
from orgsim.report.build import report
from orgsim.results.runner import run_plan
from orgsim.results.statistics import Estimate
from orgsim.results.twice import each_other, has_pairs, paired, pairs_of, total_of

NAMES = ["ann", "ben", "cat"]


def company():
    """Return a state with three initiatives of three teams, the last of which came with the company, and no capability yet."""
    items = zeros(layout.ITEM, 3)
    items.team, items.kind = [0, 1, 2], [Kind.INITIATIVE, Kind.INITIATIVE, Kind.PAST]
    capabilities = zeros(layout.CAPABILITY, 4)
    capabilities.duplicates = NONE
    return SimpleNamespace(items=items, capabilities=capabilities, counters=[SimpleNamespace(capabilities=0)])


def built(state, row: int, *, by: int, minutes: int, again: int = NONE, knowingly: int = 0) -> None:
    """Have an initiative build a capability, perhaps one that another row is already."""
    one = state.capabilities[row]
    one.built_for, one.team, one.minutes, one.duplicates, one.rational = (
        by,
        state.items.team[by],
        minutes,
        again,
        knowingly,
    )
    state.counters[0].capabilities = max(state.counters[0].capabilities, row + 1)


def test_a_future_by_hand():
    """Minutes of the warm-up do not count, and those before and after a change of the design belong to the teams of their time.

    Ben builds what ann has: 100 minutes in the warm-up, 40 until the change in week 26. Then cat takes ann's over, stands apart from ben,
    and ben goes on for 60. Ann builds knowingly what ben has, 7. What cat had before the run, and a first build, are no work done twice.
    """
    apart = np.zeros((2, 3, 3), bool)
    apart[1, 1, 2] = apart[1, 2, 1] = True
    watch = Twice(13, 51, Branches(apart, np.array([0, 26])))
    assert watch.weeks == [13, 26]
    state = company()
    built(state, 0, by=0, minutes=500)
    built(state, 1, by=1, minutes=100, again=0)
    watch.see(state, 13)
    state.capabilities.minutes[:2] = 520, 140
    built(state, 2, by=0, minutes=7, again=1, knowingly=1)
    watch.see(state, 26)
    state.capabilities.minutes[1] = 200
    state.capabilities.team[0] = 2
    built(state, 3, by=2, minutes=900, again=0)
    rows = watch.rows(state, NAMES)
    assert rows == {
        "team": ["ann", "ben", "ben"],
        "other": ["ben", "ann", "cat"],
        "minutes": [7, 40, 60],
        "unaware": [0, 40, 60],
        "across": [0, 0, 60],
        "duplicates": [1, 1, 1],
    }


def test_nothing_done_twice_is_no_row():
    """A future without duplicates adds nothing."""
    watch = Twice(0, 51, Branches(np.zeros((1, 3, 3), bool), np.array([0])))
    state = company()
    watch.see(state, 0)
    assert {len(values) for values in watch.rows(state, NAMES).values()} == {0}


def test_means_and_intervals_by_hand(tmp_path):
    """One engineer-week a year in ten futures and three in ten: a mean of 2, and Student's interval; half of it unaware."""
    pairs = pairs_of(results_by_hand(tmp_path, futures=20))
    assert list(pairs["design"]) == ["today", "portfolio"]
    for _, row in pairs.iterrows():
        assert (row.team, row.other, row.futures) == ("web", "app", 1.0)
        assert row[["weeks", "unaware", "across"]].tolist() == pytest.approx([2.0, 1.0, 2.0])
        half = t.ppf(0.975, 19) * np.std([1, 3] * 10, ddof=1) / np.sqrt(20)
        assert (row.low, row.high) == pytest.approx((2.0 - half, 2.0 + half))
    both = each_other(pairs, "today")
    assert (both.team, both.other, both.weeks) == ("web", "app", pytest.approx(2.0))
    assert total_of(pairs, "today") == pytest.approx(2.0)


def test_each_other_counts_both_ways(tmp_path):
    """Two teams that repeat 2 and 2 of each other's work repeat more than one that repeats 3 of another's."""
    import pandas as pd

    rows = [("x", "a", "b", 3.0), ("x", "b", "c", 2.0), ("x", "c", "b", 1.9), ("x", "d", "d", 9.0)]
    pairs = pd.DataFrame(rows, columns=["design", "team", "other", "weeks"])
    found = each_other(pairs, "x")
    assert (found.team, found.other, found.weeks) == ("b", "c", pytest.approx(3.9))
    assert each_other(pairs, "y") is None


def test_paired_differences_are_those_of_the_table(tmp_path):
    """Designs with the same duplicates in every future differ by nothing, for a pair of teams and in all."""
    results = results_by_hand(tmp_path, futures=4)
    assert paired(results, "portfolio", "today") == Estimate(0.0, 0.0, 0.0)
    assert paired(results, "portfolio", "today", ("web", "app"), 3) == Estimate(0.0, 0.0, 0.0)
    (tmp_path / "one").mkdir()
    alone = results_by_hand(tmp_path / "one", futures=1)
    assert np.isnan(paired(alone, "portfolio", "today").mean)


def test_runs_write_it_and_parts_of_other_lengths_are_whole(plan: Planner, tmp_path):
    """Futures have as many rows as there are pairs; a second command finds every part, and the sums are those of the ledger."""
    planned = plan(replications=12)
    assert run_plan(planned, tmp_path / "out").made == 24
    assert run_plan(planned, tmp_path / "out").reused == 24
    results = open_results(tmp_path / "out")
    assert has_pairs(results)
    ledger = results.table("ledger").set_index(["design", "replication"])
    booked = ledger["team.duplicate_unaware"] + ledger["team.duplicate_rational"]
    found = results.table("duplicates").groupby(["design", "replication"])["minutes"].sum()
    assert found.sum() == booked.sum() > 0
    assert (booked - found).fillna(booked).eq(0).all()


def test_results_of_an_earlier_version_open_without_it(tmp_path):
    """They are read as before; what they do not know is said in a sentence, and its figure is left out."""
    results = results_by_hand(tmp_path)
    shutil.rmtree(tmp_path / "results" / "duplicates")
    older = open_results(tmp_path / "results")
    assert not older.replications.empty
    assert not has_pairs(older)
    with pytest.raises(ResultsError, match="earlier version of orgsim wrote these results"):
        pairs_of(older)
    assert list(done_twice(Shown(older, "today"))) == []
    assert "earlier version of orgsim wrote these results" in report(older)
    assert older.seed == results.seed
