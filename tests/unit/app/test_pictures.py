"""What is drawn: dots that can all be seen, boxes for every post, and names that are text whatever they say."""

import re
from xml.etree.ElementTree import Element, fromstring

import numpy as np
import pytest

from orgsim.app.chart import draw, legend
from orgsim.app.company import Company
from orgsim.app.dots import HEIGHT, WIDTH, axis_of, dots
from orgsim.app.words import facts
from orgsim.metrics.catalog import metric_named
from orgsim.results.statistics import compare


def parsed(text: str) -> Element:
    """Return a picture as XML, which it has to be."""
    return fromstring(text)  # noqa: S314 - it was written a moment ago


NASTY = '<script>alert("1")</script>&"'


@pytest.mark.parametrize(("name", "better"), [("realised_value", "good"), ("lead_time", "bad")])
def test_every_dot_is_seen_and_counted(name: str, better: str) -> None:
    """Of 40 differences, 10 below zero and one on it, each is a dot inside the picture, in the class that its metric calls for."""
    metric = metric_named(name)
    values = np.concatenate([np.linspace(-3.0, -1.0, 10), [0.0], np.linspace(0.5, 9.0, 29)])
    paired = compare(values + 5.0, np.full(40, 5.0), metric.direction, metric.rope)
    axis = axis_of([(paired, values)])
    drawn = parsed(dots(metric, paired, values, axis, "#0072B2"))
    found = [(one.get("class"), float(one.get("cx")), float(one.get("cy"))) for one in drawn.iter("circle")]
    assert len(found) == 40
    assert all(0 < x < WIDTH and 0 < y < HEIGHT for _, x, y in found)
    assert sum(kind == better for kind, *_ in found) == 29
    assert sum(kind == "equal" for kind, *_ in found) == 1
    assert 2 <= len(axis.ticks()) <= 9


@pytest.mark.parametrize("scale", [1e-6, 0.003, 1.0, 7.0, 2.5e6])
def test_an_axis_has_round_ticks_at_any_size(scale: float) -> None:
    """From millionths to millions there are a few ticks, zero among them."""
    values = np.array([-1.0, 2.0, 3.0]) * scale
    paired = compare(values, np.zeros(3), "higher", metric_named("realised_value").rope)
    ticks = axis_of([(paired, values)]).ticks()
    assert 2 <= len(ticks) <= 8
    assert min(abs(tick) for tick in ticks) < 1e-9 * scale


def test_a_chart_has_every_post_once_and_every_dotted_line(company: Company) -> None:
    """Each post is one box that says which it is; the dotted lines of a portfolio manager are drawn, and marked as new."""
    design = company.design("portfolio-pm")
    text = draw(design.final, company.today.final)
    drawn = parsed(text)
    posts = [one.get("data-post") for one in drawn.iter("g") if one.get("data-post")]
    assert sorted(posts) == sorted(design.final.posts)
    ties = [one for one in drawn.iter("path") if "influence" in one.get("class", "")]
    assert len(ties) == sum(len(others) for others in design.final.ties.dotted.values())
    assert all("fresh" in one.get("class") for one in ties)
    assert "influence" in legend([design.final])


def test_boxes_can_be_reached_by_keyboard_only_where_they_do_something(company: Company) -> None:
    """A chart to work on has a tab stop for each post; one to look at is a picture."""
    assert draw(company.today.final, live=True).count('tabindex="0"') == len(company.today.final.posts)
    assert "tabindex" not in draw(company.today.final)


def test_names_run_nothing(company: Company) -> None:
    """Names of posts, teams, roles and designs that are scripts stay text."""
    change = {
        "name": "x",
        "posts": {"head": {"name": NASTY}},
        "teams": {"feed-a": {"name": NASTY}},
        "roles": {"pm": {"title": NASTY}},
    }
    design = company.changed(NASTY, [change], "nasty")
    for text in (
        draw(design.final, company.today.final),
        legend([design.final]),
        facts([company.today, design], lambda _: "#000"),
    ):
        parsed(f"<all>{text}</all>")
        assert not re.search("<script", text)
