"""``orgsim ladder diff``: what a change of ladder would change, before anything is simulated."""

from collections.abc import Mapping

import click

from orgsim.cli.console import Console


@click.command()
@click.argument("before")
@click.argument("after")
@click.pass_obj
def command(console: Console, before: str, after: str) -> None:
    """Print what differs between two ladders: levels, moves, expectations and numbers."""
    from orgsim.scenario.ladder.diff import difference
    from orgsim.scenario.ladder.reading import load_ladder
    from orgsim.scenario.ladder.shipped import ladder_path

    first, second = load_ladder(ladder_path(before)), load_ladder(ladder_path(after))
    found = difference(first, second)
    console.answer(before=first.name, after=second.name, **vars(found))
    if found.empty:
        console.say(f"{first.name} and {second.name} are the same")
    for word, entries in (("added", found.levels_added), ("removed", found.levels_removed)):
        for name, told in entries.items():
            console.say(f"level {word:8}  {name}: {told}")
    for word, moves in (("added", found.moves_added), ("removed", found.moves_removed)):
        for told in moves:
            console.say(f"move {word:9}  {told}")
    _print_pairs(console, "move changed", found.moves_changed)
    _print_pairs(console, "expectation", found.expectations)
    _print_pairs(console, "number", found.numbers)


def _print_pairs(console: Console, what: str, pairs: Mapping[str, tuple[object, object]]) -> None:
    for path, (was, now) in pairs.items():
        console.say(f"{what:14}  {path}: {_said(was)} -> {_said(now)}")


def _said(value: object) -> str:
    return "nothing" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
