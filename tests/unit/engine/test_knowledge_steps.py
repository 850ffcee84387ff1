"""Ties, beliefs, news, capabilities and their mergers, products and raters: each step in a firm of four, worked by hand."""

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.engine.firm import FATE, FIRST, HEAD, LEAD, SECOND, capability, firm, item, tie
from tests.unit.engine.records import filled

from orgsim.engine import work_records
from orgsim.engine.mechanisms.decisions import errands, insight, judgement, rubric, voices
from orgsim.engine.mechanisms.knowledge import adoption, beliefs, building, capabilities, consolidation, news, ties
from orgsim.engine.mechanisms.work import customers, launches, products
from orgsim.engine.mechanisms.work.backlog import add_to_backlog
from orgsim.engine.mechanisms.work.market import generation
from orgsim.engine.random import mix
from orgsim.engine.vocabulary import (
    MINUTES_PER_WEEK,
    NEVER,
    NONE,
    RECENT,
    Action,
    CapabilityState,
    Errand,
    Kind,
    Layer,
    Right,
    Skill,
    Stage,
    TeamAccount,
    Turn,
)

WEEK = MINUTES_PER_WEEK


@pytest.fixture
def state():
    """Return the firm before anything has happened; items 0 to 3 and what is built for them serve the first objective alone."""
    state = firm()
    state.objectives[:4] = 0.0
    state.objectives[:4, 0] = 1.0
    state.parameters[0].duplicate_threshold, state.parameters[0].similarity, state.parameters[0].overlap_noise = (
        0.5,
        0.5,
        0.0,
    )
    return state


def instances(state, *columns):
    """Fill capabilities with these columns, each the younger of its type than those before it."""
    for index, values in enumerate(columns):
        found = capability(state, index, **values)
        before = int(state.type_last[found.type])
        if before == NONE:
            state.type_first[found.type] = index
        else:
            state.capabilities[before].next = index
        state.type_last[found.type] = index


def test_contact_is_rearranged_where_somebody_came_or_left(state):
    """With 100 and 60 minutes of contact to give, a tie gets 60 both ways; with one end vacant none; who did not change keeps theirs."""
    state.ties.weight, state.ties.minutes, state.ties.agreed = 0.0, 0, 0
    tie(state, 0, FIRST, SECOND, minutes=0, agreed=0, layer=Layer.WORKING)
    state.posts.contact[:4], state.posts.agreed[:4], state.posts.stirred[:] = [0, 0, 100, 60], 0, 1
    state.counters[0].people_changed = 1
    ties.arrange(state, FATE, 0)
    assert state.ties.agreed[:2].tolist() == [60, 60]
    assert state.posts.agreed[:4].tolist() == [0, 0, 60, 60]
    assert state.ties.person[:2].tolist() == [SECOND, FIRST]
    assert state.ties[0].between == mix(state.people[FIRST].key, state.people[SECOND].key, Layer.WORKING)
    assert state.ties[0].between != state.ties[1].between
    assert (state.posts.stirred.sum(), state.counters[0].people_changed) == (0, 0)
    state.posts[SECOND].person = NONE
    ties.arrange(state, FATE, 1)
    assert state.ties.agreed[:2].tolist() == [60, 60]  # nobody has said that somebody left
    ties.stir(state.posts, state.ties, SECOND)
    state.counters[0].people_changed = 1
    ties.arrange(state, FATE, 2)
    assert state.ties.agreed[:2].tolist() == [0, 0]
    assert state.posts.agreed[:4].tolist() == [0, 0, 0, 0]


def test_people_meet_for_as_long_as_the_busier_end_has(state):
    """Of 60 minutes that were agreed on the one end gives up a half and the other a quarter: 30 take place, and trust grows by those."""
    state.ties.weight, state.parameters[0].trust_growth = 0.0, 1.0
    tie(state, 0, FIRST, SECOND, agreed=60, minutes=0)
    state.posts.squeezed[[FIRST, SECOND]] = [0.5, 0.25]
    ties.meet(state, FATE, 0)
    assert state.ties.minutes[:2].tolist() == [30, 30]
    assert state.posts.met[:4].tolist() == [0, 0, 30, 30]
    assert state.ties.trust[:2].tolist() == pytest.approx([0.5 + 0.5 / 3] * 2)
    state.ties.weight[:2] = 0.0
    ties.meet(state, FATE, 1)
    assert state.ties.trust[:2].tolist() == pytest.approx([0.5 + 0.5 / 3] * 2)


