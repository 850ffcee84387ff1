"""Which domains belong together, guessed from superiors, names and departments; and what that guess may do."""

from pathlib import Path

import numpy as np
import pytest
from tests.unit.people_import.conftest import ImportTable, text_of

from orgsim.organization.build import closeness
from orgsim.people_import.relatedness import FLOOR
from orgsim.scenario.design import load_design
from orgsim.scenario.model import Related

TABLE = """id,title,manager
1,CPO,
2,Director of Product,1
3,Director of Product,1
4,"Product Manager, Search Ranking",2
5,"Product Manager, Search Ads",2
6,"Product Manager, Payments",3
7,"Engineering Manager, Search Ranking",1
8,Engineer,7
9,"Engineering Manager, Search Ads",1
10,Engineer,9
11,"Engineering Manager, Payments",1
12,Engineer,11
"""
"""Two products of search under one director, payments under another; all engineers under one head."""


def related(import_table: ImportTable, table: str) -> tuple[dict[tuple[str, str], float], tuple[str, ...]]:
    """Return what an import thinks of every pair of domains, and why."""
    found = import_table(table).organisation
    assert found is not None
    return dict(found.related), found.related_by


def test_closeness_is_the_mean_of_the_kinds_that_tell_domains_apart(import_table: ImportTable) -> None:
    """By hand: a superior in common is 1, one word of three is a third; everybody's engineers have one head, which tells nothing."""
    pairs, kinds = related(import_table, TABLE)
    assert kinds == ("superiors of their owners", "words of their names")
    assert pairs[("search-ads", "search-ranking")] == round(FLOOR + (1 - FLOOR) * (1 + 1 / 3) / 2, 2)
    assert pairs[("payments", "search-ads")] == pairs[("payments", "search-ranking")] == FLOOR


def test_function_words_bring_no_domains_together(import_table: ImportTable) -> None:
    """'Payments Platform' and 'Ads Platform' share a word that many have."""
    pairs, _ = related(import_table, TABLE.replace("Payments", "Payments Platform").replace("Ads", "Ads Platform"))
    assert pairs[("payments-platform", "search-ads-platform")] == FLOOR


@pytest.mark.parametrize("joint", ["&", "and", "+", "/", "und"])
def test_what_joins_two_names_is_no_word(import_table: ImportTable, joint: str) -> None:
    """'Payments & Tax' and 'Ads & Brands' have nothing in common, and evidence names words only."""
    table = TABLE.replace("Payments", f"Payments {joint} Tax").replace("Search Ads", f"Ads {joint} Brands")
    found = import_table(table).organisation
    assert found is not None
    (pair,) = [pair for pair in found.related if all(word in " ".join(pair) for word in ("ads", "payments"))]
    assert found.related[pair] == FLOOR
    assert {team.evidence for team in found.teams} >= {"payments, tax", "ads, brands"}


def test_departments_count_when_they_differ(import_table: ImportTable) -> None:
    """A department that two domains share brings them together; one for all says nothing."""
    units = ["department", "", "", "", "", "", "", "Shop", "Shop", "Find", "Find", "Shop", "Shop"]
    table = "\n".join(f"{row},{unit}" for row, unit in zip(TABLE.splitlines(), units, strict=True))
    pairs, kinds = related(import_table, table)
    assert "departments" in kinds
    assert pairs[("payments", "search-ranking")] > pairs[("payments", "search-ads")]
    assert "departments" not in related(import_table, table.replace("Find", "Shop"))[1]


@pytest.mark.parametrize(
    "table", [TABLE.replace("12,Engineer,11\n", ""), TABLE.replace(",3\n", ",2\n").replace("Search ", "")]
)
def test_where_nothing_tells_domains_apart_all_are_alike(import_table: ImportTable, table: str) -> None:
    """Two domains have nothing to choose from, and three of one director with names of their own are all alike."""
    assert related(import_table, table) == ({}, ())
    assert "related" not in text_of(import_table(table)).replace("belong together", "")


def test_every_closeness_is_bounded_and_loads_without_a_warning(import_table: ImportTable, tmp_path: Path) -> None:
    """What is written is what was guessed, within its bounds, and the scenario says that it is a guess."""
    imported = import_table(TABLE)
    assert imported.organisation is not None
    text = text_of(imported)
    (tmp_path / "today.yaml").write_text(text, encoding="utf-8")
    design = load_design(tmp_path / "today.yaml")
    assert design.warnings == ()
    domains = sorted(design.baseline.domains)
    table = closeness(design.baseline.related, domains)
    for (one, other), close in imported.organisation.related.items():
        assert FLOOR <= close <= 1.0
        assert table[domains.index(one), domains.index(other)] == close
    assert "Guessed, with low confidence" in text
    assert design.baseline.guesses is not None
    assert design.baseline.guesses.related == 3.0


def test_only_proportions_of_the_estimate_count(import_table: ImportTable, tmp_path: Path) -> None:
    """Halving every closeness leaves what is drawn from it the same: shares within a row, and shares of the closest."""
    path = tmp_path / "today.yaml"
    path.write_text(text_of(import_table(TABLE)), encoding="utf-8")
    scenario = load_design(path).baseline
    said, domains = scenario.related, sorted(scenario.domains)
    assert said is not None
    full = closeness(said, domains)
    pairs = {one: {other: close / 2 for other, close in others.items()} for one, others in said.pairs.items()}
    half = closeness(Related(pairs=pairs, between=(said.between or 0.0) / 2), domains)
    np.testing.assert_allclose(half / half.sum(axis=1, keepdims=True), full / full.sum(axis=1, keepdims=True))
