"""Roles side by side, from nothing but the scenario's own data and the metrics that name a role as theirs."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from orgsim.metrics.kpis import KPIS
from orgsim.plain_words import counted
from orgsim.scenario.design import Design
from orgsim.scenario.model import Move, Role, Scenario
from orgsim.scenario.shipped_files import shipped_roles
from orgsim.scenario.structure import reports_of

FORMAL = ("approve", "decide")
"""Rights that bind others."""

COMPANY_WIDE = {"review"}
"""Actions about how the whole company plans: a right to them binds nobody in particular below."""


@dataclass(frozen=True)
class Scope:
    """What the posts of a role hold."""

    posts: int
    vacant: int
    products: int  # teams whose product they own
    owned_engineers: int  # in those teams
    domains: tuple[str, ...]  # of those teams
    reports: int  # direct, of all its posts
    span: int  # most direct reports of one post
    engineers: int  # in teams of anybody below them, their own included


@dataclass(frozen=True)
class RoleView:
    """One role as a scenario has it."""

    role: str
    title: str
    track: str
    scope: Scope
    rights: Mapping[str, str]
    mechanism: tuple[str, ...]
    hours: Mapping[str, float]
    ties: Mapping[str, float]  # on average a post, by layer
    kpis: tuple[str, ...]
    moves: tuple[Move, ...]


def shipped() -> list[RoleView]:
    """Return the roles that come with orgsim: no organisation, so no posts and no ties."""
    empty = Scope(0, 0, 0, 0, (), 0, 0, 0)
    roles = {name: Role.model_validate(data) for name, data in shipped_roles().data["roles"].items()}
    return [described(name, role, empty, ("depends on the organisation",), {}) for name, role in roles.items()]


def roles_of(design: Design) -> list[RoleView]:
    """Return every role that a design knows, as it is after the last change."""
    counts = tie_counts(design)
    return [role_view(design.final, name, counts) for name in design.final.roles]


def role_view(scenario: Scenario, name: str, counts: Mapping[str, Counter[str]]) -> RoleView:
    """Return one role; `counts` holds the ties of every post by layer."""
    from orgsim.organization.ties import LAYERS

    role = scenario.roles[name]
    posts = [post for post, about in scenario.posts.items() if about.role == name]
    ties = {layer: sum(counts[post][layer] for post in posts) / max(1, len(posts)) for layer in LAYERS}
    return described(name, role, scope_of(scenario, posts), mechanism_of(scenario, role, posts), ties)


def described(name: str, role: Role, scope: Scope, mechanism: tuple[str, ...], ties: Mapping[str, float]) -> RoleView:
    """Return a role with its rights, hours, moves, and the metrics that are its KPIs."""
    return RoleView(
        name,
        role.title,
        role.track,
        scope,
        {action: right for action, right in role.rights.items() if right != "none"},
        mechanism,
        {hours: value for hours, value in role.hours if value > 0.0},
        ties,
        KPIS.get(name, ()),
        tuple(role.moves),
    )


def tie_counts(design: Design) -> dict[str, Counter[str]]:
    """Return how many ties every post has in each layer."""
    from orgsim.organization.ties import ties_of  # which takes numpy, and the shipped roles have no ties

    counts: dict[str, Counter[str]] = {name: Counter() for name in design.final.posts}
    for tie in ties_of(design.final, design.baseline):
        for post in (tie.first, tie.second):
            counts[post][tie.layer.name.lower()] += 1
    return counts


def scope_of(scenario: Scenario, posts: Sequence[str]) -> Scope:
    """Return what some posts hold together."""
    below = reports_of(scenario)
    owned = [team for team in scenario.teams.values() if team.owner in posts]
    everybody = everybody_below(below, posts)
    spans = [len(below.get(post, ())) for post in posts]
    return Scope(
        len(posts),
        sum(scenario.posts[post].vacant for post in posts),
        len(owned),
        sum(team.engineers for team in owned),
        tuple(sorted({team.domain for team in owned})),
        sum(spans),
        max(spans, default=0),
        sum(team.engineers for team in scenario.teams.values() if team.owner in everybody),
    )


def everybody_below(below: Mapping[str, Sequence[str]], posts: Iterable[str]) -> set[str]:
    """Return posts and everybody under them."""
    found = list(posts)
    for post in found:  # grows while it is read
        found += below.get(post, ())
    return set(found)


def mechanism_of(scenario: Scenario, role: Role, posts: Sequence[str]) -> tuple[str, ...]:
    """Say how the posts of a role get their way: from who reports to them, what they may, and whom they are tied to."""
    below = reports_of(scenario)
    led = sum(len(everybody_below(below, [post])) - 1 for post in posts)
    swayed = len({other for post in posts for other in influenced(scenario, below, post)})
    binding = binding_rights(scenario, role, [post for post in posts if below.get(post)])
    owned = sum(team.owner in posts for team in scenario.teams.values())
    found = []
    if led and binding:
        found.append(f"authority over {counted(led, 'post')} below: {', '.join(binding)}")
    elif led:
        found.append(f"a reporting line of {counted(led, 'post')}, without binding rights")
    if swayed:
        found.append(f"influence on {counted(swayed, 'post')} outside its reporting line")
    if owned:
        found.append(f"ownership of {counted(owned, 'product')}")
    return tuple(found or ["no reports, dotted lines or products" if posts else "no posts"])


def binding_rights(scenario: Scenario, role: Role, posts: Sequence[str]) -> list[str]:
    """Return the actions on which some of a role's posts bind others."""
    rights = [{**role.rights, **scenario.posts[post].rights} for post in posts]
    actions = dict.fromkeys(action for several in rights for action in several)
    return [
        str(action)
        for action in actions
        if action not in COMPANY_WIDE and any(several.get(action) in FORMAL for several in rights)
    ]


def influenced(scenario: Scenario, below: Mapping[str, Sequence[str]], post: str) -> set[str]:
    """Return whom a post's own dotted lines reach outside its reporting line, up and down."""
    line, above = everybody_below(below, [post]), scenario.posts[post].reports_to
    while above:
        line.add(above)
        above = scenario.posts[above].reports_to
    return set(scenario.ties.dotted.get(post, {})) - line
