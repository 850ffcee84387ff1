"""Parts add up to the whole, in runs of designs that stay as they are and of one in which teams and posts change hands."""

import numpy as np
import pytest
from tests.conftest import ROOT, run

from orgsim.metrics.catalog import all_metrics, metrics_by_part
from orgsim.metrics.metric import Sum
from orgsim.metrics.outcome import Outcome
from orgsim.metrics.parts import KINDS, parts_of
from orgsim.organization.build import build
from orgsim.scenario.design import load_design

MOVING = {
    "extends": str(ROOT / "scenarios/product-org/today.yaml"),
    "name": "moving",
    "changes": [
        {"quarter": 3, "week": 5, "posts": {"dir-money": {"reports_to": "dir-platform"}, "pm-feed-a": {"role": "gpm"}}},
        {
            "quarter": 6,
            "teams": {"search-b": None, "feed-c": {"domain": "feed", "engineers": 7, "owner": "pm-search-b"}},
        },
        {"quarter": 8, "week": 9, "posts": {"dir-discovery": None, "pm-feed-a": {"reports_to": "head"}}},
    ],
}
"""Posts and a team change hands, roles and names, also in the middle of a quarter."""
for _post in ("pm-search-a", "pm-search-b", "pm-feed-b"):
    MOVING["changes"][2]["posts"][_post] = {"reports_to": "pm-feed-a"}

DESIGNS = ("product-org/today", "reorg/gpm-groups", "planning/ppm-and-forum", MOVING)
SUMS = sorted(
    name for name in metrics_by_part() if name in {"launches", "realised_value", "value_elsewhere", "revenue"}
)


@pytest.fixture(
    scope="module", params=DESIGNS, ids=lambda design: design if isinstance(design, str) else design["name"]
)
def measured(request: pytest.FixtureRequest):
    """Return a finished run, its parts, and every metric that parts have, in total and by part."""
    source = request.param if isinstance(request.param, dict) else ROOT / f"scenarios/{request.param}.yaml"
    organization = build(load_design(source))
    outcome = Outcome(organization, run(organization))
    parts = parts_of(organization)
    split = outcome.by_part(parts)
    metrics = metrics_by_part().items()
    return parts, {name: (one.measure(outcome).total(), one.measure(split).total()) for name, one in metrics}


def of_kind(parts, kind: str):
    """Return which parts are of a kind."""
    return np.array(parts.kinds) == kind


@pytest.mark.parametrize("kind", ["domain", "team", "objective"])
@pytest.mark.parametrize("metric", SUMS)
def test_sums_over_parts_are_the_total(measured, metric, kind):
    """What is launched, and what it is worth, is launched by exactly one domain and team, and split over objectives."""
    parts, values = measured
    whole, split = values[metric]
    if kind in metrics_by_part()[metric].parts:
        assert split[of_kind(parts, kind)].sum() == pytest.approx(whole, rel=1e-12)


def test_counts_add_up_to_the_last_bit(measured):
    """Launches of domains and teams are whole numbers and add up without rounding."""
    parts, values = measured
    whole, split = values["launches"]
    for kind in ("domain", "team"):
        assert split[of_kind(parts, kind)].sum() == whole


@pytest.mark.parametrize("metric", ["deciding_hours", "escalations"])
def test_sums_over_roles_are_the_total(measured, metric):
    """Every post has one role."""
    parts, values = measured
    whole, split = values[metric]
    assert split[of_kind(parts, "role")].sum() == pytest.approx(whole, rel=1e-12)


@pytest.mark.parametrize("metric", [name for name, one in metrics_by_part().items() if "branch" in one.parts])
def test_the_branch_of_the_head_is_the_whole(measured, metric):
    """In a company with one head that owns all teams, everybody is below the head, also while they change places."""
    parts, values = measured
    whole, split = values[metric]
    branches = of_kind(parts, "branch")
    (head,) = [place for place in np.flatnonzero(branches) if parts.names[place] in {"head", "cpo", "vp"}]
    assert split[head] == pytest.approx(whole, rel=1e-9, nan_ok=True)


@pytest.mark.parametrize("metric", [name for name, one in metrics_by_part().items() if "team" in one.parts])
def test_one_team_alone_is_the_whole(metric):
    """Where there is one domain with one team, both are the company; only posts are missing, which coordinate as well."""
    text = {
        "name": "alone",
        "objectives": {"growth": 1},
        "domains": {"a": {"opportunities_per_week": 1}},
        "teams": {"t": {"domain": "a", "engineers": 6, "owner": "p"}},
        "posts": {"p": {"role": "pm"}},
        "horizon": {"warmup_quarters": 1, "quarters": 4},
    }
    organization = build(load_design(text))
    outcome = Outcome(organization, run(organization))
    parts = parts_of(organization)
    whole, split = (all_metrics()[metric].measure(one) for one in (outcome, outcome.by_part(parts)))
    if metric == "coordination_share":
        return
    for kind in {"domain", "team"} & set(all_metrics()[metric].parts):
        assert split.total()[of_kind(parts, kind)] == pytest.approx([whole.total()], rel=1e-9, nan_ok=True)


def test_every_kind_of_part_has_sums_and_says_which(measured):
    """Each kind has a metric; a sum that is not among the tested ones would need a place above."""
    named = {kind: [name for name, one in metrics_by_part().items() if kind in one.parts] for kind in KINDS}
    assert all(named.values())
    organization = build(load_design(ROOT / "scenarios/minimal/today.yaml"))
    outcome = Outcome(organization, run(organization))
    sums = {name for name, one in metrics_by_part().items() if isinstance(one.measure(outcome), Sum)}
    assert sums == {*SUMS, "escalations", "cost"}
