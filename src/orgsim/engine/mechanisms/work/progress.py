"""Progress: which initiative a piece of work belongs to, how much of it is done, and how much is still to come."""

from orgsim.engine.compiled import rule
from orgsim.engine.state import Records
from orgsim.engine.vocabulary import NEEDS_PER_INITIATIVE, NEVER, NONE, Kind


@rule
def initiative_of(items: Records, index: int) -> int:
    """Return the initiative that an item serves; itself, if it is one."""
    while items[index].parent != NONE:
        index = items[index].parent
    return index


@rule
def effort_to_go(item: Records) -> float:
    """Return the known effort that is left in an item in work."""
    feature = item.effort if item.phase < NEEDS_PER_INITIATIVE and item.kind == Kind.INITIATIVE else 0.0
    return item.left + item.rework + feature


@rule
def share_left(item: Records) -> float:
    """Return the share of an initiative's effort that is still to come; 1 before work begins."""
    if item.started == NEVER:
        return 1.0
    left = effort_to_go(item)
    total = left + float(item.worked)
    return min(1.0, left / total) if total > 0.0 else 0.0
