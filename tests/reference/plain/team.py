"""Teams: what their owners plan and ask for, and how a week of engineers' time is spent."""

import math
from bisect import insort
from collections import defaultdict
from typing import TYPE_CHECKING

import mesa

from tests.reference.plain import bets, capabilities, dependencies, questions, voices
from tests.reference.plain.desk import ask, send
from tests.reference.plain.work import (
    QUARTER,
    UNRANKED,
    WEEK,
    Capability,
    Errand,
    Initiative,
    Piece,
    Stage,
    Work,
    fit,
)

if TYPE_CHECKING:
    from tests.reference.plain.model import ReferenceModel
    from tests.reference.plain.people import Book, Person, Post

BACKLOG_LIFE = 26
IDEAS_LOOKED_AT = 5
WRITING_MINUTES = 240
ROLLBACK_SHARE = 0.15


class Team(mesa.Agent):  # type: ignore[misc]
    """Engineers as head-count, with an owner, a pool of ideas, a backlog and work in hand."""

    model: "ReferenceModel"

    def __init__(self, model: "ReferenceModel", name: str, domain: str, engineers: int, wip: int) -> None:
        super().__init__(model)
        self.name = name
        self.domain = domain
        self.engineers = engineers
        self.wip = wip
        self.owner: Post | None = None
        self.pool: list[Initiative] = []
        self.submitted: list[Initiative] = []
        self.backlog: list[Work] = []
        self.working: list[Work] = []
        self.parked: list[Work] = []  # who was parked last comes first
        self.hosts: dict[int, Capability] = {}
        self.upkeep = 0.0  # minutes that its capabilities take this week
        self.uses: dict[int, Capability] = {}  # what it relies on elsewhere
        self.coverage = 0.0
        self.lead = float(QUARTER)  # weeks from asking to launching, as lately lived through
        self.price = 0.0  # what a standard effort lately brought when there was more to do than the quarter held
        quarters = len(model.market.strategy)
        self.book: Book = [defaultdict(int) for _ in range(quarters)]
        self.promised = [0] * quarters
        self.kept = [0] * quarters
        self.funded_minutes = [0.0] * quarters
        self.aligned_minutes = [0.0] * quarters

    def acting(self) -> "Person | None":
        """Return who acts as its owner."""
        return self.owner.acting() if self.owner is not None else None

    # planning

    def plan_quarter(self) -> None:
        """Drop what is stale, rank the rest anew, renew promises, and ask for as much as seems to fit."""
        model = self.model
        self.drop_stale()
        judge = self.acting()
        planner = self.planner()
        if planner is not None:
            self.replan_backlog(planner)
        for item in (*self.working, *self.parked, *self.backlog):
            self.promise(item)
        if judge is None or planner is None:
            return
        self.rank_pool(judge, planner)
        room = model.dials.plan_fill * (self.planned_capacity() * QUARTER) - self.remaining_effort()
        last = None
        while self.pool and room > 0.0 and self.pool[0].priority > 0.0:
            last = self.pool[0]
            room -= last.planned
            last.promised = model.quarter
            self.submit(judge)
        if room > 0.0:
            self.price /= 2.0
        elif last is not None:
            self.price = (self.price + last.priority) / 2.0

    def planner(self) -> "Person | None":
        """Return who ranks its work: who decides the scope, from the acting owner up; else the nearest with a say on it; else the owner."""
        judge = self.acting()
        if judge is None:
            return None
        deciding = judge.post.nearest_present("scope", "decide")
        return deciding or judge.post.nearest_present("scope", "approve") or judge

    def rank_pool(self, judge: "Person", planner: "Person") -> None:
        """Rank the ideas as the planner sees them; one in the owner's place has to read each, and without time goes by the owner."""
        minutes = self.model.dials.minutes_to_rate
        for idea in self.pool:
            idea.planned = self.expected_effort(idea)
            reads = planner is judge or voices.gives_time(planner, minutes)
            idea.priority = (planner if reads else judge).score(idea)
        self.pool.sort(key=Work.rank)
        self.show_best_ideas(planner)

    def show_best_ideas(self, planner: "Person") -> None:
        """Let superiors with a say on scope and those consulted on it look at the best ideas, and rank them by the mean view."""
        for idea in self.pool[:IDEAS_LOOKED_AT]:
            idea.priority = voices.place_among_ideas(planner, idea)
        self.pool.sort(key=Work.rank)

    def expected_effort(self, idea: Initiative) -> float:
        """Return what an idea will take: with what has to be built or integrated, and the rework after the questions to expect."""
        dials, effort = self.model.dials, idea.effort
        for need in idea.offer.needs:
            if need is not None and dials.capabilities:
                there = capabilities.known(self.model, self, need.kind) is not None
                effort += dials.integration_share * need.effort if there else need.effort
        if not dials.exceptions:
            return effort
        questions = dials.exception_probability * effort / WEEK
        return float(effort + questions * dials.rework_if_answered * idea.effort)

    def drop_stale(self) -> None:
        """Forget ideas that have waited for too long."""
        stale = [idea for idea in self.pool if self.model.week - idea.week > self.model.dials.idea_life]
        for idea in stale:
            idea.stage, idea.closed = Stage.EXPIRED, self.model.now
        self.pool = [idea for idea in self.pool if idea.stage is Stage.IDEA]

    def replan_backlog(self, judge: "Person") -> None:
        """Judge the backlog anew, except rollbacks; drop initiatives that were funded too long ago or no longer seem to pay."""
        kept: list[Work] = []
        for item in self.backlog:
            assert item.funded is not None
            waited = self.model.now - item.funded
            if not (isinstance(item, Piece) and (item.placed or item.kind == "rollback")):
                item.priority = judge.score(item)
            too_late = waited > BACKLOG_LIFE * WEEK
            if isinstance(item, Initiative) and (too_late or item.priority <= 0.0):
                item.stage, item.closed = Stage.CANCELLED, self.model.now
            else:
                kept.append(item)
        self.backlog = sorted(kept, key=Work.rank)

    def promise(self, item: Work) -> None:
        """Count an initiative among what is to be delivered this quarter."""
        if isinstance(item, Initiative):
            item.promised = self.model.quarter
            self.promised[self.model.quarter] += 1

    def planned_capacity(self) -> float:
        """Return the effort that planners expect of a week."""
        return float(self.model.dials.productive_share * self.engineers * WEEK)

    def backlog_effort(self) -> float:
        """Return the effort of what is funded and not in work."""
        return sum(item.planned for item in self.backlog)

    def in_sight(self) -> float:
        """Return the effort of what is funded or asked for, and not in work."""
        return self.backlog_effort() + sum(item.planned for item in self.submitted)

    def remaining_effort(self) -> float:
        """Return the effort promised or asked for so far."""
        return self.in_sight() + sum(item.to_go() for item in (*self.working, *self.parked))

    def submit(self, judge: "Person") -> None:
        """Ask for the best idea of the pool; an owner who may decide alone just starts it."""
        model = self.model
        idea = self.pool.pop(0)
        idea.stage, idea.submitted = Stage.CASE, model.now
        judge.planning_due += WRITING_MINUTES
        post = judge.post
        above = post.manager.nearest_with("fund", "approve") if post.manager is not None else None
        if post.may("fund", "decide") or above is None or not model.dials.approvals:
            self.fund(idea, model.now)
            return
        self.submitted.append(idea)
        send(model, ask(model, Errand.CASE, post, idea, model.now), above, model.now)

    def fund(self, item: Initiative, now: int) -> None:
        """Put an initiative into the backlog."""
        item.stage, item.funded = Stage.READY, now
        if item.promised == self.model.quarter:
            self.promised[self.model.quarter] += 1
        self.enlist(item)

    def enlist(self, item: Work) -> None:
        """Put some work into its place in the backlog."""
        insort(self.backlog, item, key=Work.rank)

    def top_up(self) -> None:
        """Ask for the next best idea when work is about to run out."""
        dials = self.model.dials
        if not self.pool or self.in_sight() >= dials.buffer_weeks * self.planned_capacity():
            return
        judge = self.acting()
        if judge is not None and self.pool[0].priority > self.price:
            self.submit(judge)

    def add_idea(self, idea: Initiative) -> None:
        """Put what the market offers behind everything that was judged."""
        assert idea.priority == UNRANKED
        insort(self.pool, idea, key=Work.rank)

    # delivery

    def spend(self, account: str, wanted: int, purse: int) -> int:
        """Book minutes, as far as there are any; return what is left."""
        minutes = max(0, min(wanted, purse))
        self.book[self.model.quarter][account] += minutes
        return purse - minutes

    def deliver(self) -> None:
        """Work a week."""
        self.resume()
        self.fill_slots()
        minutes = self.overhead(self.engineers * WEEK)
        rate = self.output_rate()
        minutes = self.work_through(minutes, rate)
        self.park_stuck()
        while minutes > 0 and self.fill_slots():
            minutes = self.work_through(minutes, rate)
            self.park_stuck()
        self.spend(self.waiting_account(), minutes, minutes)
        self.close_week()

    def output_rate(self) -> float:
        """Return effort done in a minute: less in larger teams, and less without product management."""
        dials = self.model.dials
        needed = dials.product_minutes_per_engineer * self.engineers
        coverage = min(1.0, self.coverage / needed) if needed > 0.0 else 1.0
        size = math.pow(self.engineers, dials.size_exponent - 1.0)
        return size * (1.0 - float(dials.specification_effect) * (1.0 - coverage))

    def switching_share(self) -> float:
        """Return the share of time lost by switching between items in hand."""
        others = len(self.working) - 1
        return 1.0 - 1.0 / (1.0 + self.model.dials.switching_loss * others) if others > 0 else 0.0

    def overhead(self, minutes: int) -> int:
        """Spend what a week costs before any work."""
        dials = self.model.dials
        peers = self.engineers - 1
        talk = self.engineers * (60.0 * dials.coordination_base + 60.0 * dials.coordination_per_peer * peers)
        for item in (*self.working, *self.parked):
            if isinstance(item, Initiative):
                talk += dependencies.coordination(self.model, item)
        minutes = self.spend("coordination", int(talk), minutes)
        minutes = self.spend("upkeep", int(self.upkeep), minutes)
        return self.spend("switching", int(self.switching_share() * minutes), minutes)

    def fill_slots(self) -> bool:
        """Start work from the backlog up to the limit; tell whether any was started."""
        before = len(self.working)
        while len(self.working) < self.wip and self.backlog:
            item = self.backlog.pop(0)
            self.working.append(item)
            item.stage, item.started = Stage.ACTIVE, self.model.week
            if isinstance(item, Initiative):
                dependencies.call_on_provider(self.model, item)
                self.next_phase(item)
            else:
                item.left = item.effort
                item.account = item.kind if isinstance(item, Piece) else ""
        return len(self.working) > before

    def next_phase(self, item: Initiative) -> None:
        """Go on to the next need, or to the feature."""
        needs = item.offer.needs
        item.phase += 1
        while item.phase < len(needs) and (needs[item.phase] is None or not self.model.dials.capabilities):
            item.phase += 1
        if item.phase < len(needs):
            capabilities.meet_need(self.model, item, item.phase)
            voices.tell_of_build(item)
        else:
            item.account, item.left = "new_value", item.effort

    def work_through(self, minutes: int, rate: float) -> int:
        """Share minutes among what can be worked on until they or the work run out."""
        while minutes > 0:
            able = [item for item in self.working if item.workable()]
            if not able:
                break
            share = max(1, minutes // len(able))
            for item in able:
                minutes -= self.work_on(item, min(share, minutes), rate)
        return minutes

    def work_on(self, item: Work, minutes: int, rate: float) -> int:
        """Work on an item, rework first; return the minutes used."""
        if minutes == 0:
            return 0
        if item.rework > 0.0:
            used = min(minutes, math.ceil(item.rework / rate))
            item.rework = max(0.0, item.rework - used * rate)
            self.spend("rework", used, minutes)
        else:
            used = min(minutes, math.ceil(item.left / rate))
            item.left = max(0.0, item.left - used * rate)
            self.spend(item.account, used, minutes)
            if isinstance(item, Initiative) and item.building is not None:
                item.building.minutes += used
        item.worked = self.model.week
        item.spent += used
        self.tally(item, used)
        self.advance(item)
        return used

    def tally(self, item: Work, minutes: int) -> None:
        """Note how far funded work points the way of the true weights."""
        quarter = self.model.quarter
        if item.account != "rollback":
            self.funded_minutes[quarter] += minutes
            cosine = item.initiative.direction.cosine(self.model.true_directions[quarter])
            self.aligned_minutes[quarter] += minutes * cosine

    def advance(self, item: Work) -> None:
        """Move an item on whose present phase is done; finish it when there is nothing left at all."""
        if item.stage is not Stage.ACTIVE or item.left > 0.0 or item.rework > 0.0 or item.question is not None:
            return
        if isinstance(item, Initiative) and not item.at_feature():
            capabilities.finish_build(item)
            self.next_phase(item)
        elif item.open_pieces == 0:
            self.finish(item)

    def finish(self, item: Work) -> None:
        """Launch an initiative or hand a piece over."""
        model = self.model
        item.stage, item.finished, item.closed = Stage.DONE, model.week, (model.week + 1) * WEEK
        if isinstance(item, Initiative):
            if item.promised == model.quarter:
                self.kept[model.quarter] += 1
            self.launch(item)
        elif isinstance(item, Piece) and item.kind == "support":
            dependencies.hand_over(model, item)

    def launch(self, item: Initiative) -> None:
        """Meet the market; what measures as harmful is taken back."""
        dials = self.model.dials
        suits = fit(self.model.market.strategy[self.model.quarter], item.direction.weights)
        late = bets.kept(self.model.week - item.week, item.offer.half_life)
        value = item.offer.promise * suits * late - item.scale * dials.value_shift
        owner = self.acting()
        analytics = owner.analytics if owner is not None else 0.5
        error = dials.measurement_noise * math.exp(-dials.skill_effect * (analytics - 0.5))
        item.measured = value + error * item.scale * self.model.luck.measurement(item)
        item.realised = value
        assert item.submitted is not None
        self.lead += 0.2 * (self.model.week - item.submitted / WEEK - self.lead)
        if item.measured < 0.0:
            item.realised = value * dials.rollback_exposure
            key = self.model.luck.piece_key(item, "rollback", self)
            piece = Piece(key, self.model.week + 1, ROLLBACK_SHARE * item.effort, item, self, "rollback")
            piece.priority = self.backlog[0].priority + 1.0 if self.backlog else 0.0
            self.enlist(piece)

    def park_stuck(self) -> None:
        """Free the slots of what is finished or waits for somebody else."""
        for item in self.working:
            if item.stage is Stage.ACTIVE and item.stuck():
                self.parked.insert(0, item)
        self.working = [item for item in self.working if item.stage is Stage.ACTIVE and not item.stuck()]

    def resume(self) -> None:
        """Take up again what no longer waits, as far as the limit allows; some just needs finishing."""
        for item in list(self.parked):
            if not item.stuck() and len(self.working) < self.wip:
                self.parked.remove(item)
                self.advance(item)
                if item.stage is Stage.ACTIVE:
                    self.working.append(item)

    def waiting_account(self) -> str:
        """Return what a team with nothing to work on waits for: an answer, else a piece, else nothing."""
        if any(item.question is not None for item in self.parked):
            return "waiting_decision"
        if any(item.open_pieces > 0 for item in self.parked):
            return "waiting_dependency"
        return "idle"

    def close_week(self) -> None:
        """Let questions and complaints of the week come up."""
        model = self.model
        for item in (*self.parked, *self.working):
            if not isinstance(item, Initiative):
                continue
            if item.worked == model.week:
                item.worked_weeks += 1
                if item.question is None and model.dials.exceptions:
                    questions.maybe_ask(model, item)
            elif item.question is None and item.open_pieces > 0:
                dependencies.complain_about_late(model, item)
        self.park_stuck()

    def rework_after(self, item: Work, answered: bool) -> float:
        """Return the rework a question leaves behind."""
        dials = self.model.dials
        share: float = dials.rework_if_answered if answered else dials.rework_if_unanswered
        return item.effort * share
