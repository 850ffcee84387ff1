"""``orgsim atlas``: what it prints, keeps and refuses."""

from pathlib import Path

import pytest
from tests.unit.cli.conftest import Run, fail_at

ASKED = ("atlas", "today.yaml", "--in", "calm", "--in", "moving", "--design", "portfolio-pm", "--design", "gpm-pods")
FEW = ("-r", "4", "-o", "out")


@pytest.fixture
def simulated(orgsim: Run) -> Run:
    """The futures are simulated already: every further call only reads."""
    assert orgsim(*ASKED, *FEW).code == 0
    return orgsim


def test_it_answers_both_questions(simulated: Run) -> None:
    """One line a design and environment, the winner of each, the regrets, and the answer in a sentence."""
    printed = simulated(*ASKED, *FEW).out
    assert "today: value of each design less today's, % (4 futures)" in printed
    assert "in which world which design is right" in printed
    assert "which design is regretted least" in printed
    assert "Regretted least: " in printed.splitlines()[-3]


def test_what_does_not_fit_is_left_out_with_the_reason(simulated: Run) -> None:
    """Two product managers are too few for pods; the other design is simulated."""
    ended = simulated(*ASKED, *FEW)
    assert "left out: gpm-pods: gpm-pods does not fit: " in ended.out
    document = simulated("--json", *ASKED, *FEW).document
    assert [list(one["left_out"]) for one in document["environments"]] == [["gpm-pods"]] * 2
    assert [[d["design"] for d in one["designs"]] for one in document["environments"]] == [["portfolio-pm"]] * 2


def test_the_budget_is_stated_before_anything_is_simulated(orgsim: Run) -> None:
    """One design and today's company in two environments, four futures each, are 16 runs."""
    told = orgsim(*ASKED, *FEW).err
    sentence = "1 design and today's company in 2 environments, 4 futures each: 16 runs, less than a minute"
    assert sentence in told
    assert told.index(sentence) < told.index("environment 1 of 2: calm")


def test_what_is_there_is_not_simulated_again(simulated: Run) -> None:
    """A second call reads; one that asks for one environment more simulates that one."""
    assert simulated(*ASKED, *FEW).err.count("8 of 8 runs had been saved") == 2
    assert simulated(*ASKED, "--in", "usual", *FEW).err.count("8 of 8 runs had been saved") == 2


def test_it_agrees_with_compare(simulated: Run) -> None:
    """Each environment has a folder of results like any other: compare finds the same paired difference there."""
    (mine, _) = simulated("--json", *ASKED, *FEW).document["environments"]
    answers = simulated("compare", "out/calm", "--metric", "alignment", "--json").document["answers"]
    theirs = {line["design"]: line["paired"] for line in answers[0]["designs"]}
    assert mine["designs"][0]["effects"]["alignment"]["paired"] == theirs["portfolio-pm"]


def test_settings_hold_in_every_environment(simulated: Run) -> None:
    """With another setting nothing that is there can be used."""
    assert "had been saved" not in simulated(*ASKED, *FEW, "--set", "demand.value_sigma=0.5").err


def test_an_environment_of_ones_own(orgsim: Run, folder: Path) -> None:
    """A file beside the scenario is as good as one that comes with orgsim."""
    (folder / "boom.yaml").write_text("title: Boom\nsays: More.\nsource: ours\nset: {demand.spill_size: 2}\n")
    ended = orgsim("--json", "atlas", "today.yaml", "--in", "boom.yaml", "--design", "portfolio-pm", *FEW)
    assert ended.document["environments"][0]["settings"] == ["demand.spill_size=2"]


REFUSED = {
    "an unknown environment": (("--in", "clam"), "there is no environment 'clam' (did you mean 'calm'?)"),
    "an unknown design": (("--design", "flatt"), "there is no design 'flatt' in the library (did you mean 'flat'?)"),
    "a figure of another kind": (("--figure", "a.pdf"), "a figure is written as .svg or .png"),
    "nothing that fits": (("--design", "gpm-pods"), "no design of the library changes today"),
}


@pytest.mark.parametrize(("words", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused(orgsim: Run, words: tuple[str, ...], said: str) -> None:
    """With a sentence, and before anything is simulated."""
    ended = orgsim("atlas", "today.yaml", *words, *FEW)
    assert ended.code == (2 if "--figure" in words else 3)
    assert said in ended.err


def test_a_figure_is_drawn(simulated: Run, folder: Path) -> None:
    """The figure is where it was asked for, and is named in the answer."""
    ended = simulated(*ASKED, *FEW, "--figure", "atlas.svg")
    assert "figure atlas.svg" in ended.out
    assert (folder / "atlas.svg").read_text(encoding="utf-8").startswith("<?xml")


def test_failed_runs_end_with_4(orgsim: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A future of today's company that fails is told; the answer is on the others."""
    fail_at(monkeypatch, {2}, design="today")
    assert orgsim(*ASKED, *FEW).code == 4
