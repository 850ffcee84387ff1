"""Parts of other sizes, and regions in the unit of the table, by hand."""

import math
from dataclasses import replace

import numpy as np
import pytest

from orgsim.cli.answers import print_answers, print_summary
from orgsim.cli.console import Console
from orgsim.cli.part_sizes import other_sizes, remarks_on_part
from orgsim.cli.parts import print_parts
from orgsim.errors import InputError
from orgsim.metrics.catalog import metric_named
from orgsim.metrics.metric import Rope
from orgsim.results.by_part import part_named
from orgsim.results.comparison import Answer, answered


def answer(**sizes: float) -> Answer:
    """Return an answer about a branch with so many minutes of engineers in each design."""
    metric = metric_named("launches")
    return Answer(metric, metric.rope, (), kind="branch", part="dir-a", sizes=sizes)


def test_a_branch_with_more_teams_is_named() -> None:
    """Half as many engineers again are worth a word, 5 % more are none."""
    said = other_sizes([answer(today=100.0, flat=150.0, other=105.0)], "today")
    assert "than in today: dir-a +50% in flat. Their" in said.replace("\n", " ")
    assert "other" not in said
    assert not other_sizes([answer(today=100.0, flat=119.0)], "today")
    assert not other_sizes([answer(flat=100.0)], "today")


def test_only_the_first_few_are_named() -> None:
    """Of nine designs that differ the ninth is counted."""
    grown = {f"d{place}": 200.0 for place in range(9)}
    assert other_sizes([answer(today=100.0, **grown)], "today").count("+100%") == 8
    assert ", and 1 more." in other_sizes([answer(today=100.0, **grown)], "today").replace("\n", " ")


def test_remarks_on_one_part() -> None:
    """A part that all have, with as many engineers, needs none."""
    assert not list(remarks_on_part(answer(today=100.0, flat=100.0), "today"))
    assert len(list(remarks_on_part(answer(today=100.0, flat=200.0), "today"))) == 1


def test_parts_by_name() -> None:
    """The id comes first, then what it is called, whatever the case and signs; two of one name are refused."""
    names = {"d1": "Calendar & Pricing", "d2": "Search", "d3": "search"}
    assert part_named("domain", "d1", ["d1", "d2"], names) == "d1"
    assert part_named("domain", "calendar & pricing", ["d1", "d2"], names) == "d1"
    assert part_named("domain", "Payments", ["payments"]) == "payments"
    with pytest.raises(InputError, match="several have the name 'SEARCH': d2, d3; name one of these"):
        part_named("domain", "SEARCH", names, names)
    with pytest.raises(InputError, match="there is no post 'dira'"):
        part_named("branch", "dira", ["dir-a"])


def test_regions_have_the_unit_of_the_table() -> None:
    """Half a percent of requests is half a percentage point; other units stay as they are."""
    assert metric_named("lapsed").rope.text(metric_named("lapsed").unit) == "±0.5pp"
    assert Rope(-0.01, 0.02).text("share") == "-1pp .. 2pp"
    assert Rope(-0.01, 0.02).text("weeks") == "-0.01 .. 0.02"


def test_what_has_no_value_gets_no_verdict(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a target nothing is reached of it in any future; that is no inconclusive answer."""
    nothing = np.full(4, math.nan)
    found = answered({"today": nothing, "flat": nothing}, "today", metric_named("target_attainment"), None)
    print_answers(Console(), [found], 1)
    print_summary(Console(), [found])
    print_parts(Console(), [replace(found, kind="objective", part="growth")], "today", 1)
    printed = capsys.readouterr().out
    assert printed.count("no value") == 3
    assert "? inconclusive" not in printed
