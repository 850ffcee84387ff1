"""``orgsim show``: the static picture of a design, or every value it resolves to and where that came from."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from orgsim.cli.console import Console
from orgsim.scenario.design import Design, Stage, load_design
from orgsim.scenario.structure import depth_of, reports_of, structure_of, yearly_cost


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--resolved", is_flag=True, help="Every value, templates filled in, as YAML.")
@click.option("--origin", is_flag=True, help="Where each value came from: file, line and column.")
@click.option(
    "--set", "overrides", multiple=True, metavar="KEY.PATH=VALUE", help="Lay a value over the baseline first."
)
@click.pass_obj
def command(console: Console, path: Path, *, resolved: bool, origin: bool, overrides: tuple[str, ...]) -> None:
    """Print a design: who reports to whom, spans, layers, teams and cost; every stage of it when it changes."""
    design = load_design(path, overrides)
    console.answer(**design.resolved())
    for stage in design.stages:
        if len(design.stages) > 1:
            console.say(click.style(f"# {stage.name}: {_when(design, stage)}", bold=True))
        if origin:
            _print_origins(console, stage)
        elif resolved:
            _print_resolved(console, stage)
        else:
            _print_structure(console, stage)


def _when(design: Design, stage: Stage) -> str:
    warmup = design.baseline.horizon.warmup_quarters * 13
    if stage.week < warmup or stage.week == 0:
        return "from the start"
    quarter, week = divmod(stage.week - warmup, 13)
    return f"from quarter {quarter + 1}" + (f", week {week + 1}" if week else "")


def _print_structure(console: Console, stage: Stage) -> None:
    scenario = stage.scenario
    found = structure_of(scenario)
    below = reports_of(scenario)
    owned: dict[str, list[str]] = {}
    for name, team in scenario.teams.items():
        owned.setdefault(team.owner or "", []).append(f"{name} ({team.engineers})")
    rows = [
        [
            "  " * depth_of(scenario.posts, name) + name + (" (vacant)" if scenario.posts[name].vacant else ""),
            scenario.posts[name].role,
            str(len(below.get(name, []))),
            f"{yearly_cost(scenario, scenario.posts[name]):.0f}",
            ", ".join(owned.get(name, [])),
        ]
        for root, post in scenario.posts.items()
        if not post.reports_to
        for name in _tree(root, below)
    ]
    console.table(["post", "role", "reports", "$k a year", "teams (engineers)"], rows)
    console.say()
    console.say(
        f"{found.posts} posts in {found.layers} layers, {found.vacant} vacant; {found.managers} managers, mean span "
        f"{found.mean_span:.1f}, widest {found.widest_span}; {found.teams} teams with {found.engineers} engineers"
    )
    total = found.people_cost + found.engineering_cost
    console.say(f"cost ${total / 1000:.1f}M a year, of it posts ${found.people_cost / 1000:.1f}M")


def _tree(root: str, below: dict[str, list[str]]) -> Iterator[str]:
    yield root
    for name in below.get(root, []):
        yield from _tree(name, below)


def _print_resolved(console: Console, stage: Stage) -> None:
    from io import StringIO

    from ruamel.yaml import YAML

    text = StringIO()
    writer = YAML()
    writer.width = 120
    writer.dump(stage.scenario.model_dump(mode="json", exclude_none=True), text)
    console.say(text.getvalue().rstrip())


def _print_origins(console: Console, stage: Stage) -> None:
    marks = stage.document.marks
    for path, value in _leaves(stage.scenario.model_dump(mode="json"), ()):
        mark = marks.get((*path, "=")) or marks.get(path) or marks.get((*path[:-1], "="))
        if value is None and mark is None:
            continue
        place = mark.text() if mark else _unmarked(stage, path)
        console.say(f"{'.'.join(map(str, path))} = {value}    # {place}")


def _unmarked(stage: Stage, path: tuple[str | int, ...]) -> str:
    """Say where a value without a place came from: a short form, or orgsim's defaults."""
    here: Any = stage.document.data
    for part in path:
        if not isinstance(here, dict | list) or (isinstance(here, dict) and part not in here):
            return "default"
        here = here[part]  # type: ignore[index]
    return "a short form"


def _leaves(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if isinstance(value, dict) and value:
        for key, below in value.items():
            yield from _leaves(below, (*path, key))
    else:
        yield path, value
