"""Differences, quarters, ledger and desks: what is drawn is what the results say."""

import numpy as np
import pytest
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from tests.unit.figures.by_hand import (
    ORGANISATION,
    WITH_PORTFOLIO,
    HandMade,
    labels,
    labels_outside,
    without_values,
)

from orgsim.figures import desks, differences, glance, ledger, outcomes, quarters, strip, transition
from orgsim.figures.accounts import BOOKS, TEAM, accounts_in, bars
from orgsim.figures.style import Lineup
from orgsim.figures.words import fitted, width_of, wrapped
from orgsim.metrics.catalog import metric_named
from orgsim.plain_words import interval, number
from orgsim.results.comparison import Answer, Results, answer
from orgsim.results.transition import Course, Transition, transitions

LINEUP = Lineup(("today", "portfolio"), "today")


def answer_of(results: Results, metric: str = "lead_time") -> Answer:
    return answer(results, [metric], baseline="today")[0]


def dots_of(figure: Figure) -> list[PathCollection]:
    return [marks for axes in figure.axes for marks in axes.collections if isinstance(marks, PathCollection)]


@pytest.mark.parametrize("futures", [2, 20, 100])
def test_one_dot_a_future(hand_made: HandMade, futures: int) -> None:
    """There are as many dots as futures, each at its own difference."""
    results = hand_made(futures=futures)
    (dots,) = dots_of(differences.draw(answer_of(results), results.replications, LINEUP))
    table = results.replications.pivot_table(index="replication", columns="design", values="lead_time")
    expected = (table["portfolio"] - table["today"]).to_numpy()
    assert np.allclose(np.asarray(dots.get_offsets())[:, 0], expected)
    assert len(expected) == futures


def test_many_futures_are_shown_by_quantiles(hand_made: HandMade) -> None:
    """Above 100 futures a dot stands for 2 % of them, and the legend says so."""
    results = hand_made(futures=101)
    figure = differences.draw(answer_of(results), results.replications, LINEUP)
    (dots,) = dots_of(figure)
    assert len(np.asarray(dots.get_offsets())) == 50
    assert any("each dot 2% of the futures" in words for words in labels(figure))


@pytest.mark.parametrize("shift", [-2.0, 0.0, 0.0005, 0.3])
def test_the_verdict_is_the_tables(hand_made: HandMade, shift: float) -> None:
    """Figure and description give the verdict and the counts of the comparison that is printed."""
    results = hand_made(shifts=(0.0, shift))
    found = answer_of(results)
    compared = found.lines[1].comparison
    assert compared is not None
    figure = differences.draw(found, results.replications, LINEUP)
    assert compared.verdict in labels(figure)
    assert compared.verdict in differences.describe(found, LINEUP)
    counts = f"better in {compared.better} of 20 futures, worse in {compared.worse}"
    expected = counts if compared.better + compared.worse else "equal in all 20 futures"
    assert expected in labels(figure)


def test_missing_values_are_said_and_not_drawn(hand_made: HandMade) -> None:
    """A design without a value in any future has a row without dots."""
    results = without_values(hand_made(), "portfolio", "lead_time")
    figure = differences.draw(answer_of(results), results.replications, LINEUP)
    assert not dots_of(figure)
    assert "no future has a value" in labels(figure)


def test_dots_do_not_cover_each_other() -> None:
    """Ties are stacked a diameter apart, and where that is too high, pressed together under the limit."""
    places = np.array([0.0, 0.0, 0.0, 1.0])
    assert sorted(strip.swarm(places, 0.1, 1.0).tolist()) == pytest.approx([0.05, 0.05, 0.15, 0.25])
    pressed = strip.swarm(np.zeros(100), 0.055, 0.5)
    assert pressed.max() <= 0.5 - 0.055 / 2 + 1e-9


