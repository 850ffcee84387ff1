"""Rights whose last holder closes or gets another role: who leads the teams from then on decides."""

from collections.abc import Sequence
from dataclasses import dataclass

from orgsim.scenario.operations.base import Operation
from orgsim.scenario.operations.chart import Chart
from orgsim.scenario.operations.rights import right_of
from orgsim.scenario.operations.wording import those
from orgsim.scenario.rights import DECIDED_ABOVE


@dataclass(frozen=True)
class Decider:
    """Who decides on an action for a team: the post, its role, and everybody above it."""

    post: str
    role: str
    above: tuple[str, ...]


Matter = tuple[str, str]
"""A team and an action."""


def deciders(chart: Chart) -> dict[Matter, Decider]:
    """Return who decides for each team with an owner, where anybody does: the nearest with the right, from the owner upward."""
    found: dict[Matter, Decider] = {}
    for team, entry in chart.teams.items():
        line = line_from(chart, entry.get("owner"))
        for action in DECIDED_ABOVE:
            place = next((at for at, post in enumerate(line) if right_of(chart, post, action) == "decide"), None)
            if place is not None:
                post = line[place]
                found[team, action] = Decider(post, str(chart.posts[post]["role"]), tuple(line[place + 1 :]))
    return found


def line_from(chart: Chart, owner: str | None) -> list[str]:
    """Return an owner and everybody above it, the nearest first; nobody where there is no owner."""
    return [] if owner is None else [owner, *chart.line(owner)]


def acted(chart: Chart, operation: Operation) -> str:
    """Do an operation; what its teams would have nobody left to decide, who leads them from now on decides. Return what it says.

    Raises
    ------
    Refused
        When it cannot be done.
    """
    before = deciders(chart)
    said = operation.act(chart).rstrip(".")
    return ". ".join([said, *_passed_on(chart, before)])


def _passed_on(chart: Chart, before: dict[Matter, Decider]) -> Sequence[str]:
    """Give every right that is gone with its last holders to those who lead now; return sentences without their full stops."""
    after = deciders(chart)
    gone = {matter: old for matter, old in before.items() if matter not in after and _gone(chart, old)}
    passed: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for action in DECIDED_ABOVE:
        for heir, old in _heirs(chart, {team: old for (team, of), old in gone.items() if of == action}).items():
            chart.posts[heir].setdefault("rights", {})[action] = "decide"
            passed.setdefault((heir, tuple(old)), []).append(action)
    return [_said(heir, [one for one in old if one != heir], actions) for (heir, old), actions in passed.items()]


def _gone(chart: Chart, old: Decider) -> bool:
    """Tell whether a post that decided is closed or has another role; a right that was taken away on purpose is not missed."""
    return old.post not in chart.posts or chart.posts[old.post]["role"] != old.role


def _heirs(chart: Chart, gone: dict[str, Decider]) -> dict[str, list[str]]:
    """Return who inherits for some teams, and from whom: the nearest of those above both the old holder and the team, or the top."""
    heirs: dict[str, list[str]] = {}
    for team, old in gone.items():
        line = line_from(chart, chart.teams[team].get("owner")) if team in chart.teams else []
        if line:
            heir = next((post for post in line if post in old.above), line[-1])
            if old.post not in heirs.setdefault(heir, []):
                heirs[heir].append(old.post)
    return heirs


def _said(heir: str, old: Sequence[str], actions: Sequence[str]) -> str:
    right = f"the right to decide on {those(actions)}"
    if not old:
        return f"{heir} keeps {right}, since nobody else above these teams has it"
    return (
        f"{right[:1].upper()}{right[1:]} passes from {those(old)} to {heir}, since nobody else above these teams has it"
    )
