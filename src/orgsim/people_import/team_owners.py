"""Teams and who owns what they build.

A team is the engineers below an engineering manager, up to the next one, as a head-count. Its owner is found by decision, reporting
line, the words of titles, and by template where nothing says it.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from orgsim.people_import.findings import Findings
from orgsim.people_import.identity import Person
from orgsim.people_import.product_posts import HEAD, Post, posts_above
from orgsim.people_import.reporting_lines import Lines
from orgsim.people_import.title_rules import ENGINEER, ENGINEERING_MANAGER, IGNORE
from orgsim.people_import.title_words import Area, Words, likeness

PRESENT = ("active", "leave", "future")
"""Who counts: those on leave and those who signed count too."""

OWNERS = ("pm", "gpm")
"""Product posts that own products, and that engineers may report to directly."""

SHARE_OF_ENGINEERS = 0.25
"""A word says what a team works on when it is in the titles of this share of its engineers, and of two at least."""


@dataclass(frozen=True)
class Team:
    """The engineers below one person."""

    lead: Person
    engineers: int
    label: str
    """What it works on, as titles say it; empty when they do not."""
    areas: tuple[Area, ...]
    """The same as words, from several sources, the most telling first."""
    hints: Area
    """Words in the titles of its engineers."""


def find_teams(lines: Lines, roles: Mapping[str, str], words: Words, findings: Findings) -> list[Team]:
    """Find the teams, in the order of who leads them."""
    groups: dict[str, list[Person]] = defaultdict(list)
    outside: list[Person] = []
    for key, person in lines.people.items():
        if roles[key] == ENGINEER and person.status in PRESENT:
            lead = _lead(key, lines, roles)
            groups[lead].append(person) if lead else outside.append(person)
    _report(lines, roles, groups, outside, findings)
    return [_team(lines.people[lead], groups[lead], words) for lead in sorted(groups)]


def _lead(key: str, lines: Lines, roles: Mapping[str, str]) -> str | None:
    """Return who leads an engineer: the nearest engineering manager above, or a product manager with engineers."""
    for above in lines.chain(key):
        if roles[above] in (ENGINEERING_MANAGER, *OWNERS):
            return above
        if roles[above] not in (ENGINEER, IGNORE):
            return None
    return None


def _report(
    lines: Lines,
    roles: Mapping[str, str],
    groups: Mapping[str, Sequence[Person]],
    outside: Sequence[Person],
    findings: Findings,
) -> None:
    superiors = [lines.above[person.key] for person in outside]
    above = Counter(lines.people[key].title for key in superiors if key)
    most = ", ".join(f"{title} ({number})" for title, number in sorted(above.items(), key=lambda e: (-e[1], e[0]))[:4])
    detail = f"they report to: {most}; a rule can make such a title an engineering_manager, a decision can move people"
    findings.noted("engineer* outside any team left out", [person.row for person in outside], detail)
    managers = {key for key, role in roles.items() if role == ENGINEERING_MANAGER}
    idle = [lines.people[key].row for key in managers - groups.keys() if not managers.intersection(lines.tree(key))]
    findings.noted("engineering manager* without engineers left out", [row for row in idle if row])


def _team(lead: Person, engineers: Sequence[Person], words: Words) -> Team:
    column = _team_name(lead, engineers)
    hints = _hints(engineers, words)
    areas = [words.area(lead.title), words.area(column)]
    if not any(areas):
        areas.append(hints)
    label = words.label(lead.title) or words.label(column) or _spelt(hints, engineers)
    size = max(1, math.floor(sum(person.fte for person in engineers) + 0.5))
    return Team(lead, size, label, tuple(area for area in areas if area), hints)


def _team_name(lead: Person, engineers: Sequence[Person]) -> str:
    """Return the team that the table names: the lead's, or that of most of the engineers."""
    counts = Counter(person.team for person in engineers if person.team)
    return lead.team or max(sorted(counts), key=lambda team: counts[team], default="")


def _hints(engineers: Sequence[Person], words: Words) -> Area:
    counts = Counter(word for person in engineers for word in words.area(person.title, of_engineer=True))
    enough = max(2.0, SHARE_OF_ENGINEERS * len(engineers))
    return frozenset(word for word, number in counts.items() if number >= enough)


def _spelt(hints: Area, engineers: Sequence[Person]) -> str:
    """Return hints in the order in which titles have them."""
    titles = " ".join(sorted(person.title for person in engineers)).casefold()
    text = " ".join(sorted(hints, key=lambda word: (titles.find(word), word)))
    return text[:1].upper() + text[1:]


@dataclass(frozen=True)
class Ownership:
    """The owner of a team's product, and how that was found."""

    owner: str
    how: str
    by_template: bool = False


