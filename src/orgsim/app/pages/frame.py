"""What all pages have in common: the head with the ways to other pages, the look, and the place for content."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from typing import Any, NamedTuple

from nicegui import ui

from orgsim.app.sessions import Session
from orgsim.plain_words import counted
from orgsim.scenario.structure import structure_of


class Place(NamedTuple):
    """A page: where it is, what it is called, and the module that builds it."""

    path: str
    title: str
    module: str


PAGES = (
    Place("/", "Explore", "explore"),
    Place("/redraw", "Redraw", "redraw"),
    Place("/roles", "Roles", "roles"),
    Place("/play", "Play", "play"),
    Place("/lessons", "Lessons", "lessons"),
    Place("/ladder", "Ladder", "ladder"),
    Place("/report", "Report", "report"),
)

HEAD = """<link rel="stylesheet" href="/orgsim/app.css">
<script src="/orgsim/app.js" defer></script>
<script src="/orgsim/redraw.js" defer></script>"""

GLYPH = (
    '<svg viewBox="0 0 32 32" aria-hidden="true"><path d="M16 9v7M8 23v-3.5q0-3 3-3h10q3 0 3 3V23" class="solid"/>'
    '<path d="M11 26h10" class="dotted"/><circle cx="16" cy="7" r="4.2"/><circle cx="8" cy="26" r="4.2"/>'
    '<circle cx="24" cy="26" r="4.2" class="other"/></svg>'
)


@contextmanager
def frame(path: str, session: Session) -> Iterator[None]:
    """Put the head on a page; what is built within is its content."""
    ui.add_head_html(HEAD)
    ui.colors(primary="#17212b")
    ui.html(_head(path, session), sanitize=False, tag="header").classes("top")
    with ui.element("div").props('id="content" tabindex="-1"'):
        yield


def _head(path: str, session: Session) -> str:
    """Return the head: the name, the pages, and the company."""
    found = structure_of(session.company.today.final)
    links = "".join(
        f'<a href="{place.path}"{" aria-current=page" if place.path == path else ""}>{place.title}</a>'
        for place in PAGES
    )
    about = f"{counted(found.posts, 'post')}, {counted(found.engineers, 'engineer')}"
    return (
        f'<a class="skip" href="#content">To the content</a><a class="brand" href="/">{GLYPH}<span>orgsim</span></a>'
        f"<nav aria-label=Pages>{links}</nav>"
        f'<p class="company"><b>{escape(session.company.today.name)}</b> {about}</p>'
    )


def block(content: str, classes: str = "", tag: str = "div") -> ui.html:
    """Add a piece of HTML whose parts were escaped where it was made."""
    return ui.html(content, sanitize=False, tag=tag).classes(classes)


def act(words: str, pressed: Callable[[], Any], *, strong: bool = False) -> ui.element:
    """Add a button that does something."""
    kind = "act strong" if strong else "act"
    with ui.element("button").classes(kind).props("type=button").on("click", pressed) as button:
        block(escape(words), tag="span")
    return button
