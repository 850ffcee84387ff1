"""Sections on what is behind the answer: what there is to gain, why designs differ, and what would change it."""

from functools import partial

from orgsim.attribution.answers import Attribution
from orgsim.attribution.words import MEANINGS, because, sized
from orgsim.figures import headroom as gains
from orgsim.figures import tornado
from orgsim.figures.all_figures import Slide
from orgsim.headroom.answers import Headroom
from orgsim.plain_words import estimate, number
from orgsim.report.blocks import Block, Fold, Items, Section, Table, Text, picture
from orgsim.report.given import Given
from orgsim.sensitivity.flips import Flips
from orgsim.sensitivity.words import as_they_are, called
from orgsim.sensitivity.words import told as flipped


def headroom(found: Headroom) -> Section:
    """Return what there is to gain, and who gets it."""
    words = (
        f"Each bar shows what {found.today} would gain if one activity were done perfectly. It bounds what any design, role or "
        "practice can gain through that function."
    )
    slide = Slide("headroom", partial(gains.draw, found), partial(gains.describe, found))
    return Section("headroom", "What there is to gain", (Text(words), picture(slide)))


def reasons(given: Given) -> Section:
    """Return why each alternative differs."""
    words = (
        "The reasons come from fewer futures than the answer, the first ones of these. So their numbers differ from those above within "
        "chance. All intervals that are looked at together, of the changes or of the mechanisms of one design, hold with 95% (Bonferroni)."
    )
    blocks: list[Block] = [Text(words)]
    for found in given.extras.reasons.values():
        blocks.append(Items(list(because(found))))
        if found.pieces:
            blocks.append(_pieces(found))
        if found.mechanisms:
            blocks.append(Fold(f"{found.design}: every mechanism switched off in turn", (_mechanisms(found),)))
    return Section("why", "Why", blocks)


def _pieces(found: Attribution) -> Table:
    """Return the single changes of a design with what they do."""
    unit = found.metric.unit
    rows = [
        [piece.title, *(sized(one, unit) for one in (piece.alone, piece.left_out, piece.interaction))]
        for piece in found.pieces
    ]
    caption = f"{found.design}: each single change, in {found.metric.title}"
    return Table(["change", "alone", "what leaving it out takes away", "interaction"], rows, caption, (1, 2, 3))


def _mechanisms(found: Attribution) -> Table:
    """Return the mechanisms with what goes when they are off."""
    unit = found.metric.unit
    rows = [[MEANINGS[one.name], sized(one.carries, unit), sized(one.without, unit)] for one in found.mechanisms]
    return Table(
        ["mechanism", "part of the difference that goes when it is off", "difference without it"], rows, "", (1, 2)
    )


MOST_PRINTED = 2
"""Of more alternatives, what would change the answer stands on their cards only, on paper."""


def drivers(given: Given) -> Section:
    """Return what would flip the answer."""
    blocks: list[Block] = []
    for found in given.extras.flips.values():
        slide = Slide(f"tornado-{found.design}", partial(tornado.draw, found), partial(tornado.describe, found))
        meanings = Fold(f"{found.design}: what these numbers mean", (_meanings(found),))
        small = len(given.extras.flips) > 1
        blocks += [Text(" ".join(flipped(found))), picture(slide, small=small), meanings]
    return Section("flips", "What would change the answer", blocks, on_paper=len(given.extras.flips) <= MOST_PRINTED)


def _meanings(found: Flips) -> Table:
    """Return what the numbers mean that are tried one at a time, and the difference at either end."""
    unit = found.metric.unit
    rows = [
        [
            f"{called(driver.doubt.path)}; to set it: {driver.doubt.path}",
            driver.doubt.entry.meaning,
            number(driver.doubt.value),
        ]
        + [
            f"{number(end.value)}: {estimate(end.difference.mean, end.difference.low, end.difference.high, unit)}"
            for end in (driver.low, driver.high)
        ]
        for driver in found.drivers
    ]
    head = ["number", "meaning", "taken to be", "difference at its low end", "difference at its high end"]
    return Table(head, rows, " ".join(as_they_are(found)), (2, 3, 4))
