"""Ordinary YAML, read some twenty times as fast as ruamel reads it: by libyaml, with the places of nodes as ruamel gives them.

Only a value that is absent may stand elsewhere: here behind its key, for ruamel sometimes on the next line.

What is not ordinary is left to ruamel, which reads all of YAML 1.2 and says what is wrong with what is none of it: tags, aliases, merge
keys, keys that are there twice, numbers in other notations than the usual ones, line breaks that YAML 1.1 and 1.2 see differently, and
everything that libyaml refuses.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

Place = tuple[int, int]
"""Line and column, from 0."""

UNUSUAL = re.compile("<<|^%|(?:^|[\\[{,:?-] |[\\[{-]) *[?](?=\\s|$)|[:-] +$|[\x85\u2028\u2029\ufeff\t]", re.MULTILINE)
"""Text that the two may read differently."""

WHOLE = re.compile("[-+]?(?:0|[1-9][0-9]*)")
REAL = re.compile("[-+]?(?:0|[1-9][0-9]*)(?:\\.[0-9]+(?:[eE][-+]?[0-9]+)?|[eE][-+]?[0-9]+)")
DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
NUMBER_LIKE = re.compile("[-+]?(?:[0-9_]+|0o?[0-7_]+|0b[01_]+|0x[0-9a-fA-F_]+|[0-9_]*\\.?[0-9_]*(?:[eE][-+]?[0-9]+)?)")
"""Whatever else may be a number."""
TIME_LIKE = re.compile("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[Tt \t]")
WORDS: dict[str, object] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
}
INFINITE = {".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN"}


class Unusual(Exception):  # noqa: N818 - nothing is wrong
    """The text is left to ruamel."""


class Places:
    """Where the parts of a mapping or a list stand, as ruamel's nodes answer it."""

    def __init__(self) -> None:
        self.keys: dict[Any, Place] = {}
        self.values: dict[Any, Place] = {}

    def key(self, key: object) -> Place:
        """Return the place of a key."""
        return self.keys[key]

    def value(self, key: object) -> Place:
        """Return the place of the value of a key."""
        return self.values[key]

    item = value


class Mapped(dict[Any, Any]):
    """A mapping with the places of its parts, which takes keys and values in turn."""

    def __init__(self) -> None:
        super().__init__()
        self.lc = Places()
        self._open: list[Any] = []

    def take(self, part: Any, place: Place) -> None:
        """Take the next key, or the value of the last one."""
        if self._open:
            key = self._open.pop()
            self[key] = part
            self.lc.values[key] = place
        elif isinstance(part, dict | list) or part in self:
            raise Unusual
        else:
            self._open.append(part)
            self.lc.keys[part] = place


class Listed(list[Any]):
    """A list with the places of its parts."""

    def __init__(self) -> None:
        super().__init__()
        self.lc = Places()

    def take(self, part: Any, place: Place) -> None:
        """Take the next part."""
        self.lc.values[len(self)] = place
        self.append(part)


OPENING: dict[str, type[Mapped] | type[Listed]] = {"MappingStartEvent": Mapped, "SequenceStartEvent": Listed}
DEEPEST = 100
"""Lists and mappings in each other; no file that can be used has as many."""


def read_quickly(text: str) -> Any:
    """Return the content of a text: scalars as they are, mappings and lists with the places of their parts.

    Raises
    ------
    Unusual
        When ruamel has to read it.
    """
    if UNUSUAL.search(text):
        raise Unusual
    try:
        import yaml  # type: ignore[import-untyped]
    except ImportError:
        raise Unusual from None
    try:
        return _content(yaml.parse(text, yaml.CBaseLoader))
    except (AttributeError, yaml.YAMLError):
        raise Unusual from None


def _content(events: Iterable[Any]) -> Any:
    """Return the content of the one document that events tell of; lists and mappings stand open on a stack."""
    whole = Listed()
    stack: list[Mapped | Listed] = [whole]
    for event in events:
        kind = type(event).__name__
        if getattr(event, "anchor", None) or getattr(event, "tag", None):
            raise Unusual
        if kind == "ScalarEvent":
            stack[-1].take(_scalar(event), _place(event))
        elif kind in OPENING:
            stack.append(OPENING[kind]())
            stack[-2].take(stack[-1], _place(event))
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            stack.pop()
        if len(stack) > DEEPEST or len(whole) > 1:
            raise Unusual
    return whole[0] if whole else None


def _place(event: Any) -> Place:
    return event.start_mark.line, event.start_mark.column


def _scalar(event: Any) -> object:
    """Return what a scalar means; ruamel refuses some blocks that begin with a blank line."""
    if event.style:
        if event.style in "|>" and event.value[:1] in ("", "\n"):
            raise Unusual
        return event.value
    return plain_value(event.value)


def plain_value(text: str) -> object:
    """Return what a scalar without quotes means in YAML 1.2; a day stays the text that it is.

    Raises
    ------
    Unusual
        When it may be a number in a notation that is not the usual one, a day that the calendar does not have, or a time.
    """
    if text in WORDS:
        return WORDS[text]
    if text[0] not in "+-.0123456789=":
        return text
    if WHOLE.fullmatch(text):
        return int(text)
    if REAL.fullmatch(text):
        return float(text)
    if DAY.fullmatch(text):
        return _day(text)
    if text.lstrip("+-") in INFINITE or text == "=" or NUMBER_LIKE.fullmatch(text) or TIME_LIKE.match(text):
        raise Unusual
    return text


def _day(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise Unusual from None
    return text
