"""The fast reader reads ordinary files exactly as ruamel does, and leaves the others to it."""

import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.conftest import ROOT

from orgsim.scenario.document import Document, _read_thoroughly, _Reader, parse
from orgsim.scenario.problems import Mark, NodePath, ScenarioError
from orgsim.scenario.quick_yaml import Unusual, read_quickly

HERE = Path("here.yaml")

FILES = sorted(path for folder in ("scenarios", "ladders", "src") for path in (ROOT / folder).rglob("*.yaml"))

ORDINARY = [
    "a: 1",
    "- x",
    "{a: [1, 2.5], b: 'c'}",
    "# only a comment",
    "",
    "---\na: >\n  folded\n  text\n",
    "a: 2026-02-28",
]

LEFT = {
    "a tag": "a: !!str 3",
    "an alias": "a: &x {b: 1}\nc: *x",
    "a merge key": "a: &x {b: 1}\nc: {<<: *x}",
    "a key that is there twice": "a: 1\na: 2",
    "an octal number": "a: 0o17",
    "a number with leading zeros": "a: 017",
    "a number with underscores": "a: 1_000",
    "a number without a decimal": "a: 1.",
    "infinity": "a: -.inf",
    "a time": "a: 2026-02-28 10:00:00",
    "a day that there is not": "a: 2026-02-30",
    "a directive": "%YAML 1.1\n---\na: yes",
    "two documents": "a: 1\n---\nb: 2",
    "a tab": "a:\n\tb: 1",
    "half a list": "a: [1, 2",
    "a list as a key": "? [a]\n: 1",
    "too deep a list": "[" * 100_000,
}

FRAGMENTS = [
    *(
        "a",
        "b:",
        "c: ",
        "- ",
        "\n",
        "\n  ",
        "\n    ",
        ": ",
        "?",
        "{",
        "}",
        "[",
        "]",
        ", ",
        "#",
        " # x\n",
        "|\n  ",
        ">\n  ",
        "'",
        '"',
    ),
    *(
        "0",
        "1",
        "-3",
        "+4",
        "0x1f",
        "0o7",
        "1e3",
        "1.5",
        ".5",
        "5.",
        "1_0",
        "007",
        "-0",
        "1e",
        "12:30",
        "=",
        "~",
        "null",
        "yes",
        "True",
    ),
    *(
        "2026-01-05",
        "2026-13-05",
        "2026-1-5",
        "2026-01-05T00:00:00Z",
        ".inf",
        ".nan",
        "é",
        "\U0001f600",
        "\\n",
        "\\",
        "%",
        "@",
        "`",
        "&x ",
        "*x",
    ),
    *("---", "...", "--- ", "<<", "!", "\x85", "\u2028", "\r\n", "\t", "-", ".", "x y", "a:b", "a#b"),
]


def read_by(reader, text: str) -> tuple[str, dict]:
    """Return what a reader makes of a text, as a document has it, without the places of what is absent."""
    document = Document(None, {(): Mark(HERE, 0, 0)})
    document.data = _Reader(HERE, document.marks).plain(reader(text), ())
    marks = {spot: mark for spot, mark in document.marks.items() if not spot or at(document.data, spot) is not None}
    return repr(document.data), marks


def at(data: Any, spot: NodePath) -> object:
    """Return the value at a place; the place of a single value ends with an equals sign."""
    for part in spot:
        if not isinstance(data, dict | list):
            break
        data = data[part]
    return data


def thoroughly(text: str) -> object:
    """Read a text by ruamel."""
    return _read_thoroughly(text, HERE)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_shipped_file_is_read_alike_and_fast(path):
    """What comes with orgsim is ordinary: the same values at the same places, without ruamel."""
    text = path.read_text(encoding="utf-8")
    assert read_by(read_quickly, text) == read_by(thoroughly, text)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_texts_are_read_alike(text):
    """Blocks, flows, quotes, folded text, comments, days and nothing at all."""
    assert read_by(read_quickly, text) == read_by(thoroughly, text)


@pytest.mark.parametrize("text", LEFT.values(), ids=LEFT.keys())
def test_what_is_not_ordinary_is_left_to_ruamel(text):
    """The fast reader gives up, rather than read something else than YAML 1.2 says."""
    with pytest.raises(Unusual):
        read_quickly(text)


@settings(max_examples=400, deadline=None)
@example(["a: ", "yes"])
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=14))
def test_whatever_the_fast_reader_reads_ruamel_reads_alike(fragments):
    """Any text is read by both with the same values and places, or left to ruamel."""
    text = "".join(fragments)
    try:
        found = read_by(read_quickly, text)
    except (Unusual, ScenarioError):
        return
    assert found == read_by(thoroughly, text)


def test_a_mistake_is_told_with_its_line():
    """What is wrong is said as before: by ruamel, with the place."""
    with pytest.raises(ScenarioError) as caught:
        parse("a: 1\nb: [1, 2\nc: 3\n", HERE)
    assert caught.value.problems[0].mark.line == 2


def test_an_interrupt_while_libyaml_is_imported_stays_one(monkeypatch):
    """It used to end the command with an internal error."""

    class Interrupting:
        def find_spec(self, name, *_):
            if name == "yaml":
                raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "yaml", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Interrupting(), *sys.meta_path])
    with pytest.raises(KeyboardInterrupt):
        read_quickly("name: today")
