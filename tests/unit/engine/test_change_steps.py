"""People come and go, teams and posts close, and designs change: each step in a firm of four, worked by hand."""

import math
from dataclasses import replace

import numpy as np
import pytest
from tests.unit.engine.firm import FATE, FIRST, HEAD, LEAD, SECOND, capability, firm, item, tie
from tests.unit.engine.records import filled

from orgsim.engine import ladder_records
from orgsim.engine import records as layout
from orgsim.engine.mechanisms.change import handover, reorganisation
from orgsim.engine.mechanisms.decisions.authority import measure_tree
from orgsim.engine.mechanisms.people import hiring, staffing
from orgsim.engine.mechanisms.work.backlog import add_to_backlog
from orgsim.engine.vocabulary import (
    MINUTES_PER_WEEK,
    NEVER,
    NONE,
    Action,
    CapabilityState,
    Errand,
    Happening,
    ItemAccount,
    Kind,
    Layer,
    Opened,
    Right,
    Skill,
    Stage,
)

WEEK = MINUTES_PER_WEEK


@pytest.fixture
def state():
    """Return the firm before anything has happened."""
    return firm()


def queue(state, desk, *requests):
    """Let requests, made at minute 0, wait at a desk in this order."""
    state.desks[desk].head = requests[0]
    for place, index in enumerate(requests):
        request = state.requests[index]
        request.at, request.key, request.author = desk, 70 + index, FIRST
        request.next = requests[place + 1] if place + 1 < len(requests) else NONE
    state.counters[0].requests = max(requests) + 1


def waiting(state, desk):
    """Return the requests at a desk, in order."""
    found, index = [], int(state.desks[desk].head)
    while index != NONE:
        found.append(index)
        index = int(state.requests[index].next)
    return found


def test_a_vacated_post_asks_for_nothing_and_its_superior_acts(state):
    """Its place in the chain is noted, its cases are dropped, its friendships end, and what waits at its desk goes to the lead."""
    tie(state, 0, FIRST, SECOND, layer=Layer.INFORMAL)
    state.tie_plan[:] = 1.0
    post = state.posts[FIRST]
    post.requested, post.planning_due, post.serving, post.stirred = 1, 300, 2, 0
    queue(state, FIRST, 0, 1)
    served = state.requests[2]
    served.began, served.booked_until, served.at, served.key, served.left = 9 * WEEK, 8 * WEEK, FIRST, 60, 30
    staffing.vacate(state, FIRST, 10, 2, Opened.MOVE)
    assert (post.person, post.vacant_since, post.requested, post.chain, post.began) == (NONE, 10, 0, 2, Opened.MOVE)
    assert (post.planning_due, post.serving, state.counters[0].people_changed) == (0, NONE, 1)
    assert state.posts.stirred[[FIRST, SECOND]].tolist() == [1, 1]
    assert state.ties.weight[:2].tolist() == [0.0, 0.0]
    assert state.tie_plan[:, :2].sum() == 0.0
    assert waiting(state, FIRST) == []
    assert sorted(waiting(state, LEAD)) == [0, 1, 2]
    assert state.requests.at[:3].tolist() == [LEAD] * 3
    assert (served.began, served.left) == (NEVER, 30)
    assert state.item_book[0, [ItemAccount.REQUEST_QUEUE, ItemAccount.REQUEST_SERVICE]].tolist() == [WEEK, WEEK]


def test_a_shared_desk_goes_on_with_who_is_left(state):
    """Two posts share a desk; when one is vacated the other goes on with what waits there."""
    state.posts[SECOND].queue = FIRST
    reorganisation.link_desks(state.posts, state.desks, state.desk_order)
    assert (state.desks[FIRST].servers, state.desks[SECOND].servers) == (2, 0)
    queue(state, FIRST, 0)
    staffing.vacate(state, FIRST, 10, 1, Opened.EXIT)
    assert (waiting(state, FIRST), waiting(state, LEAD)) == ([0], [])
    staffing.vacate(state, SECOND, 10, 1, Opened.EXIT)
    assert (waiting(state, FIRST), waiting(state, LEAD)) == ([], [0])


