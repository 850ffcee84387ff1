"""The examples in the laboratory's docstrings, compiled and interpreted, and that it decides nothing by itself."""

import doctest
import importlib
import inspect
import os
import pkgutil
import subprocess
import sys

import pytest

from orgsim import laboratory
from orgsim.engine.steps import called, plain

MODULES = sorted(module.name for module in pkgutil.walk_packages(laboratory.__path__, "orgsim.laboratory."))
FUNCTIONS = [name for name in laboratory.__all__ if inspect.isfunction(getattr(laboratory, name)) and name != "luck"]


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name):
    """Every example prints what it says."""
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_examples_hold_without_the_compiler():
    """The same rules, interpreted, give the same examples."""
    program = "import doctest, importlib, sys\nfor name in sys.argv[1:]: assert not doctest.testmod(importlib.import_module(name)).failed"
    subprocess.run([sys.executable, "-c", program, *MODULES], env={**os.environ, "NUMBA_DISABLE_JIT": "1"}, check=True)


def reaches(function, seen):
    """Yield every function that a function calls, directly or not, by the names in its code."""
    raw = plain(function)
    if raw in seen or not inspect.isfunction(raw):
        return
    seen.add(raw)
    yield raw
    for name in called(raw):
        found = raw.__globals__.get(name)
        if found is not None:
            yield from reaches(found, seen)


def modules_reached(name):
    """Return the modules whose functions a function of the laboratory ends up calling."""
    text = inspect.getsource(inspect.getmodule(getattr(laboratory, name)))
    found = {raw.__module__ for raw in reaches(getattr(laboratory, name), set())}
    if "from orgsim.engine.mechanisms.knowledge import capabilities as engine" in text:
        found.add("orgsim.engine.mechanisms.knowledge.capabilities")  # called by its module's name
    return found


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_ends_in_a_rule_of_the_engine(name):
    """What decides is the rule that a simulated week calls, never a second one written here."""
    if name == "settle":  # a loop around `move_beliefs`, which may be exchanged
        return
    assert any(module.startswith("orgsim.engine.mechanisms.") for module in modules_reached(name))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_says_what_it_takes_and_gives(name):
    """Public functions have a docstring with shapes, and annotations."""
    function = getattr(laboratory, name)
    assert (
        "Return" in function.__doc__
        or "Tell" in function.__doc__
        or "Serve" in function.__doc__
        or "Move" in function.__doc__
    )
    assert inspect.signature(function).return_annotation is not inspect.Signature.empty
