"""``orgsim ladder show``: a ladder at a glance."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from orgsim.cli.console import Console
from orgsim.plain_words import counted

if TYPE_CHECKING:
    from orgsim.careers.flow import Flow
    from orgsim.scenario.ladder.model import Ladder


@click.command()
@click.argument("ladder")
@click.option("--expectations", is_flag=True, help="Also what each level asks for.")
@click.pass_obj
def command(console: Console, ladder: str, *, expectations: bool) -> None:
    """Print a ladder: its tracks side by side, its moves, seats and pay, and what an average year does to it on paper."""
    from orgsim.careers.flow import flow_of
    from orgsim.scenario.ladder.reading import read_ladder
    from orgsim.scenario.ladder.shipped import ladder_path

    file = read_ladder(ladder_path(ladder))
    found = file.ladder
    flow = flow_of(found)
    console.answer(ladder=found.model_dump(mode="json", by_alias=True), flow=_as_data(flow))
    console.say(click.style(f"{found.name}: {found.description}".rstrip(": "), bold=True))
    _print_changes(console, found, file.base)
    console.say()
    _print_tracks(console, found)
    console.say()
    _print_levels(console, found, flow)
    console.say()
    _print_moves(console, found, flow)
    if expectations:
        console.say()
        _print_expectations(console, found)
    console.say()
    _print_assumptions(console, flow)


def _print_changes(console: Console, ladder: "Ladder", base: "Ladder | None") -> None:
    """Print what a ladder changes of the one that it extends."""
    from orgsim.cli.ladder_difference import lines_of
    from orgsim.scenario.ladder.diff import difference

    if base is None:
        return
    found = difference(base, ladder)
    console.answer(extends=base.name, changes=vars(found))
    lines = list(lines_of(found))
    console.say(f"extends {base.name}, " + ("with these changes:" if lines else "and changes nothing of what acts"))
    for line in lines:
        console.say(f"  {line}")


def _print_tracks(console: Console, ladder: "Ladder") -> None:
    """Print one column a track and one row a rung, the highest on top."""
    header = ["rung", *(track.title for track in ladder.tracks.values())]
    rungs = sorted({level.rung for level in ladder.levels.values()}, reverse=True)
    rows = []
    for rung in rungs:
        cells = [
            [name for name in ladder.levels_of(track) if ladder.levels[name].rung == rung] for track in ladder.tracks
        ]
        for line in range(max(len(cell) for cell in cells)):
            names = [cell[line] if line < len(cell) else "" for cell in cells]
            rows.append([str(rung) if line == 0 else "", *names])
    console.table(header, rows)


def _print_levels(console: Console, ladder: "Ladder", flow: "Flow") -> None:
    header = [
        "level",
        "let in by",
        "people",
        "least quarters",
        "$k a year",
        "enter a year",
        "mean wait if staying, quarters",
        "promoted",
    ]
    binding = {name for assumption in flow.assumptions for name in assumption.broken_by}
    rows = []
    for name, level in ladder.levels.items():
        found = flow.levels[name]
        pay = f"{level.pay.low:g}-{level.pay.mid:g}-{level.pay.high:g}" if level.pay else ""
        ends = not any(move.kind == "promotion" for move in ladder.moves_from(name))
        wait = "-" if ends else "never" if found.promoted == 0 else f"{found.wait:.0f}"
        chance = "-" if ends else f"{found.chance:.0%}"
        in_by = counted(level.seats or 0, "seat") if level.vacancy_bound else "committee"
        rows.append(
            [
                name + "*" * (name in binding),
                in_by,
                f"{found.heads:g}",
                str(level.min_quarters),
                pay,
                f"{found.entries:.1f}",
                wait,
                chance,
            ]
        )
    console.table(header, rows)


def _print_moves(console: Console, ladder: "Ladder", flow: "Flow") -> None:
    rows = [
        [move.origin, move.to, move.kind, _people(flow, move.origin, move.to), move.source or "-", move.note]
        for move in ladder.moves
    ]
    console.table(["from", "to", "move", "people a year", "source", "note"], rows)


def _people(flow: "Flow", origin: str, to: str) -> str:
    people = flow.moves.get((origin, to))
    return "-" if people is None else f"{people:.2f}"


def _print_expectations(console: Console, ladder: "Ladder") -> None:
    rows = [[name, *(_asked(ladder, name, key) for key in ladder.competencies)] for name in ladder.levels]
    console.table(["level", *(entry.name or key for key, entry in ladder.competencies.items())], rows)


def _asked(ladder: "Ladder", name: str, competency: str) -> str:
    expectation = ladder.levels[name].expectations.get(competency)
    if expectation is None:
        return "-"
    return f"{expectation.value:g}" + (f" x{expectation.weight:g}" if expectation.weight != 1 else "")


def _print_assumptions(console: Console, flow: "Flow") -> None:
    console.say(
        "Waits are a closed form for an average year, not a simulation; * marks levels that break what it assumes:"
    )
    for line in _assumed(flow):
        console.say(line)


def _assumed(flow: "Flow") -> Iterator[str]:
    for assumption in flow.assumptions:
        yield f"  {assumption.text}: {assumption.verdict}"


def _as_data(flow: "Flow") -> dict[str, object]:
    levels = {
        name: {**asdict(found), "wait_quarters": found.wait if found.promoted else None, "chance": found.chance}
        for name, found in flow.levels.items()
    }
    moves = [{"from": origin, "to": to, "people_per_year": people} for (origin, to), people in flow.moves.items()]
    return {"levels": levels, "moves": moves, "assumptions": {a.text: a.verdict for a in flow.assumptions}}
