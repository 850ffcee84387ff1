"""What a page is made of, before it is HTML: text, figures, tables, and parts that fold away."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from orgsim.figures.all_figures import Slide
from orgsim.figures.saving import svg, title_of


@dataclass(frozen=True)
class Link:
    """Words that lead to an anchor of the same page (`to`), or are one (`name`)."""

    words: str
    to: str = ""
    name: str = ""


Words: TypeAlias = str | tuple[str | Link, ...]
"""Text, in which some words may be links."""


def linked(text: str, targets: Mapping[str, str]) -> Words:
    """Return a text in which some words lead to anchors, wherever they stand; words whose anchor is empty stay as they are."""
    wanted = sorted((words for words, anchor in targets.items() if words and anchor), key=len, reverse=True)
    if not wanted:
        return text
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, wanted))})(?!\w)")

    def parts() -> Iterator[str | Link]:
        for place, words in enumerate(pattern.split(text)):
            if words:
                yield Link(words, targets[words]) if place % 2 else words

    return tuple(parts())


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    words: Words
    kind: Literal["text"] = "text"


@dataclass(frozen=True)
class Command:
    """A command line."""

    words: str
    kind: Literal["command"] = "command"


@dataclass(frozen=True)
class Items:
    """A list."""

    entries: Sequence[str]
    kind: Literal["items"] = "items"


@dataclass(frozen=True)
class Picture:
    """A figure as SVG, with what it shows in words."""

    title: str
    words: str
    svg: str
    small: bool = False
    """Whether two of them may stand side by side on a screen."""
    whole: bool = False
    """Whether it takes the whole width of a sheet of paper, and not half of it."""
    on_paper: bool = True
    """Whether it is printed."""
    kind: Literal["picture"] = "picture"


@dataclass(frozen=True)
class Table:
    """A table; the first column names the rows. `numeric` says which columns are numbers."""

    head: Sequence[str]
    rows: Sequence[Sequence[Words]]
    caption: str = ""
    numeric: Sequence[int] = ()
    whole: bool = False
    """Whether it takes the whole width of a sheet of paper, and not half of it; one of more than five columns does anyway."""
    kind: Literal["table"] = "table"


@dataclass(frozen=True)
class Fold:
    """Details that are shown on request, and left out on paper; `name` is its anchor."""

    title: str
    blocks: Sequence["Block"]
    name: str = ""
    kind: Literal["fold"] = "fold"


Block: TypeAlias = Text | Command | Items | Picture | Table | Fold


@dataclass(frozen=True)
class Section:
    """A part of the page under one heading; `name` is its anchor."""

    name: str
    title: str
    blocks: Sequence[Block] = field(default_factory=tuple)
    on_paper: bool = True
    """Whether it is printed."""
    short: str = ""
    """What the navigation calls it; default: the title."""


def picture(slide: Slide, *, small: bool = False, whole: bool = False, on_paper: bool = True) -> Picture:
    """Return a slide as part of a page."""
    figure, words = slide.draw(), slide.describe()
    drawn = svg(figure, words, name=slide.name, letters="none", tight=True)
    return Picture(title_of(figure), words, drawn, small, whole, on_paper)
