"""The package as its docstrings and its names promise it."""

import ast
import doctest
import importlib
import inspect
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import ROOT

import orgsim

SOURCE = ROOT / "src" / "orgsim"


def test_every_public_name_is_there():
    """What ``__all__`` names can be had, has a home of its own, and is explained; ``dir`` lists exactly that."""
    assert dir(orgsim) == sorted(orgsim.__all__) == sorted(orgsim._HOMES)
    for name in orgsim.__all__:
        thing = getattr(orgsim, name)
        assert thing is getattr(importlib.import_module(orgsim._HOMES[name]), name)
        assert inspect.getdoc(thing)


def test_type_checkers_see_the_same_names():
    """The imports for type checkers name what is loaded when it is used, from the same modules."""
    tree = ast.parse((SOURCE / "__init__.py").read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    seen = {
        alias.asname: node.module for node in block.body if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    assert seen == orgsim._HOMES


def test_a_name_that_is_not_there():
    """A wrong name is an attribute error that names it."""
    with pytest.raises(AttributeError, match="module 'orgsim' has no attribute 'simulate'"):
        orgsim.simulate  # noqa: B018


def test_importing_orgsim_imports_nothing_else():
    """``import orgsim`` alone loads no third-party package at all."""
    code = "import sys; before = set(sys.modules); import orgsim; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert loaded - set(sys.stdlib_module_names) == {"orgsim"}


def modules_with_examples():
    """Return the names of all modules whose text holds an example, and how many."""
    found = []
    for module in pkgutil.walk_packages([str(SOURCE)], "orgsim."):
        path = Path(SOURCE.parent, *module.name.split("."))
        file = path / "__init__.py" if module.ispkg else path.with_suffix(".py")
        if examples := sum(line.strip().startswith(">>> ") for line in file.read_text(encoding="utf-8").splitlines()):
            found.append((module.name, examples))
    return found


@pytest.mark.parametrize(("name", "examples"), modules_with_examples())
def test_examples_in_docstrings_are_true(name, examples):
    """Every example of every docstring is found and gives what it says."""
    module = importlib.import_module(name)
    found = doctest.DocTestFinder().find(module)
    assert sum(len(test.examples) for test in found) >= examples
    failed, tried = doctest.testmod(module)
    assert failed == 0
    assert tried >= examples


def test_there_are_examples():
    """The search for examples finds some."""
    assert len(modules_with_examples()) >= 5
