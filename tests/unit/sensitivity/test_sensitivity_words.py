"""What would flip an answer, in words and on its slide: only what is beyond chance is said to turn it, and both say the same."""

from dataclasses import replace

import pytest
from tests.unit.figures.by_hand import labels, labels_outside

from orgsim.figures import tornado
from orgsim.metrics.catalog import metric_named
from orgsim.results.statistics import Estimate
from orgsim.scenario.register import register
from orgsim.sensitivity.flips import Budget, Driver, End, Flips
from orgsim.sensitivity.settings import Doubt
from orgsim.sensitivity.words import called, ensemble, in_short, told

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
    assert "Taken alone, this would turn it: strategy error (beliefs), which is" in in_short(answer)


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
    """Where the ensemble lies on the other side of zero than the answer, that is said, and an end on the answer's side turns nothing."""
    answer = replace(found(driver(FIRST, DOWN, DOWN)), stated=-2.0)
    assert "the other side of zero than the \N{MINUS SIGN}$2M of the answer" in " ".join(told(answer))
    assert "No single one of the 1 number" in in_short(answer)
    turned = replace(found(driver(FIRST, UP, DOWN)), stated=-2.0)
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
