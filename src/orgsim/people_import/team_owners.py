"""Who owns what a team builds: by decision, columns, names and reporting line, and by guess where none of these says it.

Words for a function or a layer ('backend', 'platform') never decide. A team that several could own has all of them as guesses, weighted.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from orgsim.people_import.identity import Index
from orgsim.people_import.plausible_owners import OUTSIDE, SAME_WORDS, SOME_WORDS, plausible
from orgsim.people_import.product_posts import HEAD, Post, dotted_keys, posts_above
from orgsim.people_import.reporting_lines import Lines
from orgsim.people_import.teams import OWNERS, Team
from orgsim.people_import.title_words import Area, Words, likeness, spelt

Strength = Literal["decided", "exact name", "column", "line", "title words", "template"]
"""How an owner was found, the strongest first."""


@dataclass(frozen=True)
class Ownership:
    """The owner of a team's product, how that was found, and who else it could be."""

    owner: str
    strength: Strength
    evidence: str
    plausible: Mapping[str, float] = field(default_factory=dict)
    """Everybody who could be the owner, with weights that sum up to 1; empty when the table says who it is."""


@dataclass(frozen=True)
class Evidence:
    """What one step says about one team: who fits, the best first, and why."""

    strength: Strength
    owners: Mapping[str, float]
    """Owner -> how well it fits; several that fit alike leave it open."""
    because: str
    trust: float = 1.0
    """Share of the weight that goes to these owners when it is a guess; the rest goes to all others."""


Step = Callable[[Team], Evidence | None]


def find_owners(
    teams: Sequence[Team],
    posts: Mapping[str, Post],
    lines: Lines,
    words: Words,
    decided: Mapping[str, str],
    dotted: Index | None = None,
) -> dict[str, Ownership]:
    """Return the owner of every team's product, by who leads the team; nobody when there is no product manager.

    `dotted` finds people in a column of dotted lines, when there is one. Neither the order of `teams` nor that of rows matters.
    """
    matching = _Matching(teams, posts, lines, words, decided, dotted)
    if not matching.owners:
        return {}
    for step in matching.steps():
        matching.apply(step)
    return matching.settled()


