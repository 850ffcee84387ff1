"""What must not reach across: the future into the past, one company into another, one name of a role into another's numbers."""

import numpy as np
from tests.conftest import ROOT, run

from orgsim.engine.mechanisms.decisions.authority import top_of
from orgsim.engine.vocabulary import Kind
from orgsim.organization.build import build
from orgsim.results.tables import measure
from orgsim.scenario.design import load_design

PLANNING = ROOT / "scenarios" / "planning"
ACQUISITION = ROOT / "scenarios" / "acquisition" / "today.yaml"


def test_a_team_that_opens_later_leaves_the_past_alone(tmp_path):
    """Until it opens, every metric of every quarter is as without it, whatever its place in canonical order.

    What launches earn later belongs to the value of the quarter of the launch, so value is not among them and revenue is.
    """
    (tmp_path / "today.yaml").write_bytes((PLANNING / "today.yaml").read_bytes())
    for name in ("search-c", "aaa", "zzz"):
        path = tmp_path / "later.yaml"
        path.write_text(
            f"extends: today.yaml\nname: later\nchanges:\n  - quarter: 6\n    teams: {{{name}: {{domain: search, engineers: 3, "
            "owner: pm-search-b}}\n",
            encoding="utf-8",
        )
        plain, later = build(load_design(tmp_path / "today.yaml")), build(load_design(path))
        before, after = measure(plain, run(plain)), measure(later, run(later))
        for metric in ("launches", "revenue", "rework_share", "duplicate_effort", "question_latency"):
            assert np.array_equal(before[metric][1][:6], after[metric][1][:6], equal_nan=True), (name, metric)


def test_companies_are_apart_until_they_are_joined():
    """Before an acquisition nobody works for the other company, calls its things duplicates, or answers for its engineers."""
    organization = build(load_design(ACQUISITION))
    state = run(organization)
    joined = (organization.warmup_quarters + 2) * 13
    theirs = np.array([name.startswith("acquired-") for name in organization.teams])
    items = state.items[: state.counters[0].items]
    pieces = items[(items.kind == Kind.SUPPORT) & (items.week < joined)]
    assert len(pieces) > 0
    assert (theirs[pieces.team] == theirs[items[pieces.parent].team]).all()
    made = state.capabilities[: state.counters[0].capabilities]
    again = made[(made.duplicates >= 0) & (made.born < joined)]
    assert (theirs[again.team] == theirs[made[again.duplicates].team]).all()
    later = items[(items.kind == Kind.SUPPORT) & (items.week >= joined)]
    assert (theirs[later.team] != theirs[items[later.parent].team]).any()
    head = organization.posts.index("head")
    assert state.posts[head].tilt == 0.0
    assert top_of(state.posts, organization.posts.index("acquired-pm-wallet")) == head


def test_product_operations_are_a_portfolio_manager_by_another_name():
    """The two shipped designs differ in nothing but the name of a role, and give the same numbers."""
    ppm, operations = (build(load_design(PLANNING / name)) for name in ("ppm.yaml", "product-ops.yaml"))
    for replication in range(2):
        first, second = measure(ppm, run(ppm, replication)), measure(operations, run(operations, replication))
        for name, (total, _) in first.items():
            assert np.array_equal(total, second[name][0], equal_nan=True), name


def test_hours_that_a_post_states_are_part_of_what_a_result_is_kept_under(tmp_path):
    """Stating what would be inherited anyway changes nothing; stating other hours is another design."""
    (tmp_path / "today.yaml").write_bytes((PLANNING / "today.yaml").read_bytes())

    def stages(hours):
        path = tmp_path / "part.yaml"
        path.write_text(
            f"extends: today.yaml\nname: part\nchanges:\n  - posts: {{dir-money: {{hours: {hours}}}}}\n",
            encoding="utf-8",
        )
        return load_design(path).resolved()["stages"]

    some = stages("{research: 2}")
    assert some[1]["posts"]["dir-money"]["hours"] == {
        "administration": 6,
        "contact": 16,
        "desk": 8,
        "portfolio": 4,
        "product": 0,
        "research": 2,
    }
    assert some != stages("{research: 2, administration: 3, contact: 8, desk: 4, portfolio: 0, product: 0}")
    assert some == stages("{research: 2, desk: 8}")


def test_a_merged_capability_is_not_forgotten(make):
    """A team that has moved off an instance relies on what it was merged into, or on another one that it turned to later."""
    organization = build(
        load_design(PLANNING / "ppm-and-forum.yaml", ["parameters.portfolio.consent_base=5", "demand.overlap=0.9"])
    )
    moved = 0
    for replication in range(3):
        state = run(organization, replication)
        made = state.capabilities[: state.counters[0].capabilities]
        for instance in made[(made.moved == 1) & (made.successor >= 0)]:
            survivor = made[instance.successor]
            if survivor.state <= 1 and survivor.team != instance.team and survivor.type == instance.type:
                moved += 1
                kinds = [
                    kind for kind in (survivor.type, survivor.type ^ 1) if kind < state.uses.shape[1]
                ]  # it may turn to the twin
                on = [*state.hosts[instance.team, kinds], *state.uses[instance.team, kinds]]
                assert instance.successor in on or max(on) >= 0
    assert moved > 0
