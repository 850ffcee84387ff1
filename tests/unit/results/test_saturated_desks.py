"""Saturated desks: which are named, and in which order, from a table of desks written by hand."""

import math

import pandas as pd
import pytest

from orgsim.results.desks import SaturatedDesk, over_futures, saturated_desks

WEEK = 2400
COLUMNS = ("design", "post", "replication", "open", "spent", "requests", "waited", "lapsed")


def table(*rows: tuple[object, ...]) -> pd.DataFrame:
    """Return a table of desks."""
    return pd.DataFrame(rows, columns=COLUMNS)


DESKS = table(
    ("today", "head", 0, 1000, 900, 9, 9 * WEEK, 0),
    ("today", "head", 1, 1000, 1000, 9, 9 * WEEK, 2),  # 1900 of 2000 minutes, and 2 of 20: at both limits, not beyond
    ("today", "full", 0, 1000, 960, 10, 0, 0),
    ("today", "full", 1, 1000, 950, 10, 0, 0),  # 1910 of 2000
    ("today", "late", 0, 1000, 500, 4, 2 * WEEK, 0),
    ("today", "late", 1, 1000, 500, 4, 2 * WEEK, 2),  # 2 of 10
    ("today", "never", 0, 0, 0, 0, 0, 1),
    ("today", "never", 1, 0, 0, 0, 0, 5),  # never open, and all 6 lapse
    ("today", "nobody", 0, 0, 0, 0, 0, 0),
    ("today", "nobody", 1, 0, 0, 0, 0, 0),  # nobody asks
    ("flat", "head", 0, 1000, 999, 1, WEEK, 9),
)


def test_which_desks_are_named():
    """Those busy for more than 95 % of their open minutes or with more than a tenth of requests lapsed; most lapsed a future first."""
    found = saturated_desks(DESKS)
    assert found[0] == SaturatedDesk("flat", "head", 0.999, 0.9, 9.0)
    assert [(desk.post, desk.lapsed, desk.lapsed_per_future) for desk in found[1:]] == [
        ("never", 1.0, 3.0),
        ("late", 0.2, 1.0),
        ("full", 0.0, 0.0),
    ]
    assert math.isnan(found[1].busy)
    assert found[3].busy == 0.955


def test_what_lapsed_waits_for_a_quarter():
    """Eight requests wait 4 weeks in all and two lapse: (4 + 2 x 13) / 10 = 3 weeks; without requests there is nothing to say."""
    weeks = over_futures(DESKS).set_index(["design", "post"])["weeks"]
    assert weeks["today", "late"] == pytest.approx(3.0)
    assert weeks["today", "never"] == 13.0
    assert math.isnan(weeks["today", "nobody"])


def test_without_requests_nothing_is_saturated():
    """Desks at which nothing happens are no warning."""
    assert saturated_desks(DESKS[DESKS["post"] == "nobody"]) == []