def test_the_tie_of_most_contact_is_found(state):
    """Of two ties to the same post the one with more minutes, of equals the first; none with minutes means none."""
    for row, minutes in ((0, 20), (1, 50), (2, 50)):
        state.ties[row].source, state.ties[row].agreed = SECOND, minutes
    state.posts[FIRST].first_tie, state.posts[FIRST].ties = 0, 3
    assert ties.find_tie(state.posts, state.ties, FIRST, SECOND) == 1
    assert ties.find_tie(state.posts, state.ties, FIRST, HEAD) == NONE
    state.ties.agreed[:3] = 0
    assert ties.find_tie(state.posts, state.ties, FIRST, SECOND) == NONE


def test_beliefs_move_a_week_and_the_strategy_is_read(state):
    """Who meets somebody for the scale of contact moves 63 % of the way to what is heard; who sets the strategy reads it, late."""
    state.parameters[0].contact_scale, state.parameters[0].strategy_delay = 30.0, 4.0
    tie(state, 0, FIRST, SECOND)  # 60 minutes at trust 0.5
    state.posts.rights[HEAD, Action.STRATEGY] = Right.DECIDE
    state.ties.person[:2] = [SECOND, FIRST]
    state.strategy[:] = 0.0
    state.strategy[0, 0], state.strategy[1, 1] = 1.0, 1.0
    state.beliefs[:4] = 0.0
    state.beliefs[:4, 0] = [1.0, 1.0, 1.0, 0.0]
    state.beliefs[SECOND, 1] = 1.0
    state.first_beliefs[:4] = state.beliefs[:4]
    state.people.susceptibility[:4] = [1.0, 1.0, 1.0, 0.0]
    beliefs.exchange_beliefs(state, FATE, 16)
    moved = 1 - np.exp(-1.0)
    assert state.beliefs[FIRST, :2].tolist() == pytest.approx([1 - moved, moved])
    assert state.beliefs[SECOND, :2].tolist() == pytest.approx([0.0, 1.0])
    assert state.beliefs[LEAD, :2].tolist() == [1.0, 0.0]
    assert state.beliefs[HEAD, :2].tolist() == [1.0, 0.0]
    beliefs.exchange_beliefs(state, FATE, 17)
    assert state.beliefs[HEAD, :2].tolist() == [0.0, 1.0]


def test_only_the_oldest_of_another_team_is_a_duplicate(state):
    """Its own team's, a retired one, one of another scope and one of another company do not count; of twins the older does."""
    state.objectives[3] = 0.0
    state.objectives[3, 1] = 1.0
    new = capability(state, 9, type=0, team=0, born=30)
    instances(
        state,
        {"type": 0, "team": 0, "born": 1},
        {"type": 0, "team": 1, "born": 2, "state": CapabilityState.RETIRED},
        {"type": 0, "team": 1, "born": 3, "built_for": 3},
        {"type": 0, "team": 1, "born": 5},
        {"type": 0, "team": 1, "born": 6},
        {"type": 1, "team": 1, "born": 4},
    )

    def duplicate(threshold):
        register = (state.type_first, state.objectives, threshold, 0.5)
        return capabilities.oldest_overlapping(new, state.capabilities, state.teams, *register)

    assert (duplicate(0.6), duplicate(0.5), duplicate(1.01)) == (3, 5, NONE)
    state.teams.company[:2] = [HEAD, 7]
    assert duplicate(0.5) == NONE


def test_of_the_same_week_the_last_is_the_oldest(state):
    """Two of week 5 are equally old: the later in the list is taken; one of week 6 is not."""
    new = capability(state, 9, type=0, team=0, born=30)
    instances(state, *({"type": 0, "team": 1, "born": week} for week in (5, 5, 6)))
    found = capabilities.oldest_from(new, state.capabilities, state.teams, 0, state.objectives, 0.5, 0.5)
    assert found == 1


