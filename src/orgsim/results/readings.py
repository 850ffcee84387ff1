"""Plausible readings of what an import could only guess: who owns which team, and how closely domains belong together.

The first reading is the file's own. The others are drawn by the weights under ``guesses``, each team and each pair of domains for itself,
from nothing but names and the number of the draw: they are the same for every seed and every design, and more readings begin with the
same ones.
"""

import hashlib
from bisect import bisect
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import accumulate, combinations
from typing import Any

from orgsim.organization.build import closeness
from orgsim.results.moving_teams import Market, moved_market
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

    A team that gets another owner moves into that owner's domain with its share of the demand, as an import has it; an owner without a team
    gets a domain. The last team of a domain takes it along.
    """
    patch: dict[str, Any] = {}
    moved = {team: owner for team, owner in reading.owners.items() if owner and owner != scenario.teams[team].owner}
    market = moved_market(scenario, moved)
    if moved:
        patch["teams"] = {team: {"owner": owner, "domain": market.domains[team]} for team, owner in moved.items()}
        patch["domains"] = market.patch()
    if reading.closeness or (market.opened and scenario.related):
        patch["related"] = _related(reading, scenario, market)
    return patch


def _related(reading: Reading, scenario: Scenario, market: Market) -> dict[str, Any]:
    """Return how closely domains belong together, those that are opened too; every pair is said, so that nothing else is."""
    domains = sorted(scenario.domains)
    stated = closeness(scenario.related, domains)
    own = {
        (domains[row], domains[column]): float(stated[row, column])
        for row, column in combinations(range(len(domains)), 2)
    }
    close = dict(reading.closeness) or own
    pairs: dict[str, dict[str, float | None]] = {}
    for (one, other), share in (close | market.pairs(close)).items():
        pairs.setdefault(one, {})[other] = share
    for one, others in scenario.related.pairs.items() if scenario.related else ():
        for other in others:
            if one > other:  # the file says it from the other end
                pairs.setdefault(one, {})[other] = None
    return {"pairs": pairs, "clusters": None, "within": None, "between": None}


def fitted(patch: Mapping[str, Any], own: Scenario, first: Scenario) -> dict[str, Any]:
    """Return what of a patch of the first design's baseline applies to another design: what that design states otherwise stays."""
    found: dict[str, Any] = {}
    fresh = {name: values for name, values in patch.get("domains", {}).items() if name not in first.domains}
    domains = {*own.domains, *fresh}
    for section in ("teams", "domains"):
        mine, theirs = getattr(own, section), getattr(first, section)
        for name, values in patch.get(section, {}).items():
            if name in mine and name in theirs:
                kept = {
                    key: new for key, new in values.items() if getattr(mine[name], key) == getattr(theirs[name], key)
                }
                known = {key: new for key, new in kept.items() if _exists(key, new, own, domains)}
                found.setdefault(section, {})[name] = known
    if opened := {name: values for name, values in fresh.items() if name not in own.domains}:
        found.setdefault("domains", {}).update(opened)
    if "related" in patch and own.related == first.related:
        found["related"] = patch["related"]
    return found


def _exists(field: str, value: object, scenario: Scenario, domains: Collection[str]) -> bool:
    """Tell whether what a field names exists in a design, or is one of the `domains` that it then has."""
    known: Mapping[str, Collection[str]] = {"owner": scenario.posts, "domain": domains}
    return field not in known or value in known[field]
