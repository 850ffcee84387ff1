"""Interdependence with a shape: its nulls, bit for bit, and that it keeps to its shape."""

from collections import Counter
from itertools import product

import numpy as np
import pytest
from tests.conftest import SMALL, Make, run

from orgsim.engine.mechanisms.work.interdependence import related_domain
from orgsim.engine.random import luck
from orgsim.engine.simulation import new_state
from orgsim.engine.state import State
from orgsim.engine.vocabulary import NONE
from orgsim.organization.build import Organization

SHORT = "horizon: {warmup_quarters: 1, quarters: 2}\n"


def tables(state: State, *without: str) -> dict[str, bytes]:
    """Return every table of a state but for some, as bytes."""
    return {name: getattr(state, name).tobytes() for name in State.__slots__ if name not in ("__weakref__", *without)}


def market(organization: Organization) -> State:
    """Return the market of one future."""
    return new_state(organization.blueprint, luck(7, 0))


def drawn(state: State, organization: Organization) -> Counter[tuple[str, str]]:
    """Count which domain depends on which."""
    items = state.items[: int(state.counters[0].items)]
    names = organization.domains
    return Counter((names[item.domain], names[item.depends_on]) for item in items if item.depends_on != NONE)


def test_all_alike_is_as_if_nothing_were_said(make: Make):
    """If all domains are equally close, however close, every table of a run is the same, bit for bit."""
    plain = tables(run(make(SMALL + SHORT)), "related")
    for between in (1.0, 0.7, 0.1):
        assert tables(run(make(f"{SMALL}{SHORT}related: {{between: {between}}}\n")), "related") == plain


def test_nobody_close_is_nobody_dependent(make: Make):
    """If all are 0 close, every table but that of parameters is as if nothing ever reached another domain and no needs overlapped."""
    plain = ("mechanisms.markets=false", "parameters.capabilities.inherited_share=0")
    apart = run(make(SMALL + SHORT + "related: {between: 0}\n", *plain))
    nothing = ("dependency_probability", "spill_probability", "joint_probability", "overlap")
    never = run(make(SMALL + SHORT, *plain, *(f"demand.{name}=0" for name in nothing)))
    assert tables(apart, "related", "parameters") == tables(never, "related", "parameters")


def test_only_proportions_count(make: Make):
    """Half as close, all of them, is the same world."""
    texts = [
        f"{SMALL}{SHORT}related: {{pairs: {{search: {{cloud: {close}}}}}, between: {other}}}\n"
        for close, other in ((0.8, 0.2), (0.4, 0.1))
    ]
    first, second = (tables(run(make(text)), "related") for text in texts)
    assert first == second


def test_dependencies_stay_in_their_blocks(make: Make):
    """With nothing between clusters nobody depends on another cluster, and as many depend on somebody as before."""
    organization = make(SMALL + SHORT + "related: {clusters: {two: [search, cloud]}}\n")
    found = drawn(market(organization), organization)
    assert set(found) == {("search", "cloud"), ("cloud", "search")}
    usual = make(SMALL + SHORT)
    before = drawn(market(usual), usual)
    for name in ("search", "cloud"):
        assert sum(n for (one, _), n in found.items() if one == name) == sum(
            n for (one, _), n in before.items() if one == name
        )


def needed(state: State, organization: Organization) -> Counter[tuple[str, str]]:
    """Count which domain needs a capability of which domain's types."""
    items = state.items[: int(state.counters[0].items)]
    first, names = organization.blueprint.domains.first_type, organization.domains
    return Counter(
        (names[item.domain], names[int(np.searchsorted(first, kind, side="right")) - 1])
        for item in items
        for kind in item.needs
        if kind != NONE
    )


def test_needs_stay_in_their_blocks(make: Make):
    """A need that overlaps is for a type of the cluster; a domain that is close to none needs its own types only."""
    organization = make(SMALL + SHORT + "related: {clusters: {two: [search, cloud]}}\n")
    found = needed(market(organization), organization)
    assert set(found) == {("billing", "billing"), *product(("search", "cloud"), repeat=2)}
    total = found["search", "search"] + found["search", "cloud"]
    share = organization.design.baseline.demand.overlap
    assert found["search", "cloud"] / total == pytest.approx(share, abs=4 * (share * (1 - share) / total) ** 0.5)


def test_types_are_shared_evenly_where_all_are_alike(make: Make):
    """With two other domains, each is asked for half of the needs that overlap, and within a domain every type as often as another."""
    organization = make(SMALL + SHORT, "demand.overlap=1", "demand.need_probability=1", "demand.types_per_domain=2")
    state = market(organization)
    found = needed(state, organization)
    for one in organization.domains:
        others = [found[one, other] for other in organization.domains if other != one]
        assert found[one, one] == 0
        assert others[0] == pytest.approx(sum(others) / 2, abs=4 * (sum(others) / 4) ** 0.5)
    offered = state.items[: int(state.counters[0].items)]
    kinds = np.bincount(offered.needs[offered.needs != NONE])
    assert len(kinds) == organization.blueprint.types == 6
    assert kinds == pytest.approx(kinds.mean(), abs=4 * kinds.mean() ** 0.5)


def test_who_depends_on_whom_follows_the_row(make: Make):
    """Of those of search that depend on somebody, a quarter depend on cloud when billing is three times as close."""
    text = SMALL + SHORT + "related: {pairs: {search: {cloud: 0.2, billing: 0.6}}, between: 0.5}\n"
    organization = make(text, "demand.dependency_probability=1")
    found = drawn(market(organization), organization)
    total = found["search", "cloud"] + found["search", "billing"]
    assert total > 100
    assert found["search", "cloud"] / total == pytest.approx(0.25, abs=4 * (0.25 * 0.75 / total) ** 0.5)


ROW = np.array([0.0, 0.1, 0.0, 0.3, 0.6])


@pytest.mark.parametrize(
    ("u", "domain"), [(1e-12, 1), (0.0999, 1), (0.1001, 3), (0.3999, 3), (0.4001, 4), (1.0 - 1e-16, 4)]
)
def test_a_row_by_hand(u: float, domain: int):
    """Of a row 0, .1, 0, .3, .6 the second domain has the first tenth, the fourth the next three, the fifth the rest."""
    assert related_domain(np.cumsum(ROW), u) == domain


def test_a_row_of_equals_is_split_evenly():
    """Where all others are equally close, u in steps of a third picks them in order, whoever is left out and however close they are."""
    for close in (1.0, 0.5, 0.25):
        for own in range(4):
            row = np.full(4, close)
            row[own] = 0.0
            others = [domain for domain in range(4) if domain != own]
            assert [related_domain(np.cumsum(row), u) for u in (0.1, 0.5, 0.9)] == others
    assert related_domain(np.zeros(4), 0.5) == related_domain(np.zeros(1), 0.5) == NONE
