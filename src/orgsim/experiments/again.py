"""Some saved futures simulated again, and whether they are what is saved, to the last bit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from orgsim.errors import InputError, ResultsError
from orgsim.results.comparison import results_from
from orgsim.results.files import TABLES, frame_of, read_json, read_table
from orgsim.results.manifest import mending
from orgsim.results.parts import Part
from orgsim.results.plan import Plan, plan_again
from orgsim.results.runner import run_part


@dataclass(frozen=True)
class Repeated:
    """One part made again: the tables that differ from what is saved; none where all are the same."""

    folder: Path
    part: Part
    different: tuple[str, ...]


@dataclass(frozen=True)
class Saved:
    """One saved part and the manifest that says how to make it again."""

    manifest: Path
    part: Part


def saved_in(place: Path) -> list[Saved]:
    """Return every saved part below a folder, or of one manifest, in a fixed order.

    Raises
    ------
    ResultsError
        When there is none.
    """
    manifests = [place] if place.suffix == ".json" else sorted(place.rglob("manifest-*.json"))
    found = [Saved(path, part) for path in manifests for part in results_from(read_json(path), path.parent).parts]
    if not found:
        raise ResultsError(f"{place} holds no results of orgsim")
    return found


def sample_of(saved: Sequence[Saved], count: int, seed: int) -> list[Saved]:
    """Return some of the saved parts, drawn without repetition, in their order; all where there are no more."""
    drawn = np.random.default_rng(seed).permutation(len(saved))[:count]
    return [saved[place] for place in sorted(drawn.tolist())]


def repeat(chosen: Sequence[Saved], tell: Callable[[int], object]) -> list[Repeated]:
    """Simulate parts again and compare every value of every table with what is saved.

    Raises
    ------
    InputError
        When the designs cannot be made again from what is saved, as after a change of the model.
    """
    found, plans = [], dict[Path, Plan]()
    for place, one in enumerate(chosen, start=1):
        if one.manifest not in plans:
            plans.clear()  # parts come manifest by manifest
            plans[one.manifest] = plan_of(one.manifest)
        found.append(_repeated(one, plans[one.manifest]))
        tell(place)
    return found


def plan_of(path: Path) -> Plan:
    """Return the plan that a manifest was written for.

    Raises
    ------
    InputError
        When its designs cannot be made again, naming the manifest.
    """
    try:
        return plan_again(read_json(path))
    except InputError as error:
        raise InputError(f"{path}: {error}") from None


def _repeated(one: Saved, plan: Plan) -> Repeated:
    """Make a part again; a future that a saved part lacks because it failed makes the part different."""
    folder = one.manifest.parent
    mend = mending(read_json(one.manifest), folder)
    tables, _ = run_part(plan.organization(one.part.design), one.part, plan.seed)
    different = []
    for name in TABLES:
        made = frame_of(one.part, plan.seed, tables[name])
        if not made.equals(read_table(folder, name, [one.part], mend)):  # NaN is the same as NaN here
            different.append(name)
    return Repeated(folder, one.part, tuple(different))
