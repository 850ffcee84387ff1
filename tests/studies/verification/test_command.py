"""``orgsim verify-model``: what it prints, and how it ends."""

import json

import pytest

from orgsim.cli import main
from orgsim.studies import discovery
from orgsim.studies.checks import Check, exact


def ends(arguments):
    """Run the command line and return its exit code."""
    with pytest.raises(SystemExit) as end:
        raise SystemExit(main(arguments))
    return end.value.code


def test_one_check(capsys):
    """A named check prints target, obtained, tolerance, what it catches, verdict, source and reason."""
    assert not ends(["verify-model", "V3-consensus"])
    text = capsys.readouterr().out
    assert "V3-consensus passes" in text
    assert "51.087" in text
    assert "source: DeGroot 1974" in text
    assert "1 of 1 checks pass" in text


def test_json(capsys):
    """One document with every reading."""
    assert not ends(["--json", "verify-model", "E3-time-step"])
    document = json.loads(capsys.readouterr().out)
    assert document["passed"] is True
    reading = document["checks"][0]["readings"][0]
    assert {"target", "obtained", "tolerance", "reason", "smallest_error_caught"} <= reading.keys()


def test_mutants(capsys):
    """Wrong variants are run when asked for, and all fail."""
    assert not ends(["verify-model", "E3-time-step", "--mutants"])
    assert "1 of 1 wrong variants fail" in capsys.readouterr().out


def test_figures(tmp_path, capsys):
    """Figures go where they are asked to."""
    assert not ends(["verify-model", "V2a-screening", "--figures", str(tmp_path)])
    assert (tmp_path / "V2a-screening.svg").is_file()


def test_an_unknown_check(capsys):
    """A misspelt name is a sentence with the nearest one."""
    assert ends(["verify-model", "V3-consensu"]) == 3
    assert "V3-consensus" in capsys.readouterr().err


def failing() -> Check:
    """Return a check that misses its target, with a mutant that passes."""
    return Check(
        "X-wrong",
        "Two is three.",
        "nowhere",
        lambda _: [exact("two", 3.0, 2.0)],
        {"right": lambda _: [exact("two", 2.0, 2.0)]},
    )


def test_a_missed_target_ends_with_1(monkeypatch, capsys):
    """The answer is no."""
    monkeypatch.setattr(discovery, "all_checks", lambda: {"X-wrong": failing()})
    assert ends(["verify-model", "X-wrong", "--mutants"]) == 1
    text = capsys.readouterr().out
    assert "NOT MET" in text
    assert "a wrong variant passes: X-wrong: right" in text