class _Matching:
    """Finds an owner for one team after the other; what is found for some says something about others."""

    def __init__(
        self,
        teams: Sequence[Team],
        posts: Mapping[str, Post],
        lines: Lines,
        words: Words,
        decided: Mapping[str, str],
        dotted: Index | None,
    ) -> None:
        self.teams = sorted(teams, key=lambda team: (-team.engineers, team.lead.key))
        self.lines = lines
        self.posts = posts
        self.words = words
        self.decisions = decided
        self.dotted = dotted
        self.owners = sorted(key for key, post in posts.items() if post.role in OWNERS)
        people = {key: posts[key].person for key in self.owners}
        self.titled = {key: words.area(person.title) for key, person in people.items()}
        self.columns = {key: words.area(person.team) for key, person in people.items()}
        self.departments = {key: words.area(person.department) for key, person in people.items()}
        self.listed = {key: [*words.names(p.title), *words.names(p.team)] for key, p in people.items()}
        """What each owner's title and team name, one by one."""
        self.areas = {key: [area for area in (self.titled[key], self.columns[key]) if area] for key in self.owners}
        """What each owner is about, by its own row and by the teams it owns."""
        self.groups = {key: _group(posts[key], posts) for key in self.owners}
        self.names = Counter(area for team in teams for area in team.areas)
        self.found: dict[str, Evidence] = {}
        self.chosen: dict[str, str] = {}
        self.engineers: Counter[str] = Counter()
        self.below: dict[str, Counter[str]] = defaultdict(Counter)
        """Everybody above a team whose owner is known by more than template -> engineers of such teams, by director."""

    def steps(self) -> tuple[Step, ...]:
        """Return the ways to an owner, the strongest first."""
        by_name = (self.by_team, self.by_whole_name, self.by_part_of_name, self.by_department)
        return (
            self.by_decision,
            self.by_lead,
            *by_name,
            self.by_line,
            self.by_dotted_line,
            self.by_words,
            self.by_template,
        )

    def apply(self, step: Step) -> None:
        """Take a step for every team that has no owner yet, the largest first; what it finds counts from the next step on."""
        waiting = [team for team in self.teams if team.lead.key not in self.chosen]
        found = [team for team in waiting if self._take(team, step(team))]
        for team in found:
            owner = self.chosen[team.lead.key]
            self.areas[owner] += team.areas
            if self.found[team.lead.key].strength != "template" and (group := self.groups.get(owner)):
                for above in self.lines.chain(team.lead.key):
                    self.below[above][group] += team.engineers

    def _take(self, team: Team, evidence: Evidence | None) -> bool:
        """Give a team to the one who fits best, of equals to the one with the fewest engineers; tell whether there is one."""
        if evidence is None or not evidence.owners:
            return False
        best = min(evidence.owners, key=lambda key: (-evidence.owners[key], self.engineers[key], key))
        self.found[team.lead.key] = evidence
        self.chosen[team.lead.key] = best
        self.engineers[best] += team.engineers
        return True

    def settled(self) -> dict[str, Ownership]:
        """Return what was found, with the plausible owners of what is a guess."""
        sure = Counter(self.chosen[key] for key, found in self.found.items() if not is_guess(found))
        return {team.lead.key: self._ownership(team, sure) for team in sorted(self.teams, key=lambda t: t.lead.key)}

    def _ownership(self, team: Team, sure: Counter[str]) -> Ownership:
        found, owner = self.found[team.lead.key], self.chosen[team.lead.key]
        if not is_guess(found):
            return Ownership(owner, found.strength, found.because)
        if len(self.owners) == 1:
            return Ownership(owner, "line", "there is no other product manager")
        fitting = found.owners if found.strength != "template" else {}
        near = set(self.candidates(team))
        room = {k: 1.0 / (1 + sure[k]) if sure[k] else self._room(team, k) for k in self.owners}
        spread = {k: room[k] * (1.0 if k in near else OUTSIDE) for k in self.owners}
        weights = plausible(owner, fitting, spread, found.trust, team=team.lead.key)
        return Ownership(owner, found.strength, found.because, weights)

    def by_decision(self, team: Team) -> Evidence | None:
        """Take who was decided to be the owner."""
        owner = self.decisions.get(team.lead.key)
        if owner is None or owner not in self.posts:
            return None
        self.areas.setdefault(owner, [])
        return Evidence("decided", {owner: 1.0}, "by the decisions")

    def by_lead(self, team: Team) -> Evidence | None:
        """Take the team's lead, when that is a product manager: nobody stands between the owner and those who build."""
        own = team.lead.key in self.groups
        return Evidence("line", {team.lead.key: 1.0}, "the team's people report to its owner") if own else None

    def by_team(self, team: Team) -> Evidence | None:
        """Take the product manager whose row names the same team."""
        return self._same(team, "team", team.column, self.columns)

    def by_whole_name(self, team: Team) -> Evidence | None:
        """Take the product manager whose title names exactly what the team is called."""
        for area in team.areas:
            if found := self._named(team, area, [key for key in self.owners if self.titled[key] == area]):
                return found
        return None

    def by_part_of_name(self, team: Team) -> Evidence | None:
        """Take the product manager whose title lists what the team is called among others."""
        for area in team.areas:
            if found := self._named(team, area, [key for key in self.owners if area in self.listed[key]]):
                return found
        return None

    def _named(self, team: Team, area: Area, owners: Sequence[str]) -> Evidence | None:
        """Take who bears a name; one made of function words says whose team it is only if one team and one owner bear it."""
        vague = not self.words.telling(area) and (len(owners) > 1 or self.names[area] > 1)
        if vague or not owners:
            return None
        return Evidence("exact name", dict.fromkeys(owners, 1.0), _said(area, team), SAME_WORDS)

    def by_department(self, team: Team) -> Evidence | None:
        """Take the only product manager whose department, or title, is the team's department."""
        found = self._same(team, "department", team.department, self.departments)
        if found is None:
            titles = {key: team.department for key in self.owners if team.department in self.listed[key]}
            found = self._same(team, "department", team.department, titles)
        return found if found and len(found.owners) == 1 else None

    def _same(self, team: Team, what: str, area: Area, areas: Mapping[str, Area]) -> Evidence | None:
        """Take whose column says the same; a department named by function words alone says nothing."""
        if not (area if what == "team" else self.words.telling(area)):
            return None
        owners = [key for key in self.owners if areas.get(key) == area]
        return Evidence("column", dict.fromkeys(owners, 1.0), f"{what} {_said(area, team)}") if owners else None

    def by_line(self, team: Team) -> Evidence | None:
        """Take the product manager whom the team's lead reports to."""
        for key in self.lines.chain(team.lead.key):
            if key in self.groups:
                return Evidence("line", {key: 1.0}, "the team's lead reports to its owner")
            if key in self.posts:
                return None
        return None

    def by_dotted_line(self, team: Team) -> Evidence | None:
        """Take the product manager who has a dotted line to the team's lead, or whom the lead has one to."""
        if self.dotted is None:
            return None
        lead, mine = team.lead.key, dotted_keys(team.lead, self.dotted)
        tied = [key for key in self.owners if key in mine or lead in dotted_keys(self.posts[key].person, self.dotted)]
        return Evidence("line", dict.fromkeys(tied, 1.0), "dotted line") if tied else None

    def by_words(self, team: Team) -> Evidence | None:
        """Take the product manager with whose area, or whose other teams, the team shares most words that are no function's."""
        areas = [*team.areas, *([team.hints] if team.hints else [])]
        scores = {
            key: max((self._alike(a, b) for a in areas for b in self.areas[key]), default=0.0) for key in self.owners
        }
        near = set(self._of_department(team))
        fits = {key: score + (key in near) for key, score in scores.items() if score > 0.0}
        if not fits:
            return None
        best = min(fits, key=lambda key: (-fits[key], self.engineers[key], key))
        shared = {word for a in areas for b in self.areas[best] for word in self.words.telling(a & b)}
        named = max((self._alike(a, b) for a in team.areas for b in self.areas[best]), default=0.0)
        trust = SAME_WORDS if named >= 1.0 else SOME_WORDS
        return Evidence("title words", fits, _said(frozenset(shared), team), trust)

    def _alike(self, one: Area, other: Area) -> float:
        """Return how alike two areas are by telling words; a hundredth of it by all words, which decides between equals."""
        alike = likeness(self.words.telling(one), self.words.telling(other))
        return alike + 0.01 * likeness(one, other) if alike else 0.0

    def by_template(self, team: Team) -> Evidence:
        """Take the product manager with the fewest engineers among those who are nearest in department or reporting line.

        A team with a name of its own goes first to those whose titles name no product and who own nothing yet.
        """
        near = self.candidates(team)
        where = f"fewest engineers of the nearest {len(near)}" if len(near) > 1 else "the nearest"
        return Evidence("template", {k: 1.0 if self.engineers[k] else self._room(team, k) for k in near}, where)

    def _room(self, team: Team, owner: str) -> float:
        """Return 2 for an owner whose title leaves room for a team of this name, since it names no product, else 1."""
        return 2.0 if team.label and not self.words.telling(self.titled[owner]) else 1.0

    def candidates(self, team: Team) -> list[str]:
        """Return who could own a team as far as department or reporting line tell; player-coaches only if there is nobody else."""
        group = self._nearest_group(team)
        among = self._of_department(team) or [key for key in self.owners if group is None or self.groups[key] == group]
        return [key for key in among if self.posts[key].role != "gpm"] or among

    def _of_department(self, team: Team) -> list[str]:
        """Return the owners of the team's department."""
        telling = self.words.telling(team.department)
        return [key for key in self.owners if telling and self.departments[key] == team.department]

    def _nearest_group(self, team: Team) -> str | None:
        """Return the director who owns most engineers of the nearest teams that something is known about."""
        for above in self.lines.chain(team.lead.key):
            if engineers := self.below.get(above):
                return min(engineers, key=lambda group: (-engineers[group], group))
        return None


def is_guess(found: Evidence) -> bool:
    """Tell whether somebody else could own the team as well: by words or template, or when several fit alike."""
    return found.strength in ("title words", "template") or len(found.owners) > 1


def _said(area: Area, team: Team) -> str:
    return ", ".join(spelt(area, team.text))


def _group(post: Post, posts: Mapping[str, Post]) -> str | None:
    """Return the nearest director or head above a post."""
    above = posts_above(post, posts)
    return next((post.person.key for post in above if post.role in ("director", HEAD)), None)
