"""Every metric on a run written by hand: three posts, two teams, a quarter of warm-up and two that count."""

import math
import re

import numpy as np
import pytest
from tests.conftest import Make

from orgsim.engine.random import luck
from orgsim.engine.simulation import new_state
from orgsim.engine.vocabulary import NONE, Answer, Errand, ItemAccount, Kind, PersonAccount, Reach, Stage, TeamAccount
from orgsim.errors import InputError
from orgsim.metrics.catalog import all_metrics, metric_named
from orgsim.metrics.metric import Quantile, Ratio, Sum, divided, within, within_share
from orgsim.metrics.outcome import Outcome
from orgsim.metrics.parts import wholly
from orgsim.metrics.retired import RETIRED

NAN = float("nan")
WEEK = 2400

TINY = """
name: tiny
ladder: startup
objectives: {growth: 3, trust: 1}
domains: {a: {opportunities_per_week: 1}, b: {opportunities_per_week: 1}}
teams:
  team-a: {domain: a, engineers: 4, owner: pm-a}
  team-b: {domain: b, engineers: 6, owner: pm-b}
posts:
  head: {role: cpo}
  pm-a: {role: pm, reports_to: head}
  pm-b: {role: pm, reports_to: head}
horizon: {warmup_quarters: 1, quarters: 2}
demand: {standard_value: 260, value_shift: 0.5}
parameters: {money: {engineer_cost: 50}}
mechanisms: {markets: false}
"""


AIMED = (
    TINY.replace("growth: 3", "growth: {weight: 3, target: 0.13, per: run}").replace(
        "trust: 1", "trust: {weight: 1, target: 2}"
    )
    + "budget: {company: 2800}\n"
)


@pytest.fixture
def blank(make: Make) -> Outcome:
    """A run in which nothing has happened: no launch, no request, no minute booked."""
    organization = make(TINY)
    return Outcome(organization, new_state(organization.blueprint, luck(1, 0)))


def write_items(state) -> None:
    """Launch two initiatives in the first counted quarter and one in the second; the other items are no counted launch.

    Columns: kind and stage; submitted, settled, started and finished (weeks); measured; realised.
    """
    rows = (
        (Kind.INITIATIVE, Stage.DONE, 5.0, 14.0, 10, 14, 0.5, 2.0),  # lead 15 - 5 = 10 weeks, cycle 15 - 10 = 5
        (Kind.INITIATIVE, Stage.DONE, 5.0, 16.0, 12, 25, -0.1, -0.5),  # lead 26 - 5 = 21, cycle 14
        (Kind.INITIATIVE, Stage.DONE, 20.5, 26.5, 21, 30, 0.0, 1.0),  # lead 31 - 20.5 = 10.5, cycle 10
        (Kind.INITIATIVE, Stage.DONE, 1.0, 2.0, 2, 12, 9.0, 9.0),  # still in the warm-up
        (Kind.SUPPORT, Stage.DONE, 1.0, 2.0, 2, 20, 9.0, 9.0),  # a piece is not a launch
        (Kind.INITIATIVE, Stage.CASE, 14.0, None, NONE, NONE, 9.0, 9.0),  # not even decided
    )
    state.counters[0].items = len(rows) + 3
    for item, (kind, stage, submitted, settled, started, finished, measured, realised) in zip(
        state.items, rows, strict=False
    ):
        item.kind, item.stage, item.submitted = kind, stage, int(submitted * WEEK)
        item.funded, item.closed = NONE if settled is None else int(settled * WEEK), NONE
        item.started, item.finished, item.measured, item.realised = started, finished, measured, realised
        item.earned = realised


