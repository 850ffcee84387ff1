"""Dependencies: pieces that other teams owe, what they cost, and the complaints when they do not come."""

from typing import TYPE_CHECKING

from tests.reference.plain.desk import complain
from tests.reference.plain.work import WEEK, Initiative, Piece, Stage

if TYPE_CHECKING:
    from tests.reference.plain.model import ReferenceModel
    from tests.reference.plain.team import Team

PROMISE_STEP = 0.1
DISTANCE_EFFECT = 0.25
PATIENCE = 3


def call_on_provider(model: "ReferenceModel", item: Initiative) -> None:
    """Ask the team of the other domain for its piece when work on an initiative starts."""
    domain = item.offer.depends_on
    if domain is None or not model.dials.dependencies:
        return
    provider = model.team_for(domain, item.key)
    if provider is not None and provider is not item.team:
        add_piece(model, item, provider, item.offer.support_effort)


def add_piece(model: "ReferenceModel", item: Initiative, provider: "Team", effort: float) -> None:
    """Put a piece into another team's backlog, where its owner's judgement of it says."""
    key = model.luck.piece_key(item, "support", provider)
    piece = Piece(key, model.week, effort, item, provider, "support")
    judge = provider.acting()
    if judge is not None:
        piece.priority = judge.score(piece)
    item.pieces.insert(0, piece)
    item.open_pieces += 1
    provider.enlist(piece)


def coordination(model: "ReferenceModel", item: Initiative) -> float:
    """Return the minutes a week that open pieces cost the team that waits: more, the longer the path between the owners."""
    dials = model.dials
    own, total = item.team.owner, 0.0
    for piece in item.pieces:
        if piece.stage is Stage.DONE:
            continue
        other = piece.team.owner
        path = own.path_length(other) if own is not None and other is not None else 0
        total += 60.0 * dials.coordination_per_dependency * (1.0 + DISTANCE_EFFECT * max(0, path - 2))
    return total


def hand_over(model: "ReferenceModel", piece: Piece) -> None:
    """Deliver a piece; without a complaint it earns trust, after one it costs it."""
    parent = piece.parent
    parent.open_pieces -= 1
    receiver, source = parent.team.acting(), piece.team.acting()
    if receiver is not None and source is not None:
        tie = receiver.post.tie_to(source.post)
        if tie is not None:
            tie.move_trust(0.0 if piece.complained else 1.0, PROMISE_STEP)


def complain_about_late(model: "ReferenceModel", item: Initiative) -> None:
    """Complain, once, about each piece that has not been started for too long; a complaint arrives with the next week."""
    week = model.week + 1
    for piece in item.pieces:
        late = week - piece.week >= PATIENCE
        if piece.stage is Stage.READY and late and not piece.complained and not piece.placed:
            piece.complained = True
            complain(model, item, piece, week * WEEK)
