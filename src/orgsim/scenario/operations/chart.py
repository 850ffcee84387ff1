"""A working copy of an organisation as plain data, with what operations ask of it and do to it.

The data are those of one stage that has been found valid, so that names exist, reporting lines end, and roles have what they need.
"""

import copy
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

from orgsim.scenario.dates import DATED
from orgsim.scenario.fields import Section
from orgsim.scenario.model import Post, Role, Team
from orgsim.scenario.names import Data, mapping, rows
from orgsim.scenario.parameters import Money
from orgsim.scenario.problems import listed, nearest
from orgsim.scenario.structure import QUARTERS_PER_YEAR

SECTIONS: dict[str, type[Section]] = {"posts": Post, "teams": Team, "roles": Role}
USUAL = {
    section: {name: field.default for name, field in kind.model_fields.items()} for section, kind in SECTIONS.items()
}
"""What an entry has that does not say it."""


class Refused(Exception):  # noqa: N818 - it says what happened to an operation
    """An operation that cannot be done to this organisation, and the field that is to blame."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class Chart:
    """The design of one stage: posts, teams, ties, roles and governance may change; the rest is there to be read."""

    def __init__(self, data: Data) -> None:
        self.data = {key: copy.deepcopy(value) if key in DATED else value for key, value in data.items()}
        for section in DATED:
            self.data.setdefault(section, {})
        self.spent = 0.0
        """What operations cost at once, $k."""
        self.happens: list[Data] = []
        """Events that operations bring about in their week, without their dates."""

    @property
    def posts(self) -> Data:
        """The posts by name."""
        return mapping(self.data["posts"])

    @property
    def teams(self) -> Data:
        """The teams by name."""
        return mapping(self.data["teams"])

    @property
    def roles(self) -> Data:
        """The roles by name."""
        return mapping(self.data["roles"])

    def get(self, section: str, name: str, field: str) -> Any:
        """Return a field of a post, a team or a role: what it says, or what it has otherwise."""
        return mapping(self.data[section])[name].get(field, USUAL[section][field])

    # who stands where

    def above(self, post: str) -> str | None:
        """Return the post that a post reports to."""
        found: str | None = self.posts[post].get("reports_to")
        return found

    def below(self) -> dict[str, list[str]]:
        """Return the direct reports of every post that has any, in the order of the file."""
        found: dict[str, list[str]] = {}
        for post in self.posts:
            if superior := self.above(post):
                found.setdefault(superior, []).append(post)
        return found

    def reports(self, post: str) -> list[str]:
        """Return the direct reports of a post."""
        return [other for other in self.posts if self.above(other) == post]

    def line(self, post: str) -> list[str]:
        """Return everybody above a post, the nearest first."""
        found: list[str] = []
        here = self.above(post)
        while here is not None:
            found.append(here)
            here = self.above(here)
        return found

    def branch(self, post: str) -> list[str]:
        """Return a post and everybody below it, superiors before their reports."""
        below = self.below()
        found = [post]
        for one in found:
            found += below.get(one, [])
        return found

    def strangers(self) -> set[str]:
        """Return the posts of organisations that will be acquired and have not joined yet; no operation means them by what they are."""
        prefixes = tuple(
            _prefix(event) for event in rows(self.data.get("events")) if event.get("kind") == "acquisition"
        )
        if not prefixes:
            return set()
        heads = [post for post in self.posts if self.above(post) is None and post.startswith(prefixes)]
        return {post for head in heads for post in self.branch(head)}

    def roots(self) -> list[str]:
        """Return the posts that report to nobody and lead somebody, the head of the largest tree first, without strangers."""
        below, strangers = self.below(), self.strangers()
        inside = [post for post in self.posts if self.above(post) is None and post not in strangers]
        roots = [post for post in inside if post in below or len(self.posts) == 1]
        return sorted(roots, key=lambda root: -len(self.branch(root)))

    def layers(self) -> int:
        """Return the number of layers of the deepest tree."""
        return 1 + max((len(self.line(post)) for post in self.posts), default=0)

    def our_teams(self) -> list[str]:
        """Return the teams, without those of strangers."""
        strangers = self.strangers()
        return [name for name, team in self.teams.items() if team.get("owner") not in strangers]

    def owned(self, post: str) -> list[str]:
        """Return the teams whose product a post owns."""
        return [name for name, team in self.teams.items() if team.get("owner") == post]

    def engineers(self, teams: Iterable[str]) -> int:
        """Return the engineers of some teams."""
        return sum(int(self.get("teams", name, "engineers")) for name in teams)

    # what it costs

    def pay(self, post: str) -> float:
        """Return the base salary of a post, $k a year."""
        stated = self.posts[post].get("salary")
        return float(self.get("roles", self.posts[post]["role"], "salary") if stated is None else stated)

    def cost(self) -> float:
        """Return what all posts cost, $k a year."""
        load = self._price("load", Money().load)
        return sum(self.pay(post) * float(self.get("posts", post, "fte")) * load for post in self.posts)

    def engineering_cost(self) -> float:
        """Return what all engineers cost, $k a year."""
        return self.engineers(self.teams) * self._price("engineer_cost", Money().engineer_cost) * QUARTERS_PER_YEAR

    def _price(self, name: str, usual: float) -> float:
        return float(mapping(mapping(self.data.get("parameters")).get("money")).get(name, usual))

    # names

    def fresh(self, section: str, wished: str) -> str:
        """Return a name that nothing in a section has: the one that is wished for, or that with a number."""
        taken, name, number = mapping(self.data[section]), wished[:60], 2
        while name in taken:
            name, number = f"{wished[:60]}-{number}", number + 1
        return name

    def fresh_practice(self, practice: str, wished: str) -> str:
        """Return a name for one entry of a practice, as `fresh` does."""
        taken, name, number = mapping(self.practice(practice)), wished[:60], 2
        while name in taken:
            name, number = f"{wished[:60]}-{number}", number + 1
        return name

    def known(self, section: str, name: str, field: str) -> str:
        """Return the entry of a section that a name or title is of, or refuse it with the nearest one."""
        there = mapping(self.data.get(section))
        if name not in there:
            meant = [key for key, entry in there.items() if name.lower() in (key.lower(), _titled(entry))]
            if len(meant) == 1:
                return str(meant[0])
            one = section.removesuffix("s")
            raise Refused(f"there is no {one} '{name}'{nearest(name, there)}; there are {listed(there)}", field)
        return name

    def title(self, role: str, number: int = 1) -> str:
        """Return what people call a role, in the singular or the plural."""
        title = str(self.get("roles", role, "title"))
        title = title if title[1:2].isupper() else title[:1].lower() + title[1:]
        head, of, rest = title.partition(" of ")
        return title if number == 1 else f"{head}s{of}{rest}"

    # practices

    def practice(self, name: str) -> Any:
        """Return a practice as it is stated: a mapping or a list; an empty one where it is not."""
        stated = mapping(self.data["governance"]).get(name)
        return stated if isinstance(stated, dict) else rows(stated)


def _titled(entry: object) -> str:
    """Return the title of an entry in small letters."""
    return str(mapping(entry).get("name", "")).lower()


def _prefix(event: Data) -> str:
    """Return what the names of an acquired organisation begin with."""
    return str(event.get("prefix") or f"{PurePath(str(event.get('organisation'))).stem}-")
