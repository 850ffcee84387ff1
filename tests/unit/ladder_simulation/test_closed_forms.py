"""The simulator against closed forms of manpower planning, five standard errors wide; and mutants that must fail."""

import numpy as np
import pytest
from tests.career_worlds import ladder, mean_and_error, off_by, plan, rate_for

from orgsim.careers.flow import flow_of
from orgsim.careers.outcomes import survival
from orgsim.careers.simulation import simulate_careers

FIVE = 5.0

STAY = (0.55, 0.62, 0.74, 0.82, 0.90)
UP = (0.30, 0.22, 0.10, 0.06, 0.0)
RECRUITS = (5.0, 3.0, 1.5, 0.5, 0.0)
STEADY = (11.11, 16.67, 19.87, 13.82, 8.29)
LIVES = (6.781, 6.838, 7.265, 8.889)


def bartholomew():
    """Return a five-level Markov ladder: a committee promotes a share of those who stayed."""
    levels = {}
    for row, (stay, up, recruits, heads) in enumerate(zip(STAY, UP, RECRUITS, STEADY, strict=True)):
        below = None if row == 0 else UP[row - 1] / (STAY[row - 1] + UP[row - 1])
        levels[f"l{row}"] = {
            "headcount": "committee",
            "heads": round(heads),
            "hires_per_quarter": recruits,
            "exits_per_year": rate_for(1.0 - stay - up),
            **({"promotion_share": below} if below is not None else {}),
        }
    return ladder(levels)


@pytest.fixture(scope="module")
def open_system():
    """Sixty futures of the open Markov system."""
    return simulate_careers(plan(bartholomew(), 160), replications=60, horizon=60, workers=2)


def heads_over_time(results):
    """Return mean heads by level (bottom up) of each future, once the start is forgotten."""
    return results.series["heads"][:, 60:, ::-1].mean(axis=1)


def test_heads_settle_where_the_fundamental_matrix_says(open_system):
    """Recruits times the fundamental matrix, level by level, and in sum 69.76."""
    heads = heads_over_time(open_system)
    for row, expected in enumerate(STEADY):
        assert off_by(heads[:, row], expected) < FIVE
    assert off_by(heads.sum(axis=1), 69.76) < FIVE


def test_expected_remaining_life_by_level_of_entry(open_system):
    """Quarters in the organisation: the row sums of the fundamental matrix."""
    for row, expected in enumerate(LIVES):
        place = open_system.plan.row(f"l{row}")
        stayed = open_system.journeys[:, place, :, :-1].sum(axis=2) / open_system.hires[:, place, None]
        assert off_by(stayed.sum(axis=1), expected) < FIVE


def test_leavers_equal_recruits(open_system):
    """Ten a quarter."""
    assert off_by(open_system.series["left"][:, 60:].sum(axis=2).mean(axis=1), 10.0) < FIVE


def test_a_simulator_that_forgets_wastage_would_be_caught():
    """Mutant: nobody leaves; heads are nowhere near."""
    mutant = simulate_careers(plan(bartholomew(), 160, settings={"attrition_rate": 0.0}), replications=5, workers=2)
    assert off_by(heads_over_time(mutant).sum(axis=1), 69.76) > 10 * FIVE


SEATS = (40, 24, 12, 5, 2)
RATES = (0.1612, 0.1188, 0.0875, 0.0600)


def renewal(leave=0.15, outside=0.0):
    """Return a ladder of fixed size whose vacancies go to people from below."""
    return ladder(
        {
            f"l{row}": {
                "seats": seats,
                "entry": row == 0,
                "external_share": 1.0 if row == 0 else outside,
                "exits_per_year": rate_for(leave),
            }
            for row, seats in enumerate(SEATS)
        }
    )


def rates_of(results):
    """Return promotions per head and quarter by level, bottom up, one row a future."""
    cases = results.cases
    return (cases["promoted"].sum(axis=2) / cases["present"].sum(axis=2))[:, ::-1]


