"""What must be true of whatever is accepted: it comes back from ``show --resolved``, and it runs with balanced books and finite metrics."""

import math
from pathlib import Path
from typing import Any

import numpy as np

from tests.torture.attack import BrokenError

MOST_OPPORTUNITIES = 20_000
"""Futures with more opportunities than this are not run: they would take minutes, as they should."""


def round_trips(design: Any, folder: Path) -> bool:
    """Hold a design against what ``show --resolved`` prints of it, read again; a design with changes prints several, and is left out."""
    from orgsim.cli.commands.show_ import _print_resolved
    from orgsim.errors import InputError
    from orgsim.scenario.design import load_design

    if len(design.stages) > 1:
        return False
    said: list[str] = []
    _print_resolved(type("Console", (), {"say": staticmethod(said.append)}), design.stages[0])  # type: ignore[arg-type]
    path = folder / "resolved.yaml"
    path.write_text(said[0], encoding="utf-8")
    try:
        again = load_design(path)
    except InputError as error:
        raise BrokenError(f"what `show --resolved` prints is refused: {error}") from None
    if again.resolved() != design.resolved():
        raise BrokenError(
            f"what `show --resolved` prints is another design: {first_difference(design.resolved(), again.resolved())}"
        )
    return True


def first_difference(one: Any, other: Any, at: str = "") -> str:
    """Return where two trees differ first."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in {**one, **other}:
            if one.get(key) != other.get(key):
                return first_difference(one.get(key), other.get(key), f"{at}.{key}")
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for place, (here, there) in enumerate(zip(one, other, strict=True)):
            if here != there:
                return first_difference(here, there, f"{at}[{place}]")
    return f"{at}: {one!r} became {other!r}"


def opportunities(design: Any) -> float:
    """Return how many opportunities a future brings, about."""
    weekly = sum(domain.opportunities_per_week for domain in design.baseline.domains.values())
    surges = [event for event in design.baseline.events if event.kind == "demand_surge"]
    return weekly * (design.weeks + sum(13 * event.quarters * max(0.0, event.factor - 1.0) for event in surges))


def runs(organization: Any, seed: int, replication: int) -> bool:
    """Run one future: its books balance (``simulate`` audits them), and no number of its results is infinite."""
    from orgsim.metrics.parts import parts_of
    from orgsim.metrics.twice import branches_of, twice_in
    from orgsim.metrics.watching import simulate
    from orgsim.results.tables import rows_of

    if opportunities(organization.design) > MOST_OPPORTUNITIES:
        return False
    twice = twice_in(organization, branches_of(organization))
    state = simulate(organization.blueprint, seed, replication, twice)
    for table, columns in rows_of(organization, [state], parts_of(organization), [twice.until_the_end(state)]).items():
        for name, values in columns.items():
            if any(isinstance(value, float) and math.isinf(value) for value in values):
                raise BrokenError(f"the column {name} of {table} is infinite")
    for name in ("beliefs", "strategy"):
        if not np.isfinite(getattr(state, name)).all():
            raise BrokenError(f"{name} are not finite")
    return True


def says_what_is_wrong(error: Exception) -> None:
    """A refusal is a sentence; one of a scenario has a code for every problem, and its excerpt can be printed."""
    problems = getattr(error, "problems", None)
    if problems is None:
        if not str(error).strip():
            raise BrokenError("a refusal without a word")
        return
    for problem in problems:
        if not problem.text().strip():
            raise BrokenError("a problem without a word")
        problem.excerpt()
        problem.as_dict()


def people_balance(staffed: Any) -> None:
    """Everybody who is on a ladder has been there before, or was hired; who is not there any more has left."""
    heads, hired, left = (staffed[name].sum(axis=1) for name in ("heads", "hired", "left"))
    if not np.array_equal(heads[1:], heads[:-1] + hired[1:] - left[1:]):
        raise BrokenError("people do not balance")
    for name in staffed.dtype.names:
        if not np.isfinite(staffed[name]).all():
            raise BrokenError(f"{name} of a ladder is not finite")
