"""Games as files: everything that was decided by post, week and case, and hashes that say whether it is the same future again."""

import json
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, ValidationError

from orgsim.app.company import Company
from orgsim.app.game import Chair, Game, chairs
from orgsim.app.seat import DUTIES, Decided, fingerprint
from orgsim.errors import InputError
from orgsim.plain_words import number
from orgsim.results.plan import key_of, model_version
from orgsim.scenario.problems import nearest

FORM = 1
"""The version of the form of these files."""


class Choice(BaseModel):
    """What was decided about one thing that waited; `what` is its title, for readers."""

    model_config = ConfigDict(extra="forbid")

    case: int
    what: str = ""
    choice: str = ""
    answer: bool


class Quarter(BaseModel):
    """What was decided in the quarter that begins in a week: answers, and hours a week where they were divided anew."""

    model_config = ConfigDict(extra="forbid")

    week: int
    choices: list[Choice] = Field(default_factory=list)
    hours: dict[str, FiniteFloat] = Field(default_factory=dict)
    says: dict[str, FiniteFloat] = Field(default_factory=dict)
    """What the objectives weigh, where the seat wrote it down."""


class Saved(BaseModel):
    """A saved game. `company` and `state` are hashes: of the design that was played, and of the state after the last quarter here."""

    model_config = ConfigDict(extra="forbid")

    orgsim_game: int
    model: str
    company: str
    design: str
    post: str
    seed: int = Field(ge=0)
    future: int = Field(ge=0)
    quarters: list[Quarter]
    state: str


def saved(game: Game) -> str:
    """Return a game as the text of a file, which the same version of the model plays again to the same bytes."""
    quarters = [_quarter(game, week, decided) for week, decided in game.decided.items()]
    found = Saved(
        orgsim_game=FORM,
        model=model_version(),
        company=_company(game),
        design=game.chair.about.design.name,
        post=game.chair.post,
        seed=game.seed,
        future=game.replication,
        quarters=quarters,
        state=fingerprint(game.state),
    )
    return json.dumps(found.model_dump(), indent=1, ensure_ascii=False) + "\n"


def _company(game: Game) -> str:
    return key_of(game.organization, game.seed)[:16]


def _quarter(game: Game, week: int, decided: Decided) -> Quarter:
    """Return the decisions of a quarter as rows, in the order of the inbox."""
    entries = {entry.key: entry for entry in game.inboxes[week].entries}
    answers = {
        **decided.answers,
        **decided.spoken,
        **dict.fromkeys(decided.held, False),
        **dict.fromkeys(decided.forward, True),
    }
    choices = [
        Choice(case=key, what=entry.title, choice=entry.yes if answers[key] else entry.no, answer=answers[key])
        for key, entry in entries.items()
        if key in answers
    ]
    says = dict(zip(game.organization.objectives, decided.says, strict=True)) if decided.says else {}
    return Quarter(week=week, choices=choices, hours=dict(decided.hours), says=says)


def loaded(text: str, company: Company, name: str = "this file") -> Game:
    """Play a saved game again, up to where it was saved.

    Raises
    ------
    InputError
        When it is no saved game, when it was played in another company or by another version of the model, or when it does not come out
        the same.
    """
    found = _read(text, name)
    chair = _chair(found, company, name)
    game = Game(chair, found.seed, found.future)
    if _company(game) != found.company:
        raise InputError(
            f"{name} was played in another company: its '{found.design}' is not the one that is open here; open the scenario that it was "
            "played in, with the same --set"
        )
    game.begin()
    for quarter in found.quarters:
        _play(game, quarter, name)
    if fingerprint(game.state) != found.state:
        raise InputError(f"{name} does not come out as it was saved; was the file changed?")
    return game


def _read(text: str, name: str) -> Saved:
    """Read a file, and refuse what is none or belongs to another model."""
    try:
        data: Any = json.loads(text)
        found = Saved.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise InputError(f"{name} is no saved game: {place}: {first['msg'].lower()}") from None
    except ValueError as error:
        raise InputError(f"{name} is no saved game: {error}") from None
    if found.orgsim_game != FORM or found.model != model_version():
        raise InputError(
            f"{name} was played with another version of the model ({found.model}; this one is {model_version()}), in which the same "
            "decisions would meet another future"
        )
    return found


def _chair(found: Saved, company: Company, name: str) -> Chair:
    """Return the seat that was taken."""
    seats = {(chair.about.design.name, chair.post): chair for chair in chairs(company)}
    if (found.design, found.post) not in seats:
        posts = [post for _, post in seats]
        raise InputError(
            f"{name} is about the post '{found.post}' in '{found.design}', which is no seat of the company that is open here"
            f"{nearest(found.post, posts)}"
        )
    return seats[found.design, found.post]


def _play(game: Game, quarter: Quarter, name: str) -> None:
    """Play a quarter as a file says it."""
    if game.over or quarter.week != game.week:
        raise InputError(f"{name} has decisions for week {quarter.week}, where week {game.week} comes next")
    known = {entry.key for entry in game.inbox.entries}
    for choice in quarter.choices:
        if choice.case not in known:
            raise InputError(
                f"{name} decides '{choice.what}' in week {quarter.week}, which is not before the seat then"
            )
    hours = {**game.inbox.hours, **quarter.hours}
    for duty, wanted in quarter.hours.items():
        if duty not in DUTIES or wanted < 0.0:
            raise InputError(f"{name} gives {wanted:g} hours a week to '{duty}'{nearest(duty, DUTIES)}")
    if over := game.inbox.over(hours):
        raise InputError(f"{name} divides {number(over)} hours more than the week {quarter.week} has")
    if quarter.says and (wrong := game.inbox.wrong_map(quarter.says)):
        raise InputError(f"{name}, week {quarter.week}: {wrong}")
    game.decide({choice.case: choice.answer for choice in quarter.choices}, hours, quarter.says)