def test_promotion_rates_of_a_ladder_of_fixed_size():
    """Wastage above, over heads: every exit pulls one person up from each level below."""
    rates = rates_of(simulate_careers(plan(renewal(), 80), replications=60, workers=2))
    for row, expected in enumerate(RATES):
        assert abs(np.mean(rates[:, row]) - expected) < FIVE * mean_and_error(rates[:, row])[1] + 0.00006  # as rounded


def test_outside_hires_would_be_caught_by_the_fixed_size_rates():
    """Mutant: a third of vacancies filled from outside lowers every rate."""
    rates = rates_of(simulate_careers(plan(renewal(outside=0.33), 80), replications=20, workers=2))
    assert off_by(rates[:, 0], RATES[0]) > 2 * FIVE


def test_a_chain_is_as_long_as_the_way_down():
    """All inside: an exit from row i moves i + 1 seats; the mean weighs rows by seats."""
    results = simulate_careers(plan(renewal(), 80), replications=40, workers=2)
    chains = results.chains.sum(axis=1)
    lengths = (chains * np.arange(chains.shape[1])).sum(axis=1) / chains.sum(axis=1)
    expected = sum(seats * (row + 1) for row, seats in enumerate(SEATS)) / sum(SEATS)
    assert off_by(lengths, expected) < FIVE


def test_share_of_time_vacant_is_that_of_a_renewal_process():
    """A seat is held for 1/w quarters on average and empty for the mean search: 40 seats, log-normal search."""
    leave, median, sigma = 0.08, 1.3, 0.5
    found = ladder({"only": {"seats": 40, "entry": True, "exits_per_year": rate_for(leave)}})
    results = simulate_careers(
        plan(found, 300, settings={"weeks_to_fill": 13.0 * median}),
        replications=40,
        workers=2,
    )
    search = median * np.exp(sigma * sigma / 2)
    empty = results.series["open"][:, 60:, 0].mean(axis=1) / 40
    assert off_by(empty, search / (search + 1 / leave)) < FIVE


def test_tenure_is_geometric_under_a_constant_hazard():
    """Of hires, (1 - w)^a are still there after a quarters."""
    found = ladder(
        {"only": {"heads": 50, "headcount": "committee", "hires_per_quarter": 20.0, "exits_per_year": rate_for(0.1)}}
    )
    results = simulate_careers(plan(found, 60), replications=40, horizon=20, workers=2)
    for age in (1, 5, 10, 20):
        assert off_by(results.journeys[:, 0, age, 0] / results.hires[:, 0], 0.9**age) < FIVE


def test_waits_on_paper_agree_with_simulated_waits_for_seats():
    """Within five per cent where nobody is preferred, nothing stalls and seats are filled at once."""
    found = ladder(
        {
            "low": {"seats": 120, "entry": True, "exits_per_year": 0.19},
            "middle": {"seats": 40, "external_share": 0.35, "exits_per_year": 0.19},
            "top": {"seats": 14, "external_share": 0.35, "exits_per_year": 0.19},
        }
    )
    results = simulate_careers(plan(found, 80), replications=100, workers=2)
    paper = flow_of(found).levels
    for name in ("low", "middle"):
        row = results.plan.row(name)
        rate = results.cases["promoted"][:, row].sum() / results.cases["present"][:, row].sum()
        assert 1 / rate == pytest.approx(paper[name].wait, rel=0.05)


@pytest.mark.parametrize(("reviews", "minimum"), [(4, 4), (2, 6), (1, 0)])
def test_waits_on_paper_agree_with_simulated_waits_for_a_committee(reviews, minimum):
    """Minimum time and then a share at each review: the area under the survival curve, within five per cent."""
    low = {"headcount": "committee", "heads": 200, "hires_per_quarter": 10.0, "exits_per_year": 0.1}
    found = ladder(
        {
            "low": {**low, "min_quarters": minimum},
            "top": {"headcount": "committee", "promotion_share": 0.3, "heads": 20, "exits_per_year": 0.3},
        },
        reviews_per_year=reviews,
    )
    results = simulate_careers(plan(found, 160), replications=40, workers=2)
    simulated = float(np.nansum(survival(results, "low").share))
    assert simulated == pytest.approx(flow_of(found).levels["low"].wait, rel=0.05)
