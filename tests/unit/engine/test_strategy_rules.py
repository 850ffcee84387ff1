"""Strategy that bites, worked by hand in a firm of four: diminishing returns, maps, what newcomers are told, and who perceives what."""

import math

import numpy as np
import pytest
from tests.unit.engine.firm import FATE, FIRST, HEAD, LEAD, SECOND, firm, item, tie

from orgsim.engine.mechanisms.decisions import attention, judgement
from orgsim.engine.mechanisms.knowledge import beliefs, maps
from orgsim.engine.mechanisms.people import staffing
from orgsim.engine.mechanisms.work import returns
from orgsim.engine.mechanisms.work.market import strategic_fit
from orgsim.engine.random import Purpose, normal
from orgsim.engine.vocabulary import NONE, Action, PersonAccount, Right, Stage

HALVES = np.array([0.5, 0.5])


def two(first, rest=0.0, size=4):
    """Return a row of `size` weights that begins with `first`; the second takes the rest of 1."""
    row = np.full(size, rest)
    row[:2] = first, 1.0 - first
    return row


@pytest.fixture
def state():
    """Return the firm in a year of two objectives of equal weight; item 0 serves the first, item 1 the second."""
    state = firm()
    state.strategy[:] = two(0.5)
    state.beliefs[:4] = two(0.5)
    state.first_beliefs[:4] = two(0.5)
    state.brought[:] = 0.0
    state.foreseen[:] = 0.0
    state.maps[:] = 0.0
    for name in ("overview", "writing", "reading_due", "mapped"):
        state.posts[name] = 0
    for index in (0, 1):
        item(state, index, promise=3.0)
        state.objectives[index] = two(1.0 - index)
    register = state.parameters[0]
    register.diminishing_returns, register.map_effect, register.detail_lost, register.strategy_error = (
        0.5,
        0.5,
        0.0,
        0.0,
    )
    return state


def needed_fit(weights, objectives, brought, exponent, kept=None):
    """Return the fit of one item, with scarcities that are found now, or `kept` from items before it."""
    return returns.needed_fit(
        weights, objectives, brought, exponent, np.zeros(3 * len(weights) + 2) if kept is None else kept
    )


def test_scarcities_are_found_anew_when_anything_is_new():
    """A judge who looks at many items gets what one gets who looks at each alone, also when belief, launches or the rule change."""
    kept = np.zeros(8)
    first, second, one = np.array([0.5, 0.5]), np.array([0.4, 0.6]), np.array([1.0, 0.0])
    some, more = np.array([24.0, 0.0]), np.array([24.0, 8.0])
    looks = [(first, some, 0.5), (first, some, 0.5), (second, some, 0.5), (second, more, 0.5), (second, more, 0.7)]
    found = [needed_fit(weights, one, brought, exponent, kept) for weights, brought, exponent in looks]
    assert found == [needed_fit(weights, one, brought, exponent) for weights, brought, exponent in looks]
    assert len(set(found)) == 4


def test_a_balanced_portfolio_leaves_the_fit_as_it_is():
    """Where objectives got what their weights ask for, in whatever amount, every item fits as the weights alone say."""
    weights, objectives = np.array([0.6, 0.3, 0.1]), np.array([0.2, 0.3, 0.5])
    for amount in (0.0, 1.0, 1000.0):
        fit = needed_fit(weights, objectives, amount * weights, 0.7)
        assert fit == pytest.approx(strategic_fit(weights, objectives))


def test_what_is_neglected_is_worth_more():
    """After 24 standard values for one of two equal objectives and the ballast of 8, they have 28 and 4 of 32: 1.75 and 0.25 of their due."""
    brought = np.array([24.0, 0.0])
    served, neglected = (needed_fit(HALVES, row, brought, 0.5) for row in np.eye(2))
    level = 0.875 * 1.75**-0.5 + 0.125 * 0.25**-0.5
    assert level < 1
    assert returns.level_of(0.5 * level, 0.5, 0.5) == pytest.approx(level)
    assert served == pytest.approx(level * 1.75**-0.5)
    assert neglected == pytest.approx(level * 0.25**-0.5)
    assert needed_fit(HALVES, np.array([1.0, 0.0]), brought, 0.0) == 1.0


