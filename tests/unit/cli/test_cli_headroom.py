"""``orgsim headroom``: what it prints, keeps and refuses."""

from pathlib import Path

import pytest
from tests.unit.cli.conftest import Run, fail_at

ASKED = (
    "headroom",
    "today.yaml",
    "layered.yaml",
    "--only",
    "perfect-cases",
    "--only",
    "questions",
    "-r",
    "12",
    "-o",
    "out",
)


@pytest.fixture
def simulated(orgsim: Run) -> Run:
    """The futures are simulated already: every further call only reads."""
    assert orgsim(*ASKED).code == 0
    return orgsim


def test_a_table_of_functions_and_one_for_each_design(simulated: Run) -> None:
    """One line for each function asked for, in the unchanged company and in the design, and how to read them."""
    printed = simulated(*ASKED).out
    assert "today: what there is to gain" in printed
    assert "layered: what it captures" in printed
    assert sum(line.startswith("perfect-cases") for line in printed.splitlines()) == 2
    assert sum(line.startswith("questions") for line in printed.splitlines()) == 2
    assert "halved-errors" not in printed
    assert "They do not add up" in printed


def test_it_agrees_with_compare(simulated: Run) -> None:
    """The folder is one of results like any other: compare finds the same paired difference there."""
    mine = simulated(*ASKED, "--json").document["functions"][0]["paired"]
    answers = simulated("compare", "out", "--metric", "realised_value", "--json").document["answers"]
    theirs = {line["design"]: line["paired"] for line in answers[0]["designs"]}
    assert mine == theirs["today + perfect-cases"]


def test_what_is_there_is_not_simulated_again(simulated: Run) -> None:
    """A second call reads; one that asks for more functions simulates those only."""
    assert "72 of 72 runs had been saved" in simulated(*ASKED).err
    assert "72 of 96 runs had been saved" in simulated(*ASKED, "--only", "exits").err


def test_oracles_that_act_from_the_start_are_others(simulated: Run) -> None:
    """Only the futures without oracles are shared by the two ways to begin."""
    assert "24 of 72 runs had been saved" in simulated(*ASKED, "--since", "start").err


def test_what_does_not_apply_is_shown_with_its_reason(orgsim: Run) -> None:
    """A function that is off in the scenario has a line that says so; nothing is refused in silence."""
    ended = orgsim(
        "headroom", "today.yaml", "--only", "exits", "--set", "mechanisms.attrition=false", "-r", "2", "-o", "out"
    )
    assert ended.code == 0
    assert "does not apply: the mechanism 'attrition' is off" in ended.out
    (line,) = orgsim(
        "--json",
        "headroom",
        "today.yaml",
        "--only",
        "exits",
        "--set",
        "mechanisms.attrition=false",
        "-r",
        "2",
        "-o",
        "out",
    ).document["functions"]
    assert line["does_not_apply"] == "the mechanism 'attrition' is off"
    assert line["paired"] is None


def test_too_little_is_not_shared_out(simulated: Run) -> None:
    """What a design captures is told where the interval of today's headroom lies above 0, and refused in words elsewhere."""
    document = simulated(*ASKED, "--json").document
    for function, captured in zip(document["functions"], document["designs"][0]["functions"], strict=True):
        enough = function["paired"]["low"] > 0
        assert (captured["captured"] is not None) == enough
        assert captured["refused"] == (None if enough else "too little to share out")


def test_an_unknown_function_is_refused_with_the_nearest(orgsim: Run) -> None:
    """The error lists what there is."""
    ended = orgsim("headroom", "today.yaml", "--only", "exit")
    assert ended.code == 3
    assert "there is no oracle 'exit' (did you mean 'exits'?)" in ended.err


def test_more_designs_than_fit_are_refused(orgsim: Run) -> None:
    """A scenario and seven designs are the most."""
    ended = orgsim("headroom", *["today.yaml"] * 9)
    assert ended.code == 3
    assert "up to 7 designs; got 8" in ended.err


def test_a_figure_is_drawn(simulated: Run, folder: Path) -> None:
    """The figure is where it was asked for, and is named in the answer."""
    ended = simulated(*ASKED, "--figure", "bars.svg")
    assert "figure bars.svg" in ended.out
    assert (folder / "bars.svg").read_text(encoding="utf-8").startswith("<?xml")


def test_failed_runs_end_with_4(orgsim: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """One future of the unchanged company that fails is told; the answer is on the others."""
    fail_at(monkeypatch, {2}, design="today")
    ended = orgsim(*ASKED)
    assert ended.code == 4
    assert "over 11 futures" in ended.out