def write_worth(state) -> None:
    """Say what initiatives are worth: the three launches, then three that came to nothing.

    Columns: domain; week of arrival; reach; effort; promise; scale; fit at launch; estimate; objectives. The true value is
    promise x fit - scale / 2; what fits is 2 x true weights x objectives, with the weights of the day. Only the third launch has lost
    value while it waited: a half.
    """
    state.strategy[:] = ((0.5, 0.5), (0.75, 0.25), (0.25, 0.75))
    state.domain_interests[:] = ((1.0, 0.0), (0.5, 0.5))
    rows = (
        (0, 4, Reach.CORE, 6, 2, 2, 1.5, 3.0, (1.0, 0.0)),  # true value 2 x 1.5 - 1 = 2
        (1, 2, Reach.FAR, 2, 2, 4, 0.75, 0.0, (0.25, 0.75)),  # 2 x 0.75 - 2 = -0.5
        (
            1,
            20,
            Reach.ADJACENT,
            4,
            2,
            1,
            1.5,
            1.25,
            (0.0, 1.0),
        ),  # 2 x 1.5 - 0.5 = 2.5, on the day 2 x 1.5 / 2 - 0.5 = 1
        (0, 14, Reach.CORE, 4, 2, 2, 9.0, 9.0, (1.0, 0.0)),  # forgotten in the first quarter: 2 x 1.5 - 1 = 2
        (0, 15, Reach.CORE, 2, 6, 2, 9.0, 9.0, (1.0, 0.0)),  # forgotten in the second: 6 x 0.5 - 1 = 2
        (1, 26, Reach.CORE, 4, 2, 2, 9.0, 9.0, (0.0, 1.0)),  # refused in the second: 2 x 1.5 - 1 = 2
    )
    for place, row in zip((0, 1, 2, 6, 7, 8), rows, strict=True):
        item = state.items[place]
        item.domain, item.week, item.reach, item.effort = row[:4]
        item.fresh_until = item.week
        item.promise, item.scale, item.fit, item.estimate = row[4:8]
        item.half_life = 10.0 if place == 2 else 0.0
        item.spill = 0.0
        item.elsewhere = (1.0, -0.25, 0.5)[place] if place < 3 else 9.0
        state.objectives[place] = row[8]
    for place, stage, submitted, closed in (
        (6, Stage.EXPIRED, None, 20),
        (7, Stage.EXPIRED, None, 32),
        (8, Stage.REJECTED, 27, 30),
    ):
        item = state.items[place]
        item.kind, item.stage, item.funded, item.closed = Kind.INITIATIVE, stage, NONE, closed * WEEK
        item.submitted = NONE if submitted is None else submitted * WEEK
    state.targets[:] = ((1e6, 1e6), (3.75, 1.0), (0.0, 0.5))


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
    state.team_book[0, 1, account.NEW_VALUE] = 350
    state.team_book[0, 1, account.TICKETS] = 10
    state.team_book[0, 1, account.UPKEEP] = 40
    state.team_book[0, 1, account.REWORK] = 100
    state.team_book[0, 1, account.DUPLICATE_UNAWARE] = 50
    state.team_book[0, 1, account.DUPLICATE_RATIONAL] = 30
    state.team_book[0, 1, account.IDLE] = 20
    state.team_book[1, 1, account.COORDINATION] = 200
    state.team_book[1, 1, account.NEW_VALUE] = 150
    state.team_book[1, 1, account.WAITING_DECISION] = 30
    state.team_book[1, 1, account.WAITING_DEPENDENCY] = 20  # 1000 in all
    state.team_book[0, 2, account.NEW_VALUE] = 900
    state.team_book[0, 2, account.TICKETS] = 20
    state.team_book[1, 2, account.UPKEEP] = 80
    state.team_book[0, 2, account.COORDINATION] = 500
    state.team_book[1, 2, account.DUPLICATE_UNAWARE] = 100
    state.team_book[1, 2, account.REWORK] = 400  # 2000 in all
    state.person_book[:, 1, person.DECISIONS] = (30, 60, 0)
    state.person_book[:, 2, person.DECISIONS] = (10, 80, 5)
    state.person_book[0, 1, person.CONTACT] = 110
    state.person_book[0, 1, person.IDLE] = 15
    state.person_book[1, 1, person.PLANNING] = 10
    state.person_book[0, 1, person.PORTFOLIO] = 15
    state.person_book[0, 1, person.COACHING] = 60
    state.person_book[2, 1, person.VACANT] = 200  # 500 in all
    state.person_book[0, 2, person.CONTACT] = 5
    state.person_book[0, 2, person.IDLE] = 200
    state.person_book[1, 2, person.PLANNING] = 80
    state.person_book[0, 2, person.COACHING] = 120  # 500 in all
    state.desk_book[:, 1] = (100, 100, 0)
    state.desk_book[:, 2] = (100, 100, 50)
    elapsed = {
        ItemAccount.APPROVAL: (8, 16),
        ItemAccount.BACKLOG: (13, 10),
        ItemAccount.WORKING: (30, 13),
        ItemAccount.WAITING_DECISION: (6, 0),
        ItemAccount.WAITING_DEPENDENCY: (3, 13),
        ItemAccount.VACANCY: (2, 1),
    }
    state.item_book[:] = 10**6  # so must ideas and requests not
    for row, weeks in elapsed.items():
        state.item_book[1:, row] = [number * WEEK for number in weeks]


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
    state.pulse.budget[:] = (1e6, 1000, 400)
    state.pulse.held_back[:] = (1e6, 3, 2)


