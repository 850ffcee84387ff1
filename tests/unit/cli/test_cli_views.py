"""``roles``, ``network`` and what ``params`` says of a screening."""

import doctest
from pathlib import Path

import pytest
from tests.unit.cli.conftest import Run

from orgsim.cli.commands import params_
from orgsim.organization.ties import LAYERS
from orgsim.scenario.register import ladder_register, register
from orgsim.scenario.shipped_files import shipped_roles


def test_roles_stand_side_by_side(orgsim: Run) -> None:
    """The first line names the roles, later ones what each may do; a role without posts says so."""
    lines = orgsim("roles", "layered.yaml").out.splitlines()
    roles = list(shipped_roles().data["roles"])
    assert lines[0].split() == roles
    text = "\n".join(lines)
    assert "fund: decide" in text
    assert text.count("no posts") == len(roles) - 3
    assert max(map(len, lines)) <= 140


def test_roles_as_data(orgsim: Run) -> None:
    """One JSON document holds scope, rights, mechanism, hours, ties, KPIs and next steps of every role."""
    roles = {role["role"]: role for role in orgsim("--json", "roles", "layered.yaml").document["roles"]}
    assert roles["director"]["scope"]["reports"] == 2
    assert roles["director"]["mechanism"][0].startswith("authority over 2 posts below")
    assert roles["pm"]["scope"]["products"] == 2
    assert "alignment" in roles["ppm"]["kpis"]
    assert {"to", "source"} == set(roles["gpm"]["moves"][0])


def test_roles_without_a_scenario(orgsim: Run) -> None:
    """The roles that come with orgsim have rights, hours and next steps, and no posts to speak of."""
    text = orgsim("roles").out
    assert "next steps" in text
    assert "mechanism" not in text


def test_settings_reach_the_roles(orgsim: Run) -> None:
    """--set lays a value over the scenario here as everywhere."""
    text = orgsim("roles", "today.yaml", "--set", "roles.pm.hours.product=7.5").out
    assert "product 7.5" in text


def test_network_prints_everybody(orgsim: Run) -> None:
    """A line a post, most influence first, and what the columns mean; --top says how many."""
    lines = orgsim("network", "layered.yaml").out.splitlines()
    assert lines[0] == "layered: hours of contact a week by layer"
    assert lines[2].split()[0] == "head"
    assert {line.split()[0] for line in lines[2:6]} == {"head", "dir", "pm-search", "pm-billing"}
    short = orgsim("network", "layered.yaml", "--top", "1").out
    assert "and 3 more posts with less influence" in short
    assert "pm-search" not in short.split("and 3 more")[0]


def test_networks_as_data(orgsim: Run) -> None:
    """One document holds every design; influence sums to one in each."""
    networks = orgsim("--json", "network", "today.yaml", "layered.yaml").document["networks"]
    assert [network["design"] for network in networks] == ["today", "layered"]
    for network in networks:
        assert sum(position["influence"] for position in network["positions"]) == pytest.approx(1.0)
        assert network["positions"][0]["hours"].keys() == set(LAYERS)


def test_network_draws_and_exports(orgsim: Run, folder: Path) -> None:
    """--figures draws one chart a design, --export writes the layers of a single one."""
    document = orgsim("--json", "network", "layered.yaml", "--figures", "f", "--export", "g/net.graphml").document
    assert document["figures"] == ["f/network-layered.svg"]
    assert (folder / "f" / "network-layered.svg").is_file()
    assert "graphml" in (folder / "g" / "net.graphml").read_text(encoding="utf-8")
    ended = orgsim("network", "today.yaml", "layered.yaml", "--export", "net.graphml")
    assert ended.code == 2
    assert "name only one" in ended.err


def test_params_say_what_each_moves(orgsim: Run) -> None:
    """Every parameter has a line on what it moves, as text, in the table and as data."""
    text = orgsim("params").out
    assert text.count("\n    moves") == len(register()) + len(ladder_register())
    assert "cost up" in orgsim("params", "--format", "md").out.splitlines()[-1 - len(ladder_register())]
    entries = orgsim("--json", "params").document["parameters"][: -len(ladder_register())]
    assert all(entry["screened"]["low"] < entry["screened"]["high"] for entry in entries)


def test_examples_of_params() -> None:
    """The examples in the docstrings hold."""
    assert doctest.testmod(params_).failed == 0
