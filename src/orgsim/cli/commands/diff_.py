"""``orgsim diff``: what a reorganisation would change, before anything is simulated."""

from pathlib import Path

import click

from orgsim.cli.console import Console
from orgsim.scenario.design import load_design
from orgsim.scenario.diff import Difference, difference
from orgsim.scenario.structure import Structure, structure_of


@click.command()
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
@click.pass_obj
def command(console: Console, before: Path, after: Path) -> None:
    """Print what differs between two designs (as they are after all their changes): new, closed, moved, re-roled, and cost."""
    first, second = load_design(before), load_design(after)
    found = difference(first.final, second.final)
    old, new = structure_of(first.final), structure_of(second.final)
    console.answer(
        before=first.name,
        after=second.name,
        new=found.new,
        closed=found.closed,
        moved=found.moved,
        re_roled=found.re_roled,
        other=found.other,
        structure={"before": vars(old), "after": vars(new)},
    )
    if found.empty:
        console.say(f"{first.name} and {second.name} are the same")
        return
    _print_changes(console, found)
    _print_structures(console, first.name, old, second.name, new)


def _print_changes(console: Console, found: Difference) -> None:
    for name, what in found.new.items():
        console.say(f"new       {name}: {what}")
    for name, what in found.closed.items():
        console.say(f"closed    {name}: {what}")
    for name, (old, new) in found.moved.items():
        console.say(f"moved     {name}: {old} -> {new}")
    for name, (old, new) in found.re_roled.items():
        console.say(f"re-roled  {name}: {old} -> {new}")
    for path, (was, now) in found.other.items():
        console.say(f"changed   {path}: {_said(was)} -> {_said(now)}")


def _said(value: object) -> str:
    return "nothing" if value is None else str(value)


def _print_structures(console: Console, first: str, old: Structure, second: str, new: Structure) -> None:
    rows = [
        ["posts", f"{old.posts}", f"{new.posts}"],
        ["layers", f"{old.layers}", f"{new.layers}"],
        ["managers", f"{old.managers}", f"{new.managers}"],
        ["mean span", f"{old.mean_span:.1f}", f"{new.mean_span:.1f}"],
        ["widest span", f"{old.widest_span}", f"{new.widest_span}"],
        ["teams", f"{old.teams}", f"{new.teams}"],
        ["engineers", f"{old.engineers}", f"{new.engineers}"],
        ["posts, $M a year", f"{old.people_cost / 1000:.2f}", f"{new.people_cost / 1000:.2f}"],
        ["engineers, $M a year", f"{old.engineering_cost / 1000:.2f}", f"{new.engineering_cost / 1000:.2f}"],
    ]
    console.say()
    console.table(["", first, second], rows)
