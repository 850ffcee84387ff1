"""A YAML file, or a mapping given in its place, as plain data with the place of every node.

A document is nested dicts and lists of scalars, and a table from each node's path to its ``Mark``. Aliases are expanded, but only up
to a limit, so a file of nested aliases cannot fill the memory.
"""

import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from orgsim.scenario.problems import Mark, NodePath, Problem, ScenarioError, nearest, shown, siblings, spell
from orgsim.scenario.quick_yaml import Unusual, read_quickly
from orgsim.scenario.yaml_mistakes import in_plain_words

LARGEST_FILE = 10_000_000
MOST_NODES = 500_000
DEEPEST = 60
LARGEST_NUMBER = 10**20
LONGEST_KEY = 200
MOST_KEPT = 4
"""Files whose content is kept in memory, for the next design that extends them."""


@dataclass
class Document:
    """Plain data and the marks of its nodes: a mapping's key under its value's path, the whole file under the empty path."""

    data: Any
    marks: dict[NodePath, Mark] = field(default_factory=dict)

    def mark(self, path: NodePath) -> Mark | None:
        """Return the mark of a node, or of the nearest node above it."""
        while path and path not in self.marks:
            path = path[:-1]
        return self.marks.get(path)

    def place(self, path: NodePath) -> Mark | None:
        """Return the mark of a value, or of the nearest key above it."""
        return self.marks.get((*path, "=")) or self.mark(path)


def read_document(path: Path) -> Document:
    """Read one YAML file.

    Raises
    ------
    ScenarioError
        When the file cannot be read, is not YAML, repeats a key, or expands beyond reason.
    """
    return parse(read_text(path), path)


def read_for_designs(path: Path) -> Document:
    """Read one YAML file as `read_document` does, which each design that extends it does again."""
    known = _parsed(read_text(path), path)
    return Document(copied(known.data), dict(known.marks))


def copied(data: Any) -> Any:
    """Return plain data that share no mapping and no list with others."""
    if isinstance(data, dict):
        return {key: copied(value) for key, value in data.items()}
    return [copied(value) for value in data] if isinstance(data, list) else data


def read_text(path: Path) -> str:
    """Return a file's text, or say why it cannot be had."""
    try:
        if not path.is_file():
            raise ScenarioError([Problem("E001", f"it {_instead_of_a_file(path)}", mark=Mark.said(shown(path)))])
        if path.stat().st_size > LARGEST_FILE:
            too_large = f"it is larger than {LARGEST_FILE // 10**6} MB"
            raise ScenarioError([Problem("E002", too_large, mark=Mark.said(shown(path)))])
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n")
        raise ScenarioError(
            [Problem("E003", "this is not UTF-8 text; save the file as UTF-8", mark=Mark(path, line, 0))]
        ) from None
    except OSError as error:
        reason = f"it cannot be read: {error.strerror}"
        raise ScenarioError([Problem("E001", reason, mark=Mark.said(shown(path)))]) from None


def _instead_of_a_file(path: Path) -> str:
    """Say what a path is when it is no file."""
    if path.is_dir():
        return "is a folder, not a file"
    if path.exists():
        return "is a device or a pipe, not a file"
    return (
        "is a link that leads nowhere" if path.is_symlink() else f"does not exist{nearest(path.name, siblings(path))}"
    )


def parse(text: str, path: Path) -> Document:
    """Turn YAML text into a document; `path` is what its marks will name."""
    try:
        node = read_quickly(text)
    except Unusual:
        node = _read_thoroughly(text, path)
    document = Document(None, {(): Mark(path, 0, 0)})
    document.data = _Reader(path, document.marks).plain(node, ())
    return document


@lru_cache(MOST_KEPT)
def _parsed(text: str, path: Path) -> Document:
    """Return what `parse` makes of a text, which stays as it is."""
    return parse(text, path)


