"""What to know before two designs are compared on a part: that one of them does not have it, or has more engineers in it."""

from collections.abc import Iterator, Sequence
from textwrap import fill
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orgsim.results.comparison import Answer

WIDTH = 122
"""Columns of a sentence below a table."""
GROWN = 0.2
"""Share by which the engineers' time of a part may differ between designs without a word."""
MOST_GROWN = 8
"""Most parts that are named, those that differ most first."""


def remarks_on_part(found: "Answer", baseline: str) -> Iterator[str]:
    """Yield what to know about the part that an answer is about; nothing for the whole company."""
    if found.absent:
        yield without_part(found)
    if sizes := other_sizes([found], baseline):
        yield sizes


def without_part(found: "Answer") -> str:
    """Say which designs do not have the part that an answer is about."""
    have = ", ".join(line.design for line in found.lines)
    reason = "" if any(line.comparison for line in found.lines) else ", so there is nothing to compare"
    return f"{found.kind} {found.part} is only in {have} and not in {', '.join(found.absent)}{reason}."


def other_sizes(answers: Sequence["Answer"], baseline: str) -> str:
    """Say which parts have more or fewer engineers in a design, so that their sums differ for that alone."""
    changes = {
        (found.part, design): size / found.sizes[baseline] - 1
        for found in answers
        for design, size in found.sizes.items()
        if baseline in found.sizes
    }
    order = sorted((one for one in changes if abs(changes[one]) > GROWN), key=lambda one: -abs(changes[one]))
    if not order:
        return ""
    named = [f"{part} {changes[part, design]:+.0%} in {design}" for part, design in order[:MOST_GROWN]]
    rest = f", and {len(order) - MOST_GROWN} more" if len(order) > MOST_GROWN else ""
    text = (
        f"Some parts have more or less of engineers' time than in {baseline}: {', '.join(named)}{rest}. "
        "Their sums, such as value and launches, differ for that alone; the verdict does not say that they work better."
    )
    return fill(text, WIDTH, break_on_hyphens=False)