def test_quarters_show_levels_and_paired_differences(hand_made: HandMade) -> None:
    """A single design has one panel; beside a baseline there is one of paired differences; changes are marked in both."""
    results = hand_made({"today": ORGANISATION, "a": WITH_PORTFOLIO, "b": WITH_PORTFOLIO})
    table, metric = results.table("quarters"), metric_named("lead_time")
    alone = quarters.draw(metric, table, Lineup(("today",), "today"), {})
    apart = quarters.draw(metric, table, Lineup(("today", "a", "b"), "today"), {"a": [0.0]})
    assert (len(alone.axes), len(apart.axes)) == (1, 2)
    rules = [sum(list(line.get_xdata()) == [0.5, 0.5] for line in axes.lines) for axes in apart.axes]
    assert rules == [1, 1]
    wide = table.pivot_table(index="replication", columns=["design", "quarter"], values="lead_time")
    (drawn,) = [line for line in apart.axes[1].lines if line.get_marker() == "s"]
    assert np.allclose(np.asarray(drawn.get_ydata(), float), (wide["a"] - wide["today"]).mean().to_numpy())


def test_quarters_show_medians(hand_made: HandMade) -> None:
    """The marked line goes through the median of the futures of each quarter."""
    results = hand_made()
    table = results.table("quarters")
    figure = quarters.draw(metric_named("lead_time"), table, LINEUP, {})
    drawn = [line for line in figure.axes[0].lines if line.get_marker() == "s"]
    expected = table[table["design"] == "portfolio"].groupby("quarter")["lead_time"].median()
    assert np.allclose(np.asarray(drawn[0].get_ydata(), float), expected.to_numpy())


def test_outcomes_have_fifty_dots_a_design(hand_made: HandMade) -> None:
    """Each dot is one of fifty quantiles of the futures of its design."""
    results = hand_made(futures=120)
    figure = outcomes.draw(metric_named("lead_time"), results.replications, LINEUP)
    found = [np.asarray(dots.get_offsets())[:, 0] for dots in dots_of(figure)]
    assert [len(values) for values in found] == [50, 50]
    table = results.replications.groupby("design")["lead_time"]
    assert found[0] == pytest.approx(np.quantile(table.get_group("today"), (np.arange(50) + 0.5) / 50))


def test_a_glance_shows_how_often_what_matters(hand_made: HandMade) -> None:
    """A mark stands at the mean difference over the smallest that matters, to the right where that is better."""
    results = hand_made()
    found = answer(results, ["lead_time", "realised_value"], baseline="today")
    figure = glance.draw(found, LINEUP)
    (axes,) = figure.axes
    marks = [float(np.asarray(line.get_xdata())[0]) for line in axes.lines if len(np.asarray(line.get_xdata())) == 1]
    for one, drawn in zip(found, marks, strict=True):
        paired = one.lines[1].comparison
        assert paired is not None
        sign = -1.0 if one.metric.direction == "lower" else 1.0
        assert drawn == pytest.approx(max(-6.0, min(6.0, sign * paired.difference / paired.rope_high)))


def test_the_transition_marks_when_a_design_has_paid_for_itself(hand_made: HandMade) -> None:
    """What is drawn is the mean of value less cost; here both shift alike, so the net is nothing and has paid from the start."""
    results = hand_made()
    found = transitions(results, "today")
    assert found[0].added_up.mean == pytest.approx(np.zeros(4))
    assert transition.message(found) == "It cannot be told whether portfolio pays for itself within 4 quarters"
    figure = transition.draw(found, LINEUP, {"portfolio": [0.0]})
    assert len(figure.axes) == 2
    assert not [line for line in figure.axes[1].lines if line.get_marker() == "|"]