def test_launches_are_worth_what_they_add():
    """What a company brought is worth the sum of what each part adds, and a little more of one objective adds its fit."""
    weights = np.array([0.5, 0.3, 0.2])

    def whole(brought):
        return sum(
            needed_fit(weights, row, brought, 0.5) * x for row, x in zip(np.eye(3), brought + 8 * weights, strict=True)
        )

    brought = np.array([90.0, 60.0, 10.0])
    for k, row in enumerate(np.eye(3)):
        added = (whole(brought + 1e-4 * row) - whole(brought - 1e-4 * row)) / 2e-4
        assert added == pytest.approx(needed_fit(weights, row, brought, 0.5), rel=1e-6), k


def test_nothing_is_wanted_without_end():
    """An objective that got nothing beside a huge amount counts as served an eighth of its due; one without weight never counts."""
    brought = np.array([1e6, 0.0])
    assert returns.scarcity(0.0, 1.0) == 8.0
    only = np.array([1.0, 0.0])
    assert needed_fit(only, np.array([0.0, 1.0]), brought, 0.5) == 0.0


def test_launches_are_remembered_and_fade(state):
    """A launch notes its gain by objective, a rollback only the share that it kept, harm nothing; after 52 weeks 37 % are left."""
    returns.bring(state, 0, 1.0, 0)
    returns.bring(state, 1, 0.1, 0)
    assert state.brought[HEAD, :2].tolist() == pytest.approx([3.0, 0.3])
    state.items[1].promise = -5.0
    returns.bring(state, 1, 1.0, 0)
    assert state.brought[HEAD, :2].tolist() == pytest.approx([3.0, 0.3])
    for week in range(52):
        returns.forget_brought(state, FATE, week)
    assert state.brought[HEAD, 0] == pytest.approx(3.0 / math.e)


def test_what_a_company_brought_goes_with_it(state):
    """When a head gets a superior, what the company has launched counts for the company that it joins."""
    state.brought[LEAD, 0] = 5.0
    returns.hand_over_brought(state)
    assert (state.brought[HEAD, 0], state.brought[LEAD, 0]) == (5.0, 0.0)


def fits(weight=0.5):
    """Return how items 0 and 1 fit after 24 standard values for the first objective, for who weighs it so much and the second the rest."""
    weights, brought = two(weight), two(1.0) * 24.0
    return [needed_fit(weights, two(1.0 - index), brought, 0.5) for index in (0, 1)]


def test_the_truth_knows_what_all_have_launched(state):
    """The true fit takes the portfolio in; with an exponent of 0 it is that of the weights."""
    state.brought[HEAD, 0] = 24.0
    served, neglected = fits()
    assert served < neglected
    assert returns.true_fit(state, 0, 0) == pytest.approx(served)
    assert returns.true_fit(state, 1, 0) == pytest.approx(neglected)
    state.parameters[0].diminishing_returns = 0.0
    assert returns.true_fit(state, 0, 0) == 2.0


def test_judges_see_balance_as_far_as_they_have_an_overview(state):
    """Without an overview a judge goes by the weights; with all of it by the truth; with half of it half way; interest asks for no balance."""
    state.foreseen[HEAD, 0] = 24.0
    state.interests[FIRST] = two(0.5)
    neglected = fits()[1]
    seen = []
    for overview in (0.0, 0.5, 1.0):
        state.posts[FIRST].overview = overview
        seen.append(returns.seen_fit(state, FIRST, 1, 0.0, 2.0))
    assert seen == pytest.approx([2.0, (2.0 + neglected) / 2, neglected])
    assert returns.seen_fit(state, FIRST, 1, 1.0, 2.0) == 2.0
    state.parameters[0].case_noise = 0.0
    blind, seeing = (judgement.worth_to(state, FATE, post, 1, 0.0) for post in (SECOND, FIRST))
    assert seeing > blind


def test_a_wrong_belief_also_misleads_about_balance(state):
    """Who believes that the first objective weighs nearly everything does not see that it got more than its due."""
    state.foreseen[HEAD, 0] = 24.0
    state.posts[FIRST].overview = 1.0
    state.beliefs[FIRST] = two(0.98)
    assert returns.seen_fit(state, FIRST, 0, 0.0, 4.0 * 0.98) == pytest.approx(fits(0.98)[0])
    assert fits(0.98)[0] > fits()[0]


