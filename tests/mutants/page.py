"""The survivors on docs/reliability.md, with the reason why each lives."""

import datetime as dt
from pathlib import Path
from typing import Any

from tests.mutants.points import Point
from tests.mutants.survivors import REASONS
from tests.torture.page import markdown, with_part

NOT_YET = "not judged yet"


def write_survivors(path: Path, verdicts: list[tuple[Point, dict[str, Any]]], size: int, seed: int) -> None:
    """Write how many mutants died, and why each of the others lives."""
    from orgsim.results.plan import model_version

    dead = [known["layer"] for _, known in verdicts if known["killed"]]
    layers = ", ".join(f"{dead.count(layer)} in the layer `{layer}`" for layer in dict.fromkeys(dead))
    through = sorted({layer for _, known in verdicts for layer in known["survived"]})
    lines = [
        (
            f"Sample of {len(verdicts)} of {size:,} mutants, seed {seed}, {dt.datetime.now(dt.UTC):%Y-%m-%d}, model {model_version()}: "
            f"{len(dead)} died ({len(dead) / max(1, len(verdicts)):.0%}; {layers}), {len(verdicts) - len(dead)} live. "
            f"Survivors went through: {', '.join(through) or 'nothing'}."
        ),
        "",
    ]
    rows = [
        [
            f"`{point.file.removeprefix('orgsim/engine/mechanisms/')}:{point.line}`",
            code(point.before),
            code(point.after),
            reason(point),
        ]
        for point, known in sorted(verdicts, key=lambda verdict: verdict[0])
        if not known["killed"]
    ]
    lines.append(markdown(("place", "before", "after", "why it lives"), rows) if rows else "There are no survivors.")
    path.write_text(with_part(path.read_text(encoding="utf-8"), "mutants", "\n".join(lines)), encoding="utf-8")


def code(text: str) -> str:
    """Return code that a table can hold."""
    return f"`{text.replace('|', '¦')}`"


def reason(point: Point) -> str:
    """Return why a mutant lives, by its function and its change: lines move."""
    return REASONS.get((Path(point.file).stem, point.function, point.before, point.after), NOT_YET)
