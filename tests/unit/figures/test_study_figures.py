"""Figures of a study: gains over settings whose answer is known, and what the pictures say of them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from matplotlib.patches import Rectangle
from tests.unit.figures.by_hand import labels

from orgsim.errors import InputError
from orgsim.experiments.response import World, bands_of, best_at, mean_gain
from orgsim.figures import parts
from orgsim.figures.saving import title_of
from orgsim.figures.study import best, cases, effects, response
from orgsim.figures.style import Lineup
from orgsim.metrics.catalog import metric_named
from orgsim.metrics.metric import within
from orgsim.sensitivity.indices import Effect, Share

VALUE = metric_named("realised_value")
ROPE = within(0.2)


def world(
    points: list[dict[str, Any]], gains: Mapping[str, Any], metric: str = "realised_value", *, drawn: bool = False
) -> World:
    """Return a world in which designs gain what a function of the point says over a baseline that is luck.

    Designs that gain something have a little luck of their own.
    """
    luck = np.random.default_rng(1)
    shared = luck.normal(10.0, 3.0, (len(points), 40))
    values = {"today": shared}
    for design, gain in gains.items():
        gains_there = np.array([gain(point) for point in points])[:, None]
        values[design] = shared + gains_there + luck.normal(0.0, 1.0, shared.shape) * (gains_there != 0.0)
    return World("", metric_named(metric), "today", tuple(points), values, drawn)


GRID = [{"demand.overlap": a, "demand.drift_probability": b} for a in (0.2, 0.4, 0.6, 0.8) for b in (0.1, 0.3)]
CROSSING = {"up": lambda point: 10 * point["demand.overlap"] - 5, "flat": lambda _: 0.0}


def test_bands_are_values_or_ranges() -> None:
    """Four values are four bands of two points; forty values are bands of neighbours, each point in one; words keep their order."""
    found = bands_of(world(GRID, CROSSING), "demand.overlap")
    assert [(band.label, band.places) for band in found] == [
        ("0.2", (0, 1)),
        ("0.4", (2, 3)),
        ("0.6", (4, 5)),
        ("0.8", (6, 7)),
    ]
    many = [{"x": (7 * place) % 40} for place in range(40)]
    ranges = bands_of(world(many, CROSSING | {"up": lambda _: 0.0}), "x")
    assert sorted(place for band in ranges for place in band.places) == list(range(40))
    assert [band.at for band in ranges] == sorted(band.at for band in ranges)
    words = bands_of(world([{"x": "b"}, {"x": "a"}, {"x": "b"}], {}), "x")
    assert [(band.label, band.places, band.is_word) for band in words] == [("b", (0, 2), True), ("a", (1,), True)]
    switches = bands_of(world([{"x": True}, {"x": False}], {}), "x")
    assert [band.label for band in switches] == ["true", "false"]
    with pytest.raises(InputError, match="'y' is not varied in this study; varied are x"):
        bands_of(world(many, {}), "y")


@pytest.mark.parametrize("drawn", [False, True])
def test_intervals_of_mean_gains_hold(drawn: bool) -> None:
    """Of 400 means over 8 points and 12 shared futures, 95 % intervals hold the truth; those over drawn points the truth over all points."""
    luck, held = np.random.default_rng(3), 0
    for _ in range(400):
        among = luck.normal(0.0, 1.0, (8, 1)) if drawn else np.linspace(-1.0, 1.0, 8)[:, None]
        values = 2.0 + among + luck.normal(0.0, 1.0, (1, 12)) + luck.normal(0.0, 2.0, (8, 12))
        found = mean_gain(values, drawn=drawn)
        held += found.low <= 2.0 <= found.high
    assert held / 400 >= 0.95 - 3.0 * (0.05 * 0.95 / 400) ** 0.5
    assert held < 400


def test_the_best_design_is_told_where_it_is_ahead() -> None:
    """A design that gains 3 at one end and loses 3 at the other is best at the one, and at the other cannot be told from those that gain nothing."""
    found = world(GRID, CROSSING)
    there, here = best_at(found, (6, 7)), best_at(found, (0, 1))
    assert there is not None and here is not None  # noqa: PT018
    assert (there.design, there.is_told) == ("up", True)
    assert there.gain.low < 3.0 < there.gain.high
    assert here.design in ("today", "flat")
    assert set(here.open) == {"today", "flat"} - {here.design}
    assert best_at(found, ()) is None
    fewer = best_at(world(GRID, CROSSING, "lead_time"), (0, 1))
    assert fewer is not None
    assert fewer.design == "up"  # where lower is better, a loss of 3 is a gain


@pytest.mark.parametrize("alike", [2, 5])
def test_a_false_leader_is_rare(alike: int) -> None:
    """Where the first designs are alike and two more far behind, a leader is told in at most 5 % of 400 cells, within 3 standard errors."""
    luck, told = np.random.default_rng(5), 0
    for _ in range(400):
        shared = luck.normal(0.0, 3.0, (1, 20))
        means = [0.0] * alike + [-9.0, -9.0]
        values = {f"d{place}": shared + luck.normal(mean, 1.0, (1, 20)) for place, mean in enumerate(means)}
        one = best_at(World("", VALUE, "d0", ({"x": 1},), values, False), (0,))
        assert one is not None
        told += one.is_told
    assert told / 400 <= 0.05 + 3.0 * (0.05 * 0.95 / 400) ** 0.5


def test_the_map_says_what_is_best_where() -> None:
    """Two columns belong to the design that gains there; the others are hatched, and the title counts both."""
    found = world(GRID, CROSSING)
    lineup = Lineup.of(list(found.values), "today")
    figure = best.draw(found, "demand.overlap", "demand.drift_probability", lineup)
    (axes,) = figure.axes
    cells = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
    assert sum(bool(cell.get_hatch()) for cell in cells) == 4
    assert "leads in 4 of 8 cells" in title_of(figure)
    assert "up in 4" in title_of(figure) or "up leads" in title_of(figure)
    assert title_of(figure).endswith("in 4 the leader is told from every other design")
    assert "2\n+3" in " ".join(text.get_text() for text in axes.texts)
    told = best.describe(found, "demand.overlap", "demand.drift_probability")
    assert "0.8 and 0.3: up (+3" in told
    assert "not told from" in told


def test_the_response_follows_the_gain() -> None:
    """The line of a design runs through what it gains at each value, and the title names the design that moves, with how far."""
    found = world(GRID, CROSSING)
    shown = response.curves(found, "demand.overlap")
    figure = response.draw(found, "demand.overlap", ROPE, Lineup.of(list(found.values), "today"), shown)
    means = [[gain.mean for gain in curve.gains] for curve in shown]
    assert means[0] == pytest.approx([-3.0, -1.0, 1.0, 3.0], abs=0.5)
    assert means[1] == pytest.approx([0.0] * 4, abs=0.5)
    line = next(line for line in figure.axes[0].lines if line.get_marker() == "s")
    assert list(line.get_xdata()) == [0.2, 0.4, 0.6, 0.8]
    assert list(line.get_ydata()) == pytest.approx(means[0])
    assert "from one end of overlap (demand) to the other the gain of up changes by +5.9" in title_of(figure)
    assert "1 of 2 designs move beyond chance" in title_of(figure)
    alone = response.message(found, "demand.overlap", shown[1:])
    assert alone.endswith(
        "the gain of flat does not change beyond chance from one end of overlap (demand) to the other"
    )


def test_dots_of_cases_are_filled_as_their_verdicts() -> None:
    """Four cases better, four worse: four filled dots, four hollow ones; of the other design all are grey."""
    found = world(GRID, CROSSING)
    figure = cases.draw(found, ROPE, Lineup.of(list(found.values), "today"))
    up, flat = figure.axes[0].collections
    edges = [tuple(edge) for edge in np.round(up.get_edgecolors(), 3)]
    assert len(set(edges)) == 2
    assert sorted(edges.count(edge) for edge in set(edges)) == [4, 4]
    assert len({tuple(face) for face in flat.get_facecolors()}) == 1
    assert "up clearly better than today in 4 of 8 cases" in title_of(figure)
    assert "better in 4, worse in 4" in labels(figure)
    assert "up: better in 4, worse in 4; from" in cases.describe(found, ROPE)


def test_cases_without_varied_points_lie_side_by_side() -> None:
    """A row for each world: in the one a gain of 3 is told with its interval, in the other nothing is; both are in one figure."""
    worlds = [
        replace(world([{}], {"up": lambda _, gain=gain: gain}), name=name)
        for name, gain in (("surge", 3.0), ("usual", 0.0))
    ]
    answers = [cases.answer_in(one, ROPE) for one in worlds]
    figure = parts.draw(answers, Lineup.of(["today", "up"], "today"))
    said = labels(figure)
    assert title_of(figure) == "Realised value of 2 cases, beside today: 1 better in up"
    assert {"surge", "usual"} <= set(said)
    (surge,) = [line.comparison for line in answers[0].lines if line.comparison]
    bars = [tuple(line.get_xdata()) for line in figure.axes[0].lines if len(line.get_xdata()) == 2]
    assert (surge.low, surge.high) in bars
    assert surge.low < 3.0 < surge.high
    assert "Each interval holds by itself" in " ".join(said)
    assert "surge: up better; usual: up no practical difference" in parts.describe(
        answers, Lineup.of(["today", "up"], "today")
    )


def test_single_futures_tell_nothing_and_say_so() -> None:
    """With one future a case there is no interval: the titles say so, and nothing is claimed."""
    found = world(GRID, CROSSING)
    single = replace(found, values={design: values[:, :1] for design, values in found.values.items()})
    lineup = Lineup.of(list(found.values), "today")
    assert title_of(cases.draw(single, ROPE, lineup)) == "Realised value: no case has two futures with a value"
    shown = response.curves(single, "demand.overlap")
    figure = response.draw(single, "demand.overlap", ROPE, lineup, shown)
    assert "too few futures with a value" in title_of(figure)
    assert "in none is the leader told" in title_of(
        best.draw(single, "demand.overlap", "demand.drift_probability", lineup)
    )


def test_effects_that_are_noise_are_hollow() -> None:
    """An effect that is not twice what noise gives is drawn hollow and said not to be told."""
    found = [
        Effect("demand.overlap", 6.0, 5.0, 2.0, 1.0, 0.5),
        Effect("demand.drift_probability", 0.6, 0.1, 0.5, 0.3, 0.5),
    ]
    figure = effects.draw_effects(found, VALUE, "the difference of b to a", 10)
    bars = figure.axes[0].patches
    assert [bar.get_width() for bar in bars] == [6.0, 0.6]
    assert bars[1].get_facecolor()[:3] == (1.0, 1.0, 1.0)
    assert title_of(figure).endswith("what drives the difference of b to a: overlap (demand)")
    assert "not told from noise" in labels(figure)


def test_shares_of_the_variance() -> None:
    """The bars are per cent, the title names the largest; where its interval holds nothing, it says so."""
    found = [Share("demand.overlap", 0.6, 0.1, 0.05, 0.7, 0.1, 0.05), Share("name", 0.2, 0.1, 0.05, 0.3, 0.1, 0.05)]
    figure = effects.draw_shares(found, VALUE, "the difference of b to a", 0.04, 10)
    assert [bar.get_width() for bar in figure.axes[0].patches] == pytest.approx([60.0, 70.0, 20.0, 30.0])
    assert "overlap (demand) drives the difference of b to a, with 70% of the variance" in title_of(figure)
    rough = [Share("name", 0.2, 0.5, 0.05, 0.3, 0.6, 0.05)]
    assert "cannot be told from so few points" in effects.shares_message(rough, VALUE, "it", 0.04)
    assert "cannot be told from so few points" in effects.shares_message(found, VALUE, "it", 0.9)