def test_an_overview_shows_what_is_in_hand(state):
    """What was brought, 5, and what is in work and in the backlog count, each for what it was expected to bring: (2 + 1.8) + 1.8."""
    state.parameters[0].value_shift = 1.8
    state.brought[HEAD, 0] = 5.0
    state.teams[0].working, state.slots[0, 0] = 1, 0
    item(state, 1, stage=Stage.READY, estimate=-1.0)
    state.items[0].estimate = 2.0
    state.teams[0].backlog = 1
    returns.foresee(state)
    assert state.foreseen[HEAD, :2].tolist() == pytest.approx([5.0 + 3.8, 1.8])
    assert state.brought[HEAD, 0] == 5.0


def test_talk_loses_detail():
    """A tenth of what is heard becomes equal weights; at 0 not a bit changes."""
    row = np.array([0.7, 0.2, 0.1])
    same = row.copy()
    beliefs.blur(same, 0.0)
    assert same.tobytes() == row.tobytes()
    beliefs.blur(row, 0.1)
    assert row.tolist() == pytest.approx([0.63 + 1 / 30, 0.18 + 1 / 30, 0.09 + 1 / 30])


def test_beliefs_are_blurrier_further_down(state):
    """What the head knows sharply reaches the lead blurred once and a product manager blurred twice."""
    register = state.parameters[0]
    register.detail_lost, register.strategy_delay, register.contact_scale = 0.2, 0.0, 1.0
    state.people.susceptibility[:4] = 1.0
    state.strategy[:] = two(1.0)
    state.posts[HEAD].rights[Action.STRATEGY] = Right.DECIDE
    tie(state, 0, LEAD, HEAD, minutes=1000, trust=1.0)
    state.ties.person[:2] = [HEAD, LEAD]
    tie(state, 2, FIRST, SECOND, minutes=1000, trust=1.0)
    state.ties.person[2:4] = [LEAD, LEAD]
    for week in range(3):
        beliefs.exchange_beliefs(state, FATE, week)
    size = state.beliefs.shape[1]
    lead = 0.8 + 0.2 / size
    assert state.beliefs[HEAD, 0] == 1.0
    assert state.beliefs[LEAD, 0] == pytest.approx(lead)
    assert state.beliefs[FIRST, 0] == pytest.approx(0.8 * lead + 0.2 / size)


def test_those_who_set_the_strategy_err_once_for_each_shift(state):
    """An error of their own stays until the truth shifts again; two people err differently; without an error they read the truth."""
    state.strategy[2:] = two(0.2)
    state.parameters[0].strategy_delay, state.parameters[0].strategy_error = 4.0, 0.4
    size = state.strategy.shape[1]
    seen = {}
    for key, week in ((50, 0), (50, 29), (50, 30), (50, 60), (51, 60)):
        row = np.zeros(size)
        beliefs.perceive(row, state, FATE, key, week)
        seen[key, week] = row.tolist()
    assert seen[50, 0] == seen[50, 29] != seen[50, 30]
    assert seen[50, 30] == seen[50, 60] != seen[51, 60]
    odds = math.exp(0.4 * (normal(FATE, Purpose.PERCEPTION, 50, 2, 0) - normal(FATE, Purpose.PERCEPTION, 50, 2, 1)))
    assert seen[50, 60][0] / seen[50, 60][1] == pytest.approx(0.25 * odds)
    state.parameters[0].strategy_error = 0.0
    beliefs.perceive(row, state, FATE, 50, 60)
    assert row.tobytes() == state.strategy[2].tobytes()


def test_newcomers_believe_superior_and_map(state):
    """A newcomer hears the nearest superior who was there before, half corrected by the map; who has no superior hears the market."""
    state.beliefs[LEAD], state.beliefs[HEAD] = two(0.8), two(0.1)
    person = state.people[FIRST]
    staffing.be_told(state, FATE, FIRST, FIRST, 20)
    assert state.first_beliefs[FIRST, 0] == pytest.approx(0.8)
    state.people[LEAD].started = 20
    staffing.be_told(state, FATE, FIRST, FIRST, 20)
    assert state.first_beliefs[FIRST, 0] == pytest.approx(0.1)
    state.maps[HEAD] = two(0.5)
    staffing.be_told(state, FATE, FIRST, FIRST, 20)
    assert state.first_beliefs[FIRST, 0] == pytest.approx(0.3)
    state.maps[HEAD] = 0.0
    state.people.started[:4] = 20
    state.strategy[:] = two(0.9)
    staffing.be_told(state, FATE, FIRST, FIRST, 20)
    assert state.first_beliefs[FIRST, 0] == pytest.approx(0.9)
    assert person.started == 20


