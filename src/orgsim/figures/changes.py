"""What differs between two organisations, post by post and team by team, in a word or two."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

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
        marks = {"new": "new", "moved": "moved", "re-roled": "was"}
        posts = {kind: sum(mark in words for words in self.posts.values()) for kind, mark in marks.items()}
        dotted = {"new": len(self.dotted), "gone": self.dotted_gone}
        teams = len(self.teams) + len(self.closed_teams)
        parts = {
            "posts": _counts({**posts, "closed": len(self.closed_posts)}),
            "teams changed": str(teams or ""),
            "dotted lines": _counts(dotted),
        }
        return "; ".join(f"{what}: {words}" for what, words in parts.items() if words)


NO_CHANGES = Changes({}, {}, (), ())


def _counts(kinds: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in kinds.items() if count)


def changes(before: Scenario, after: Scenario) -> Changes:
    """Return what is different after."""
    old, new = dotted_lines(before), dotted_lines(after)
    return Changes(
        _marks(before.posts, after.posts, "reports_to", "role"),
        _marks(before.teams, after.teams, "owner", "engineers"),
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


def _marks(before: Mapping[str, Any], after: Mapping[str, Any], above: str, kind: str) -> dict[str, str]:
    """Say how each post or team has changed; `above` is the field that moves it, `kind` one whose old value is told."""
    found = {}
    for name, new in after.items():
        old = before.get(name, new)
        moved = "moved" if getattr(old, above) != getattr(new, above) else ""
        was = f"was {getattr(old, kind)}" if getattr(old, kind) != getattr(new, kind) else ""
        found[name] = ", ".join(filter(None, (moved, was))) if name in before else "new"
    return {name: mark for name, mark in found.items() if mark}
