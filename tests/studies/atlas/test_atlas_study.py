"""The atlas as a study: expectations are whole, they are held against what came out as they say, and the null is one."""

from dataclasses import replace

import numpy as np
import pytest

from orgsim.atlas.answers import VALUE, Effect, outside, world_of
from orgsim.atlas.environments import NULL, environments
from orgsim.atlas.plan import column
from orgsim.metrics.catalog import all_metrics
from orgsim.metrics.metric import within_share
from orgsim.results.runner import results_of, run_plan
from orgsim.results.statistics import compare, estimated
from orgsim.scenario.design import load_design
from orgsim.scenario.library.designs import design_named, library
from orgsim.studies.atlas.expectations import expected_value, of_pattern, propositions, stated, word
from orgsim.studies.atlas.measured import COMPANIES, atlas_of
from orgsim.studies.discovery import all_patterns
from orgsim.studies.worlds import pairs_of_domains


def test_companies_are_of_three_sizes() -> None:
    """About 13, 40 and 120 posts; every engineer has a team."""
    found = {name: load_design(one.text).baseline for name, one in COMPANIES.items()}
    assert {name: len(one.posts) for name, one in found.items()} == {"small": 16, "mid": 43, "large": 109}
    assert all(one.horizon.quarters == 8 for one in found.values())


def test_every_cell_has_one_expectation() -> None:
    """Rules name designs, sizes and metrics that there are, no cell twice, and every environment has a default and a reason."""
    assert set(stated()["environments"]) == set(environments())
    for name, about in stated()["environments"].items():
        cells = [(d, s) for rule in about["rules"] for d in rule["designs"] for s in rule.get("sizes", COMPANIES)]
        assert len(cells) == len(set(cells)), name
        assert {design for design, _ in cells} <= set(library())
        assert {size for _, size in cells} <= set(COMPANIES)
        assert {rule["value"] for rule in about["rules"]} <= {"above", "below", "same", "open"}
        assert all(expected_value(name, size, design)[1] for size in COMPANIES for design in library())
    assert stated()["least_regret"] in library()
    for rule in stated()["metrics"]:
        assert rule["metric"] in all_metrics()
        assert set(rule["designs"]) <= set(library())
        assert set(rule["environments"]) <= set(environments())


def test_propositions_are_those_of_the_patterns() -> None:
    """A1 to A10, each with its pattern and readings that were published."""
    assert [one["name"] for one in propositions()] == [f"A{number}" for number in range(1, 11)]
    for one in propositions():
        assert one["pattern"] in all_patterns()
        assert of_pattern(one["pattern"])[1] > 0
        assert {name for said in one["contrasts"] for name in (said["in"], said["less"])} <= set(environments())


def effect(difference: float, spread: float) -> Effect:
    """Return an effect of a mean difference, % of today's value, that varies by as much as `spread` from future to future."""
    base = np.full(20, 100.0)
    treated = base + difference + spread * np.resize([1.0, -1.0], 20)
    return Effect("flat", VALUE, compare(treated, base, "higher", within_share(0.03)), 100.0, (treated - base) / 100.0)


WORDS = [
    ("above", 10, 1, "as expected"),
    ("above", 1, 10, "inconclusive"),
    ("above", -10, 1, "the opposite"),
    ("below", -10, 1, "as expected"),
    ("below", 10, 1, "the opposite"),
    ("same", 0, 1, "as expected"),
    ("same", 0, 20, "inconclusive"),
    ("same", 10, 1, "a difference"),
    ("open", 10, 1, "-"),
]


@pytest.mark.parametrize(("expected", "difference", "spread", "said"), WORDS)
def test_a_cell_is_held_against_what_was_expected(expected, difference, spread, said) -> None:
    """By the whole interval, on its side of zero or within the region of equivalence."""
    assert word(expected, effect(difference, spread)) == said


TINY = pairs_of_domains(2, 2, horizon={"warmup_quarters": 2, "quarters": 4})
SOME = ("product-lines", "gpm-pods", "matrix", "rubric-and-forum", "portfolio-pm", "local-rights")


def null_of(text, names, folder, futures):
    made = column(text, environments()[NULL], [design_named(name) for name in names], seed=3, replications=futures)
    run_plan(made.plan, folder, workers=1)
    return world_of(made, results_of(made.plan, folder))


def test_where_there_is_nothing_to_organise_no_design_stands_out(tmp_path, monkeypatch) -> None:
    """In a small company no design lies outside the region of equivalence; one that is not made to pay its way does."""
    assert outside([null_of(TINY, SOME, tmp_path / "null", 60)]) == []
    from orgsim.scenario.library import applying

    real = applying.changes_of

    def gift(found):
        """A third more engineers for nothing: the wrong variant."""
        teams = {name: {"engineers": 9} for name in found.before.teams}
        return [*real(found), {"name": "a gift", "teams": teams}]

    monkeypatch.setattr("orgsim.atlas.plan.changes_of", gift)
    assert outside([null_of(TINY, ("portfolio-pm",), tmp_path / "gift", 60)])


@pytest.mark.slow
@pytest.mark.parametrize("size", COMPANIES)
def test_the_null_column_of_the_atlas(tmp_path, size) -> None:
    """All designs, at equal cost, with one look for every case, corrected for all comparisons of the column: none stands out."""
    atlas = atlas_of(COMPANIES[size], [environments()[NULL]], tmp_path, seed=1, workers=2, report=lambda _: None)
    assert len(atlas.worlds[0].designs) == 16
    assert outside(atlas.worlds) == []


@pytest.mark.slow
def test_portfolio_hours_are_worth_their_research_where_there_is_nothing_to_organise(tmp_path) -> None:
    """What two portfolio managers add in the null is gone where everybody sees new ground without research."""
    seen = replace(
        environments()[NULL], settings=(*environments()[NULL].settings, "parameters.planning.search_radius=1")
    )
    found = {
        name: atlas_of(COMPANIES["small"], [one], tmp_path / name, seed=1, workers=2, report=lambda _: None).worlds[0]
        for name, one in (("unseen", environments()[NULL]), ("seen", seen))
    }
    lost = (
        found["unseen"].effects["two-portfolio-pms", VALUE].shares
        - found["seen"].effects["two-portfolio-pms", VALUE].shares
    )
    assert estimated(lost).low > 0.0
    assert found["seen"].effects["two-portfolio-pms", VALUE].paired.verdict == "no practical difference"
