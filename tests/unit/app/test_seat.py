"""The seam and the game: empty it is the engine to the bit, played it is replayable, and what is shown are signals alone."""

from dataclasses import replace

import numpy as np
import pytest

from orgsim.app.company import Company
from orgsim.app.game import Chair, Game, chairs
from orgsim.app.inbox import Inbox, Seat
from orgsim.app.seat import DUTIES, Decided, Table, copied, played, same
from orgsim.engine.mechanisms.decisions.judgement import case_noise
from orgsim.engine.simulation import simulate
from orgsim.engine.vocabulary import Skill, Stage
from orgsim.organization.build import build

ROLES = ("pm", "gpm", "director", "ppm")


@pytest.fixture(scope="module")
def seats(company: Company) -> dict[str, Chair]:
    """Return the four seats by role."""
    return {chair.about.view.role: chair for chair in chairs(company)}


def begun(chair: Chair, replication: int = 0) -> Game:
    """Return a game at its first quarter."""
    game = Game(chair, 1, replication)
    game.begin()
    return game


def by_its_own_estimate(inbox: Inbox) -> dict[int, bool]:
    """Decide as somebody who knows only what the inbox shows: yes to what seems to gain, no to what seems to lose."""
    return {entry.key: entry.worth > 0.0 for entry in inbox.entries if not np.isnan(entry.worth)}


def test_an_empty_table_is_the_engine_itself(company: Company) -> None:
    """Without decisions every table of the last state is that of an ordinary run, to the bit; so with quarters that decide nothing."""
    organization = build(company.today)
    usual = simulate(organization.blueprint, 1, 0)
    assert same(played(organization, Table("dir-money"), 1, 0), usual)
    assert same(played(organization, Table("dir-money", {52: Decided()}), 1, 0), usual)
    assert not same(played(organization, Table("dir-money", {52: Decided(hours={"contact": 4.0})}), 1, 0), usual)


@pytest.mark.parametrize("role", ROLES)
def test_a_policy_that_knows_what_the_seat_sees_plays_to_the_end(seats: dict[str, Chair], role: str) -> None:
    """Eight quarters by one's own estimates leave books that balance, and the table of what was decided plays the same future again."""
    game = begun(seats[role])
    while not game.over:
        game.decide(by_its_own_estimate(game.inbox), game.inbox.hours)
    reveal = game.finish()
    assert len(game.decided) == 8
    assert reveal.played.keys() == reveal.usual.keys()
    assert same(played(game.organization, game.table, 1, 0), game.state)


def test_what_is_refused_is_not_built_and_what_is_funded_is(seats: dict[str, Chair]) -> None:
    """A director who refuses every case has them refused, at the planning's end; one who funds every case has them funded."""
    for yes, stages in ((False, {Stage.REJECTED}), (True, {Stage.READY, Stage.ACTIVE, Stage.DONE, Stage.CANCELLED})):
        game = begun(seats["director"])
        cases = [entry for entry in game.inbox.entries if entry.kind == "case"]
        assert cases
        game.decide({entry.key: yes for entry in cases}, game.inbox.hours)
        assert {Stage(int(game.state.items[entry.row].stage)) for entry in cases} <= stages


def test_ideas_that_are_held_back_wait_for_the_next_planning(seats: dict[str, Chair]) -> None:
    """What an owner holds back is still an idea a quarter later, or has expired; it was not asked for."""
    game = begun(seats["pm"])
    held = game.inbox.entries[:3]
    assert {entry.kind for entry in held} == {"idea"}
    game.decide({entry.key: False for entry in held}, game.inbox.hours)
    assert {int(game.state.items[entry.row].stage) for entry in held} <= {Stage.IDEA, Stage.EXPIRED}