def test_a_build_is_entered_everywhere(state):
    """A first build, then one by another team that does not know of it, then one that does: it is hosted, listed, known and booked."""
    for name in ("minutes", "users", "moved", "ended", "successor", "migration", "noticed"):
        state.capabilities[name] = 9  # whatever was there before
    item(state, 0, needs=[4, NONE], build_effort=[70.0, 0.0])
    item(state, 1, team=1, needs=[4, NONE], build_effort=[80.0, 0.0])
    item(state, 2, team=1, needs=[4, NONE], build_effort=[90.0, 0.0])
    building.build(state, 0, 0, 2, NONE, 5)
    building.build(state, 1, 0, 2, NONE, 6)
    building.build(state, 2, 0, 2, 0, 7)
    table = state.capabilities
    assert state.counters[0].capabilities == 3
    assert (state.type_first[4], table[0].next, table[1].next, state.type_last[4]) == (0, 1, 2, 2)
    assert (state.hosts[0, 4], state.hosts[1, 4]) == (0, 2)
    assert table.duplicates[:3].tolist() == [NONE, 0, 0]
    assert table.rational[:3].tolist() == [0, 0, 1]
    assert table.noticed[:3].tolist() == [NEVER, NEVER, 7]
    for name, values in {
        "type": [4] * 3, "generation": [2] * 3, "team": [0, 1, 1], "built_for": [0, 1, 2], "born": [5, 6, 7],
        "state": [CapabilityState.BUILDING] * 3, "users": [0] * 3, "minutes": [0] * 3, "successor": [NONE] * 3,
        "migration": [NONE] * 3, "ended": [NEVER] * 3, "resolved": [NEVER] * 3, "proposed": [NEVER] * 3, "moved": [0] * 3,
    }.items():  # fmt: skip
        assert table[name][:3].tolist() == values, name
    assert len(set(table.key[:3].tolist())) == 3
    assert (state.heard[FIRST, 4], state.heard[SECOND, 4]) == (0, 2)
    assert state.items.left[:3].tolist() == [70.0, 80.0, 90.0]
    assert state.items.capability[:3].tolist() == [0, 1, 2]
    expected = [TeamAccount.FIRST_BUILD, TeamAccount.DUPLICATE_UNAWARE, TeamAccount.DUPLICATE_RATIONAL]
    assert state.items.account[:3].tolist() == expected
    state.counters[0].capabilities = len(table)
    building.build(state, 0, 0, 2, NONE, 8)
    assert state.counters[0].fault == 3


def test_reuse_costs_the_host_what_does_not_fit(state):
    """A quarter of 80 to integrate; the host extends by a twentieth where it fits, by all of it at right angles; at home by nothing."""
    state.parameters[0].integration_share = 0.25
    item(state, 0, needs=[4, NONE], build_effort=[80.0, 0.0], capability=3)
    capability(state, 0, type=4, team=1)
    building.integrate(state, FATE, 0, 0, 0, 6)
    found = state.items[0]
    assert (found.left, found.account, found.capability, found.pieces) == (20.0, TeamAccount.INTEGRATION, NONE, 1)
    assert (state.items[1].effort, state.items[1].team, state.uses[0, 4], state.capabilities[0].users) == (4.0, 1, 0, 1)
    state.objectives[0], state.capabilities[0].built_for = 0.0, 1
    state.objectives[0, 1] = 1.0
    building.integrate(state, FATE, 0, 0, 0, 6)
    assert (state.items[2].effort, state.capabilities[0].users, found.pieces) == (80.0, 1, 2)
    state.capabilities[0].team = 0
    building.integrate(state, FATE, 0, 0, 0, 6)
    assert found.pieces == 2


def test_relying_moves_from_one_instance_to_the_next(state):
    """A team relies on one instance of a type at a time; on none any more, nobody counts it."""
    for index in range(2):
        capability(state, index, type=4, team=1)
    for instance, users in ((0, [1, 0]), (0, [1, 0]), (1, [0, 1])):
        building.rely_on(state, 0, instance)
        assert state.capabilities.users[:2].tolist() == users
    for _ in range(2):
        building.rely_no_more(state, 0, 4)
        assert (state.uses[0, 4], state.capabilities.users[:2].tolist()) == (NONE, [0, 0])


@pytest.mark.parametrize(
    ("patience", "account"), [(100.0, TeamAccount.INTEGRATION), (0.0, TeamAccount.DUPLICATE_RATIONAL)]
)
def test_what_is_known_is_reused_with_patience(state, patience, account):
    """Team 0's owner has heard of team 1's: with patience it is reused, without it is built again, knowingly."""
    state.parameters[0].reuse_patience = patience
    item(state, 0, needs=[4, NONE], build_effort=[80.0, 0.0])
    current = generation(state.phases[4], 6, state.parameters[0].capability_life)
    instances(state, {"type": 4, "team": 1, "generation": current})
    state.heard[FIRST, 4] = 0
    building.meet_need(state, FATE, 0, 0, 6)
    assert state.items[0].account == account


