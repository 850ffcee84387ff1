"""The seam and the game: empty it is the engine to the bit, played it is replayable, and what is shown are signals alone."""

from dataclasses import replace

import numpy as np
import pytest

from orgsim.app.company import Company
from orgsim.app.game import Chair, Game, Mattered, chairs, others_of
from orgsim.app.inbox import Inbox, Seat
from orgsim.app.play_words import plays
from orgsim.app.reveal import by_estimates, from_seat, played_by, reveal
from orgsim.app.reveal_words import mattered
from orgsim.app.seat import DUTIES, Decided, Table, copied, ideas, played, same
from orgsim.engine.mechanisms.decisions.judgement import case_noise
from orgsim.engine.simulation import simulate
from orgsim.engine.vocabulary import NONE, Action, Right, Skill, Stage
from orgsim.metrics.catalog import VALUE
from orgsim.organization.build import build
from orgsim.scenario.design import load_design

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


def what_was_heard(inbox: Inbox) -> dict[str, float]:
    """Write down, as somebody who knows only what the inbox shows, the mean of what was heard; nothing where nobody reads it."""
    if not (inbox.writes and inbox.heard):
        return {}
    return dict(zip(inbox.objectives, np.mean([one.weights for one in inbox.heard], axis=0).tolist(), strict=True))


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
        game.decide(by_its_own_estimate(game.inbox), game.inbox.hours, what_was_heard(game.inbox))
    found = reveal(game)
    assert len(game.decided) == 8
    assert found.played.keys() == found.usual.keys()
    assert found.unfolded["as you played"][-1] == pytest.approx(found.played[VALUE])
    assert same(played(game.organization, game.table, 1, 0), game.state)
    assert not same(played(game.organization, Table(game.chair.post), 1, 0), game.state)


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


def test_ideas_that_are_brought_forward_are_asked_for(seats: dict[str, Chair]) -> None:
    """A case is submitted for each idea that an owner brings forward, whatever planning would have done; its writing is charged."""
    game = begun(seats["pm"], replication=1)
    last = game.inbox.entries[-3:]
    left_alone = begun(seats["pm"], replication=1)
    left_alone.decide({}, left_alone.inbox.hours)
    game.decide({entry.key: True for entry in last}, game.inbox.hours)
    assert all(game.state.items[entry.row].stage != Stage.IDEA for entry in last)
    assert any(left_alone.state.items[entry.row].stage in (Stage.IDEA, Stage.EXPIRED) for entry in last)


def test_who_ranks_nothing_has_no_ideas(seats: dict[str, Chair]) -> None:
    """Where a superior has kept the right to rank, the owner of a team has no ideas before it, and nobody can bring any forward."""
    game = begun(seats["pm"])
    seat, scope = game._seat, int(Action.SCOPE)
    game.state.posts[seat].rights[scope] = Right.PROPOSE
    game.state.posts[game.state.posts[seat].manager].rights[scope] = Right.DECIDE
    assert ideas(game.state, seat) == []


def test_a_seat_that_opens_when_the_horizon_is_over_is_none(company: Company) -> None:
    """In a horizon of one quarter there is a quarter to play for those who are there, and none for those who come with a design."""
    short = Company(load_design(company.today.path, ["horizon.quarters=1"]))
    assert [chair.about.view.role for chair in chairs(short)] == ["pm", "director"]
    game = Game(chairs(short)[0], 1, 0)
    game.begin()
    game.decide({}, game.inbox.hours)
    assert game.over
    assert reveal(game).played[VALUE] == reveal(game).usual[VALUE]


def test_a_map_is_read(seats: dict[str, Chair]) -> None:
    """What a portfolio manager writes down moves the beliefs of others towards it; the same seat left alone leaves them elsewhere."""
    beliefs = {}
    for says in ({}, {"efficiency": 1.0, "growth": 0.0, "retention": 0.0, "trust": 0.0}):
        game = begun(seats["ppm"])
        assert game.inbox.writes
        game.decide({}, game.inbox.hours, says)
        place = game.inbox.objectives.index("efficiency")
        beliefs[bool(says)] = [one.weights[place] for one in game.inbox.heard]
    assert np.mean(beliefs[True]) > np.mean(beliefs[False]) + 0.1
    assert not begun(seats["director"]).inbox.writes
    assert any("write the map" in move for move in plays(seats["ppm"]))


