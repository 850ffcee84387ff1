"""Whom an operation is about: a post, a list of posts, or what they have in common, so that it fits any company."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, PlainValidator, ValidationError
from pydantic_core import PydanticCustomError

from orgsim.scenario.fields import Section
from orgsim.scenario.names import mapping
from orgsim.scenario.operations.chart import Chart, Refused
from orgsim.scenario.operations.titles import forms, plain, titled
from orgsim.scenario.problems import listed, nearest


class Selector(Section):
    """Posts by what they have in common; all that is stated must hold."""

    role: str | None = None
    """Their role, by its name or title, in the singular or the plural."""
    layer: int | None = Field(None, ge=1, le=100)
    """Their layer, counted from the top: the head is in layer 1."""
    under: str | None = None
    """They are below this post, at whatever depth."""
    reports_to: str | None = None
    """They report to this post."""
    domain: str | None = None
    """They own a team that serves this domain."""
    owners: bool | None = None
    """Whether they own a team."""
    works: bool | None = None
    """Whether they work on a product: own a team, or help with one."""
    leads: bool | None = None
    """Whether anybody reports to them."""


WORDS = ("across", "everybody", "heads", "managers", "owners", "superiors", "top")
"""Words that stand for posts: the top, the heads and who owns most in each domain; all; those who report to a top and lead owners of teams
(where there are none, the top); those with reports; those who own a team; those who lead one who does, directly or not; and the head of the
largest tree."""


def _who(value: object) -> "str | tuple[str, ...] | Selector":
    """Read whom an operation is about."""
    if isinstance(value, str | Selector):
        return value
    if isinstance(value, list | tuple) and value and all(isinstance(one, str) for one in value):
        return tuple(value)
    if isinstance(value, dict):
        try:
            found = Selector.model_validate(value)
        except ValidationError as error:
            raise PydanticCustomError("E203", "{said}", {"said": _said(error)}) from None
        if any(stated is not None for _, stated in found):
            return found
        known = listed(Selector.model_fields)
        raise PydanticCustomError("E203", "say what the posts have in common: {known}", {"known": known})
    raise PydanticCustomError("E203", "expected a post, a role, a list of them, or a mapping such as {role: pm}")


def _said(error: ValidationError) -> str:
    """Return what is wrong with a selector in a sentence."""
    first = error.errors()[0]
    key, known = str(first["loc"][0]), list(Selector.model_fields)
    if first["type"] == "extra_forbidden":
        return f"posts cannot be chosen by '{key}'{nearest(key, known)}; they can by {listed(known)}"
    return f"'{key}' of whom it is about: {first['msg'].lower()}"


Who = Annotated[str | tuple[str, ...] | Selector, PlainValidator(_who)]
"""A post, a role ("directors"), one of WORDS, a list of these, or a Selector."""


def chosen(chart: Chart, who: "str | tuple[str, ...] | Selector", field: str) -> list[str]:
    """Return the posts that are meant, in the order of the file; those outside the tree on purpose only by name.

    Raises
    ------
    Refused
        When a name is nobody's, or nobody is left.
    """
    if isinstance(who, Selector):
        found = [post for post in _inside(chart) if _fits(chart, post, who, field)]
        if not found:
            wished = ", ".join(f"{key} {value}" for key, value in who if value is not None)
            raise Refused(f"there are no posts with {wished or 'nothing in common'}", field)
        return found
    names = [who] if isinstance(who, str) else who
    meant = {post for name in names for post in _called(chart, name, field)}
    return [post for post in chart.posts if post in meant]


def the_one(chart: Chart, name: str, field: str, *, leads: bool = False) -> str:
    """Return the one post that is meant, with `leads` rather one that leads somebody; a role that several posts have is refused."""
    found = _called(chart, name, field, leads=leads)
    if len(found) > 1:
        raise Refused(f"'{name}' are {len(found)} posts ({listed(found)}), and one is needed", field)
    return found[0]


def _called(chart: Chart, name: str, field: str, *, leads: bool = False) -> list[str]:
    """Return the posts that a word stands for: a post of that name, or else one of the words, or a role's, or words of a title."""
    if name in chart.posts:
        return [name]
    if name in WORDS:
        found = _of_word(chart, name)
    else:
        role = role_called(chart, name)
        found = [post for post in _inside(chart) if role is not None and chart.posts[post]["role"] == role]
        if role is None and not (found := titled(chart, name, field, leads=leads)):
            known = [*chart.posts, *chart.roles, *WORDS]
            raise Refused(
                f"there is no post '{name}', and no role of that name{nearest(name, known)}; {_there(chart)}", field
            )
    if not found:
        raise Refused(f"nobody here is among '{name}'; {_there(chart)}", field)
    return found


