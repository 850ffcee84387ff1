"""Which decision rights the model reads: each cell of the matrix changes what happens, or may not be stated."""

from collections.abc import Iterator
from typing import get_args

from orgsim.scenario.model import RightName
from orgsim.scenario.names import Data, among, mapping, table, text
from orgsim.scenario.problems import Problem, listed
from orgsim.scenario.shipped_files import shipped_roles

STRENGTH: tuple[str, ...] = get_args(RightName)
"""Rights from the weakest to the strongest."""

ACTING: dict[str, tuple[str, ...]] = {
    "strategy": ("inform", "consult", "decide"),
    "fund": ("inform", "consult", "approve", "decide"),
    "prioritize": ("inform", "consult", "decide"),
    "staff": ("approve", "decide"),
    "shift": ("consult", "propose", "decide"),
    "consolidate": ("inform", "consult", "propose", "decide"),
    "scope": ("consult", "approve", "decide"),
    "explore": ("inform", "consult", "approve", "decide"),
    "review": ("consult", "approve", "decide"),
}
"""The rights to each action that change something: those that a rule asks for."""

REASONS: dict[str, str] = {
    "strategy": "nobody but the one who decides it can put it into force",
    "fund": "who owns a product proposes its cases anyway",
    "prioritize": "the owner who waits for a piece complains, and one superior settles the order",
    "staff": "a search ends with one person, so there is no choice to give an opinion on, and nobody acts on the news",
    "shift": "who proposes prepares the decision, one post takes it, and nobody acts on the news",
    "consolidate": "who proposes prepares the decision, and one post takes it",
    "scope": "who owns a product says what its team does in what order, and nobody acts on the news",
    "explore": "who owns a product proposes its cases anyway",
    "review": "one post writes how portfolios are planned, and everybody reads it",
}
"""Why the other rights to each action may not be stated."""

OF_THE_LINE = ("fund", "prioritize", "staff", "scope", "explore")
"""Actions on which only superiors, and owners themselves, decide and approve."""

DECIDED_ABOVE = ("fund", "explore", "prioritize", "staff")
"""Actions that nobody weighs, or that rest, where nobody from the owner of a team upward may decide on them."""

BESIDE_THE_LINE = ("inform", "consult")
"""Rights for which people are asked wherever they stand, as long as they meet the one who decides."""


def refused_rights(data: Data) -> Iterator[Problem]:
    """Yield every right that a scenario states and that nothing in the model would read."""
    for section in ("roles", "posts"):
        for key, entry in table(data, section).items():
            for action, right in mapping(entry.get("rights")).items():
                if among(action, ACTING) and among(right, STRENGTH) and right not in ("none", *ACTING[action]):
                    known = listed([*ACTING[action], "none"])
                    message = f"`{right}` on `{action}` would change nothing: {REASONS[action]}; there are {known}"
                    yield Problem("E213", message, (section, key, "rights", action))


def idle_rights(data: Data) -> Iterator[Problem]:
    """Yield a warning for every right that nobody can ask for where it is held; what shipped roles say is not the scenario's doing."""
    shipped = shipped_roles().data["roles"]
    line = _Line(data)
    for section in ("roles", "posts"):
        for key, entry in table(data, section).items():
            holders = [key] if section == "posts" else line.of_role(key)
            usual = mapping(mapping(shipped.get(key)).get("rights")) if section == "roles" else {}
            for action, right in mapping(entry.get("rights")).items():
                stated = among(action, ACTING) and among(right, STRENGTH) and right not in ("none", usual.get(action))
                if stated and holders and not any(line.asks(post, action, right) for post in holders):
                    message = f"no rule asks for `{right}` on `{action}` here: {_without_reach(action, holders)}"
                    yield Problem("W408", message, (section, key, "rights", action))


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
        if action not in OF_THE_LINE or right in BESIDE_THE_LINE:
            return True
        below = self.leaders if action == "staff" else self.above_owners
        alone = right == "decide" or action == "explore"
        return post in below or (alone and post in self.owners)
