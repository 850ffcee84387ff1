"""What a page is made of, before it is HTML: text, figures, tables, and parts that fold away."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from orgsim.figures.all_figures import Slide
from orgsim.figures.saving import svg, title_of


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    words: str
    kind: Literal["text"] = "text"


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
    """Whether two of them may stand side by side on paper."""
    kind: Literal["picture"] = "picture"


@dataclass(frozen=True)
class Table:
    """A table; the first column names the rows. `numeric` says which columns are numbers."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    caption: str = ""
    numeric: Sequence[int] = ()
    kind: Literal["table"] = "table"


@dataclass(frozen=True)
class Fold:
    """Details that are shown on request, and left out on paper."""

    title: str
    blocks: Sequence["Block"]
    kind: Literal["fold"] = "fold"


Block: TypeAlias = Text | Items | Picture | Table | Fold


@dataclass(frozen=True)
class Section:
    """A part of the page under one heading; `name` is its anchor."""

    name: str
    title: str
    blocks: Sequence[Block] = field(default_factory=tuple)


def picture(slide: Slide, *, small: bool = False) -> Picture:
    """Return a slide as part of a page."""
    figure, words = slide.draw(), slide.describe()
    return Picture(title_of(figure), words, svg(figure, words, name=slide.name, letters="none"), small)
