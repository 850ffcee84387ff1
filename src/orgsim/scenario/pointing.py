"""What changes make wrong is told at the change: where it states a value, or closes what others still name."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from orgsim.scenario.document import Document
from orgsim.scenario.names import mapping
from orgsim.scenario.problems import Mark, NodePath, Problem, listed, spell


def told_at_change(
    found: Sequence[Problem], document: Document, changes: Sequence[Document], name: str
) -> list[Problem]:
    """Return the problems that changes have made, each at its place in them; there is one for each post that closes and is still named."""
    closed: dict[str, list[Problem]] = {}
    others = []
    for problem in found:
        post = _closed_post(problem, document, changes)
        if post is None:
            others.append(pointed(problem, document, changes, name))
        else:
            closed.setdefault(post, []).append(problem)
    return others + [_still_named(post, uses, changes, name) for post, uses in closed.items()]


def _closed_post(problem: Problem, document: Document, changes: Sequence[Document]) -> str | None:
    """Return the post that a problem is about, when it is that changes close a post and something still names it."""
    if problem.code != "E301":
        return None
    closed = {post for change in changes for post, entry in mapping(change.data.get("posts")).items() if entry is None}
    return next((name for name in _names_at(document.data, problem.path) if name in closed), None)


def _still_named(post: str, uses: Sequence[Problem], changes: Sequence[Document], name: str) -> Problem:
    """Return the problem that a post closes while something names it."""
    places = listed((spell(use.path) for use in uses), 5)
    message = f"'{post}' closes, and is still named by {places}"
    hint = f"say who takes its place there, or let `do: [{{close: {post}}}]` hand on what it has"
    mark = next((mark for change in changes if (mark := _stated(change, ("posts", post)))), uses[0].mark)
    return Problem("E301", f"{message}; {hint} (after '{name}')", ("posts", post), mark)


def pointed(problem: Problem, document: Document, changes: Sequence[Document], name: str) -> Problem:
    """Return a problem that changes have made with the place in them that it comes from, and where it shows.

    That is where they state the value, or the entry that it is in, or close what it names; or else the change as a whole.
    """
    if any(problem.mark in change.marks.values() for change in changes):
        return replace(problem, message=f"{problem.message} (after '{name}')")
    named = ("posts", "teams", "roles")
    spots = [problem.path[:end] for end in range(len(problem.path), 1, -1)]
    spots += [(section, value) for value in _names_at(document.data, problem.path) for section in named]
    marks = [mark for spot in spots for change in changes if (mark := _stated(change, spot))]
    marks += [change.marks[()] for change in changes if () in change.marks]
    if not marks:
        return replace(problem, message=f"{problem.message} (after '{name}')")
    shows = f"; it shows at {problem.mark.text()}" if problem.mark and problem.mark.in_file else ""
    return replace(problem, message=f"{problem.message}{shows} (after '{name}')", mark=marks[0])


def _stated(change: Document, spot: NodePath) -> Mark | None:
    return change.marks.get((*spot, "=")) or change.marks.get(spot)


def _names_at(data: Any, path: NodePath) -> list[str]:
    """Return what may be a name at the end of a path: the last key, and the value there."""
    here = data
    for part in path:
        here = (
            here.get(part)
            if isinstance(here, dict)
            else here[part]
            if isinstance(here, list) and isinstance(part, int) and part < len(here)
            else None
        )
    return [name for name in (here, path[-1] if path else None) if isinstance(name, str)]
