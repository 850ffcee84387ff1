"""What is doubtful about a ladder that can be read: places nobody gets to, or out of, and promises that its seats cannot keep.

Codes: W601 nobody gets there, W602 dead end, W603 one-way door, W604 no seat, W605 nobody will be promoted, W606 a wait longer than
careers last, W607 expectations that the job never exercises, W608 a higher level that asks for less, W609 numbers without a source,
W610 a role that orgsim does not know, W611 a level without competition for its committee, W612 more promotions than people,
W613 a move that nobody ever makes, W614 an entry level into which nobody is hired.
"""

from collections.abc import Callable, Iterator
from math import isinf

from orgsim.careers.flow import Flow, LevelFlow, flow_of
from orgsim.plain_words import measured
from orgsim.scenario.ladder.exercise import exercised
from orgsim.scenario.ladder.model import Ladder
from orgsim.scenario.ladder.reading import LadderFile
from orgsim.scenario.problems import NodePath, Problem, listed, nearest
from orgsim.scenario.shipped_files import shipped_roles

LONGEST_WAIT = 40.0
"""Quarters; a longer wait is not a step of a career."""
SLIGHTEST_CHANCE = 0.1
"""Share of those who enter a level; a smaller share promoted before they leave is not a promise."""

Doubt = tuple[str, str, NodePath]
Rule = Callable[[Ladder, Flow], Iterator[Doubt]]


def lint(file: LadderFile) -> list[Problem]:
    """Return everything that is doubtful about a ladder, in the order of its lines."""
    flow = flow_of(file.ladder)
    doubts = [doubt for rule in RULES for doubt in rule(file.ladder, flow)]
    problems = [file.problem(*doubt) for doubt in doubts]
    return sorted(problems, key=lambda p: (p.mark.line if p.mark else 0, p.code))


def _unreachable(ladder: Ladder, _: Flow) -> Iterator[Doubt]:
    lowest = min(level.rung for level in ladder.levels.values())
    flagged = {name for name, level in ladder.levels.items() if level.entry or level.hires_per_quarter > 0}
    reached = flagged or {name for name, level in ladder.levels.items() if level.rung == lowest}
    frontier = set(reached)
    while frontier:
        frontier = {move.to for move in ladder.moves if move.origin in frontier} - reached
        reached |= frontier
    for name in ladder.levels:
        if name not in reached:
            why = (
                "no chain of moves from a level people enter leads here"
                if ladder.moves_to(name)
                else "no move leads here"
            )
            yield "W601", f"nobody on the ladder gets to '{name}': {why}, so outsiders take its seats", ("levels", name)


def _dead_ends(ladder: Ladder, _: Flow) -> Iterator[Doubt]:
    top = max(level.rung for level in ladder.levels.values())
    for name, level in ladder.levels.items():
        if level.rung < top and not [move for move in ladder.moves_from(name) if move.to != name]:
            last = level.rung == max(ladder.levels[other].rung for other in ladder.levels_of(level.track))
            where = f"the '{level.track}' track ends here" if last else f"the '{level.track}' track goes on above it"
            yield "W602", f"no move leads out of '{name}': {where}", ("levels", name)


def _one_way_doors(ladder: Ladder, _: Flow) -> Iterator[Doubt]:
    tracks = {(ladder.levels[m.origin].track, ladder.levels[m.to].track): m for m in reversed(ladder.moves)}
    for (origin, to), move in tracks.items():
        if origin != to and (to, origin) not in tracks:
            place = ladder.moves.index(move)
            yield (
                "W603",
                f"people move from the '{origin}' track to '{to}' and cannot come back",
                ("moves", place),
            )


def _seats(ladder: Ladder, _: Flow) -> Iterator[Doubt]:
    for name, level in ladder.levels.items():
        if level.vacancy_bound and not level.seats:
            said = "says how many there are" if level.seats is None else "has any: seats: 0"
            yield "W604", f"a seat lets people into '{name}', but nothing {said}", ("levels", name)


