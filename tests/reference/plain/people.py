"""Posts, the people in them, the ties between them, and the week of each."""

import math
from collections import defaultdict
from typing import TYPE_CHECKING

import mesa

from tests.reference.plain import beliefs, bets
from tests.reference.plain.work import WEEK, Capability, Initiative, Request, Work, dot, fit

if TYPE_CHECKING:
    from orgsim.scenario import model as text
    from tests.reference.plain.desk import Desk
    from tests.reference.plain.model import ReferenceModel
    from tests.reference.plain.team import Team

RIGHTS = ("none", "inform", "consult", "propose", "approve", "decide")
"""Weakest first."""
TALK = 16
"""People talk about as many capabilities as this, at most."""

LONG_AGO = -1000
"""Week in which people began who were there before the run."""

Book = list[defaultdict[str, int]]
"""Minutes by account, quarter by quarter."""


class Tie:
    """What a post hears from another in one layer; the other hears from it over the reverse."""

    def __init__(self, receiver: "Post", source: "Post", layer: int, weight: float, trust: float) -> None:
        self.receiver = receiver
        self.source = source
        self.layer = layer
        self.weight = weight
        self.trust = trust
        self.agreed = 0
        self.minutes = 0
        self.reverse = self

    def claim(self) -> float:
        """Return what it claims of the receiver's contact time: nothing when either end is missing or has none to give."""
        for end in (self.receiver, self.source):
            if end.person is None or end.contact == 0:
                return 0.0
        return self.weight

    def share(self) -> float:
        """Return the minutes its receiver would give it."""
        claim = self.claim()
        return self.receiver.contact * claim / self.receiver.claims if claim else 0.0

    def hold(self) -> None:
        """Meet for as long as the busier of the two ends still has time for."""
        given_up = max(end.person.given_up if end.person is not None else 0.0 for end in (self.receiver, self.source))
        self.minutes = int(self.agreed * (1.0 - given_up))

    def move_trust(self, goal: float, step: float) -> None:
        """Move trust toward a goal."""
        self.trust += step * (goal - self.trust)


class Post:
    """A box of the chart: what its holder may do, and how the week is meant to be spent."""

    def __init__(self, name: str, key: int, post: "text.Post", role: "text.Role", quarters: int) -> None:
        self.name = name
        self.key = key
        self.rights: dict[str, int] = {
            action: RIGHTS.index(right) for action, right in {**role.rights, **post.rights}.items()
        }
        stated = post.hours.model_dump(exclude_unset=True) if post.hours else {}
        hours = role.hours.model_copy(update=stated)
        self.minutes = round(WEEK * post.fte)
        self.administration, self.contact, self.desk_minutes, self.portfolio, self.product, self.research = (
            round(60.0 * post.fte * each)
            for each in (
                hours.administration,
                hours.contact,
                hours.desk,
                hours.portfolio,
                hours.product,
                hours.research,
            )
        )
        self.manager: Post | None = None
        self.depth = 0
        self.reports = 0
        self.forum_hours = 0.0
        self.teams: list[Team] = []
        self.helps: Team | None = None
        self.ties: list[Tie] = []
        self.claims = 0.0
        self.agreed = 0
        self.met = 0
        self.person: Person | None = None
        self.desk: Desk
        self.interest: list[float] = []
        self.tilt = 0.0
        self.book: Book = [defaultdict(int) for _ in range(quarters)]
        self.open_minutes = [0] * quarters

    def planned(self) -> int:
        """Return the minutes a week that are meant for decisions, the portfolio and products."""
        return self.desk_minutes + self.portfolio + self.product

    def may(self, action: str, right: str) -> bool:
        """Tell whether its right to an action is at least as strong."""
        return self.rights.get(action, 0) >= RIGHTS.index(right)

    def has_just(self, action: str, right: str) -> bool:
        """Tell whether its right to an action is this one."""
        return self.rights.get(action, 0) == RIGHTS.index(right)

    def chain(self) -> "list[Post]":
        """Return the post and its superiors, from below."""
        found: list[Post] = []
        post: Post | None = self
        while post is not None:
            found.append(post)
            post = post.manager
        return found

    def nearest_with(self, action: str, right: str) -> "Post | None":
        """Return the nearest post from here upward with a right."""
        return next((post for post in self.chain() if post.may(action, right)), None)

    def nearest_present(self, action: str, right: str) -> "Person | None":
        """Return the nearest person from here upward with a right."""
        able = (post.person for post in self.chain() if post.may(action, right))
        return next((person for person in able if person is not None), None)

    def acting(self) -> "Person | None":
        """Return who acts for the post: its holder, or that of the nearest occupied superior."""
        post: Post | None = self
        while post is not None:
            if post.person is not None:
                return post.person
            post = post.manager
        return None

    def common_superior(self, other: "Post") -> "Post | None":
        """Return the lowest post that is above (or is) both."""
        above = other.chain()
        return next((post for post in self.chain() if post in above), None)

    def path_length(self, other: "Post") -> int:
        """Return the number of reporting edges between two posts."""
        top = self.common_superior(other)
        return self.depth + other.depth - 2 * (top.depth if top else 0)

    def tie_to(self, other: "Post") -> Tie | None:
        """Return the tie by which another post is met most."""
        met = [tie for tie in self.ties if tie.source is other and tie.agreed > 0]
        return max(met, key=lambda tie: tie.agreed, default=None)


