"""Every metric on a run written by hand: three posts, two teams, a quarter of warm-up and two that count."""

import math

import numpy as np
import pytest
from tests.conftest import Make

from orgsim.engine.random import luck
from orgsim.engine.simulation import new_state
from orgsim.engine.vocabulary import NONE, Answer, Errand, ItemAccount, Kind, PersonAccount, Stage, TeamAccount
from orgsim.metrics.catalog import all_metrics, metric_named
from orgsim.metrics.metric import Quantile, Ratio, Sum, divided, within, within_share
from orgsim.metrics.outcome import Outcome

NAN = float("nan")
WEEK = 2400

TINY = """
name: tiny
objectives: {growth: 1}
domains: {a: {opportunities_per_week: 1}, b: {opportunities_per_week: 1}}
teams:
  team-a: {domain: a, engineers: 4, owner: pm-a}
  team-b: {domain: b, engineers: 6, owner: pm-b}
posts:
  head: {role: cpo}
  pm-a: {role: pm, reports_to: head}
  pm-b: {role: pm, reports_to: head}
horizon: {warmup_quarters: 1, quarters: 2}
demand: {standard_value: 260}
parameters: {money: {engineer_cost: 50}}
"""


@pytest.fixture
def blank(make: Make) -> Outcome:
    """A run in which nothing has happened: no launch, no request, no minute booked."""
    organization = make(TINY)
    return Outcome(organization, new_state(organization.blueprint, luck(1, 0)))


def write_items(state) -> None:
    """Launch two initiatives in the first counted quarter and one in the second; three more items are no counted launch.

    Columns: kind and stage; submitted, settled, started and finished (weeks); measured; realised.
    """
    rows = (
        (Kind.INITIATIVE, Stage.DONE, 5.0, 14.0, 10, 14, 0.5, 2.0),  # lead 15 - 5 = 10 weeks, cycle 15 - 10 = 5
        (Kind.INITIATIVE, Stage.DONE, 5.0, 16.0, 12, 25, -0.1, -0.5),  # lead 26 - 5 = 21, cycle 14
        (Kind.INITIATIVE, Stage.DONE, 20.5, 26.5, 21, 30, 0.0, 1.0),  # lead 31 - 20.5 = 10.5, cycle 10
        (Kind.INITIATIVE, Stage.DONE, 1.0, 2.0, 2, 12, 9.0, 9.0),  # still in the warm-up
        (Kind.SUPPORT, Stage.DONE, 1.0, 2.0, 2, 20, 9.0, 9.0),  # a piece is not a launch
        (Kind.INITIATIVE, Stage.ACTIVE, 14.0, None, 15, NONE, 9.0, 9.0),  # not finished
    )
    state.counters[0].items = len(rows)
    state.items.effort = 7.0
    for item, (kind, stage, submitted, settled, started, finished, measured, realised) in zip(
        state.items, rows, strict=False
    ):
        item.kind, item.stage, item.submitted = kind, stage, int(submitted * WEEK)
        item.funded, item.closed = NONE if settled is None else int(settled * WEEK), NONE
        item.started, item.finished, item.measured, item.realised = started, finished, measured, realised


def write_requests(state) -> None:
    """Ten requests: cases answered after 1, 3 and 2 weeks, questions after a half and a quarter of a week, and others.

    Columns: errand; opened and answered (weeks); answer; hops; decider.
    """
    rows = (
        (Errand.CASE, 13, 14, Answer.YES, 1, NONE),
        (Errand.CASE, 14, 17, Answer.NO, 2, NONE),
        (Errand.CASE, 25, 27, Answer.YES, 1, NONE),  # counted in the quarter of its answer
        (Errand.CASE, 12, 20, Answer.YES, 1, NONE),  # opened in the warm-up
        (Errand.CASE, 30, None, Answer.OPEN, 1, NONE),
        (Errand.EXCEPTION, 26, 26.5, Answer.YES, 2, NONE),  # went up: an escalation of the second quarter
        (Errand.EXCEPTION, 15, 15.25, Answer.YES, 1, NONE),
        (Errand.CONFLICT, 15, 16, Answer.YES, 1, 0),  # an escalation of the first
        (Errand.SHIFT, 28, 29, Answer.YES, 3, 0),  # refused and taken to a decider: of the second
        (Errand.SHIFT, 28, 36, Answer.LAPSED, 1, NONE),
    )
    state.counters[0].requests = len(rows)
    for request, (errand, opened, answered, verdict, hops, decider) in zip(state.requests, rows, strict=False):
        request.errand, request.opened, request.answer = errand, opened * WEEK, verdict
        request.answered = NONE if answered is None else int(answered * WEEK)
        request.hops, request.decider = hops, decider


