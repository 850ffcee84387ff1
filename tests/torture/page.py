"""docs/reliability.md: what the attacks found, row by row; attacks that were not run keep their row."""

import datetime as dt
import platform
import re
from collections.abc import Mapping
from pathlib import Path

from tests.torture.attack import NAMES, attack_named
from tests.torture.crew import Tally

HEADER = ("attack", "tried", "held", "broken", "what happened", "seed", "day", "model")


def write_attacks(path: Path, tallies: Mapping[str, Tally], seed: int) -> None:
    """Write the counts of some attacks into the page."""
    text = path.read_text(encoding="utf-8")
    rows = rows_in(text)
    rows |= {title(name): row(name, tally, seed) for name, tally in tallies.items()}
    promises = "\n".join(f"- **{title(name)}**: {attack_named(name).promise}." for name in NAMES)
    table = markdown(HEADER, [rows.get(title(name), [title(name), *"------", "-"]) for name in NAMES])
    path.write_text(with_part(text, "attacks", f"{promises}\n\n{table}"), encoding="utf-8")


def row(name: str, tally: Tally, seed: int) -> list[str]:
    """Return the row of an attack."""
    from orgsim.results.plan import model_version

    attack = attack_named(name)
    held, tried = sum(tally.what.values()), tally.done * attack.size
    kinds = ", ".join(f"{what} {count:,}" if count > 1 else what for what, count in sorted(tally.what.items()))
    day = f"{dt.datetime.now(dt.UTC):%Y-%m-%d}, Python {platform.python_version()}"
    return [
        title(name),
        f"{tried:,} {attack.unit}",
        f"{held:,}",
        f"{tried - held:,}",
        kinds,
        str(seed),
        day,
        model_version(),
    ]


def title(name: str) -> str:
    """Return what an attack is called on the page."""
    return name.replace("_", " ")


def rows_in(text: str) -> dict[str, list[str]]:
    """Return the rows that a page has, by the name of the attack."""
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in part(text, "attacks").splitlines()
        if line.startswith("|")
    ]
    return {found[0]: found for found in cells[2:] if len(found) == len(HEADER)}


def markdown(header: tuple[str, ...], rows: list[list[str]]) -> str:
    """Return a table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def part(text: str, name: str) -> str:
    """Return the part of a page between its marks."""
    found = re.search(rf"<!-- {name} -->\n(.*?)<!-- end of {name} -->", text, re.DOTALL)
    return found[1] if found else ""


def with_part(text: str, name: str, content: str) -> str:
    """Return a page with the part between its marks exchanged."""
    marks = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    if any(mark not in text for mark in marks):
        raise ValueError(f"the page has no marks for {name}")
    before, rest = text.split(marks[0], 1)
    return f"{before}{marks[0]}{content}\n{marks[1]}{rest.split(marks[1], 1)[1]}"