def write_products(state) -> None:
    """What came of launches, and who was promised them: post 0 is above 1, who owns the one team, and 1 above 2, who owns the other."""
    products = {
        "revenue": (2, 3),
        "satisfaction": (1300, 520),
        "product_weeks": (26, 26),
        "converted": (0.5, 0.7),
        "journeys": (1, 2),
        "sunset": (1, 3),
        "sunset_rightly": (1, 1),
        "upkeep": (1000, 300),
        "duplicate_upkeep": (249.6, 62.4),
        "duplicate_age": (20 * 249.6, 10 * 62.4),
    }
    for field, values in products.items():
        state.pulse[field][0] = 1e6
        state.pulse[field][1:] = values
    state.posts.manager[:] = (NONE, 0, 1)
    state.teams.owner[:] = (1, 2)


def write_careers(state) -> None:
    """What became of people, with an absurd warm-up: 39 person-weeks a quarter, 26 of them on a ladder."""
    careers = {
        "people": (39, 39),
        "exits": (1, 2),
        "regretted": (1, 0),
        "engagement": (3.9, -7.8),
        "on_ladder": (26, 26),
        "quarters_in_level": (52, 104),
        "shortfall": (1.3, 2.6),
        "promoted_people": (13, 13),
        "appointments": (1, 0),
        "hires": (1, 2),
        "stopped": (2, 1),
        "stopped_rightly": (1, 1),
    }
    for field, values in careers.items():
        state.pulse[field][0] = 1e6
        state.pulse[field][1:] = values
    state.staffed.promoted[0] = 1e6
    state.staffed.promoted[1:] = 0
    state.staffed.promoted[1, 0] = 1


@pytest.fixture
def outcome(make: Make) -> Outcome:
    """The run written by hand, of a company with targets and a budget."""
    organization = make(AIMED)
    found = Outcome(organization, new_state(organization.blueprint, luck(1, 0)))
    for write in (
        write_items,
        write_worth,
        write_requests,
        write_capabilities,
        write_books,
        write_tallies,
        write_products,
        write_careers,
    ):
        write(found.state)
    return found


