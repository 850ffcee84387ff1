"""The product organisation as a scenario needs it: posts, teams and domains with readable ids, no names of people."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from orgsim.people_import.cell_text import slug
from orgsim.people_import.product_posts import HEAD, Post, posts_above
from orgsim.people_import.relatedness import estimate
from orgsim.people_import.reporting_lines import Lines
from orgsim.people_import.team_owners import Ownership, Strength
from orgsim.people_import.teams import Team
from orgsim.people_import.title_words import Words
from orgsim.scenario.template import mix

OPPORTUNITIES_PER_ENGINEER = 0.14
"""Opportunities that an engineer's domain meets in a week, by template: five times the effort left for new features."""

PREFIXES = {"cpo": "cpo", "director": "dir"}
LONGEST_ID = 56


@dataclass(frozen=True)
class NamedPost:
    """A post under the id that the scenario has for it."""

    id: str
    name: str
    role: str
    reports_to: str | None
    vacant: bool
    fte: float
    row: int


@dataclass(frozen=True)
class NamedTeam:
    """A team under the id that the scenario has for it."""

    id: str
    name: str
    domain: str
    engineers: int
    owner: str
    strength: Strength
    evidence: str
    plausible: Mapping[str, float]
    """Posts that could be the owner, with weights; empty when the table says who it is."""
    row: int

    @property
    def how(self) -> str:
        """Return how the owner was found, in a few words."""
        return f"{self.strength}: {self.evidence}"

    @property
    def guessed(self) -> bool:
        """Tell whether somebody else could be the owner as well."""
        return bool(self.plausible)


@dataclass(frozen=True)
class Domain:
    """What one owner's teams build, and the demand for it."""

    id: str
    name: str
    objectives: Mapping[str, float]
    opportunities_per_week: float


@dataclass(frozen=True)
class Organisation:
    """Everything a scenario says about an organisation."""

    posts: tuple[NamedPost, ...]
    teams: tuple[NamedTeam, ...]
    domains: tuple[Domain, ...]
    dotted: Mapping[str, tuple[str, ...]]
    related: Mapping[tuple[str, str], float]
    """Closeness of every pair of domains, guessed; empty when nothing tells them apart."""
    related_by: tuple[str, ...]
    """The kinds of evidence that it was guessed from."""

    @property
    def guesses(self) -> list[NamedTeam]:
        """Teams that somebody else could own as well."""
        return [team for team in self.teams if team.guessed]

    @property
    def idle(self) -> list[NamedPost]:
        """Product managers who own nothing."""
        owners = {team.owner for team in self.teams}
        return [post for post in self.posts if post.role == "pm" and post.id not in owners]


@dataclass(frozen=True)
class Naming:
    """What ids and names are made from."""

    words: Words
    keep_names: bool

    def label(self, post: Post) -> str:
        """Return what a post is about; empty when its row does not say."""
        return self.words.label(post.person.title) or self.words.label(post.person.team)

    def name(self, post: Post) -> str:
        """Return what figures call a post: its title, with the person's name only when that was asked for."""
        if self.keep_names and post.person.name:
            return f"{post.person.name} ({post.person.title})"
        return post.person.title or "Vacant seat"


def organise(
    posts: Mapping[str, Post],
    teams: Sequence[Team],
    owners: Mapping[str, Ownership],
    dotted: Mapping[str, Iterable[str]],
    lines: Lines,
    naming: Naming,
) -> Organisation:
    """Give posts, teams and domains their ids, and domains their demand."""
    ids = _post_ids(posts, naming)
    owned: dict[str, list[Team]] = defaultdict(list)
    for team in teams:
        owned[owners[team.lead.key].owner].append(team)
    names = {key: _domain_name(posts[key], owned[key], ids, naming) for key in sorted(owned, key=lambda key: ids[key])}
    domain_ids = _unique((key, slug(name)) for key, name in names.items())
    domains = {key: _domain(domain_ids[key], name, owned[key]) for key, name in names.items()}
    named = [_named_post(post, ids, naming) for post in posts.values()]
    guess = estimate({domain_ids[key]: (posts[key], owned[key]) for key in domains}, posts, lines, naming.words)
    return Organisation(
        tuple(sorted(named, key=_rank)),
        tuple(sorted(_named_teams(teams, owners, ids, domains), key=lambda team: team.id)),
        tuple(sorted(domains.values(), key=lambda domain: domain.id)),
        {ids[key]: tuple(sorted(ids[other] for other in others)) for key, others in sorted(dotted.items())},
        guess.pairs if guess else {},
        guess.kinds if guess else (),
    )


