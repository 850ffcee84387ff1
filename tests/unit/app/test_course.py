"""One future quarter by quarter: the same future as without anybody looking, beliefs by the book, and pictures that say what they show."""

import re
from dataclasses import replace
from xml.etree.ElementTree import fromstring

import numpy as np
import pytest

from orgsim.app.chart import draw
from orgsim.app.company import Company
from orgsim.app.course import Held, Moment, changes_of_design, shifts, stage_at
from orgsim.app.course_words import FAR, MIDDLE, NEAR, color, lines, paints, said, table
from orgsim.app.futures import Arm
from orgsim.engine.simulation import simulate
from orgsim.engine.vocabulary import NONE
from orgsim.scenario.design import Design


@pytest.fixture(scope="module")
def arm(company: Company) -> Arm:
    """Return the company with a portfolio manager, which changes when the quarters that count begin."""
    return Arm(company.design("portfolio-pm"), {})


@pytest.fixture(scope="module")
def moments(arm: Arm) -> list[Moment]:
    """Return its first future."""
    return arm.course(0)


def test_the_last_quarter_is_that_of_the_same_future_without_anybody_looking(arm: Arm, moments: list[Moment]) -> None:
    """Holders and beliefs at the end are those of the ordinary run, to the bit; there is a quarter before the twelve that count."""
    state = simulate(arm.organization.blueprint, arm.seed, 0)
    assert [one.quarter for one in moments] == list(range(13))
    for row, name in enumerate(arm.organization.posts):
        person = int(state.posts[row].person)
        assert (name in moments[-1].held) == (person != NONE)
        if person != NONE:
            assert np.array_equal(moments[-1].held[name].beliefs, state.beliefs[person])
    assert np.array_equal(moments[-1].truth, state.strategy[-1])


def test_a_chart_is_that_of_its_quarter(arm: Arm, moments: list[Moment]) -> None:
    """Before the change there is no portfolio manager in the chart; at the end of the first quarter that counts there is."""
    assert "ppm" not in moments[0].stage.scenario.posts
    assert "ppm" in moments[1].stage.scenario.posts
    assert changes_of_design(moments)[0] == 1
    assert stage_at(arm.design, 0) is arm.design.stages[0]


def moment(company: Company, truth: list[float], **beliefs: list[float]) -> Moment:
    """Return a moment of today's company in which only some posts are held."""
    held = {post.replace("_", "-"): Held(np.array(believed), 2.0) for post, believed in beliefs.items()}
    stage = Design("x", company.today.path, company.today.stages).stages[0]
    return Moment(3, stage, ("growth", "trust"), np.array(truth), held)


def test_nearness_worked_out_by_hand(company: Company) -> None:
    """Truth .8 and .2: who believes that is at 100 %, who weighs all alike at 70 %, who has it the other way round at 40 %."""
    found = moment(company, [0.8, 0.2], head=[0.8, 0.2], dir_money=[0.5, 0.5], dir_platform=[0.2, 0.8])
    assert [found.near(post) for post in ("head", "dir-money", "dir-platform")] == pytest.approx([1.0, 0.7, 0.4])
    assert found.alike == pytest.approx(0.7)
    assert found.mean == pytest.approx(0.7)
    assert len(found.vacant) == 10


def test_colours_say_on_which_side_of_equal_weights_a_belief_is() -> None:
    """The truth has the colour of one end, equal weights the middle, and what is far below them the other end."""
    assert color(1.0, 0.7) == "rgb({},{},{})".format(*NEAR)
    assert color(0.7, 0.7) == "rgb({},{},{})".format(*MIDDLE)
    assert color(0.3, 0.7) == "rgb({},{},{})".format(*FAR)
    assert color(1.0, 1.0) == "rgb({},{},{})".format(*MIDDLE)


def test_a_box_says_its_share_and_an_empty_post_that_it_is_vacant(company: Company) -> None:
    """Shares stand on the boxes, vacant posts are drawn as such, and what the holder believes can be read in words."""
    found = moment(company, [0.8, 0.2], head=[0.5, 0.5])
    drawn = fromstring(draw(company.today.final, paints=paints(found)))  # noqa: S314 - it was written a moment ago
    badges = [one.text for one in drawn.iter("text") if one.get("class") == "badge"]
    assert badges.count("70%") == 1
    assert badges.count("vacant") == 12
    assert "beliefs 70% as in truth: growth 50%, trust 50%" in " ".join(filter(None, drawn.itertext()))
    assert "12 posts are vacant" in said(found, [found])
    assert table(found).count("vacant") == 12


def test_shifts_of_what_matters_are_marked(company: Company) -> None:
    """Three quarters, the truth of the last one another: one mark, one sentence, and a line with three points."""
    first = moment(company, [0.8, 0.2], head=[0.8, 0.2])
    course = [
        replace(first, quarter=0),
        replace(first, quarter=1),
        replace(first, quarter=2, truth=np.array([0.2, 0.8])),
    ]
    assert shifts(course) == [2]
    assert "What matters has shifted" in said(course[2], course)
    assert "What matters has shifted" not in said(course[1], course)
    drawn = lines({"today": course}, {"today": "#000"}, 1)
    assert drawn.count("<circle") == 3
    assert len(re.findall('class="shift"', drawn)) == 1
    fromstring(drawn)  # noqa: S314 - it was written a moment ago