EXPECTED = {
    # over all, then quarter by quarter
    "launches": (3, 2, 1),
    "realised_value": (0.65, 0.39, 0.26),  # (2 - 0.5) x 260 and 1 x 260, in millions
    "lead_time": (10.5, 15.5, 10.5),  # 10, 21 | 10.5
    "cycle_time": (10, 9.5, 10),  # 5, 14 | 10
    "launch_success": (1 / 3, 1 / 2, 0),  # measured 0.5, -0.1 | 0, and exactly nothing is no success
    "predictability": (4 / 6, 2 / 4, 2 / 2),
    "alignment": (170 / 300, 80 / 200, 90 / 100),
    "belief_alignment": (400 / 600, 300 / 400, 100 / 200),
    # Submitted in week 20.5 and funded after 6; in week 14, and still open in week 39 | refused after 3. All of them wait for 3 weeks,
    # 2 of 3 for another 3, and 1 of 3 until 13 count; what was submitted in the warm-up counts nowhere
    "decision_latency": (3 + 3 * 2 / 3 + 7 / 3, 6 + 7 / 2, 3),
    "decision_latency_p85": (13, 13, 3),
    "question_latency": (0.375, 0.25, 0.5),
    "busiest_desk": (0.7, 0.6, 0.8),  # 40 of 200, 140 of 200, 5 of 50: the second
    "escalations": (3, 1, 2),
    "lapsed": (1 / 8, 0 / 4, 1 / 4),
    "refused_share": (1 / 4, 0 / 2, 1 / 2),  # funded in weeks 14, 16 | 26, refused in week 30
    "deciding_hours": (185 / 60 / 26, 90 / 60 / 13, 95 / 60 / 13),
    "duplicate_effort": (180 / 3000, 80 / 1000, 100 / 2000),
    "duplicate_unaware": (150 / 3000, 50 / 1000, 100 / 2000),
    "weeks_to_notice": (7.5, 7.5, NAN),  # 5 and 10; the one built knowingly needs no noticing
    "weeks_to_resolve": (5.5, 5, 6),
    "coordination_share": (1000 / 4000, 400 / 1500, 600 / 2500),
    "new_value_share": (1400 / 3000, 500 / 1000, 900 / 2000),
    "rework_share": (500 / 3000, 100 / 1000, 400 / 2000),
    "waiting_share": (70 / 3000, 70 / 1000, 0),
    "cost": (1.2, 0.6, 0.6),  # 130 engineer-weeks at 50 / 13 = 500, and 90 + 10 | 100
    "budget_headroom": (200 / 1400, 400 / 1000, -200 / 400),
    "budget_waits": (5, 3, 2),
    # Trust comes first. In half of a year it gets 520 - 130 / 4 of 1000, so 0.4875, which weighs a half; growth 260 - 130 x 3 / 4 of 130, so 1
    "target_attainment": ((1 + 0.5 * 0.4875) / 1.5,) * 3,
    "targets_met": (1 / 2,) * 3,
    "portfolio_roi": (650 / 1200, 390 / 600, 260 / 600),
    "attrition": (2, 4 / 3, 8 / 3),  # 3 of 78 person-weeks | 1 of 39 | 2 of 39
    "regretted_attrition": (1 / 3, 1, 0),
    "engagement": (-0.05, 0.1, -0.2),
    "promotion_rate": (1, 2, 0),  # one in 52 person-weeks on the ladder
    "time_in_level": (3, 2, 4),
    "competence_gap": (0.15, 0.1, 0.2),
    "filled_inside": (1 / 4, 1 / 2, 0),
    "vacancy_weeks": (3, 2, 1),
    "coaching_hours": (3 / 78, 1 / 39, 2 / 39),
    "stopped": (3, 2, 1),
    "stop_precision": (2 / 3, 1 / 2, 1),
    "concentration": (
        60.5 / 80,
        44.5 / 64,
        1,
    ),  # effort by objective: 6 + 0.5 and 1.5, squared 42.25 + 2.25 of 8 x 8 | 0 and 4
    "in_work": (1.25, 1.5, 1),  # 39 item-weeks in 13 weeks, 2 teams | 26 item-weeks
    "blocked_share": (22 / 65, 9 / 39, 13 / 26),
    "flow_efficiency": (43 / 112, 30 / 60, 13 / 52),
    "throughput": (4 / 4, 3 / 2, 1 / 2),  # three launches and a piece
    "idea_to_approval": (10, 12, 6.5),  # 14 - 4 = 10, 16 - 2 = 14 | 26.5 - 20 = 6.5
    "value_elsewhere": (0.325, 0.195, 0.13),  # 1 - 0.25 | 0.5 standard values of 260
    "revenue": (1.3, 0.52, 0.78),  # 2 | 3 standard values of 260
    "satisfaction": (35, 50, 20),
    "conversion": (0.4, 0.5, 0.35),
    "ticket_share": (30 / 3000, 10 / 1000, 20 / 2000),
    "upkeep_share": (120 / 3000, 40 / 1000, 80 / 2000),
    "sunset": (4, 1, 3),
    "sunset_precision": (2 / 4, 1, 1 / 3),
    # True values are 2, -0.5 | 1 and their mean 5/6, so the deviations are 7/6, 8/6 | 1/6; errors of the estimates: 1, 0.5 | 0.25
    "forecast_accuracy": (1 - 1.75 / (16 / 6), 1 - 1.5 / (15 / 6), 1 - 0.25 / (1 / 6)),
    "optimism_bias": (1.75 * 260 / 3, 1.5 * 260 / 2, 0.25 * 260),  # estimates of 3, 0 | 1.25
    # Funded: 2 and -0.5 for efforts of 6 and 2 | 2.5 for 4. Best: the forgotten 2 for 4 and 4/6 of the 2 for 6 | the forgotten 2 for 2
    # and a half of the 2.5 for 4
    "value_captured": (4 / (10 / 3 + 3.25), 1.5 / (10 / 3), 2.5 / 3.25),
    "funding_precision": (2 / 3, 1 / 2, 1),  # one of three does harm
    "missed_funding": (2 / 3, 1 / 2, 1),
    "beyond_core_share": (6 / 12, 2 / 8, 4 / 4),
    "reallocated": (0.6, 0.2, 0.4),  # 3 engineers of 4 x 50 a year
    # For the one objective 2 - 0.5/4 = 1.875 of 3.75, for the other less than nothing | nothing was promised, and 1 of 0.5
    "okr_attainment": ((0.375 + 0.75) / 1.75, 0.75 * 0.5, 1),
    "tagged_share": (10 / 12, 6 / 8, 4 / 4),  # one of two objectives is the top one, and they trade places
    # Cosines: (1, 0) with itself; (1/4, 3/4) with (1/2, 1/2), 1/2 of the root of 5/16 | (0, 1) with (1/2, 1/2), the root of 1/2
    "own_alignment": (
        (6 + 2 * 0.5 / (5 / 16) ** 0.5 + 4 * 0.5**0.5) / 12,
        (6 + 2 * 0.5 / (5 / 16) ** 0.5) / 8,
        0.5**0.5,
    ),
    # Kept and broken. To the one: 2 and 1 of 3 | 0.7 x 2 and 0.7 x 1. To the other: 0 and 1 of 1 | 2 and 0.7 x 1. And 1 each before
    "promises_kept": (
        (3 / 5 + 1 / 3 + 2.4 / 4.1 + 3 / 4.7) / 4,
        (3 / 5 + 1 / 3) / 2,
        (2.4 / 4.1 + 3 / 4.7) / 2,
    ),
    "escalation_depth": (1.5, 1, 2),
    "duplicate_run_cost": (
        0.0005,
        0.0004,
        0.0001,
    ),  # 249.6 | 62.4 of the 31,200 minutes of an engineer's quarter, at 50
    "standing_duplicates": (312 / 1300, 249.6 / 1000, 62.4 / 300),
    "age_of_duplicates": (18, 20, 10),
    "planning_share": (105 / 1000, 25 / 500, 80 / 500),
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
    name
    for name, metric in all_metrics().items()
    if metric.unit in ("initiatives", "launches", "$M", "requests", "engineers")
}
NOTHING_IS_NOTHING = AMOUNTS | {"vacancy_weeks", "deciding_hours", "budget_waits"}


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