def test_working_ties_outlive_their_people(state):
    """Only friendships end with a person; the other ties are of the posts."""
    tie(state, 0, FIRST, SECOND, layer=Layer.WORKING)
    staffing.vacate(state, FIRST, 10, 1, Opened.EXIT)
    assert state.ties.weight[:2].tolist() == [1.0, 1.0]


def test_a_new_holder_is_a_stranger_who_knows_the_products(state):
    """Trust is that of strangers at both ends, the requisition is closed, and the capability of the team is known."""
    state.parameters[0].first_trust = 0.2
    tie(state, 0, FIRST, SECOND, trust=0.9)
    capability(state, 0, type=3, team=0)
    state.hosts[0, 3] = 0
    post = state.posts[FIRST]
    post.person, post.requested, post.inside, post.chain, post.occupants = NONE, 1, 1, 2, 4
    row = staffing.free_row(state.people, state.counters[0])
    assert row == 4
    staffing.seat(state, row, FIRST, 20)
    assert (state.people[row].post, state.people[row].started, post.person) == (FIRST, 20, row)
    assert (post.requested, post.inside, post.chain, post.occupants) == (0, 0, 0, 5)
    assert state.ties.trust[:2].tolist() == [0.2, 0.2]
    assert state.heard[row, 3] == 0
    assert state.counters[0].people_changed == 1


def test_who_joins_in_a_used_row_knows_nothing_of_it(state):
    """News, level and mood of the predecessor are gone, the superior says what the strategy is; stated skills hold for the first only."""
    state.parameters[0].skill_spread, state.parameters[0].belief_spread = 0.2, 0.0
    post = state.posts[FIRST]
    post.person, post.occupants, post.skills_known = NONE, 0, (1 << len(Skill)) - 1
    post.skills[:] = 0.7
    person = state.people[FIRST]
    state.people.post[FIRST], state.counters[0].first_free = NONE, 0
    person.coached, person.taught, person.engagement, person.level, person.boss = 9.0, 9.0, 3.0, 0, 7
    state.heard[FIRST], state.recent[FIRST] = 5, 5
    before = int(state.counters[0].joined)
    state.beliefs[LEAD] = state.strategy[0][::-1]
    staffing.join(state, FATE, FIRST, 20)
    assert person.post == FIRST
    assert (person.coached, person.taught, person.engagement, person.level, person.boss) == (0.0, 0.0, 0.0, NONE, NONE)
    assert (state.heard[FIRST] == NONE).all()
    assert (state.recent[FIRST] == NONE).all()
    assert person.number == state.counters[0].joined == before + 1
    stated = [skill for skill in Skill if skill != Skill.OVERALL]
    assert person.skills[stated].tolist() == pytest.approx([0.7] * len(stated))
    assert state.beliefs[FIRST].tolist() == pytest.approx(state.beliefs[LEAD].tolist())
    assert state.first_beliefs[FIRST].tolist() == state.beliefs[FIRST].tolist()
    staffing.vacate(state, FIRST, 21, 1, Opened.EXIT)
    person.post, state.counters[0].first_free = NONE, 0
    staffing.join(state, FATE, FIRST, 22)
    assert len({round(float(skill), 9) for skill in person.skills[stated]}) == len(stated)


def test_first_beliefs_are_blurred_less_by_strategists(state):
    """The spread of 0.8 is e^-0.5 of that for the best and e^0.5 for the worst, whatever is drawn."""
    state.parameters[0].belief_spread, state.parameters[0].skill_effect, state.parameters[0].skill_spread = (
        0.8,
        1.0,
        0.0,
    )
    state.beliefs[LEAD] = state.strategy[0]
    blurs = []
    for skill in (1.0, 0.5, 0.0):
        state.posts.skills[FIRST, Skill.STRATEGY] = skill
        state.posts[FIRST].person, state.posts[FIRST].occupants = NONE, 5
        state.people.post[FIRST], state.counters[0].first_free = NONE, 0
        staffing.join(state, FATE, FIRST, 3)
        ratio = np.log(state.beliefs[FIRST] / state.strategy[0])
        blurs.append(float(ratio[0] - ratio[1]))
    assert blurs[0] / blurs[1] == pytest.approx(math.exp(-0.5))
    assert blurs[2] / blurs[1] == pytest.approx(math.exp(0.5))


