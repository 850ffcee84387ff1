"""Roles side by side, from data alone."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from tests.conftest import ROOT, SMALL, Write

from orgsim.engine.mechanisms.decisions.attention import administration_minutes
from orgsim.metrics.catalog import all_metrics
from orgsim.scenario.design import load_design
from orgsim.scenario.parameters import Parameters
from orgsim.scenario.shipped_files import ROLES, shipped_roles
from orgsim.views.roles import RoleView, roles_of, shipped

PORTFOLIO = SMALL + "  eve:  {role: ppm, reports_to: vp}\nties: {dotted: {eve: [dir-a, pm-4, vp]}}\n"
LADDER = ROOT / "ladders" / "product.yaml"


def views(path: Path, *settings: str) -> dict[str, RoleView]:
    """Return the roles of a scenario file by id."""
    return {view.role: view for view in roles_of(load_design(path, settings))}


def test_scope_is_counted(write: Write) -> None:
    """Two directors lead three managers each and answer for all 42 engineers, who are in teams that managers own."""
    found = views(write(PORTFOLIO))
    director, manager = found["director"].scope, found["pm"].scope
    assert (director.posts, director.reports, director.span) == (2, 6, 3)
    assert (director.products, director.engineers) == (0, 42)
    assert (manager.products, manager.owned_engineers, manager.reports) == (6, 42, 0)
    assert manager.domains == ("billing", "cloud", "search")


def test_mechanism_follows_from_reports_rights_and_ties(write: Write) -> None:
    """Authority needs reports and a right that binds; influence is dotted lines outside the own line; owners have products."""
    found = views(write(PORTFOLIO))
    assert found["director"].mechanism == ("authority over 6 posts below: fund, scope, prioritize, staff",)
    assert found["ppm"].mechanism == (
        "influence on 2 posts outside its reporting line",
    )  # the line to the own superior is no influence
    assert found["pm"].mechanism == ("ownership of 6 products",)
    assert found["gpm"].mechanism == ("no posts",)


def test_a_portfolio_manager_with_reports(write: Write) -> None:
    """Whether the role leads people is the scenario's choice: with a report and a right that binds it has authority, else a line."""
    leads = write(PORTFOLIO, "leads.yaml")
    led = ("posts.pm-6.reports_to=eve",)
    assert views(leads, *led)["ppm"].mechanism[0] == "a reporting line of 1 post, without binding rights"
    bound = views(leads, *led, "posts.eve.rights.prioritize=decide")["ppm"].mechanism
    assert bound == ("authority over 1 post below: prioritize", "influence on 2 posts outside its reporting line")


def test_names_do_not_matter(write: Write) -> None:
    """A role by another name, with the same data, has the same scope, rights, mechanism, hours and ties."""
    director = next(view for view in shipped() if view.role == "director")
    renamed = PORTFOLIO.replace("role: director", "role: chief") + (
        "roles: {chief: {title: Director of product, track: management, salary: 235,"
        f" hours: {dict(director.hours)}, rights: {dict(director.rights)}}}}}\n".replace("'", "")
    )
    before, after = views(write(PORTFOLIO))["director"], views(write(renamed, "renamed.yaml"))["chief"]
    assert replace(after, role="director", kpis=before.kpis, moves=before.moves) == before


def test_kpis_are_the_metrics_that_name_the_role(write: Write) -> None:
    """No list is kept twice: metrics and roles say the same of each other, and each of the four roles has some."""
    found = views(write(PORTFOLIO))
    for role in ("pm", "gpm", "director", "ppm"):
        assert found[role].kpis == tuple(name for name, metric in all_metrics().items() if role in metric.kpi_of)
        assert found[role].kpis


def test_shipped_roles_have_no_organisation() -> None:
    """Without a scenario there are no posts and ties, but rights, hours and next steps."""
    found = {view.role: view for view in shipped()}
    assert set(found) == set(shipped_roles().data["roles"]) >= {"pm", "gpm", "director", "ppm", "cpo"}
    assert all(view.scope.posts == 0 and view.rights and view.hours for view in found.values())
    assert [role for role, view in found.items() if not view.moves] == ["partner-function"]
    assert all(move.source for view in found.values() for move in view.moves)


@pytest.mark.skipif(not LADDER.exists(), reason="this checkout has no ladders")
def test_moves_are_those_of_the_ladder() -> None:
    """The next steps of a shipped role are the moves that leave its levels on the shipped product ladder, to any other title."""
    ladder = YAML(typ="safe", pure=True).load(LADDER.read_text(encoding="utf-8"))
    levels = ladder["levels"]
    for view in shipped():
        moves = {
            levels[move["to"]]["title"] for move in ladder["moves"] if levels[move["from"]].get("role") == view.role
        }
        assert {move.to for move in view.moves} == moves, view.role


REPORTS = {"cpo": 4, "director": 4, "gpm": 3}
"""Direct reports with whose administration the hours of a shipped role reckon."""
LEFT = {"cpo": (0, 1), "director": (0, 1), "gpm": (1, 2)}
"""Hours of the week that are then left for coaching, beside what the desk does not need: from, below."""


@pytest.mark.parametrize("role", sorted(shipped_roles().data["roles"]))
def test_the_week_of_a_shipped_role_has_forty_hours(role: str) -> None:
    """Stated hours, the administration of the usual reports and what is left for coaching fill it; without reports nothing is left."""
    parameters = Parameters().attention
    people = (
        administration_minutes(
            REPORTS.get(role, 0), int(parameters.administration_per_report), parameters.administration_exponent
        )
        / 60
    )
    left = 40 - sum(shipped_roles().data["roles"][role]["hours"].values()) - people
    low, high = LEFT.get(role, (0, 1e-9))
    assert low <= left <= high


@pytest.mark.parametrize("path", sorted(ROLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_hour_and_right_of_a_shipped_role_has_a_reason(path: Path) -> None:
    """Beside each of them stands why."""
    said = [line for line in path.read_text(encoding="utf-8").splitlines() if re.match(r"  [a-z]+: ", line)]
    assert said
    assert all(re.search(r"  # .{12,}", line) for line in said)