@pytest.mark.parametrize("name", [name for name, metric in all_metrics().items() if metric.unit == "share"])
def test_shares_are_shares(name: str, outcome: Outcome):
    """What is called a share lies between 0 and 1, over all and in each quarter."""
    measurement = metric_named(name).measure(outcome)
    found = np.array([measurement.total(), *measurement.by_quarter()])
    assert np.all(np.isnan(found) | ((found >= 0.0) & (found <= 1.0)))


@pytest.mark.parametrize("seed", range(20))
def test_nobody_beats_the_clairvoyant(seed: int, outcome: Outcome):
    """Whatever is decided, what was funded is worth no more than the best choice, even where it is one large initiative of few."""
    draw = np.random.default_rng(seed)
    count = int(draw.integers(1, 9))
    items = outcome.state.items[:count]
    items.effort = draw.exponential(5.0, count) + 0.1
    items.promise, items.scale = items.effort * draw.exponential(1.0, count), draw.exponential(1.0, count)
    items.closed = draw.integers(13, 39, count) * WEEK
    items.funded = np.where(draw.random(count) < 0.5, items.closed, NONE)
    captured = metric_named("value_captured").measure(outcome)
    found = np.array([captured.total(), *captured.by_quarter()])
    assert np.all(np.isnan(found) | (found <= 1.0 + 1e-12))


