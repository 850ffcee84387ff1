"""A game: eight quarters in one seat, in one future, and then what could not be seen."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import isnan

from orgsim.app.company import Company
from orgsim.app.inbox import Entry, Inbox, Seat
from orgsim.app.role_words import Described, described, side_by_side
from orgsim.app.seat import Decided, Table, copied, play_quarter, think
from orgsim.engine import schedule
from orgsim.engine.mechanisms.decisions.authority import holder
from orgsim.engine.mechanisms.decisions.judgement import worth_to
from orgsim.engine.random import luck
from orgsim.engine.simulation import check, new_state
from orgsim.engine.state import State
from orgsim.engine.vocabulary import NONE, WEEKS_PER_QUARTER, Stage
from orgsim.headroom.hands import worth_of
from orgsim.organization.build import Organization, build
from orgsim.scenario.model import Scenario

QUARTERS = 8
"""Quarters that are played; what is left of the horizon runs as usual."""
MOST_OTHERS = 4
"""From so many other seats of the company a game is looked at."""
CAME = {Stage.CASE: "still open", Stage.REJECTED: "refused", Stage.LAPSED: "never decided"}
"""What becomes of a case that is not funded."""
NOTHING_SAID: Mapping[str, float] = {}


@dataclass(frozen=True)
class Chair:
    """A seat that can be taken: its role, a post of that role, and the design in which it stands."""

    about: Described
    post: str

    @property
    def first(self) -> int:
        """The first week of a game: the first that counts or, where the seat comes with the design, a quarter after that."""
        design, role = self.about.design, self.about.view.role
        counted = design.baseline.horizon.warmup_quarters * WEEKS_PER_QUARTER
        opened = next(
            stage.week for stage in design.stages if (post := stage.scenario.posts.get(self.post)) and post.role == role
        )
        return counted if opened < counted else (opened // WEEKS_PER_QUARTER + 1) * WEEKS_PER_QUARTER


def chairs(company: Company) -> list[Chair]:
    """Return the seats of a company: of each role that stands side by side, the post that answers for most.

    A seat that opens when the horizon is over is left out.
    """
    found = []
    compared = side_by_side(company.today.final)
    for one in described(company):
        if one.view.role not in compared:
            continue
        posts = [
            name for name, post in one.design.final.posts.items() if post.role == one.view.role and not post.vacant
        ]
        if posts:
            found.append(Chair(one, max(posts, key=lambda name: _reports(one.design.final, name))))
    return [chair for chair in found if chair.first < chair.about.design.weeks]


def _reports(scenario: Scenario, name: str) -> int:
    return sum(post.reports_to == name for post in scenario.posts.values())


def others_of(scenario: Scenario, seat: str) -> list[str]:
    """Return other seats from which a game is worth looking at: of each other role a post above or below the seat, else its largest."""
    above, post = [], scenario.posts[seat].reports_to
    while post is not None and post not in above:
        above.append(post)
        post = scenario.posts[post].reports_to

    def nearness(name: str) -> tuple[bool, bool, int]:
        return name in above, scenario.posts[name].reports_to == seat, _reports(scenario, name)

    roles: dict[str, list[str]] = {}
    for name, one in scenario.posts.items():
        if one.role != scenario.posts[seat].role:
            roles.setdefault(one.role, []).append(name)
    return [max(names, key=nearness) for names in roles.values()][:MOST_OTHERS]


@dataclass(frozen=True)
class Judged:
    """Something that waited at a seat: what it seemed worth from there and to its owner, what it truly was then, $k, and the choice."""

    quarter: int
    entry: Entry
    choice: str
    owner: float
    truth: float
    """Not a number for what is no initiative: a proposal has no worth of its own."""
    came: str = ""
    """What its decider made of a case of somebody else by the end of the quarter in which the player spoke on it."""


@dataclass(frozen=True)
class Glance:
    """What another seat of the company had before it in a quarter of the game."""

    quarter: int
    post: str
    waiting: tuple[Judged, ...]


@dataclass(frozen=True)
class Mattered:
    """What the objectives weighed in a quarter: as the seat said or believed, and in truth, both (K,)."""

    quarter: int
    said: tuple[float, ...]
    truth: tuple[float, ...]


@dataclass
class Game:
    """One browser's game. `state` is that of the beginning of the quarter, which looking at the inbox does not change."""

    chair: Chair
    seed: int
    replication: int
    watched: bool = True
    """Whether other seats are looked at, too, for the reveal."""
    decided: dict[int, Decided] = field(default_factory=dict)
    judged: list[Judged] = field(default_factory=list)
    glances: list[Glance] = field(default_factory=list)
    mattered: list[Mattered] = field(default_factory=list)
    inboxes: dict[int, Inbox] = field(default_factory=dict)
    """What the seat saw, by week."""

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
        self.first = self.week = self.chair.first
        self.state = new_state(self.organization.blueprint, self.fate)
        schedule.run(self.state, self.fate, 0, self.week)
        self._look()

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
    def vacant(self) -> bool:
        """Whether nobody holds the seat now, so that nothing can be decided."""
        return bool(self.state.posts[self._seat].person == NONE)

    @property
    def table(self) -> Table:
        """Everything that was decided, from which the same future can be played again."""
        return Table(self.chair.post, dict(self.decided))

    def _look(self) -> None:
        self.inbox = self._seen_from(self._seat)
        self.inboxes[self.week] = self.inbox

    def _seen_from(self, row: int) -> Inbox:
        return Seat(self.organization, row, self.fate, self.state, self.week).look()

    def decide(
        self, answers: Mapping[int, bool], hours: Mapping[str, float], says: Mapping[str, float] = NOTHING_SAID
    ) -> None:
        """Decide what is answered, leave the rest to usual judgement, and go on to the next quarter.

        `says` is what the objectives weigh by name, in any unit, for a seat that writes the map of them.
        """
        entries = {entry.key: entry for entry in self.inbox.entries}
        ideas = {key: yes for key, yes in answers.items() if entries[key].kind == "idea"}
        spoken = {key: yes for key, yes in answers.items() if entries[key].kind == "voice"}
        settled = {key: yes for key, yes in answers.items() if key not in ideas and key not in spoken}
        held = frozenset(key for key, yes in ideas.items() if not yes)
        fresh = {duty: wanted for duty, wanted in hours.items() if wanted != self.inbox.hours[duty]}
        decided = Decided(settled, held, frozenset(ideas) - held, fresh, spoken, self._in_order(says))
        if self.watched:
            self._note(answers)
            self.mattered.append(Mattered(self.quarter, decided.says or self.inbox.believes, self._truth()))
        self.decided[self.week] = decided
        play_quarter(self.state, self.fate, self._seat, self.week, decided)
        self.judged = [self._with_outcome(one) if one.quarter == self.quarter else one for one in self.judged]
        self.week += WEEKS_PER_QUARTER
        if not self.over:
            self._look()

    def _in_order(self, says: Mapping[str, float]) -> tuple[float, ...]:
        return tuple(says[name] for name in self.organization.objectives) if says else ()

    # what nobody sees before the end

    def _note(self, answers: Mapping[int, bool]) -> None:
        """Note what was truly at stake, here and at other seats."""
        known = copied(self.state)
        think(known, self.fate, self._seat, self.week)
        self.judged += self._judged(known, self.inbox, answers)
        for post in others_of(self.chair.about.design.final, self.chair.post):
            row = self.organization.posts.index(post)
            if self.state.posts[row].active:
                waiting = self._judged(known, self._seen_from(row), {})
                self.glances.append(Glance(self.quarter, post, tuple(waiting)))

    def _with_outcome(self, one: Judged) -> Judged:
        """Return what was said on a case of somebody else with what came of it; anything else as it is."""
        if one.entry.kind != "voice" or one.choice == "as usual":
            return one
        stage = int(self.state.items[one.entry.row].stage)
        return replace(one, came=CAME.get(Stage(stage), "funded"))

    def _truth(self) -> tuple[float, ...]:
        """Return what the objectives truly weigh in this quarter."""
        return tuple(float(share) for share in self.state.strategy[self.week // WEEKS_PER_QUARTER])

    def true_map(self) -> dict[str, float]:
        """Return what the objectives truly weigh, where the seat writes the map of them; elsewhere nothing."""
        return dict(zip(self.inbox.objectives, self._truth(), strict=True)) if self.inbox.writes else {}

    def truth(self) -> dict[int, float]:
        """Return what the initiatives in the inbox are truly worth, by key, $k."""
        known = copied(self.state)
        think(known, self.fate, self._seat, self.week)
        return {one.entry.key: one.truth for one in self._judged(known, self.inbox, {}) if not isnan(one.truth)}

    def _judged(self, known: State, inbox: Inbox, answers: Mapping[int, bool]) -> list[Judged]:
        """Return what waits, with what it is worth to its owner and in truth, given the state in which it is decided."""
        found = []
        for entry in inbox.entries:
            key, owner, truth = entry.key, float("nan"), float("nan")
            choice = "as usual" if key not in answers else (entry.yes if answers[key] else entry.no).lower()
            if entry.kind in ("case", "idea", "voice"):
                truth = float(worth_of(known, entry.row, self.week)) * self._price
                owner = self._owner_sees(known, entry.row)
            found.append(Judged(self.quarter, entry, choice, owner, truth))
        return found

    @property
    def _price(self) -> float:
        return float(self.organization.design.baseline.demand.standard_value)

    def _owner_sees(self, state: State, row: int) -> float:
        """Return what an initiative is worth in the eyes of the owner of its team, $k."""
        owner = holder(state.posts, state.teams[state.items[row].team].owner)
        if owner == NONE:
            return float("nan")
        return float(worth_to(state, self.fate, owner, row, float(state.posts[owner].tilt))) * self._price

    def run_out(self) -> State:
        """Let the rest of the future run as usual, and return its last state; the books are audited as in every run."""
        blueprint = self.organization.blueprint
        schedule.run(self.state, self.fate, self.week, blueprint.weeks)
        self.week = blueprint.weeks
        check(blueprint, self.state, self.seed, self.replication)
        return self.state