def _there(chart: Chart) -> str:
    """Say which posts and which roles there are."""
    held = {post["role"] for post in chart.posts.values()}
    return f"there are the posts {listed(chart.posts)} and the roles {listed(held)}"


def _of_word(chart: Chart, word: str) -> list[str]:
    if word == "top":
        return chart.roots()[:1]
    if word == "heads":
        return heads_of_lines(chart)
    if word == "across":
        return from_everywhere(chart)
    if word == "superiors":
        above = {head for team in chart.teams.values() if team.get("owner") for head in chart.line(team["owner"])}
        return [post for post in chart.posts if post in above]
    below = chart.below()
    owners = {team.get("owner") for team in chart.teams.values()}
    return [
        post
        for post in _inside(chart)
        if word == "everybody" or (word == "managers" and post in below) or (word == "owners" and post in owners)
    ]


def heads_of_lines(chart: Chart) -> list[str]:
    """Return those who report to a top and lead an owner of a team; where there are none, the top."""
    lines = {owner: chart.line(owner) for team in chart.teams.values() if (owner := team.get("owner"))}
    found = {line[-2] for line in lines.values() if len(line) > 1}
    return [post for post in chart.posts if post in found] or chart.roots()[:1]


def from_everywhere(chart: Chart) -> list[str]:
    """Return the top, the heads of lines, and who owns most in each domain."""
    largest: dict[str, str] = {}
    for team in sorted(chart.teams, key=lambda name: -chart.engineers([name])):
        if owner := chart.teams[team].get("owner"):
            largest.setdefault(chart.teams[team]["domain"], owner)
    found = {*chart.roots()[:1], *heads_of_lines(chart), *largest.values()}
    return [post for post in chart.posts if post in found]


def _inside(chart: Chart) -> Iterator[str]:
    """Yield the posts that may be meant by what they are: not those outside the tree on purpose, nor those of a company yet to join."""
    strangers = chart.strangers()
    return (name for name, post in chart.posts.items() if not post.get("detached") and name not in strangers)


def _fits(chart: Chart, post: str, who: Selector, field: str) -> bool:
    """Tell whether a post is one of those that a selector means."""
    owned = chart.owned(post)
    stated = (
        who.role is None or chart.posts[post]["role"] == the_role(chart, who.role, field),
        who.layer is None or len(chart.line(post)) == who.layer - 1,
        who.under is None or the_one(chart, who.under, field) in chart.line(post),
        who.reports_to is None or chart.above(post) == the_one(chart, who.reports_to, field),
        who.domain is None or chart.known("domains", who.domain, field) in [chart.teams[t]["domain"] for t in owned],
        who.owners is None or who.owners == bool(owned),
        who.works is None or who.works == bool(owned or chart.posts[post].get("helps")),
        who.leads is None or who.leads == bool(chart.reports(post)),
    )
    return all(stated)


def role_called(chart: Chart, name: str) -> str | None:
    """Return the role of a name or title, in the singular or the plural; None when there is none.

    Example
    -------
    >>> role_called(Chart({"roles": {"cpo": {"title": "Head of product"}}}), "heads of product")
    'cpo'
    """
    if name in chart.roles:
        return name
    wished = forms(name)
    called = {role: plain(role) for role in chart.roles}
    titles = {role: plain(mapping(entry).get("title", "")) for role, entry in chart.roles.items()}
    known = [*called.items(), *titles.items()]
    return next((role for role, text in known if text and text in wished), None)


def the_role(chart: Chart, name: str, field: str) -> str:
    """Return the role of a name or title, or refuse it with the nearest one."""
    role = role_called(chart, name)
    if role is None:
        raise Refused(f"there is no role '{name}'{nearest(name, chart.roles)}; there are {listed(chart.roles)}", field)
    return role
