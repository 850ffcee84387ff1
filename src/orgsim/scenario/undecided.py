"""Matters that come up in an organisation and that nobody in it may decide: the model lets them pass, or lets them rest."""

from collections.abc import Iterator

from orgsim.plain_words import agreeing
from orgsim.scenario.names import Data, mapping, table, text
from orgsim.scenario.problems import Problem, listed


def undecided(data: Data) -> dict[str, list[str]]:
    """Return, for each action that somebody would have to decide on, the owners of teams above whom nobody may.

    ``fund``: owners whose cases nobody weighs, since nobody above may approve or decide. ``prioritize``: owners who share no superior
    who may settle whose piece comes first. Mechanisms that are off ask nobody.
    """
    lines, off = _Lines(data), {name for name, on in mapping(data.get("mechanisms")).items() if on is False}
    found = {
        "fund": [] if "approvals" in off else [owner for owner in lines.owners if lines.unweighed(owner)],
        "prioritize": [] if "dependencies" in off else lines.unsettled(),
    }
    return {action: owners for action, owners in found.items() if owners}


def sentence(action: str, owners: list[str]) -> str:
    """Say what follows from nobody having the right to decide on an action."""
    if action == "fund":
        whose = agreeing(len(owners), "{its|their}")
        return f"nobody above {listed(owners)} may approve or decide on `fund`, so {whose} cases start without being weighed"
    return f"nobody above all of {listed(owners)} may decide on `prioritize`, so late pieces wait and nobody settles it"


def left_undecided(before: Data, after: Data) -> Iterator[Problem]:
    """Yield a warning for each action on which owners had somebody above to decide, and have nobody any more."""
    old, teams = undecided(before), table(before, "teams")
    for action, owners in undecided(after).items():
        missed = {text(team.get("owner")) for team in teams.values()} - set(old.get(action, []))
        kept = {text(team.get("owner")) for name, team in table(after, "teams").items() if _had(teams, name, missed)}
        if left := [owner for owner in owners if owner in kept]:
            message = f"{sentence(action, left)}; let the change give somebody above the right"
            yield Problem("W414", message, ("posts", left[0], "rights"))


def _had(teams: dict[str, Data], name: str, missed: set[str | None]) -> bool:
    """Tell whether a team is one of those whose owner had somebody above to decide."""
    return name in teams and text(teams[name].get("owner")) in missed


class _Lines:
    """The owners of teams, everybody above each of them, and what each post may do."""

    def __init__(self, data: Data) -> None:
        self.posts, self.roles = table(data, "posts"), table(data, "roles")
        owned = {text(team.get("owner")) for team in table(data, "teams").values()}
        self.owners = [post for post in self.posts if post in owned]
        self.above: dict[str, list[str]] = {}

    def unweighed(self, owner: str) -> bool:
        """Tell whether an owner below others submits cases that none of them may judge; who reports to nobody decides alone anyway."""
        above = self._above(owner)
        alone = self._right(owner, "fund") == "decide" or not above
        return not alone and not any(self._right(post, "fund") in ("approve", "decide") for post in above)

    def unsettled(self) -> list[str]:
        """Return the owners in trees in which no common superior of all, nor one of them that is above the rest, settles conflicts."""
        trees: dict[str, list[str]] = {}
        for owner in self.owners:
            trees.setdefault([owner, *self._above(owner)][-1], []).append(owner)
        return [
            owner
            for owners in trees.values()
            if len(owners) > 1 and not any(self._right(post, "prioritize") == "decide" for post in self._shared(owners))
            for owner in owners
        ]

    def _above(self, post: str) -> list[str]:
        """Return everybody above a post, the nearest first; a circle, which others will say, ends it."""
        if post not in self.above:
            self.above[post] = self._climbed(post)
        return self.above[post]

    def _climbed(self, post: str) -> list[str]:
        found: list[str] = []
        here = text(self.posts[post].get("reports_to"))
        while here is not None and here in self.posts and here not in found:
            found.append(here)
            here = text(self.posts[here].get("reports_to"))
        return found

    def _shared(self, owners: list[str]) -> list[str]:
        """Return the posts that are, or are above, each of some owners."""
        first, *others = [{owner, *self._above(owner)} for owner in owners]
        shared = first.intersection(*others)
        return [post for post in self.posts if post in shared]

    def _right(self, post: str, action: str) -> object:
        """Return the right of a post to an action: its own, or else its role's."""
        entry = self.posts[post]
        role = mapping(self.roles.get(str(entry.get("role"))))
        return {**mapping(role.get("rights")), **mapping(entry.get("rights"))}.get(action)
