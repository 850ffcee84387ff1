"""The table of what there is to gain in the shipped companies: bands, places, and the page it stands on."""

import numpy as np
import pytest
from tests.conftest import ROOT

from orgsim.headroom.answers import Finding, Gain, Headroom
from orgsim.headroom.catalog import ORACLES
from orgsim.metrics.metric import within
from orgsim.results.statistics import Ratio, Spread, compare
from orgsim.scenario.design import load_design
from orgsim.studies.headroom.bands import BANDS, Band
from orgsim.studies.headroom.measured import END, START, companies, renewed, section

PAIRED = compare(np.array([1.0, 2.0]), np.array([0.0, 0.0]), "higher", within(0.0))


def gain(low: float, mean: float, high: float) -> Gain:
    """Return a gain with an interval, given in per cent."""
    return Gain(PAIRED, Ratio(mean / 100, low / 100, high / 100))


@pytest.mark.parametrize(
    ("interval", "place"),
    [
        ((4, 5, 6), "in"),
        ((1, 5, 20), "in"),
        ((1, 3, 5), "edge"),
        ((9, 11, 13), "edge"),
        ((1, 2, 3), "out"),
        ((11, 12, 13), "out"),
    ],
)
def test_where_a_headroom_lies(interval, place) -> None:
    """In a band of 4 to 10: by the mean; outside it matters whether the interval reaches in."""
    assert Band("allocation", 4, 10).place(gain(*interval)) == place


def test_what_was_not_measured_lies_nowhere() -> None:
    """An oracle that does not apply has no place."""
    assert Band("allocation", 4, 10).place(None) == "-"


def test_bands_are_of_oracles_there_are() -> None:
    """Every band names an oracle, and is one."""
    assert set(BANDS) <= {oracle.name for oracle in ORACLES}
    assert all(band.low < band.high for band in BANDS.values())


def test_companies_can_be_read() -> None:
    """The companies of the table are the two shipped ones and a generated one of 43 posts and 252 engineers."""
    found = {name: load_design(source).baseline for name, source in companies().items()}
    assert set(found) == {"product-org", "demo", "generated"}
    assert len(found["generated"].posts) == 43
    assert sum(team.engineers for team in found["generated"].teams.values()) == 252


def test_the_table_replaces_the_one_of_the_page() -> None:
    """The page has one place for the table; what stands around it stays."""
    findings = tuple(Finding(oracle, "today", "", gain(19, 20, 21)) for oracle in ORACLES)
    answer = Headroom("today", Spread(1.0, 0.5, 1.5, 9), findings, ())
    table = section({"product-org": answer, "demo": answer}, 9, 1)
    assert "| `stops` | 10 .. 25 | +20.0 (+19.0 .. +21.0) | +20.0 (+19.0 .. +21.0) |" in table
    assert "| `joint-work` | 0 .. 5 | +20.0 (+19.0 .. +21.0) **(out)** |" in table
    page = (ROOT / "docs" / "headroom.md").read_text(encoding="utf-8")
    assert (page.count(START), page.count(END)) == (1, 1)
    assert renewed(page, table).replace(table, "") == page[: page.index(START)] + page[page.index(END) + len(END) :]
