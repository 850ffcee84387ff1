"""A platform: what all others need, under one head who serves them."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Annotated, ClassVar

from pydantic import Field

from orgsim.plain_words import agreeing
from orgsim.scenario.model import ActionName, RightName
from orgsim.scenario.names import mapping
from orgsim.scenario.operations.base import Operation
from orgsim.scenario.operations.changing import place
from orgsim.scenario.operations.chart import Chart, Refused
from orgsim.scenario.operations.company import Closeness, heads, line_heads, main_domain, owners, products, tops
from orgsim.scenario.operations.practices import Lines
from orgsim.scenario.operations.reaching import largest_owners
from orgsim.scenario.operations.regrouping import close_empty, open_post
from orgsim.scenario.operations.wording import those

FEWEST, FEW = 3, 6
"""Owners of products that it takes for a platform and streams, and for one of two owners at least."""
OWN, BELOW, OTHER = 2, 1, 0
"""How clearly somebody names itself a platform: by an own name, by that of a superior below the top, or not."""
CONSOLIDATES: dict[ActionName, RightName] = {"consolidate": "decide"}
"""The right that a platform's head has unless others are stated: to merge what is built twice."""


class FormPlatform(Operation):
    """Puts who owns a platform, by name or by closeness to all other domains, under one head with dotted lines to the other heads."""

    short: ClassVar[str] = "share"
    example: ClassVar[str] = "form_platform: {share: 0.25, lead: director}"

    share: float = Field(0.25, gt=0, lt=1)
    """Most of the owners of products that the platform may take; it takes one at least, two of six."""
    most: int = Field(9, ge=1, le=200)
    """Most owners that it may take, whatever the share."""
    lead: str = "director"
    """Role of the head, where none is free."""
    words: list[Annotated[str, Field(min_length=2, max_length=60)]] = Field(default_factory=list, max_length=100)
    """Words by which a platform names itself, in names of posts, teams and domains; default: none, so that closeness alone decides.

    Who has one in an own name comes first; where these are not two, those follow whose superior has one, and then what is closest.
    """
    rights: dict[ActionName, RightName] = Field(default_factory=CONSOLIDATES.copy)
    """Rights of the head beyond the role's."""

    def act(self, chart: Chart) -> str:
        """Form the platform below the top with most engineers."""
        found = [top for top in tops(chart) if len(owners(chart, top)) >= FEWEST]
        if not found:
            raise Refused(f"a platform and streams take {FEWEST} posts that own products, and there are fewer")
        top = found[0]
        named = {post: self._named(chart, post, top) for post in owners(chart, top)}
        members = self._members(chart, top, named)
        why = self._why(chart, members, named)
        head = self._head(chart, members, top)
        left = [post for post in superiors(chart, members) if post != head]
        leading = [post for post in heads(chart, top) if post != head]
        for post in members:
            place(chart, post, head)
        closed = close_empty(chart, leading, top)
        rights = {str(action): right for action, right in self.rights.items()}
        chart.posts[head]["rights"] = {**mapping(chart.posts[head].get("rights")), **rights}
        others = [post for post in line_heads(chart, top) if post != head]
        served = others or [post for post in largest_owners(chart, top) if post not in (*members, head)]
        lines = Lines(chart)
        for other in served[:20]:
            lines.add(head, other, 1.0)
        gone = f"; {those(closed)} closed" if closed else ""
        tied = f", with dotted lines to {those(served)}" if served else ""
        lone = [post for post in (head, *left) if post in chart.posts and len(chart.reports(post)) == 1]
        apart = f"; {those(lone)} {agreeing(len(lone), '{leads|lead}')} one only" if lone else ""
        return f"{those(members)} under {head}, {why}{tied}{gone}{apart}"

    def _members(self, chart: Chart, top: str, named: Mapping[str, int]) -> list[str]:
        """Return who is the platform, as many as it may take; as far as others will do, no head is left with a single report."""
        found = self._chosen(chart, top, named, ())
        if not found:
            raise Refused("everybody who owns a product leads others, so there is nobody to form a platform of")
        first, spared = found, set[str]()
        while found and (lone := _left_alone(chart, found, self._present_head(chart, found, top))):
            spared |= lone
            found = self._chosen(chart, top, named, spared)
        as_good = len(found) >= min(2, len(first)) and _ranks(found, named) == _ranks(first, named)
        return found if as_good else first

    def _chosen(self, chart: Chart, top: str, named: Mapping[str, int], spared: Collection[str]) -> list[str]:
        """Return who names itself a platform, and else who owns the domains that are closest to all others; of equal ones, the largest."""
        everybody = owners(chart, top)
        most = min(self.most, max(1 if len(everybody) < FEW else 2, int(self.share * len(everybody))))
        able = [post for post in everybody if not chart.reports(post) and post not in spared]
        found: list[str] = []
        for rank in (OWN, BELOW, OTHER):
            most = min(most, 2) if found and rank == OTHER else most
            for fresh in self._in_order(chart, everybody, [post for post in able if named[post] == rank]):
                if not found or len(found) + len(fresh) <= most:
                    found += fresh[: max(1, most - len(found))]
            if found and (rank == OTHER or len(found) >= min(2, most)):
                break
        return found

    def _in_order(self, chart: Chart, everybody: Sequence[str], able: Sequence[str]) -> Iterator[list[str]]:
        """Yield the owners who may be in the platform domain by domain, the domain that is closest to all others first."""
        closeness, size = Closeness(chart), products(chart, everybody)
        for domain in sorted(size, key=lambda domain: (-closeness.to_all(domain), -size[domain])):
            if fresh := [post for post in able if main_domain(chart, [post]) == domain]:
                yield fresh

    def _named(self, chart: Chart, post: str, top: str) -> int:
        """Return how clearly a post names itself a platform."""
        if said_in(own_names(chart, post), self.words):
            return OWN
        between = [head for head in chart.line(post) if head != top and top in chart.line(head)]
        return BELOW if any(said_in(own_names(chart, head), self.words) for head in between) else OTHER

    def _why(self, chart: Chart, members: Sequence[str], named: Mapping[str, int]) -> str:
        """Say why these are the platform."""
        ranks = {named[post] for post in members}
        if ranks == {OTHER}:
            return f"closest to all other domains{', since nothing is named a platform' if self.words else ''}"
        names = [name for post in members for name in ((post,) if named[post] == OWN else (post, *chart.line(post)))]
        found = dict.fromkeys(word for name in names for word in self.words if said_in(own_names(chart, name), [word]))
        whose = {OWN: "their own names", BELOW: "the name of who leads them"}.get(max(ranks - {OTHER}), "")
        if {OWN, BELOW} <= ranks:
            whose = "their own names or that of who leads them"
        rest = [post for post in members if named[post] == OTHER]
        filled = f", and {those(rest)} as closest to all other domains" if rest else ""
        return f"a platform by {whose} ({', '.join(found)}){filled}"

    def _head(self, chart: Chart, members: list[str], top: str) -> str:
        """Return who leads the platform: a head who is there and suits, or a new one."""
        present = self._present_head(chart, members, top)
        return present or open_post(chart, f"{self.lead}-{main_domain(chart, members)}", self.lead, top)

    def _present_head(self, chart: Chart, members: Sequence[str], top: str) -> str | None:
        """Return the head of a line who suits best: of members alone, named a platform, or of fewer others; vacant posts come last."""
        suits = {head: self._suits(chart, head, members) for head in line_heads(chart, top)}
        able = [head for head, how_well in suits.items() if how_well]
        return max(able, key=lambda head: (not chart.get("posts", head, "vacant"), suits[head]), default=None)

    def _suits(self, chart: Chart, head: str, members: Sequence[str]) -> int:
        led = set(owners(chart, head))
        mine, others = led & set(members), led - set(members)
        if mine and not others:
            return 3
        if mine and said_in(own_names(chart, head), self.words):
            return 2
        return int(len(mine) == len(members) > len(others))


