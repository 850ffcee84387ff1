"""What a verdict means."""

import math

import numpy as np
import pytest

from orgsim.studies.claims import Claim, Reading, reading


def made(low, high, expected="above", margin=0.0):
    return Reading("x", "", (low + high) / 2, low, high, 200, expected, margin)


YES, OPEN, NO = made(1, 2), made(-1, 1), made(-2, -1)


@pytest.mark.parametrize(
    ("readings", "searched", "verdict"),
    [
        ((YES, YES), (), "emerged"),
        ((YES, OPEN), (), "emerged in part"),
        ((NO, OPEN), (), "did not emerge"),
        ((NO,), (OPEN,), "did not emerge"),
        ((NO,), (OPEN, YES), "only under these settings"),
        ((made(1, 2, "report"),), (), "reported"),
    ],
)
def test_verdict_of_a_claim(readings, searched, verdict):
    """All readings, some, none but elsewhere, nowhere."""
    assert Claim("x", readings, searched=searched).verdict == verdict


@pytest.mark.parametrize(
    ("found", "word"),
    [
        (YES, "as expected"),
        (OPEN, "inconclusive"),
        (NO, "the opposite"),
        (made(-2, -1, "below"), "as expected"),
        (made(0, 0, "nothing"), "as expected"),
        (made(-1, 1, "nothing", 1.0), "as expected"),
        (made(-1, 2, "nothing", 1.0), "inconclusive"),
        (made(2, 3, "nothing", 1.0), "a difference"),
        (made(0, 0), "inconclusive"),
    ],
)
def test_word_of_a_reading(found, word):
    """The whole interval counts; no difference at all, however certain, is not above zero."""
    assert found.word == word


def test_the_interval_is_students():
    """Of 1, 2, 3: mean 2, standard error 1/sqrt(3), t = 4.303 with two degrees of freedom; a search over two widens to t = 6.205."""
    values = np.array([1.0, 2.0, 3.0, np.nan])
    one, two = reading("x", values), reading("x", values, tests=2)
    assert one.futures == 3
    assert one.high == pytest.approx(2.0 + 4.303 / math.sqrt(3), abs=1e-3)
    assert two.high == pytest.approx(2.0 + 6.205 / math.sqrt(3), abs=1e-3)


def test_nothing_known_is_no_value():
    """One future is not enough for an interval."""
    assert reading("x", np.array([1.0]), "above").word == "no value"
