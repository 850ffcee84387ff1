"""Parameters that are gone: a scenario that still sets one hears what became of it."""

import re

import pytest
from tests.conftest import ROOT

from orgsim.scenario.design import load_design
from orgsim.scenario.problems import ScenarioError
from orgsim.scenario.register import register
from orgsim.scenario.retired import RETIRED
from orgsim.scenario.switches import Mechanisms


@pytest.mark.parametrize("name", sorted(RETIRED))
def test_a_retired_parameter_is_refused_with_a_sentence(name):
    """The error names the parameter and says what became of it, and no nearest name that would mislead."""
    path = name if name.startswith("demand.") else f"parameters.{name}"
    with pytest.raises(ScenarioError) as refused:
        load_design(ROOT / "scenarios/minimal/today.yaml", [f"{path}=0.5"])
    assert f"'{name.split('.')[1]}' is no longer a parameter: {RETIRED[name]}" in str(refused.value)
    assert "did you mean" not in str(refused.value)


def test_what_is_named_instead_is_there():
    """Nothing retired is in the register, and every parameter that a sentence names is."""
    there = {entry.path for entry in register()}
    named = {
        path for sentence in RETIRED.values() for path in re.findall(r"(?:parameters|demand)\.[a-z_.]+[a-z]", sentence)
    }
    assert named <= there
    assert not there & {path for name in RETIRED for path in (name, f"parameters.{name}")}


def test_each_sentence_of_the_register_stands_alone():
    """A filtered list does not show the line above: no sentence begins by pointing at it."""
    pointing = (
        "how far it",
        "how that",
        "what it ",
        "the same",
        "for how long",
        "spread of those",
        "how far people differ in that",
    )
    for entry in register():
        assert entry.meaning.endswith(".")
        if not entry.path.startswith("parameters.careers"):
            assert not entry.meaning.lower().startswith(pointing), entry.path


def test_names_are_used_once():
    """The engine sees parameters and switches under their own names, without their sections: no two may share one."""
    names = [entry.path.rpartition(".")[2] for entry in register()] + list(Mechanisms.model_fields)
    assert len(names) == len(set(names))
