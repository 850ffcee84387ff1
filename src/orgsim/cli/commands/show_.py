"""``orgsim show``: the static picture of a design, or every value it resolves to and where that came from."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from orgsim.cli.authored_tables import print_authored
from orgsim.cli.console import Console
from orgsim.cli.options import SCENARIO, SETTINGS
from orgsim.cli.stated import stated
from orgsim.plain_words import counted, dated
from orgsim.scenario.design import Design, Stage, load_design, spelled_out
from orgsim.scenario.structure import depth_of, reports_of, structure_of, yearly_cost
from orgsim.scenario.undecided import sentence, undecided


@click.command()
@SCENARIO
@click.option("--resolved", is_flag=True, help="Print every value as YAML, with templates and defaults filled in.")
@click.option("--origin", is_flag=True, help="Print every value with the file, line and column it comes from.")
@SETTINGS
@click.pass_obj
def command(console: Console, path: Path, *, resolved: bool, origin: bool, overrides: tuple[str, ...]) -> None:
    """Print a design: who reports to whom, spans of control, layers, teams and cost, for every stage of a design that changes."""
    design = load_design(path, overrides)
    console.answer(**design.resolved())
    if said := {stage.name: stage.said for stage in design.stages if stage.said}:
        console.answer(operations=said)
    for place, stage in enumerate(design.stages):
        if len(design.stages) > 1:
            console.heading(f"# {stage.name}: {_when(design, stage)}")
        for text in stage.said:
            console.say(f"# {text}")
        if origin:
            _print_origins(console, stage)
        elif resolved:
            _print_resolved(console, stage)
        else:
            _print_structure(console, stage)
            for line in stated(design, place):
                console.say(line)
    if not (origin or resolved):
        print_authored(console, design)


def _when(design: Design, stage: Stage) -> str:
    warmup = design.baseline.horizon.warmup_quarters * 13
    if stage.week < warmup or stage.week == 0:
        return "from the start"
    return dated(0, stage.week - warmup)


def _print_structure(console: Console, stage: Stage) -> None:
    scenario = stage.scenario
    found = structure_of(scenario)
    below = reports_of(scenario)
    owned: dict[str, list[str]] = {}
    for name, team in scenario.teams.items():
        owned.setdefault(team.owner or "", []).append(f"{name} ({team.engineers})")
    for name, post in scenario.posts.items():
        if post.helps:
            owned.setdefault(name, []).append(f"helps with {post.helps}")
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
        f"{counted(found.posts, 'post')} in {counted(found.layers, 'layer')}, {found.vacant} vacant; "
        f"{counted(found.managers, 'manager')} with a mean span of {found.mean_span:.1f} and a widest span of "
        f"{found.widest_span}; {counted(found.teams, 'team')} with {counted(found.engineers, 'engineer')}"
    )
    for action, owners in undecided(stage.document.data).items():
        console.say(sentence(action, owners))
    total = found.people_cost + found.engineering_cost
    console.say(f"cost ${total / 1000:.1f}M a year, of which posts ${found.people_cost / 1000:.1f}M")


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
    writer.dump(spelled_out(stage.scenario, exclude_none=True), text)
    console.say(text.getvalue().rstrip())


def _print_origins(console: Console, stage: Stage) -> None:
    marks = stage.document.marks
    for path, value in _leaves(spelled_out(stage.scenario), ()):
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
