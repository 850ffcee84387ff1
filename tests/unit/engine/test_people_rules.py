"""The rules about people, worked by hand: authority, ties, beliefs, attention, staffing, consent."""

import math

import numpy as np
import pytest
from tests.unit.engine.records import filled, fresh_state, organization, parameters, posts_under

from orgsim.engine import records as layout
from orgsim.engine import schedule, work_records
from orgsim.engine.ledger import close, elapse, spend
from orgsim.engine.mechanisms.change.accounts import distance
from orgsim.engine.mechanisms.decisions import attention, authority, consent, desks, portfolio
from orgsim.engine.mechanisms.knowledge import beliefs, ties
from orgsim.engine.mechanisms.people import hiring, staffing
from orgsim.engine.random import luck
from orgsim.engine.simulation import new_state
from orgsim.engine.vocabulary import NONE, Action, ItemAccount, PersonAccount, Right, Stage

#       0
#      / \
#     1   2
#    / \   \
#   3   4   5      and 6, a root of its own
CHART = (NONE, 0, 0, 1, 1, 2, NONE)


def test_depth_and_reports():
    """In the chart above: one, two and three levels, and two, two and one reports."""
    posts = posts_under(CHART)
    assert posts.depth.tolist() == [0, 1, 1, 2, 2, 2, 0]
    assert posts.reports.tolist() == [2, 2, 1, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("first", "second", "top", "edges"),
    [(3, 4, 1, 2), (3, 5, 0, 4), (3, 1, 1, 1), (1, 3, 1, 1), (4, 4, 4, 0), (3, 6, NONE, 2), (1, 2, 0, 2)],
)
def test_the_common_superior(first, second, top, edges):
    """Siblings meet at their manager, cousins at the head, a manager and a report at the manager, strangers nowhere."""
    posts = posts_under(CHART)
    assert authority.common_superior(posts, first, second) == top
    assert authority.path_length(posts, first, second) == edges


def test_who_is_above_whom():
    """Every post is above itself and all below it, and above nobody else."""
    posts = posts_under(CHART)
    assert [authority.is_above(posts, 0, other) for other in range(7)] == [True] * 6 + [False]
    assert [authority.is_above(posts, 1, other) for other in range(7)] == [False, True, False, True, True, False, False]


def test_who_stands_in():
    """A vacant post is covered by the nearest occupied superior; with nobody above, by nobody."""
    posts = posts_under(CHART)
    posts.person[[1, 3, 6]] = NONE
    assert [authority.holder(posts, post) for post in range(7)] == [0, 0, 2, 0, 4, 5, NONE]


def test_the_nearest_with_a_right():
    """Looking upward from the post itself, the first whose right is at least the one asked for."""
    posts = posts_under(CHART)
    posts.rights[0, Action.FUND] = Right.DECIDE
    posts.rights[1, Action.FUND] = Right.APPROVE
    posts.rights[3, Action.FUND] = Right.PROPOSE
    assert authority.nearest_with(posts, 3, Action.FUND, Right.PROPOSE) == 3
    assert authority.nearest_with(posts, 3, Action.FUND, Right.APPROVE) == 1
    assert authority.nearest_with(posts, 3, Action.FUND, Right.DECIDE) == 0
    assert authority.nearest_with(posts, 3, Action.STAFF, Right.INFORM) == NONE
    assert authority.nearest_with(posts, 6, Action.FUND, Right.INFORM) == NONE


def test_spending_is_double_entry():
    """What leaves the purse enters the book: all of a wish within it, the purse for a wish beyond it, nothing for less than nothing."""
    book = np.zeros(3, np.int64)
    assert spend(book, 1, 30, 100) == 70
    assert spend(book, 1, 80, 70) == 0
    assert spend(book, 2, -5, 40) == 40
    assert book.tolist() == [0, 100, 0]


def test_elapsing_and_closing():
    """From minute 100 to 250 are 150 minutes of one wait, to 300 another 50 of the next; then the item is closed."""
    item = filled(work_records.ITEM, 1, booked_until=100)[0]
    book = np.zeros(len(ItemAccount), np.int64)
    elapse(book, ItemAccount.IDEA, item, 250)
    close(book, ItemAccount.BACKLOG, item, Stage.EXPIRED, 300)
    assert (book[ItemAccount.IDEA], book[ItemAccount.BACKLOG], book.sum()) == (150, 50, 200)
    assert (item.booked_until, item.stage, item.closed) == (300, Stage.EXPIRED, 300)


