"""Operations on what posts may do and what their week is for: rights and hours."""

from collections.abc import Iterable
from typing import ClassVar, Literal, get_args

from pydantic import Field

from orgsim.plain_words import agreeing
from orgsim.scenario.model import ActionName, Hours, RightName
from orgsim.scenario.names import Data, mapping
from orgsim.scenario.operations.base import Operation
from orgsim.scenario.operations.chart import Chart, Refused
from orgsim.scenario.operations.selecting import Who, chosen
from orgsim.scenario.operations.wording import those

STRENGTH: tuple[str, ...] = get_args(RightName)


def right_of(chart: Chart, post: str, action: str) -> str:
    """Return the right of a post to an action: its own, or else its role's."""
    entry = chart.posts[post]
    rights = {**mapping(mapping(chart.roles[entry["role"]]).get("rights")), **mapping(entry.get("rights"))}
    return str(rights.get(action, "none"))


def whole_roles(chart: Chart, posts: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the roles all of whose posts are meant, and those of the posts that are not of these roles."""
    posts = list(posts)
    held: dict[str, list[str]] = {}
    for post, entry in chart.posts.items():
        held.setdefault(entry["role"], []).append(post)
    roles = [role for role, members in held.items() if set(members) <= set(posts)]
    return roles, [post for post in posts if chart.posts[post]["role"] not in roles]


def set_right(chart: Chart, posts: list[str], action: str, right: str) -> None:
    """Give posts a right; where all posts of a role are meant, the role has it."""
    roles, single = whole_roles(chart, posts)
    for role in roles:
        chart.roles[role]["rights"] = {**mapping(chart.roles[role].get("rights")), action: right}
    for post in posts:
        own = mapping(chart.posts[post].get("rights"))
        left = {key: value for key, value in own.items() if key != action}
        stated = {**left, action: right} if post in single else left
        if stated or own:
            chart.posts[post]["rights"] = stated


class MoveRight(Operation):
    """A right moves up or down the line, or from some posts to others."""

    short: ClassVar[str] = "right"
    example: ClassVar[str] = "move_right: {right: fund, from: directors, to: top}"

    right: ActionName
    """To do what."""
    level: RightName = "decide"
    """Which right."""
    source: Who | None = Field(None, alias="from")
    """Who gives it up; default: all who have it."""
    to: Who | None = None
    """Who gets it; default: where `direction` says."""
    direction: Literal["up", "down"] | None = None
    """`up`: to the superiors of those who give it up; `down`: to those of their reports who lead somebody (all, where none do)."""
    keeps: RightName = "none"
    """What those who give it up keep."""

    def act(self, chart: Chart) -> str:
        """Move the right."""
        if (self.to is None) == (self.direction is None):
            raise Refused("say with `to` or `direction` who gets the right")
        among = list(chart.posts) if self.source is None else chosen(chart, self.source, "from")
        holders = [post for post in among if right_of(chart, post, self.right) == self.level]
        if not holders:
            who = "here" if self.source is None else "of these"
            message = f"nobody {who} has the right to {self.level} on {self.right}, so there is nothing to move"
            raise Refused(f"{message}; `give_right` gives it to somebody", "right")
        fresh = chosen(chart, self.to, "to") if self.to is not None else self._next(chart, holders)
        if set(holders) == set(fresh):
            return f"{those(holders)} {agreeing(len(holders), '{has|have}')} the right to {self.level} on {self.right} already."
        set_right(chart, [post for post in holders if post not in fresh], self.right, self.keeps)
        set_right(chart, fresh, self.right, self.level)
        kept = f", who keep `{self.keeps}`," if self.keeps != "none" else ""
        return f"The right to {self.level} on {self.right} moves from {those(holders)}{kept} to {those(fresh)}."

    def _next(self, chart: Chart, holders: list[str]) -> list[str]:
        """Return those one step up or down the line."""
        if self.direction == "up":
            found = list(dict.fromkeys(above for post in holders if (above := chart.above(post))))
        else:
            below = [report for post in holders for report in chart.reports(post)]
            found = [post for post in below if chart.reports(post)] or below
        if not found:
            raise Refused(f"nobody is {'above' if self.direction == 'up' else 'below'} {those(holders)}", "direction")
        return found


MEANS = {
    "decide": "may decide on",
    "approve": "may give approval on",
    "propose": "may make proposals on",
    "consult": "{is|are} consulted on",
    "inform": "{is|are} informed about",
}
"""What a right lets its holders do, in a sentence."""


class GiveRight(Operation):
    """Posts get a right; nobody else loses it."""

    short: ClassVar[str] = "right"
    example: ClassVar[str] = "give_right: {right: shift, level: propose, to: gpms}"

    right: ActionName | list[ActionName]
    """To do what; one action or several."""
    level: RightName
    """Which right; none takes it away."""
    to: Who
    """Who gets it."""

    def act(self, chart: Chart) -> str:
        """Give the right."""
        posts = chosen(chart, self.to, "to")
        actions = [self.right] if isinstance(self.right, str) else self.right
        weaker = [f"`{had}` on {action} before" for action in actions for had in self._lost(chart, posts, action)]
        for action in actions:
            set_right(chart, posts, action, self.level)
        lost = f" (some could {' and '.join(weaker)})" if weaker else ""
        if self.level == "none":
            return f"{those(posts)} have no right to {those(actions, len(actions))}{lost}."
        return f"{those(posts)} {agreeing(len(posts), MEANS[self.level])} {those(actions, len(actions))}{lost}."

    def _lost(self, chart: Chart, posts: Iterable[str], action: str) -> list[str]:
        """Return the stronger rights that these posts have until now."""
        had = dict.fromkeys(right_of(chart, post, action) for post in posts)
        return [right for right in had if STRENGTH.index(right) > STRENGTH.index(self.level)]


class GiveHours(Operation):
    """Posts get more hours a week for some work, or fewer."""

    short: ClassVar[str] = "to"
    example: ClassVar[str] = "give_hours: {to: directors, portfolio: 3, desk: -1}"

    to: Who
    """Whose week."""
    administration: float = Field(0.0, ge=-80, le=80)
    """More hours, or with a minus fewer, of duties that do nothing in the model."""
    contact: float = Field(0.0, ge=-80, le=80)
    """... of meeting people."""
    desk: float = Field(0.0, ge=-80, le=80)
    """... of deciding, answering, working out proposals."""
    portfolio: float = Field(0.0, ge=-80, le=80)
    """... of reading what teams build and comparing where capacity is worth most."""
    product: float = Field(0.0, ge=-80, le=80)
    """... of the own products."""
    research: float = Field(0.0, ge=-80, le=80)
    """... of looking around for what lies further away."""

    def act(self, chart: Chart) -> str:
        """Change the hours; where all posts of a role are meant, and none has a week of its own, those of the role."""
        more = {name: value for name in Hours.model_fields if (value := getattr(self, name))}
        if not more:
            raise Refused(f"say how many hours of what: {', '.join(Hours.model_fields)}")
        posts = chosen(chart, self.to, "to")
        roles, single = whole_roles(chart, [post for post in posts if not chart.posts[post].get("hours")])
        for role in roles:
            _more(chart.roles[role], mapping(chart.roles[role].get("hours")), more)
        for post in posts:
            if post in single or chart.posts[post].get("hours"):
                week = {
                    **mapping(chart.roles[chart.posts[post]["role"]].get("hours")),
                    **mapping(chart.posts[post].get("hours")),
                }
                _more(chart.posts[post], week, more)
        told = those([f"{value:+g} h a week for {name}" for name, value in more.items()])
        return f"{those(posts)}: {told}."


def _more(entry: Data, week: Data, more: dict[str, float]) -> None:
    """Add hours to the week of a post or role."""
    usual = Hours().model_dump()
    changed = {name: float(week.get(name, usual[name])) + value for name, value in more.items()}
    if below := [name for name, value in changed.items() if value < 0]:
        raise Refused(f"there are no {abs(more[below[0]]):g} hours for {below[0]} to give up", below[0])
    entry["hours"] = {**mapping(entry.get("hours")), **changed}
