"""The picture of the atlas: every cell says what the answer says, in colour and without."""

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from tests.unit.figures.by_hand import labels

from orgsim.atlas.answers import METRICS, VALUE, Atlas, Effect, Regret, World
from orgsim.atlas.environments import environments
from orgsim.figures import atlas as picture
from orgsim.metrics.catalog import metric_named
from orgsim.results.statistics import compare

EFFECTS = {"up": 0.2, "down": -0.2, "same": 0.0, "unsure": 0.0}
"""Differences of value by design, as shares; `unsure` varies wildly around its own."""


def effect(name: str, metric: str) -> Effect:
    """Return the effect that a design has on every metric."""
    known = metric_named(metric)
    base = np.array([10.0, 11.0, 9.0, 10.0])
    treated = base * (1.0 + EFFECTS[name]) + (np.array([9.0, -9.0, 8.0, -8.0]) if name == "unsure" else 0.0)
    paired = compare(treated, base, known.direction, known.rope)
    return Effect(name, metric, paired, float(base.mean()), (treated - base) / base.mean())


@pytest.fixture
def answer() -> Atlas:
    """Return four designs in two environments, and one that is left out of both."""
    nothing = {"today": Regret("today", 0.0, 0.0, 0.0)}
    worlds = (environments()[name] for name in ("calm", "moving"))
    effects = {(name, metric): effect(name, metric) for name in EFFECTS for metric in METRICS}
    return Atlas(
        "today", tuple(World(one, "today", 4, effects, "up", (), nothing, {"absent": "why"}) for one in worlds)
    )


def test_colours_are_those_of_the_effects(answer: Atlas) -> None:
    """On value, from the best design down: blue, white, white, orange; what is left out is white, too, and stands last."""
    figure = picture.draw({"today": answer})
    assert picture.order_of([answer]) == ["up", "same", "unsure", "down", "absent"]
    image = figure.axes[0].images[0].get_array()
    assert image.shape == (5, 2, 3)
    blue, white, _, orange, absent = (tuple(row[0]) for row in image)
    assert blue == pytest.approx(to_rgb(picture.BLUE), abs=0.01)
    assert orange == pytest.approx(to_rgb(picture.ACCENT), abs=0.01)
    assert white == absent == (1.0, 1.0, 1.0)


def test_lower_latency_is_blue(answer: Atlas) -> None:
    """The colour says better or worse, not more or less."""
    image = picture.draw({"today": answer}).axes[METRICS.index("decision_latency")].images[0].get_array()
    assert tuple(image[0, 0]) == pytest.approx(to_rgb(picture.ACCENT), abs=0.01)


def test_signs_say_it_without_colour(answer: Atlas) -> None:
    """A plus for the better, a minus for the worse, a cross for what is left out, nothing for the rest, which is hatched if unsure."""
    axes = picture.draw({"today": answer}).axes[0]
    marks = {line.get_marker(): sorted(zip(*line.get_data(), strict=True)) for line in axes.lines}
    assert marks == {"+": [(0.5, 0.5), (1.5, 0.5)], "_": [(0.5, 3.5), (1.5, 3.5)], "x": [(0.5, 4.5), (1.5, 4.5)]}
    (hatched,) = [patch for patch in axes.patches if patch.get_hatch()]
    assert hatched.get_path().get_extents().extents == pytest.approx([0.0, 2.0, 2.0, 3.0])


def test_every_company_has_a_row_of_panels(answer: Atlas) -> None:
    """Two companies are two rows of five panels; environments are named once, below."""
    figure = picture.draw({"small: 16 posts": answer, "large: 109 posts": answer})
    assert len(figure.axes) == 2 * len(METRICS)
    assert {"small", "16 posts", "large", "109 posts"} <= set(labels(figure))


def test_it_can_be_told(answer: Atlas) -> None:
    """The description holds every effect on value."""
    told = picture.describe({"today": answer})
    assert "today, Calm: up +20.0%, down -20.0%" in told
    assert answer.worlds[0].effects["up", VALUE].leaning == "better"
