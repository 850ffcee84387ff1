"""Odd command lines and odd files: a sentence and the documented exit code, never an internal error."""

from pathlib import Path

import pytest
from tests.unit.cli.conftest import TODAY, Run

from orgsim.cli.commands import validate_

ODD = {
    "a list for a name": TODAY.replace("reports_to: head}\n  pm-billing", "reports_to: [head, x]}\n  pm-billing"),
    "a number alone": "42\n",
    "what merges itself": "a: &a {<<: *a}\n",
    "half a character": 'name: "\\uD800"\n',
    "many digits": TODAY.replace("quarters: 2}", f"quarters: {'9' * 401}}}"),
    "an endless name": f"extends: {'x' * 5000}\n",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_odd_files_end_with_1_or_3(orgsim: Run, folder: Path, text: str) -> None:
    """`validate` answers no; a command that needed the file says why it cannot go on."""
    (folder / "odd.yaml").write_text(text, encoding="utf-8")
    checked = orgsim("validate", "odd.yaml")
    assert checked.code == 1
    assert "odd.yaml:" in checked.out
    assert orgsim("show", "odd.yaml").code == 3


def test_one_odd_file_does_not_end_the_check_of_others(
    orgsim: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever happens with one file, all files are checked."""
    real = validate_.load_design

    def breaking(file: Path, *more: object) -> object:
        if file.name == "layered.yaml":
            raise ZeroDivisionError("on purpose")
        return real(file, *more)

    monkeypatch.setattr(validate_, "load_design", breaking)
    ended = orgsim("validate", ".")
    assert ended.code == 1
    assert "layered.yaml:1:1: E999" in ended.out
    assert "typo.yaml:3:16: E101" in ended.out


@pytest.mark.parametrize("output", ["/proc/x", "/dev/null/x", "x" * 300])
def test_a_folder_that_cannot_be_is_a_sentence(orgsim: Run, output: str) -> None:
    """It is said before anything is simulated."""
    ended = orgsim("run", "today.yaml", "-r", "1", "-o", output)
    assert ended.code == 3
    assert "cannot be a folder for results" in ended.err


def test_a_folder_that_cannot_be_started_in(orgsim: Run) -> None:
    """What the system refuses is no internal error."""
    ended = orgsim("init", "/dev/null/x")
    assert ended.code == 3
    assert "cannot be read or written: not a directory" in ended.err


@pytest.mark.parametrize("rope", ["launches=nan", "launches=inf:inf", "launches=-inf:1"])
def test_a_rope_is_finite(orgsim: Run, rope: str) -> None:
    """A region without ends is none."""
    ended = orgsim("compare", "today.yaml", "layered.yaml", "--rope", rope)
    assert ended.code == 2
    assert "expected two finite numbers" in ended.err


@pytest.mark.parametrize("words", [("--fail-if", "cost"), ("--fail-if", "cost:nobody:worse"), ("--baseline", "nobody")])
def test_a_wrong_question_is_refused_before_anything_runs(
    orgsim: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    """Nobody waits for an hour to hear of a slip of the pen."""
    from orgsim.cli import simulating

    def never(*_: object, **__: object) -> None:
        pytest.fail("simulated")

    monkeypatch.setattr(simulating, "simulate_plan", never)
    assert orgsim("compare", "today.yaml", "layered.yaml", *words).code == (2 if words == ("--fail-if", "cost") else 3)


def test_results_stay_below_the_working_folder(orgsim: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is a path is no path."""
    from orgsim.cli import simulating

    asked: list[Path] = []

    def stop(console: object, plan: object, output: Path, **more: object) -> None:
        asked.append(output)
        raise KeyboardInterrupt

    monkeypatch.setattr(simulating, "simulate_plan", stop)
    (folder / "odd.yaml").write_text(TODAY.replace("name: today", "name: ../../../x"), encoding="utf-8")
    assert orgsim("run", "odd.yaml").code == 130
    assert [path.resolve().parent for path in asked] == [folder.resolve() / "out"]
