"""Metrics by domain, team, branch, role and objective on a run written by hand: three posts, two teams, two quarters that count."""

import numpy as np
import pytest
from tests.conftest import Make

from orgsim.engine.random import luck
from orgsim.engine.simulation import new_state
from orgsim.engine.vocabulary import NONE, Answer, Errand, Kind, PersonAccount, Stage, TeamAccount
from orgsim.metrics.catalog import all_metrics
from orgsim.metrics.outcome import Outcome
from orgsim.metrics.parts import parts_of

WEEK = 2400
NAN = float("nan")

TINY = """
name: tiny
objectives: {growth: 1, trust: 1}
domains: {a: {opportunities_per_week: 1}, b: {opportunities_per_week: 1}}
teams:
  team-a: {domain: a, engineers: 4, owner: pm-a}
  team-b: {domain: b, engineers: 6, owner: pm-b}
posts:
  head: {role: cpo}
  pm-a: {role: pm, reports_to: head}
  pm-b: {role: pm, reports_to: head}
horizon: {warmup_quarters: 1, quarters: 2}
demand: {standard_value: 1000}
mechanisms: {products: false}
"""

MOVED = """
changes:
  - {quarter: 1, name: moved, posts: {pm-a: {reports_to: pm-b}}, teams: {team-a: {owner: pm-b}}}
"""


def write(outcome: Outcome) -> None:
    """Team a launches two initiatives of domain a and one that came from domain b; team b launches one of its own.

    Columns: team; domain; week of the launch; value in thousands of $k; share of growth; lead time in weeks.
    """
    state, organization = outcome.state, outcome.organization
    rows = (("team-a", "a", 14, 2.0, 1.0, 4), ("team-a", "a", 30, 4.0, 0.5, 8), ("team-a", "b", 31, 8.0, 0.25, 6))
    rows += (("team-b", "b", 20, 1.0, 0.0, 10),)
    state.counters[0].items = len(rows)
    for place, (team, domain, finished, value, growth, lead) in enumerate(rows):
        item = state.items[place]
        item.kind, item.stage, item.finished, item.earned = Kind.INITIATIVE, Stage.DONE, finished, value
        item.team, item.domain = organization.teams.index(team), organization.domains.index(domain)
        item.submitted, item.launched_by = (finished + 1 - lead) * WEEK, item.team
        item.funded, item.closed, item.measured = item.submitted + WEEK, NONE, value - 1.5
        state.objectives[place, organization.objectives.index("growth")] = growth
        state.objectives[place, organization.objectives.index("trust")] = 1.0 - growth
    write_desks(outcome)
    write_sums(outcome)


def write_sums(outcome: Outcome) -> None:
    """What is kept by team and post: revenue and satisfaction, and of people how engaged they are, who left, and what they cost."""
    state, organization = outcome.state, outcome.organization
    for team, revenue, satisfied in (("team-a", (9, 1, 2), 80), ("team-b", (9, 3, 0), 60)):
        row = organization.teams.index(team)
        state.tally[row].revenue, state.tally[row].product_weeks, state.tally[row].satisfaction = (
            revenue,
            13,
            13 * satisfied,
        )
        state.tally[row].engineer_weeks, state.tally[row].hiring_cost = 0.0, (99, 100, 0)
    for post, weeks, engagement, exits in (("head", 13, 0, 0), ("pm-a", 13, 1, 0.5), ("pm-b", 6.5, -1, 0)):
        held = state.held[organization.posts.index(post)]
        held.people, held.engagement, held.exits, held.cost = weeks, weeks * engagement, (9, exits, 0), (99, 200, 300)


def write_desks(outcome: Outcome) -> None:
    """Three requests end at the desks of head and pm-a, one of which lapses; both decide, and team a works on what is new."""
    state, organization = outcome.state, outcome.organization
    rows = (("pm-a", 14, Answer.YES), ("head", 15, Answer.LAPSED), ("head", 28, Answer.YES))
    state.counters[0].requests = len(rows)
    for request, (post, week, verdict) in zip(state.requests, rows, strict=False):
        request.errand, request.at, request.answer = Errand.CASE, organization.posts.index(post), verdict
        request.opened, request.answered = week * WEEK, week * WEEK + 1
    state.person_book[:] = state.team_book[:] = 0
    for post, quarter, hours in (("head", 1, 26.0), ("head", 2, 26.0), ("pm-a", 1, 13.0), ("pm-b", 0, 99.0)):
        state.person_book[organization.posts.index(post), quarter, PersonAccount.DECISIONS] = 60 * hours
    state.team_book[organization.teams.index("team-a"), 1, TeamAccount.NEW_VALUE] = 300
    state.team_book[organization.teams.index("team-a"), 2, TeamAccount.IDLE] = 100
    state.team_book[organization.teams.index("team-b"), 1, TeamAccount.IDLE] = 100


def by_part(make: Make, text: str, metric: str, kind: str) -> dict[str, float]:
    """Return a metric of each part of a kind in the run written by hand."""
    organization = make(text)
    outcome = Outcome(organization, new_state(organization.blueprint, luck(1, 0)))
    write(outcome)
    parts = parts_of(organization)
    values = all_metrics()[metric].measure(outcome.by_part(parts)).total()
    return {
        name: float(value) for own, name, value in zip(parts.kinds, parts.names, values, strict=True) if own == kind
    }