def test_coaching_goes_with_the_own_work(state):
    """With everything carried over, one spread above in discovery and three in execution are two spreads above in coaching."""
    state.parameters[0].skill_spread, state.parameters[0].transfer = 0.1, 1.0
    post, person = state.posts[FIRST], state.people[FIRST]
    post.skills[:], person.skills[:] = 0.5, 0.5
    person.skills[Skill.DISCOVERY], person.skills[Skill.EXECUTION] = 0.6, 0.8
    assert staffing.drawn_coaching(post, person, state.parameters[0], FATE) == pytest.approx(0.7)
    person.skills[Skill.EXECUTION] = 2.0
    assert staffing.drawn_coaching(post, person, state.parameters[0], FATE) == 1.0


def test_exits_are_counted_in_full_time(state):
    """A departure of half a post is half an exit, and regretted when there was a good rating; the post is vacant from next week."""
    state.parameters[0].attrition = 0
    state = replace(state, events=filled(layout.EVENT, 2, kind=Happening.DEPARTURE, week=14, subject=[FIRST, SECOND]))
    state.posts.minutes[FIRST] = WEEK // 2
    state.people.reviews[:4], state.people.rating[:4] = 1, [0.0, 0.0, 0.5, -0.5]
    state.counters[0].first_free = 4
    staffing.quit_some(state, FATE, 13)
    assert state.pulse.exits.sum() == 0.0
    staffing.quit_some(state, FATE, 14)
    assert (state.pulse[1].exits, state.pulse[1].regretted) == (1.5, 0.5)
    assert state.posts.person[:4].tolist() == [0, 1, NONE, NONE]
    assert state.posts.vacant_since[[FIRST, SECOND]].tolist() == [15, 15]
    assert state.people.post[:4].tolist() == [HEAD, LEAD, NONE, NONE]
    assert state.counters[0].first_free == FIRST


def test_who_is_unhappy_enough_leaves(state):
    """At an engagement of -50 all leave who may: not with attrition off, and not from a post without hours."""
    register = state.parameters[0]
    register.attrition_rate, register.attrition, register.promotions = 0.1, 0, 0
    register.engagement, register.engagement_effect, state.people.engagement[:] = 1, 1.0, -50.0
    staffing.quit_some(state, FATE, 0)
    assert state.posts.person[:4].tolist() == [0, 1, 2, 3]
    register.attrition = 1
    state.posts.minutes[FIRST] = 0
    staffing.quit_some(state, FATE, 0)
    assert state.posts.person[:4].tolist() == [NONE, NONE, FIRST, NONE]


def test_a_requisition_is_asked_for_where_somebody_may_staff(state):
    """The lead may only propose: it goes to the head, who may approve. With nobody above, the search starts at once."""
    state.posts.rights[LEAD, Action.STAFF], state.posts.rights[HEAD, Action.STAFF] = Right.PROPOSE, Right.APPROVE
    post = state.posts[FIRST]
    post.person, post.starts, post.hire_weeks = NONE, 99, 4.0
    hiring.request_hire(state, FATE, FIRST, 7)
    request = state.requests[0]
    assert (post.requested, post.starts, state.counters[0].requests) == (1, NEVER, 1)
    assert (request.errand, request.subject, request.author, request.at, request.opened) == (
        Errand.REQUISITION, FIRST, FIRST, HEAD, 7 * WEEK
    )  # fmt: skip
    hiring.request_hire(state, FATE, HEAD, 7)
    assert state.counters[0].requests == 1
    assert state.posts[HEAD].starts >= 8
    state.posts.person[:4] = NONE
    hiring.request_hire(state, FATE, FIRST, 7)
    assert state.counters[0].requests == 1
    assert post.starts >= 8


