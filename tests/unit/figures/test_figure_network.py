"""The chart of influence."""

from pathlib import Path

from tests.unit.figures.by_hand import ORGANISATION, WITH_PORTFOLIO, labels, labels_outside, scenario_of

from orgsim.figures import network as drawing
from orgsim.organization.build import build
from orgsim.scenario.design import load_design
from orgsim.views.position import Network, network_of


def network_from(text: str, folder: Path) -> Network:
    """Return the network that a text ends with."""
    path = folder / "design.yaml"
    path.write_text(text, encoding="utf-8")
    return network_of(build(load_design(path)))


def test_every_post_shows_its_influence(tmp_path: Path) -> None:
    """Each box has its own share under it, they are the numbers of the network, and everything stays on the page."""
    found = network_from(WITH_PORTFOLIO, tmp_path)
    figure = drawing.draw(scenario_of(WITH_PORTFOLIO, tmp_path), found)
    written = sorted(words for words in labels(figure) if words.startswith("influence ·"))
    assert written == sorted(f"influence · {100 * position.influence:.1f} %" for position in found.positions)
    assert not labels_outside(figure)
    assert "influence without authority" in labels(figure)


def test_bridges_are_marked(tmp_path: Path) -> None:
    """Where a vacancy would cut somebody off, the box says how many."""
    chain = ORGANISATION.replace("bob:  {role: pm, reports_to: head}", "bob:  {role: pm, reports_to: ada}")
    lonely = chain + "parameters: {ties: {informal_probability: 0.0}}\n"
    found = network_from(lonely, tmp_path)
    assert {position.post: position.cuts_off for position in found.positions}["ada"] == ("bob",)
    assert "if vacant · 1 cut off" in labels(drawing.draw(scenario_of(lonely, tmp_path), found))
    assert "1 post would cut others off if vacant." in drawing.describe(found)


def test_a_file_for_every_design(tmp_path: Path) -> None:
    """Designs of one name get files of their own, and the words say who has most influence."""
    found = network_from(ORGANISATION, tmp_path)
    scenario = scenario_of(ORGANISATION, tmp_path)
    paths = drawing.draw_networks(tmp_path / "out", [scenario, scenario], [found, found])
    assert [path.name for path in paths] == ["network-name.svg", "network-name-2.svg"]
    assert "Most: head" in paths[0].read_text(encoding="utf-8")
