"""Who owns what a team builds: by decision, reporting line, the words of titles, and by template where nothing says it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from orgsim.people_import.lines import Lines
from orgsim.people_import.posts import HEAD, Post
from orgsim.people_import.teams import Team
from orgsim.people_import.words import Area, Words, likeness

OWNERS = ("pm", "gpm")


@dataclass(frozen=True)
class Ownership:
    """The owner of a team's product, and how that was found."""

    owner: str
    how: str
    by_template: bool = False


@dataclass(frozen=True)
class _Owner:
    """A product post that may own products."""

    key: str
    areas: tuple[Area, ...]
    group: str | None
    """The director or head above."""
    is_group_manager: bool


def find_owners(
    teams: Sequence[Team], posts: Mapping[str, Post], lines: Lines, words: Words, decided: Mapping[str, str]
) -> dict[str, Ownership]:
    """Return the owner of every team's product, by who leads the team; nobody when there is no product manager."""
    matching = _Matching(lines, posts, _owners(posts, words), dict(decided))
    if matching.owners:
        for step in (matching.decided, matching.by_line, matching.by_title, matching.by_words, matching.by_template):
            matching.apply(step, teams)
    return dict(sorted(matching.found.items()))


def _owners(posts: Mapping[str, Post], words: Words) -> list[_Owner]:
    owners = []
    for key, post in sorted(posts.items()):
        if post.role in OWNERS:
            areas = (words.area(post.person.title), words.area(post.person.team))
            named = tuple(area for area in areas if area)
            owners.append(_Owner(key, named, _group(key, posts), post.role == "gpm"))
    return owners


def _group(key: str, posts: Mapping[str, Post]) -> str | None:
    """Return the nearest director or head above a post."""
    above = posts[key].superior
    while above is not None and posts[above].role not in ("director", HEAD):
        above = posts[above].superior
    return above


Step = Callable[[Team], Ownership | None]


class _Matching:
    """Finds an owner for one team after the other; what is found for some says something about others."""

    def __init__(
        self, lines: Lines, posts: Mapping[str, Post], owners: Sequence[_Owner], decided: Mapping[str, str]
    ) -> None:
        self.lines = lines
        self.posts = posts
        self.owners = {owner.key: owner for owner in owners}
        self.decisions = decided
        self.found: dict[str, Ownership] = {}
        self.engineers: Counter[str] = Counter()
        self.areas: dict[str, list[Area]] = defaultdict(list, {owner.key: list(owner.areas) for owner in owners})
        self.evidence: dict[str, tuple[str, int]] = {}
        """Teams whose owner is known by more than template -> the owner, and how many engineers."""

    def apply(self, step: Step, teams: Sequence[Team]) -> None:
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
        best: tuple[float, float, str] | None = None
        shared: Area = frozenset()
        for key in self.owners:
            for one in self.areas[key]:
                for other in areas:
                    if not fits(one, other):
                        continue
                    rank = (-likeness(one, other), self.engineers[key], key)
                    if best is None or rank < best:
                        best, shared = rank, one & other
        return Ownership(best[2], f"{how}: {', '.join(sorted(shared))}") if best else None

    def by_template(self, team: Team) -> Ownership:
        """Take the product manager with the fewest engineers under the director whose teams are nearest in the reporting line."""
        group = self._nearest_group(team)
        among = [owner for owner in self.owners.values() if group is None or owner.group == group]
        among = [owner for owner in among if not owner.is_group_manager] or among
        owner = min(among, key=lambda owner: (self.engineers[owner.key], owner.key))
        return Ownership(owner.key, "by template: fewest engineers", by_template=True)

    def _nearest_group(self, team: Team) -> str | None:
        """Return the director who owns most engineers of the nearest teams that something is known about."""
        for above in self.lines.chain(team.lead.key):
            engineers: Counter[str] = Counter()
            for key in self.lines.tree(above):
                if key in self.evidence:
                    owner, number = self.evidence[key]
                    if (group := _group(owner, self.posts)) is not None:
                        engineers[group] += number
            if engineers:
                return min(engineers, key=lambda group: (-engineers[group], group))
        return None