def test_a_vacancy_costs_its_manager_interviews(state):
    """While somebody is searched for, four hours a week of the lead's; not before the search, and every week counts as vacant."""
    post = state.posts[FIRST]
    post.person, post.requested, post.starts, post.vacant_since = NONE, 1, 20, 13
    hiring.fill_vacancies(state, FATE, 13)
    assert state.posts.interviews_due[:4].tolist() == [0, hiring.INTERVIEW_MINUTES, 0, 0]
    assert state.item_book[1, ItemAccount.VACANCY] == WEEK
    post.starts = NEVER
    hiring.fill_vacancies(state, FATE, 14)
    post.vacant_since = 16
    hiring.fill_vacancies(state, FATE, 15)
    assert state.posts.interviews_due[LEAD] == hiring.INTERVIEW_MINUTES
    assert state.item_book[1, ItemAccount.VACANCY] == 2 * WEEK
    post.minutes, post.vacant_since = 0, 13
    hiring.fill_vacancies(state, FATE, 16)
    assert state.item_book[1, ItemAccount.VACANCY] == 2 * WEEK


def test_nobody_is_asked_for_or_starts_while_hiring_is_frozen(state):
    """In a freeze neither a requisition is made nor does anybody start; the week after, both happen; with hiring off nothing does."""
    state = replace(state, events=filled(layout.EVENT, 1, kind=Happening.FREEZE, week=5, until=7))
    first, second = state.posts[FIRST], state.posts[SECOND]
    for post in (first, second):
        post.person, post.requested, post.starts = NONE, 0, NEVER
    state.people.post[[FIRST, SECOND]] = NONE
    second.requested, second.starts = 1, 4
    state.parameters[0].hiring = 0
    for week in (5, 6):
        hiring.fill_vacancies(state, FATE, week)
        assert (first.requested, second.person) == (0, NONE)
    hiring.fill_vacancies(state, FATE, 7)
    assert (first.requested, second.person != NONE) == (0, True)
    state.parameters[0].hiring = 1
    hiring.fill_vacancies(state, FATE, 8)
    assert first.requested == 1


def test_a_search_begins_inside_where_the_ladder_says_so(state):
    """A level with seats and no share from outside offers the post inside from next week on; a share of all of it looks outside."""
    tiers = filled(ladder_records.LEVEL, 1, seat_bound=1, outside_share=0.0)
    state = replace(state, levels=tiers)
    post = state.posts[FIRST]
    post.level, post.starts, post.inside, state.parameters[0].promotions = 0, NEVER, 0, 1
    hiring.start_search(state, FATE, FIRST, 5)
    assert (post.inside, post.offered, post.starts) == (1, 6, NEVER)
    tiers[0].outside_share, post.inside = 1.0, 0
    hiring.start_search(state, FATE, FIRST, 5)
    assert (post.inside, post.starts >= 6) == (0, True)
    for holder, name in ((tiers[0], "seat_bound"), (state.parameters[0], "promotions"), (post, "level")):
        before, tiers[0].outside_share, post.starts = holder[name], 0.0, NEVER
        holder[name] = NONE if name == "level" else 0
        hiring.start_search(state, FATE, FIRST, 5)
        assert (post.inside, post.starts >= 6) == (0, True), name
        holder[name] = before


def test_a_closed_team_leaves_everything_to_the_other_of_its_domain(state):
    """Backlog without rework, ideas as ideas, the capability with its team's account, what it relied on no longer, launches in service."""
    state.teams.domain[1] = 0
    state.teams[0].active = 0
    reorganisation.link_teams(state.posts, state.domains, state.teams)
    state.parameters[0].handover_rework = 0.5
    item(state, 0, stage=Stage.READY, started=NEVER, booked_until=8 * WEEK)
    add_to_backlog(state.teams[0], state.items, 0)
    item(state, 1, stage=Stage.IDEA)
    state.teams[0].pool = 1
    capability(state, 0, type=2, team=0)
    capability(state, 1, type=3, team=1, users=1)
    state.hosts[0, 2], state.uses[0, 3], state.teams[0].live = 0, 1, 1
    handover.close_team(state, 0, 9)
    assert (state.teams[1].backlog, state.teams[1].pool) == (0, 1)
    assert (state.items.team[:2].tolist(), state.items.rework[:2].tolist()) == ([1, 1], [0.0, 0.0])
    assert state.item_book[0, ItemAccount.BACKLOG] == WEEK
    assert (state.hosts[0, 2], state.hosts[1, 2], state.capabilities[0].team) == (NONE, 0, 1)
    assert state.teams.live[:2].tolist() == [0, 1]
    assert (state.uses[0, 3], state.capabilities[1].users) == (NONE, 0)


