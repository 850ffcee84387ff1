"""``orgsim diff``: what a reorganisation would change, before anything is simulated."""

from itertools import pairwise
from pathlib import Path

import click

from orgsim.cli.console import Console
from orgsim.cli.options import PATH
from orgsim.plain_words import dated
from orgsim.scenario.dates import WEEKS_PER_QUARTER
from orgsim.scenario.design import Design, load_design
from orgsim.scenario.diff import Difference, Edge, difference
from orgsim.scenario.model import Scenario
from orgsim.scenario.paths import paths_of
from orgsim.scenario.structure import Structure, structure_of


@click.command()
@click.argument("before", type=PATH)
@click.argument("after", type=PATH)
@click.pass_obj
def command(console: Console, before: Path, after: Path) -> None:
    """Print the differences between two designs: new, closed, moved and re-roled posts, spans, layers, cost, edges, and the rest.

    Each design is taken as it is after all its changes. Where the second one starts as the first one ends, and changes at several
    dates, each date is told with what changes then.
    """
    first, second = load_design(before), load_design(after)
    found = difference(first.final, second.final)
    old, new = structure_of(first.final), structure_of(second.final)
    structure = {"before": vars(old), "after": vars(new)}
    told = waves(first, second)
    dates = [{"name": name, "when": when, **vars(one)} for name, when, one in told]
    console.answer(before=first.name, after=second.name, **vars(found), structure=structure, waves=dates)
    if found.empty:
        console.say(f"{first.name} and {second.name} are the same{' in the end' if told else ''}")
        if not told:
            return
    for name, when, one in told:
        console.heading(f"{name}: {when}")
        _print_changes(console, one)
    if not told:
        _print_changes(console, found)
    print_structures(console, first.name, old, second.name, new, (first.final, second.final))


def waves(first: Design, second: Design) -> list[tuple[str, str, Difference]]:
    """Return what changes at each date of the second design, with its name and date in words.

    Nothing where it changes at one date at most, or does not start as the first one ends.
    """
    if len(second.stages) < 3 or not difference(first.final, second.baseline).empty:
        return []
    begin = second.baseline.horizon.warmup_quarters * WEEKS_PER_QUARTER
    return [
        (stage.name, dated(0, stage.week - begin), difference(before.scenario, stage.scenario))
        for before, stage in pairwise(second.stages)
    ]


def _print_changes(console: Console, found: Difference) -> None:
    told = {"new": found.new, "closed": found.closed}
    for kind, posts in told.items():
        for name, what in posts.items():
            console.say(f"{kind:8}  {name}: {what}")
    pairs = {"moved": found.moved, "re-roled": found.re_roled, "span": found.spans, "layer": found.layers}
    costs = {name: (f"${was:,.0f}k", f"${now:,.0f}k a year") for name, (was, now) in found.cost.items()}
    for kind, changes in {**pairs, "cost": costs, "changed": found.other}.items():
        for name, (was, now) in changes.items():  # type: ignore[attr-defined]
            console.say(f"{kind:8}  {name}: {_said(was)} -> {_said(now)}")
    for kind, ways in found.edges.items():
        if kind != "reporting":  # who is new, closed or moved says it
            for way, edges in ways.items():
                console.say(f"{way:8}  {kind}: {', '.join(' - '.join(edge) for edge in edges)}")
    if found.edges:
        console.say(f"edges     {'; '.join(_counted(kind, ways) for kind, ways in found.edges.items())}")


def _counted(kind: str, ways: dict[str, list[Edge]]) -> str:
    return f"{kind} {' and '.join(f'{len(edges)} {way}' for way, edges in ways.items())}"


MATTERS = {"fund": "a bet", "prioritize": "a conflict", "staff": "a hire"}
"""Matters that climb the line, by action."""


def _said(value: object) -> str:
    return "nothing" if value is None else str(value)


def print_structures(
    console: Console, first: str, old: Structure, second: str, new: Structure, ends: tuple[Scenario, Scenario]
) -> None:
    """Print the numbers of two charts side by side, with the desks that decisions pass in the scenarios that they are of."""
    counts = ("posts", "layers", "managers", "widest_span", "teams", "engineers")
    rows = [[name.replace("_", " "), *(str(getattr(one, name)) for one in (old, new))] for name in counts]
    rows.insert(3, ["mean span", *(f"{one.mean_span:.1f}" for one in (old, new))])
    rows.append(["posts, $M a year", *(f"{one.people_cost / 1000:.2f}" for one in (old, new))])
    rows.append(["engineers, $M a year", *(f"{one.engineering_cost / 1000:.2f}" for one in (old, new))])
    paths = [paths_of(scenario) for scenario in ends]
    rows += [
        [f"desks passed, {what}", *(f"{one.mean[action]:.1f}" for one in paths)] for action, what in MATTERS.items()
    ]
    console.say()
    console.table(["", first, second], rows)
