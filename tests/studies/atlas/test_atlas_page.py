"""The published page of the atlas belongs to the present code, and says what it has to say."""

import re
from collections import Counter

import pytest
from tests.conftest import ROOT

from orgsim.atlas.answers import VALUE
from orgsim.atlas.environments import environments
from orgsim.scenario.library.designs import library
from orgsim.studies.atlas.__main__ import stamps
from orgsim.studies.atlas.measured import COMPANIES
from orgsim.studies.evidence import published

PAGE = ROOT / "docs" / "atlas.md"
STALE = "the page is of another version: make atlas"


def test_the_page_belongs_to_the_present_environments_companies_and_expectations() -> None:
    """Its stamps are those of the files."""
    page = PAGE.read_text(encoding="utf-8")
    for what, value in stamps(1)[:2]:
        assert f"| {what} | {value} |" in page, STALE


def test_the_page_and_the_published_readings_agree() -> None:
    """Every effect on value of the page is published, with the same verdict, for three sizes."""
    page = PAGE.read_text(encoding="utf-8").partition("## All effects on value")[2]
    cells = re.findall(r"([+-]\d+\.\d)( [?=])?", page)
    told = [one for one in published() if one.study == "atlas" and one.what.endswith(f": {VALUE}")]
    assert len(told) == len(cells) == len(environments()) * len(library()) * len(COMPANIES)
    assert sorted(100 * one.mean for one in told) == pytest.approx(sorted(float(mean) for mean, _ in cells), abs=0.06)
    marks = {"cannot be told": " ?", "no practical difference": " ="}
    assert Counter(marks.get(one.outcome, "") for one in told) == Counter(mark for _, mark in cells)


def test_the_page_says_what_the_null_column_shows() -> None:
    """No design lies outside the region of equivalence, or the page names it and says why."""
    page = PAGE.read_text(encoding="utf-8")
    found = re.search(r"Of (\d+) differences to today, corrected for their number, (\d+) lie outside", page)
    assert found
    assert int(found[1]) == len(library()) * len(COMPANIES)
    if int(found[2]):
        section = page.partition("## The null column")[2].partition("\n## ")[0]
        assert "because" in section