def write_capabilities(state) -> None:
    """One original and four duplicates, one of them knowingly built, one from the warm-up.

    Columns: duplicates; rational; born, noticed, resolved and ended (weeks).
    """
    rows = (
        (NONE, 0, 1, NONE, NONE, NONE),
        (0, 0, 10, 15, 20, 20),
        (0, 1, 20, 20, NONE, NONE),
        (0, 0, 30, NONE, NONE, 36),
        (0, 0, 14, 24, 30, 30),
    )
    state.counters[0].capabilities = len(rows)
    for capability, row in zip(state.capabilities, rows, strict=False):
        capability.duplicates, capability.rational, capability.born = row[:3]
        capability.noticed, capability.resolved, capability.ended = row[3:]


def write_books(state) -> None:
    """Minutes of three posts and two teams; whatever the warm-up booked is absurd and must not count."""
    account, person = TeamAccount, PersonAccount
    state.team_book[:, 0] = state.person_book[:, 0] = 10**6
    state.desk_book[:, 0] = 1
    state.team_book[0, 1, account.NEW_VALUE] = 400
    state.team_book[0, 1, account.REWORK] = 100
    state.team_book[0, 1, account.DUPLICATE_UNAWARE] = 50
    state.team_book[0, 1, account.DUPLICATE_RATIONAL] = 30
    state.team_book[0, 1, account.IDLE] = 20
    state.team_book[1, 1, account.COORDINATION] = 200
    state.team_book[1, 1, account.NEW_VALUE] = 150
    state.team_book[1, 1, account.WAITING_DECISION] = 30
    state.team_book[1, 1, account.WAITING_DEPENDENCY] = 20  # 1000 in all
    state.team_book[0, 2, account.NEW_VALUE] = 1000
    state.team_book[0, 2, account.COORDINATION] = 500
    state.team_book[1, 2, account.DUPLICATE_UNAWARE] = 100
    state.team_book[1, 2, account.REWORK] = 400  # 2000 in all
    state.person_book[:, 1, person.DECISIONS] = (30, 60, 0)
    state.person_book[:, 2, person.DECISIONS] = (10, 80, 5)
    state.person_book[0, 1, person.CONTACT] = 110
    state.person_book[0, 1, person.IDLE] = 40
    state.person_book[0, 1, person.COACHING] = 60
    state.person_book[2, 1, person.VACANT] = 200  # 500 in all
    state.person_book[0, 2, person.CONTACT] = 5
    state.person_book[0, 2, person.IDLE] = 280
    state.person_book[0, 2, person.COACHING] = 120  # 500 in all
    state.desk_book[:, 1] = (100, 100, 0)
    state.desk_book[:, 2] = (100, 100, 50)


def write_tallies(state) -> None:
    """Sums by team and quarter, and of the organisation; again with an absurd warm-up."""
    for field in ("aligned_minutes", "funded_minutes", "promised", "kept", "engineer_weeks"):
        state.tally[field][:, 0] = 1e6
    for field in ("belief_alignment", "attention", "people_cost", "hiring_cost", "shifted_engineers"):
        state.pulse[field][0] = 1e6
    state.tally.aligned_minutes[:, 1:] = ((60, 0), (20, 90))
    state.tally.funded_minutes[:, 1:] = ((100, 0), (100, 100))
    state.tally.promised[:, 1:] = ((3, 0), (1, 2))
    state.tally.kept[:, 1:] = ((2, 0), (0, 2))
    state.tally.engineer_weeks[:, 1:] = ((52, 52), (78, 78))  # 4 and 6 engineers for 13 weeks
    state.pulse.belief_alignment[1:] = (300, 100)
    state.pulse.attention[1:] = (400, 200)
    state.pulse.people_cost[1:] = (90, 100)
    state.pulse.hiring_cost[1:] = (10, 0)
    state.pulse.shifted_engineers[1:] = (1, 2)


