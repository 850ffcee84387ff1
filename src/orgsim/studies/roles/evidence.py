"""The aspects in which the articles compare roles: what a scenario's data say, what the articles claim, and what was measured of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from orgsim.plain_words import agreeing, counted, enumerated
from orgsim.scenario.document import read_document
from orgsim.studies.evidence import Measured, measured, published
from orgsim.views.roles import RoleView

CLAIMS = Path(__file__).with_name("claims.yaml")
DEPENDS = "depends on the organisation"


@dataclass(frozen=True)
class Evidence:
    """A published reading that bears on a claim, and what was compared with what."""

    arm: str
    shows: str
    """What was measured, in words."""
    found: Measured


@dataclass(frozen=True)
class Claim:
    """What the articles say of a role under one aspect; without evidence it is not simulated."""

    says: str
    source: str
    evidence: tuple[Evidence, ...]
    to_come: tuple[str, ...]
    """Stories about it of which no result has been published."""


@dataclass(frozen=True)
class Entry:
    """One role under one aspect: the scenario's data, and the claims."""

    role: str
    here: tuple[str, ...]
    claims: tuple[Claim, ...]


@cache
def claims() -> Mapping[str, Mapping[str, tuple[Claim, ...]]]:
    """Return the claims by aspect and role, in the order of the file."""
    return {
        aspect: {role: tuple(map(_claim, said)) for role, said in roles.items()}
        for aspect, roles in read_document(CLAIMS).data.items()
    }


def _claim(said: Mapping[str, Any]) -> Claim:
    stories = {name: _story(name) for name in said.get("stories", ())}
    found = [*map(_evidence, said.get("measured", ())), *(one for told in stories.values() for one in told)]
    return Claim(said["says"], said["source"], tuple(found), tuple(name for name, told in stories.items() if not told))


def _story(name: str) -> list[Evidence]:
    """Return what emerged, or did not, from the story of an article."""
    found = [one for one in published() if (one.study, one.part) == ("stories", name)]
    return [Evidence(f"{one.what.replace(' - ', ' less ')}: {one.claim}", "", one) for one in found]


def _evidence(said: Mapping[str, str]) -> Evidence:
    return Evidence(said["arm"], said["shows"], measured(said["study"], said["part"], said["what"]))


def rows_of(views: Sequence[RoleView]) -> dict[str, list[Entry]]:
    """Return the aspects in the order of the articles, each with the roles that a scenario has posts of, or that the articles compare."""
    compared = {role for said in claims().values() for role in said}
    shown = [view for view in views if view.scope.posts] or [view for view in views if view.role in compared]
    whole = sum(view.scope.owned_engineers for view in views)
    return {
        aspect: [Entry(view.role, _here(aspect, view, whole), said.get(view.role, ())) for view in shown]
        for aspect, said in claims().items()
    }


def _here(aspect: str, view: RoleView, whole: int) -> tuple[str, ...]:
    return tuple(filter(None, HERE[aspect](view, whole)))


# what a scenario's data say under each aspect


def _focus(view: RoleView, whole: int) -> list[str]:  # noqa: ARG001
    most = sorted(view.hours.items(), key=lambda entry: -entry[1])[:3]
    return ["most hours a week: " + ", ".join(f"{name} {hours:g}" for name, hours in most)]


def _scope(view: RoleView, whole: int) -> list[str]:
    if not view.scope.posts:
        return [DEPENDS]
    together = "together they answer" if view.scope.posts > 1 else "answers"
    answered = f"{together} for {view.scope.engineers} of {counted(whole, 'engineer')}" if view.scope.engineers else ""
    owned = f"products in {counted(len(view.scope.domains), 'domain')}" if view.scope.domains else ""
    return [counted(view.scope.posts, "post"), answered or "answers for no engineers", owned]


def _ownership(view: RoleView, whole: int) -> list[str]:  # noqa: ARG001
    if not view.scope.posts:
        return [f"{view.hours.get('product', 0.0):g} hours a week for a product"]
    return [
        f"owns {counted(view.scope.products, 'product')}" if view.scope.products else "owns no product",
        f"{view.hours.get('product', 0.0):g} hours a week for one",
    ]


def _authority(view: RoleView, whole: int) -> list[str]:  # noqa: ARG001
    return list(view.mechanism)


def _decisions(view: RoleView, whole: int) -> list[str]:  # noqa: ARG001
    words = {"decide": "decides on", "approve": "approves", "propose": "proposes", "consult": "is asked about"}
    held = {right: [action for action, level in view.rights.items() if level == right] for right in words}
    return [f"{words[right]} {enumerated(actions)}" for right, actions in held.items() if actions] or ["no rights"]


def _influence(view: RoleView, whole: int) -> list[str]:  # noqa: ARG001
    if not view.scope.posts:
        return [DEPENDS]
    ties = [f"{layer} {mean:.1f}" for layer, mean in view.ties.items() if mean > 0.0]
    return ["ties a post: " + (", ".join(ties) or "none")]


def _metrics(view: RoleView, whole: int) -> list[str]:  # noqa: ARG001
    return [enumerated(view.kpis, 6) or "no metric names it"]


def _structure(view: RoleView, whole: int) -> list[str]:  # noqa: ARG001
    if not view.scope.posts:
        return [DEPENDS]
    return [
        f"{counted(view.scope.reports, 'report')}, at most {view.scope.span} to one"
        if view.scope.reports
        else "no reports"
    ]


def _planning(view: RoleView, whole: int) -> list[str]:  # noqa: ARG001
    hours = view.hours.get("portfolio", 0.0) + view.hours.get("research", 0.0)
    return [
        f"review: {view.rights.get('review', 'none')}",
        f"{hours:g} {agreeing(hours, 'hour')} a week for portfolio and research",
    ]


def _execution(view: RoleView, whole: int) -> list[str]:  # noqa: ARG001
    rights = [f"{action}: {view.rights.get(action, 'none')}" for action in ("scope", "prioritize")]
    return [*rights, f"{view.hours.get('desk', 0.0):g} desk hours a week"]


def _impact(view: RoleView, whole: int) -> list[str]:
    if not view.scope.posts:
        return [DEPENDS]
    if not view.scope.engineers or not whole:
        return ["answers for no engineers; whatever it moves, it moves by influence"]
    return [f"a post answers for {view.scope.engineers / view.scope.posts / whole:.0%} of the engineers on average"]


def _career(view: RoleView, whole: int) -> list[str]:  # noqa: ARG001
    moves = enumerated([move.to for move in view.moves], 4)
    return [f"track: {view.track}", f"next steps: {moves}" if moves else ""]


HERE: Mapping[str, Callable[[RoleView, int], list[str]]] = {
    "focus": _focus,
    "scope": _scope,
    "ownership": _ownership,
    "authority": _authority,
    "decision focus": _decisions,
    "influence area": _influence,
    "metrics": _metrics,
    "team structure": _structure,
    "planning role": _planning,
    "execution": _execution,
    "impact level": _impact,
    "career": _career,
}
"""How the data of each aspect are read from a role as a scenario has it; the second argument is how many engineers there are."""
