"""``orgsim app`` before it serves: what it asks for, and what it says without its extra."""

import importlib.util

import pytest
from tests.unit.cli.conftest import Run

from orgsim.cli.errors import INVALID


def test_without_the_extra_it_says_how_to_get_it(orgsim: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where NiceGUI is missing the answer is a sentence with the command that installs it."""
    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *rest: None if name == "nicegui" else real(name, *rest)
    )
    ended = orgsim("app", "today.yaml")
    assert ended.code == INVALID
    assert "pip install 'orgsim[app]'" in ended.err
    assert "Traceback" not in ended.err


def test_it_has_no_json(orgsim: Run) -> None:
    """It serves until it is interrupted, so one document at the end makes no sense, and it says so."""
    ended = orgsim("app", "today.yaml", "--json")
    assert ended.code == 2
    assert "until it is interrupted" in ended.document["error"]