def test_deciding_costs_the_seat_minutes(seats: dict[str, Chair]) -> None:
    """The books of the post show more planning than without decisions: the desk minutes of a planning day."""
    from orgsim.engine.vocabulary import PersonAccount

    spent = {}
    for decides in (True, False):
        game = begun(seats["director"])
        answers = by_its_own_estimate(game.inbox) if decides else {}
        game.decide(answers, game.inbox.hours)
        quarter = game.first // 13
        spent[decides] = int(game.state.person_book[game._seat, quarter, PersonAccount.PLANNING])
    assert spent[True] > spent[False]


@pytest.mark.parametrize("role", ROLES)
def test_the_inbox_shows_signals_only(seats: dict[str, Chair], role: str) -> None:
    """With other truths behind the same signals (other weights, markets, promises, spillovers) the inbox is the same to the letter."""
    game = begun(seats[role], replication=2)
    state, fate, row = game.state, game.fate, game._seat
    shown = Seat(game.organization, row, fate, state, game.week).look()
    hidden = copied(state)
    hidden.strategy[:] = hidden.strategy[:, ::-1]
    hidden.attractiveness[:] = 7.0
    hidden.items.worth[:] = 3.0
    hidden.items.realised[:] = -5.0
    hidden.items.elsewhere[:] = 9.0
    assert not same(hidden, state)
    assert repr(_before_planning(game, hidden)) == repr(_before_planning(game, state))
    assert shown.hours["contact"] > 0.0
    assert shown.entries or role == "ppm"  # whose reviews need not find anything


def _before_planning(game: Game, state) -> tuple:
    """Return what the seat sees of ideas, hours and news, for which nothing has to be run."""
    seat = Seat(game.organization, game._seat, game.fate, copied(state), game.week)
    from orgsim.explain.names import Names

    names = Names(game.organization)
    names.begin(seat.state)
    return seat._ideas(seat.state, names), seat._hours(), seat._news(seat.state, names)


def test_a_case_is_shown_as_it_seems_and_not_as_it_is(seats: dict[str, Chair]) -> None:
    """Doubling the true promise of every case at the desk while its estimate stays leaves what is shown as it is, to the letter."""
    from orgsim.app.seat import think, waiting
    from orgsim.explain.names import Names

    game = begun(seats["director"], replication=1)
    seen = copied(game.state)
    think(seen, game.fate, game._seat, game.week)
    hidden = copied(seen)
    person = seen.people[seen.posts[game._seat].person]
    changed = 0
    for state, factor in ((seen, 1.0), (hidden, 2.0)):
        for index in waiting(state, game._seat):
            request = state.requests[index]
            item = state.items[request.subject]
            if request.errand != 0:
                continue
            farther = 1.0 + float(state.parameters[0].reach_noise) * float(item.reach)
            error = case_noise(state.parameters[0], float(person.skills[Skill.DISCOVERY])) * farther
            item.judge, item.misjudged = person.key, 0.5 - np.log(factor) / error
            item.promise *= factor
            changed += 1
    hidden.strategy[:] = hidden.strategy[:, ::-1]
    hidden.attractiveness[:] = 7.0
    assert changed >= 4
    names = Names(game.organization)
    names.begin(seen)
    shown = []
    for state in (seen, hidden):
        seat = Seat(game.organization, game._seat, game.fate, state, game.week)
        entries = [seat._request(state, index, names) for index in waiting(state, game._seat)]
        shown.append(repr([replace(entry, worth=round(entry.worth, 6)) for entry in entries]))
    assert shown[0] == shown[1]


def test_hours_can_be_divided_anew(seats: dict[str, Chair]) -> None:
    """Hours that a player moves from one duty to another are the post's from then on."""
    game = begun(seats["ppm"])
    hours = {**game.inbox.hours, "contact": 10.0, "portfolio": 19.0}
    game.decide({}, hours)
    assert game.inbox.hours["contact"] == 10.0
    assert game.inbox.hours["portfolio"] == 19.0
    assert set(game.inbox.hours) == set(DUTIES)