def own_names(chart: Chart, post: str) -> str:
    """Return what a post, its teams and their domains are called, as words in small letters."""
    teams = chart.owned(post)
    of_domains = mapping(chart.data.get("domains"))
    domains = [str(chart.get("teams", team, "domain")) for team in teams]
    entries = [(post, chart.posts[post]), *((team, chart.teams[team]) for team in teams)]
    entries += [(name, mapping(of_domains.get(name))) for name in domains]
    return " ".join(_words(f"{name} {entry.get('name') or ''}") for name, entry in entries)


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.lower()))


def said_in(names: str, words: Sequence[str]) -> bool:
    """Tell whether one of some words or phrases stands in names, as whole words.

    Example
    -------
    >>> said_in("dir payments and platform", ["platform"]), said_in("platforming", ["platform"])
    (True, False)
    """
    return any(f" {_words(word)} " in f" {names} " for word in words)


def superiors(chart: Chart, posts: Iterable[str]) -> list[str]:
    """Return whom some posts report to, each once."""
    return list(dict.fromkeys(str(chart.above(post)) for post in posts))


def _ranks(posts: Sequence[str], named: Mapping[str, int]) -> set[int]:
    return {named[post] for post in posts}


def _left_alone(chart: Chart, taken: Sequence[str], leads: str | None) -> set[str]:
    """Return whom to spare so that no superior is left with a single report, one post for each; who leads the platform has others."""
    left = {head: [post for post in chart.reports(head) if post not in taken] for head in superiors(chart, taken)}
    lone = [head for head, posts in left.items() if head != leads and len(posts) == 1]
    return {[post for post in taken if chart.above(post) == head][-1] for head in lone}
