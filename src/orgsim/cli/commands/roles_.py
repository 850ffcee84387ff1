"""``orgsim roles``: the roles side by side, from the scenario's own data."""

import shutil
import textwrap
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from orgsim.cli.console import Console
from orgsim.cli.options import ANY_SCENARIO, SETTINGS
from orgsim.plain_words import counted

if TYPE_CHECKING:
    from orgsim.views.roles import RoleView, Scope

NARROWEST = 18
"""A column of text is not set narrower than this, whatever the terminal."""


@click.command()
@ANY_SCENARIO
@SETTINGS
@click.option(
    "--evidence",
    is_flag=True,
    help="Print what articles on the roles claim, aspect by aspect, beside the scenario's data and what orgsim's studies measured.",
)
@click.pass_obj
def command(console: Console, path: Path | None, overrides: tuple[str, ...], *, evidence: bool) -> None:
    """Compare the roles of a SCENARIO after its last change; without one, the roles that come with orgsim.

    Each role is shown with its scope, rights, mechanism, weekly hours, ties, KPIs and next steps, all taken from the scenario. The
    mechanism is how the role gets its way; it follows from who reports to its posts, from their rights and from their dotted lines.
    """
    from orgsim.scenario.design import load_design
    from orgsim.views.roles import roles_of, shipped

    views = roles_of(load_design(path, overrides)) if path else shipped()
    if evidence:
        from orgsim.cli.evidence import print_evidence

        print_evidence(console, views)
        return
    console.answer(roles=[{**asdict(view), "moves": [dict(move) for move in view.moves]} for view in views])
    aspects = ("title", "track", "posts", "products", "engineers", "reports") if path else ("title", "track")
    rest = ("rights", "mechanism", "hours a week", "ties a post") if path else ("rights", "hours a week")
    width = _width(len(views))
    rows = [
        row
        for aspect in (*aspects, *rest, "KPIs", "next steps")
        for row in _rows(aspect, [_said(view, aspect) for view in views], width)
    ]
    console.table(["", *(view.role for view in views)], rows)


def _width(columns: int) -> int:
    """Return how wide a column may be."""
    room = shutil.get_terminal_size((140, 40)).columns - 13
    return max(NARROWEST, room // max(1, columns) - 2)


def _rows(aspect: str, cells: Sequence[list[str]], width: int) -> list[list[str]]:
    """Return the lines of a row of cells; what is long goes on in the next line, indented."""
    columns = [[line for words in cell for line in _wrapped(words, width)] for cell in cells]
    tall = max((len(column) for column in columns), default=0)
    return [
        [aspect if line == 0 else "", *(column[line] if line < len(column) else "" for column in columns)]
        for line in range(tall)
    ]


def _wrapped(words: str, width: int) -> list[str]:
    return textwrap.wrap(words, width, subsequent_indent="  ", break_long_words=False) or [""]


def _said(view: "RoleView", aspect: str) -> list[str]:
    """Return what a role has to say under one heading, an entry each."""
    found: dict[str, list[str]] = {
        "title": [view.title],
        "track": [view.track],
        "rights": [f"{action}: {right}" for action, right in view.rights.items()],
        "mechanism": list(view.mechanism),
        "hours a week": [f"{name} {hours:g}" for name, hours in view.hours.items()],
        "ties a post": [f"{layer} {mean:.1f}" for layer, mean in view.ties.items() if mean > 0.0],
        "KPIs": list(view.kpis),
        "next steps": [move.to for move in view.moves],
        **_scope(view.scope),
    }
    return found[aspect] or ["-"]


def _scope(scope: "Scope") -> dict[str, list[str]]:
    """Return the scope under its headings."""
    vacant = f" ({scope.vacant} vacant)" if scope.vacant else ""
    return {
        "posts": [f"{scope.posts}{vacant}"],
        "products": [f"{scope.products} in {counted(len(scope.domains), 'domain')}"] if scope.products else [],
        "engineers": [f"{scope.engineers} answered for"] if scope.engineers else [],
        "reports": [f"{scope.reports}, at most {scope.span} to one"] if scope.reports else [],
    }
