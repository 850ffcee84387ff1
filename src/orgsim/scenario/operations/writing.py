"""Operations as text of a scenario file: written one after the other at its end, so that the last one can be taken away again.

A file of operations extends another one and ends with its changes. What is written for an operation is a comment that says what it did, and
one line; taking it away leaves the bytes that were there before.
"""

import textwrap
from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any

from orgsim.errors import InputError

HEADER = """\
# Written by `orgsim redesign`: above each operation stands what it did when it was written; --undo takes the last one away.
"""
OPERATION, COMMENT, WAVE, DO = "      - ", "      # ", "  - name: ", "    do:\n"
WIDTH = 130


def begun(base: str) -> str:
    """Return a file without operations that extends another one."""
    return f"{HEADER}extends: {flow(base)}\nchanges:\n"


def is_ours(text: str) -> bool:
    """Tell whether a file is one of operations, however it was edited later."""
    return text.startswith(HEADER[: HEADER.index(":")])


def flow(value: Any) -> str:
    """Return a value as YAML in one line.

    Example
    -------
    >>> flow({"span": 4, "who": ["a", "4"]}), flow("a: b")
    ("{span: 4, who: [a, '4']}", "'a: b'")
    """
    from ruamel.yaml import YAML

    writer: Any = YAML(typ="safe", pure=True)
    out = StringIO()
    writer.default_flow_style = writer.allow_unicode = True
    writer.width, writer.sort_base_mapping_type_on_output = 10**6, False
    writer.dump(value if isinstance(value, dict) else [value], out)
    return out.getvalue().strip() if isinstance(value, dict) else out.getvalue().strip()[1:-1]


def with_wave(text: str, name: str, quarter: int) -> str:
    """Return a file with a new wave at its end, to which operations may be added."""
    return f"{text}{WAVE}{flow(name)}\n    quarter: {quarter}\n{DO}"


def with_operation(text: str, verb: str, value: Any, said: str) -> str:
    """Return a file with one more operation in its last wave, and what it did above it."""
    comment = textwrap.wrap(said, WIDTH, break_long_words=False, break_on_hyphens=False)
    return text + "".join(f"{COMMENT}{line}\n" for line in comment) + f"{OPERATION}{verb}: {flow(value)}\n"


def ends_open(text: str) -> bool:
    """Tell whether a file ends with an operation as it was written, so that one can be added or taken away."""
    lines = text.splitlines(keepends=True)
    return bool(lines) and lines[-1].startswith(OPERATION) and lines[-1].endswith("\n")


def without_last(text: str) -> str | None:
    """Return a file without its last operation; None when there was no other.

    Raises
    ------
    InputError
        When the file goes on after its last operation.
    """
    if not ends_open(text):
        raise InputError(
            "it does not end with an operation as redesign writes it, so take away by hand what it should not do"
        )
    lines = text.splitlines(keepends=True)
    end = len(lines) - 1
    while lines[end - 1].startswith(COMMENT.rstrip()):
        end -= 1
    if lines[end - 1] != DO:
        return "".join(lines[:end])
    start = next(place for place in range(end - 1, -1, -1) if lines[place].startswith(WAVE))
    return None if lines[start - 1] == "changes:\n" else "".join(lines[:start])


def spelled(base: str, changes: Sequence[tuple[Mapping[str, Any], list[str], Mapping[str, Any]]]) -> str:
    """Return a file that states what operations lead to: of each change its date, what was done, and the patch."""
    text = f"extends: {flow(base)}\nchanges:\n"
    for date, said, patch in changes:
        lines = [f"{key}: {flow(value)}" for key, value in date.items()]
        text += f"  - {lines[0]}\n" + "".join(f"    {line}\n" for line in lines[1:])
        for told in said:
            text += "".join(f"    # {line}\n" for line in textwrap.wrap(told, WIDTH, break_on_hyphens=False))
        text += _block(patch, "    ")
    return text


def _block(patch: Mapping[str, Any], indent: str) -> str:
    """Return sections as blocks, with one line for each entry; lists and layers of a section stand in one line, too."""
    text = ""
    for section, entries in patch.items():
        if not isinstance(entries, dict):
            text += f"{indent}{section}: {flow(entries)}\n"
            continue
        text += f"{indent}{section}:\n"
        text += "".join(f"{indent}  {flow(name)}: {flow(entry)}\n" for name, entry in entries.items())
    return text