def find_owners(
    teams: Sequence[Team], posts: Mapping[str, Post], lines: Lines, words: Words, decided: Mapping[str, str]
) -> dict[str, Ownership]:
    """Return the owner of every team's product, by who leads the team; nobody when there is no product manager."""
    matching = _Matching(lines, posts, words, decided)
    if matching.owners:
        for step in (matching.decided, matching.by_line, matching.by_title, matching.by_words, matching.by_template):
            matching.apply(step, teams)
    return dict(sorted(matching.found.items()))


class _Matching:
    """Finds an owner for one team after the other; what is found for some says something about others."""

    def __init__(self, lines: Lines, posts: Mapping[str, Post], words: Words, decided: Mapping[str, str]) -> None:
        self.lines = lines
        self.posts = posts
        self.decisions = decided
        self.owners = sorted(key for key, post in posts.items() if post.role in OWNERS)
        self.areas = {key: _areas_of(posts[key].person, words) for key in posts}
        """What each post is about, by its own row and by the teams it owns."""
        self.groups = {key: _group(posts[key], posts) for key in posts}
        self.found: dict[str, Ownership] = {}
        self.engineers: Counter[str] = Counter()
        self.evidence: dict[str, tuple[str, int]] = {}
        """Teams whose owner is known by more than template -> the owner, and how many engineers."""

    def apply(self, step: Callable[[Team], Ownership | None], teams: Sequence[Team]) -> None:
        """Take a step for every team that has no owner yet, the largest first; what it finds counts from the next step on."""
        waiting = [team for team in teams if team.lead.key not in self.found]
        found = []
        for team in sorted(waiting, key=lambda team: (-team.engineers, team.lead.key)):
            if ownership := step(team):
                self.found[team.lead.key] = ownership
                self.engineers[ownership.owner] += team.engineers
                found.append((team, ownership))
        for team, ownership in found:
            self.areas[ownership.owner] += team.areas
            if not ownership.by_template:
                self.evidence[team.lead.key] = (ownership.owner, team.engineers)

    def decided(self, team: Team) -> Ownership | None:
        """Take who was decided to be the owner."""
        owner = self.decisions.get(team.lead.key)
        return Ownership(owner, "as decided") if owner is not None and owner in self.posts else None

    def by_line(self, team: Team) -> Ownership | None:
        """Take the product manager whom the team's lead is, or reports to."""
        for key in (team.lead.key, *self.lines.chain(team.lead.key)):
            if key in self.owners:
                return Ownership(key, "by reporting line")
            if key in self.posts:
                return None
        return None

    def by_title(self, team: Team) -> Ownership | None:
        """Take the product manager whose area is the team's, or one of which holds the other; the most alike of several."""
        return self._most_alike(team.areas, lambda one, other: one <= other or other <= one, "by title")

    def by_words(self, team: Team) -> Ownership | None:
        """Take the product manager with whose area, or whose other teams, the team shares most words."""
        hints = [team.hints] if team.hints else []
        return self._most_alike([*team.areas, *hints], lambda one, other: bool(one & other), "by shared words")

    def _most_alike(self, areas: Sequence[Area], fits: Callable[[Area, Area], bool], how: str) -> Ownership | None:
        pairs = ((key, one, other) for key in self.owners for one in self.areas[key] for other in areas)
        ranked = [
            ((-likeness(one, other), self.engineers[key], key), one & other)
            for key, one, other in pairs
            if fits(one, other)
        ]
        if not ranked:
            return None
        best, shared = min(ranked, key=lambda entry: entry[0])  # the first of equals
        return Ownership(best[2], f"{how}: {', '.join(sorted(shared))}")

    def by_template(self, team: Team) -> Ownership:
        """Take the product manager with the fewest engineers under the director whose teams are nearest in the reporting line."""
        group = self._nearest_group(team)
        among = [key for key in self.owners if group is None or self.groups[key] == group]
        among = [key for key in among if self.posts[key].role != "gpm"] or among
        owner = min(among, key=lambda key: (self.engineers[key], key))
        return Ownership(owner, "by template: fewest engineers", by_template=True)

    def _nearest_group(self, team: Team) -> str | None:
        """Return the director who owns most engineers of the nearest teams that something is known about."""
        for above in self.lines.chain(team.lead.key):
            engineers: Counter[str] = Counter()
            for key in self.evidence.keys() & self.lines.tree(above):
                owner, number = self.evidence[key]
                if group := self.groups[owner]:
                    engineers[group] += number
            if engineers:
                return min(engineers, key=lambda group: (-engineers[group], group))
        return None


def _areas_of(person: Person, words: Words) -> list[Area]:
    return [area for text in (person.title, person.team) if (area := words.area(text))]


def _group(post: Post, posts: Mapping[str, Post]) -> str | None:
    """Return the nearest director or head above a post."""
    above = posts_above(post, posts)
    return next((post.person.key for post in above if post.role in ("director", HEAD)), None)
