"""What compiled rules rely on, since they neither count from the end of an array nor count who uses it."""

import ast
import importlib
import inspect
import os
import subprocess
import sys
from collections.abc import Iterator
from types import FunctionType

import pytest
from tests.conftest import ROOT

from orgsim.engine.compiled import Rule, compiler

PACKAGES = ("engine", "laboratory", "metrics")
ARRAYS = ("Floats", "Indices", "Words", "Numbers", "Minutes", "Records")


def rules() -> Iterator[FunctionType]:
    """Yield every rule as it is written."""
    for package in PACKAGES:
        for path in sorted((ROOT / "src/orgsim" / package).rglob("*.py")):
            if "rule" in path.read_text(encoding="utf-8"):
                name = ".".join(path.relative_to(ROOT / "src").with_suffix("").parts)
                module = importlib.import_module(name.removesuffix(".__init__"))
                found = [value for value in vars(module).values() if isinstance(value, Rule)]
                yield from (one.py_func for one in found if one.py_func.__module__ == module.__name__)


ALL = list(rules())


def is_negative(node: ast.AST) -> bool:
    """Tell whether a part of an index is a negative constant."""
    return isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant)


def test_no_rule_counts_from_the_end():
    """``row[-1]`` in a rule would read what lies before the row."""
    assert len(ALL) > 300
    for one in ALL:
        tree = ast.parse(inspect.getsource(one))
        places = [node.slice for node in ast.walk(tree) if isinstance(node, ast.Subscript)]
        parts = [part for place in places for part in (place.elts if isinstance(place, ast.Tuple) else [place])]
        assert not any(map(is_negative, parts)), one.__name__


def test_a_rule_that_returns_an_array_made_it():
    """What a rule without reference counts returned would belong to nobody."""
    for one in ALL:
        returned = str(one.__annotations__.get("return", ""))
        if "ndarray" in returned or any(name in returned for name in ARRAYS):
            assert compiler().makes_arrays(one.__code__), one.__name__


BOUNDS = """
import sys
from pathlib import Path
from orgsim.engine.compiled import rule
from orgsim.metrics.parts import parts_of
from orgsim.metrics.twice import branches_of, twice_in
from orgsim.metrics.watching import simulate
from orgsim.organization.build import build
from orgsim.results.tables import rows_of
from orgsim.scenario.design import load_design
from tests.property.test_bounds import laid
import numpy as np

@rule
def before_the_first(row, place):
    return row[place]

assert before_the_first(np.arange(3), 2) == 2
try:
    before_the_first(np.arange(3), -1)
except IndexError:
    pass
else:
    sys.exit("an index below 0 was not found")
stories = Path("scenarios/stories")
designs = [laid({}), *map(load_design, (stories / "three-platforms-to-one/today.yaml", stories / "acquired-line/today.yaml"))]
for organization in map(build, designs):
    watches = [twice_in(organization, branches_of(organization)) for _ in range(2)]
    states = [simulate(organization.blueprint, 1, number, watch) for number, watch in enumerate(watches)]
    worked = [watch.until_the_end(state) for watch, state in zip(watches, states)]
    rows_of(organization, states, parts_of(organization), worked)
"""


@pytest.mark.parametrize("command", [["-c", BOUNDS], ["-m", "pytest", "-q", "tests/property/test_invariants.py"]])
def test_no_rule_leaves_its_tables(command):
    """With numba's checks on, a company with everything, merged platforms, an acquisition and random companies stay within bounds, while they are simulated and measured."""
    environment = os.environ | {"NUMBA_BOUNDSCHECK": "1"}
    done = subprocess.run(
        [sys.executable, *command], check=False, env=environment, cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("text", "makes"),
    [
        ("def one(row): return row[0]", False),
        ("def one(row): return np.uint64(row[0])", False),
        ("def one(row): return np.zeros(3)[0]", True),
        ("def one(row): return row.copy()[0]", True),
    ],
)
def test_what_makes_arrays_is_known_by_its_text(text, makes):
    """Kinds of numbers make none."""
    space: dict[str, FunctionType] = {}
    exec(text, space)  # noqa: S102 - the text above
    assert compiler().makes_arrays(space["one"].__code__) is makes