HAND = {
    ("launches", "team"): {"team-a": 3, "team-b": 1},
    ("launches", "domain"): {"a": 2, "b": 2},  # an initiative belongs to the domain it came from
    ("launches", "branch"): {"head": 4, "pm-a": 3, "pm-b": 1},
    ("launches", "objective"): {"growth": 1.75, "trust": 2.25},
    ("realised_value", "team"): {"team-a": 14, "team-b": 1},
    ("realised_value", "objective"): {"growth": 2 + 2 + 2, "trust": 2 + 6 + 1},
    ("lead_time", "domain"): {"a": 6, "b": 8},
    ("lead_time", "branch"): {"head": 7, "pm-a": 6, "pm-b": 10},
    ("launch_success", "objective"): {"growth": 1.0, "trust": 1.25 / 2.25},  # -0.5 of team b's is all for trust
    ("new_value_share", "domain"): {"a": 0.75, "b": 0},
    ("new_value_share", "branch"): {"head": 0.6, "pm-a": 0.75, "pm-b": 0},
    ("deciding_hours", "role"): {"cpo": 2, "pm": 0.5},
    ("deciding_hours", "branch"): {"head": 2.5, "pm-a": 0.5, "pm-b": 0},
    ("lapsed", "role"): {"cpo": 0.5, "pm": 0},
    ("lapsed", "branch"): {"head": 1 / 3, "pm-a": 0, "pm-b": NAN},
    ("revenue", "team"): {"team-a": 3, "team-b": 3},
    ("satisfaction", "branch"): {"head": 70, "pm-a": 80, "pm-b": 60},
    ("engagement", "role"): {"cpo": 0, "pm": 1 / 3},
    ("attrition", "branch"): {"head": 0.5 * 52 / 65, "pm-a": 0.5 * 52 / 26, "pm-b": 0},
    ("cost", "role"): {"cpo": 0.5, "pm": 1.0},
    ("cost", "branch"): {"head": 1.7, "pm-a": 0.6, "pm-b": 0.6},  # with what hiring each team's engineers cost
    ("portfolio_roi", "branch"): {"head": 15 / 1.7, "pm-a": 14 / 0.6, "pm-b": 1 / 0.6},
    ("decision_latency", "team"): {"team-a": 1, "team-b": NAN},  # the one of team b was asked for in the warm-up
}


@pytest.mark.parametrize(("metric", "kind"), HAND, ids=" by ".join)
def test_parts_by_hand(make: Make, metric: str, kind: str):
    """Each part has the metric's own formula over what belongs to it."""
    found, expected = by_part(make, TINY, metric, kind), HAND[metric, kind]
    assert found.keys() == expected.keys()
    for name, value in expected.items():
        assert found[name] == pytest.approx(value, rel=1e-12, nan_ok=True), name


def test_a_team_that_changes_hands_counts_where_it_was_at_the_time(make: Make):
    """From the second counted quarter on team a is pm-b's: its launch of week 14 stays with pm-a, those of weeks 30 and 31 go to pm-b."""
    launches = by_part(make, TINY + MOVED, "launches", "branch")
    assert launches == {"head": 4, "pm-a": 1, "pm-b": 3}
    # pm-a reports to pm-b from then on, and what pm-a decided before does not move
    assert by_part(make, TINY + MOVED, "deciding_hours", "branch") == {"head": 2.5, "pm-a": 0.5, "pm-b": 0}


def test_what_a_closed_team_launched_stays_its_own(make: Make):
    """A launch that passed to another team for service counts for the team that made it, in its branch of that day."""
    organization = make(TINY)
    outcome = Outcome(organization, new_state(organization.blueprint, luck(1, 0)))
    write(outcome)
    outcome.state.items.team[:3] = organization.teams.index("team-b")
    parts = parts_of(organization)
    launches = dict(zip(parts.names, all_metrics()["launches"].measure(outcome.by_part(parts)).total(), strict=True))
    assert (launches["team-a"], launches["team-b"], launches["pm-a"]) == (3, 1, 3)


def test_a_post_that_is_closed_before_anything_counts_is_no_part(make: Make):
    """A post, team or role that no counted quarter has is not there; one that some have is."""
    text = (
        TINY + "changes:\n  - {quarter: QUARTER, name: closed, posts: {pm-a: null}, teams: {team-a: {owner: pm-b}}}\n"
    )
    assert "pm-a" not in by_part(make, text.replace("QUARTER", "0"), "launches", "branch")
    late = by_part(make, text.replace("QUARTER", "1"), "launches", "branch")
    assert late["pm-a"] == 1
    assert late["head"] == 4


def test_what_nobody_owns_is_in_no_branch(make: Make):
    """A team without an owner is in no branch, and no warning of numpy says otherwise."""
    text = TINY.replace("owner: pm-b", "")
    with np.errstate(all="raise", under="ignore"):
        assert by_part(make, text, "launches", "branch") == {"head": 3, "pm-a": 3, "pm-b": 0}