def test_paying_back_is_said_only_where_the_sum_is_told_from_zero() -> None:
    """The same mean course: with a narrow interval it has a quarter and a bar below the courses, with a wide one it has neither."""
    mean = np.array([-1.0, -0.5, 0.5, 1.5])
    sure, open_one, lost = (
        Transition("portfolio", at, at, quarter, 3, 3, 0.9, 20)
        for at, quarter in ((course_of(mean, 1.0), 3), (course_of(mean, 2.0), 3), (course_of(-mean - 1.0, 1.0), None))
    )
    assert transition.message([sure]) == "portfolio pays for itself from quarter 3"
    assert transition.message([open_one]) == "It cannot be told whether portfolio pays for itself within 4 quarters"
    assert transition.message([lost]) == "portfolio does not pay for itself within 4 quarters"
    (bar,) = [line for line in transition.draw([sure, open_one], LINEUP, {}).axes[1].lines if line.get_marker() == "|"]
    assert np.asarray(bar.get_ydata(), float)[0] < (mean - 2.0).min()
    assert transition.message([sure] * 3 + [open_one]).startswith("The transition: 3 of 4 designs are told")


def course_of(mean: np.ndarray, half: float) -> Course:
    """Return a course with the same interval in every quarter."""
    return Course(mean, mean - half, mean + half)


def test_bars_of_the_ledger_add_up(hand_made: HandMade) -> None:
    """The shares of every bar sum to 1, and an account nobody has heard of is still in it."""
    table = hand_made().table("ledger").assign(**{"team.new_thing": 500})
    for book in BOOKS:
        for bar in bars(table, book, LINEUP.designs):
            assert sum(segment.share for segment in bar.segments) == pytest.approx(1.0)
    assert accounts_in(TEAM, table.columns)[-1].label == "new thing"
    assert "new thing" in labels(ledger.draw(table, LINEUP, TEAM))


def test_every_account_of_the_engine_has_a_look(hand_made: HandMade) -> None:
    """No account falls into the group of those that are not listed."""
    columns = list(hand_made().table("ledger").columns)
    assert [a.column for book in BOOKS for a in accounts_in(book, columns) if a.group == "Other"] == []


def test_desks_show_spent_over_open(hand_made: HandMade) -> None:
    """Posts are in the order of how full their desks are, with minutes spent over minutes open and the mean wait."""
    results = hand_made()
    found = desks.desk_use(results.table("desks"))
    # today's posts head, ada, bob spend 200, 1250 and 2300 of 2400 minutes; 24 000 minutes for 10 requests are a week each
    assert found["ada", "today"].median == pytest.approx(100 * 1250 / 2400)
    assert found["ada", "today"].weeks == pytest.approx(1.0)
    assert desks.busiest(found, 20)[0] == "kim"
    figure = desks.draw(results.table("desks"), LINEUP, {"ada": "Ada's post"})
    words = labels(figure)
    assert "Ada's post" in words
    assert " ".join(figure.get_suptitle().split()).startswith("The fullest desk is that of kim in portfolio, at ")
    assert not labels_outside(figure)


def test_desks_of_a_design_without_open_desks_are_empty(hand_made: HandMade) -> None:
    """Nothing is divided by no time at all."""
    table = hand_made().table("desks").assign(open=0, spent=0)
    assert desks.desk_use(table) == {}
    assert desks.draw(table, LINEUP, {}).get_suptitle() == "Nobody has a desk at which others ask for decisions"


def test_numbers_have_three_digits() -> None:
    """No number has more than three significant digits, and all of an interval have as many decimals."""
    assert [number(value) for value in (0.0, 1234.5, 0.04567, 99.96)] == ["0", "1,230", "0.0457", "100"]
    assert interval(-2.0, -3.456, 0.123) == "−2.0 (−3.5 to +0.1)"  # noqa: RUF001


def test_text_is_cut_to_its_place() -> None:
    """Cut text is not wider than its place and says that it is cut; wrapped text keeps every word."""
    text = "Vice President of Product Management"
    assert fitted(text, 1.0).endswith("…")
    assert width_of(fitted(text, 1.0)) <= 1.0
    assert " ".join(wrapped(text, 1.0)) == text
