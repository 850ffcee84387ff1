"""``orgsim schedule``: the order of a simulated week and quarter, read from the code that runs it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from orgsim.cli.console import Console
from orgsim.cli.options import ANY_SCENARIO, SETTINGS


@click.command()
@ANY_SCENARIO
@SETTINGS
@click.pass_obj
def command(console: Console, path: Path | None, overrides: tuple[str, ...]) -> None:
    """Print the steps of a simulated week and quarter in their order, with the tables each step reads and writes.

    With a SCENARIO, the steps that it switches off are marked.
    """
    from orgsim.engine import schedule
    from orgsim.scenario.design import load_design

    switches = dict(load_design(path, overrides).baseline.mechanisms) if path else {}
    console.heading("At the start of a quarter, within its first week")
    console.answer(quarter=_print_steps(console, schedule.quarter, switches))
    console.heading("Every week")
    console.answer(week=_print_steps(console, schedule.run, switches))


def _print_steps(
    console: Console, function: Callable[..., Any], switches: Mapping[str, bool]
) -> list[dict[str, object]]:
    """Print the steps that a part of the schedule calls, and return them as data."""
    from orgsim.engine.steps import STEPS, called, plain, switch_of

    raw, printed = plain(function), []
    for place, name in enumerate((n for n in called(raw) if n in STEPS or n == "quarter"), start=1):
        if name == "quarter":
            console.say(f"{place:>3}  (in the first week of a quarter, the steps listed above)")
            continue
        step = STEPS[name]
        switch = switch_of(raw, name)
        off = switch is not None and switches.get(switch) is False
        mark = f"  [off: mechanisms.{switch}]" if off else f"  [switch: {switch}]" if switch else ""
        console.say(f"{place:>3}  {step.name}  ({step.mechanism}){mark}")
        console.say(f"     {step.purpose}")
        console.say(f"     reads  {', '.join(step.reads) or '-'}")
        console.say(f"     writes {', '.join(step.writes)}")
        reads_writes = {"reads": step.reads, "writes": step.writes}
        printed.append({"step": name, "mechanism": step.mechanism, **reads_writes, "off": off})
    console.say()
    return printed
