"""``orgsim atlas``: in which world which design would be right for a company, and which design would be regretted least."""

import os
import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from orgsim.cli.console import Console
from orgsim.cli.options import FILE, PATH
from orgsim.cli.simulating import Order, end_partial, simulating
from orgsim.errors import CommandLineError, InputError
from orgsim.plain_words import agreeing, counted, enumerated
from orgsim.scenario.problems import shown

if TYPE_CHECKING:
    from orgsim.atlas.answers import Atlas, Effect, Regret, World
    from orgsim.atlas.plan import Column
    from orgsim.results.plan import Plan

STYLES = {"better": "green", "worse": "yellow", "probably better": "green", "probably worse": "yellow"}
MARKS = {"open": "?", "no practical difference": "="}
MANY_RIVALS = 3

READING = """
Each number is a design less today's company in the same futures, % of today's value, at equal cost. = means no practical
difference (within {rope}), ? that it cannot be told on which side of zero it lies. Intervals (95%, together for all
designs of an environment) cover simulation noise only, not whether the model is right."""
REGRETS = """
Regret: what a design gives away against the winner of an environment. Winners are chosen on every other future and
measured on the rest, both ways, so that luck in choosing does not count; so a regret may fall a little below zero."""


@click.command()
@click.argument("path", metavar="SCENARIO", type=PATH)
@partial(simulating, futures=30)
@click.option(
    "--in",
    "worlds",
    multiple=True,
    metavar="ENVIRONMENT",
    help="Environment to try, by name or as a .yaml file of your own; repeatable; default: all that come with orgsim.",
)
@click.option(
    "--design", "names", multiple=True, metavar="NAME", help="Design of the library to try; repeatable; default: all."
)
@click.option("--figure", type=FILE, metavar="FILE", help="Draw designs against environments (.svg or .png).")
@click.pass_obj
def command(
    console: Console,
    path: Path,
    *,
    order: Order,
    worlds: tuple[str, ...],
    names: tuple[str, ...],
    figure: Path | None,
) -> None:
    """Print in which world which design of the library would be right for a company, and which design it would regret least.

    An environment sets parameters of the world over SCENARIO: calm, related domains, moving markets and others.
    Designs that do not fit the company are left out, with the reason. Results are kept, and the same command goes on.
    """
    from orgsim.atlas.answers import Atlas, world_of
    from orgsim.atlas.plan import folder_of

    if figure and figure.suffix not in (".svg", ".png"):
        raise CommandLineError(f"--figure {figure.name}: a figure is written as .svg or .png")
    columns = _columns(console, path, order, worlds, names)
    alone = replace(columns[0].plan, organizations=columns[0].plan.organizations[:1])
    folder = order.output or Path("out") / f"atlas-{alone.folder}"
    _state_budget(console, columns, order)
    found = []
    for place, one in enumerate(columns):
        console.note(f"environment {place + 1} of {len(columns)}: {one.environment.name}")
        results = replace(order, output=folder_of(folder, one)).carry_out(console, one.plan)
        found.append(world_of(one, results))
    atlas = Atlas(columns[0].today, tuple(found))
    console.answer(seed=order.seed, **_as_data(atlas))
    _print(console, atlas)
    console.say(f"\nresults in {shown(folder)}, a folder for each environment; the same command reads them again")
    if figure:
        from orgsim.figures import atlas as picture
        from orgsim.figures.saving import save

        drawn = {atlas.today: atlas}
        console.figures([save(picture.draw(drawn), figure, picture.describe(drawn))])
    end_partial(console)


def _columns(console: Console, path: Path, order: Order, worlds: Sequence[str], names: Sequence[str]) -> list["Column"]:
    """Return the plans of all environments."""
    from orgsim.atlas.environments import environment_named, environments
    from orgsim.atlas.plan import column
    from orgsim.scenario.library.designs import design_named, library

    chosen = [environment_named(name) for name in dict.fromkeys(worlds)] or list(environments().values())
    twice = [one.name for one in chosen if [other.name for other in chosen].count(one.name) > 1]
    if twice:
        raise InputError(f"two environments are called '{twice[0]}'; give one of the files another name")
    designs = [design_named(name) for name in dict.fromkeys(names)] or list(library().values())
    with console.tracker(len(chosen), "drawing designs") as tracker:
        found = []
        for environment in chosen:
            found.append(
                column(
                    path,
                    environment,
                    designs,
                    seed=order.seed,
                    replications=order.replications,
                    overrides=order.overrides,
                )
            )
            tracker(len(found), 0)
    return found


def _state_budget(console: Console, columns: Sequence["Column"], order: Order) -> None:
    """Say how many runs are asked for, and about how long they take, before any is made."""
    from orgsim.engine.warmup import compile_engine

    for design, reason in columns[0].skipped.items():
        console.say(f"left out: {design}: {reason}")
    runs = sum(one.runs for one in columns)
    compile_engine(columns[0].plan.organizations[0].blueprint, console.note)
    minutes = runs * _seconds_a_run(columns[0].plan) / (order.workers or os.cpu_count() or 1) / 60
    console.note(
        f"{counted(len(columns[0].designs), 'design')} and today's company in {counted(len(columns), 'environment')}, "
        f"{counted(order.replications, 'future')} each: {counted(runs, 'run')}, {_minutes(minutes)} unless they are saved already"
    )