def star():
    """Return a head who meets three reports, two of whom also meet each other; 480, 240, 240 and 120 minutes of contact."""
    posts = posts_under((NONE, 0, 0, 0))
    posts.contact = (480, 240, 240, 120)
    pairs = [(0, 1, 1.0), (0, 2, 1.0), (0, 3, 2.0), (1, 0, 1.0), (1, 2, 0.5), (2, 0, 1.0), (2, 1, 0.5), (3, 0, 2.0)]
    links = filled(
        layout.TIE,
        len(pairs),
        receiver=[pair[0] for pair in pairs],
        source=[pair[1] for pair in pairs],
        weight=[pair[2] for pair in pairs],
        reverse=[3, 5, 7, 0, 6, 1, 4, 2],
        trust=0.5,
    )
    posts.first_tie = (0, 3, 5, 7)
    posts.ties = (3, 2, 2, 1)
    posts.stirred = 1
    return posts, filled(layout.PERSON, 4, key=(1, 2, 3, 4)), links


def test_a_tie_gets_the_smaller_of_two_shares():
    """The head gives 120, 120 and 240 of 480; the first gives 160 and 80 of 240; the third 120: each tie the smaller of both ends."""
    posts, people, links = star()
    ties.arrange_contact(posts, people, links)
    assert posts.claims.tolist() == [4.0, 1.5, 1.5, 2.0]
    assert links.agreed.tolist() == [120, 120, 120, 120, 80, 120, 80, 120]
    assert posts.agreed.tolist() == [360, 200, 200, 120]


def test_who_is_not_there_is_not_met():
    """With the third post vacant, its share goes to the other two: 240 each offered, 160 taken."""
    posts, people, links = star()
    posts.person[3] = NONE
    ties.arrange_contact(posts, people, links)
    assert links.agreed.tolist() == [160, 160, 0, 160, 80, 160, 80, 0]
    assert posts.agreed.tolist() == [320, 240, 240, 0]


def test_the_busier_end_decides_how_long_they_meet():
    """Of an hour, three quarters are left when one end gives up a quarter, and half when the other gives up half."""
    assert ties.held(60, 0.0, 0.0) == 60
    assert ties.held(60, 0.25, 0.0) == 45
    assert ties.held(60, 0.25, 0.5) == 30
    assert ties.held(1, 0.25, 0.0) == 0


