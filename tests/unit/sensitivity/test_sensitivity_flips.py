"""Flips: ranges around what the scenario says, shares of an ensemble with known spread, and runs that are the same every time."""

from pathlib import Path

import numpy as np
import pytest
from tests.unit.figures.by_hand import ORGANISATION, WITH_PORTFOLIO

from orgsim.metrics.catalog import metric_named
from orgsim.scenario.design import Design, load_design
from orgsim.sensitivity.flips import Budget, _share_better, _spread, flips
from orgsim.sensitivity.settings import doubts, drawn, under, values_of


def design(folder: Path, text: str, name: str) -> Design:
    path = folder / f"{name}.yaml"
    path.write_text(text.replace("NAME", name), encoding="utf-8")
    return load_design(path)


def test_doubts_lie_around_what_the_scenario_says(tmp_path: Path) -> None:
    """Numbers of low confidence have a range around the scenario's own value; those that are off, or differ between designs, have none."""
    own = ORGANISATION + "parameters: {capabilities: {integration_share: 0.4}}\ndemand: {spill_probability: 0}\n"
    found = {one.path: one for one in doubts([design(tmp_path, own, "a")])}
    assert found["parameters.capabilities.integration_share"].value == 0.4
    assert (
        found["parameters.capabilities.integration_share"].low
        < 0.4
        < found["parameters.capabilities.integration_share"].high
    )
    assert "demand.spill_probability" not in found
    assert all(one.entry.confidence == "low" for one in found.values())
    differing = doubts([design(tmp_path, own, "a"), design(tmp_path, ORGANISATION, "b")])
    assert "parameters.capabilities.integration_share" not in {one.path for one in differing}


def test_ends_and_middle_of_a_range(tmp_path: Path) -> None:
    """At 0 and 1 of the way stand the ends; in the middle a factor is in the middle of its logarithms, a chance of its odds."""
    for doubt in doubts([design(tmp_path, ORGANISATION, "a")]):
        assert doubt.at(0.0) == pytest.approx(doubt.low, rel=1e-5)
        assert doubt.at(1.0) == pytest.approx(doubt.high, rel=1e-5)
        assert doubt.low <= doubt.at(0.5) <= doubt.high


def test_a_design_under_other_numbers_differs_in_nothing_else(tmp_path: Path) -> None:
    """What is set is set in every stage, as the kind of number that stands there, and the rest is as it was."""
    before = design(tmp_path, WITH_PORTFOLIO, "a")
    chosen = {one.path: one.high for one in doubts([before])}
    after = under(before, chosen)
    for old, new in zip(before.stages, after.stages, strict=True):
        assert values_of(new.scenario) == {**values_of(old.scenario), **chosen}
        assert new.scenario.posts == old.scenario.posts
        type(new.scenario).model_validate(new.scenario.model_dump())  # still of the right kinds


def test_a_latin_hypercube_covers_every_range(tmp_path: Path) -> None:
    """Each parameter has one draw in each of as many strata as there are sets."""
    found = doubts([design(tmp_path, ORGANISATION, "a")])
    shares = drawn(found, 20, seed=3)
    assert shares.shape == (20, len(found))
    assert (np.sort((shares * 20).astype(int), axis=0) == np.arange(20)[:, None]).all()
    assert (shares == drawn(found, 20, seed=3)).all()


def test_the_spread_between_sets_is_what_luck_does_not_explain() -> None:
    """Of sets with a known spread and futures with a known one, the first is found; of sets without any, about none."""
    luck = np.random.default_rng(1)
    truth = luck.normal(1.0, 2.0, 4000)
    found = [mean + luck.normal(0.0, 3.0, 4) for mean in truth]
    mean, _, (spread, least, most) = _spread(found)
    assert mean == pytest.approx(1.0, abs=0.15)
    assert least < 2.0 < most
    assert spread == pytest.approx(2.0, abs=0.15)
    middle, least, most = _spread([luck.normal(0.0, 3.0, 4) for _ in range(4000)])[2]
    assert middle < 0.4
    assert least < 0.3 < most + 0.3


def test_the_share_of_the_ensemble_in_closed_form() -> None:
    """One standard deviation above zero are 84 %; for a metric that is better when lower, 16 %; nobody knows less than the interval says."""
    share = _share_better(2.0, 0.1, (2.0, 1.5, 3.0), metric_named("realised_value"))
    assert share[0] == pytest.approx(0.8413, abs=1e-3)
    assert share[1] < 0.76 < 0.9 < share[2]
    assert _share_better(2.0, 0.1, (2.0, 1.5, 3.0), metric_named("lead_time"))[0] == pytest.approx(0.1587, abs=1e-3)


def test_budgets_are_kept() -> None:
    """A budget is split between the ensemble and single numbers, and at least what makes sense is spent."""
    assert Budget.of(4000, 100).runs <= 4000
    assert Budget.of(10, 100).runs == 2 * 20 * 4 + (4 * 8 + 2) * 10


def test_the_same_every_time(tmp_path: Path) -> None:
    """One worker or two: the same numbers; designs that are the same differ by nothing whatever the numbers."""
    today, other = design(tmp_path, ORGANISATION, "today"), design(tmp_path, WITH_PORTFOLIO, "other")
    one, two = (flips(today, other, "launches", runs=100, seed=1, workers=workers) for workers in (1, 2))
    assert one == two
    nothing = flips(today, today, "launches", runs=100, seed=1)
    assert (nothing.mean, nothing.spread, nothing.better[0]) == (0.0, 0.0, 0.5)
