"""The one seam at which a player's choices enter the engine: a table of decisions by quarter and case, for one post.

The engine's own weeks run as they are. In a quarter for which the table says something, the post takes a week to think: its desk stays
closed in the first week, so that whatever that planning sent to it is there together; then what the table answers is settled by the
engine's own rules, at the desk minutes of a planning day, and everything else waits for the post's usual judgement. Cases of others on
which the post is consulted and speaks are taken up then, too (``voices``). Who ranks the ideas of
a team may also hold some back from a planning or submit cases for some before it, and anybody may divide the hours of the week anew. A
quarter without decisions is the engine's own to the bit.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

import numpy as np

from orgsim.app.voices import NOT_SAID, speak, take
from orgsim.engine import schedule
from orgsim.engine.mechanisms.decisions.authority import common_superior, is_above, nearest_with
from orgsim.engine.mechanisms.decisions.errands import answer, carry_out, climb, pass_to
from orgsim.engine.mechanisms.decisions.judgement import judged_by
from orgsim.engine.mechanisms.decisions.proposals import action_of, other_side
from orgsim.engine.mechanisms.knowledge.ties import stir
from orgsim.engine.mechanisms.work.backlog import insert, remove
from orgsim.engine.mechanisms.work.planning import planner_of, submit
from orgsim.engine.mechanisms.work.ranking import expected_effort
from orgsim.engine.random import Luck, luck
from orgsim.engine.simulation import check, new_state
from orgsim.engine.state import State
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, NONE, WEEKS_PER_QUARTER, Answer, Errand, Right, Stage, Turn
from orgsim.organization.build import Organization
from orgsim.results.plan import hash_of, hashes_of

DUTIES = ("product", "desk", "contact", "portfolio", "research")
"""What the hours of a post's week can be divided among; administration is not for it to choose."""


@dataclass(frozen=True)
class Decided:
    """What a post decides in one quarter: answers by the key of the request, ideas by their key, and hours a week by duty."""

    answers: Mapping[int, bool] = field(default_factory=dict)
    held: frozenset[int] = frozenset()
    """Ideas that are held back from this planning."""
    forward: frozenset[int] = frozenset()
    """Ideas for which a case is submitted before it."""
    hours: Mapping[str, float] = field(default_factory=dict)
    spoken: Mapping[int, bool] = field(default_factory=lambda: NOT_SAID)
    """Cases of others that the post speaks for or against, by the key of the request."""
    says: tuple[float, ...] = ()
    """What who writes the map of objectives holds them to weigh, (K,), in any unit; nothing leaves the own belief as it is."""

    @property
    def nothing(self) -> bool:
        """Whether everything is left to the post's usual judgement."""
        return not (self.answers or self.spoken or self.held or self.forward or self.hours or self.says)


@dataclass(frozen=True)
class Table:
    """The decisions of one post, by the week in which their quarter begins."""

    post: str
    quarters: Mapping[int, Decided] = field(default_factory=dict)


def copied(state: State) -> State:
    """Return a state that can be worked on without changing the first."""
    return State(**{one.name: getattr(state, one.name).copy() for one in fields(state)})


def played(organization: Organization, table: Table, seed: int, replication: int) -> State:
    """Run one future with the decisions of a table and return its last state; the books are audited as in every run.

    Raises
    ------
    SimulationError
        When a table of the run is full, or when the books do not balance.
    """
    fate, blueprint = luck(seed, replication), organization.blueprint
    state, seat = new_state(blueprint, fate), organization.posts.index(table.post)
    for week in range(0, blueprint.weeks, WEEKS_PER_QUARTER):
        play_quarter(state, fate, seat, week, table.quarters.get(week, Decided()))
    check(blueprint, state, seed, replication)
    return state


def play_quarter(state: State, fate: Luck, seat: int, week: int, decided: Decided) -> None:
    """Run the quarter that begins in a week, with what the holder of a post decides in it."""
    if decided.nothing or state.posts[seat].person == NONE:
        schedule.run(state, fate, week, week + WEEKS_PER_QUARTER)
        return
    _divide(state, seat, decided.hours)
    _hold(state, seat, decided.says)
    held = _hold_back(state, seat, decided.held)
    _bring_forward(state, fate, seat, week, decided.forward)
    start = week
    if decided.answers or decided.spoken:
        think(state, fate, seat, week)
        start = week + 1
        _settle(state, fate, seat, start, decided.answers)
        speak(state, fate, seat, start, decided.spoken)
    schedule.run(state, fate, start, week + WEEKS_PER_QUARTER)
    _give_back(state, held)


def think(state: State, fate: Luck, seat: int, week: int) -> None:
    """Run a week in which the desk of a post stays closed."""
    kept = int(state.posts[seat].desk)
    state.posts[seat].desk = 0
    schedule.run(state, fate, week, week + 1)
    state.posts[seat].desk = kept


def waiting(state: State, seat: int) -> list[int]:
    """Return the requests that wait at the desk of a post and can be decided by hand, in the order of the queue."""
    found, index = [], int(state.desks[state.posts[seat].queue].head)
    while index != NONE:
        request = state.requests[index]
        if int(request.at) == seat and _can_be_decided(int(request.errand), int(request.turn)):
            found.append(index)
        index = int(request.next)
    return found


PROPOSALS = (Errand.SHIFT, Errand.STOP, Errand.SUNSET, Errand.CONSOLIDATION)


