"""Dotted lines: ties between product posts, from a column of further managers."""

import re
from collections.abc import Mapping

from orgsim.people_import.findings import Findings
from orgsim.people_import.posts import Post
from orgsim.people_import.references import Index


def dotted_ties(posts: Mapping[str, Post], index: Index | None, findings: Findings) -> dict[str, list[str]]:
    """Return whom each product post has a dotted line to; only other product posts count. No index: no column of them."""
    if index is None:
        detail = "influence beside the reporting line must be added by hand, under ties.dotted"
        findings.noted("column of dotted lines missing|columns of dotted lines missing", detail=detail, count=1)
        return {}
    ties: dict[str, list[str]] = {}
    lost = []
    for key, post in posts.items():
        for reference in _references(post.person.dotted, index):
            found = index.find(reference).keys
            if len(found) == 1 and found[0] in posts and found[0] not in (key, post.superior):
                ties.setdefault(key, []).append(found[0])
            elif found != (post.superior,):
                lost.append(post.person.row)
    findings.noted(
        "dotted line to nobody in the product organisation left out|dotted lines to nobody in the product organisation left out",
        lost,
    )
    return {key: sorted(set(others)) for key, others in ties.items()}


def _references(cell: str, index: Index) -> list[str]:
    """Return the people a cell names; a comma may part people, or a last name from a first name."""
    if index.is_nobody(cell):
        return []
    if index.find(cell).keys:
        return [cell]
    parts = [part.strip() for part in re.split(r"[:;|/\n]", cell)]
    whole = [part for part in parts if index.find(part).keys]
    rest = [piece.strip() for part in parts if part not in whole for piece in part.split(",")]
    return [part for part in [*whole, *rest] if part]
