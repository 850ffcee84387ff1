"""The parameter register: every number of the model, read from the fields that define it."""

from dataclasses import dataclass

from annotated_types import Ge, Le

from orgsim.scenario.demand import Demand
from orgsim.scenario.fields import Section, meanings
from orgsim.scenario.ladder.settings import Group, LadderSettings
from orgsim.scenario.parameters import Parameters


@dataclass(frozen=True)
class Entry:
    """One parameter."""

    path: str
    meaning: str
    unit: str
    default: float
    low: float
    high: float
    source: str
    confidence: str
    whole: bool = False
    """Whether only whole numbers make sense."""


def register() -> list[Entry]:
    """Return every parameter of the model in the order of the register."""
    groups: dict[str, type[Section]] = {"demand": Demand}
    for name, field in Parameters.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, Section):
            groups[f"parameters.{name}"] = field.annotation
    return [entry for prefix, section in groups.items() for entry in entries_of(prefix, section)]


def ladder_register() -> list[Entry]:
    """Return every number that only a ladder without work needs (``orgsim ladder simulate --set``), in the order of its settings."""
    return [*entries_of("ladder", LadderSettings), *entries_of("ladder.groups.NAME", Group)]


def entries_of(prefix: str, section: type[Section]) -> list[Entry]:
    """Return the parameters of one group."""
    found = []
    for name, field in section.model_fields.items():
        about = field.json_schema_extra
        if not isinstance(about, dict):
            continue  # a switch or a choice
        low = next(float(str(bound.ge)) for bound in field.metadata if isinstance(bound, Ge))
        high = next(float(str(bound.le)) for bound in field.metadata if isinstance(bound, Le))
        found.append(
            Entry(
                f"{prefix}.{name}",
                meanings(section)[name],
                str(about["unit"]),
                float(field.default),
                low,
                high,
                str(about["source"]),
                str(about["confidence"]),
                field.annotation is int,
            )
        )
    return found
