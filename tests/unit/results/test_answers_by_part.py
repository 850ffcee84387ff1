"""Paired answers by part, from tables that are written by hand."""

import math
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t as student

from orgsim.errors import InputError
from orgsim.metrics.catalog import metrics_by_part
from orgsim.results.by_part import answer_by_part, answer_for
from orgsim.results.comparison import Results
from orgsim.results.kinds import metrics_of
from orgsim.results.tables import minutes_of_parts

LAUNCHES = {
    ("today", "a"): [10.0, 12.0, 11.0],
    ("flat", "a"): [14.0, 15.0, 16.0],
    ("today", "b"): [5.0, 5.0, 6.0],
    ("flat", "b"): [5.0, 4.0, 6.0],
    ("today", "old"): [1.0, 2.0, 3.0],
    ("flat", "new"): [7.0, 8.0, 9.0],
}


class ByHand(Results):
    """Results whose table of parts is given."""

    def table(self, name: str, where: Mapping[str, str] | None = None) -> pd.DataFrame:
        """Return the table of parts, its rows in no order, with metrics that have no value anywhere."""
        assert name == "parts"
        rows = [
            {"design": design, "replication": number, "kind": "team", "part": part, "launches": value}
            for (design, part), values in LAUNCHES.items()
            for number, value in enumerate(values)
        ]
        assert where == {"kind": "team"}
        others = {**dict.fromkeys(metrics_by_part(), math.nan), **dict.fromkeys(minutes_of_parts(), 1)}
        frame = pd.DataFrame(rows).assign(**{name: one for name, one in others.items() if name != "launches"})
        return frame.sample(frac=1, random_state=1)


@pytest.fixture
def results() -> Results:
    """Two designs over three futures; one team is only in the first, another only in the second."""
    return ByHand(Path(), 7, ("today", "flat"), pd.DataFrame(), ())


def test_each_part_is_paired_with_itself(results):
    """Team a gains 4, 3, 5; team b loses 1 once. The intervals of both hold together: Student's at 2.5 % / 2."""
    found = {one.part: one for one in answer_by_part(results, "team", ["launches"])}
    assert set(found) == {"a", "b", "old", "new"}
    here = found["a"].lines[1].comparison
    assert (here.difference, here.better, here.futures) == (4.0, 3, 3)
    assert here.high - here.difference == pytest.approx(student.ppf(1 - 0.025 / 2, 2) / math.sqrt(3))
    assert {one.comparisons for one in found.values()} == {2}
    assert found["b"].lines[1].comparison.difference == pytest.approx(-1 / 3)


def test_one_part_alone_is_one_comparison(results):
    """Who asks for one part only has its interval at 95 %, narrower than that of one among several."""
    (found,) = answer_for(results, "team", "a", ["launches"])
    here = found.lines[1].comparison
    assert here.high - here.difference == pytest.approx(student.ppf(0.975, 2) / math.sqrt(3))
    assert (found.kind, found.part, found.comparisons) == ("team", "a", 1)


def test_a_part_of_one_design_is_named_and_not_compared(results):
    """It has its own numbers, no comparison, and the designs that lack it; never a zero."""
    found = {one.part: one for one in answer_by_part(results, "team", ["launches"])}
    for part, design, absent, median in (("old", "today", "flat", 2.0), ("new", "flat", "today", 8.0)):
        (line,) = found[part].lines
        assert (line.design, line.comparison, line.spread.median) == (design, None, median)
        assert found[part].absent == (absent,)


def test_a_frame_of_one_kind(results):
    """It has a row for each design, future and part of the kind, and a column for each metric and account that such parts have."""
    frame = results.by("team")
    assert len(frame) == 18
    assert list(frame.columns[:3]) == ["design", "replication", "part"]
    accounts = {name for name in minutes_of_parts() if name.startswith("team.")}
    assert set(frame.columns[3:]) == accounts | {name for name, one in metrics_by_part().items() if "team" in one.parts}
    assert results.by("team").equals(frame)
    assert np.array_equal(frame[frame.part == "old"].launches.sort_values(), [1.0, 2.0, 3.0])


@pytest.mark.parametrize(
    ("kind", "part", "metric", "words"),
    [
        ("teem", "a", "launches", "no parts of the kind 'teem' (did you mean 'team'?); there are branch, domain"),
        ("team", "ab", "launches", "there is no team 'ab'"),
        (
            "team",
            "a",
            "in_work",
            "'in_work' has no values by team; metrics that have them by team: alignment, beyond_core_share",
        ),
        ("role", "a", "launches", "'launches' has no values by role; it has them by branch, domain, objective, team;"),
        ("team", "a", "lunches", "there is no metric 'lunches'"),
    ],
)
def test_what_cannot_be_answered_is_refused(results, kind, part, metric, words):
    """A sentence says what there is instead."""
    with pytest.raises(InputError) as caught:
        answer_for(results, kind, part, [metric])
    assert words in str(caught.value)


def test_which_metrics_are_reported():
    """Those asked for; else the headline metrics, or all that there are where few of them are headlines."""
    assert metrics_of("team", ["throughput"]) == ["throughput"]
    assert "launches" in metrics_of("team")
    assert "throughput" not in metrics_of("team")
    assert "throughput" in metrics_of("team", everything=True)
    assert "deciding_hours" in metrics_of("role")
