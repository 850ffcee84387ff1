"""A page that an e-mail can carry: of many designs, it leaves out the least needed until it is small enough, and says what."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from orgsim.report.blocks import Block, Fold, Picture, Section, Text
from orgsim.report.paper import Paper, html_of

MOST_BYTES = 1_000_000
"""A page is not larger than this, if leaving something out can help it."""


@dataclass(frozen=True)
class Place:
    """Where a block stands: in which section, in how many folds, and how many of its kind stand before it."""

    section: str
    depth: int
    before: int


@dataclass(frozen=True)
class Step:
    """What is left out together: what to call it, which blocks it is, and how to see it all the same."""

    what: str
    holds: Callable[[Block, Place], bool]
    instead: str


FIGURES = "orgsim compare DIR --figures FOLDER draws every figure"
STEPS = (
    Step(
        "the maps after the first",
        lambda block, place: place.section == "twice" and block.kind == "picture" and place.before > 0,
        FIGURES,
    ),
    Step("figures that were folded away", lambda block, place: block.kind == "picture" and place.depth > 0, FIGURES),
    Step(
        "what happens to an initiative week by week",
        lambda block, place: block.kind == "fold" and place.depth > 0,
        "the command under each future tells it",
    ),
    Step(
        "the tables of mechanisms",
        lambda block, place: place.section == "why" and block.kind == "fold",
        "orgsim why tells of every mechanism",
    ),
)
"""What may be left out, the least needed first."""


def html_within(paper: Paper, most: int = MOST_BYTES) -> str:
    """Return a page as HTML of at most so many bytes, or with as much left out as may be."""
    paper = replace(paper, sections=list(paper.sections))
    text = html_of(paper)
    for step in STEPS:
        if len(text.encode()) <= most:
            return text
        paper = replace(paper, sections=[_without(section, step) for section in paper.sections])
        text = html_of(paper)
    return text


def _without(section: Section, step: Step) -> Section:
    """Return a section without what a step leaves out, and with a sentence that says so."""
    left = list(_left(section.blocks, section.name, 0, step))
    if _size(left) == _size(section.blocks):
        return section
    said = Text(f"Left out, so that the page stays small enough for an e-mail: {step.what}; {step.instead}.")
    return replace(section, blocks=[*left, said])


def _left(blocks: Sequence[Block], section: str, depth: int, step: Step) -> Iterator[Block]:
    """Yield the blocks that stay; a fold in which nothing is left goes too."""
    pictures = 0
    for block in blocks:
        if step.holds(block, Place(section, depth, pictures)):
            continue
        pictures += isinstance(block, Picture)
        if not isinstance(block, Fold):
            yield block
        elif inside := list(_left(block.blocks, section, depth + 1, step)):
            yield replace(block, blocks=inside)


def _size(blocks: Sequence[Block]) -> int:
    """Return how many blocks there are, those in folds with them."""
    return sum(1 + (_size(block.blocks) if isinstance(block, Fold) else 0) for block in blocks)
