"""How many desks a decision passes on paper, before anything is simulated: whose signature it needs, by the rights along the line.

The paths are those that the rules of the engine take: a case starts with the owner, goes to the nearest superior who may approve or decide,
and on until one has decided; a conflict climbs every desk up to the lowest common superior who may decide.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orgsim.scenario.model import Scenario
from orgsim.scenario.rights import STRENGTH

APPROVE, DECIDE = STRENGTH.index("approve"), STRENGTH.index("decide")
ON_PATHS = ("fund", "explore", "scope", "prioritize", "staff")
"""Actions whose matters climb the reporting line."""
MOST_PAIRS = 250_000


@dataclass(frozen=True)
class Paths:
    """Mean and most desks that a matter passes, by action; owners count by the engineers in their teams."""

    mean: Mapping[str, float]
    most: Mapping[str, int]


class Line:
    """Reporting lines and rights of a scenario, looked up once."""

    def __init__(self, scenario: Scenario) -> None:
        self.above = {name: post.reports_to for name, post in scenario.posts.items()}
        self.rights: dict[str, dict[str, int]] = {
            name: {
                str(action): STRENGTH.index(right)
                for action, right in {**scenario.roles[post.role].rights, **post.rights}.items()
            }
            for name, post in scenario.posts.items()
        }

    def superiors(self, post: str) -> list[str]:
        """Return everybody above a post, the nearest first."""
        found, above = [], self.above[post]
        while above is not None:
            found.append(above)
            above = self.above[above]
        return found

    def may(self, post: str, action: str) -> int:
        """Return the strength of a right."""
        return self.rights[post].get(action, 0)

    def signatures(self, post: str, action: str) -> list[str]:
        """Return the posts above one whose desks a matter of an action passes: who approves, up to the one who decides."""
        found = []
        for superior in self.superiors(post):
            if self.may(superior, action) >= APPROVE:
                found.append(superior)
            if self.may(superior, action) >= DECIDE:
                break
        return found

    def decides(self, owner: str, action: str) -> str:
        """Return who has the last word on a matter of an owner: the owner, or the last whose signature it needs."""
        alone = self.may(owner, action) >= DECIDE
        return owner if alone else [owner, *self.signatures(owner, action)][-1]

    def case(self, owner: str) -> int:
        """Return the desks that a case of known ground passes; none when its owner may decide."""
        return 0 if self.may(owner, "fund") >= DECIDE else len(self.signatures(owner, "fund"))

    def explore(self, owner: str) -> int:
        """Return the desks that a case on new ground passes; where nobody has a say on it, it is a case like others."""
        if not any(self.may(post, "explore") >= APPROVE for post in (owner, *self.superiors(owner))):
            return self.case(owner)
        return 0 if self.may(owner, "explore") >= DECIDE else len(self.signatures(owner, "explore"))

    def scope(self, owner: str) -> int:
        """Return the superiors who read along for the order of a team's work."""
        return sum(self.may(post, "scope") >= APPROVE for post in self.superiors(owner))

    def requisition(self, post: str) -> int:
        """Return the desks that a requisition passes before the search begins."""
        return len(self.signatures(post, "staff"))

    def conflict(self, one: str, other: str) -> int:
        """Return the desks that a conflict between two owners climbs; none when nobody above both may decide."""
        line = [one, *self.superiors(one)]
        common = next((post for post in line if post in (other, *self.superiors(other))), None)
        if common is None:
            return 0
        upward = line[line.index(common) :]
        decider = next((post for post in upward if self.may(post, "prioritize") >= DECIDE), None)
        return 0 if decider is None else max(1, line.index(decider))


def paths_of(scenario: Scenario) -> Paths:
    """Return the length of the paths of decisions in a scenario."""
    line = Line(scenario)
    weights: dict[str, int] = {}
    for team in scenario.teams.values():
        if team.owner:
            weights[team.owner] = weights.get(team.owner, 0) + team.engineers
    single = {"fund": line.case, "explore": line.explore, "scope": line.scope, "staff": line.requisition}
    found = {
        action: [(passes(owner), weight) for owner, weight in weights.items()] for action, passes in single.items()
    }
    found["prioritize"] = _conflicts(line, list(weights))
    return Paths(
        {action: _mean(found[action]) for action in ON_PATHS},
        {action: max((desks for desks, _ in found[action]), default=0) for action in ON_PATHS},
    )


def _conflicts(line: Line, owners: Sequence[str]) -> list[tuple[int, int]]:
    """Return the desks that conflicts between all pairs of owners climb; of very many pairs, every so manyth."""
    step = 1 + len(owners) ** 2 // MOST_PAIRS
    pairs = [(one, other) for one in owners for other in owners if one != other]
    return [(line.conflict(one, other), 1) for one, other in pairs[::step]]


def _mean(values: Sequence[tuple[int, int]]) -> float:
    whole = sum(weight for _, weight in values)
    return sum(desks * weight for desks, weight in values) / whole if whole else 0.0
