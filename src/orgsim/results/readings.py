"""Plausible readings of what an import could only guess: who owns which team, and how closely domains belong together.

The first reading is the file's own. The others are drawn by the weights under ``guesses``, each team and each pair of domains for itself,
from nothing but names and the number of the draw: they are the same for every seed and every design, and more readings begin with the
same ones.
"""

import hashlib
from bisect import bisect
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, combinations
from typing import Any

from orgsim.organization.build import closeness
from orgsim.scenario.guesses import Guesses
from orgsim.scenario.model import Scenario

MOST_TRIES = 50
"""Draws for each reading that is asked for; few guesses allow few readings, and the same one is not taken twice."""


@dataclass(frozen=True)
class Reading:
    """One way to read a table: the owner of every guessed team, and how closely domains belong together (none: as in the file)."""

    owners: Mapping[str, str | None]
    closeness: Mapping[tuple[str, str], float] = field(default_factory=dict)


def uniform(*cause: object) -> float:
    """Return a number from 0 to 1 (not included) that only its cause decides."""
    text = "\n".join(map(str, cause))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:7]) / 2**56


def readings(scenario: Scenario, number: int) -> list[Reading]:
    """Return so many different readings of a scenario, the file's own first; fewer where its guesses allow no more."""
    guesses = scenario.guesses or Guesses()
    teams = [team for team in sorted(guesses.owners) if team in scenario.teams]
    found = [Reading({team: scenario.teams[team].owner for team in teams})]
    for draw in range(1, number * MOST_TRIES):
        if len(found) >= number or not (teams or guesses.related):
            break
        reading = Reading(
            {team: drawn_owner(guesses.owners[team], draw, team) for team in teams},
            drawn_closeness(scenario, guesses.related, draw) if guesses.related else {},
        )
        if reading not in found:
            found.append(reading)
    return found


def drawn_owner(weights: Mapping[str, float], draw: int, team: str) -> str:
    """Return one of the plausible owners of a team, by their weights."""
    owners = sorted(weights)
    bounds = list(accumulate(weights[owner] for owner in owners))
    return owners[min(bisect(bounds, uniform("owner", draw, team) * bounds[-1]), len(owners) - 1)]


def drawn_closeness(scenario: Scenario, factor: float, draw: int) -> dict[tuple[str, str], float]:
    """Return the closeness of every pair of domains, up to `factor` times larger or smaller; each pair is drawn for itself.

    Only proportions count, so that all are made smaller where one would be above 1.
    """
    domains = sorted(scenario.domains)
    stated = closeness(scenario.related, domains)
    pairs = {
        (one, other): float(stated[row, column]) * factor ** (2.0 * uniform("closeness", draw, one, other) - 1.0)
        for (row, one), (column, other) in combinations(enumerate(domains), 2)
    }
    largest = max([1.0, *pairs.values()])
    return {pair: round(close / largest, 4) for pair, close in pairs.items()}


def patch_of(reading: Reading, scenario: Scenario) -> dict[str, Any]:
    """Return what an import that had read the table like this would have written otherwise, as a patch of the baseline.

    A team that gets another owner moves into that owner's domain with its share of the demand, as an import has it, unless it is the last
    one of its own domain: then the domain comes along.
    """
    patch: dict[str, Any] = {}
    moved = {team: owner for team, owner in reading.owners.items() if owner != scenario.teams[team].owner}
    if moved:
        homes = _homes(scenario, moved)
        domains, demand = _domains_and_demand(scenario, {t: homes[o] for t, o in moved.items() if o in homes})
        patch["teams"] = {team: {"owner": owner, "domain": domains[team]} for team, owner in moved.items()}
        changed = {key: rate for key, rate in demand.items() if rate != scenario.domains[key].opportunities_per_week}
        patch["domains"] = {key: {"opportunities_per_week": rate} for key, rate in changed.items()}
    if reading.closeness:
        pairs: dict[str, dict[str, float]] = {}
        for (one, other), close in reading.closeness.items():
            pairs.setdefault(one, {})[other] = close
        patch["related"] = {"pairs": pairs, "clusters": None, "within": None, "between": None}
    return patch


def _homes(scenario: Scenario, moved: Mapping[str, str | None]) -> dict[str | None, str]:
    """Return in which domain every owner of a team that stays has most engineers; the first by name of equals."""
    engineers: dict[str | None, Counter[str]] = {}
    for name, team in sorted(scenario.teams.items()):
        if name not in moved:
            engineers.setdefault(team.owner, Counter())[team.domain] += team.engineers
    return {owner: min(found, key=lambda domain: (-found[domain], domain)) for owner, found in engineers.items()}


def _domains_and_demand(scenario: Scenario, going: Mapping[str, str]) -> tuple[dict[str, str], dict[str, float]]:
    """Return the domain of every team and the demand of every domain after teams have gone to other domains, one after the other."""
    domains = {name: team.domain for name, team in scenario.teams.items()}
    demand = {name: domain.opportunities_per_week for name, domain in scenario.domains.items()}
    for team, to in sorted(going.items()):
        here = domains[team]
        together = [name for name in domains if domains[name] == here]
        if here == to or len(together) == 1:
            continue
        engineers = {name: scenario.teams[name].engineers for name in together}
        share = demand[here] * engineers[team] / sum(engineers.values())
        demand[here], demand[to] = round(demand[here] - share, 4), round(demand[to] + share, 4)
        domains[team] = to
    return domains, demand


def fitted(patch: Mapping[str, Any], own: Scenario, first: Scenario) -> dict[str, Any]:
    """Return what of a patch of the first design's baseline applies to another design: what that design states otherwise stays."""
    found: dict[str, Any] = {}
    for section in ("teams", "domains"):
        mine, theirs = getattr(own, section), getattr(first, section)
        for name, values in patch.get(section, {}).items():
            if name in mine:
                kept = {
                    key: new for key, new in values.items() if getattr(mine[name], key) == getattr(theirs[name], key)
                }
                found.setdefault(section, {})[name] = {k: new for k, new in kept.items() if _exists(k, new, own)}
    if "related" in patch and own.related == first.related:
        found["related"] = patch["related"]
    return found


def _exists(field: str, value: object, scenario: Scenario) -> bool:
    """Tell whether what a field names exists in a design."""
    known: Mapping[str, Sequence[str]] = {"owner": list(scenario.posts), "domain": list(scenario.domains)}
    return field not in known or value in known[field]
