"""How Python enters compiled rules: what it hands on arrives, what comes back is the same as interpreted, and no numba is imported for it."""

import resource
import subprocess
import sys
from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np
import pytest
from tests.designs import ROOT

from orgsim.engine import compiled
from orgsim.engine.compiled import Rule, rule
from orgsim.engine.entry import Code, Number, kinds_of

POST = np.dtype([("person", "i4"), ("hours", "f8")], align=True)


class Colour(IntEnum):
    """A number with a name."""

    RED = 7


class Pair(NamedTuple):
    """Two numbers."""

    first: np.uint64
    second: float


@rule
def add_up(table: Any, weights: Any, post: Any, pair: Any, number: int, share: float, doubled: bool) -> float:
    """Add up everything that was handed on, and write into what can be written."""
    total = number * share * (2.0 if doubled else 1.0) + pair.first * pair.second + post.person * post.hours
    for row in range(table.shape[0]):
        for column in range(table.shape[1]):
            total += weights[column] * table[row, column] * (1 + row)
    post.hours += 1.0
    table[0, 0] = total
    return total


def memory() -> float:
    """Return the megabytes that this process has had at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000.0


def tables() -> dict[str, Any]:
    """Return the same six numbers in every layout that an array can have."""
    numbers = np.arange(6.0).reshape(2, 3)
    wide = np.full((4, 6), 99.0)
    wide[::2, ::2] = numbers
    return {"rows": numbers.copy(), "columns": np.asfortranarray(numbers), "strided": wide[::2, ::2]}


@pytest.mark.parametrize("layout", ["rows", "columns", "strided"])
@pytest.mark.parametrize("number", [3, np.int32(3), Colour.RED], ids=["number", "short", "named"])
def test_all_that_is_handed_on_arrives(layout: str, number: int):
    """Arrays of any layout, records, named tuples and numbers give what they give interpreted; writing reaches them."""
    found = []
    for function in (add_up, add_up.py_func):
        table, posts = tables()[layout], np.array([(1, 2.0), (3, 4.5)], POST).view(np.recarray)
        arguments = (table, np.array([0.5, 1.5, 2.5]), posts[1], Pair(np.uint64(2**40), 0.25), number, 0.1, True)
        kinds = kinds_of(arguments)
        assert kinds
        assert add_up.entered(kinds) is not None
        total = function(*arguments)
        assert table[0, 0] == total
        found.append((total, posts.tolist()))
    assert found[0] == found[1]
    assert found[0][1][1] == (3, 5.5)


@rule
def divided(amount: int, by: int) -> int:
    """Return a whole quotient."""
    return amount // by


@rule
def is_large(number: float) -> bool:
    """Tell whether a number is large."""
    return number > 10.0


@rule
def halves(numbers: Any, places: tuple[int, int]) -> tuple[Any, float, int]:
    """Return half of some numbers, a sum of two of them, and how many there are."""
    made = np.empty(numbers.shape)
    for row in range(numbers.shape[0]):
        for column in range(numbers.shape[1]):
            made[row, column] = numbers[row, column] / 2.0
    return made, numbers[places[0], 0] + numbers[places[1], 0], numbers.size


@rule
def mixed(number: float) -> tuple[float, bool]:
    """Return a number and whether it is large."""
    return number, number > 10.0


@rule
def fresh(length: int) -> float:
    """Make an array and add it up."""
    made = np.ones(length)
    total = 0.0
    for number in made:
        total += number
    return total


def test_what_a_rule_returns_or_raises_comes_back():
    """Whole numbers and truth values keep their types; an exception of a rule is raised with its words."""
    assert divided(-7, 2) == -4
    assert is_large(11.0) is True
    assert is_large(9.0) is False
    with pytest.raises(ZeroDivisionError, match="division by zero"):
        divided(1, 0)
    assert divided(0, 5) == 0


def test_arrays_and_several_values_come_back():
    """Arrays that a rule makes are copied and let go, one among other values; nothing of them is left behind."""
    for _ in range(3):
        made, total, size = halves(np.arange(6.0).reshape(3, 2), (0, 2))
        assert made.tolist() == [[0.0, 0.5], [1.0, 1.5], [2.0, 2.5]]
        assert (total, size) == (4.0, 6)
    (entry,) = halves.entries.values()
    assert entry is not None
    before = memory()
    for _ in range(50):
        halves(np.zeros((10**6, 1)), (0, 1))  # 8 MB each
    assert memory() < before + 200


def test_a_rule_may_make_arrays():
    """The memory manager that counts them is there; a million arrays later no memory is lost."""
    assert fresh(5) == 5.0


def test_what_cannot_be_entered_goes_through_numba(monkeypatch: pytest.MonkeyPatch):
    """A rule that returns what is not laid out in words, one that takes what has no kind, and code that calls what is nowhere."""
    assert mixed(3.0) == (3.0, False)
    assert mixed.entries == {(Number("float64"),): None}
    assert kinds_of((3.0, ("text", 2))) is None
    code = compiled.compiler().code_of(is_large.py_func, (Number("float64"),))
    lost = Code(code.name, code.returns, (*code.needs, "there_is_no_such_function"), code.machine)
    monkeypatch.setattr(compiled.compiler(), "code_of", lambda *_: lost)
    alone = Rule(is_large.py_func)
    assert alone(11.0) is True
    assert list(alone.entries.values()) == [None]


WARM = """
import sys
from orgsim.cli import main
try:
    main(sys.argv[1:])
finally:
    print(*(name for name in ("numba", "pandas", "networkx", "pyarrow.compute", "scipy", "scipy.stats") if name in sys.modules), file=sys.stderr)
"""


def imported(*words: object) -> list[str]:
    """Return which large libraries a command imports."""
    run = subprocess.run([sys.executable, "-c", WARM, *map(str, words)], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stderr.splitlines()[-1].split()


def test_a_warm_start_imports_no_compiler_and_no_frames(tmp_path):
    """A run whose engine is compiled imports neither numba nor pandas: they would take as long as all the rest."""
    run = ("run", ROOT / "scenarios" / "product-org" / "today.yaml", "-r", "1", "--fresh", "-o", tmp_path)
    imported(*run)
    assert imported(*run) == []
    assert imported("roles") == []


def test_a_comparison_imports_neither_frames_nor_all_statistics(tmp_path):
    """Of scipy it imports the special functions alone: one of them is Student's quantile, and all statistics take as long as sixty futures."""
    today, flat = (ROOT / "scenarios" / "flatter" / f"{name}.yaml" for name in ("today", "flat"))
    assert imported("compare", today, flat, "-r", "2", "-o", tmp_path) == ["scipy"]
