"""Operations on the command line: ``--close dir-a,to=head`` is ``close: {post: dir-a, to: head}`` in a file."""

import re
from collections.abc import Iterator
from typing import Any, get_origin

from orgsim.scenario.document import parse
from orgsim.scenario.names import fields_of, options, spelled
from orgsim.scenario.operations.base import Operation
from orgsim.scenario.shipped_files import ROLES


def value_of(kind: type[Operation], text: str) -> Any:
    """Return what stands behind a verb in a file, from what follows its option.

    Words before the first ``key=value`` fill the short form, words after one belong to its key; several are a list. Braces and brackets
    hold YAML together.
    """
    if text.lstrip().startswith("{"):
        return _plain(text)
    found: dict[str, list[Any]] = {}
    key = kind.short
    for word in _words(text):
        name, separator, value = word.partition("=")
        if separator and "{" not in name:
            key = name.strip().replace("-", "_")
        found.setdefault(key, []).append(_plain(value if separator and "{" not in name else word))
    fields = {name: _one_or_list(kind, name, values) for name, values in found.items()}
    short = list(fields) == [kind.short] and not isinstance(fields[kind.short], dict)
    return fields[kind.short] if short else fields


def _words(text: str) -> Iterator[str]:
    """Split at commas outside of braces and brackets."""
    depth, word = 0, ""
    for letter in text:
        depth += (letter in "{[") - (letter in "}]")
        if letter == "," and depth == 0:
            yield word.strip()
            word = ""
        else:
            word += letter
    yield word.strip()


def _plain(text: str) -> Any:
    """Return a text as YAML reads it; in braces, a colon may stand without the space that YAML wants behind it."""
    if text.lstrip().startswith("{") and not any(quote in text for quote in "'\""):
        text = re.sub(r"(?<=[\w-]):(?=\S)", ": ", text)
    return parse(text, ROLES).data


def _one_or_list(kind: type[Operation], key: str, values: list[Any]) -> Any:
    """Return a single value as it is, unless its field is a list."""
    field = next((of for name, of in fields_of(kind).items() if key in (name, spelled(kind, name))), None)
    is_list = field is not None and any(get_origin(option) is list for option in options(field))
    return values if len(values) > 1 or (is_list and not isinstance(values[0], list)) else values[0]