def test_the_last_team_of_a_domain_gives_up_what_it_has(state):
    """Work in hand and funded work is cancelled, ideas expire, the piece of another's is no longer owed, capabilities go out of date."""
    state.teams[0].active = 0
    reorganisation.link_teams(state.posts, state.domains, state.teams)
    item(state, 0, team=1, pieces=1)
    item(state, 1, kind=Kind.SUPPORT, parent=0, booked_until=8 * WEEK)
    item(state, 2, stage=Stage.IDEA, booked_until=8 * WEEK)
    item(state, 3, booked_until=8 * WEEK)
    state.slots[0, 0], state.teams[0].working, state.teams[0].pool, state.teams[0].parked = 1, 1, 2, 3
    capability(state, 0, type=2, team=0)
    capability(state, 1, type=3, team=0)
    state.hosts[0, 2], state.teams[0].live = 0, 2
    handover.close_team(state, 0, 9)
    assert state.items.stage[1:4].tolist() == [Stage.CANCELLED, Stage.EXPIRED, Stage.CANCELLED]
    assert state.items.closed[1:4].tolist() == [9 * WEEK] * 3
    assert state.items[0].pieces == 0
    assert state.item_book[0, [ItemAccount.WORKING, ItemAccount.IDEA]].tolist() == [2 * WEEK, WEEK]
    assert state.capabilities.state[:2].tolist() == [CapabilityState.OUTDATED] * 2
    assert (state.teams[0].live, state.hosts[0, 2]) == (0, NONE)


def test_what_cannot_be_bequeathed_goes_out_of_service(state):
    """The successor hosts one of the type already, or the capability is being merged: then it is outdated instead of handed on."""
    state.teams.domain[1] = 0
    state.teams[0].active = 0
    reorganisation.link_teams(state.posts, state.domains, state.teams)
    for kind in range(2):
        capability(state, kind, type=kind, team=0, migration=NONE)
        state.hosts[0, kind] = kind
    capability(state, 2, type=0, team=1)
    state.hosts[1, 0] = 2
    item(state, 5, stage=Stage.READY, effort=50.0, left=50.0)
    add_to_backlog(state.teams[0], state.items, 5)
    state.capabilities[1].migration = 5
    state.teams[0].live = 2
    for kind in range(2):
        handover.bequeath(state, 0, kind, 9)
    assert state.capabilities.state[:2].tolist() == [CapabilityState.OUTDATED] * 2
    assert state.capabilities.ended[:2].tolist() == [9, 9]
    assert (state.hosts[0, 0], state.hosts[0, 1], state.hosts[1, 0]) == (NONE, NONE, 2)
    assert (state.items[5].effort, state.items[5].left, state.teams[0].backlog_effort, state.teams[0].live) == (
        1.0,
        1.0,
        1.0,
        0,
    )


def plan_without(state, *closed):
    """Let the design close posts in its second stage."""
    plan = np.concatenate([state.post_plan[:1]] * 2).view(np.recarray)
    for name in ("active", "manager", "minutes", "level", "queue", "helps", "rights"):
        plan[name][:] = state.posts[name]
    for post in closed:
        plan.active[1, post] = 0
    return replace(state, post_plan=plan)