def test_what_is_at_home_is_used_and_what_is_unknown_is_built(state):
    """A team's own instance is integrated at once; one of another team that its owner has not heard of is built a second time."""
    state.parameters[0].reuse_patience = 0.0
    current = generation(state.phases[4], 6, state.parameters[0].capability_life)
    for index in range(2):
        item(state, index, needs=[4, NONE], build_effort=[80.0, 0.0])
    instances(state, {"type": 4, "team": 0, "generation": current})
    state.hosts[0, 4] = 0
    building.meet_need(state, FATE, 0, 0, 6)
    assert (state.items[0].account, state.items[0].pieces) == (TeamAccount.INTEGRATION, 0)
    state.capabilities[0].team, state.hosts[0, 4] = 1, NONE
    building.meet_need(state, FATE, 1, 0, 6)
    assert state.items[1].account == TeamAccount.DUPLICATE_UNAWARE


def test_what_a_finished_build_does(state):
    """It goes live and its team keeps one more running; once only."""
    capability(state, 0, team=1, state=CapabilityState.BUILDING)
    found = item(state, 0, team=1, capability=0)
    for _ in range(2):
        building.finish_build(state, 0)
        assert (state.capabilities[0].state, state.teams[1].live, found.capability) == (CapabilityState.LIVE, 1, NONE)
        found.capability = 0
    found.capability = NONE


def test_what_goes_out_of_service(state):
    """One fewer runs; its host has none; a migration that waits or is under way has a minute left."""
    capability(state, 0, type=4, migration=0)
    capability(state, 1, type=4, state=CapabilityState.BUILDING)
    state.hosts[0, 4], state.teams[0].live = 0, 2
    item(state, 0, kind=Kind.MIGRATION, stage=Stage.READY, left=50.0, effort=50.0, rework=5.0)
    add_to_backlog(state.teams[0], state.items, 0)
    building.stop_serving(state, 0, CapabilityState.OUTDATED, 9)
    building.stop_serving(state, 1, CapabilityState.RETIRED, 9)
    assert state.capabilities.state[:2].tolist() == [CapabilityState.OUTDATED, CapabilityState.RETIRED]
    assert state.capabilities.ended[:2].tolist() == [9, 9]
    assert (state.teams[0].live, state.hosts[0, 4], state.teams[0].backlog_effort) == (1, NONE, 1.0)
    assert (state.items[0].effort, state.items[0].left, state.items[0].rework) == (1.0, 1.0, 0.0)
    begun = item(state, 1, kind=Kind.MIGRATION, left=50.0)
    building.cut_short(state, 1)
    assert (begun.effort, begun.left, state.teams[0].backlog_effort) == (100.0, 1.0, 1.0)
    building.retire(state, 1, 11)
    assert (state.capabilities[1].resolved, state.capabilities[0].resolved) == (11, NEVER)


def test_a_generation_ends_everywhere_at_once(state):
    """In the week in which the type is renewed all that serve are outdated and the list begins anew; in other weeks nothing happens."""
    state.parameters[0].capability_life = 26.0
    phase = state.phases[4]
    ends = next(week for week in range(1, 60) if generation(phase, week, 26.0) != generation(phase, week - 1, 26.0))
    instances(
        state,
        {"type": 4},
        {"type": 4, "state": CapabilityState.RETIRED},
        {"type": 4, "state": CapabilityState.BUILDING},
    )
    building.outdate(state, FATE, ends + 1)
    assert state.type_first[4] == 0
    building.outdate(state, FATE, ends)
    outdated, retired = CapabilityState.OUTDATED, CapabilityState.RETIRED
    assert state.capabilities.state[:3].tolist() == [outdated, retired, outdated]
    assert (state.type_first[4], state.type_last[4]) == (NONE, NONE)