def write_careers(state) -> None:
    """What became of people, with an absurd warm-up: 39 person-weeks a quarter, 26 of them on a ladder."""
    careers = {
        "people": (39, 39),
        "exits": (1, 2),
        "regretted": (1, 0),
        "engagement": (3.9, -7.8),
        "on_ladder": (26, 26),
        "promotions": (1, 0),
        "quarters_in_level": (52, 104),
        "stuck": (13, 0),
        "shortfall": (1.3, 2.6),
        "promoted_people": (13, 13),
        "appointments": (1, 0),
        "hires": (1, 2),
        "stopped": (2, 1),
        "stopped_rightly": (1, 1),
        "stopped_minutes": (13 * WEEK, 0),
    }
    for field, values in careers.items():
        state.pulse[field][0] = 1e6
        state.pulse[field][1:] = values
    state.item_book[:, ItemAccount.VACANCY] = (10**6, 2 * WEEK, WEEK)


@pytest.fixture
def outcome(blank: Outcome) -> Outcome:
    """The run written by hand."""
    for write in (write_items, write_requests, write_capabilities, write_books, write_tallies, write_careers):
        write(blank.state)
    return blank


EXPECTED = {
    # over all, then quarter by quarter
    "launches": (3, 2, 1),
    "realised_value": (0.65, 0.39, 0.26),  # (2 - 0.5) x 260 and 1 x 260, in millions
    "lead_time": (10.5, 15.5, 10.5),  # 10, 21 | 10.5
    "lead_time_p85": (17.85, 19.35, 10.5),  # 10.5 + 0.7 x 10.5 | 10 + 0.85 x 11
    "cycle_time": (10, 9.5, 10),  # 5, 14 | 10
    "launch_success": (1 / 3, 1 / 2, 0),  # measured 0.5, -0.1 | 0, and exactly nothing is no success
    "predictability": (4 / 6, 2 / 4, 2 / 2),
    "alignment": (170 / 300, 80 / 200, 90 / 100),
    "belief_alignment": (400 / 600, 300 / 400, 100 / 200),
    "decision_latency": (9, 10, 6),  # 9, 11 | 6
    "decision_latency_p85": (10.4, 10.7, 6),  # 9 + 0.7 x 2 | 9 + 0.85 x 2
    "question_latency": (0.375, 0.25, 0.5),
    "desk_utilisation": (185 / 450, 90 / 200, 95 / 250),
    "busiest_desk": (0.7, 0.6, 0.8),  # 40 of 200, 140 of 200, 5 of 50: the second
    "escalations": (3, 1, 2),
    "lapsed": (1 / 8, 0 / 4, 1 / 4),
    "duplicate_effort": (180 / 3000, 80 / 1000, 100 / 2000),
    "duplicate_unaware": (150 / 3000, 50 / 1000, 100 / 2000),
    "duplicate_rational": (30 / 3000, 30 / 1000, 0),
    "duplicates_born": (3, 2, 1),
    "duplicates_open": (48 / 26, 25 / 13, 23 / 13),  # 7 + 6 + 12 weeks | 13 + 6 + 4
    "weeks_to_notice": (7.5, 7.5, NAN),  # 5 and 10; the one built knowingly needs no noticing
    "weeks_to_resolve": (5.5, 5, 6),
    "coordination_share": (1000 / 4000, 400 / 1500, 600 / 2500),
    "new_value_share": (1550 / 3000, 550 / 1000, 1000 / 2000),
    "rework_share": (500 / 3000, 100 / 1000, 400 / 2000),
    "waiting_share": (70 / 3000, 70 / 1000, 0),
    "vacancy_share": (200 / 1000, 200 / 500, 0),
    "cost": (1.2, 0.6, 0.6),  # 130 engineer-weeks at 50 / 13 = 500, and 90 + 10 | 100
    "portfolio_roi": (650 / 1200, 390 / 600, 260 / 600),
    "launches_per_million": (3 / 1.2, 2 / 0.6, 1 / 0.6),
    "engineers_shifted": (3, 1, 2),
    "exits_per_year": (2, 4 / 3, 8 / 3),  # 3 of 78 person-weeks | 1 of 39 | 2 of 39
    "regretted_exits": (1 / 3, 1, 0),
    "engagement": (-0.05, 0.1, -0.2),
    "promotion_rate": (1, 2, 0),  # one in 52 person-weeks on the ladder
    "time_in_level": (3, 2, 4),
    "stuck_share": (0.25, 0.5, 0),
    "peter_gap": (0.15, 0.1, 0.2),
    "filled_inside": (1 / 4, 1 / 2, 0),
    "vacancy_weeks": (3, 2, 1),
    "coaching_hours": (3 / 78, 1 / 39, 2 / 39),
    "stopped": (3, 2, 1),
    "stop_precision": (2 / 3, 1 / 2, 1),
    "sunk_cost": (0.05, 0.05, 0),  # 13 engineer-weeks at 50 / 13
    "concentration": (1, 1, 1),  # there is one objective
}


