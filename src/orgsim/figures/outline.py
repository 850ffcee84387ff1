"""What an org chart shows: every post with its teams, or, when that would be too many boxes, the upper posts and counts."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from orgsim.figures.changes import NO_CHANGES, Changes
from orgsim.plain_words import counted
from orgsim.scenario.model import Scenario
from orgsim.scenario.structure import reports_of

MOST_BOXES = 60
"""More posts than this are not all drawn."""

NO_NOTES: Mapping[str, Sequence[str]] = {}

UNOWNED = ""
"""Key of the box that stands for teams without an owner."""


@dataclass(frozen=True)
class Chip:
    """A line under a box: a note, a team, or a count of what is not drawn."""

    words: str
    changed: bool = False
    note: bool = False


@dataclass(frozen=True)
class Box:
    """A post as it is drawn; `mark` says what has changed."""

    key: str
    name: str
    role: str
    title: str
    vacant: bool
    chips: tuple[Chip, ...]
    mark: str


@dataclass(frozen=True)
class Outline:
    """Boxes by key, who stands under whom (`None`: the roots), and for every post the box that it is in."""

    boxes: Mapping[str, Box]
    below: Mapping[str | None, tuple[str, ...]]
    seen_as: Mapping[str, str]
    collapsed: bool

    def joined(self, ties: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Return the pairs of boxes that ties join, each once."""
        pairs: dict[frozenset[str], tuple[str, str]] = {}
        for post, other in ties:
            here, there = self.seen_as.get(post), self.seen_as.get(other)
            if here is not None and there is not None and here != there:
                pairs.setdefault(frozenset((here, there)), (here, there))
        return list(pairs.values())


def outline(
    scenario: Scenario,
    changed: Changes = NO_CHANGES,
    most: int = MOST_BOXES,
    *,
    notes: Mapping[str, Sequence[str]] = NO_NOTES,
) -> Outline:
    """Return what to draw of an organisation, in at most about so many boxes; `notes` go under the boxes of posts."""
    below = _tree(scenario)
    levels = _levels(below)
    shown = levels if len(scenario.posts) <= most else _upper(levels, below, most)
    everything = len(shown) == len(levels)
    visible = [post for level in shown for post in level]
    hidden = {post: _under(post, below) if post in shown[-1] else [] for post in visible}
    seen_as = {post: box for box in visible for post in (box, *hidden[box])}

    def teams_of(owners: Container[str | None]) -> tuple[Chip, ...]:
        owned = [team for team in scenario.teams if scenario.teams[team].owner in owners]
        return _teams(owned, scenario, changed) if everything else _team_count(owned, scenario, changed)

    boxes = {}
    for post in visible:
        chips = (
            *_notes(notes.get(post, ())),
            *_post_count(hidden[post], scenario, changed),
            *teams_of((post, *hidden[post])),
        )
        boxes[post] = _box(post, scenario, changed, chips)
    tree = {post: tuple(child for child in below.get(post, ()) if child in boxes) for post in (None, *visible)}
    if unowned := teams_of({team.owner for team in scenario.teams.values()} - set(scenario.posts)):
        boxes[UNOWNED] = Box(UNOWNED, "no owner", "", "for these teams", True, unowned, "")
        tree[None] = (*tree[None], UNOWNED)
    return Outline(boxes, tree, seen_as, not everything)


def _tree(scenario: Scenario) -> dict[str | None, list[str]]:
    """Return who reports to whom; roots that lead come before those that stand alone."""
    below = reports_of(scenario)
    roots = [name for name, post in scenario.posts.items() if post.reports_to not in scenario.posts]
    return {None: sorted(roots, key=lambda root: root not in below)} | below


def _levels(below: Mapping[str | None, Sequence[str]]) -> list[list[str]]:
    """Return the posts level by level."""
    levels, level = [], list(below[None])
    while level:
        levels.append(level)
        level = [child for post in level for child in below.get(post, ())]
    return levels


def _upper(levels: list[list[str]], below: Mapping[str | None, Sequence[str]], most: int) -> list[list[str]]:
    """Return as many levels from the top as fit, a count under a post being a box too; the top one at least."""
    count = len(levels[0])
    for depth in range(1, len(levels)):
        count += len(levels[depth])
        if count + sum(1 for post in levels[depth] if below.get(post)) > most:
            return levels[:depth]
    return levels


def _under(post: str, below: Mapping[str | None, Sequence[str]]) -> list[str]:
    """Return everybody below a post."""
    found = list(below.get(post, ()))
    for child in found:  # grows while it is read: breadth first
        found.extend(below.get(child, ()))
    return found


def _box(post: str, scenario: Scenario, changed: Changes, chips: tuple[Chip, ...]) -> Box:
    """Return the box of a post with what hangs under it."""
    here = scenario.posts[post]
    title = role_title(scenario, here.role)
    return Box(post, here.name or post, here.role, title, here.vacant, chips, changed.posts.get(post, ""))


def role_title(scenario: Scenario, role: str) -> str:
    """Return what people call a role."""
    return scenario.roles[role].title if role in scenario.roles else role


def _notes(words: Iterable[str]) -> tuple[Chip, ...]:
    return tuple(Chip(note, note=True) for note in words)


def _teams(names: Iterable[str], scenario: Scenario, changed: Changes) -> tuple[Chip, ...]:
    """Return a chip for each team."""
    teams = {name: scenario.teams[name] for name in names}
    return tuple(Chip(f"{team.name or name} · {team.engineers}", name in changed.teams) for name, team in teams.items())


def _team_count(names: Sequence[str], scenario: Scenario, changed: Changes) -> tuple[Chip, ...]:
    """Return one chip for all teams."""
    if not names:
        return ()
    engineers = sum(scenario.teams[name].engineers for name in names)
    words = f"{counted(len(names), 'team')} · {engineers:,}"
    return (Chip(words, any(name in changed.teams for name in names)),)


def _post_count(names: Sequence[str], scenario: Scenario, changed: Changes) -> tuple[Chip, ...]:
    """Return a chip for each role among the posts that are not drawn."""
    roles = Counter(scenario.posts[name].role for name in names)
    touched = {scenario.posts[name].role for name in names if name in changed.posts}
    return tuple(
        Chip(f"{count:,} \N{MULTIPLICATION SIGN} {role_title(scenario, role)}", role in touched)
        for role, count in roles.items()
    )