def _rank(post: NamedPost) -> tuple[int, str]:
    order = ["cpo", "director", "gpm", "ppm", "pm"]
    return (order.index(post.role) if post.role in order else len(order), post.id)


def _post_ids(posts: Mapping[str, Post], naming: Naming) -> dict[str, str]:
    """Return an id for every post: role and area; who has no area of their own is called after the post above."""
    wanted = []
    for key, post in posts.items():
        own = slug(naming.label(post))
        area = own or _area_above(post, posts, naming)
        prefix = PREFIXES.get(post.role, slug(post.role))
        base = prefix if post.role == HEAD or not area else f"{prefix}-{area}"
        wanted.append((not own, base, key))
    return _unique((key, base) for _, base, key in sorted(wanted))


def _area_above(post: Post, posts: Mapping[str, Post], naming: Naming) -> str:
    areas = (slug(naming.label(above)) for above in posts_above(post, posts) if above.role != HEAD)
    return next((area for area in areas if area), "")


def _unique(wanted: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return different ids for different keys: the second of a name gets '-2'."""
    ids: dict[str, str] = {}
    taken: set[str] = set()
    last: Counter[str] = Counter()
    for key, base in wanted:
        base = (base or "product")[:LONGEST_ID].strip("-")
        number = last[base] + 1
        while (found := base if number == 1 else f"{base}-{number}") in taken:
            number += 1
        taken.add(found)
        last[base] = number
        ids[key] = found
    return ids


def _domain_name(post: Post, teams: Sequence[Team], ids: Mapping[str, str], naming: Naming) -> str:
    """Return what an owner's product is called: by title, department, largest team, or after the owner's post."""
    if label := naming.label(post):
        return label
    if label := naming.words.label(post.person.department):
        return label
    named = sorted((-team.engineers, team.label) for team in teams if team.label)
    return named[0][1] if named else ids[post.person.key].partition("-")[2].replace("-", " ").capitalize() or "Product"


def _named_post(post: Post, ids: Mapping[str, str], naming: Naming) -> NamedPost:
    person = post.person
    share = person.fte if 0 < person.fte < 1 else 1.0
    superior = ids[post.superior] if post.superior else None
    return NamedPost(ids[person.key], naming.name(post), post.role, superior, post.vacant, share, person.row)


def _named_teams(
    teams: Iterable[Team], owners: Mapping[str, Ownership], ids: Mapping[str, str], domains: Mapping[str, Domain]
) -> Iterator[NamedTeam]:
    """Return the teams; one that no title says anything about is called after its domain."""
    order = sorted(teams, key=lambda team: (not team.label, team.lead.key))
    labels = {team.lead.key: team.label or domains[owners[team.lead.key].owner].name for team in order}
    team_ids = _unique((key, f"team-{slug(label)}") for key, label in labels.items())
    for team in order:
        key, how = team.lead.key, owners[team.lead.key]
        place = (domains[how.owner].id, team.engineers, ids[how.owner])
        plausible = {ids[owner]: weight for owner, weight in how.plausible.items()}
        yield NamedTeam(team_ids[key], labels[key], *place, how.strength, how.evidence, plausible, team.lead.row)


def _domain(domain: str, name: str, teams: Iterable[Team]) -> Domain:
    engineers = sum(team.engineers for team in teams)
    return Domain(domain, name, mix(domain), round(OPPORTUNITIES_PER_ENGINEER * engineers, 2))
