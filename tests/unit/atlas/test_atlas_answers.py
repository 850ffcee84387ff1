"""Winners and regrets by hand, and without the luck of choosing."""

import numpy as np
import pytest

from orgsim.atlas.answers import VALUE, Atlas, Effect, World, in_order, outside, regrets_of, world_of
from orgsim.atlas.environments import environments
from orgsim.atlas.plan import column
from orgsim.metrics.metric import within_share
from orgsim.results.comparison import Results
from orgsim.results.runner import results_of, run_plan
from orgsim.results.statistics import compare
from orgsim.scenario.library.designs import design_named
from orgsim.studies.worlds import pairs_of_domains


def world(name: str, values: dict[str, list[float]]) -> World:
    """Return an environment in which designs have these values, "today" first."""
    arrays = {design: np.array(numbers) for design, numbers in values.items()}
    base = arrays["today"]
    effects = {
        (design, VALUE): Effect(
            design, VALUE, compare(here, base, "higher", within_share(0.03)), float(base.mean()), here - base
        )
        for design, here in arrays.items()
        if design != "today"
    }
    order = in_order(arrays)
    return World(
        environments()[name], "today", len(base), effects, order[0], tuple(order[1:]), regrets_of(arrays, "today"), {}
    )


def test_regret_is_what_the_winner_has_more() -> None:
    """Today realises 10, a 12 and b 9 in every future: regrets are 20 %, nothing and 30 % of today's value."""
    found = regrets_of({"today": np.full(6, 10.0), "a": np.full(6, 12.0), "b": np.full(6, 9.0)}, "today")
    assert {name: one.value for name, one in found.items()} == pytest.approx({"today": 0.2, "a": 0.0, "b": 0.3})


def test_luck_in_choosing_a_winner_is_no_regret() -> None:
    """Sixteen designs that differ by nothing but noise: the mean regret is 0, while the best of them seems to lead by far."""
    rng = np.random.default_rng(1)
    found, naive = [], []
    for _ in range(400):
        values = {str(place): 10.0 + rng.normal(0.0, 1.0, 20) for place in range(16)}
        found.append(regrets_of(values, "0")["0"].value)
        means = [float(one.mean()) for one in values.values()]
        naive.append((max(means) - means[0]) / means[0])
    error = np.std(found) / len(found) ** 0.5
    assert abs(np.mean(found)) < 4 * error
    assert np.mean(naive) > 10 * error  # the mutant that chooses and measures on the same futures


def test_least_regret_is_of_the_largest() -> None:
    """A gains most in one world and loses in the other; b is second in both, and regretted least."""
    first = world("calm", {"today": [10.0] * 4, "a": [14.0] * 4, "b": [13.0] * 4})
    second = world("moving", {"today": [10.0] * 4, "a": [7.0] * 4, "b": [10.5] * 4})
    atlas = Atlas("today", (first, second))
    (best, where), *others = atlas.largest_regrets()
    assert (best.design, where.environment.name) == ("b", "calm")
    assert best.value == pytest.approx(0.1)
    assert [one.design for one, _ in others] == ["a", "today"]
    assert atlas.mean_regret("b") == pytest.approx(0.05)


def test_outside_is_what_lies_beyond_the_region_as_a_whole() -> None:
    """Differences of 20 % and of -2 % that never vary: the first lies outside ±3 %."""
    found = outside([world("calm", {"today": [10.0] * 4, "a": [12.0] * 4, "b": [9.8] * 4})])
    assert [one.design for _, one in found] == ["a"]


@pytest.fixture(scope="module")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> tuple:
    """Return a column of two designs with its results."""
    text = pairs_of_domains(2, 1, horizon={"warmup_quarters": 1, "quarters": 2})
    made = column(text, environments()["calm"], [design_named("flat"), design_named("matrix")], seed=1, replications=8)
    folder = tmp_path_factory.mktemp("column")
    run_plan(made.plan, folder, workers=1)
    return made, results_of(made.plan, folder)


def test_effects_are_those_of_a_comparison(simulated: tuple) -> None:
    """A difference is the mean over the paired futures; its interval is wider the more comparisons hold together."""
    made, results = simulated
    assert isinstance(results, Results)
    found, wide = world_of(made, results), world_of(made, results, 48)
    one = found.effects["flat", VALUE]
    table = results.replications.pivot_table(index="replication", columns="design", values=VALUE)
    assert one.paired.difference == pytest.approx(float((table["flat"] - table["today"]).mean()))
    assert float(one.shares.mean()) == pytest.approx(one.share()[0])
    assert wide.effects["flat", VALUE].paired.high > one.paired.high
    assert found.designs == ("flat", "matrix")
    assert set(found.regrets) == {"today", "flat", "matrix"}


def test_a_change_for_the_better_is_above_zero_whatever_the_direction(simulated: tuple) -> None:
    """Latency is better when it is lower: its colour follows the sign of what is better."""
    found = world_of(*simulated)
    for (_, metric), effect in found.effects.items():
        if metric in ("decision_latency", "duplicate_effort"):
            assert effect.ropes * effect.paired.difference <= 0.0
        else:
            assert effect.ropes * effect.paired.difference >= 0.0
