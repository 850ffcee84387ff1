"""``orgsim designs``: the library of designs, on paper, and as scenarios of one's own company at equal cost."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import click

from orgsim.cli.console import Console
from orgsim.cli.errors import NO, Stop
from orgsim.cli.options import FOLDER, PATH
from orgsim.errors import InputError
from orgsim.plain_words import counted, dated
from orgsim.scenario.problems import shown

if TYPE_CHECKING:
    from orgsim.scenario.design import Design
    from orgsim.scenario.library.applying import Applied
    from orgsim.scenario.model import Scenario

WIDE = 110
"""Columns of a terminal from which on the table of facts has all its columns."""
MOST_COMPARED = 7
LIKE_TODAY = " The company is like this already, so the design is today's."


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option(
    "--apply",
    "today",
    type=PATH,
    metavar="SCENARIO",
    help="Write the designs as scenarios that extend this one, at equal cost.",
)
@click.option(
    "--on", "look", type=PATH, metavar="SCENARIO", help="Show the designs on this company, and write nothing."
)
@click.option(
    "-o", "--output", type=FOLDER, metavar="DIR", help="Write into this folder; default: that of the scenario."
)
@click.option("--force", is_flag=True, help="Overwrite existing files.")
@click.pass_obj
def command(
    console: Console, names: tuple[str, ...], *, today: Path | None, look: Path | None, output: Path | None, force: bool
) -> None:
    """List the designs of the library, all or those that are named, each with a small chart and facts on paper.

    Without a scenario they are shown on the template `product-org`. What a design costs more is paid by fewer engineers, and what it saves
    pays for more of them, so that all cost what today costs over the horizon.
    """
    from orgsim.scenario.design import load_design
    from orgsim.scenario.library.applying import all_applied
    from orgsim.scenario.library.designs import design_named, library

    _one_of(today, look, output, force=force)
    chosen = [design_named(name) for name in dict.fromkeys(names)] or list(library().values())
    path = today or look or _example()
    design = load_design(path)
    fitting, refused = all_applied(chosen, design)
    files = _written(fitting, path, output, force=force) if today else {}
    console.answer(company=design.name, today=_facts(design.final), designs=[_as_data(one, files) for one in fitting])
    console.answer(refused=[{"design": one.design, "reason": str(one)} for one in refused])
    if today is None:
        console.heading(_on(design, path, look))
    if fitting and fitting[0].quarter:
        _wrapped(console, _later(design.name, fitting[0]), "")
    for one in fitting:
        (_print_short if today else _print_long)(console, one, files.get(one.design.name))
    for error in refused:
        console.say(f"{error}")
    console.say()
    _print_table(console, design, fitting)
    if today:
        _next(console, path, list(files.values()))
    if refused and (names or not fitting):
        raise Stop(NO)


def _one_of(today: Path | None, look: Path | None, output: Path | None, *, force: bool) -> None:
    """Refuse options that contradict each other, or that would do nothing."""
    if today and look:
        raise click.UsageError(
            "--on shows the designs and writes nothing, and --apply writes them: give one of the two"
        )
    if not today and (output or force):
        raise click.UsageError(f"{'-o' if output else '--force'} says how files are written: it goes with --apply")


def _example() -> Path:
    """Return the shipped scenario on which designs are shown when there is no other."""
    from orgsim.scenario.shipped_files import TEMPLATES

    return TEMPLATES / "product-org" / "today.yaml"


def _on(design: "Design", path: Path, look: Path | None) -> str:
    from orgsim.scenario.structure import structure_of

    found = structure_of(design.final)
    where = shown(path) if look else "the template product-org"
    return f"on {where}: {counted(found.posts, 'post')}, {counted(found.engineers, 'engineer')}"


def _later(today: str, one: "Applied") -> str:
    """Say when designs take effect where today's company changes itself first."""
    left = counted(one.balance.quarters, "quarter")
    when = f"{today} changes itself first, so designs take effect {dated(one.quarter)}"
    return f"{when} and cost the same over the {left} that are left."