def test_a_build_that_is_merged_is_stopped(state):
    """Its item goes on by reuse of the survivor; the build is retired and resolved. What is out of service cannot be merged."""
    item(state, 0, phase=0, needs=[4, NONE], build_effort=[80.0, 0.0], capability=0)
    capability(state, 0, type=4, state=CapabilityState.BUILDING, built_for=0)
    capability(state, 1, type=4, team=1, built_for=1)
    assert consolidation.merge(state, FATE, 0, 1, 9)
    losing = state.capabilities[0]
    assert (losing.state, losing.successor, losing.resolved, losing.ended) == (CapabilityState.RETIRED, 1, 9, 9)
    assert (state.items[0].account, state.uses[0, 4]) == (TeamAccount.INTEGRATION, 1)
    assert not consolidation.merge(state, FATE, 0, 1, 9)
    assert not consolidation.merge(state, FATE, 1, 0, 9)


def test_a_live_one_that_is_merged_is_migrated_first_of_all(state):
    """Two fifths of the 500 minutes it took, at the front of its team's backlog; it serves on, and is not merged twice."""
    state.parameters[0].migration_share = 0.4
    item(state, 0, stage=Stage.READY, priority=7.0)
    add_to_backlog(state.teams[0], state.items, 0)
    capability(state, 0, type=4, minutes=500)
    capability(state, 1, type=4, team=1)
    assert consolidation.merge(state, FATE, 0, 1, 9)
    piece = state.items[1]
    assert (piece.kind, piece.effort, piece.priority, piece.capability, piece.team) == (
        Kind.MIGRATION,
        200.0,
        8.0,
        0,
        0,
    )
    assert (state.teams[0].backlog, piece.next) == (1, 0)
    losing = state.capabilities[0]
    assert (losing.state, losing.migration, losing.successor) == (CapabilityState.LIVE, 1, 1)
    assert not consolidation.merge(state, FATE, 0, 1, 9)


def test_who_has_moved_off_relies_on_the_survivor(state):
    """While others use it, the merged one is kept; when its own team and all users have moved it is retired."""
    state.hosts[0, 4] = 0
    losing = capability(state, 0, type=4, successor=1, users=1)
    capability(state, 1, type=4, team=1)
    piece = item(state, 0, kind=Kind.MIGRATION, capability=0)
    consolidation.finish_migration(state, item(state, 1, kind=Kind.MIGRATION, capability=0, team=1), 9)
    assert losing.moved == 0
    consolidation.finish_migration(state, piece, 9)
    assert (losing.moved, losing.state, state.uses[0, 4], state.hosts[0, 4]) == (1, CapabilityState.LIVE, 1, NONE)
    assert state.capabilities[1].users == 1
    losing.users = 0
    consolidation.finish_migration(state, piece, 10)
    assert (losing.state, losing.resolved) == (CapabilityState.RETIRED, 10)


def test_users_move_over_as_they_hear_of_it(state):
    """Team 0 uses the merged one; its owner meets the owner of the survivor's team for hours without end, and moves with certainty."""
    state.parameters[0].migration_share, state.parameters[0].integration_share = 0.4, 0.25
    capability(state, 0, type=4, team=1, successor=1, minutes=500, users=1, moved=1)
    capability(state, 1, type=4, team=1)
    state.hosts[1, 4], state.uses[0, 4] = 1, 0
    adoption.adopt(state, FATE, 13)
    assert (adoption.exposure(state, 0, 1), state.uses[0, 4]) == (0.0, 0)
    tie(state, 0, FIRST, SECOND, trust=1.0, minutes=60 * 1000)
    assert adoption.exposure(state, 0, 1) == 1000.0
    adoption.adopt(state, FATE, 26)
    assert (state.uses[0, 4], state.capabilities.users[:2].tolist()) == (1, [0, 1])
    assert (state.items[0].kind, state.items[0].team, state.items[0].effort) == (Kind.MIGRATION, 0, 50.0)
    assert (state.capabilities[0].state, state.capabilities[0].resolved) == (CapabilityState.RETIRED, 26)
    assert adoption.is_on(state, 1, 1)
    assert adoption.is_on(state, 0, 1)
    assert not adoption.is_on(state, 0, 0)


