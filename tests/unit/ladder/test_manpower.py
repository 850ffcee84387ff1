"""Closed forms of manpower planning against numbers worked out elsewhere."""

import numpy as np
import pytest

from orgsim.careers import manpower
from orgsim.errors import InputError

LADDER = [
    [0.55, 0.30, 0, 0, 0],
    [0, 0.62, 0.22, 0, 0],
    [0, 0, 0.74, 0.10, 0],
    [0, 0, 0, 0.82, 0.06],
    [0, 0, 0, 0, 0.90],
]
"""Shares of five levels' holders a period later; what is missing to 1 has left."""
RECRUITS = [5, 3, 1.5, 0.5, 0]


def test_time_in_each_level() -> None:
    """Whoever enters at the bottom spends 2.2222, 1.7544, ... periods in the levels."""
    first = manpower.fundamental(LADDER)[0]
    assert first.round(4).tolist() == [2.2222, 1.7544, 1.4845, 0.8247, 0.4948]


def test_remaining_life_by_entry_level() -> None:
    """The rows of the fundamental matrix add up to the expected life in the organisation."""
    assert manpower.expected_life(LADDER).round(3).tolist() == [6.781, 6.838, 7.265, 8.889, 10.0]


def test_steady_heads_and_leavers() -> None:
    """With 10 recruits a period the organisation settles at 69.76 people, and 10 leave."""
    heads = manpower.steady_heads(LADDER, RECRUITS)
    assert heads.round(2).tolist() == [11.11, 16.67, 19.87, 13.82, 8.29]
    assert round(float(heads.sum()), 2) == 69.76
    assert round(float(manpower.leavers(LADDER, heads).sum()), 4) == 10.0


def test_steady_heads_do_not_change_in_a_period() -> None:
    """Heads that move once and take in the recruits are the same heads."""
    heads = manpower.steady_heads(LADDER, RECRUITS)
    assert np.allclose(heads @ np.array(LADDER) + RECRUITS, heads, atol=1e-12)


def test_levels_of_fixed_size() -> None:
    """0.15 * (24+12+5+2)/40 = 0.16125, and so on up to 0.15 * 2/5 = 0.06."""
    rates = manpower.fixed_size_promotion_rates((40, 24, 12, 5, 2), 0.15)
    assert np.allclose(rates, [0.16125, 0.11875, 0.0875, 0.06], atol=1e-12)


def test_vacancies_pass_down_a_chain() -> None:
    """One exit a year at the top of three levels filled from below is one vacancy a year in each, and three people move."""
    passed_on = [[0, 1, 0], [0, 0, 1], [0, 0, 0]]
    assert manpower.vacancy_flow([0, 0, 1], passed_on).tolist() == [1, 1, 1]
    assert manpower.chain_length(passed_on).tolist() == [1, 2, 3]


def test_outsiders_shorten_the_chain() -> None:
    """When outsiders take half of the free seats, a chain from the top has 1 + 1/2 + 1/4 moves."""
    passed_on = [[0, 0.5, 0], [0, 0, 0.5], [0, 0, 0]]
    assert manpower.chain_length(passed_on)[2] == 1.75


def test_expected_wait() -> None:
    """Twelve people share four seats' exits and growth: 4 * 0.25 a year, half to outsiders, one in 24 years each."""
    assert manpower.expected_wait(12, 4, exit_rate=0.2, growth=0.05, external=0.5) == 24.0
    assert manpower.expected_wait(12, 0, exit_rate=0.2) == float("inf")


def test_geometric_tenure() -> None:
    """When a tenth leaves each period, the mean tenure is 10 periods and 0.9 ** 12 are there after 12."""
    assert manpower.mean_tenure(0.1) == 10.0
    assert manpower.staying(0.1, 12) == pytest.approx(0.2824, abs=5e-5)
    assert manpower.mean_tenure(0.0) == float("inf")


def test_promoted_before_leaving() -> None:
    """At 0.05 promotions and 0.15 exits a year a quarter is promoted first."""
    assert manpower.chance_before_leaving(0.05, 0.15) == pytest.approx(0.25)
    assert manpower.chance_before_leaving(0.0, 0.0) == 0.0


@pytest.mark.parametrize(
    ("moves", "what"),
    [
        ([[0.5, 0.6], [0, 0.5]], "add up to at most 1"),
        ([[-0.1]], "at least 0"),
        ([[1.0]], "nobody ever leaves"),
        ([[0.5, 0.5]], "square"),
    ],
)
def test_what_is_no_transition_matrix(moves: list[list[float]], what: str) -> None:
    """Shares that are none, and levels without an exit, are refused with the reason."""
    with pytest.raises(InputError, match=what):
        manpower.fundamental(moves)
