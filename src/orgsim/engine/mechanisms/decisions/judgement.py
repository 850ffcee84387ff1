"""Judgement: people judge work whose true value they cannot see, with errors, by their beliefs and their local interest.

Every judgement of a case is made here. No judge reads an item's true value; a judge who decides the strategy believes in its true weights
(``beliefs``), and all others believe in what they have heard. Error has a part that all judges of a case share, since they read the
same case, and a part of each judge's own; both stay the same as long as the case is looked at, so that looking twice teaches nothing.
"""

import math

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.decisions.authority import top_of
from orgsim.engine.mechanisms.decisions.bets import per_effort, weeks_faded, worth_of_bet
from orgsim.engine.mechanisms.decisions.elsewhere import counted_by, engineers_in
from orgsim.engine.mechanisms.decisions.insight import teams_below
from orgsim.engine.mechanisms.knowledge.views import market_seen
from orgsim.engine.mechanisms.work.interdependence import whole_effort
from orgsim.engine.mechanisms.work.journeys import lift_seen
from orgsim.engine.mechanisms.work.market import strategic_fit
from orgsim.engine.mechanisms.work.progress import initiative_of, share_left
from orgsim.engine.mechanisms.work.returns import seen_fit
from orgsim.engine.random import Luck, Purpose, normal
from orgsim.engine.state import Floats, Records, State
from orgsim.engine.vocabulary import NONE, Skill


@rule
def believed_fit(belief: Floats, interest: Floats, tilt: float, objectives: Floats) -> float:
    """Return how well an item seems to fit the strategy: K x ((1 - tilt) x belief + tilt x local interest) . objectives.

    All vectors are (K,); 1 is the average. Local interest tilts the ranking of one's own backlog, not only its level.
    """
    return (1.0 - tilt) * strategic_fit(belief, objectives) + tilt * strategic_fit(interest, objectives)


@rule
def case_noise(parameters: Records, discovery: float) -> float:
    """Return the standard error of a judge's estimate (of its logarithm); it falls with skill at discovery (0..1)."""
    return parameters.case_noise * blur(parameters.skill_effect, discovery)


@rule
def blur(effect: float, skill: float) -> float:
    """Return the factor on usual errors, or on the usual chance of a question, of somebody with a skill (0..1; one half is average)."""
    return math.exp(-effect * (skill - 0.5))


@rule
def blur_of(memo: Records, effect: float, discovery: float) -> float:
    """Return the same for the holder of a post, whose judgements have it in common as long as the skill stays what it is."""
    if memo.blur == 0.0 or memo.discovery != discovery or memo.discovery_effect != effect:
        memo.discovery, memo.discovery_effect = discovery, effect
        memo.blur = blur(effect, discovery)
    return memo.blur


LEAST_PROMISE = 1e-300
"""A smaller promise counts as this, so that it has a logarithm."""


@rule
def estimated_promise(promise: float, noise: float) -> float:
    """Return a judge's estimate of the logarithm of an item's promise: the true one and an error."""
    return math.log(max(LEAST_PROMISE, promise)) + noise


@rule
def promise_seen(item: Records) -> float:
    """Return the logarithm of what an initiative promises for its scale, which does not change."""
    if item.promise_seen == 0.0:
        item.promise_seen = estimated_promise(item.promise / item.scale, 0.0)
    return item.promise_seen


@rule
def error_of_judge(luck: Luck, case: int, judge: int, common: float) -> float:
    """Return a judge's error about a case in standard errors, a share `common` of whose variance all judges of the case have in common."""
    return error_with(luck, difficulty_of(luck, case), case, judge, common)


@rule
def difficulty_of(luck: Luck, case: int) -> float:
    """Return the error about a case that all its judges have in common, standard normal."""
    return normal(luck, Purpose.CASE_NOISE, case, 0, 0)


@rule
def error_with(luck: Luck, shared: float, case: int, judge: int, common: float) -> float:
    """Return a judge's error about a case whose difficulty, `shared`, is known."""
    own = normal(luck, Purpose.CASE_NOISE, case, 1, judge)
    return math.sqrt(common) * shared + math.sqrt(1.0 - common) * own


@rule
def misjudge(item: Records, luck: Luck, judge: int, common: float) -> None:
    """Note the error of a judge about an item; it stays what it is, and what all judges have in common is drawn once."""
    if item.difficulty == 0.0:
        item.difficulty = difficulty_of(luck, item.key)
    item.judge = judge
    item.misjudged = error_with(luck, item.difficulty, item.key, judge, common)


@rule
def weeks_ahead(item: Records, team: Records) -> float:
    """Return the weeks until an initiative's launch that its team's experience makes it expect, less for work that is under way."""
    return team.lead * share_left(item)


