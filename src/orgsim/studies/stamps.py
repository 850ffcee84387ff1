"""What results belong to, as hashes of what decides them and of nothing else.

A docstring, a comment, a role that no post has, a parameter that no rule reads, and a metric that no pattern reads change none of them.
"""

import ast
import inspect
import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from orgsim.engine.fingerprint import syntax_hash
from orgsim.engine.simulation import simulate
from orgsim.results.tables import measure
from orgsim.scenario.design import Design
from orgsim.studies.calibration.targets import TARGETS
from orgsim.studies.worlds import changed, company, organized, product_org, with_portfolio_manager

PACKAGE = Path(__file__).parents[1]
STUDIES = PACKAGE / "studies"
AROUND = ("compiled.py", "fingerprint.py", "native.py", "units.py", "warmup.py")
"""How rules become machine code, which decides how fast a run is and nothing about it."""
PROBED = 2
"""Futures of each organisation that are looked at."""


def hash_of(content: object) -> str:
    """Return a hash of plain data."""
    return blake2b(json.dumps(content, sort_keys=True).encode(), digest_size=8).hexdigest()


def sources(*folders: str) -> list[Path]:
    """Return the modules of some folders of the package; a folder without any is a mistake."""
    found = {folder: sorted((PACKAGE / folder).rglob("*.py")) for folder in folders}
    if empty := [folder for folder, paths in found.items() if not paths]:
        raise ValueError(f"no module in {', '.join(empty)}")
    return [path for paths in found.values() for path in paths]


@cache
def model_hash() -> str:
    """Return a hash of the syntax of what turns a scenario or a ladder into a run."""
    folders = "engine", "organization", "careers", "scenario/ladder/policies"
    return syntax_hash(path for path in sources(*folders) if path.name not in AROUND)


@cache
def names_in(*folders: str) -> frozenset[str]:
    """Return every name, attribute and string in the source of some folders."""
    found: set[str] = set()
    for path in sources(*folders):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            word = getattr(node, "attr", getattr(node, "id", getattr(node, "value", None)))
            found |= {word} if isinstance(word, str) else set()
    return frozenset(found)


def settled(design: Design) -> list[dict[str, Any]]:
    """Return what decides a design's results, as plain data: without names, roles that no post has, and parameters that no rule reads."""
    stages: list[dict[str, Any]] = [{**stage, "name": "", "description": ""} for stage in design.resolved()["stages"]]
    for stage in stages:
        held = {post["role"] for post in stage["posts"].values()}
        stage["roles"] = {name: role for name, role in stage["roles"].items() if name in held}
        stage["parameters"] = {name: _read(section) for name, section in stage["parameters"].items() if _read(section)}
        stage["demand"] = _read(stage["demand"])
    return stages


def _read(section: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a section whose names the model's source mentions."""
    return {name: value for name, value in section.items() if name in names_in("engine", "organization")}


def organization_hash(design: Design, seed: int) -> str:
    """Return the hash under which the futures of a design are kept."""
    return hash_of({"model": model_hash(), "seed": seed, "design": settled(design)})


@cache
def _definitions() -> Mapping[tuple[str, str], ast.AST]:
    """Return what modules on metrics define or import, by module and name, and the methods of what they measure from, under ''."""
    found: dict[tuple[str, str], ast.AST] = {}
    for path in sources("metrics"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and path.stem in ("counting", "outcome", "runs"):
                found |= {("", part.name): part for part in node.body if isinstance(part, ast.FunctionDef)}
            elif isinstance(node, ast.FunctionDef | ast.ClassDef):
                found[path.stem, node.name] = node
            elif isinstance(node, ast.Assign | ast.AnnAssign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                found |= {(path.stem, target.id): node for target in targets if isinstance(target, ast.Name)}
            elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("orgsim.metrics."):
                found |= {(path.stem, alias.name): node for alias in node.names}
    return found


@cache
def formula_hash(metric: str) -> str:
    """Return a hash of how a metric is measured: its function, and all that this uses of the package on metrics."""
    for (module, name), definition in _definitions().items():
        for node in ast.walk(definition) if name == "METRICS" else ():
            if isinstance(node, ast.Call) and node.args and getattr(node.args[0], "value", None) == metric:
                given = [*node.args[6:7], *(word.value for word in node.keywords if word.arg == "measure")]
                return hash_of(sorted(_uses(module, given[0], set())))
    raise KeyError(metric)


def source_hash(function: Callable[..., object]) -> str:
    """Return a hash of a function and of all that it uses of an outcome."""
    return hash_of(sorted(_uses("outcome", ast.parse(inspect.getsource(function)), set())))


def _uses(module: str, node: ast.AST, seen: set[tuple[str, str]]) -> Iterator[str]:
    """Yield the syntax of a node, without docstrings, and of every definition that it leads to."""
    docstrings = {part.value for part in ast.walk(node) if isinstance(part, ast.Expr)}
    parts = [part for part in ast.walk(node) if part not in docstrings]
    yield " ".join(_word(part) for part in parts)
    named = [(module, part.id) for part in parts if isinstance(part, ast.Name)]
    for place in [*named, *(("", part.attr) for part in parts if isinstance(part, ast.Attribute))]:
        found = _definitions().get(place)
        if isinstance(found, ast.ImportFrom):
            place = str(found.module).rsplit(".", 1)[1], place[1]
            found = _definitions().get(place)
        if found is not None and place not in seen:
            seen.add(place)
            yield from _uses(place[0] or "outcome", found, seen)


def _word(node: ast.AST) -> str:
    """Return a node without the nodes below it."""
    fields = ((name, getattr(node, name, None)) for name in node._fields)
    return f"{type(node).__name__}({', '.join(f'{n}={v!r}' for n, v in fields if isinstance(v, str | int | float))})"


def experiments() -> str:
    """Return a hash of what is run and what is expected of it."""
    shared = [STUDIES / f"{name}.py" for name in ("worlds", "claims")]
    return hash_of([syntax_hash([*sources("studies/patterns", "studies/calibration"), *shared]), repr(TARGETS)])


def settings() -> str:
    """Return a hash of the parameters and roles that the experiments begin with."""
    return hash_of([settled(organized(text).design) for text in (with_portfolio_manager(company()), product_org())])


def fingerprint() -> str:
    """Return a hash of what a few futures of a few organisations give in the metrics that patterns read."""
    text = company(4, 2)
    swap = {"pm-0-0": {"reports_to": "director-1"}, "pm-1-0": {"reports_to": "director-0"}}
    texts = (text, with_portfolio_manager(text), company(2, 2, directors=False), changed(text, posts=swap))
    found = []
    for organization in (organized(text) for text in texts):
        for number in range(PROBED):
            metrics = measure(organization, simulate(organization.blueprint, 1, number))
            read = names_in("studies/patterns", "studies/calibration")
            found.append({name: f"{total:.6g}" for name, (total, _) in metrics.items() if name in read})
    return hash_of(found)


def stamps() -> dict[str, str]:
    """Return all of them by name, as a page prints them."""
    return {"experiments": experiments(), "settings": settings(), "model": model_hash(), "futures": fingerprint()}
