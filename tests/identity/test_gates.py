"""Gates off the line cost waits, side by side and not one after the other; a gate that nothing needs costs nothing."""

import dataclasses

import numpy as np
from tests.conftest import SMALL, Make, run

from orgsim.engine.state import State
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, Errand, Kind
from orgsim.organization.build import Organization

PARTNERS = SMALL + (
    "  law:     {role: partner-function}\n  finance: {role: partner-function, reports_to: vp}\nhorizon: {warmup_quarters: 0, quarters: 6}\n"
)
GATES = ("legal: {{post: law, share: {0}}}", "money: {{post: finance, share: {1}}}")
FUTURES = 4


def gated(make: Make, *shares: float) -> Organization:
    """Return the company with two gates that need these shares of the cases."""
    return make(PARTNERS + "governance: {gates: {" + ", ".join(GATES).format(*shares) + "}}\n")


def weeks_to_approval(state: State) -> float:
    """Return the mean weeks from the submission of a case to its funding."""
    items = state.items[: state.counters[0].items]
    funded = items[(items.kind == Kind.INITIATIVE) & (items.submitted >= 0) & (items.funded >= 0)]
    return float((funded.funded - funded.submitted).mean() / MINUTES_PER_WEEK)


def mean_weeks(organization: Organization) -> float:
    """Return the mean weeks to approval over a few futures."""
    return float(np.mean([weeks_to_approval(run(organization, future)) for future in range(FUTURES)]))


def test_a_gate_that_no_case_needs_changes_nothing(make: Make) -> None:
    """With shares of 0 every table is the same as without gates, bit for bit, but for the gates themselves."""
    with_gates, without = run(gated(make, 0.0, 0.0)), run(make(PARTNERS))
    for field in dataclasses.fields(with_gates):
        if field.name not in ("teams", "team_plan"):
            one, other = getattr(with_gates, field.name), getattr(without, field.name)
            rows = min(len(one), len(other))  # there is room for more requests where there are gates
            assert one[:rows].tobytes() == other[:rows].tobytes(), field.name
    for column in set(without.teams.dtype.names) - {"gates", "gate_keys", "gate_shares"}:
        assert np.array_equal(with_gates.teams[column], without.teams[column]), column


def test_gates_cost_waits_side_by_side(make: Make) -> None:
    """Two gates for every case take longer than one, and less than the two one after the other."""
    none, first, second, both = (mean_weeks(gated(make, *shares)) for shares in ((0, 0), (1, 0), (0, 1), (1, 1)))
    assert none < first < both
    assert none < second < both
    assert both - none < (first - none) + (second - none)


def test_the_same_cases_need_a_gate_in_every_design(make: Make) -> None:
    """A design in which fewer cases reach a gate asks about a part of the same ones."""
    usual = run(gated(make, 0.4, 0.0))
    other = run(
        make(
            PARTNERS.replace("{role: director, reports_to: vp}", "{role: director, reports_to: vp, hours: {desk: 4}}")
            + "governance: {gates: {legal: {post: finance, share: 0.4}}}\n"
        )
    )
    asked, funded = ([_keys(state, about) for state in (usual, other)] for about in ("asked", "approved"))
    both = funded[0] & funded[1]
    assert asked[0] & both == asked[1] & both != set()


def _keys(state: State, about: str) -> set[int]:
    requests = state.requests[: state.counters[0].requests]
    if about == "asked":
        return set(state.items.key[requests.subject[requests.errand == Errand.GATE]].tolist())
    items = state.items[: state.counters[0].items]
    return set(items.key[(items.kind == Kind.INITIATIVE) & (items.funded >= 0)].tolist())
