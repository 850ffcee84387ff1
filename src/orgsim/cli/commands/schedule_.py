"""``orgsim schedule``: the order of a simulated week and quarter, read from the code that runs it."""

from pathlib import Path

import click

from orgsim.cli.console import Console


@click.command()
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option(
    "--set", "overrides", multiple=True, metavar="KEY.PATH=VALUE", help="Lay a value over the baseline first."
)
@click.pass_obj
def command(console: Console, path: Path | None, overrides: tuple[str, ...]) -> None:
    """Print who does what when, with what each step reads and writes; with a SCENARIO, what it switches off is marked."""
    from orgsim.engine import schedule
    from orgsim.engine.steps import STEPS, called, plain, switch_of
    from orgsim.scenario.design import load_design

    switches = dict(load_design(path, overrides).baseline.mechanisms) if path else {}
    printed: dict[str, list[dict[str, object]]] = {"quarter": [], "week": []}
    for title, key, function in (
        ("At the start of a quarter, within its first week", "quarter", schedule.quarter),
        ("Every week", "week", schedule.run),
    ):
        console.say(click.style(title, bold=True))
        raw = plain(function)
        for place, name in enumerate((n for n in called(raw) if n in STEPS or n == "quarter"), start=1):
            if name == "quarter":
                console.say(f"{place:>3}  (in the first week of a quarter: what is listed above)")
                continue
            step = STEPS[name]
            switch = switch_of(raw, name)
            off = switch is not None and switches.get(switch) is False
            mark = f"  [off: mechanisms.{switch}]" if off else f"  [switch: {switch}]" if switch else ""
            console.say(f"{place:>3}  {step.name}  ({step.mechanism}){mark}")
            console.say(f"     {step.purpose}")
            console.say(f"     reads  {', '.join(step.reads) or '-'}")
            console.say(f"     writes {', '.join(step.writes)}")
            printed[key].append(
                {"step": name, "mechanism": step.mechanism, "reads": step.reads, "writes": step.writes, "off": off}
            )
        console.say()
    console.answer(**printed)