# files


def _written(fitting: Sequence["Applied"], today: Path, output: Path | None, *, force: bool) -> dict[str, Path]:
    """Write every design beside what it extends; all of them or none."""
    from orgsim.scenario.design import load_design
    from orgsim.scenario.document import parse
    from orgsim.scenario.library.writing import scenario_text

    folder, base = _place(today, output)
    texts = {folder / f"{one.design.name}.yaml": scenario_text(one, base) for one in fitting}
    _spare(texts, today, force=force)
    for path, text in texts.items():
        load_design(path, (), parse(text, path))  # what is written must be readable
    try:
        for path, text in texts.items():
            path.write_bytes(text.encode())
    except OSError as error:
        raise InputError(f"{shown(path)} cannot be written: {(error.strerror or 'unknown reason').lower()}") from None
    return {path.stem: path for path in texts}


def _spare(texts: Mapping[Path, str], today: Path, *, force: bool) -> None:
    """Refuse to write over the scenario itself, and over files that differ."""
    for path, text in texts.items():
        if path.resolve() == today.resolve():
            raise InputError(f"{shown(path)} is the scenario that the design extends; it is not overwritten")
        if not force and path.exists() and path.read_bytes() != text.encode():
            raise InputError(
                f"{shown(path)} exists already and differs; move it away, or --force (nothing was written)"
            )


def _place(today: Path, output: Path | None) -> tuple[Path, str]:
    """Return the folder of the designs, and how they name what they extend: a file in their own folder or below."""
    folder = (output or today.parent).resolve()
    if not today.resolve().is_relative_to(folder):
        raise InputError(
            f"a scenario extends files in its own folder or below, and {shown(today)} is not below {shown(folder)}; "
            f"leave -o out, or copy the scenario there first"
        )
    return output or today.parent, today.resolve().relative_to(folder).as_posix()


def _next(console: Console, today: Path, files: Sequence[Path]) -> None:
    few = " ".join(shown(file) for file in files[:MOST_COMPARED])
    if files:
        console.note(f"next: orgsim compare {shown(today)} {few}")
    if len(files) > MOST_COMPARED:
        console.note(
            f"that compares the first {MOST_COMPARED} of the {len(files)} designs that were written; name others in their place"
        )


# printing


def _columns() -> int:
    return min(128, max(60, shutil.get_terminal_size((100, 40)).columns))


def _wrapped(console: Console, text: str, indent: str = "  ") -> None:
    for line in wrap(text, _columns(), initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False):
        console.say(line)


def _print_long(console: Console, one: "Applied", _file: Path | None) -> None:
    """Print a design with its sentence, whom it is said to suit, where it is from, its chart and its facts."""
    from orgsim.scenario.library.picture import beside_the_chart, deciders, picture
    from orgsim.scenario.library.writing import money_sentence

    text = one.design.text
    console.say()
    console.heading(f"{one.design.name}: {text.title}")
    _wrapped(console, text.says)
    _wrapped(console, f"Said to suit {text.suits}. Source: {text.source}.")
    for line in picture(one.after):
        console.say(f"    {line}")
    beside = beside_the_chart(one.after)
    _wrapped(
        console,
        f"{'Beside the chart: ' + ', '.join(beside) + '. ' if beside else ''}{_decided(one, deciders(one.after))}",
    )
    _wrapped(console, f"{money_sentence(one)}{LIKE_TODAY if one.nothing else ''}")


def _decided(one: "Applied", who: str) -> str:
    """Say who decides on a bet, and what it passes until then."""
    from orgsim.scenario.paths import paths_of

    paths = paths_of(one.after)
    return f"A bet is decided by: {who}; it passes {paths.mean['fund']:.1f} desks, at most {paths.most['fund']}."


