"""The books: every minute of people, teams and things that wait, and Little's law on every queue of a run."""

from collections.abc import Callable
from functools import partial

from orgsim.engine.audit import audit
from orgsim.engine.state import State
from orgsim.engine.vocabulary import ItemAccount, PersonAccount, TeamAccount
from orgsim.studies.checks import Check, Reading, exact
from orgsim.studies.runs import states
from orgsim.studies.worlds import organized, small

RUNS = 6
Spoil = Callable[[State], None]


def honest(state: State) -> None:
    """Leave the books as they are."""


def books(seed: int, spoil: Spoil = honest) -> list[Reading]:
    """Audit some futures; `spoil` may falsify the books first."""
    organization = organized(small())
    wrong = 0
    for state in states(organization, seed, RUNS):
        spoil(state)
        wrong += len(audit(organization.blueprint, state))
    return [exact(f"sums that do not balance to the minute, {RUNS} futures", 0.0, wrong, 0.0, "an identity")]


def person_minute(state: State) -> None:
    """Mutant: a minute of a person is dropped."""
    state.person_book[0, 3, PersonAccount.DECISIONS] -= 1


def team_minute(state: State) -> None:
    """Mutant: a minute of a team is posted twice."""
    state.team_book[1, 2, TeamAccount.NEW_VALUE] += 1


def waiting_minute(state: State) -> None:
    """Mutant: a minute that a request waited is not counted by the clock."""
    state.item_book[1, ItemAccount.REQUEST_QUEUE] -= 1


CHECKS = [
    Check(
        "E4-books",
        "In every run all minutes of people and teams are booked once, and what waited, by the clock, is what each "
        "thing waited, by thing.",
        "double entry; Little 1961 as sample-path accounting (Stidham 1974), with what is still open at the end "
        "included",
        books,
        {
            "a person's minute dropped": partial(books, spoil=person_minute),
            "a team's minute posted twice": partial(books, spoil=team_minute),
            "a minute of waiting lost": partial(books, spoil=waiting_minute),
        },
    )
]
