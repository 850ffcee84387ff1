"""The reveal after a game: the same future as usual and from other seats, and what could not be seen from the one that was taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan

import numpy as np

from orgsim.app.game import Chair, Game, Glance, Judged, Mattered
from orgsim.app.inbox import Inbox
from orgsim.engine.simulation import simulate
from orgsim.engine.state import State
from orgsim.metrics.catalog import VALUE, headline_metrics, metric_named
from orgsim.metrics.outcome import Outcome, Values
from orgsim.organization.build import Organization


@dataclass(frozen=True)
class Reveal:
    """What became of a future as it was played and as usual, by headline metric, and everything that waited for somebody."""

    chair: Chair
    replication: int
    played: Mapping[str, float]
    usual: Mapping[str, float]
    unfolded: Mapping[str, Values]
    """Realised value up to each quarter, $M, as played and as usual, (Q,)."""
    judged: Sequence[Judged]
    glances: Sequence[Glance]
    objectives: Sequence[str]
    mattered: Sequence[Mattered]
    saved: str = ""
    """The game as a file."""

    def hits(self) -> tuple[int, int, int, int]:
        """Return how many initiatives were taken on, and rightly; and how many were turned down, and rightly."""
        known = [one for one in self.judged if not isnan(one.truth) and one.entry.kind != "voice"]
        yes = [one for one in known if one.choice == one.entry.yes.lower()]
        no = [one for one in known if one.choice == one.entry.no.lower()]
        return len(yes), sum(one.truth > 0.0 for one in yes), len(no), sum(one.truth <= 0.0 for one in no)

    def words(self) -> tuple[int, int, int]:
        """Return on how many cases of others the player spoke, how often the truth spoke likewise, and how often the decider decided so."""
        spoken = [one for one in self.judged if one.entry.kind == "voice" and one.choice != "as usual"]
        said = [one.choice == one.entry.yes.lower() for one in spoken]
        right = sum((one.truth > 0.0) == yes for one, yes in zip(spoken, said, strict=True))
        followed = sum(one.came == ("funded" if yes else "refused") for one, yes in zip(spoken, said, strict=True))
        return len(spoken), right, followed


def reveal(game: Game, saved: str = "") -> Reveal:
    """Let the rest of a game's future run, and return what became of it, beside the same future without the player."""
    organization = game.organization
    last = game.run_out()
    usual = simulate(organization.blueprint, game.seed, game.replication)
    unfolded = {"as you played": _value(organization, last), "as usual": _value(organization, usual)}
    return Reveal(
        game.chair,
        game.replication,
        _metrics(organization, last),
        _metrics(organization, usual),
        unfolded,
        tuple(game.judged),
        tuple(game.glances),
        tuple(organization.objectives),
        tuple(game.mattered),
        saved,
    )


def _metrics(organization: Organization, state: State) -> dict[str, float]:
    outcome = Outcome(organization, state)
    return {name: metric_named(name).measure(outcome).total() for name in headline_metrics()}


def _value(organization: Organization, state: State) -> Values:
    """Return the value realised up to each quarter that counts, $M."""
    return np.cumsum(metric_named(VALUE).measure(Outcome(organization, state)).by_quarter())


# the same future from every seat


@dataclass(frozen=True)
class Elsewhere:
    """The same future from a seat: as usual, when its holder decides by hand as things seem from there, and as they truly are, $M."""

    chair: Chair
    usual: float
    seeming: float
    knowing: float


def by_estimates(inbox: Inbox) -> dict[int, bool]:
    """Decide as somebody who knows only what the inbox shows: yes to what seems to gain, no to what seems to lose.

    Ideas that seem to gain are left to planning, which takes the best first; those who are consulted say what they think as usual.
    """
    worth = {entry.key: entry.worth for entry in inbox.entries if entry.kind != "voice" and not isnan(entry.worth)}
    ideas = {entry.key for entry in inbox.entries if entry.kind == "idea"}
    return {key: gain > 0.0 for key, gain in worth.items() if key not in ideas or gain <= 0.0}


def by_truth(game: Game) -> dict[int, bool]:
    """Decide as somebody who knows what initiatives are worth, and goes by the own estimate in everything else.

    Of cases that others decide, it speaks on those of which it would have said the wrong thing.
    """
    answers, truth = by_estimates(game.inbox), game.truth()
    ideas = {entry.key for entry in game.inbox.entries if entry.kind == "idea"}
    as_usual = {
        entry.key
        for entry in game.inbox.entries
        if entry.kind == "voice" and (entry.worth > 0.0) == (truth[entry.key] > 0.0)
    }
    truth = {key: gain for key, gain in truth.items() if key not in as_usual}
    known = {key: gain > 0.0 for key, gain in truth.items() if key not in ideas or gain <= 0.0}
    return {**{key: yes for key, yes in answers.items() if key not in truth}, **known}


def from_seat(chair: Chair, seed: int, replication: int) -> Elsewhere:
    """Play a future from a seat twice, by estimates and by the truth, and see what comes of it."""
    found = []
    for knowing in (False, True):
        game = played_by(chair, seed, replication, knowing=knowing)
        found.append(_total(game.organization, game.run_out()))
    usual = simulate(game.organization.blueprint, seed, replication)
    return Elsewhere(chair, _total(game.organization, usual), *found)


def played_by(chair: Chair, seed: int, replication: int, *, knowing: bool) -> Game:
    """Return a game in which a rule has decided every quarter, knowing the truth or not; its holder divides the week as usual."""
    game = Game(chair, seed, replication, watched=False)
    game.begin()
    while not game.over:
        if knowing:
            game.decide(by_truth(game), game.inbox.hours, game.true_map())
        else:
            game.decide(by_estimates(game.inbox), game.inbox.hours)
    return game


def _total(organization: Organization, state: State) -> float:
    return float(metric_named(VALUE).measure(Outcome(organization, state)).total())