def test_every_metric_is_worked_by_hand():
    """A new metric must be worked by hand here."""
    assert set(EXPECTED) == set(all_metrics())


@pytest.mark.parametrize("name", EXPECTED)
def test_by_hand(name: str, outcome: Outcome):
    """The value over all counted quarters and in each of them is the one worked by hand."""
    measurement = metric_named(name).measure(outcome)
    found = [measurement.total(), *measurement.by_quarter()]
    assert found == pytest.approx(list(EXPECTED[name]), rel=1e-12, nan_ok=True)


AMOUNTS = {
    name for name, metric in all_metrics().items() if metric.unit in ("initiatives", "$M", "requests", "engineers")
}
NOTHING_IS_NOTHING = AMOUNTS | {"duplicates_born", "duplicates_open", "vacancy_weeks"}


@pytest.mark.parametrize("name", sorted(all_metrics()))
def test_nothing_happened(name: str, blank: Outcome):
    """Where nothing happened amounts are 0, and whatever is said of cases or shares is unknown: NaN, not 0."""
    measurement = metric_named(name).measure(blank)
    found = [measurement.total(), *measurement.by_quarter()]
    assert found == pytest.approx([0.0 if name in NOTHING_IS_NOTHING else NAN] * 3, nan_ok=True)


@pytest.mark.parametrize("name", sorted(all_metrics()))
def test_a_total_lies_among_its_quarters(name: str, outcome: Outcome):
    """Amounts add up; shares and means lie between the quarters' smallest and largest; so does a median."""
    measurement = metric_named(name).measure(outcome)
    quarters = measurement.by_quarter()
    assert quarters.shape == (2,)
    if isinstance(measurement, Sum):
        assert measurement.total() == pytest.approx(quarters.sum())
    else:
        assert np.nanmin(quarters) - 1e-12 <= measurement.total() <= np.nanmax(quarters) + 1e-12


def test_a_ratio_adds_up_before_it_divides():
    """1 of 2 and 0 of 8 are 1 of 10, not the mean of a half and nothing; 0 of 0 is unknown."""
    ratio = Ratio(np.array([1.0, 0.0, 0.0]), np.array([2.0, 8.0, 0.0]))
    assert ratio.total() == 0.1
    assert ratio.by_quarter() == pytest.approx([0.5, 0.0, NAN], nan_ok=True)


def test_division_warns_of_nothing():
    """0 / 0 and 1 / 0 are unknown, without a warning."""
    assert divided(np.array([0.0, 1.0, 1.0]), np.array([0.0, 0.0, 4.0])) == pytest.approx([NAN, NAN, 0.25], nan_ok=True)


@pytest.mark.parametrize("level", [0.0, 0.1, 0.5, 0.85, 1.0])
@pytest.mark.parametrize("count", [1, 2, 7, 100])
def test_quantiles_are_numpy_s(level: float, count: int):
    """The short quantile agrees with numpy's default for any number of cases, in any order."""
    cases = np.random.default_rng(count).exponential(size=count)
    found = Quantile(cases, np.zeros(count, np.int64), level, 2)
    assert found.total() == pytest.approx(float(np.quantile(cases, level)), rel=1e-12)
    assert math.isnan(found.by_quarter()[1])


def test_regions_in_words_and_numbers():
    """A region around nothing reads as ±; relative ones in percent, and they scale with the baseline, never with its sign."""
    assert within(0.5).text() == "±0.5"
    assert within_share(0.05).text() == "±5%"
    assert within(0.5).bounds(100.0) == (-0.5, 0.5)
    assert within_share(0.05).bounds(-100.0) == (-5.0, 5.0)


@pytest.mark.parametrize(
    ("name", "up", "down"), [("launches", True, False), ("cost", False, True), ("desk_utilisation", False, False)]
)
def test_which_way_is_better(name: str, up: bool, down: bool):
    """More launches are better, less cost is better, and a busier desk is neither; no difference is never better."""
    metric = metric_named(name)
    assert (metric.better(1.0), metric.better(-1.0), metric.better(0.0)) == (up, down, False)