def test_what_is_noticed_is_proposed_or_reported(state):
    """Who may propose a merger prepares one; who may not reports to the next above who may; not twice within half a year."""
    state.parameters[0].consolidation = 1
    state.posts.rights[LEAD, Action.CONSOLIDATE] = Right.PROPOSE
    for index in range(2):
        capability(state, index, type=4, team=index, noticed=NEVER, proposed=NEVER, duplicates=index - 1)
    news.notice(state, FATE, LEAD, HEAD, 1, 0, 9)
    first = state.requests[0]
    assert (first.errand, first.turn, first.at, first.subject, first.other, first.opened) == (
        Errand.CONSOLIDATION, Turn.PREPARE, LEAD, 1, 0, 10 * WEEK
    )  # fmt: skip
    assert state.capabilities.noticed[:2].tolist() == [NEVER, 9]
    assert (state.capabilities[1].noticed_by, state.capabilities[1].noticed_from) == (LEAD, HEAD)
    for week, count in ((9 + news.PROPOSAL_PAUSE - 1, 1), (9 + news.PROPOSAL_PAUSE, 2)):
        news.notice(state, FATE, FIRST, HEAD, 1, 0, week)
        assert state.counters[0].requests == count
    second = state.requests[1]
    assert (second.errand, second.turn, second.at, second.author) == (Errand.REPORT, Turn.DECIDE, LEAD, LEAD)
    assert (state.capabilities[1].noticed, state.capabilities[1].noticed_by) == (9, LEAD)
    state.posts.rights[:] = Right.NONE
    news.notice(state, FATE, FIRST, HEAD, 0, 1, 99)
    state.parameters[0].consolidation = 0
    news.notice(state, FATE, LEAD, HEAD, 0, 1, 99)
    assert (state.counters[0].requests, state.capabilities[0].noticed) == (2, NEVER)


def scratch(room=64):
    """Return room for what somebody is told."""
    whole, words = (np.zeros((5, room), np.int64), np.zeros((2, room), np.uint64))
    return news.Notes(*whole, *words, np.zeros(room))


def tell(state, post, source, instance, hours, week=9):
    """Tell the holder of a post of an instance, and let the holder give it some hours of attention."""
    notes = scratch()
    pairs = news.hear(state, post, instance, source, 0.0, 0, notes)
    news.compare(state, FATE, post, pairs, hours, 0.0, week, notes)
    return pairs


def test_who_hears_of_two_that_are_alike_notices(state):
    """With attention without end: of the same type, by its own team and by what was heard; not of the same team, nor when retired."""
    state.parameters[0].notice_effect, state.parameters[0].consolidation = 1e9, 0
    instances(
        state,
        {"type": 4, "team": 0, "duplicates": NONE, "noticed": NEVER},
        {"type": 4, "team": 1, "duplicates": 0, "noticed": NEVER},
    )
    state.hosts[0, 4] = 0
    state.capabilities[0].state = CapabilityState.RETIRED
    tell(state, FIRST, HEAD, 1, 0.5)
    assert (state.capabilities[1].noticed, state.heard[FIRST, 4]) == (NEVER, 1)
    state.capabilities[0].state = CapabilityState.LIVE
    tell(state, FIRST, HEAD, 1, 0.0)
    assert state.capabilities[1].noticed == NEVER
    tell(state, FIRST, HEAD, 1, 0.5)
    assert state.capabilities[1].noticed == 9
    state.capabilities[1].noticed, state.capabilities[1].team = NEVER, 0
    tell(state, FIRST, HEAD, 1, 0.5)
    assert state.capabilities[1].noticed == NEVER
    state.capabilities[1].state = CapabilityState.OUTDATED
    state.heard[LEAD] = NONE
    tell(state, LEAD, HEAD, 1, 0.5)
    assert state.heard[LEAD, 4] == NONE


def test_news_travels_over_a_tie(state):
    """60 minutes at full trust are two messages of 30 each about the only thing the other knows; nothing without contact."""
    state.parameters[0].minutes_per_message, state.parameters[0].audit_share = 30.0, 0.0
    tie(state, 0, FIRST, SECOND, trust=1.0, person=NONE)
    state.ties.person[:2], state.ties.minutes[1] = [SECOND, FIRST], 0  # what was told is not told back
    instances(state, {"type": 4, "team": 1})
    state.recent[SECOND, int(state.capabilities[0].key) % RECENT] = 0
    state.posts.met[:4], state.posts.portfolio_left[:] = 0, 0
    news.exchange_news(state, FATE, 3)
    assert state.heard[FIRST, 4] == NONE
    state.posts.met[:4] = 60
    news.exchange_news(state, FATE, 3)
    assert state.heard[[HEAD, LEAD, FIRST, SECOND], 4].tolist() == [NONE, NONE, 0, NONE]