def _can_be_decided(errand: int, turn: int) -> bool:
    """Tell whether somebody can decide a request: cases, and proposals whoever made them; questions are answered as usual."""
    if errand == Errand.CASE:
        return turn == Turn.DECIDE
    return errand in PROPOSALS and turn in (Turn.PREPARE, Turn.CONSENT, Turn.APPEAL)


# hours, beliefs and ideas


def _divide(state: State, seat: int, hours: Mapping[str, float]) -> None:
    """Divide the week of a post anew, from now on."""
    for duty, wanted in hours.items():
        setattr(state.posts[seat], duty, round(60.0 * wanted))
    if hours:
        stir(state.posts, state.ties, seat)


def _hold(state: State, seat: int, says: tuple[float, ...]) -> None:
    """Let the holder of a post be convinced of certain weights; contact moves them on from there, as it does every belief."""
    if says:
        state.beliefs[state.posts[seat].person] = np.array(says) / sum(says)


def ideas(state: State, seat: int) -> list[tuple[int, int]]:
    """Return the ideas that a post can choose from, those of the teams that it owns and ranks, as pairs of team and item."""
    found: list[tuple[int, int]] = []
    if planner_of(state.posts, seat) != seat:
        return found
    for place in range(len(state.teams)):
        team = state.teams[place]
        index = int(team.pool) if team.active and int(team.owner) == seat else NONE
        while index != NONE:
            found.append((place, index))
            index = int(state.items[index].next)
    return found


def _bring_forward(state: State, fate: Luck, seat: int, week: int, keys: frozenset[int]) -> None:
    """Submit cases for some ideas, so that the planning has so much less room for others; the case says what its author believes."""
    quarter = week // WEEKS_PER_QUARTER
    for team, index in ideas(state, seat):
        item = state.items[index]
        if int(item.key) in keys:
            item.planned = expected_effort(state, team, index, week)
            item.priority = judged_by(state, fate, seat, index)
            item.committed = quarter
            submit(state, fate, state.teams[team], seat, index, week * MINUTES_PER_WEEK, quarter, False)


def _hold_back(state: State, seat: int, keys: frozenset[int]) -> list[tuple[int, int]]:
    """Take ideas out of the pools of a post's teams; return them."""
    held = [(team, index) for team, index in ideas(state, seat) if int(state.items[index].key) in keys]
    for team, index in held:
        state.teams[team].pool = remove(state.items, state.teams[team].pool, index)
    return held


def _give_back(state: State, held: list[tuple[int, int]]) -> None:
    """Put ideas back into the pools that they came from, where they wait for the next planning."""
    for team, index in held:
        if state.items[index].stage == Stage.IDEA:
            state.teams[team].pool = insert(state.items, state.teams[team].pool, index)


# answers


def _settle(state: State, fate: Luck, seat: int, week: int, answers: Mapping[int, bool]) -> None:
    """Settle what waits at a desk and is decided; requests that did not come up are left out."""
    state.counters[0].quarter, state.counters[0].week = week // WEEKS_PER_QUARTER, week
    chosen = [index for index in waiting(state, seat) if int(state.requests[index].key) in answers]
    for place, index in enumerate(chosen):
        yes, request = answers[int(state.requests[index].key)], state.requests[index]
        if yes and request.turn == Turn.PREPARE:
            continue  # pursued as usual, with the time that it takes
        take(state, seat, index, week, alone=place == 0)
        _settle_one(state, fate, seat, index, week, yes=yes)


def _settle_one(state: State, fate: Luck, seat: int, index: int, week: int, *, yes: bool) -> None:
    """Settle a request as a post decided, by the rules by which its own judgement would."""
    request, now = state.requests[index], week * MINUTES_PER_WEEK
    if request.errand == Errand.CASE and yes:
        above = nearest_with(state.posts, state.posts[seat].manager, request.other, Right.APPROVE)
        if state.posts[seat].rights[request.other] >= Right.DECIDE or above == NONE:
            answer(state, fate, index, Answer.YES, now)
        else:
            pass_to(state, fate, index, above, now)
    elif yes:
        carry_out(state, fate, index, week, now)
    elif request.turn == Turn.CONSENT:
        _refuse_consent(state, fate, seat, index, now)
    else:
        answer(state, fate, index, Answer.NO, now)


def _refuse_consent(state: State, fate: Luck, seat: int, index: int, now: int) -> None:
    """Refuse a proposal, which then goes to the lowest common superior with the right to decide, if there is one above."""
    request = state.requests[index]
    top = common_superior(state.posts, seat, other_side(state, request))
    decider = nearest_with(state.posts, top, action_of(request.errand), Right.DECIDE)
    if decider == NONE or is_above(state.posts, seat, decider):
        answer(state, fate, index, Answer.NO, now)
    else:
        request.decider = decider
        climb(state, fate, index, Turn.APPEAL, now)


def fingerprint(state: State) -> str:
    """Return a hash of everything in a state: the same for the same future, and for no other."""
    return hash_of({one.name: hashes_of(np.asarray(getattr(state, one.name))) for one in fields(state)})


def same(one: State, other: State) -> bool:
    """Tell whether two states are the same to the bit."""
    return all(
        np.asarray(getattr(one, name.name)).tobytes() == np.asarray(getattr(other, name.name)).tobytes()
        for name in fields(one)
    )
