"""What differs between two organisations, post by post and team by team, in a word or two."""

from collections.abc import Mapping
from dataclasses import dataclass

from orgsim.scenario.model import Scenario


@dataclass(frozen=True)
class Changes:
    """New, moved and re-roled posts and teams, each with what to write beside it; and what is gone."""

    posts: dict[str, str]
    teams: dict[str, str]
    closed_posts: tuple[str, ...]
    closed_teams: tuple[str, ...]
    dotted: tuple[tuple[str, str], ...] = ()
    """New dotted lines."""
    dotted_gone: int = 0
    """Dotted lines there were before."""

    def summary(self) -> str:
        """Return the changes in a sentence; nothing when there are none."""
        kinds = ("new", "moved", "was")
        counts = [(sum(kind in mark for mark in self.posts.values()), kind) for kind in kinds]
        words = [f"{count} {'re-roled' if kind == 'was' else kind}" for count, kind in counts if count]
        words += [f"{len(self.closed_posts)} closed"] if self.closed_posts else []
        posts = f"posts: {', '.join(words)}" if words else ""
        changed = [*self.teams, *self.closed_teams]
        teams = f"teams changed: {len(changed)}" if changed else ""
        new = f"{len(self.dotted)} new" if self.dotted else ""
        gone = f"{self.dotted_gone} gone" if self.dotted_gone else ""
        dotted = f"dotted lines: {', '.join(filter(None, (new, gone)))}" if new or gone else ""
        return "; ".join(filter(None, (posts, teams, dotted)))


NO_CHANGES = Changes({}, {}, (), ())


def changes(before: Scenario, after: Scenario) -> Changes:
    """Return what is different after."""
    old, new = dotted_lines(before), dotted_lines(after)
    return Changes(
        {name: mark for name in after.posts if (mark := _post(name, before, after))},
        {name: mark for name in after.teams if (mark := _team(name, before, after))},
        tuple(name for name in before.posts if name not in after.posts),
        tuple(name for name in before.teams if name not in after.teams),
        tuple(pair for pair in new if pair not in old and pair[::-1] not in old),
        sum(pair not in new and pair[::-1] not in new for pair in old),
    )


def dotted_lines(scenario: Scenario) -> list[tuple[str, str]]:
    """Return who has influence on whom without authority."""
    return pairs_of(scenario.ties.dotted)


def pairs_of(ties: Mapping[str, Mapping[str, float]]) -> list[tuple[str, str]]:
    """Return ties one by one."""
    return [(post, other) for post, others in ties.items() for other in others]


def _post(name: str, before: Scenario, after: Scenario) -> str:
    """Say how a post has changed."""
    if name not in before.posts:
        return "new"
    old, new = before.posts[name], after.posts[name]
    moved = "moved" if old.reports_to != new.reports_to else ""
    role = f"was {old.role}" if old.role != new.role else ""
    return ", ".join(filter(None, (moved, role)))


def _team(name: str, before: Scenario, after: Scenario) -> str:
    """Say how a team has changed."""
    if name not in before.teams:
        return "new"
    old, new = before.teams[name], after.teams[name]
    moved = "moved" if old.owner != new.owner else ""
    size = f"was {old.engineers}" if old.engineers != new.engineers else ""
    return ", ".join(filter(None, (moved, size)))


def role_title(scenario: Scenario, role: str) -> str:
    """Return what people call a role."""
    return scenario.roles[role].title if role in scenario.roles else role
