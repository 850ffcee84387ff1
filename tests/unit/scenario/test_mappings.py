"""Scenarios given as mappings: read as a file of the same structure is, with the key path in place of the line."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pytest
from ruamel.yaml import YAML
from tests.conftest import ROOT, SCENARIOS, shipped_designs

from orgsim.scenario.design import load_design
from orgsim.scenario.problems import ScenarioError

SMALL = {
    "name": "small",
    "objectives": {"growth": 1},
    "domains": {"search": {"opportunities_per_week": 1.2, "objectives": {"growth": 1}}},
    "teams": {"crew": {"domain": "search", "engineers": 5, "owner": "pm"}},
    "posts": {"head": {"role": "cpo"}, "pm": {"role": "pm", "reports_to": "head"}},
}
SHIPPED = [path for path in shipped_designs() if path.parent.parent == SCENARIOS]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_mapping_is_what_its_file_is(path: Path, monkeypatch: pytest.MonkeyPatch):
    """What is read from a shipped file and given as a mapping, beside that file, is the same design with the same warnings."""
    monkeypatch.chdir(path.parent)
    given = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    file, mapping = load_design(path.name), load_design({"name": path.stem, **given})
    assert mapping.resolved() == file.resolved()
    assert sorted(found.code for found in mapping.warnings) == sorted(found.code for found in file.warnings)


def test_a_mapping_may_extend_a_mapping_or_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """What it extends may be given in place, or be a file below the current directory, elsewhere, or as a Path: all the same."""
    file = tmp_path / "base.yaml"
    YAML().dump(SMALL, file)
    bases: list[object] = [SMALL, str(file), file, "base.yaml", {"extends": "base.yaml", "name": "between"}]
    monkeypatch.chdir(tmp_path)
    designs = [
        load_design({"extends": base, "name": "more", "teams": {"crew": {"engineers": 6}}}, ["demand.overlap=0.5"])
        for base in bases
    ]
    assert [design.resolved() for design in designs] == [designs[0].resolved()] * len(bases)
    assert designs[0].final.teams["crew"].engineers == 6
    assert load_design({"extends": SMALL}).name == "small"


def test_a_file_extends_no_mapping(tmp_path: Path):
    """In a file `extends` is the name of a file, and it stays in its folder."""
    path = tmp_path / "file.yaml"
    path.write_text("extends: {name: other}\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"file.yaml:1:1: E321 extends: expected the name of a file"):
        load_design(path)
    path.write_text(f"extends: {ROOT / 'scenarios/minimal/today.yaml'}\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match="E323"):
        load_design(path)


@pytest.mark.parametrize("ladder", ["product", ROOT / "ladders" / "product.yaml"], ids=["shipped", "file"])
def test_a_mapping_names_a_ladder(ladder: object):
    """A ladder is named as in a file, by the name of a shipped one or by its file."""
    assert load_design({**SMALL, "ladder": ladder}).baseline.ladder


def test_a_mapping_is_left_alone_and_may_be_of_any_kind():
    """Read-only mappings, tuples and numbers of numpy are fine, and nothing is taken out of what was given."""
    change = MappingProxyType({"posts": {"pm": {"reports_to": "head", "fte": np.float64(1.0)}}})
    given = MappingProxyType({"extends": SMALL, "demand": {"overlap": np.float32(0.5)}, "changes": (change,)})
    before = repr(given)
    assert load_design(given).baseline.demand.overlap == 0.5
    assert repr(given) == before


WRONG = {
    "small: teams.crew.engineers: E204 must be at least": {**SMALL, "teams": {"crew": {**SMALL["teams"]["crew"], "engineers": -1}}},
    "small: posts.pm.role: E301 there is no role 'pmm' (did you mean 'pm'?)": {**SMALL, "posts": {"pm": {"role": "pmm"}}},
    "late: changes[0].posts.pm.rolle: E101 posts.pm": {"extends": SMALL, "name": "late", "changes": [{"posts": {"pm": {"rolle": "pm"}}}]},
    "scenario: extends.demand.overlap: E204 demand.overlap: must be at most 1": {"extends": {**SMALL, "demand": {"overlap": 2}}},
    'scenario: extends: E324 there is no file "nowhere.yaml"': {"extends": "nowhere.yaml"},
    "scenario: extends: E321 expected the name of a file or a mapping": {"extends": 5},
    'small: ladder: E325 there is no ladder "prodct" (did you mean \'product\'?)': {**SMALL, "ladder": "prodct"},
    "small: teams: E108 expected text, a number, true or false, a list or a mapping, found an object of type set": {**SMALL, "teams": {1}},
    "small: E106 a key is a name": {**SMALL, None: 1},
    "scenario: name: E107 text must not hold the character U+0000": {**SMALL, "name": "a\0b"},
    "scenario: E201 missing 'posts'": {},
}  # fmt: skip


@pytest.mark.parametrize(("sentence", "given"), WRONG.items())
def test_what_is_wrong_is_a_sentence_with_a_key_path(sentence: str, given: Mapping[str, object]):
    """The place of an error is the name of the mapping and the path to the value, also within what it extends."""
    with pytest.raises(ScenarioError) as error:
        load_design(given)
    assert any(line.startswith(sentence) for line in str(error.value).splitlines()), str(error.value)


def test_a_mapping_without_end_is_refused():
    """A mapping that holds itself, or extends through too many others, is an error like any other."""
    around: dict[str, object] = dict(SMALL)
    around["posts"] = around
    with pytest.raises(ScenarioError, match="E104 this is nested too deeply"):
        load_design(around)
    chain: dict[str, object] = dict(SMALL)
    for _ in range(25):
        chain = {"extends": chain}
    with pytest.raises(ScenarioError, match="E326 more than 20 scenarios extend each other"):
        load_design(chain)