def _read_thoroughly(text: str, path: Path) -> Any:
    """Return what ruamel makes of a text, or say why it is no YAML."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError

    try:
        with warnings.catch_warnings():  # ruamel prints remarks of its own, such as on an anchor that is used again
            warnings.simplefilter("ignore")
            return YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        raise ScenarioError([_syntax_problem(error, text, path)]) from None
    except Exception as error:  # noqa: BLE001 - odd files break the reader in ways it does not name
        raise ScenarioError([Problem("E103", f"this is not YAML: {_reason(error)}", mark=Mark(path, 0, 0))]) from None


def _reason(error: Exception) -> str:
    """Return what a reader that gave up said of it, in one line."""
    from ruamel.yaml.error import YAMLError

    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    said = str(error).splitlines()
    return said[0] if said and isinstance(error, YAMLError | ValueError) else "it cannot be understood"


def _syntax_problem(error: Any, text: str, path: Path) -> Problem:
    mark = error.problem_mark or error.context_mark
    line = mark.line if mark else 0
    column = mark.column if mark else 0
    lines = text.splitlines()
    message = str(error.problem or "")
    if "duplicate key" in message:
        first = message.splitlines()[0].replace("found duplicate key", "this key is there twice:")
        return Problem("E102", first.split(" with value")[0], mark=Mark(path, line, column))
    if "\t" in message or (line < len(lines) and "\t" in lines[line][: column + 1]):
        message = "a tab; YAML is indented with spaces"
    else:
        message = in_plain_words(error)
    return Problem("E103", f"this is not YAML: {message}", mark=Mark(path, line, column))


MAPPING = Path("<mapping>")
"""Stands for the file of a scenario that is given as a mapping; what lies beside it lies in the current directory."""


def document_of(mapping: Mapping[str, Any]) -> Document:
    """Turn a mapping of the structure of a file into a document of its own; the place of a node is its key path.

    Raises
    ------
    ScenarioError
        When it holds what no file could hold, such as a set or a key that is no name.
    """
    name = mapping.get("name")
    whole = Mark.said(name if isinstance(name, str) and name and not FORBIDDEN.search(name) else "scenario")
    document = Document(None, {(): whole})
    document.data = _MappingReader(MAPPING, document.marks).plain(mapping, ())
    return document


FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Characters that are no text: they break files, terminals and names of folders."""