def test_a_launch_that_seems_harmful_is_taken_back(state):
    """A promise of 4 that fits by 1 on a scale of 2 less 1.5 each is worth 1; one of 2 is worth -1, and is taken back at a quarter."""
    register = state.parameters[0]
    register.measurement_noise, register.value_shift, register.products = 0.0, 1.5, 1
    register.rollback_exposure, register.running_share = 0.25, 0.0
    state.strategy[1] = 0.0
    state.strategy[1, 0] = 1.0
    scale = state.objectives.shape[1]
    state.objectives[:2, 0] = 1.0 / scale
    for index, promise in enumerate((4.0, 2.0)):
        found = item(state, index, promise=promise, scale=2.0, latent=3.0, finished=14)
        launches.launch(state, FATE, index, 14)
        assert (found.fit, found.measured) == (pytest.approx(1.0), pytest.approx(promise - 3.0))
    assert state.items.realised[:2].tolist() == pytest.approx([1.0, -0.25])
    assert (state.teams[0].service, state.teams[0].lines, state.teams[0].defects) == (0, 1, 3.0)
    assert state.items[0].worth == pytest.approx(1.0)
    assert state.pulse[1].revenue == pytest.approx(-0.25)
    piece = state.items[int(state.teams[0].backlog)]
    assert (piece.kind, piece.effort, piece.parent, piece.week) == (Kind.ROLLBACK, 15.0, 1, 15)


def test_a_quarter_of_a_product(state):
    """Without defects a launch brings its part to the last cent; a harmful one keeps harming though customers are unhappy."""
    register = state.parameters[0]
    register.product_life, register.service_life, register.running_share = 26.0, 52.0, 0.0
    for index, worth in enumerate((10.0, -4.0)):
        item(state, index, gains=worth, finished=10 + 10 * index, next=index + 1 if index == 0 else NONE)
    state.teams[0].service, state.teams[0].lines = 0, 2
    state.teams[0].defects = customers.DEFECT_TOLERANCE * 5
    state.teams[0].delight = customers.usual_delight(5)
    products.run_products(state, FATE, 26)
    share, unhappy = products.earned_share(26.0), 1 - np.exp(-1.0)
    satisfied = 0.75 * (1 - unhappy)
    assert state.pulse[2].revenue == pytest.approx(share * (10.0 * (1 + 0.5 * (satisfied - 0.75)) - 4.0))
    assert state.items.worth[:2].tolist() == pytest.approx([10.0 * (1 - share), -4.0 * (1 - share)])
    products.run_products(state, FATE, 62)
    assert (state.teams[0].service, state.teams[0].lines) == (1, 1)
    customers.tally_satisfaction(state, 0, 2)
    assert state.pulse[2].satisfaction == pytest.approx(100 * satisfied)
    assert state.pulse[2].product_weeks == 1.0


def test_legacy_goes_out_of_service_at_an_even_pace(state):
    """A tenth of five engineers' time at the start, half of that at half the service life, nothing at the end of it and after."""
    register = state.parameters[0]
    register.legacy_share, register.service_life = 0.1, 100.0
    found = [products.legacy_minutes(5, week, register) for week in (0, 50, 100, 150)]
    assert found == pytest.approx([1200.0, 600.0, 0.0, 0.0])


def test_what_a_post_sees(state):
    """The lead sees the teams of those below, the head all; each product manager its own, and the other's when they meet; all once."""
    insight.find_holders(state.posts, state.teams)

    def sees(post):
        return state.in_sight[: insight.look_around(state, post)].tolist()

    assert [sees(post) for post in (HEAD, LEAD, FIRST, SECOND)] == [[0, 1], [0, 1], [0], [1]]
    tie(state, 0, FIRST, SECOND)
    assert (sees(FIRST), sees(SECOND)) == ([0, 1], [1, 0])
    state.ties.agreed[:2] = 0
    assert sees(FIRST) == [0]
    tie(state, 0, LEAD, SECOND)
    assert (sees(LEAD), sees(SECOND)) == ([0, 1], [1])
    state.posts[SECOND].person = NONE
    insight.find_holders(state.posts, state.teams)
    assert state.posts.first_held[:4].tolist() == [NONE, 1, 0, NONE]