def test_a_squeezed_week_shortens_contact_at_both_ends(tmp_path):
    """With the head at a half and the others free, every tie to the head takes half its time, and theirs to each other all of it."""
    state = new_state(organization(tmp_path).blueprint, luck(1, 0))
    schedule.open_company(state, luck(1, 0), 0)
    schedule.arrange(state, luck(1, 0), 0)
    top = int(np.flatnonzero(state.posts.manager == NONE)[0])
    state.posts.squeezed[top] = 0.5
    trust = state.ties.trust.copy()
    schedule.meet(state, luck(1, 0), 0)
    at_top = (state.ties.receiver == top) | (state.ties.source == top)
    assert (state.ties.agreed[at_top] > 1).any()
    assert (state.ties.minutes == np.where(at_top, state.ties.agreed // 2, state.ties.agreed)).all()
    assert (state.posts.met == np.bincount(state.ties.receiver, state.ties.minutes, len(state.posts))).all()
    hours = state.ties.minutes[0] / 60.0
    assert state.ties.trust[0] == ties.grown_trust(trust[0], hours, state.parameters[0].trust_growth)


def test_trust_grows_with_hours():
    """Two hours at 0.5 an hour: from 0.2 by half of what is missing, to 0.6; without an hour it stays."""
    assert ties.grown_trust(0.2, 2.0, 0.5) == pytest.approx(0.6)
    assert ties.grown_trust(0.2, 0.0, 0.5) == 0.2
    assert ties.grown_trust(1.0, 5.0, 0.5) == 1.0


def test_promises_move_trust_where_people_meet_most():
    """A kept promise moves trust a tenth of the way to 1, a broken one to 0; on no tie that is not met."""
    posts, people, links = star()
    ties.remember_promise(posts, links, 0, 1, True)
    assert links.trust.tolist() == [0.5] * 8  # nobody has met yet
    ties.arrange_contact(posts, people, links)
    ties.remember_promise(posts, links, 0, 1, True)
    ties.remember_promise(posts, links, 1, 0, False)
    assert links.trust.tolist() == [0.55, 0.5, 0.5, 0.45, 0.5, 0.5, 0.5, 0.5]
    assert ties.find_tie(posts, links, 3, 1) == NONE


def test_listening_averages_by_trusted_minutes():
    """60 minutes at trust 0.5 and 30 at trust 1 weigh the same: half of (1, 0) and half of (0.2, 0.8)."""
    posts = posts_under((NONE, 0, 0))
    links = filled(layout.TIE, 3, person=[1, 2, 2], minutes=[60, 30, 0], trust=[0.5, 1.0, 1.0])
    posts.ties[0] = 3
    before = np.array([[9.0, 9.0], [1.0, 0.0], [0.2, 0.8]])
    heard = np.zeros(2)
    assert beliefs.listen(heard, posts[0], links, before) == 60.0
    assert heard.tolist() == [0.6, 0.4]


def test_a_belief_moves_a_step():
    """Susceptible by 0.75, drawn to 0.75 x 0.8 + 0.25 x 0.4 = 0.7; half a step from 0.5 leads to 0.6."""
    belief = np.zeros(1)
    beliefs.move_belief(belief, np.array([0.5]), np.array([0.8]), np.array([0.4]), 0.75, 0.5)
    assert belief[0] == pytest.approx(0.6)
    assert beliefs.openness(720.0, 720.0) == pytest.approx(1 - math.exp(-1))


def test_beliefs_settle_where_friedkin_and_johnsen_say(tmp_path):
    """With ties frozen, nine people's beliefs end at (I - AW)^-1 (I - A) b(0), whoever sets the strategy being moved by nobody."""
    company = organization(tmp_path)
    fate = luck(3, 1)
    state = new_state(company.blueprint, fate)
    state.parameters[0].detail_lost = state.parameters[0].strategy_error = 0.0
    schedule.run(state, fate, 0, 1)
    posts, links = state.posts, state.ties
    people = len(posts)
    weights, pinned = np.zeros((people, people)), np.zeros(people, bool)
    for row, post in enumerate(posts):
        pinned[post.person] = post.rights[Action.STRATEGY] >= Right.DECIDE
        for tie in links[post.first_tie : post.first_tie + post.ties]:
            weights[post.person, posts[tie.source].person] += tie.trust * tie.minutes
        assert weights[post.person].sum() > 0, company.posts[row]
    weights /= weights.sum(axis=1, keepdims=True)
    open_to = np.diag(np.where(pinned, 0.0, state.people.susceptibility))
    start = np.where(pinned[:, None], state.strategy[0], state.first_beliefs)
    unit = np.eye(people)
    expected = np.linalg.solve(unit - open_to @ weights, (unit - open_to) @ start)
    for _ in range(2000):
        beliefs.exchange_beliefs(state, fate, 0)
    assert pinned.sum() == 1
    assert np.allclose(state.beliefs, expected, rtol=0, atol=1e-10)
    assert np.abs(expected - start).max() > 0.01


def test_distance_between_beliefs():
    """Half the sum of absolute differences: (0.5 0.5 0) and (0.2 0.5 0.3) differ by 0.3, opposites by 1."""
    assert distance(np.array([0.5, 0.5, 0.0]), np.array([0.2, 0.5, 0.3])) == pytest.approx(0.3)
    assert distance(np.array([1.0, 0.0]), np.array([0.0, 1.0])) == 1.0


def test_newcomers_ramp_up():
    """Half at the half-time, 1 / (1 + e) one time scale before, all of it for those who were always there."""
    assert attention.ramp(10.0, 10.0, 3.5) == 0.5
    assert attention.ramp(6.5, 10.0, 3.5) == pytest.approx(1 / (1 + math.e))
    assert attention.ramp(1000.0, 10.0, 3.5) == 1.0


@pytest.mark.parametrize(
    ("reports", "exponent", "minutes"),
    [(0, 0.6, 0), (4, 0.6, 360), (4, 1.0, 360), (9, 0.5, 540), (1, 0.5, 180), (36, 1.0, 3240), (7, 0.0, 360)],
)
def test_administration_grows_less_than_in_proportion(reports, exponent, minutes):
    """At 90 minutes for each of four: by the root, nine take 360 x 3/2 and one takes 360 / 2; at an exponent of 1, 90 each."""
    assert attention.administration_minutes(reports, 90, exponent) == minutes


@pytest.mark.parametrize("each", [0, 1, 7, 90, 2400])
@pytest.mark.parametrize("reports", [*range(50), 999])
def test_linear_administration_is_exact(each, reports):
    """At an exponent of 1, reports cost so many whole minutes each, with no rounding in between."""
    assert attention.administration_minutes(reports, each, 1.0) == reports * each


@pytest.mark.parametrize(
    ("wanted", "floor", "share"),
    [(400, 0.5, 0.0), (520, 0.5, 0.2), (700, 0.5, 0.5), (1500, 0.5, 0.5), (1500, 0.0, 1.0), (1500, 1.0, 0.0)],
)
def test_a_full_desk_takes_from_all_duties_alike(wanted, floor, share):
    """Of 1000 minutes, other duties plan 600: a desk that wants 120 too many takes a fifth of them, and never more than to the floor."""
    assert attention.share_given_up(1000, wanted, 600, floor) == pytest.approx(share)


def test_nobody_gives_up_what_nobody_planned():
    """With no duty but the desk, and a week that is not even enough for that, there is nothing to take."""
    assert attention.share_given_up(100, 400, 0, 0.5) == 0.0
    assert attention.share_given_up(-100, 0, 50, 0.5) == 0.5


@pytest.mark.parametrize(
    ("left", "pressed", "minutes"), [(1000, 0, 480), (1000, 560, 560), (1000, 900, 600), (300, 900, 300), (0, 900, 0)]
)
def test_a_desk_stays_open_for_what_waits(left, pressed, minutes):
    """Planned for 480 minutes beside 400 of others: open for what waits if there is room, and never for less than as planned."""
    assert attention.desk_minutes(left, 480, pressed, 400) == minutes


def weighed_week(tmp_path, waiting, floor, **columns):
    """Return a post at the beginning of a week with some minutes waiting at its desk, and the book of that week."""
    plan = {"minutes": 2400, "administration": 180, "agreed": 480, "interviews_due": 120, "reports": 2}
    plan |= {"desk": 600, "portfolio": 300, "product": 600}
    post = filled(layout.POST, 1, **(plan | columns))[0]
    person = filled(layout.PERSON, 1, started=-1000)[0]
    book = np.zeros(len(PersonAccount), np.int64)
    register = parameters(tmp_path, administration_exponent=1, ramp_half_weeks=10, duty_floor=floor)
    attention.triage_week(post, person, waiting, register, 10)
    post.met = ties.held(post.agreed, post.squeezed, 0.0)
    attention.open_occupied_week(post, person, book, register, 10)
    return post, book


def test_what_waits_is_served_from_what_can_wait(tmp_path):
    """480 for administration and interviews leave 1920; 850 wait and 1380 are planned: 310 too many, which is 22 % of all but the desk.

    Contact 480 -> 372, portfolio 300 -> 233, products 600 -> 466: with 849 at the desk they make up 1920.
    """
    post, book = weighed_week(tmp_path, 850, 0.5)
    assert post.squeezed == pytest.approx(310 / 1380)
    assert book[PersonAccount.CONTACT] == 372
    assert (post.left, post.desk_speed, post.portfolio_left, post.product_left) == (1548, 849, 233, 466)


def test_no_duty_falls_below_its_floor(tmp_path):
    """However much waits: contact, portfolio and products keep half, and the desk gets the other half."""
    post, book = weighed_week(tmp_path, 10_000, 0.5)
    assert (book[PersonAccount.CONTACT], post.portfolio_left, post.product_left) == (240, 150, 300)
    assert post.desk_speed == 1920 - 240 - 150 - 300


def test_a_floor_of_one_leaves_the_week_as_planned(tmp_path):
    """However much waits, nothing is taken: the week is that of a desk with an empty queue, in the fixed order."""
    busy, book = weighed_week(tmp_path, 10_000, 1.0)
    calm, same = weighed_week(tmp_path, 0, 1.0)
    assert busy == calm
    assert (book == same).all()
    assert (busy.left, busy.desk_speed, busy.portfolio_left, busy.product_left) == (1440, 600, 300, 540)


def test_an_overfull_week_is_shared_out(tmp_path):
    """With ten reports, 1200 are left for 600 of desk and 1380 of others: without anything waiting these keep the half they cannot lose."""
    post, book = weighed_week(tmp_path, 0, 0.5, reports=10)
    assert (post.squeezed, book[PersonAccount.CONTACT]) == (0.5, 240)
    assert (post.desk_speed, post.portfolio_left, post.product_left) == (600, 150, 210)


def test_desks_press_only_those_who_keep_hours_for_them(tmp_path):
    """A post without desk hours has none of what waits at its desk."""
    post = filled(layout.POST, 1, desk=0, serving=NONE)[0]
    desk = filled(layout.DESK, 1, waiting=500, hours=600)[0]
    assert desks.waiting_for(post, desk, filled(work_records.REQUEST, 1)) == 0


def test_a_shared_desk_presses_by_hours(tmp_path):
    """Of 500 minutes at a desk of 400 and 200 hours a third falls to the part-timer, beside 30 in hand; nobody else is there."""
    posts = filled(layout.POST, 3, desk=[400, 200, 400], person=[0, 1, NONE], serving=[NONE, 0, NONE])
    posts.next_server = [1, 2, NONE]
    desk = filled(layout.DESK, 1, first_server=0, waiting=500)[0]
    desk.hours = desks.hours_kept(desk, posts)
    requests = filled(work_records.REQUEST, 1, left=30)
    assert desk.hours == 600
    assert [desks.waiting_for(post, desk, requests) for post in posts[:2]] == [333, 196]


def week_of(tmp_path, *, started, **columns):
    """Open one week of a post and return it with its book."""
    plan = {"minutes": 2400, "administration": 180, "met": 480, "interviews_due": 120, "reports": 2}
    plan |= {"desk": 600, "portfolio": 300, "product": 600}
    post = filled(layout.POST, 1, **(plan | columns))[0]
    person = filled(layout.PERSON, 1, started=started)[0]
    book = np.zeros(len(PersonAccount), np.int64)
    register = parameters(tmp_path, administration_per_report=90, administration_exponent=1, ramp_half_weeks=10)
    attention.open_occupied_week(post, person, book, register, 10)
    return post, book


def test_a_week_is_divided_in_order(tmp_path):
    """2400 less 180 + 2 x 90 of administration, 480 of contact and 120 of interviews leave 1440: 600 desk, 300 portfolio, 540 product."""
    post, book = week_of(tmp_path, started=-1000)
    spent = {account.name: int(book[account]) for account in PersonAccount if book[account]}
    assert spent == {"ADMINISTRATION": 360, "CONTACT": 480, "INTERVIEWS": 120}
    assert (post.left, post.desk_left, post.portfolio_left, post.product_left) == (1440, 600, 300, 540)
    assert post.interviews_due == 0


def test_a_newcomer_has_half_of_it(tmp_path):
    """Ten weeks in, half of 1500 minutes kept for work go into ramping up, and half of each kind of work is left."""
    post, book = week_of(tmp_path, started=0)
    assert book[PersonAccount.RAMP_UP] == 750
    assert (post.left, post.desk_left, post.portfolio_left, post.product_left) == (690, 300, 150, 240)


def test_what_comes_first_can_take_all(tmp_path):
    """A hundred reports take the whole week: nothing is overdrawn, and nothing is left for the desk."""
    post, book = week_of(tmp_path, started=-1000, reports=100)
    assert book[PersonAccount.ADMINISTRATION] == 2400
    assert (book.sum(), post.left, post.desk_left, post.product_left) == (2400, 0, 0, 0)


def test_nobody_there_is_a_vacant_week():
    """The contracted minutes of a vacant post are vacant, the week counts, and whatever was due is dropped."""
    post = filled(layout.POST, 1, minutes=1200, desk_left=5, interviews_due=7)[0]
    book = np.zeros(len(PersonAccount), np.int64)
    attention.open_vacant_week(post, book)
    assert (book[PersonAccount.VACANT], book.sum()) == (1200, 1200)
    assert (post.vacant_weeks, post.left, post.desk_left, post.interviews_due) == (1, 0, 0, 0)


def test_product_time_goes_to_cases_first():
    """600 of product and 100 unused desk minutes: 240 for a case to write, 460 given to the teams it covers."""
    post = filled(layout.POST, 1, left=900, product_left=600, desk_left=100, planning_due=240, covers=2, helps=NONE)[0]
    book = np.zeros(len(PersonAccount), np.int64)
    attention.cover_products(post, filled(layout.TEAM, 1), book)
    assert post.given == 460.0
    assert (book[PersonAccount.PLANNING], book[PersonAccount.PRODUCT], post.left) == (240, 460, 200)
    assert post.planning_due == 0


@pytest.mark.parametrize("yearly", [0.0, 0.1, 0.19, 0.95])
def test_weekly_chances_add_up_to_the_year(yearly):
    """To stay for 52 weeks is as likely as not to leave within the year."""
    assert math.exp(-52 * staffing.weekly_rate(yearly)) == pytest.approx(1 - yearly, rel=1e-12)


@pytest.mark.parametrize(
    ("median", "sigma", "z", "weeks"), [(8, 0.5, 0.0, 8), (8, 0.5, 1.0, 13), (8, 0.5, -1.0, 5), (0.1, 1.0, -3.0, 1)]
)
def test_weeks_to_fill_a_post(median, sigma, z, weeks):
    """The median at z = 0; 8 e^0.5 = 13.2 a deviation above, 8 e^-0.5 = 4.9 below; at least a week."""
    assert hiring.weeks_to_fill(median, sigma, z) == weeks


def test_skills_stay_between_0_and_1():
    """However wide the spread, a drawn skill is clipped; without spread it is the mean."""
    fate = luck(1, 0)
    drawn = [staffing.drawn_skill(0.5, 3.0, fate, key, 0) for key in range(50)]
    assert min(drawn) == 0.0
    assert max(drawn) == 1.0
    assert staffing.drawn_skill(0.4, 0.0, fate, 7, 0) == 0.4


def test_the_first_free_row():
    """A newcomer gets the first row that nobody uses."""
    people = filled(layout.PERSON, 4, post=[3, 0, NONE, NONE])
    counters = filled(layout.COUNTERS, 1)[0]
    assert staffing.free_row(people, counters) == 2
    assert counters.first_free == 2


def test_consent_by_hand(tmp_path):
    """-1 + 0.5 x 2 + 1.5 x 0.6 + 1 x 0.4 - 2 x 0.25 = 0.8: agreed to with 1 / (1 + e^-0.8) = 69 %; by nobody for nothing 27 %."""
    register = parameters(
        tmp_path,
        consent_base=-1,
    )
    assert consent.acceptance(register, 2.0, 0.6, 0.4, 0.5, 0.25) == pytest.approx(1 / (1 + math.exp(-0.8)))
    assert consent.acceptance(register, 2.0, 0.6, 0.4, 0.75, 0.25) == pytest.approx(1 / (1 + math.exp(-1.3)))
    assert consent.acceptance(register, 0.0, 0.0, 0.0, 0.5, 0.0) == pytest.approx(0.2689414)


def test_moving_an_engineer(tmp_path):
    """One engineer moves and is a newcomer for eight weeks; a team of the smallest size gives nobody."""
    state = fresh_state(tmp_path)
    state.teams.active = 1
    state.teams.engineers = [4, 7, 7, 7, 7, 7]
    state.teams.owner = NONE
    state.teams.open = 0
    assert portfolio.move_capacity(state, 0, 1, 1, 20)
    assert state.teams.engineers[:2].tolist() == [3, 8]
    assert (state.teams[1].newcomers, state.teams[1].newcomers_until) == (1, 28)
    assert state.pulse[0].shifted_engineers == 1
    assert not portfolio.move_capacity(state, 0, 1, 1, 21)
    assert state.teams.engineers[:2].tolist() == [3, 8]
