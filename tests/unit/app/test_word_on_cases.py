"""A word on cases of others: as usual it is the engine's own hearing, said otherwise it moves a decision, and nobody shouts."""

from collections.abc import Iterator

import pytest

from orgsim.app import inbox as inbox_module
from orgsim.app.company import Company
from orgsim.app.game import Chair, Game, chairs
from orgsim.app.inbox import Seat
from orgsim.app.play_words import entry as entry_words
from orgsim.app.play_words import plays
from orgsim.app.reveal import by_estimates, by_truth, reveal
from orgsim.app.reveal_words import hindsight, hits
from orgsim.app.saved_games import loaded, saved
from orgsim.app.seat import copied, played, same, think
from orgsim.app.voices import cases_of_others, heard, speak, tie_to
from orgsim.engine.mechanisms.decisions.judgement import judged_with
from orgsim.engine.mechanisms.decisions.rubric import rated_case, tilt_of
from orgsim.engine.state import State
from orgsim.engine.vocabulary import NONE, Right, Stage


@pytest.fixture(scope="module")
def ppm(company: Company) -> Chair:
    """Return the seat of the portfolio manager, who is consulted on what is funded."""
    (chair,) = [chair for chair in chairs(company) if chair.about.view.role == "ppm"]
    return chair


def quarters(chair: Chair, future: int = 0) -> Iterator[tuple[Game, State]]:
    """Yield a game and the state on its planning day, quarter by quarter, with nothing decided."""
    game = Game(chair, 1, future, watched=False)
    game.begin()
    while not game.over:
        after = copied(game.state)
        think(after, game.fate, game._seat, game.week)
        after.counters[0].week = game.week + 1
        yield game, after
        game.decide({}, game.inbox.hours)


def asked(chair: Chair) -> list[tuple[Game, State, int]]:
    """Return every case of others on which a seat is asked in a future, with the state on that day."""
    found = []
    for game, after in quarters(chair):
        found += [(replace_state(game, after), after, index) for index in cases_of_others(after, game._seat)]
    return found


def replace_state(game: Game, state: State) -> Game:
    """Return a game that stands at a state, so that going on does not change it."""
    other = Game(game.chair, game.seed, game.replication, watched=False)
    other.fate, other.first, other.week, other.state = game.fate, game.first, game.week, state
    return other


def test_as_usual_is_the_hearing_of_the_engine(ppm: Chair) -> None:
    """Said as thought, the worth of a case and the minutes that it takes are those of the rule, to the bit; for and against lie on either side."""
    cases = asked(ppm)
    assert len(cases) >= 20
    moved = 0
    for game, after, index in cases:
        request = after.requests[index]
        by_rule, by_hand = copied(after), copied(after)
        usual = rated_case(
            by_rule, game.fate, int(request.at), int(request.subject), int(request.other), int(request.author)
        )
        assert heard(by_hand, game.fate, index, game._seat, None) == usual
        assert same(by_rule, by_hand)
        up, down = (heard(copied(after), game.fate, index, game._seat, yes) for yes in (True, False))
        assert down <= usual <= up
        moved += down < up
    assert moved >= 10  # the others have no time to hear it


def test_a_word_weighs_what_the_own_view_would(ppm: Chair) -> None:
    """Worked by hand: with nobody else asked, the mean moves by twice what the seat holds the case to be worth, by its share of the trust."""
    for game, after, index in asked(ppm):
        request, seat = after.requests[index], game._seat
        tie = tie_to(after, int(request.at), seat, int(request.other))
        for other in range(len(after.posts)):
            if other != seat:
                after.posts[other].rights[request.other] = max(
                    int(after.posts[other].rights[request.other]), Right.APPROVE
                )
        after.posts.rater[:] = False
        after.counters[0].raters = 0
        after.posts[seat].planning_due = 0
        own = judged_with(after, game.fate, seat, int(request.subject), tilt_of(after, seat))
        trust = float(after.ties[tie].trust)
        up, down = (heard(copied(after), game.fate, index, seat, yes) for yes in (True, False))
        assert up - down == pytest.approx(2.0 * abs(own) * trust / (1.0 + trust))


def test_what_is_said_may_turn_a_case_and_costs_minutes(ppm: Chair) -> None:
    """Where a decider trusts the seat a million times as much as itself, every case goes as it is spoken on, and both pay for it in minutes."""
    ended: dict[bool, set[Stage]] = {}
    for yes in (True, False):
        stages = set()
        for game, after, index in asked(ppm):
            state, seat = copied(after), game._seat
            request = state.requests[index]
            decider, item = int(request.at), int(request.subject)
            state.ties.trust[:] = 0.0
            state.ties[tie_to(state, decider, seat, int(request.other))].trust = 1e6
            state.posts[decider].rights[request.other] = Right.DECIDE
            state.posts.planning_due[:] = 0
            speak(state, game.fate, seat, game.week + 1, {int(request.key): yes})
            assert state.posts[seat].planning_due == int(state.parameters[0].minutes_to_rate)
            assert state.posts[decider].planning_due > 0
            stages.add(Stage(int(state.items[item].stage)))
        ended[yes] = stages
    assert Stage.REJECTED not in ended[True]
    assert ended[False] == {Stage.REJECTED}


