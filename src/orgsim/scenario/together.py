"""How much of what belongs together is led together, on paper: the share of closeness between products that one superior has below."""

from collections.abc import Callable, Iterable, Mapping

from orgsim.scenario.model import Scenario
from orgsim.scenario.operations.chart import Chart
from orgsim.scenario.operations.company import Closeness

Products = Mapping[str, float]
"""Engineers by domain."""


def led_together(scenario: Scenario) -> float | None:
    """Return the share of closeness between owners of teams with the same superior, or of whom one leads the other.

    Pairs of owners count by how close their domains are and by the engineers of both. None when no two owners are close at all.
    """
    close = _closeness(scenario)
    owned = _owned(scenario)
    groups: dict[str, list[str]] = {}
    for owner in owned:
        if above := scenario.posts[owner].reports_to:
            groups.setdefault(above, [above] if above in owned else []).append(owner)
    whole = _between(owned.values(), close)
    within = sum(_between([owned[name] for name in group], close) for group in groups.values())
    return within / whole if whole > 0 else None


def _closeness(scenario: Scenario) -> Callable[[str, str], float]:
    related = scenario.related.model_dump(exclude_none=True) if scenario.related else {}
    return Closeness(Chart({"related": related, "domains": dict.fromkeys(scenario.domains)})).of


def _owned(scenario: Scenario) -> dict[str, dict[str, float]]:
    """Return the engineers of every owner by domain."""
    found: dict[str, dict[str, float]] = {}
    for team in scenario.teams.values():
        if team.owner:
            products = found.setdefault(team.owner, {})
            products[team.domain] = products.get(team.domain, 0.0) + team.engineers
    return found


def _between(owners: Iterable[Products], close: Callable[[str, str], float]) -> float:
    """Return the closeness between all pairs of different owners, by their engineers: that of their sum, less that with oneself."""
    owners = list(owners)
    together: dict[str, float] = {}
    for products in owners:
        for domain, engineers in products.items():
            together[domain] = together.get(domain, 0.0) + engineers
    return _square(together, close) - sum(_square(products, close) for products in owners)


def _square(products: Products, close: Callable[[str, str], float]) -> float:
    return sum(a * b * close(one, other) for one, a in products.items() for other, b in products.items())
