"""Layoffs: a share of the engineers of every team goes, and posts close; who reported there reports one level up.

The rules read plain data that nobody has checked yet: what is not as it should be is left alone, and told by those who check it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from orgsim.scenario.acquisitions import Acquisition, teams_joining
from orgsim.scenario.dates import LET_GO, Planned, happening
from orgsim.scenario.document import Document
from orgsim.scenario.model import Governance, Team, TieLayers
from orgsim.scenario.names import Data, Names, among, mapping, renamed, rows
from orgsim.scenario.patch import patch_between

USUAL_TEAM: int = Team.model_fields["engineers"].default
"""Head-count of a team that does not say it."""


def fewer(engineers: Mapping[str, int], share: float) -> dict[str, int]:
    """Return the head-count of teams after a share has gone: of all together as near as can be, and nobody's last engineer.

    Every team keeps its part, to a whole number; the largest fractions get what is left. What a team keeps beyond its part, because
    nobody's last engineer goes, the larger ones do without.

    Example
    -------
    >>> fewer({"a": 7, "b": 7, "c": 6}, 0.1)
    {'a': 6, 'b': 6, 'c': 6}
    >>> fewer({"a": 1, "b": 1, "c": 8}, 0.5)
    {'a': 1, 'b': 1, 'c': 3}
    """
    total = max(len(engineers), round(sum(engineers.values()) * (1.0 - share)))
    small: set[str] = set()
    while True:
        large = {team: number for team, number in engineers.items() if team not in small}
        part = (total - len(small)) / max(1, sum(large.values()))
        exact = {team: number * part for team, number in large.items()}
        below = {team for team, number in exact.items() if number < 1.0}
        if not below:
            break
        small |= below
    kept = {team: 1 if team in small else int(exact[team]) for team in engineers}
    missing = total - sum(kept.values())
    for team in sorted(exact, key=lambda name: (int(exact[name]) - exact[name], name))[:missing]:
        kept[team] += 1
    return kept


def layoffs(acquired: Sequence[Acquisition], baseline: Document, _: Sequence[Planned]) -> list[Planned]:
    """Return every layoff, to be worked out for the organisation as it is then; who is acquired later is not ours to let go."""
    joining = teams_joining(acquired)
    return [_layoff(week, event, joining) for week, _, event in happening(baseline, "layoff") if week is not None]


def _layoff(week: int, event: Data, joining: Iterable[tuple[int, Iterable[str]]]) -> Planned:
    theirs = {team for joined_in, teams in joining if joined_in > week for team in teams}
    return week, LET_GO, "layoff", lambda history: let_go(history[-1], event, theirs)


def let_go(before: Document, event: Data, theirs: Iterable[str] = ()) -> Document:
    """Return the change that a layoff is, for the organisation as it is then; `theirs` are teams that it is not about."""
    posts, teams = mapping(before.data.get("posts")), mapping(before.data.get("teams"))
    closed = {name for name in rows(event.get("posts")) if among(name, posts)}
    ours = {key: team for key, team in teams.items() if key not in theirs}
    change: Data = {"posts": dict.fromkeys(sorted(closed)), "teams": teams_without(ours, event)}
    for key, post in posts.items():
        if key not in closed and among(mapping(post).get("reports_to"), closed):
            change["posts"][key] = {"reports_to": heir(posts, post["reports_to"], closed)}
    for key, team in teams.items():
        if among(mapping(team).get("owner"), closed):
            change["teams"].setdefault(key, {})["owner"] = heir(posts, team["owner"], closed)
    for section, kind in (("ties", TieLayers), ("governance", Governance)):
        change[section] = without(kind, mapping(before.data.get(section)), closed)
    return Document({section: below for section, below in change.items() if below})


def teams_without(teams: Data, event: Data) -> Data:
    """Return the change that takes a share of the engineers out of the teams that a layoff is about."""
    share, domain = event.get("share", 0.0), event.get("domain")
    if isinstance(share, bool) or not isinstance(share, int | float) or not 0.0 < share <= 1.0:
        return {}
    engineers = {
        key: team.get("engineers", USUAL_TEAM)
        for key, team in teams.items()
        if isinstance(team, dict) and domain in (None, team.get("domain"))
    }
    counted = {key: number for key, number in engineers.items() if isinstance(number, int) and number > 0}
    return {key: {"engineers": number} for key, number in fewer(counted, share).items()}


def heir(posts: Data, name: str, closed: Iterable[str]) -> str | None:
    """Return the nearest superior of a post that stays; None when there is none, or when the line turns in a circle."""
    above: object = name
    seen: set[str] = set()
    while isinstance(above, str) and above in closed and above not in seen:
        seen.add(above)
        above = mapping(posts.get(above)).get("reports_to")
    return above if isinstance(above, str) and above not in seen else None


def without(kind: Any, data: Data, closed: set[str]) -> Data:
    """Return the change that takes closed posts out of ties or practices; a forum without its chair, or of fewer than two, is no more."""

    def stays(of: Names, name: str) -> str | None:
        return None if of.section == "posts" and name in closed else name

    left = renamed(kind, data, stays)
    for key, forum in mapping(data.get("forums")).items():
        members = mapping(mapping(left.get("forums")).get(key)).get("members")
        if among(mapping(forum).get("chair"), closed) or (isinstance(members, list) and len(members) < 2):
            left["forums"].pop(key)
    return patch_between(data, left)