@pytest.mark.parametrize("lacking", ["right", "meeting", "holder", "time"])
def test_who_is_not_asked_cannot_speak(ppm: Chair, lacking: str) -> None:
    """Without the right, without meeting the decider or with nobody at the decider's desk there is no case; without time nobody is heard."""
    for game, after, index in asked(ppm)[:8]:
        seat, decider = game._seat, int(after.requests[index].at)
        if lacking == "right":
            after.posts[seat].rights[:] = Right.INFORM
        elif lacking == "meeting":
            after.ties.minutes[:] = 0
        elif lacking == "holder":
            after.posts[decider].person = NONE
        else:
            after.posts[seat].planning_due = 10_000
            values = {heard(copied(after), game.fate, index, seat, yes) for yes in (True, False, None)}
            assert len(values) == 1
            continue
        assert index not in cases_of_others(after, seat)


def test_a_game_with_words_is_replayed_and_saved(company: Company, ppm: Chair) -> None:
    """Speaking against every case in eight quarters leaves books that balance; the table and the file play the same future again."""
    game = Game(ppm, 1, 0)
    game.begin()
    spoken = 0
    while not game.over:
        answers = {entry.key: False for entry in game.inbox.entries if entry.kind == "voice"}
        spoken += len(answers)
        game.decide(answers, game.inbox.hours)
    assert spoken >= 10
    again = loaded(saved(game), company)
    assert same(again.state, game.state)
    assert [one.spoken for one in again.decided.values()] == [one.spoken for one in game.decided.values()]
    found = reveal(game)
    assert same(played(game.organization, game.table, 1, 0), game.state)
    assert found.hits() == (0, 0, 0, 0)
    right = sum(one.truth <= 0.0 for one in found.judged if one.choice == "speak against it")
    followed = sum(game.state.items[one.entry.row].stage == Stage.REJECTED for one in found.judged if one.came)
    assert found.words() == (spoken, right, followed)
    assert 0 < followed < spoken
    assert f"{followed} went as you said, and the truth was with you in {right}." in hits(found)
    assert "<td>speak against it: refused</td>" in hindsight(found.judged)


def test_what_is_shown_of_a_case_of_others_is_signals(ppm: Chair) -> None:
    """Who decides and how much the word weighs are shown; other true weights and markets leave every letter as it was."""
    shown = 0
    for game, _ in quarters(ppm):
        voices = [one for one in game.inbox.entries if one.kind == "voice"]
        shown += len(voices)
        for one in voices:
            assert "decides; your word weighs" in one.facts[0]
            assert "you are asked about a case" in entry_words(one)
    assert shown >= 20
    game, after, index = asked(ppm)[0]
    hidden = copied(after)
    hidden.strategy[:] = hidden.strategy[:, ::-1]
    hidden.attractiveness[:] = 7.0
    hidden.items.worth[:] = 3.0
    assert not same(hidden, after)
    from orgsim.explain.names import Names

    names = Names(game.organization)
    names.begin(after)
    seats = [Seat(game.organization, game._seat, game.fate, state, game.week) for state in (after, hidden)]
    assert repr(seats[0]._voice(after, index, names)) == repr(seats[1]._voice(hidden, index, names))


def test_rules_that_play_by_hand_speak_only_to_change_something(ppm: Chair) -> None:
    """By estimates, what would be said is said anyway; by the truth, only on cases of which the seat thinks the wrong thing."""
    turned = 0
    for game, _ in quarters(ppm):
        voices = {one.key: one for one in game.inbox.entries if one.kind == "voice"}
        assert not voices.keys() & by_estimates(game.inbox).keys()
        words, truth = by_truth(game), game.truth()
        for key, one in voices.items():
            assert (key in words) == ((one.worth > 0.0) != (truth[key] > 0.0))
            turned += key in words
        assert all(words[key] == (truth[key] > 0.0) for key in voices.keys() & words.keys())
    assert turned >= 3


@pytest.mark.parametrize("role", ["director", "ppm"])
def test_a_holder_who_leaves_while_thinking_is_asked_nothing(
    company: Company, role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the post is empty on the planning day, nobody is there to judge what waits, and nothing of it is shown."""

    def leave(state: State, fate: object, seat: int, week: int) -> None:
        think(state, fate, seat, week)  # type: ignore[arg-type]
        state.posts[seat].person = NONE

    (chair,) = [chair for chair in chairs(company) if chair.about.view.role == role]
    monkeypatch.setattr(inbox_module, "think", leave)
    game = Game(chair, 1, 0)
    game.begin()
    assert game.inbox.entries == ()
    game.decide({}, game.inbox.hours)
    assert game.quarter == 2


def test_seats_that_are_asked_say_so(company: Company) -> None:
    """A portfolio manager is consulted on what is funded, a product manager is not."""
    able = {
        chair.about.view.role: any("speak for or against" in move for move in plays(chair)) for chair in chairs(company)
    }
    assert able["ppm"]
    assert not able["pm"]
