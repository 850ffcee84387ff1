"""Why two designs differ, in a sentence: the largest clear effect of one change, whether alone or when it is left out."""

import numpy as np
import pytest

from orgsim.attribution.answers import Attribution, Effect, MechanismEffect, PieceEffect, effect
from orgsim.attribution.words import in_short
from orgsim.metrics.catalog import metric_named

CLEAR, NONE = Effect(5.0, 3.0, 7.0, is_clear=True), Effect(0.5, -3.0, 4.0)


def found(*pieces: PieceEffect) -> Attribution:
    return Attribution(metric_named("realised_value"), "today", "new", CLEAR, pieces, None, (), (), 20)


@pytest.mark.parametrize(
    ("pieces", "words"),
    [
        ((PieceEffect("a forum", CLEAR, NONE, NONE),), "Alone, “a forum” brings +$5M (+$3M to +$7M)."),
        (
            (PieceEffect("raters", NONE, NONE, NONE), PieceEffect("a review", NONE, CLEAR, NONE)),
            "Without “a review”, +$5M (+$3M to +$7M) of the difference would be missing.",
        ),
        (
            (PieceEffect("raters", NONE, NONE, NONE), PieceEffect("a review", NONE, NONE, NONE)),
            "None of the 2 single changes has a clear effect in 20 futures.",
        ),
        ((), ""),
    ],
)
def test_the_change_that_makes_it(pieces: tuple[PieceEffect, ...], words: str) -> None:
    assert in_short(found(*pieces)) == words


def test_no_clear_mechanism_does_not_deny_a_clear_change() -> None:
    """Which change makes the difference is one thing, through which mechanism another, of which these futures may not tell."""
    piece = PieceEffect("a forum", CLEAR, CLEAR, NONE)
    both = Attribution(
        metric_named("realised_value"),
        "today",
        "new",
        CLEAR,
        (piece,),
        None,
        (MechanismEffect("coaching", CLEAR, NONE),),
        (),
        20,
    )
    assert in_short(both) == (
        "Alone, “a forum” brings +$5M (+$3M to +$7M). Through which mechanism of the model a difference comes about, 20 futures do not "
        "tell: none of 1, each switched off in both designs, takes a clear part of it away."
    )


def test_an_effect_is_clear_where_its_interval_leaves_zero_out() -> None:
    """Of many looks the interval is wider, and the words about it follow the interval that is shown."""
    values = np.random.default_rng(1).normal(1.0, 2.0, 25)
    one, many = effect(values), effect(values, 40)
    assert many.high - many.low > one.high - one.low
    for found in (one, many):
        assert found.is_clear == (found.low > 0.0 or found.high < 0.0)
    assert (one.is_clear, many.is_clear) == (True, False)