class Person(mesa.Agent):  # type: ignore[misc]
    """The holder of a post: judges, answers, looks after products, meets others."""

    model: "ReferenceModel"

    def __init__(self, model: "ReferenceModel", post: Post, usual: "text.Skills", stated: "text.Skills | None") -> None:
        super().__init__(model)
        dials = model.dials
        self.post = post
        self.started = LONG_AGO
        self.key = model.luck.person_key(post)
        known = stated.model_dump(exclude_unset=True) if stated else {}
        mean = usual.model_copy(update=known)
        self.discovery = self._drawn(mean.discovery, 0.0 if "discovery" in known else dials.skill_spread, 0)
        self.execution = self._drawn(mean.execution, 0.0 if "execution" in known else dials.skill_spread, 1)
        self.analytics = self._drawn(mean.analytics, 0.0 if "analytics" in known else dials.skill_spread, 4)
        self.susceptibility = self._drawn(dials.susceptibility, dials.susceptibility_spread, 2)
        self.error = dials.case_noise * math.exp(-dials.skill_effect * (self.discovery - 0.5))
        strategy = self._drawn(mean.strategy, 0.0 if "strategy" in known else dials.skill_spread, 6)
        misread = dials.belief_spread * math.exp(-dials.skill_effect * (strategy - 0.5))
        self.first = beliefs.first_belief(self, misread)
        self.belief = list(self.first)
        self.heard: dict[int, Capability] = {}
        self.recent: list[Capability | None] = [None] * TALK
        self.left = self.desk_speed = self.desk_left = self.portfolio_left = self.pressed = self.planning_due = 0
        self.covers = 0
        self.given = self.given_up = 0.0
        self.free = 0
        self.serving: Request | None = None

    def _drawn(self, mean: float, spread: float, which: int) -> float:
        return min(1.0, max(0.0, mean + spread * self.model.luck.skill(self.key, which)))

    def score(self, work: Work) -> float:
        """Return what some work seems worth for each standard effort; pieces are judged by what they serve, and less by strangers to it."""
        subject: Initiative = work.initiative
        stranger = work is not subject and not self.answers_in(subject.team.domain)
        counts = 1.0 - self.post.tilt if stranger else 1.0
        return float(counts * self.worth(subject) * self.model.standard_effort / subject.planned)

    def answers_in(self, domain: str) -> bool:
        """Tell whether one answers, through reports, for a team of a domain."""
        return any(team.owner is not None and self.post in team.owner.chain() for team in self.model.by_domain[domain])

    def worth(self, subject: Initiative) -> float:
        """Return what an initiative seems worth; everybody takes own errors for the usual ones."""
        model, post, dials = self.model, self.post, self.model.dials
        objectives, scale = subject.direction.weights, subject.scale
        seems = (1.0 - post.tilt) * fit(self.belief, objectives) + post.tilt * fit(post.interest, objectives)
        seen = math.log(subject.offer.promise / scale) + self.error * self.misjudgement(subject)
        median, spread = bets.judged(seen, dials.value_sigma, dials.case_noise)
        age = model.week - subject.week + subject.team.lead * subject.share_to_go()
        factor = scale * seems * bets.kept(age, subject.offer.half_life)
        return bets.worth(factor * median, spread, scale * dials.value_shift, dials.rollback_exposure)

    def misjudgement(self, subject: Initiative) -> float:
        """Return the standard error that is made about a case: partly everybody's, partly one's own."""
        share, luck = self.model.dials.common_error, self.model.luck
        return math.sqrt(share) * luck.case(None, subject) + math.sqrt(1.0 - share) * luck.case(self, subject)

    def spend(self, account: str, minutes: int) -> None:
        """Spend minutes of the week, as far as there are any."""
        minutes = max(0, min(minutes, self.left))
        self.post.book[self.model.quarter][account] += minutes
        self.left -= minutes

    def ramp(self) -> float:
        """Return how effective the person is by now."""
        half = self.model.dials.ramp_half_weeks
        return 1.0 / (1.0 + math.exp(-(self.model.week - self.started - half) / (0.35 * half)))

    def administration(self) -> int:
        """Return the post's own administration and that of its reports, which grows by a power of their number."""
        post, dials = self.post, self.model.dials
        people = (post.reports / 4.0) ** dials.administration_exponent if post.reports else 0.0
        return post.administration + int(4.0 * int(dials.administration_per_report) * people)

    def weigh_week(self) -> None:
        """See how much the desk would take, and how much of their time the other duties must give up for it."""
        post, floor, ramp = self.post, self.model.dials.duty_floor, self.ramp()
        planned = post.planned() + post.research
        room = post.minutes - (planned - int(ramp * planned)) - self.administration()
        others = post.agreed + int(ramp * (post.portfolio + post.product + post.research))
        self.pressed = min(post.desk.waiting_for(post), int(ramp * max(0, room))) if floor < 1.0 else 0
        over = max(self.pressed, int(ramp * post.desk_minutes)) + others - room
        self.given_up = min(1.0 - floor, over / others) if over > 0 and others else 0.0

    def open_week(self) -> None:
        """Spend what the week costs before any work, and divide the rest."""
        post, ramp = self.post, self.ramp()
        planned = post.planned() + post.research
        self.left = post.minutes
        self.spend("ramp_up", planned - int(ramp * planned))
        self.spend("administration", self.administration())
        self.spend("contact", post.met)
        portfolio, product, research = (
            minutes - int(self.given_up * minutes)
            for minutes in (int(ramp * post.portfolio), int(ramp * post.product), int(ramp * post.research))
        )
        left = self.left
        usual = min(left, int(ramp * post.desk_minutes))
        self.desk_speed = self.desk_left = max(usual, min(self.pressed, left - portfolio - product - research))
        left -= self.desk_left
        self.portfolio_left = min(left, portfolio)
        left -= self.portfolio_left
        self.product_left = min(left, product)
        self.covers, self.given = 0, 0.0

    def close_desk(self) -> None:
        """Book what the desk took."""
        self.post.open_minutes[self.model.quarter] += self.desk_speed
        self.spend("decisions", self.desk_speed - self.desk_left)

    def look_after_products(self) -> None:
        """Write up cases, give what is left to the products, then read."""
        available = self.product_left + self.desk_left
        writing = min(available, self.planning_due)
        evenings = min(self.portfolio_left, self.planning_due - writing)
        self.portfolio_left -= evenings
        self.planning_due -= writing + evenings
        self.spend("planning", writing + evenings)
        if self.covers or self.post.helps is not None:
            self.spend("product", available - writing)
            self.given = float(available - writing)
            if self.post.helps is not None:
                self.post.helps.coverage += self.given
        if self.model.dials.news:
            self.spend("portfolio", self.portfolio_left)

    def close_week(self) -> None:
        """Idle away the rest."""
        self.spend("idle", self.left)

    def next_belief(self) -> list[float]:
        """Return what the week makes of the belief."""
        return beliefs.after_a_week(self)

    def remember(self, capability: Capability) -> None:
        """Keep an instance in mind; what it displaces among the topics is a matter of keys."""
        if self.heard.get(capability.kind) is not capability:
            self.heard[capability.kind] = capability
            self.recent[capability.key % TALK] = capability

    def topic(self, u: float) -> Capability | None:
        """Return what this person talks about."""
        start = int(u * TALK)
        for told in self.recent[start:] + self.recent[:start]:
            if told is not None:
                return told
        return None

    def exchange_news(self) -> None:
        """Hear from those met; reading makes every meeting carry more."""
        model = self.model
        if self.post.met == 0:
            return
        more = 1.0 + model.dials.audit_share * self.portfolio_left / self.post.met
        for tie in self.post.ties:
            teller = tie.source.person
            if tie.minutes == 0 or teller is None:
                continue
            luck = model.luck.news(self, teller, tie.layer, model.week, 0)
            for message in range(int(tie.trust * (more * tie.minutes) / model.dials.minutes_per_message + luck)):
                told = teller.topic(model.luck.news(self, teller, tie.layer, model.week, message + 1))
                if told is not None and told.in_use:
                    self.hear(told, 1.0 - 1.0 / more)

    def hear(self, told: Capability, read: float) -> None:
        """Compare an instance with what is known of the same and the look-alike type, then keep it in mind."""
        for kind in (told.kind, told.kind ^ 1):
            self.compare(told, self.heard.get(kind), read)
            for team in self.post.teams:
                self.compare(told, team.hosts.get(kind), read)
        self.remember(told)

    def compare(self, told: Capability, known: Capability | None, read: float) -> None:
        """Maybe notice that an instance does what another one of those known does."""
        if known is None or known is told or known.team is told.team or not known.in_use:
            return
        model, dials = self.model, self.model.dials
        alike = told.overlap(known, dials.similarity)
        if alike == 0.0:
            return
        younger = told if told.number > known.number else known
        hours = dials.minutes_per_message / 60.0
        size = min(told.effort, known.effort) / (dials.build_effort_median * WEEK)
        if size > 2.0:
            hours *= read  # hearsay does not do for what is large
        if model.luck.noticing(self, younger, model.week) >= 1.0 - math.exp(
            -dials.notice_effect * hours * alike / size
        ):
            return
        seems = alike + dials.overlap_noise * model.luck.looking(self, younger)
        if seems >= dials.duplicate_threshold and younger.duplicates is not None and younger.noticed is None:
            younger.noticed = model.week

    def trusted_contact(self, other: Post) -> float:
        """Return the trusted minutes a week with another post."""
        return dot(
            [tie.trust for tie in self.post.ties if tie.source is other],
            [float(tie.minutes) for tie in self.post.ties if tie.source is other],
        )
