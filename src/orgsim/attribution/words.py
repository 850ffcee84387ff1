"""Why two designs differ, in sentences that follow from the numbers."""

import math
from collections.abc import Iterator, Sequence

from orgsim.attribution.answers import BOOKS, Attribution, Effect, PieceEffect, Shift
from orgsim.plain_words import counted, enumerated, estimate, number
from orgsim.scenario.fields import meanings
from orgsim.scenario.switches import Mechanisms

MOST_TOLD = 3


def told(found: Attribution) -> Iterator[str]:
    """Yield the reasons for a difference, the whole first, and where the hours moved."""
    yield from because(found)
    yield from hours(found.shifts)


def because(found: Attribution) -> Iterator[str]:
    """Yield the reasons for a difference, the whole first."""
    unit = found.metric.unit
    yield (
        f"{found.design} differs from {found.baseline} by {sized(found.total, unit)} in {found.metric.title} "
        f"({counted(found.futures, 'paired future')})."
    )
    if found.pieces:
        yield from _pieces(found)
    yield from _mechanisms(found)


def in_short(found: Attribution) -> str:
    """Return in a sentence or two which single change and which mechanism make the difference, if any do."""
    return " ".join(filter(None, (_change_in_short(found), *_mechanisms(found))))


def _change_in_short(found: Attribution) -> str:
    """Return which single change makes most of the difference, alone or in company."""
    unit = found.metric.unit
    alone = [(piece.alone, "Alone, {title} brings {size}.", piece) for piece in found.pieces]
    lost = [
        (piece.left_out, "Without {title}, {size} of the difference would be missing.", piece) for piece in found.pieces
    ]
    clear = sorted((one for one in (*alone, *lost) if one[0].is_clear), key=lambda one: -abs(one[0].mean))
    if clear:
        size, words, piece = clear[0]
        return words.format(title=_quoted(piece.title), size=sized(size, unit))
    if len(found.pieces) > 1:
        return (
            f"None of the {len(found.pieces)} single changes has a clear effect in {counted(found.futures, 'future')}."
        )
    return ""


def _quoted(title: str) -> str:
    return f"\N{LEFT DOUBLE QUOTATION MARK}{title}\N{RIGHT DOUBLE QUOTATION MARK}"


def sized(effect: Effect, unit: str) -> str:
    """Return an effect with its interval.

    Example
    -------
    >>> sized(Effect(4.43, 1.22, 7.63), "$M")
    '+$4.43M (+$1.22M to +$7.63M)'
    """
    if math.isnan(effect.mean):
        return "an unknown amount"
    return estimate(effect.mean, effect.low, effect.high, unit)


def _pieces(found: Attribution) -> Iterator[str]:
    """Say what the single changes do alone, and together."""
    unit = found.metric.unit
    by_size = sorted(found.pieces, key=lambda piece: -abs(piece.alone.mean))
    for piece in by_size[:MOST_TOLD]:
        yield f"Change {_quoted(piece.title)}: {_alone(piece, unit)}."
    if len(by_size) > MOST_TOLD:
        clear = sum(piece.alone.is_clear for piece in by_size[MOST_TOLD:])
        yield f"Of the other {counted(len(by_size) - MOST_TOLD, 'change')}, {clear} {'has' if clear == 1 else 'have'} a clear effect alone."
    together = found.together
    if together is None or math.isnan(together.mean):
        return
    if together.is_clear:
        way = "more" if together.mean > 0 else "less"
        yield f"Beside what each brings alone, the changes together bring {sized(together, unit)}: they are worth {way} in company."
    else:
        yield f"Nothing suggests that the changes help or hinder each other (interaction {sized(together, unit)})."


def _alone(piece: PieceEffect, unit: str) -> str:
    """Say what one change does alone and when it is left out."""
    alone = (
        f"alone {sized(piece.alone, unit)}"
        if piece.alone.is_clear
        else f"no clear effect alone ({sized(piece.alone, unit)})"
    )
    lost = f"leaving it out takes away {sized(piece.left_out, unit)}"
    if not piece.left_out.is_clear:
        lost = f"leaving it out changes nothing clearly ({sized(piece.left_out, unit)})"
    needs = "; it works only with the others" if _only_with_others(piece) else ""
    return f"{alone}; {lost}{needs}"


def _only_with_others(piece: PieceEffect) -> bool:
    return not piece.alone.is_clear and piece.left_out.is_clear and piece.interaction.is_clear


def _mechanisms(found: Attribution) -> Iterator[str]:
    """Say which mechanisms carry the difference."""
    clear = [one for one in found.mechanisms if one.carries.is_clear]
    if clear:
        parts = [
            f"{sized(one.carries, found.metric.unit)} of it goes when {one.name} {_verb(one.name)} off in both designs"
            for one in clear[:MOST_TOLD]
        ]
        yield f"{_capital('; '.join(parts))}."
        if len(clear) > MOST_TOLD:
            yield f"So does a part with {enumerated([one.name for one in clear[MOST_TOLD:]])}."
    elif found.mechanisms:
        yield (
            f"Through which mechanism of the model a difference comes about, {counted(found.futures, 'future')} do not tell: none of "
            f"{len(found.mechanisms)}, each switched off in both designs, takes a clear part of it away."
        )


def _verb(mechanism: str) -> str:
    return "are" if mechanism.endswith("s") and mechanism != "news" else "is"


def hours(shifts: Sequence[Shift]) -> Iterator[str]:
    """Say where the hours moved."""
    for book, what in BOOKS.items():
        largest = [one for one in shifts if one.book == book][:MOST_TOLD]
        if largest:
            parts = [
                f"{one.account.replace('_', ' ')} {number(100 * one.share.mean, 2, signed=True)}" for one in largest
            ]
            yield f"Of the {what}, in percentage points: {', '.join(parts)}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


MEANINGS = meanings(Mechanisms)
"""What each mechanism is, for tables."""
