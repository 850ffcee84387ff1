"""Why two designs differ, in a sentence: the largest clear effect of one change, whether alone or when it is left out."""

import pytest

from orgsim.attribution.answers import Attribution, Effect, PieceEffect
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
