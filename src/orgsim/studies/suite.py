"""Running the checks, one after the other."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from orgsim.studies.checks import Check, Reading, failed


@dataclass(frozen=True)
class Outcome:
    """What came of a check."""

    check: Check
    readings: tuple[Reading, ...]
    seconds: float

    @property
    def passed(self) -> bool:
        """Whether every target was met."""
        return not failed(self.readings)


def run_checks(checks: Sequence[Check], seed: int, report: Callable[[int, int], None] | None = None) -> list[Outcome]:
    """Run checks; `report` is told how many are done and how many of them failed."""
    outcomes: list[Outcome] = []
    for check in checks:
        started = time.monotonic()
        readings = tuple(check.run(seed))
        outcomes.append(Outcome(check, readings, time.monotonic() - started))
        if report:
            report(len(outcomes), sum(not outcome.passed for outcome in outcomes))
    return outcomes


def surviving(check: Check, seed: int) -> list[str]:
    """Return the mutants and null models of a check that pass it, which none should."""
    wrong = {**check.mutants, **check.nulls}
    return [name for name, run in wrong.items() if not failed(run(seed))]


def draw_figures(outcomes: Sequence[Outcome], folder: Path, suffix: str = "svg") -> dict[str, Path]:
    """Draw the figures of checks that have one into a folder; return the files by name of the check."""
    from orgsim.figures.saving import save

    files = {}
    for outcome in outcomes:
        if outcome.check.draw:
            figure, words = outcome.check.draw(outcome.readings).draw()
            files[outcome.check.name] = save(figure, folder / f"{outcome.check.name}.{suffix}", words)
    return files


def as_data(outcome: Outcome) -> dict[str, Any]:
    """Return an outcome as plain data."""
    check = outcome.check
    return {
        "check": check.name,
        "claim": check.claim,
        "source": check.source,
        "passed": outcome.passed,
        "seconds": round(outcome.seconds, 2),
        "mutants": list(check.mutants),
        "null_models": list(check.nulls),
        "remarks": check.remarks.split("\n\n") if check.remarks else [],
        "readings": [as_record(reading) for reading in outcome.readings],
    }


def as_record(reading: Reading) -> dict[str, Any]:
    """Return a reading as plain data."""
    given = ("what", "target", "obtained", "tolerance", "side", "reason", "passed", "out_of_reach")
    found = {name: getattr(reading, name) for name in given}
    return {**found, "standard_error": reading.error, "smallest_error_caught": reading.catches}