@rule
def worth_to(state: State, luck: Luck, post: int, index: int, tilt: float) -> float:
    """Return what an initiative is worth to the holder of a post, with some weight of local interest (0..1), in standard values.

    The judge's own skill sets the error; judges think that their errors are of the usual size, so the unskilled shrink too little.
    """
    item = state.items[index]
    parameters = state.parameters[0]
    person = state.people[state.posts[post].person]
    farther = 1.0 + parameters.reach_noise * float(item.reach)
    memo = state.memos[post]
    error = parameters.case_noise * blur_of(memo, parameters.skill_effect, person.skills[Skill.DISCOVERY]) * farther
    if item.judge != person.key:
        misjudge(item, luck, person.key, parameters.common_error)
    noise = error * item.misjudged
    fit = believed_fit(
        state.beliefs[state.posts[post].person],
        state.interests[post],
        tilt,
        state.objectives[index],
    )
    fit = seen_fit(state, post, index, tilt, fit) * lift_seen(state, post, item.domain)
    ahead = weeks_ahead(item, state.teams[item.team])
    fit *= counted_by(state, post, item, tilt)
    fit *= market_seen(state, memo, state.posts[post].person, item.domain, ahead)
    estimate = promise_seen(item) + noise
    faded = weeks_faded(item, state.counters[0].week, ahead)
    return worth_of_bet(item, fit, estimate, parameters.case_noise * farther, faded, parameters)


@rule
def judged_by(state: State, luck: Luck, post: int, index: int) -> float:
    """Return what an item is worth to the holder of a post for each standard effort; pieces are judged by the initiative they serve."""
    return judged_with(state, luck, post, index, local_tilt(state, post))


@rule
def judged_with(state: State, luck: Luck, post: int, index: int, tilt: float) -> float:
    """Return what an item is worth to a judge for each standard effort, with some weight of local interest (0..1).

    A piece of work for a domain that the judge does not answer for counts less by that interest. What serves no team's initiative, such as
    a migration between platforms that the scenario names, keeps its place.
    """
    subject = initiative_of(state.items, index)
    item = state.items[subject]
    if item.team == NONE:
        return state.items[index].priority
    worth = worth_to(state, luck, post, subject, tilt)
    if subject != index and engineers_in(state, post, item.domain) == 0:
        worth *= 1.0 - tilt
    return per_effort(worth, whole_effort(item), state.parameters[0].effort_median)


@rule
def find_interests(state: State) -> None:
    """Find each post's local interest: the figures of merit of the domains that its teams serve, weighted by posts for engineers.

    The interest weighs less in its judgement the larger the share of the company it answers for: one who answers for everything, or
    for nothing, has none.
    """
    posts, teams = state.posts, state.teams
    for p in range(len(posts)):
        posts[p].tilt = 0.0
        posts[p].engineers = 0
        posts[p].shifted = 0
        for k in range(state.interests.shape[1]):
            state.interests[p, k] = 0.0
    for team in teams:
        if not team.active:
            continue
        heads = float(team.engineers + team.open)
        p = team.owner
        while p != NONE:
            posts[p].tilt += heads
            posts[p].engineers += team.engineers + team.open
            for k in range(state.interests.shape[1]):
                state.interests[p, k] += heads * state.domain_interests[team.domain, k]
            p = posts[p].manager
    for at_the_top in (False, True):  # heads last: until then theirs is the head-count of the whole company
        for p in range(len(posts)):
            answered_for = posts[p].tilt
            if (posts[p].manager == NONE) == at_the_top and answered_for > 0.0:
                for k in range(state.interests.shape[1]):
                    state.interests[p, k] /= answered_for
                everybody = posts[top_of(posts, p)].tilt
                posts[p].tilt = state.parameters[0].local_interest * (1.0 - answered_for / everybody)


@rule
def note_shift(posts: Records, post: int, last: int) -> None:
    """Note that engineers moved in or out below a post and all above it up to, not including, `last`.

    Their local interest is found anew when they next judge, or at the end of the week (``renew_interests``): in a large company engineers
    move every week below those near the top, few of whom judge.
    """
    while post not in (NONE, last):
        posts[post].shifted = 1
        post = posts[post].manager


@rule
def local_tilt(state: State, post: int) -> float:
    """Return the weight of a post's local interest in its judgement, which is that of the day.

    A head, who answers for everything, gives no weight to it; that of heads is left to the end of the week.
    """
    if state.posts[post].shifted and state.posts[post].manager != NONE:
        renew_interest(state, post)
    return state.posts[post].tilt


@rule
def renew_interest(state: State, post: int) -> None:
    """Find one post's local interest and its weight anew after engineers moved; its company has as many as before."""
    state.posts[post].shifted = 0
    find_interest(state, post, float(state.posts[top_of(state.posts, post)].engineers))


@rule
def find_interest(state: State, post: int, everybody: float) -> None:
    """Find one post's local interest and its weight as ``find_interests`` does; `everybody` is the head-count of its company."""
    row = state.interests[post]
    for k in range(len(row)):
        row[k] = 0.0
    answered_for = 0
    for place in range(teams_below(state, post)):
        team = state.teams[state.in_sight[place]]
        answered_for += team.engineers + team.open
        for k in range(len(row)):
            row[k] += float(team.engineers + team.open) * state.domain_interests[team.domain, k]
    state.posts[post].engineers = answered_for
    state.posts[post].tilt = 0.0
    if answered_for > 0:
        for k in range(len(row)):
            row[k] /= float(answered_for)
        state.posts[post].tilt = state.parameters[0].local_interest * (1.0 - float(answered_for) / everybody)


@rule
def renew_interests(state: State) -> None:
    """Find the local interest of every post anew below which engineers have moved, at the end of the week."""
    for p in range(len(state.posts)):
        if state.posts[p].shifted:
            renew_interest(state, p)
