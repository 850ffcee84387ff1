"""What the studies found, as data: written with their pages, and read by whoever sets a claim beside what was measured.

Each study has a file in ``published/``, or a folder with a file for each part, with the same digits as on its page: a list of readings.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

PUBLISHED = Path(__file__).parent / "published"


@dataclass(frozen=True)
class Measured:
    """One reading of a study as it was published."""

    study: str
    part: str
    """Which experiment of the study."""
    claim: str
    """What it was held against, in words; nothing where it was only reported."""
    what: str
    unit: str
    mean: float | None
    low: float | None
    high: float | None
    futures: int
    outcome: str
    """Whether that is as expected, in a word or two."""


def publish(study: str, found: Iterable[Measured], folder: Path = PUBLISHED, *, part: str = "") -> Path:
    """Write what a study found, or one part of it that has a file of its own, one reading a line, so that changes can be read."""
    path = folder / study / f"{part}.json" if part else folder / f"{study}.json"
    path.parent.mkdir(exist_ok=True)
    lines = ",\n".join(json.dumps(_without(asdict(one), "study")) for one in found)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    return path


def _without(content: dict[str, object], key: str) -> dict[str, object]:
    return {name: value for name, value in content.items() if name != key}


@cache
def published() -> tuple[Measured, ...]:
    """Return everything that is published, study by study."""
    files = sorted(PUBLISHED.rglob("*.json"))
    return tuple(
        Measured(path.relative_to(PUBLISHED).with_suffix("").parts[0], **one)
        for path in files
        for one in json.loads(path.read_text(encoding="utf-8"))
    )


def measured(study: str, part: str, what: str) -> Measured:
    """Return one reading; of several of the same words, the first of its part.

    Raises
    ------
    KeyError
        When nothing of the kind was published.
    """
    for one in published():
        if (one.study, one.part, one.what) == (study, part, what):
            return one
    raise KeyError(f"{study} published no '{what}' of '{part}'")
