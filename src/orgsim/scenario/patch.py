"""A design is a baseline plus named changes: merge patches (as in RFC 7386) on documents, keeping track of where each value came from."""

from collections.abc import Iterator
from typing import Any

from orgsim.scenario.document import Document
from orgsim.scenario.names import table
from orgsim.scenario.problems import Mark, NodePath, Problem


def merge(base: Document, patch: Document) -> Document:
    """Return `base` with `patch` laid over it: mappings merge, null removes, everything else replaces."""
    marks = dict(base.marks)
    data = _merge(base.data, patch.data, (), marks, patch)
    if () in patch.marks:
        marks.setdefault((), patch.marks[()])
    return Document(data, marks)


def patch_between(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Return the patch that makes `after` of `before`; null and nothing are the same to a patch."""
    patch: dict[str, Any] = {key: None for key, value in before.items() if after.get(key) is None and value is not None}
    for key, value in after.items():
        if isinstance(value, dict) and isinstance(before.get(key), dict):
            patch.update({key: below} if (below := patch_between(before[key], value)) else {})
        elif value is not None and value != before.get(key):
            patch[key] = value
    return patch


def _merge(base: Any, patch: Any, at: NodePath, marks: dict[NodePath, Mark], source: Document) -> Any:
    if not isinstance(patch, dict):
        _forget(marks, base, at)
        for path in _paths(patch, at) if isinstance(patch, list) else (at, (*at, "=")):
            if path in source.marks:
                marks[path] = source.marks[path]
        return patch
    if not isinstance(base, dict):
        _forget(marks, base, at)
    result = dict(base) if isinstance(base, dict) else {}
    for key, value in patch.items():
        spot = (*at, key)
        if value is None:
            _forget(marks, result.pop(key, None), spot)
            continue
        if spot in source.marks:
            marks[spot] = source.marks[spot]
        result[key] = _merge(result.get(key), value, spot, marks, source)
    return result


def _paths(value: Any, at: NodePath) -> Iterator[NodePath]:
    """Yield the path of a value, of its text, and of everything in it."""
    yield at
    yield (*at, "=")
    if isinstance(value, dict):
        for key, below in value.items():
            yield from _paths(below, (*at, key))
    elif isinstance(value, list):
        for place, below in enumerate(value):
            yield from _paths(below, (*at, place))


def _forget(marks: dict[NodePath, Mark], value: Any, at: NodePath) -> None:
    if not isinstance(value, dict | list):
        marks.pop((*at, "="), None)
        return
    for path in _paths(value, at):
        if path != at:
            marks.pop(path, None)


def pointless_removals(base: Document, patch: Document, at: NodePath = ()) -> list[Problem]:
    """Return a problem for every key that a patch removes and that is not there."""
    found: list[Problem] = []
    below = patch.data
    for part in at:
        below = below[part]
    here: Any = base.data
    for part in at:
        here = here.get(part) if isinstance(here, dict) else None
    if not isinstance(below, dict):
        return found
    for key, value in below.items():
        spot = (*at, key)
        if value is None and not (isinstance(here, dict) and key in here):
            found.append(Problem("E320", f"nothing to remove: there is no '{key}' here", spot, patch.mark(spot)))
        elif isinstance(value, dict):
            found += pointless_removals(base, patch, spot)
    return found


AT_THE_OPENING = {
    "skills": "`skills` are those of the person who holds a post when it opens, and this one is open already: "
    "close it and open another one, or change the `skills` of its role for those hired later",
    "engagement": "`engagement` is that of the person who holds a post when it opens, and this one is open already: "
    "let somebody else take over by the event `replacement`",
    "vacant": "`vacant` says how a post opens, and this one is open already: for a vacancy, let its holder leave by the event `departure`",
}
"""Fields of a post that act when it opens, and what to do instead of changing them later."""


def ineffective(base: Document, patch: Document) -> list[Problem]:
    """Return a problem for every field of a post that a change alters too late."""
    found = []
    for name, post in table(patch.data, "posts").items():
        before = table(base.data, "posts").get(name, post)
        for field, message in AT_THE_OPENING.items():
            if field in post and post[field] != before.get(field):
                spot: NodePath = ("posts", name, field)
                found.append(Problem("E331", message, spot, patch.place(spot)))
    return found