def test_requests_of_closed_posts_go_to_their_heirs(state):
    """The first product manager's post closes: what waits at it, is served by it, or was to be decided by it goes to the lead."""
    state = plan_without(state, FIRST)
    queue(state, FIRST, 0)
    state.requests[0].author, state.requests[0].decider = SECOND, FIRST
    served = state.requests[1]
    served.at, served.author, served.key, served.began, served.booked_until = FIRST, FIRST, 5, 8 * WEEK, 8 * WEEK
    state.posts[FIRST].serving = 1
    handover.name_heirs(state, 1)
    assert state.posts.heir[:4].tolist() == [HEAD, LEAD, LEAD, SECOND]
    state.posts[FIRST].active = 0
    handover.move_requests(state, 9)
    assert sorted(waiting(state, LEAD)) == [0, 1]
    assert (state.requests[0].author, state.requests[0].decider, served.author) == (SECOND, LEAD, LEAD)
    assert (served.began, state.posts[FIRST].serving) == (NEVER, NONE)
    assert handover.heir_of(state.posts, NONE) == NONE
    assert handover.heir_of(state.posts, SECOND) == SECOND


def test_a_request_in_service_elsewhere_is_readdressed_too(state):
    """The lead serves a question of the first product manager when that post closes: its author is the heir from then on."""
    state = plan_without(state, FIRST)
    state.requests[0].author, state.requests[0].decider, state.requests[0].at = FIRST, LEAD, LEAD
    state.posts[LEAD].serving = 0
    handover.name_heirs(state, 1)
    state.posts[FIRST].active = 0
    handover.move_requests(state, 9)
    assert (state.requests[0].author, state.requests[0].at, state.posts[LEAD].serving) == (LEAD, LEAD, 0)


def test_who_is_settled_and_who_is_not(state):
    """A changed superior or right unsettles for eight weeks, whether in reviews or not; a right to review alone does not."""
    state = plan_without(state)
    state.posts.unsettled_until[:] = 0
    state.post_plan.manager[1, SECOND] = HEAD
    state.post_plan.rights[1, LEAD, Action.FUND] = Right.DECIDE
    state.post_plan.rights[1, FIRST, Action.REVIEW] = Right.DECIDE
    reorganisation.note_unsettled(state, 0, 20)
    assert state.posts.unsettled_until[:4].tolist() == [0, 0, 0, 0]
    reorganisation.note_unsettled(state, 1, 20)
    assert state.posts.unsettled_until[:4].tolist() == [0, 28, 0, 28]
    state.post_plan.active[1, LEAD], state.posts.unsettled_until[:] = 0, 0
    reorganisation.note_unsettled(state, 1, 20)
    assert state.posts.unsettled_until[:4].tolist() == [0, 0, 0, 28]


def test_people_of_posts_that_close_and_open(state):
    """One is dismissed, one post is opened as filled and one as vacant; where the level of a held post changes, so does the person's."""
    state = plan_without(state, FIRST)
    plan = state.post_plan
    plan.active[1, 4:6], plan.filled[:], plan.manager[1, 4:6], plan.minutes[1, 4:6] = 1, 0, LEAD, WEEK
    plan.filled[1, 4] = 1
    state.posts.vacant_since[:] = 0
    reorganisation.change_posts(state, 1)
    reorganisation.change_people(state, FATE, 1, 20)
    assert state.posts.person[:4].tolist() == [0, 1, NONE, 3]
    assert state.posts[4].person == FIRST  # the row of the dismissed is free again
    assert state.people[FIRST].started == 20
    assert (state.posts[5].person, state.posts[5].vacant_since, state.posts[5].began) == (NONE, 20, Opened.GROWTH)


def test_a_new_tie_starts_with_strangers(state):
    """Trust of 0.6 on what is there at the start, of strangers on what comes later; what goes on keeps its trust."""
    state.parameters[0].first_trust = 0.2
    for row in (0, 2):
        tie(state, row, FIRST, SECOND, weight=0.0, trust=0.9)
    state.ties.weight[2:4] = 0.5
    plan = np.zeros((2, len(state.ties)))
    plan[:, :4] = [[1.0, 1.0, 0.7, 0.7], [1.0, 1.0, 0.0, 0.0]]
    state = replace(state, tie_plan=plan)
    before = state.ties.copy()
    for era, trust in ((0, reorganisation.SETTLED_TRUST), (1, 0.2)):
        state.ties[:] = before
        reorganisation.change_ties(state, era)
        assert state.ties.trust[:4].tolist() == [trust, trust, 0.9, 0.9]
        assert state.ties.weight[:4].tolist() == plan[era, :4].tolist()


