"""Roles in words: what each may do, whom it can tell and ask, and how its week is spent. All of it follows from the scenario."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from orgsim.app.company import Company
from orgsim.app.inbox import WEEK
from orgsim.metrics.catalog import metric_named
from orgsim.plain_words import counted, enumerated
from orgsim.scenario.design import Design
from orgsim.scenario.library.picture import titled
from orgsim.scenario.model import Scenario
from orgsim.scenario.structure import reports_of
from orgsim.views.roles import RoleView, role_view, tie_counts

SHOWN = ("pm", "gpm", "director", "ppm")
"""The roles that stand side by side, where a scenario has them, and the head's beside them; else those that have posts."""

ACTIONS: Mapping[str, str] = {
    "scope": "what is in a product's backlog",
    "fund": "which bets start",
    "explore": "which bets on new ground start",
    "prioritize": "whose work goes first when teams wait for each other",
    "staff": "who is hired and how teams are staffed",
    "shift": "which team gets more engineers, which fewer",
    "consolidate": "what is merged, stopped or taken out of service",
    "review": "how the company plans and weighs its portfolio",
    "strategy": "what the company aims for",
}
"""What a decision is about, by the action of the decision-rights matrix."""

WEIGHED = ("scope", "review")
"""Decisions in which the view of a superior who approves counts as much as that of whoever decides, and stops nothing."""

VERBS: Mapping[str, str] = {
    "decide": "decides",
    "approve": "approves",
    "propose": "proposes",
    "consult": "is asked",
    "inform": "hears of it",
}
"""What a right lets somebody do."""

HOURS: Mapping[str, str] = {
    "product": "own product",
    "desk": "deciding and answering",
    "contact": "meeting people",
    "portfolio": "looking across teams",
    "research": "looking further away",
    "administration": "administration",
}
"""What hours of a week go into, in the order in which they are drawn."""

MOST_KPIS = 5


@dataclass(frozen=True)
class Described:
    """One role: the design in which it has posts, and everything that is said of it."""

    view: RoleView
    design: Design
    today: bool
    """Whether today's company has such posts."""
    approved: Sequence[str]
    """What it decides while somebody above it approves, or has a say in it."""
    tells: Sequence[str]
    asks: Sequence[str]
    kpis: Sequence[str]
    more_kpis: Sequence[str]


def described(company: Company) -> list[Described]:
    """Return the roles that stand side by side: each in today's company, or in the first design that has posts of it."""
    names = dict.fromkeys([*side_by_side(company.today.final), *_top(company.today.final)])
    return [_described(company, name) for name in names]


def side_by_side(scenario: Scenario) -> list[str]:
    """Return the roles that are compared: those of this field that a scenario has, else those that have posts."""
    return [name for name in SHOWN if name in scenario.roles] or _held(scenario)


def _top(scenario: Scenario) -> list[str]:
    """Return the roles of posts that report to nobody."""
    return [post.role for post in scenario.posts.values() if not post.reports_to]


def _held(scenario: Scenario) -> list[str]:
    return list(dict.fromkeys(post.role for post in scenario.posts.values()))


def _described(company: Company, role: str) -> Described:
    designs = [company.today, *(one.design for one in company.offers.values() if one.design)]
    having = [one for one in designs if any(post.role == role for post in one.final.posts.values())]
    design = min(having, key=lambda one: _changed_posts(company.today, one), default=company.today)
    view = role_view(design.final, role, tie_counts(design))
    kpis = [metric_named(name).title for name in view.kpis]
    here = design is company.today and bool(having)
    view = replace(view, mechanism=tuple(one.partition(":")[0] for one in view.mechanism))  # the rights are told below
    return Described(
        view,
        design,
        here,
        approved_above(design.final, role),
        tells(design.final, role),
        asks(design.final, role),
        kpis[:MOST_KPIS],
        kpis[MOST_KPIS:],
    )


def _changed_posts(today: Design, other: Design) -> int:
    """Return how many posts are not what they are today: a role is shown in the design that changes least."""
    before, after = today.final.posts, other.final.posts
    return sum(before.get(name) != after.get(name) for name in before.keys() | after.keys())


