"""House rules of the engine that no type checker knows."""

import ast
import re

import pytest
from tests.conftest import ROOT

from orgsim.scenario.demand import Demand
from orgsim.scenario.parameters import Parameters
from orgsim.scenario.register import register
from orgsim.scenario.shipped_files import shipped_roles
from orgsim.scenario.switches import Mechanisms

ENGINE = sorted((ROOT / "src/orgsim/engine").rglob("*.py"))
AROUND = (
    "simulation.py",
    "audit.py",
    "native.py",
    "state.py",
    "blueprint.py",
    "steps.py",
    "warmup.py",
    "compiled.py",
    "entry.py",
    "markets.py",
    "room.py",
)
"""What prepares, holds or checks the state; it is never compiled."""
RULES = sorted((ROOT / "src/orgsim/engine/mechanisms").glob("*/*.py"))


@pytest.mark.parametrize("path", [path for path in ENGINE if path.name not in AROUND], ids=lambda path: path.name)
def test_arithmetic_is_the_same_compiled_and_interpreted(path):
    """Rules use ``math``, products and loops: scalar numpy functions, ``**`` and default sorts round differently."""
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"np\.(exp|log|log1p|tanh|sqrt|power|cos|sin|mean|sum|sort|argsort|dot)\b", text)
    tree = ast.parse(text)
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Pow)]
    assert "fastmath" not in text
    assert "parallel=True" not in text


def test_every_mechanism_is_in_a_folder_of_its_subject():
    """Nothing lies beside the folders, or deeper: tests and docs/model.md look for rules in the folders only."""
    everywhere = set((ROOT / "src/orgsim/engine/mechanisms").rglob("*.py"))
    assert [path.name for path in everywhere - set(RULES)] == ["__init__.py"]


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.name)
def test_no_mechanism_asks_for_a_role(path):
    """No rule knows the name of a role, as text or as a name in code."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    roles = set(shipped_roles().data["roles"])
    words = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    words |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not words & (roles | {"role", "track"})


OUTCOMES = (
    "velocity",
    "alignment",
    "roi",
    "duplication",
    "productivity",
    "dip",
    "morale",
    "boost",
    "bonus",
    "penalty",
    "synergy",
    "efficiency",
    "effectiveness",
    "ppm",
    "gpm",
    "director",
    "portfolio_manager",
)


def test_no_parameter_is_named_after_an_outcome():
    """Parameters name causes: no role, no metric and no bonus among them."""
    for entry in register():
        words = entry.path.rpartition(".")[2].split("_")
        assert not set(words) & set(OUTCOMES), entry.path


def test_every_parameter_has_a_meaning_a_unit_a_range_and_a_source():
    """The register is complete, and defaults lie within their ranges."""
    entries = register()
    assert len({entry.path for entry in entries}) == len(entries)
    for entry in entries:
        assert entry.meaning.endswith("."), entry.path
        assert entry.unit
        assert entry.source
        assert entry.confidence in ("high", "medium", "low")
        assert entry.low <= entry.default <= entry.high, entry.path


def test_every_parameter_is_used():
    """Each number of the register is read by the engine, by the building of an organisation, or by a metric."""
    used = "".join(
        path.read_text(encoding="utf-8") for path in [*ENGINE, *sorted((ROOT / "src/orgsim").glob("*/*.py"))]
    )
    names = [name for group in Parameters.model_fields.values() for name in group.annotation.model_fields]
    for name in [*names, *Demand.model_fields, *Mechanisms.model_fields]:
        assert re.search(rf"(parameters|parameters\[0\]|demand|weights|ties|money|mechanisms)\.{name}\b", used), name


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.name)
def test_rules_are_small(path):
    """No function of a mechanism is longer than a screen (45 lines with its docstring)."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno < 45, node.name


def test_test_files_have_names_of_their_own():
    """Folders of tests are no packages, so two files of one name stop the whole suite, though each runs alone."""
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert sorted(names) == sorted(set(names))