class _Reader:
    """Turns ruamel's nodes into plain data and notes where each stood."""

    def __init__(self, path: Path, marks: dict[NodePath, Mark]) -> None:
        self.path = path
        self.marks = marks
        self.nodes = 0

    def plain(self, node: Any, at: NodePath) -> Any:
        self.nodes += 1
        if self.nodes > MOST_NODES or len(at) > DEEPEST:
            large = self.nodes > MOST_NODES
            limit = f"expands to more than {MOST_NODES:,} values" if large else "is nested too deeply"
            raise self._refused("E104", f"this {limit}", self._mark(at[:1]))
        if isinstance(node, dict) or (type(node) not in PLAINEST and isinstance(node, Mapping)):
            return self._mapping(node, at)
        if isinstance(node, list | tuple):
            return self._sequence(node, at)
        value = _scalar(node)
        if isinstance(value, int) and abs(value) >= LARGEST_NUMBER:
            raise self._refused("E211", "a number of more than 20 digits", self._mark(at))
        if isinstance(value, str) and (odd := FORBIDDEN.search(value)):
            raise self._refused("E107", f"text must not hold the character U+{ord(odd[0]):04X}", self._mark(at))
        return value

    def _refused(self, code: str, message: str, mark: Mark) -> ScenarioError:
        """Return the error that a node cannot be used."""
        return ScenarioError([Problem(code, message, mark=mark)])

    def _mark(self, at: NodePath) -> Mark:
        """Return the place of a node, or of the nearest one above it."""
        return Document(None, self.marks).place(at) or Mark(self.path, 0, 0)

    def _key_mark(self, key: Any, node: Any, at: NodePath) -> Mark:
        """Return the place of a key, or of the mapping it is in."""
        try:
            line, column = node.lc.key(key)
            return Mark(self.path, line, column, _width(key))
        except (AttributeError, KeyError, TypeError, ValueError):
            return self._mark(at)

    def _mapping(self, node: Any, at: NodePath) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key, value in node.items():
            name = self._key(key, node, at)
            spot = (*at, name)
            if name in result:
                message = f"this key is there twice: '{name}', as text and as a number"
                raise self._refused("E102", message, self._key_mark(key, node, at))
            self._note(spot, node, key, value)
            result[name] = self.plain(value, spot)
        return result

    def _key(self, key: Any, node: Any, at: NodePath) -> str:
        """Return a key as text; what is no name cannot be one."""
        if isinstance(key, bool) or not isinstance(key, str | int | float | date):
            message = "a key is a name; put quotes around it if it is meant as one"
            raise self._refused("E106", message, self._key_mark(key, node, at))
        if isinstance(key, int) and abs(key) >= LARGEST_NUMBER:
            raise self._refused("E211", "a number of more than 20 digits", self._key_mark(key, node, at))
        name = str(_scalar(key))
        if len(name) > LONGEST_KEY or FORBIDDEN.search(name):
            message = f"a key is at most {LONGEST_KEY} characters long, all of them visible"
            raise self._refused("E106", message, self._key_mark(key, node, at))
        return name

    def _sequence(self, node: Any, at: NodePath) -> list[Any]:
        result = []
        for place, value in enumerate(node):
            spot = (*at, place)
            self._note_item(spot, node, place, value)
            result.append(self.plain(value, spot))
        return result

    def _note_item(self, spot: NodePath, node: Any, key: Any, value: Any) -> None:
        try:
            line, column = node.lc.item(key)
            self.marks[spot] = Mark(self.path, line, column, _width(value))
        except (AttributeError, KeyError, TypeError, ValueError):
            pass

    def _note(self, spot: NodePath, node: Any, key: Any, value: Any) -> None:
        try:
            line, column = node.lc.key(key)
            self.marks[spot] = Mark(self.path, line, column, len(str(key)))
            if not isinstance(value, dict | list):
                line, column = node.lc.value(key)
                self.marks[(*spot, "=")] = Mark(self.path, line, column, _width(value))
        except (AttributeError, KeyError, TypeError, ValueError):
            pass  # merged-in keys have no place of their own


class _MappingReader(_Reader):
    """Copies a mapping as plain data; the place of a node is the path to it."""

    def plain(self, node: Any, at: NodePath) -> Any:
        if hasattr(node, "tolist"):  # a number or an array of numpy's
            node = node.tolist()
        if not isinstance(node, PLAIN):
            kind = type(node).__name__
            message = f"expected text, a number, true or false, a list or a mapping, found an object of type {kind}"
            raise self._refused("E108", message, self._mark(at))
        return super().plain(node, at)

    def _note(self, spot: NodePath, node: Any, key: Any, value: Any) -> None:  # noqa: ARG002 - as in a file
        self.marks[spot] = Mark.said(f"{self.marks[()].file}: {spell(spot)}")

    _note_item = _note


PLAIN = (Mapping, list, tuple, str, bool, int, float, date, Path, type(None))
"""What a mapping may hold."""


def _scalar(node: Any) -> Any:
    """Return a scalar as a plain Python value; dates and the like stay what they were as text."""
    if type(node) in PLAINEST:
        return node
    for kind in (int, float, str):
        if isinstance(node, kind):
            return kind(node)
    return str(node)


PLAINEST = {str, int, float, bool, type(None)}


def _width(value: Any) -> int:
    if type(value) in PLAINEST:
        return len(str(value))
    if isinstance(value, dict | list):
        return 1
    text = str(value)
    return len(text) + (2 if getattr(value, "anchor", None) is None and '"' in repr(type(value)) else 0)
