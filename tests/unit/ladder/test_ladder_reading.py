"""Reading ladders: short forms, and everything that is wrong at its place."""

import pytest
from tests.unit.ladder.conftest import SMALL, Read

from orgsim.errors import InputError
from orgsim.scenario.ladder.model import Ladder
from orgsim.scenario.ladder.shipped import ladder_path, policy_names
from orgsim.scenario.problems import ScenarioError


def test_a_number_is_short_for_the_value_of_an_expectation(small: Ladder) -> None:
    """``discovery: 0.5`` is an expectation of 0.5 with weight 1."""
    assert small.levels["pm"].expectations["discovery"].value == 0.5
    assert small.levels["pm"].expectations["discovery"].weight == 1.0


def test_a_level_starts_with_its_seats_taken(read: Read) -> None:
    """Without ``heads`` every seat is taken; with it that many people are there."""
    ladder = read(SMALL, ("seats: 24,", "seats: 24, heads: 20,")).ladder
    assert ladder.levels["pm"].starting_heads == 40
    assert ladder.levels["senior"].starting_heads == 20


def test_tracks_list_their_levels_from_the_bottom(small: Ladder) -> None:
    """Levels of a track come in the order of their rungs."""
    assert small.levels_of("management") == ["group", "director", "vp"]


def test_entry_levels_are_filled_from_outside(small: Ladder) -> None:
    """All vacancies of an entry level go to outsiders unless it says otherwise."""
    assert small.share_hired("pm") == 1.0
    assert small.share_hired("senior") == 0.0


BROKEN = {
    "a move to nowhere": ("to: senior}", "to: senoir}", ":18:20: E301 moves[0].to", "did you mean 'senior'?"),
    "an unknown track": ("track: ic, rung: 2", "track: icc, rung: 2", "E301 levels.senior.track", "did you mean 'ic'?"),
    "an unknown competency": ("{discovery: 0.5}", "{discovry: 0.5}", "E301", "did you mean 'discovery'?"),
    "an unknown source": ("source: assumed", "source: asumed", "E301 source", "did you mean 'assumed'?"),
    "an unknown key": ("rung: 2, role", "rung: 2, rolle", "E101 levels.senior", "did you mean 'role'?"),
    "a promotion that goes down": (
        "{from: director, to: vp}",
        "{from: vp, to: director}",
        "E603 moves[4].kind",
        "a promotion goes up; 'vp' is on rung 5, 'director' on rung 4",
    ),
    "a move twice": ("{from: director, to: vp}", "{from: pm, to: senior}", "E602 moves[4]", "listed twice (moves[0])"),
    "more people than seats": (
        "seats: 24,",
        "seats: 24, heads: 25,",
        "E605 levels.senior.heads",
        "25 people on 24 seats",
    ),
    "a band upside down": (
        "seats: 24,",
        "seats: 24, pay: {low: 9, mid: 5, high: 7},",
        "E604 levels.senior.pay",
        "low <= mid",
    ),
    "no weight": ("{discovery: 0.5}", "{discovery: {value: 0.5, weight: 0}}", "E206", "at least one weight"),
    "too much": ("{discovery: 0.5}", "{discovery: 1.5}", "E204", "must be at most 1, got 1.5"),
    "seats in words": ("seats: 24", 'seats: "many"', ":13:64: E203 levels.senior.seats", 'a whole number, got "many"'),
    "a move without a start": (
        "{from: pm, to: senior}",
        "{form: pm, to: senior}",
        "E101 moves[0]",
        "did you mean 'from'?",
    ),
    "a source for nothing": ("seats: 24,", "seats: 24, sources: {seat: assumed},", "E101", "did you mean 'seats'?"),
}


@pytest.mark.parametrize(("old", "new", "where", "what"), BROKEN.values(), ids=BROKEN)
def test_what_is_wrong_is_said_at_its_place(read: Read, old: str, new: str, where: str, what: str) -> None:
    """Every mistake is a sentence with file, line, column and the nearest name."""
    with pytest.raises(ScenarioError) as caught:
        read(SMALL, (old, new))
    text = "\n".join(problem.text() for problem in caught.value.problems)
    assert where in text
    assert what in text


def test_all_problems_come_at_once(read: Read) -> None:
    """A wrong name does not hide a wrong type elsewhere."""
    with pytest.raises(ScenarioError) as caught:
        read(
            SMALL,
            ("track: ic, rung: 2", "track: icc, rung: 2"),
            ("seats: 12", "seats: twelve"),
            ("to: vp}", "to: vpp}"),
        )
    assert [problem.code for problem in caught.value.problems] == ["E301", "E203", "E301"]


def test_a_problem_shows_its_line_with_a_caret(read: Read) -> None:
    """The excerpt points at the word."""
    with pytest.raises(ScenarioError) as caught:
        read(SMALL, ("track: ic, rung: 2", "track: icc, rung: 2"))
    line, carets = caught.value.problems[0].excerpt().splitlines()
    assert line[carets.index("^") : carets.rindex("^") + 1] == "icc"


@pytest.mark.skipif(not policy_names(), reason="no policies here")
def test_a_policy_must_be_known(read: Read) -> None:
    """A policy's name is checked against the modules there are."""
    with pytest.raises(ScenarioError, match="there is no policy 'meritt'"):
        read(SMALL + "policy: {name: meritt}\n")


def test_a_ladder_is_a_file_or_a_name_that_comes_with_orgsim() -> None:
    """An unknown name hears the nearest and the list."""
    assert ladder_path("product").name == "product.yaml"
    with pytest.raises(InputError, match="did you mean 'product'"):
        ladder_path("prodct")
