"""A page before it is HTML, and the one template that makes it a file: loads nothing, runs nothing but its own script."""

import base64
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from orgsim.plain_words import MINUS_SIGN
from orgsim.report.blocks import Section, Words

HERE = Path(__file__).parent

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src '{script}'; base-uri 'none'; form-action 'none'"
"""What a browser lets the page do: nothing but be styled, and run the one script that it came with."""

DOTS = 100
"""Squares of the picture of frequencies beside an answer."""


@dataclass(frozen=True)
class Card:
    """One answer, with a picture of how often something is so: of `DOTS` squares, so many are full."""

    title: str
    chip: str
    """The answer in a few words."""
    tone: str
    """How the card looks: good, bad or open."""
    full: int
    frequency: str
    """What the picture shows, in words; without them there is no picture."""
    answer: Words
    details: Sequence[tuple[str, Words]]
    """What else there is to know, by what it is about; what is empty is left out."""
    behind: str = ""
    """Anchor of what stands behind the frequency."""

    @property
    def squares(self) -> range:
        """The squares, one for each."""
        return range(DOTS)


@dataclass(frozen=True)
class Paper:
    """A whole page: what is asked, what was done, the answer in a sentence, its cards, and what stands behind them."""

    question: str
    subtitle: str
    summary: str
    cards: Sequence[Card]
    sections: Iterable[Section]


def html_of(paper: Paper) -> str:
    """Return a page as HTML; the same page is the same bytes."""
    style, script = text_of("page.css"), text_of("page.js")
    return str(
        template("page.html").render(
            question=paper.question,
            subtitle=paper.subtitle,
            summary=paper.summary,
            cards=paper.cards,
            sections=[section for section in paper.sections if section.blocks],
            style=style,
            script=script,
            policy=policy_of(script),
        )
    )


@cache
def template(name: str, folder: Path = HERE) -> Any:
    """Return a template of a folder, which may use those of the report; everything that is put into it is escaped, but for figures."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup, escape

    def unbroken(words: str) -> Markup:
        """Keep a minus on the line of its amount."""
        return Markup(escape(words).replace(f"{MINUS_SIGN}$", f"{MINUS_SIGN}\N{WORD JOINER}$"))  # noqa: S704 - it is escaped

    environment = Environment(
        loader=FileSystemLoader([folder, HERE]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["drawn"] = Markup
    environment.filters["unbroken"] = unbroken
    return environment.get_template(name)


def text_of(name: str, folder: Path = HERE) -> str:
    """Return the text of a file that a page is made of."""
    return (folder / name).read_text(encoding="utf-8")


def policy_of(script: str) -> str:
    """Return what a browser lets a page do that has this script and no other."""
    return POLICY.format(script=f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}")
