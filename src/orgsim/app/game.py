"""A game: eight quarters in one seat, in one future, and then what could not be seen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from orgsim.app.company import Company
from orgsim.app.inbox import Entry, Inbox, Seat
from orgsim.app.role_words import Described, described
from orgsim.app.seat import Decided, Table, copied, play_quarter, think
from orgsim.engine import schedule
from orgsim.engine.mechanisms.decisions.authority import holder
from orgsim.engine.mechanisms.decisions.judgement import worth_to
from orgsim.engine.random import luck
from orgsim.engine.simulation import check, new_state, simulate
from orgsim.engine.state import State
from orgsim.engine.vocabulary import NONE, WEEKS_PER_QUARTER
from orgsim.headroom.hands import worth_of
from orgsim.metrics.catalog import headline_metrics, metric_named
from orgsim.metrics.outcome import Outcome
from orgsim.organization.build import Organization, build

QUARTERS = 8
"""Quarters that are played; what is left of the horizon runs as usual."""


@dataclass(frozen=True)
class Chair:
    """A seat that can be taken: its role, a post of that role, and the design in which it stands."""

    about: Described
    post: str


def chairs(company: Company) -> list[Chair]:
    """Return the seats of a company: of each role that stands side by side, the post that answers for most."""
    found = []
    for one in described(company):
        posts = [
            name for name, post in one.design.final.posts.items() if post.role == one.view.role and not post.vacant
        ]
        if posts:
            found.append(Chair(one, max(posts, key=lambda name: _reports(one, name))))
    return found


def _reports(one: Described, name: str) -> int:
    return sum(post.reports_to == name for post in one.design.final.posts.values())


@dataclass(frozen=True)
class Judged:
    """A case that was decided: what it seemed worth from the seat and to its owner, what it was truly worth then, $k, and the choice."""

    quarter: int
    entry: Entry
    choice: str
    owner: float
    truth: float


@dataclass
class Game:
    """One browser's game. `state` is that of the beginning of the quarter, which looking at the inbox does not change."""

    chair: Chair
    seed: int
    replication: int
    decided: dict[int, Decided] = field(default_factory=dict)
    judged: list[Judged] = field(default_factory=list)

    @cached_property
    def organization(self) -> Organization:
        """The company as arrays."""
        return build(self.chair.about.design)

    @cached_property
    def _seat(self) -> int:
        return self.organization.posts.index(self.chair.post)

    def begin(self) -> None:
        """Run the years before the game."""
        self.fate = luck(self.seed, self.replication)
        self.first = self.week = self._start()
        self.state = new_state(self.organization.blueprint, self.fate)
        schedule.run(self.state, self.fate, 0, self.week)
        self.inbox = self._look()

    def _start(self) -> int:
        """Return the first week of the game: the first that counts or, where the seat comes with the design, a quarter after that."""
        counted = self.organization.warmup_quarters * WEEKS_PER_QUARTER
        role = self.chair.about.view.role
        opened = next(
            stage.week
            for stage in self.chair.about.design.stages
            if (post := stage.scenario.posts.get(self.chair.post)) and post.role == role
        )
        return counted if opened < counted else (opened // WEEKS_PER_QUARTER + 1) * WEEKS_PER_QUARTER

    @property
    def quarters(self) -> int:
        """How many quarters are played."""
        return min(QUARTERS, (self.organization.blueprint.weeks - self.first) // WEEKS_PER_QUARTER)

    @property
    def quarter(self) -> int:
        """The quarter that is on, from 1."""
        return (self.week - self.first) // WEEKS_PER_QUARTER + 1

    @property
    def over(self) -> bool:
        """Whether every quarter has been played."""
        return self.quarter > self.quarters

    @property
    def table(self) -> Table:
        """Everything that was decided, from which the same future can be played again."""
        return Table(self.chair.post, dict(self.decided))

    def _look(self) -> Inbox:
        return Seat(self.organization, self._seat, self.fate, self.state, self.week).look()

    def decide(self, answers: Mapping[int, bool], hours: Mapping[str, float]) -> None:
        """Decide what is answered, leave the rest to usual judgement, and go on to the next quarter."""
        entries = {entry.key: entry for entry in self.inbox.entries}
        held = frozenset(key for key, yes in answers.items() if entries[key].kind == "idea" and not yes)
        settled = {key: yes for key, yes in answers.items() if entries[key].kind != "idea"}
        fresh = {duty: wanted for duty, wanted in hours.items() if wanted != self.inbox.hours[duty]}
        decided = Decided(settled, held, fresh)
        self._note(answers, entries)
        self.decided[self.week] = decided
        play_quarter(self.state, self.fate, self._seat, self.week, decided)
        self.week += WEEKS_PER_QUARTER
        if not self.over:
            self.inbox = self._look()

    def _note(self, answers: Mapping[int, bool], entries: Mapping[int, Entry]) -> None:
        """Note what was truly at stake, which nobody sees before the end."""
        known = copied(self.state)
        think(known, self.fate, self._seat, self.week)
        for key, entry in entries.items():
            if entry.kind in ("case", "idea"):
                choice = "as usual" if key not in answers else (entry.yes if answers[key] else entry.no).lower()
                truth = float(worth_of(known, entry.row, self.week)) * self._price
                self.judged.append(Judged(self.quarter, entry, choice, self._owner_sees(known, entry.row), truth))

    @property
    def _price(self) -> float:
        return float(self.organization.design.baseline.demand.standard_value)

    def _owner_sees(self, state: State, row: int) -> float:
        """Return what an initiative is worth in the eyes of the owner of its team, $k."""
        owner = holder(state.posts, state.teams[state.items[row].team].owner)
        if owner == NONE:
            return float("nan")
        return float(worth_to(state, self.fate, owner, row, float(state.posts[owner].tilt))) * self._price

    def finish(self) -> "Reveal":
        """Let the rest of the future run, and return what became of it, beside the same future without the player."""
        blueprint = self.organization.blueprint
        schedule.run(self.state, self.fate, self.week, blueprint.weeks)
        check(blueprint, self.state, self.seed, self.replication)
        usual = simulate(blueprint, self.seed, self.replication)
        return Reveal(_metrics(self.organization, self.state), _metrics(self.organization, usual), tuple(self.judged))


@dataclass(frozen=True)
class Reveal:
    """What became of a future as it was played and as usual, by headline metric, and everything that was decided."""

    played: Mapping[str, float]
    usual: Mapping[str, float]
    judged: tuple[Judged, ...]

    def hits(self) -> tuple[int, int, int, int]:
        """Return how many cases were taken on, and rightly; and how many were turned down, and rightly."""
        yes = [one for one in self.judged if one.choice == one.entry.yes.lower()]
        no = [one for one in self.judged if one.choice == one.entry.no.lower()]
        return len(yes), sum(one.truth > 0.0 for one in yes), len(no), sum(one.truth <= 0.0 for one in no)


def _metrics(organization: Organization, state: State) -> dict[str, float]:
    outcome = Outcome(organization, state)
    return {name: metric_named(name).measure(outcome).total() for name in headline_metrics()}
