"""Operations on a running organisation: what changes nothing is nothing, and what they make runs with books that balance."""

from dataclasses import fields
from pathlib import Path

import pytest
from tests.conftest import SCENARIOS, run

from orgsim.organization.build import build
from orgsim.scenario.design import Design, load_design

HORIZON = "horizon: {warmup_quarters: 1, quarters: 3}\n"


@pytest.fixture
def redrawn(tmp_path: Path):
    """Return a function that loads the template under operations in a short run."""

    def load(*operations: str, quarter: int = 1) -> Design:
        (tmp_path / "today.yaml").write_text((SCENARIOS / "reorg" / "today.yaml").read_text(encoding="utf-8"), "utf-8")
        text = "".join(f"      - {operation}\n" for operation in operations)
        change = f"changes:\n  - quarter: {quarter}\n    do:\n{text}" if operations else ""
        path = tmp_path / "design.yaml"
        path.write_text(f"extends: today.yaml\nname: design\n{HORIZON}{change}", encoding="utf-8")
        return load_design(path)

    return load


def test_a_move_and_the_move_back_are_bit_for_bit_nothing(redrawn) -> None:
    """Every table of a run with both is that of a run with neither."""
    both = redrawn("move: {post: pm-feed-a, under: dir-money}", "move: {post: pm-feed-a, under: dir-discovery}")
    usual, found = run(build(redrawn())), run(build(both))
    assert both.resolved() == redrawn().resolved()
    for field in fields(usual):
        assert getattr(usual, field.name).tobytes() == getattr(found, field.name).tobytes(), field.name


ALL = (
    "remove_layer: directors",
    "form_pods: {span: 3, by: domain}",
    "merge_teams: [search-a, search-b]",
    "split_team: {team: billing-a, engineers: 3}",
    "open: {post: ppm, role: ppm, dotted: {role: gpm}}",
    "add_forum: {members: {role: gpm}, hours: 6}",
    "add_rubric: ppm",
    "move_right: {right: shift, to: ppm}",
    "replace: {post: head, overlap_weeks: 2}",
    "let_go: {post: pm-accounts, to: pm-billing-b, cost: 30}",
    "hire: {engineers: 4, cost: 10}",
)


def test_a_company_that_is_redrawn_from_top_to_bottom_runs_on(redrawn) -> None:
    """Eleven operations in one week: books balance (else the run fails), and engineers are as many as planned."""
    design = redrawn(*ALL)
    organization = build(design)
    planned = sum(team.engineers for team in design.final.teams.values())
    assert planned == 63 + 4
    for replication in range(4):
        state = run(organization, replication)
        assert state.teams.engineers.sum() + state.teams.open.sum() == planned