def test_a_single_launch_says_nothing_of_forecasts(outcome: Outcome):
    """Where true values do not vary there is nothing to be right about."""
    outcome.state.items.stage[1:3] = Stage.ACTIVE
    assert math.isnan(metric_named("forecast_accuracy").measure(outcome).total())


def test_objectives_of_equal_weight_are_equally_at_the_top(outcome: Outcome):
    """Which of two equal objectives is the top one must not depend on their names."""
    outcome.state.strategy[:] = 0.5
    assert metric_named("tagged_share").measure(outcome).total() == 1.0


def test_without_promises_confidence_in_them_stays_where_it_was(outcome: Outcome):
    """Who was promised nothing has no reason to believe or to doubt: one half; without a superior there is nobody to believe."""
    outcome.state.tally.promised = outcome.state.tally.kept = 0.0
    assert list(metric_named("promises_kept").measure(outcome).by_quarter()) == [0.5, 0.5]
    outcome.state.posts.manager[:] = NONE
    assert math.isnan(metric_named("promises_kept").measure(outcome).total())


@pytest.mark.parametrize("name", sorted(RETIRED))
def test_a_retired_name_says_what_to_use_instead(name: str):
    """An old name is refused with a sentence that names only metrics there are, and none of them is retired."""
    assert name not in all_metrics()
    with pytest.raises(InputError, match=f"there is no metric '{name}' any more: "):
        metric_named(name)
    named = re.findall(r"'(\w+)'", RETIRED[name])
    assert named
    assert set(named) <= set(all_metrics())


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
    quarters = np.zeros(count, np.int64)
    found = Quantile(cases, level, wholly(quarters, quarters, 1, 2))
    assert found.total() == pytest.approx(float(np.quantile(cases, level)), rel=1e-12)
    assert math.isnan(found.by_quarter()[1])


def test_regions_in_words_and_numbers():
    """A region around nothing reads as ±; relative ones in percent, and they scale with the baseline, never with its sign."""
    assert within(0.5).text() == "±0.5"
    assert within_share(0.05).text() == "±5%"
    assert within(0.5).bounds(100.0) == (-0.5, 0.5)
    assert within_share(0.05).bounds(-100.0) == (-5.0, 5.0)


@pytest.mark.parametrize(
    ("name", "up", "down"), [("launches", True, False), ("cost", False, True), ("reallocated", False, False)]
)
def test_which_way_is_better(name: str, up: bool, down: bool):
    """More launches are better, less cost is better, and capacity moved is neither; no difference is never better."""
    metric = metric_named(name)
    assert (metric.better(1.0), metric.better(-1.0), metric.better(0.0)) == (up, down, False)
