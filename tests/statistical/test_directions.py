"""Turn one knob, see the metric move the way organisation science says, by more than its own region of equivalence.

Every claim is about paired futures of one organisation of 13 posts in three branches: same market, same people, same luck.
"""

import functools

import numpy as np
import pytest
from tests.conftest import SCENARIOS

from orgsim.engine import schedule
from orgsim.engine.random import luck
from orgsim.engine.simulation import new_state, simulate
from orgsim.engine.vocabulary import TeamAccount
from orgsim.metrics.catalog import metric_named
from orgsim.organization.build import build
from orgsim.results.statistics import compare
from orgsim.results.tables import measure
from orgsim.scenario.design import load_design

BASE = SCENARIOS / "product-org" / "today.yaml"
FUTURES = 60
MORE = 160  # where a claim is about a small share of the work
SEED = 3

TEAMS = tuple(load_design(BASE).final.teams)
PMS = tuple(name for name, post in load_design(BASE).final.posts.items() if post.role == "pm")


def wip(limit):
    """Return the settings that give every team one limit of work in progress."""
    return tuple(f"teams.{team}.wip={limit}" for team in TEAMS)


LAYERS = ("roles.director.rights.fund=approve", "roles.cpo.rights.fund=decide")
ALL_TIES = tuple(
    f"ties.working.{pm}=[{', '.join(other for other in PMS if other > pm)}]" for pm in PMS if pm < max(PMS)
)
YOUNG = ("parameters.capabilities.inherited_share=0", "demand.capability_life=78")
"""A company without a past, which has to build what it needs: in others most needs are met by platforms that everybody knows."""
NO_TIES = ("parameters.ties.informal_probability=0", "parameters.ties.working_weight=0")

DIRECTIONS = (
    ("more overlap in what domains need", ("demand.overlap=0.2",), ("demand.overlap=0.9",), "duplicate_effort", +1),
    ("no ties across domains", (*YOUNG, *ALL_TIES), (*YOUNG, *NO_TIES), "duplicate_unaware", +1),
    ("a restless strategy", ("demand.drift_probability=0",), ("demand.drift_probability=0.6",), "alignment", -1),
    ("another layer of approval", (), LAYERS, "decision_latency", +1),
    ("more work in progress", wip(2), wip(8), "cycle_time", +1),
    ("more work in progress", wip(2), wip(8), "lead_time", +1),
)


@functools.cache
def futures(settings, count):
    """Return every metric of the futures of the organisation under some settings: ``{name: (futures,)}``."""
    organization = build(load_design(BASE, settings))
    rows = [measure(organization, simulate(organization.blueprint, SEED, number)) for number in range(count)]
    return {name: np.array([row[name][0] for row in rows]) for name in rows[0]}


@pytest.mark.parametrize(("claim", "low", "high", "name", "sign"), DIRECTIONS, ids=lambda value: str(value)[:40])
def test_direction(claim, low, high, name, sign):
    """The difference is on the side the claim says, and beyond the metric's region of equivalence where that is not asked too much.

    In a small company most is heard of through the common superior, so that ties across domains save few unaware duplicates.
    """
    metric = metric_named(name)
    count = MORE if name == "duplicate_unaware" else FUTURES
    found = compare(futures(high, count)[name], futures(low, count)[name], "higher", metric.rope)
    if name == "duplicate_unaware":
        assert found.low > 0.0, (claim, found)
    else:
        assert found.verdict == ("better" if sign > 0 else "worse"), (claim, found)