def _print_short(console: Console, one: "Applied", file: Path | None) -> None:
    """Print what was written, what the operations did and what pays for what."""
    from orgsim.scenario.library.writing import money_sentence

    console.heading(f"{one.design.name}: {one.design.text.title}")
    _wrapped(console, f"{'; '.join(said.rstrip('.') for said in one.said)}.")
    _wrapped(console, f"{money_sentence(one)}{LIKE_TODAY if one.nothing else ''}")
    if file:
        console.say(f"  wrote {shown(file)}")


FACTS = {
    "posts": lambda f: f"{f['posts']}",
    "engineers": lambda f: f"{f['mean_engineers']:.1f}",
    "layers": lambda f: f"{f['layers']}",
    "span": lambda f: f"{f['mean_span']:.1f}/{f['widest_span']}",
    "together": lambda f: "-" if f["led_together"] is None else f"{f['led_together']:.0%}",
    "bet": lambda f: f"{f['desks']['fund']:.1f}",
    "new ground": lambda f: f"{f['desks']['explore']:.1f}",
    "conflict": lambda f: f"{f['desks']['prioritize']:.1f}",
    "hiring": lambda f: f"{f['desks']['staff']:.1f}",
    "$M a year": lambda f: f"{f['yearly_cost'] / 1000:.2f}",
}
NARROW = {
    "posts": "posts",
    "engineers": "eng.",
    "layers": "layers",
    "span": "span",
    "together": "tog.",
    "bet": "bet",
    "conflict": "confl.",
    "$M a year": "$M/yr",
}
"""The columns of a narrow terminal, and what they are called there."""


def _print_table(console: Console, today: "Design", fitting: Sequence["Applied"]) -> None:
    """Print the facts of all designs side by side, today's company first."""
    facts = {"today" if today.name in [one.design.name for one in fitting] else today.name: _facts(today.final)}
    facts |= {one.design.name: _facts_of(one) for one in fitting}
    columns = {name: name for name in FACTS} if _columns() >= WIDE else NARROW
    rows = [[name, *(FACTS[column](found) for column in columns)] for name, found in facts.items()]
    console.table(["on paper", *columns.values()], rows)
    _wrapped(
        console,
        "span: mean/widest; together: share of closeness between domains that one superior leads; bet, new ground, conflict, "
        "hiring: mean desks that such a matter passes until it is decided (0: who owns the product decides alone); engineers "
        "and cost: means over the horizon.",
        "",
    )


def _facts(scenario: "Scenario") -> dict[str, Any]:
    """Return the static facts of a company as plain data."""
    from orgsim.scenario.paths import paths_of
    from orgsim.scenario.structure import structure_of
    from orgsim.scenario.together import led_together

    paths, found = paths_of(scenario), structure_of(scenario)
    means: dict[str, float | None] = {
        "mean_engineers": float(found.engineers),
        "yearly_cost": found.people_cost + found.engineering_cost,
    }
    means["led_together"] = led_together(scenario)
    return {**vars(found), **means, "desks": dict(paths.mean), "most_desks": dict(paths.most)}


def _facts_of(one: "Applied") -> dict[str, Any]:
    """Return the static facts of a design, with engineers and cost as they are on average over the horizon."""
    before = sum(team.engineers for team in one.before.teams.values())
    means = {"mean_engineers": before + one.balance.mean_change, "yearly_cost": one.balance.yearly}
    return {**_facts(one.after), **means}


def _as_data(one: "Applied", files: dict[str, Path]) -> dict[str, Any]:
    """Return a design as plain data."""
    from orgsim.scenario.library.picture import picture
    from orgsim.scenario.library.writing import money_sentence

    text = one.design.text
    file = files.get(one.design.name)
    return {
        "design": one.design.name,
        **{field: getattr(text, field) for field in ("title", "says", "suits", "source")},
        "did": list(one.said),
        "chart": picture(one.after),
        "facts": _facts_of(one),
        "pays": money_sentence(one),
        "cost_share": one.balance.share,
        "written": shown(file) if file else None,
    }
