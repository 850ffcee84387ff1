"""What would flip an answer, in words and on its slide: only what is beyond chance is said to turn it, and both say the same."""

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.figures.by_hand import labels, labels_outside

from orgsim.figures import tornado
from orgsim.metrics.catalog import metric_named
from orgsim.results.statistics import Estimate
from orgsim.scenario.register import register
from orgsim.sensitivity.flips import Budget, Driver, End, Flips
from orgsim.sensitivity.settings import Doubt
from orgsim.sensitivity.words import called, ensemble, in_short, over_luck, told

ENTRIES = {entry.path: entry for entry in register()}
FIRST, SECOND = "parameters.beliefs.strategy_error", "demand.capability_life"


def driver(path: str, low: Estimate, high: Estimate) -> Driver:
    """Return a number with the differences at both ends of its range."""
    doubt = Doubt(ENTRIES[path], 2.0, 1.0, 4.0)
    return Driver(doubt, 0.5, End(1.0, low), End(4.0, high))


def found(*drivers: Driver, better: tuple[float, float, float] = (0.8, 0.7, 0.9), spread: float = 1.0) -> Flips:
    """Return an answer of +2 over the ensemble, and what drives it."""
    return Flips(metric_named("realised_value"), "pods", 30, 50, 4, 2.0, spread, better, drivers, Budget.of(1000, 30))


UP, DOWN, MAYBE = Estimate(3.0, 1.0, 5.0), Estimate(-3.0, -5.0, -1.0), Estimate(-1.0, -4.0, 2.0)


def test_a_number_that_turns_the_answer_is_named_by_the_slide_and_the_words() -> None:
    """Beyond chance on the other side of zero: it turns the answer. What lies there by chance is not said to."""
    answer = found(driver(FIRST, UP, DOWN), driver(SECOND, UP, MAYBE))
    assert tornado.title(answer) == "What turns the answer on pods alone: strategy error (beliefs)"
    (turning,) = [words for words in told(answer) if words.startswith("Taken alone")]
    assert called(FIRST) in turning
    assert called(SECOND) not in turning
    assert "Taken alone, this would turn it: strategy error (beliefs) at" in in_short(answer)


def test_what_chance_explains_turns_nothing() -> None:
    """A mean on the other side of zero whose interval holds zero comes near, and no more."""
    answer = found(driver(FIRST, UP, MAYBE), driver(SECOND, UP, UP))
    assert tornado.title(answer) == (
        "No single number turns the answer on pods beyond chance; strategy error (beliefs) moves it most"
    )
    assert any(
        words.startswith("No single number turns it beyond chance") and called(FIRST) in words for words in told(answer)
    )


def test_what_turns_the_answer_is_measured_against_the_answer() -> None:
    """Where the ensemble and the answer lie on different sides of zero, that is said, and an end on the answer's side turns nothing."""
    answer = replace(found(driver(FIRST, DOWN, DOWN)), stated=Estimate(-2.0, -3.0, -1.0))
    assert "while the answer, \N{MINUS SIGN}$2M, lies on the other side of zero" in " ".join(told(answer))
    assert "No single one of the 1 number" in in_short(answer)
    turned = replace(found(driver(FIRST, UP, DOWN)), stated=Estimate(-2.0, -3.0, -1.0))
    assert "at 1 instead of 2" in in_short(turned)
    assert "at 4 instead of 2" not in in_short(turned)


@pytest.mark.parametrize("better", [(0.8, 0.7, 0.9), (1.0, 0.1, 1.0)])
def test_the_slide_says_of_the_ensemble_what_the_words_say(better: tuple[float, float, float]) -> None:
    """Also where so wide an interval means that nothing is known: the slide does not give a share that the words withhold."""
    answer = found(driver(FIRST, UP, DOWN), better=better)
    figure = tornado.draw(answer)
    assert ensemble(answer) in " ".join(labels(figure))
    assert ensemble(answer) == next(told(answer))
    assert ("about 100%" in ensemble(answer)) is False
    assert not labels_outside(figure)


def test_no_spread_is_said_to_be_chance() -> None:
    """Where sets of numbers differ no more than their few futures do, there is no spread to tell."""
    assert "no spread beyond chance is seen" in " ".join(told(found(driver(FIRST, UP, UP), spread=0.0)))


def test_names_are_words() -> None:
    """The last two parts of a path, without underscores."""
    assert called("parameters.delivery.coordination_per_dependency") == "coordination per dependency (delivery)"


OPEN = Estimate(0.5, -2.0, 3.0)


def test_an_answer_that_is_not_told_from_zero_cannot_be_turned() -> None:
    """Words and slide name what would tell it from zero instead, on either side."""
    answer = replace(found(driver(FIRST, UP, MAYBE), driver(SECOND, MAYBE, MAYBE)), stated=OPEN)
    for words in (in_short(answer), " ".join(told(answer))):
        assert "there is nothing to turn; taken alone, th" in words
        assert "would tell it from zero: strategy error (beliefs)" in words
        assert "would turn" not in words
    assert tornado.title(answer) == "What alone would tell the difference of pods from zero: strategy error (beliefs)"
    nothing = replace(answer, drivers=(driver(SECOND, MAYBE, MAYBE),))
    assert "no single one of the 1 number that drive it most tells it from zero" in in_short(nothing)
    assert tornado.title(nothing).startswith("No single number tells the difference of pods from zero")


def test_what_the_futures_bring_is_not_said_of_a_number() -> None:
    """An end is off zero, but so are the same futures with the numbers as they are: that is their luck, and tells nothing of the number."""
    lucky = replace(found(driver(FIRST, UP, UP)), stated=OPEN, base=Estimate(2.5, 0.5, 4.5))
    assert "no single one of the 1 number" in in_short(lucky)
    assert "would tell it from zero" in in_short(replace(lucky, base=Estimate(0.5, -1.0, 2.0)))


def test_the_base_is_drawn_and_said() -> None:
    """The difference with the numbers as they are stands in the words, the description and, as a line, on the slide."""
    answer = replace(found(driver(FIRST, UP, DOWN)), base=Estimate(1.5, -1.0, 4.0))
    said = "with all of them as they are is +$1.5M (\N{MINUS SIGN}$1M to +$4M)."
    assert said in " ".join(told(answer))
    assert said in tornado.describe(answer)
    figure = tornado.draw(answer)
    assert any(set(np.asarray(line.get_xdata(), float)) == {1.5} for line in figure.axes[0].lines)
    assert "all numbers as they are" in labels(figure)
    assert "all numbers as they are" not in labels(tornado.draw(found(driver(FIRST, UP, DOWN))))


def test_a_card_says_when_assumptions_outweigh_luck() -> None:
    """A spread between sets beyond the half-width of the answer outweighs luck; below it, a single number that turns is named."""
    answer = replace(found(driver(FIRST, UP, DOWN), spread=3.0), stated=Estimate(2.0, 0.5, 3.5))
    assert over_luck(answer) == (
        "Assumptions weigh more than luck here: with all doubtful numbers off at once, the mean difference is +$2M and spreads by $3M "
        "between sets of numbers."
    )
    less = replace(answer, spread=1.0)
    assert over_luck(less) == "An assumption matters: taken alone, strategy error (beliefs) would turn it."
    assert not over_luck(replace(less, drivers=(driver(FIRST, UP, UP),)))