@pytest.mark.parametrize("off", ["mechanisms.beliefs=false", "parameters.beliefs.map_effect=0"])
def test_a_map_that_nobody_heeds_is_not_offered(company: Company, off: str) -> None:
    """Where beliefs do not move, or not by maps, the seat has none to write, and says of itself that it has none."""
    deaf = Company(load_design(company.today.path, [off]))
    (chair,) = [chair for chair in chairs(deaf) if chair.about.view.role == "ppm"]
    assert not begun(chair).inbox.writes
    assert not any("write the map" in move for move in plays(chair))


def test_an_empty_seat_has_nothing_before_it(seats: dict[str, Chair]) -> None:
    """Where nobody holds the post, nothing is shown and nothing can be decided, and the quarter is the engine's own."""
    game, alone = begun(seats["director"]), begun(seats["director"])
    for one in (game, alone):
        one.state.posts[one._seat].person = NONE
    game._look()
    assert game.inbox.entries == ()
    assert game.vacant


def test_the_truth_known_at_a_seat_is_that_of_the_reveal(seats: dict[str, Chair]) -> None:
    """What somebody who knew everything would go by is what the reveal says that cases were worth; estimates are not."""
    game = begun(seats["director"])
    known, seemed = game.truth(), {entry.key: entry.worth for entry in game.inbox.entries}
    game.decide({}, game.inbox.hours)
    revealed = {one.entry.key: one.truth for one in game.judged if not np.isnan(one.truth)}
    assert revealed == known
    assert all(known[key] != seemed[key] for key in known)


def test_the_reveal_says_what_truly_mattered(seats: dict[str, Chair]) -> None:
    """For each quarter there is what was written on the map, or believed, beside the true weights; half of what is said may be true."""
    game = begun(seats["ppm"])
    truth = tuple(game.state.strategy[game.week // 13].tolist())
    believed = game.inbox.believes
    game.decide({}, game.inbox.hours)
    game.decide({}, game.inbox.hours, dict(zip(game.inbox.objectives, (2.0, 2.0, 0.0, 0.0), strict=True)))
    assert game.mattered[0] == Mattered(1, believed, truth)
    assert game.mattered[1].said == (2.0, 2.0, 0.0, 0.0)
    shown = mattered(("a", "b"), [Mattered(1, (3.0, 1.0), (0.5, 0.5))])
    assert "<td>75% / <b>50%</b></td><td>25% / <b>50%</b></td><td>75%</td>" in shown


def test_other_seats_are_looked_at_in_the_game_as_it_is_played(seats: dict[str, Chair]) -> None:
    """A product manager's game shows what waited at the director above and at the head; a game that nobody reveals looks at none."""
    game = begun(seats["pm"])
    assert others_of(game.chair.about.design.final, "pm-search-a") == ["head", "dir-discovery"]
    game.decide({}, game.inbox.hours)
    assert [one.post for one in game.glances] == ["head", "dir-discovery"]
    assert any(one.waiting for one in game.glances)
    again = begun(seats["pm"])
    assert [
        entry.key
        for entry in Seat(
            again.organization, again.organization.posts.index("dir-discovery"), again.fate, again.state, again.week
        )
        .look()
        .entries
    ] == [one.entry.key for one in game.glances[1].waiting]


def test_the_same_future_from_a_seat_is_that_of_a_game(seats: dict[str, Chair]) -> None:
    """What a rule gets from a seat is what a player who decides by that rule gets, and as usual is the run without anybody."""
    found = from_seat(seats["director"], 1, 0)
    game = begun(seats["director"])
    while not game.over:
        game.decide(by_estimates(game.inbox), game.inbox.hours)
    ended = reveal(game)
    assert found.seeming == ended.played[VALUE]
    assert found.usual == ended.usual[VALUE]
    assert found.knowing != found.seeming


def test_who_knows_the_truth_writes_it_on_the_map(seats: dict[str, Chair]) -> None:
    """A rule that knows writes the true weights down where the seat has a map, and nothing where it has none."""
    knowing, guessing = (played_by(seats["ppm"], 1, 0, knowing=knowing) for knowing in (True, False))
    state = knowing.state
    for week, decided in knowing.decided.items():
        assert decided.says == tuple(state.strategy[week // 13].tolist())
    assert not any(decided.says for decided in guessing.decided.values())
    assert begun(seats["director"]).true_map() == {}


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
    elsewhere = replace(Seat(game.organization, row, fate, hidden, game.week).look(), entries=(), news=())
    assert repr(elsewhere) == repr(replace(shown, entries=(), news=()))
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
            item.promise_seen = 0.0  # the rules keep its logarithm, since nothing changes it in a run
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