def _waits(ladder: Ladder, flow: Flow) -> Iterator[Doubt]:
    for name, found in flow.levels.items():
        if not found.heads or not [move for move in ladder.moves_from(name) if move.kind == "promotion"]:
            continue
        at: NodePath = ("levels", name)
        if isinf(found.wait):
            yield "W605", f"nobody is ever promoted out of '{name}': no seat above comes free for its people", at
        elif found.wait > LONGEST_WAIT or found.chance < SLIGHTEST_CHANCE:
            yield "W606", f"{_wait_in_words(found)}{_resting_on(flow)}", at
        elif found.promoted > found.heads:
            yield (
                "W612",
                f"'{name}' has {measured(found.heads, '{person|people}')} and loses {found.promoted:.1f} a year upwards",
                at,
            )


def _wait_in_words(found: LevelFlow) -> str:
    return (
        f"whoever stayed in '{found.level}' would wait {found.wait:.0f} quarters for a promotion; "
        f"{found.chance:.0%} of those who enter get one before they leave"
    )


def _resting_on(flow: Flow) -> str:
    broken = [assumption.text for assumption in flow.assumptions if assumption.broken_by]
    return f" (does not hold here: {'; '.join(broken)})" if broken else ""


def _exercise(ladder: Ladder, _: Flow) -> Iterator[Doubt]:
    for name, level in ladder.levels.items():
        shown = exercised(ladder, name)
        for asked, expectation in level.expectations.items():
            if shown is not None and asked not in shown and expectation.weight > 0 and expectation.value > 0:
                message = f"'{name}' expects '{asked}', which its job never exercises"
                yield "W607", message, ("levels", name, "expectations", asked)
    for place, move in enumerate(ladder.moves):
        if move.kind == "promotion":
            yield from _prepared(ladder, place)


def _prepared(ladder: Ladder, place: int) -> Iterator[Doubt]:
    """Yield the expectation of a promotion that is lower than what people were promoted on before."""
    move = ladder.moves[place]
    below, above = ladder.levels[move.origin], ladder.levels[move.to]
    for asked, expectation in above.expectations.items():
        before = below.expectations.get(asked)
        if below.track == above.track and before is not None and before.value > expectation.value:
            message = f"'{move.to}' asks for less '{asked}' ({expectation.value:g}) than '{move.origin}' below it ({before.value:g})"
            yield "W608", message, ("levels", move.to, "expectations", asked)


def _sources(ladder: Ladder, _: Flow) -> Iterator[Doubt]:
    if ladder.source is not None:
        return
    for name, level in ladder.levels.items():
        if level.source is None:
            yield "W609", f"the numbers of '{name}' name no source", ("levels", name)
    for place, move in enumerate(ladder.moves):
        if move.source is None:
            yield "W609", f"the move from '{move.origin}' to '{move.to}' names no source", ("moves", place)


def _roles(ladder: Ladder, _: Flow) -> Iterator[Doubt]:
    known = list(shipped_roles().data["roles"])
    for name, level in ladder.levels.items():
        if level.role is not None and level.role not in known:
            message = f"'{level.role}' is no role that comes with orgsim{nearest(level.role, known)}; those are {listed(known)}"
            yield "W610", message, ("levels", name, "role")


def _committees(ladder: Ladder, _: Flow) -> Iterator[Doubt]:
    for name, level in ladder.levels.items():
        rated = all(m.rate_per_year is not None for m in ladder.moves_to(name) if m.kind == "promotion")
        if not level.vacancy_bound and level.promotion_share is None and level.bar is None and not rated:
            message = f"a committee lets people into '{name}', but neither 'promotion_share' nor 'bar' says whom"
            yield "W611", message, ("levels", name)


def _idle_moves(ladder: Ladder, _: Flow) -> Iterator[Doubt]:
    for place, move in enumerate(ladder.moves):
        if move.kind == "return" and not move.rate_per_year and move.origin != move.to:
            message = (
                f"nobody ever moves from '{move.origin}' back to '{move.to}': a return is not competed for, so it needs a "
                "rate_per_year"
            )
            yield "W613", message, ("moves", place)


def _dying(ladder: Ladder, _: Flow) -> Iterator[Doubt]:
    for name, level in ladder.levels.items():
        if level.entry and not level.vacancy_bound and level.hires_per_quarter == 0 and level.exits > 0:
            yield (
                "W614",
                f"nobody is hired into '{name}', where careers begin: it needs hires_per_quarter, or seats",
                ("levels", name),
            )


RULES: tuple[Rule, ...] = (
    _unreachable,
    _dead_ends,
    _one_way_doors,
    _seats,
    _waits,
    _exercise,
    _sources,
    _roles,
    _committees,
    _idle_moves,
    _dying,
)