def approved_above(scenario: Scenario, role: str) -> list[str]:
    """Return the actions on which a role decides while a superior of a post of it approves."""
    above = {
        name for post, about in scenario.posts.items() if about.role == role for name in _superiors(scenario, post)
    }
    rights = [_rights_of(scenario, name) for name in above]
    mine = scenario.roles[role].rights.items()
    return [
        action for action, right in mine if right == "decide" and any(one.get(action) == "approve" for one in rights)
    ]


def _superiors(scenario: Scenario, post: str) -> Iterator[str]:
    """Yield who is above a post, the nearest first."""
    while above := scenario.posts[post].reports_to:
        yield above
        post = above


def _rights_of(scenario: Scenario, post: str) -> dict[str, str]:
    """Return the rights of a post: those of its role, with its own laid over them."""
    about = scenario.posts[post]
    rights: dict[str, str] = dict(scenario.roles[about.role].rights.items())
    return rights | dict(about.rights.items())


def tells(scenario: Scenario, role: str) -> list[str]:
    """Return whom posts of a role can tell what to do: who reports to them, and the teams whose product they own."""
    posts = [name for name, post in scenario.posts.items() if post.role == role]
    below = reports_of(scenario)
    reports = Counter(scenario.posts[name].role for post in posts for name in below.get(post, ()))
    teams = sum(team.owner in posts for team in scenario.teams.values())
    found = [
        _each(len(posts), number, titled(scenario, kind, 1), titled(scenario, kind, 2))
        for kind, number in reports.items()
    ]
    if teams:
        found.append(f"{_each(len(posts), teams, 'team', 'teams')} about its product")
    return found


def asks(scenario: Scenario, role: str) -> list[str]:
    """Return whom posts of a role can only ask: their superior, and those at the other end of a dotted line."""
    posts = {name for name, post in scenario.posts.items() if post.role == role}
    above = Counter(scenario.posts[boss].role for name in posts if (boss := scenario.posts[name].reports_to))
    lines = [(one, other) for one, others in scenario.ties.dotted.items() for other in others]
    ends = [pair for one, other in lines for pair in ((one, other), (other, one))]
    dotted = Counter(scenario.posts[other].role for one, other in ends if one in posts)
    found = [f"the {titled(scenario, kind, 1)} above" for kind in above]
    return found + [
        f"{_each(len(posts), number, titled(scenario, kind, 1), titled(scenario, kind, 2))} by dotted line"
        for kind, number in dotted.items()
    ]


def _each(posts: int, number: int, one: str, several: str) -> str:
    """Return a number of things as what a single post has on average."""
    mean = number / max(1, posts)
    if abs(mean - round(mean)) < 0.05:
        return counted(round(mean), f"{{{one}|{several}}}")
    return f"{mean:.1f} {several} on average"


def week_of(view: RoleView) -> list[tuple[str, str, float]]:
    """Return the hours of a week in the order in which they are drawn: key, words and hours; what is not claimed comes last."""
    found = [(name, words, float(view.hours[name])) for name, words in HOURS.items() if view.hours.get(name)]
    left = WEEK - sum(hours for _, _, hours in found)
    return [*found, ("free", "not claimed", left)] if left > 0.05 else found


def holders(company: Company, action: str, roles: Sequence[Described]) -> str:
    """Say who holds a right to an action: the roles side by side, then others of the company."""
    found = {one.view.title: one.view.rights.get(action, "") for one in roles}
    shown = {one.view.role for one in roles}
    scenario = company.today.final
    for name in _held(scenario):
        if name not in shown:
            rights: dict[str, str] = dict(scenario.roles[name].rights.items())
            found[scenario.roles[name].title] = rights.get(action, "")
    said = [f"the {_small(title)} {VERBS[right]}" for title, right in found.items() if right in VERBS]
    what = ACTIONS.get(action, action)
    return f"{what[:1].upper()}{what[1:]}: {enumerated(said) if said else 'nobody in this company'}."


def _small(title: str) -> str:
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
