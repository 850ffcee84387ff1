"""Which decision rights the model reads: a right that no rule asks for acts as the strongest one below it that some rule does."""

from collections.abc import Iterator
from typing import get_args

from orgsim.scenario.model import RightName
from orgsim.scenario.names import Data, among, mapping, table, text
from orgsim.scenario.problems import Problem, listed
from orgsim.scenario.shipped_files import shipped_roles

STRENGTH: tuple[str, ...] = get_args(RightName)
"""Rights from the weakest to the strongest."""

ACTING: dict[str, tuple[str, ...]] = {
    "strategy": ("decide",),
    "fund": ("approve", "decide"),
    "prioritize": ("decide",),
    "staff": ("approve", "decide"),
    "shift": ("propose", "decide"),
    "consolidate": ("propose", "decide"),
    "scope": ("decide",),
    "explore": ("approve", "decide"),
    "review": ("approve", "decide"),
}
"""The rights to each action that change something: those that a rule asks for, and to `approve` reviews, for which `validate` asks."""

OF_THE_LINE = ("fund", "prioritize", "staff", "scope", "explore")
"""Actions on which only superiors, and owners themselves, are asked."""


def acts_as(action: str, right: str) -> str:
    """Return the right that a right to an action amounts to in the model."""
    below = STRENGTH[: STRENGTH.index(right) + 1]
    return next((name for name in reversed(below) if name in ACTING[action]), "none")


def idle_rights(data: Data) -> Iterator[Problem]:
    """Yield a warning for every right that a scenario states and that changes nothing; what shipped roles say is not its doing."""
    shipped = shipped_roles().data["roles"]
    line = _Line(data)
    for section in ("roles", "posts"):
        for key, entry in table(data, section).items():
            holders = [key] if section == "posts" else line.of_role(key)
            usual = mapping(mapping(shipped.get(key)).get("rights")) if section == "roles" else {}
            for action, right in mapping(entry.get("rights")).items():
                stated = among(action, ACTING) and among(right, STRENGTH) and right not in ("none", usual.get(action))
                if stated and (message := _idle(action, right, holders, line)):
                    yield Problem(*message, (section, key, "rights", action))


def _idle(action: str, right: str, holders: list[str], line: "_Line") -> tuple[str, str] | None:
    """Say why a right of some posts changes nothing, with the code of the warning."""
    acting = acts_as(action, right)
    if acting != right:
        return "W407", f"nothing in the model reads `{right}` on `{action}`: it acts as `{acting}`"
    if holders and not any(line.asks(post, action, right) for post in holders):
        return "W408", f"no rule asks for `{right}` on `{action}` here: {_without_reach(action, holders)}"
    return None


def _without_reach(action: str, holders: list[str]) -> str:
    verb = "has" if len(holders) == 1 else "have"
    return f"{listed(holders)} {verb} {'no reports' if action == 'staff' else 'no owner of a team below'}"


class _Line:
    """Who is above whom: which posts own teams, lead those who do, or lead anybody."""

    def __init__(self, data: Data) -> None:
        self.posts = table(data, "posts")
        self.owners = {owner for team in table(data, "teams").values() if (owner := text(team.get("owner")))}
        self.leaders = {above for post in self.posts.values() if (above := text(post.get("reports_to")))}
        self.above_owners: set[str] = set()
        for owner in self.owners:
            self._climb(owner)

    def _climb(self, post: str) -> None:
        """Note everybody above a post; those above somebody noted before are noted already."""
        above = text(mapping(self.posts.get(post)).get("reports_to"))
        while above and above not in self.above_owners:
            self.above_owners.add(above)
            above = text(mapping(self.posts.get(above)).get("reports_to"))

    def of_role(self, role: str) -> list[str]:
        """Return the posts of a role."""
        return [key for key, post in self.posts.items() if post.get("role") == role]

    def asks(self, post: str, action: str, right: str) -> bool:
        """Tell whether any rule may come to a post for its right: cases and conflicts climb from owners, requisitions from all posts."""
        if action not in OF_THE_LINE:
            return True
        below = self.leaders if action == "staff" else self.above_owners
        alone = right == "decide" or action == "explore"
        return post in below or (alone and post in self.owners)