def run_shuffled(organization, replication, shuffle):
    """Run one replication; when `shuffle`, everybody mistakes each objective for the next one, from the first week on."""
    blueprint = organization.blueprint
    chance = luck(SEED, replication)
    state = new_state(blueprint, chance)
    for week in range(blueprint.weeks):
        schedule.run(state, chance, week, week + 1)
        if shuffle:
            weights = state.strategy[min(week // 13, len(state.strategy) - 1)]
            state.beliefs[:] = np.roll(weights, 1)
    return measure(organization, state)


def test_shuffled_beliefs_lower_alignment_and_value():
    """Whoever mistakes the objectives for each other builds the wrong things: planning runs on beliefs and on nothing else."""
    organization = build(load_design(BASE))
    pairs = [[run_shuffled(organization, number, shuffle) for shuffle in (True, False)] for number in range(80)]
    for name in ("alignment", "realised_value"):
        wrong, right = (np.array([pair[which][name][0] for pair in pairs]) for which in (0, 1))
        assert compare(wrong, right, "higher", metric_named(name).rope).verdict == "worse", name


ALONE = """
name: alone
objectives: {growth: 5, retention: 3}
domains: {search: {opportunities_per_week: 2, objectives: {growth: 1, retention: 1}}}
teams: {search: {domain: search, engineers: 7, owner: pm}}
posts: {head: {role: cpo}, pm: {role: pm, reports_to: head}}
"""

DESIGNS = {
    "as it is": "",
    "a director between": "  - posts: {dir: {role: director, reports_to: head}, pm: {reports_to: dir}}",
    "a portfolio manager": "  - posts: {ppm: {role: ppm, reports_to: head}}\n    ties: {dotted: {ppm: [pm]}}",
    "a second product manager": "  - posts: {other: {role: pm, reports_to: head, helps: search}}",
}


@pytest.mark.parametrize("changes", DESIGNS.values(), ids=DESIGNS.keys())
def test_one_team_duplicates_nothing(tmp_path, changes):
    """With one product and one team duplication is exactly zero in every design."""
    (tmp_path / "alone.yaml").write_text(ALONE, encoding="utf-8")
    path = tmp_path / "design.yaml"
    path.write_text(f"extends: alone.yaml\nname: design\nchanges:\n{changes}\n" if changes else ALONE, encoding="utf-8")
    organization = build(load_design(path))
    for number in range(5):
        found = measure(organization, simulate(organization.blueprint, SEED, number))
        for name in (
            "duplicate_effort",
            "duplicate_unaware",
            "duplicate_run_cost",
        ):
            assert found[name][0] == 0.0
            assert not found[name][1].any()


def test_the_baseline_has_no_trend_in_duplication():
    """The duplicate share of the last five quarters neither rises nor falls: the slope is within 3 standard errors of zero."""
    organization = build(load_design(BASE))
    shares = [
        measure(organization, simulate(organization.blueprint, SEED, number))["duplicate_effort"][1][-5:]
        for number in range(2 * FUTURES)
    ]
    slopes = np.array([np.polyfit(np.arange(5), share, 1)[0] for share in shares])
    error = slopes.std(ddof=1) / len(slopes) ** 0.5
    assert abs(slopes.mean()) < 3 * error
    assert error < 0.001  # a trend of a third of a point a quarter would be seen


def test_more_is_offered_than_can_be_built():
    """Choice must bite, and there must be enough to choose from: three to six times what teams put into new features, in every template."""
    for path in sorted(SCENARIOS.glob("*/today.yaml")):
        organization = build(load_design(path))
        first = organization.warmup_quarters
        offered = features = 0.0
        for number in range(8):
            state = simulate(organization.blueprint, SEED, number)
            came = state.items[: len(state.objectives)]
            offered += came.effort[came.week >= 13 * first].sum()
            features += state.team_book[:, first:, TeamAccount.NEW_VALUE].sum()
        assert 3.0 < offered / features < 6.0, path


def test_some_desk_is_busy():
    """At least one desk of the shipped organisations is used about half of the time it is open: waiting is part of the picture."""
    for path in (BASE, SCENARIOS / "demo" / "today.yaml"):
        organization = build(load_design(path))
        busiest = [
            measure(organization, simulate(organization.blueprint, SEED, number))["busiest_desk"][0]
            for number in range(20)
        ]
        assert np.median(busiest) > 0.4, path