def authors(state, post=LEAD, hours=5):
    """Let a post decide how portfolios are reviewed, with so many hours this week, and everybody talk to others."""
    state.posts[post].rights[Action.REVIEW] = Right.DECIDE
    state.posts[post].portfolio = 60 * hours
    state.posts.portfolio_left[post] = 60 * hours
    state.posts.contact[:4] = 60
    state.posts.left[:4] = 2400


def test_a_map_takes_eight_hours_and_is_read(state):
    """Five hours a week finish a map in the second week; then beliefs and first beliefs of all others move half way to its author's."""
    authors(state)
    state.beliefs[LEAD] = two(0.9)
    maps.map_objectives(state, FATE, 13)
    assert (state.posts[LEAD].writing, state.posts[LEAD].portfolio_left) == (180, 0)
    assert state.beliefs[FIRST, 0] == 0.5
    state.posts[LEAD].portfolio_left = 300
    maps.map_objectives(state, FATE, 14)
    assert state.posts[LEAD].portfolio_left == 120
    assert state.person_book[LEAD, 1, PersonAccount.PORTFOLIO] == 480
    assert state.beliefs[FIRST, 0] == pytest.approx(0.7)
    assert state.first_beliefs[SECOND, 0] == pytest.approx(0.7)
    assert state.maps[HEAD, 0] == 0.9
    assert state.posts.reading_due[:4].tolist() == [30, 0, 30, 30]
    maps.map_objectives(state, FATE, 15)
    assert state.beliefs[FIRST, 0] == pytest.approx(0.7)


def test_reading_takes_time_of_the_week(state):
    """The minutes of reading are booked in the next week, on the account of the portfolio."""
    authors(state)
    state.posts[FIRST].reading_due = 30
    attention.open_week(state, FATE, 14)
    assert state.person_book[FIRST, 1, PersonAccount.PORTFOLIO] == 30
    assert state.posts[FIRST].reading_due == 0
    assert attention.fixed_minutes(state.posts[SECOND], state.parameters[0], 1.0) == 0


def test_nobody_reads_where_nobody_writes(state):
    """Without the right, or without hours, or at an effect of 0, nothing is written; those who set the strategy do not read."""
    authors(state)
    state.posts[LEAD].rights[Action.REVIEW] = Right.APPROVE
    maps.map_objectives(state, FATE, 13)
    state.posts[LEAD].rights[Action.REVIEW], state.posts[LEAD].portfolio = Right.DECIDE, 0
    maps.map_objectives(state, FATE, 13)
    authors(state, hours=8)
    state.parameters[0].map_effect = 0.0
    maps.map_objectives(state, FATE, 13)
    assert state.posts.reading_due[:4].sum() == 0
    state.parameters[0].map_effect = 0.5
    state.posts[HEAD].rights[Action.STRATEGY] = Right.DECIDE
    maps.map_objectives(state, FATE, 13)
    assert state.posts.reading_due[:4].tolist() == [0, 0, 30, 30]


def test_an_overview_is_what_contact_tells(state):
    """An owner of one of two like teams sees half of the company; a map adds half of what its author sees of the rest."""
    state.insights[FIRST] = 0.0
    state.insights[FIRST, 0] = 1.0
    engineers = np.zeros(2, np.int64)
    everybody = maps.count_engineers(state, HEAD, engineers)
    assert maps.sees_of_company(state.insights[FIRST], engineers, everybody) == pytest.approx(0.5)
    state.posts.contact[:4] = 60
    state.posts[HEAD].mapped = 0.6
    maps.look_over(state, FATE, 12)
    assert state.posts[FIRST].overview == pytest.approx(0.5 + 0.5 * 0.5 * 0.6)
    assert state.posts[HEAD].mapped == 0.0
    maps.look_over(state, FATE, 25)
    assert state.posts[FIRST].overview == pytest.approx(0.5)
    assert state.posts[NONE].overview == 0.0