def _minutes(minutes: float) -> str:
    return f"about {counted(max(1, round(minutes)), 'minute')}" if minutes >= 1 else "less than a minute"


def _seconds_a_run(plan: "Plan") -> float:
    """Return how long a future of today's company takes here, with what is measured of it, seconds."""
    from orgsim.results.parts import Part
    from orgsim.results.runner import run_part

    started = time.perf_counter()
    run_part(plan.organizations[0], Part(plan.names[0], "", 0, 0), plan.seed)
    return time.perf_counter() - started


def _print(console: Console, atlas: "Atlas") -> None:
    from orgsim.atlas.answers import VALUE
    from orgsim.metrics.catalog import metric_named

    _print_effects(console, atlas)
    console.say(READING.format(rope=metric_named(VALUE).rope.text()))
    console.say()
    console.heading("in which world which design is right")
    rows = [_winner_row(world) for world in atlas.worlds]
    console.table(["environment", "most value", "more than today (95%)", "cannot be told from it"], rows)
    console.say()
    console.heading("which design is regretted least")
    worst = atlas.largest_regrets()
    console.table(
        ["design", "largest", "regret (95%)", "in", "mean"],
        [
            [one.design, *_told(one), world.environment.name, _percent(atlas.mean_regret(one.design))]
            for one, world in worst
        ],
    )
    console.say(REGRETS)
    console.say(f"\n{answer_of(atlas)}")


def _print_effects(console: Console, atlas: "Atlas") -> None:
    """Print the table of effects on value."""
    from orgsim.atlas.answers import VALUE
    from orgsim.figures.atlas import order_of

    futures = min(world.futures for world in atlas.worlds)
    console.heading(f"{atlas.today}: value of each design less today's, % ({counted(futures, 'future')})")
    rows = [[name, *(_cell(world.effects.get((name, VALUE))) for world in atlas.worlds)] for name in order_of([atlas])]
    console.table(["design", *(world.environment.name for world in atlas.worlds)], rows)


def _cell(effect: "Effect | None") -> str:
    if effect is None:
        return "-"
    text = f"{100 * effect.share()[0]:+.1f}{MARKS.get(effect.leaning, ' ')}"
    return click.style(text, fg=STYLES.get(effect.leaning))


def _winner_row(world: "World") -> list[str]:
    from orgsim.atlas.answers import VALUE

    effect = world.effects.get((world.winner, VALUE))
    value, low, high = effect.share() if effect else (0.0, 0.0, 0.0)
    more = f"{_percent(value)} ({_percent(low)} .. {_percent(high)})" if effect else "-"
    return [world.environment.name, world.winner, more, enumerated(world.rivals, MANY_RIVALS) or "nothing"]


def _told(one: "Regret") -> list[str]:
    return [_percent(one.value), f"({_percent(one.low)} .. {_percent(one.high)})"]


def _percent(value: float) -> str:
    return f"{100 * value:+.1f}%"


def answer_of(atlas: "Atlas") -> str:
    """Return the two questions' answers in a few sentences."""
    (least, where), *others = atlas.largest_regrets()
    near = sum(one.low <= least.high for one, _ in others)
    sure: dict[str, list[str]] = {}
    for world in atlas.worlds:
        if world.winner != world.today and not world.rivals:
            sure.setdefault(world.winner, []).append(world.environment.name)
    told = "; ".join(f"{design} in {enumerated(names)}" for design, names in sure.items())
    first = f"Better than every other: {told}." if told else "In no environment can one design be told from all others."
    return (
        f"{first} Regretted least: {least.design}, which gives away at most {_percent(least.value)} "
        f"({_percent(least.low)} .. {_percent(least.high)}), in {where.environment.name}.{_overlap(near)}"
    )


def _overlap(number: int) -> str:
    """Say how many other designs may be regretted as little."""
    if not number:
        return ""
    overlap = agreeing(number, "{its interval overlaps|their intervals overlap}")
    return f" {counted(number, 'other design')} may be regretted as little: {overlap} with that."


def _as_data(atlas: "Atlas") -> dict[str, object]:
    """Return the answer as plain data."""
    worst = atlas.largest_regrets()
    return {
        "today": atlas.today,
        "environments": [_world_data(world) for world in atlas.worlds],
        "regrets": [
            {"environment": world.environment.name, **asdict(one), "mean": atlas.mean_regret(one.design)}
            for one, world in worst
        ],
    }


def _world_data(world: "World") -> dict[str, object]:
    text = world.environment.text
    return {
        "name": world.environment.name,
        "title": text.title,
        "says": text.says,
        "settings": list(world.environment.settings),
        "futures": world.futures,
        "winner": world.winner,
        "rivals": list(world.rivals),
        "left_out": dict(world.skipped),
        "designs": [
            {
                "design": name,
                "effects": {
                    metric: {"verdict": one.leaning, "paired": asdict(one.paired), "today": one.today}
                    for (design, metric), one in world.effects.items()
                    if design == name
                },
                "regret": asdict(world.regrets[name]),
            }
            for name in world.designs
        ],
    }