def test_who_gets_a_product_in_a_new_domain_ramps_up_anew(state):
    """Team 1 goes to the first product manager, who owns nothing in its domain: its work is handed on with rework, and learning begins."""
    state.parameters[0].handover_rework = 0.1
    plan = np.concatenate([state.team_plan[:1]] * 2).view(np.recarray)
    for name in ("active", "owner", "domain", "engineers", "wip"):
        plan[name][:] = state.teams[name]
    plan.owner[1, 1] = FIRST
    state = replace(state, team_plan=plan)
    item(state, 0, team=1)
    item(state, 1, team=1, effort=200.0)
    state.slots[1, 0], state.teams[1].working, state.teams[1].parked = 0, 1, 1
    state.posts.new_domain[:] = 0
    reorganisation.note_new_owners(state, 1)
    assert state.posts.new_domain[:4].tolist() == [0, 0, 1, 0]
    assert state.items.rework[:2].tolist() == [10.0, 20.0]
    reorganisation.learn_new_domains(state, 20)
    assert state.people.started[:4].tolist() == [-10_000, -10_000, 20, -10_000]
    assert state.posts.new_domain.sum() == 0
    reorganisation.note_new_owners(state, 0)
    assert state.posts.new_domain.sum() == 0
    plan.domain[1, 1], state.teams[1].domain = 0, 0
    reorganisation.note_new_owners(state, 1)
    assert state.posts.new_domain.sum() == 0
    assert (reorganisation.owns_in(state, FIRST, 0), reorganisation.owns_in(state, FIRST, 1)) == (True, False)


def test_teams_and_owners_are_linked(state):
    """Both teams in one domain and of one owner: listed by row, with the head's post as their company; a closed one is not."""
    state.teams.domain[1], state.teams.owner[1] = 0, FIRST
    reorganisation.link_teams(state.posts, state.domains, state.teams)
    assert (state.domains[0].teams, state.domains[0].first_team, state.teams[0].next_in_domain, state.teams[1].next_in_domain) == (
        2, 0, 1, NONE
    )  # fmt: skip
    assert (state.posts[FIRST].teams, state.posts[FIRST].first_team, state.teams[0].next_owned, state.teams[1].next_owned) == (
        2, 0, 1, NONE
    )  # fmt: skip
    assert state.teams.company[:3].tolist() == [HEAD, HEAD, NONE]
    state.teams[0].active, state.teams[1].owner = 0, NONE
    reorganisation.link_teams(state.posts, state.domains, state.teams)
    assert (state.domains[0].teams, state.domains[0].first_team, state.posts[FIRST].teams) == (1, 1, 0)
    assert state.teams.company[:2].tolist() == [NONE, NONE]


def test_desks_are_served_from_the_bottom_of_the_chart(state):
    """Those of the two product managers first, then the lead's, then the head's; a shared desk is as deep as its deepest post."""
    measure_tree(state.posts)
    reorganisation.link_desks(state.posts, state.desks, state.desk_order)
    assert state.desk_order[:4].tolist() == [FIRST, SECOND, LEAD, HEAD]
    assert sorted(state.desk_order.tolist()) == list(range(len(state.desks)))
    state.posts[SECOND].queue = HEAD
    reorganisation.link_desks(state.posts, state.desks, state.desk_order)
    assert (state.desks[HEAD].first_server, state.posts[HEAD].next_server, state.desks[HEAD].servers, state.desks[HEAD].depth) == (
        HEAD, SECOND, 2, 2
    )  # fmt: skip
    assert state.desk_order[:3].tolist() == [HEAD, FIRST, LEAD]


