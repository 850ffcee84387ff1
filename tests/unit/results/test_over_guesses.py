"""Which verdicts survive the guesses, by hand; and whose guess makes the difference."""

import pytest

from orgsim.results.over_guesses import Survival, find_culprit, futures_of_each, in_short
from orgsim.results.statistics import Comparison, Verdict


def one(verdict: Verdict, difference: float = 0.0) -> Comparison:
    """Return a comparison with a verdict and a mean difference."""
    return Comparison(difference, difference, difference, 0, 0, 20, 0.0, 0.0, verdict, 0.5)


def survival(*comparisons: Comparison) -> Survival:
    """Return how a verdict fared."""
    cases = [({"search": "ann" if place % 2 else "bob"}, c.difference) for place, c in enumerate(comparisons)]
    return Survival("lead_time", "lead time", "weeks", "flat", comparisons, find_culprit(cases))


def test_a_verdict_that_is_the_same_everywhere() -> None:
    """Better in all of four."""
    found = survival(*[one("better", value) for value in (1.0, 2.0, 3.0, 1.5)])
    assert found.survives
    assert found.sentence() == "better in all 4 plausible readings"
    assert (found.low, found.high) == (1.0, 3.0)


def test_what_is_inconclusive_contradicts_nothing() -> None:
    """Better in some and inconclusive in others survives; the counts say so."""
    found = survival(one("better"), one("inconclusive"), one("better"))
    assert found.survives
    assert found.sentence() == "better in 2, inconclusive in 1 of 3 plausible readings"


def test_two_verdicts_that_contradict_each_other_depend_on_the_guesses() -> None:
    """Better with one owner and worse with the other: the sentence names the team and both owners."""
    found = survival(*[one("worse", -2.0 - n / 10) if n % 2 else one("better", 3.0 + n / 10) for n in range(8)])
    assert not found.survives
    assert found.sentence() == (
        "depends on the guesses: better in 4, worse in 4 of 8 plausible readings; most of all on who owns search "
        "(on average -2.4 with ann, +3.3 with bob)"
    )
    assert in_short([found], "flat") == "flat: the guesses decide on lead time (1 of 1 verdict)"


def test_no_practical_difference_contradicts_better() -> None:
    """It is a verdict of its own."""
    assert not survival(one("better", 1.0), one("no practical difference", 0.1)).survives


def test_chance_is_no_culprit() -> None:
    """Differences that have nothing to do with who owns the team blame nobody; nor does a single reading for each owner."""
    owners = ["ann", "bob", "ann", "bob", "ann", "bob"]
    assert (
        find_culprit(
            [({"search": owner}, value) for owner, value in zip(owners, [1, 1.1, 2, 2.2, 3, 2.9], strict=True)]
        )
        is None
    )
    assert find_culprit([({"search": "ann"}, 1.0), ({"search": "bob"}, 9.0)]) is None
    assert find_culprit([({}, 1.0), ({}, 9.0)]) is None


@pytest.mark.parametrize("replications", [1, 5, 20, 50, 200, 1000])
@pytest.mark.parametrize("number", [2, 3, 12, 100])
def test_futures_are_shared_out(replications: int, number: int) -> None:
    """No reading has more futures than the comparison itself; together three times as many, but for the least that each gets."""
    each = futures_of_each(replications, number)
    assert 1 <= each <= replications
    assert each >= min(20, replications)
    assert each <= 20 or each * (number - 1) <= 3 * replications


def test_in_short_says_what_becomes_inconclusive_under_some_other() -> None:
    """Nothing turns, but one of two verdicts that the file's own reading tells is not told by another."""
    firm, loose = survival(one("better"), one("better")), survival(one("better"), one("inconclusive"))
    assert in_short([firm], "flat") == "flat: no verdict turns with the guesses"
    assert in_short([firm, loose], "flat") == (
        "flat: no verdict turns with the guesses; "
        "1 of the 2 told under the file's own reading becomes inconclusive under another"
    )


def test_in_short_leaves_nothing_inconclusive_out() -> None:
    """Every verdict is told everywhere, fades under another reading, or is inconclusive to begin with, told elsewhere or not."""
    turned = survival(one("better"), one("worse"), one("inconclusive"))
    never, elsewhere = survival(one("inconclusive"), one("inconclusive")), survival(one("inconclusive"), one("better"))
    assert in_short([never], "flat") == (
        "flat: no verdict turns with the guesses; 1 is inconclusive under the file's own reading"
    )
    assert in_short([turned, survival(one("better")), never, elsewhere], "flat") == (
        "flat: the guesses decide on lead time (1 of 4 verdicts); "
        "1 of the 2 told under the file's own reading becomes inconclusive under another; "
        "2 are inconclusive under the file's own"
    )