def test_raters_with_insight_into_two_domains_are_calibrated(state):
    """The lead is, a product manager is not; with both teams in one domain nobody is."""
    state.posts.rater[:4] = [0, 1, 1, 0]
    rubric.count_raters(state)
    assert state.posts.calibrated[[LEAD, FIRST]].tolist() == [1, 0]
    assert (rubric.insight(state, LEAD), rubric.insight(state, FIRST)) == (2, 1)
    state.teams.domain[1] = 0
    rubric.count_raters(state)
    assert state.posts.calibrated[[LEAD, FIRST]].tolist() == [0, 0]
    assert state.counters[0].raters == 2


def test_raters_score_while_they_have_time(state):
    """Two raters beside the decider: the mean of what it is worth to three; without time, to two; without raters, to the decider alone.

    To the lead it is a loss, which counts as such.
    """
    state.parameters[0].minutes_to_rate, state.parameters[0].case_noise, state.parameters[0].value_shift = (
        15.0,
        0.0,
        9.0,
    )
    state.posts.tilt, state.posts.desk[:4], state.posts.planning_due[:4] = 0.0, 100, 0
    item(state, 0, promise=4.0)
    state.beliefs[:4] = 0.0
    state.beliefs[:4, 0] = [1.0, 0.5, 0.25, 1.0]
    state.beliefs[:4, 1] = [0.0, 0.5, 0.75, 0.0]
    own = [judgement.judged_by(state, FATE, post, 0) for post in range(4)]
    assert own[HEAD] > 0.0 > own[LEAD]
    assert rubric.rated_case(state, FATE, HEAD, 0, Action.FUND, NONE) == own[HEAD]
    state.posts.rater[:4] = [0, 1, 1, 0]
    rubric.count_raters(state)
    everybody = rubric.rated_case(state, FATE, HEAD, 0, Action.FUND, NONE)
    assert everybody == pytest.approx((own[HEAD] + own[LEAD] + own[FIRST]) / 3)
    assert state.posts.planning_due[:4].tolist() == [0, 15, 15, 0]
    state.posts.planning_due[FIRST] = 86
    assert rubric.rated_case(state, FATE, HEAD, 0, Action.FUND, NONE) == pytest.approx((own[HEAD] + own[LEAD]) / 2)
    state.posts[LEAD].person = NONE
    assert rubric.rated_case(state, FATE, HEAD, 0, Action.FUND, NONE) == own[HEAD]
    assert (voices.has_time(state.posts[FIRST], 14.0), voices.has_time(state.posts[FIRST], 15.0)) == (True, False)


def test_analytics_and_who_measures(state):
    """The owner's skill counts; without an owner a usual one does."""
    register = state.parameters[0]
    register.measurement_noise, register.skill_effect, register.products, register.value_shift = 0.5, 2.0, 0, 0.0
    errors = []
    for skill, held in ((0.5, True), (1.0, True), (1.0, False)):
        state.people.skills[:4, Skill.ANALYTICS] = skill
        state.posts.person[:4] = range(4) if held else NONE
        found = item(state, 0, promise=1000.0, scale=1.0)
        launches.launch(state, FATE, 0, 3)
        errors.append(float(found.measured - found.promise * found.fit))
    assert errors[1] / errors[0] == pytest.approx(np.exp(-1.0))
    assert errors[2] == pytest.approx(errors[0])


def test_faults_of_full_tables_are_told(state):
    """A request that finds no room is no request, and the run will say so."""
    from orgsim.engine.mechanisms.decisions.requests import new_request

    full = filled(work_records.REQUEST, 1)
    state = replace(state, requests=full)
    assert new_request(full, state.counters[0], Errand.CASE, 1, 0, 0, 0) == 0
    assert new_request(full, state.counters[0], Errand.CASE, 1, 0, 0, 0) == NONE
    assert state.counters[0].fault == 1


def test_a_report_becomes_a_proposal_of_who_reads_it(state):
    """The lead reads what a product manager has noticed, and from then on prepares a merger in the lead's own name."""
    request = state.requests[0]
    request.errand, request.turn, request.author, request.at, request.key = Errand.REPORT, Turn.DECIDE, FIRST, LEAD, 8
    errands.settle_report(state, FATE, 0, 7 * WEEK)
    assert (request.errand, request.turn, request.author, request.at) == (
        Errand.CONSOLIDATION,
        Turn.PREPARE,
        LEAD,
        LEAD,
    )
    assert (state.desks[LEAD].head, request.arrived) == (0, 7 * WEEK)
