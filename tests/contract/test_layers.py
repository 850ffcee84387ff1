"""The layers of the package: every package has one, and imports go down only, wherever in a file they stand."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.conftest import ROOT

SOURCE = ROOT / "src" / "orgsim"
CONTRACT = next(
    contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    if contract["type"] == "layers"
)  # fmt: skip


class Import(NamedTuple):
    """One module's import of another, both by their full names."""

    importer: str
    imported: str
    where: str

    @property
    def packages(self) -> tuple[str, str]:
        """The two packages, or modules of their own, directly below orgsim."""
        return self.importer.split(".")[1], self.imported.split(".")[1]


def layers() -> list[list[str]]:
    """Return the layers of the contract, the highest first."""
    return [re.split(r"\s*\|\s*", layer) for layer in CONTRACT["layers"]]


def packages(source: Path = SOURCE) -> set[str]:
    """Return what lies directly below orgsim: folders with Python in them, and modules; not `orgsim` itself."""
    folders = {path.name for path in source.iterdir() if path.is_dir() and any(path.rglob("*.py"))}
    return folders | {path.stem for path in source.glob("*.py")} - {"__init__", "__main__"}


def imported_by(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Return the full name and line of every import of a module of orgsim, those within functions and for type checkers included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            for full in (f"{node.module}.{alias.name}" for alias in node.names):
                yield full if is_module(full) else str(node.module), node.lineno


def is_module(name: str) -> bool:
    """Tell whether a full name is that of a module or package of orgsim, not of something within one."""
    path = SOURCE.parent.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").is_file()


@cache
def imports() -> tuple[Import, ...]:
    """Return every import of one package of orgsim by another; ``orgsim/__init__.py`` only names what is loaded later."""
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        inside = path.relative_to(SOURCE)
        module = ".".join(("orgsim", *inside.with_suffix("").parts)).removesuffix(".__init__")
        for name, line in imported_by(ast.parse(path.read_text(encoding="utf-8"))):
            one = Import(module, name, f"{inside}:{line}")
            if module != "orgsim" and name.startswith("orgsim.") and len(set(one.packages)) == 2:
                found.append(one)
    return tuple(found)


@cache
def excepted(one: Import) -> str | None:
    """Return the exception of the contract that an import falls under."""
    for rule in CONTRACT.get("ignore_imports", []):
        sides = [re.escape(side).replace(r"\*\*", ".+").replace(r"\*", r"[^.]+") for side in rule.split(" -> ")]
        if all(map(re.fullmatch, sides, (one.importer, one.imported))):
            return str(rule)
    return None


def drawing() -> str:
    """Return the order that the imports themselves give, one line a layer: the highest first, each with what it imports."""
    below = {name: set[str]() for name in packages()}
    for one in imports():
        if not excepted(one):
            below[one.packages[0]].add(one.packages[1])
    sorter, lines = TopologicalSorter(below), []
    sorter.prepare()
    while level := sorted(sorter.get_ready()):
        lines.append("   ".join(f"{name} -> {', '.join(sorted(below[name])) or 'nothing'}" for name in level))
        sorter.done(*level)
    return "\n".join(reversed(lines))


def test_every_package_has_its_layer():
    """What is on disk and what the contract names are the same, and nothing is named twice."""
    named = [name for layer in layers() for name in layer]
    missing, gone = packages() - set(named), set(named) - packages()
    message = "'orgsim.{}' has no layer: name it in the contract of layers in pyproject.toml, above all that it imports"
    assert not missing, "\n".join(message.format(name) for name in sorted(missing))
    assert not gone, f"the contract of layers in pyproject.toml names {sorted(gone)}, which are not there"
    assert len(named) == len(set(named))
    assert CONTRACT["exhaustive"]


def test_a_new_package_is_noticed(tmp_path: Path):
    """A folder counts as soon as Python is in it, and a module at once."""
    (tmp_path / "atlas").mkdir()
    assert packages(tmp_path) == set()
    (tmp_path / "atlas" / "map.py").touch()
    (tmp_path / "alone.py").touch()
    assert packages(tmp_path) == {"atlas", "alone"}


def test_no_import_runs_up():
    """Every import leads from a layer to one further down; of those beside each other none imports another."""
    height = {name: place for place, layer in enumerate(reversed(layers())) for name in layer}
    wrong = [
        f"{one.where} imports {one.imported}, which is not below it"
        for one in imports()
        if not excepted(one) and height[one.packages[0]] <= height[one.packages[1]]
    ]
    assert not wrong, "\n".join([*wrong, "the order of the imports that are allowed:", *map(" | ".join, layers())])


def test_the_imports_draw_the_same_order():
    """Drawn from the imports alone there is no circle, and every package stands in one line; the picture is printed with `-s`."""
    picture = drawing()
    print(picture)  # noqa: T201
    drawn = re.findall(r"(\w+) ->", picture)
    assert sorted(drawn) == sorted(packages())
    place = {name: position for position, name in enumerate(drawn)}
    allowed = [one.packages for one in imports() if not excepted(one)]
    assert all(place[importer] < place[imported] for importer, imported in allowed)


@pytest.mark.parametrize("rule", CONTRACT.get("ignore_imports", []))
def test_every_exception_is_needed(rule: str):
    """An exception without an import that needs it is to be deleted."""
    assert any(excepted(one) == rule for one in imports()), f"delete '{rule}' from pyproject.toml: nothing imports so"


def test_imports_within_functions_and_for_type_checkers_count():
    """Where an import stands makes no difference."""
    text = "if TYPE_CHECKING:\n    from orgsim.cli.a import b\ndef f():\n    import orgsim.views.c\n    from orgsim import api\n"
    assert sorted(name for name, _ in imported_by(ast.parse(text))) == ["orgsim.api", "orgsim.cli.a", "orgsim.views.c"]
