"""A batch file as cases: one comparison of all designs for every environment, setting, point and seed."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from orgsim.experiments.samples import points_of
from orgsim.scenario.batch import leaves
from orgsim.scenario.batch_reading import BatchFile
from orgsim.scenario.design import load_design
from orgsim.scenario.fields import Setting
from orgsim.scenario.model import Scenario
from orgsim.scenario.problems import ScenarioError

OPERATIONS = "redesigns."
"""What the key of an operation's field begins with."""


@dataclass(frozen=True)
class Case:
    """All designs in one environment, under one setting, at one point and with one seed."""

    name: str
    environment: str
    setting: str
    point: int
    """From 1; 0 where nothing is varied."""
    values: Mapping[str, Setting]
    """What the setting and the point set, by key."""
    patch: Mapping[str, Any]
    """What the environment sets, by key."""
    seed: int
    replications: int

    @property
    def overrides(self) -> tuple[str, ...]:
        """What is laid over every baseline, as ``key.path=value``."""
        laid = {**self.patch, **{key: value for key, value in self.values.items() if not key.startswith(OPERATIONS)}}
        return tuple(f"{key}={_text(value)}" for key, value in laid.items())

    @property
    def fields(self) -> dict[str, Setting]:
        """What is set in operations, by key."""
        return {key: value for key, value in self.values.items() if key.startswith(OPERATIONS)}


def _text(value: Any) -> str:
    """Return a value as it would stand behind ``--set``."""
    return value if isinstance(value, str) else json.dumps(value)


def cases_of(file: BatchFile) -> Iterator[Case]:
    """Yield the cases of a batch file: environments, settings, points, seeds, the last of them changing first."""
    batch = file.batch
    points = points_of(batch.vary, batch.sample, lambda key: is_whole(file, key))
    digits = max(4, len(str(len(points))))
    for environment, patch in (batch.environments or {"": {}}).items():
        laid = dict(leaves(patch))
        for setting, values in batch.settings.items():
            for place, point in enumerate(points, start=1):
                names = [environment, _setting(file, setting), f"p{place:0{digits}d}" if point else ""]
                for seed in batch.seeds:
                    name = "-".join([*filter(None, names), f"seed{seed}"])
                    everything = {**values, **point}
                    number = place if point else 0
                    yield Case(name, environment, setting, number, everything, laid, seed, batch.replications)


def _setting(file: BatchFile, name: str) -> str:
    """Return a setting as the name of a case has it: not at all where no setting is stated and something else varies."""
    stated = "settings" in file.batch.model_fields_set
    return name if stated or not (file.batch.vary or file.batch.environments) else ""


def is_whole(file: BatchFile, key: str) -> bool:
    """Tell whether a key takes whole numbers only: where one stands now, or, where none does, where the range is written in such."""
    factor = file.batch.vary[key]
    if factor.values is not None:
        return False
    written = isinstance(factor.start, int) and isinstance(factor.to, int)
    value = None if key.startswith(OPERATIONS) else _stated(file, key)
    return written if value is None else isinstance(value, int)


def _stated(file: BatchFile, key: str) -> Setting | None:
    """Return what stands under a key in the first design; None where nothing does or the design cannot be read."""
    baseline = _baseline(file.designs[0])
    return stated_in(baseline, key) if baseline else None


def ids_in(file: BatchFile, section: str) -> set[str]:
    """Return the names that any design has at its start in a section such as `teams`; none where a design cannot be read."""
    baselines = [_baseline(path) for path in file.designs]
    if None in baselines:
        return set()
    return {name for one in baselines for name in getattr(one, section)}


@lru_cache(maxsize=64)
def _baseline(path: Path) -> Scenario | None:
    try:
        return load_design(path).baseline
    except ScenarioError:  # said when the designs are made
        return None


def stated_in(scenario: Scenario, key: str) -> Setting | None:
    """Return the single value that stands under a dotted key of a scenario; None where there is none."""
    found: Any = scenario
    for part in key.split("."):
        found = found.get(part) if isinstance(found, Mapping) else getattr(found, part, None)
    return found if isinstance(found, bool | int | float | str) else None
