"""Games as files: what is saved is played again to the same bytes, and whatever is not such a game is refused with a sentence."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from orgsim.app.company import Company
from orgsim.app.game import Game, chairs
from orgsim.app.reveal import by_estimates
from orgsim.app.saved_games import loaded, saved
from orgsim.app.seat import fingerprint, played
from orgsim.errors import InputError
from orgsim.scenario.design import load_design


def a_game(company: Company, role: str, quarters: int, **hours: float) -> Game:
    """Return a game in which some quarters were played by what the inbox shows."""
    game = Game(next(one for one in chairs(company) if one.about.view.role == role), 1, 2)
    game.begin()
    for _ in range(quarters):
        says = dict(zip(game.inbox.objectives, (4.0, 3.0, 2.0, 1.0), strict=True)) if game.inbox.writes else {}
        game.decide(by_estimates(game.inbox), {**game.inbox.hours, **hours}, says)
    return game


@pytest.mark.parametrize(("role", "quarters"), [("pm", 2), ("director", 3), ("ppm", 8)])
def test_a_saved_game_comes_out_to_the_same_bytes(company: Company, role: str, quarters: int) -> None:
    """Loaded, it stands where it stood, shows the same inbox, and gives the same file again; so does the table alone."""
    game = a_game(company, role, quarters, contact=5.0)
    text = saved(game)
    again = loaded(text, company)
    assert fingerprint(again.state) == fingerprint(game.state)
    assert (again.quarter, again.inbox, again.table) == (game.quarter, game.inbox, game.table)
    assert saved(again) == text
    if game.over:
        game.run_out()
        assert fingerprint(played(game.organization, again.table, 1, 2)) == fingerprint(game.state)


def changed(text: str, change: Callable[[dict[str, Any]], object]) -> str:
    """Return a file in which something was changed by hand."""
    data = json.loads(text)
    change(data)
    return json.dumps(data)


WRONG: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "version": (lambda data: data.update(model="other"), "another version of the model"),
    "company": (lambda data: data.update(company="other"), "played in another company"),
    "seat": (lambda data: data.update(post="dir-mony"), "no seat of the company"),
    "field": (lambda data: data.update(player="me"), "no saved game: player"),
    "future": (lambda data: data.update(future=3), "not before the seat then"),
    "week": (lambda data: data["quarters"][1].update(week=53), "where week 65 comes next"),
    "case": (lambda data: data["quarters"][0]["choices"][0].update(case=1), "not before the seat then"),
    "answer": (
        lambda data: data["quarters"][0]["choices"][0].update(answer=False),
        "does not come out as it was saved",
    ),
    "duty": (lambda data: data["quarters"][0].update(hours={"contac": 3}), "did you mean 'contact'"),
    "hours": (lambda data: data["quarters"][0].update(hours={"contact": 60}), "hours more than the week"),
    "map": (lambda data: data["quarters"][0].update(says={"growth": 1}), "writes no map"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_not_the_game_is_refused(company: Company, wrong: str) -> None:
    """A file that was changed, belongs to another company or model, or does what the seat cannot do, is refused by what is wrong."""
    text = saved(a_game(company, "director", 2))
    change, said = WRONG[wrong]
    with pytest.raises(InputError, match=said):
        loaded(changed(text, change), company)


def test_a_file_that_is_no_game_is_refused(company: Company) -> None:
    """Text that is no JSON, and JSON that is no game, are named."""
    for text in ("hello", "[]", "{}"):
        with pytest.raises(InputError, match=r"x\.json is no saved game"):
            loaded(text, company, "x.json")


def test_another_company_is_another_future(company: Company) -> None:
    """A game does not go on in a company in which one number differs."""
    text = saved(a_game(company, "director", 1))
    other = Company(load_design(company.today.path, ["parameters.judgement.case_noise=0.5"]))
    with pytest.raises(InputError, match="another company"):
        loaded(text, other)