def test_shifts_without_their_other_side_are_undone():
    """Three too many: they come from the team with the most shifted in; two too few go back to the team that gave most."""
    teams = filled(layout.TEAM, 3, shifted=[4, 1, -2], engineers=[9, 6, 3])
    reorganisation.balance_shifts(teams)
    assert (teams.shifted.tolist(), teams.engineers.tolist()) == ([1, 1, -2], [6, 6, 3])
    teams = filled(layout.TEAM, 3, shifted=[1, 0, -3], engineers=[9, 6, 3])
    reorganisation.balance_shifts(teams)
    assert (teams.shifted.tolist(), teams.engineers.tolist()) == ([1, 0, -1], [9, 6, 5])


def test_open_posts_are_given_back_before_engineers():
    """Two posts were shifted to a team of three, from which four engineers have left: two open posts go, and its one engineer stays."""
    teams = filled(layout.TEAM, 2, shifted=[2, 0], engineers=[1, 3], open=[4, 0])
    reorganisation.balance_shifts(teams)
    assert (teams.shifted.tolist(), teams.engineers.tolist(), teams.open.tolist()) == ([0, 0], [1, 3], [2, 0])


def test_stages_take_effect_in_their_week(state):
    """The quarter is that of the week; a stage of week 20 begins in week 20 and in no other."""
    state = replace(state, era_weeks=np.array([0, 20]), post_plan=plan_without(state).post_plan)
    state = replace(
        state,
        team_plan=np.concatenate([state.team_plan[:1]] * 2).view(np.recarray),
        tie_plan=np.zeros((2, len(state.ties))),
    )
    state.counters[0].era = 0
    state.post_plan.minutes[1, FIRST] = 1234
    for week, era, minutes in ((19, 0, WEEK), (20, 1, 1234), (21, 1, 1234)):
        reorganisation.open_company(state, FATE, week)
        reorganisation.reorganise(state, FATE, week)
        assert (state.counters[0].era, state.posts[FIRST].minutes) == (era, minutes)
        assert state.counters[0].quarter == 1


def test_a_filled_seat_ends_its_chain_and_its_wait(state):
    """Vacant since week 0 and filled for week 26: two quarters, and a chain of length three, begun by growth, is over."""
    state = replace(
        state,
        levels=filled(ladder_records.LEVEL, 1, seat_bound=1, key=3),
        waits=np.zeros((1, 32), np.int64),
        chains=np.zeros((len(Opened), 32), np.int64),
        staffed=filled(ladder_records.STAFFED, 17).reshape(17, 1),
        career_log=filled(ladder_records.CAREER_EVENT, 4),
    )
    post = state.posts[FIRST]
    post.person, post.requested, post.starts, post.vacant_since, post.level = NONE, 1, 26, 0, 0
    post.chain, post.began, state.people.post[FIRST] = 3, Opened.GROWTH, NONE
    hiring.fill_vacancies(state, FATE, 25)
    assert post.person != NONE
    assert (state.waits[0].nonzero()[0].tolist(), state.chains[Opened.GROWTH].nonzero()[0].tolist()) == ([2], [3])
    assert state.waits.sum() == state.chains.sum() == 1


def test_a_post_is_what_the_design_plans(state):
    """Everything that a design says of a post is taken over, and what has happened to the post stays."""
    said = (
        "active", "manager", "minutes", "administration", "contact", "desk", "portfolio", "product", "research", "rights", "cost",
        "hire_weeks", "skills", "skills_known", "level", "rater", "reviewer", "queue", "helps",
    )  # fmt: skip
    plan, post = state.post_plan[0, 1], state.posts[FIRST]
    for value, name in enumerate(said, 40):
        plan[name] = value
        post[name] = 0
    post.person, post.occupants, post.vacant_weeks = 2, 3, 4
    reorganisation.adopt(post, plan)
    for value, name in enumerate(said, 40):
        assert np.all(post[name] == value), name
    assert (post.person, post.occupants, post.vacant_weeks) == (2, 3, 4)
