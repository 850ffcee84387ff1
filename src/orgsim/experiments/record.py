"""What a folder says of the study that it holds: its cases, what they set, and the keys of their results."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from orgsim.errors import ResultsError
from orgsim.experiments.cases import Case
from orgsim.experiments.study import Entry, Study
from orgsim.results.files import read_json, write_json
from orgsim.results.manifest import BATCH_RECORD, batch_again, unless_said
from orgsim.results.parts import Part
from orgsim.results.plan import model_version
from orgsim.scenario.problems import listed

SUFFIX = BATCH_RECORD


@dataclass(frozen=True)
class Record:
    """A study as its folder has it; the batch file is not needed."""

    folder: Path
    name: str
    model: str
    keys: tuple[str, ...]
    """What settings set and what is varied, by key; what is varied comes last."""
    varied: tuple[str, ...]
    """What is varied, in the order of the sample."""
    sample: Mapping[str, Any]
    entries: tuple[Entry, ...]
    left_out: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Cases that cannot be built and were left out, with what is wrong."""
    file: str = ""
    """Where the batch file lies, seen from the folder; empty in folders of earlier versions."""

    @property
    def designs(self) -> list[str]:
        """Names of the designs, the first being the one that others are compared with."""
        return list(self.entries[0].keys)

    @property
    def table(self) -> Path:
        """Where the table of the whole study lies."""
        return self.folder / f"{self.name}.parquet"

    def place(self, entry: Entry) -> Path:
        """Return the folder of a case."""
        return self.folder / entry.case.name

    def mending(self) -> str:
        """Return how to get back what is damaged."""
        return f"repeat the command that wrote it, {self.repeating()}, which makes only this again"

    def repeating(self) -> str:
        """Return the command that wrote it."""
        return batch_again(self.name, self.folder, skip=bool(self.left_out), file=self.file)


def recorded(study: Study) -> Record:
    """Return what the folder of a study says of it."""
    batch = study.file.batch
    sample = batch.sample.model_dump(mode="json", exclude_none=True) if batch.vary else {}
    entries, left_out = tuple(study.entries), study.broken.cases
    file = os.path.relpath(study.file.path.resolve(), study.folder.resolve())
    return Record(
        study.folder, study.name, model_version(), tuple(study.keys), tuple(batch.vary), sample, entries, left_out, file
    )


def write_record(record: Record) -> None:
    """Write the record of a study; the file is complete or as it was."""
    write_json(_place(record), _content(record))


def keep_record(record: Record) -> bool:
    """Write the record of a study that is finished; false where it cannot be written and says the same already.

    Raises
    ------
    ResultsError
        When it cannot be written, and what is there says something else.
    """
    with unless_said(_place(record), _content(record), but={"file"}):
        write_record(record)
        return True
    return False


def _place(record: Record) -> Path:
    return record.folder / f"{record.name}{SUFFIX}"


def _content(record: Record) -> dict[str, Any]:
    return {
        "name": record.name,
        "file": record.file,
        "model": record.model,
        "keys": list(record.keys),
        "varied": list(record.varied),
        "sample": dict(record.sample),
        "cases": [_as_data(entry) for entry in record.entries],
        **({"left_out": dict(record.left_out)} if record.left_out else {}),
    }


def _as_data(entry: Entry) -> dict[str, Any]:
    case = entry.case
    return {
        "name": case.name,
        "environment": case.environment,
        "setting": case.setting,
        "point": case.point,
        "values": dict(case.values),
        "seed": case.seed,
        "replications": case.replications,
        "designs": dict(entry.keys),
        **({"stated": {design: dict(values) for design, values in entry.stated.items()}} if entry.stated else {}),
    }


def read_record(place: Path) -> Record:
    """Return the record of the study in a folder, or of the one that is named where there are several.

    Raises
    ------
    ResultsError
        When there is none, there are several, or it is damaged.
    """
    path = _the_record(place)
    content = read_json(path)
    try:
        entries = tuple(_entry(case) for case in content["cases"])
        named = str(content["name"]), str(content["model"])
        found = *named, tuple(content["keys"]), tuple(content["varied"]), dict(content["sample"])
        left_out, file = dict(content.get("left_out", {})), str(content.get("file", ""))
    except (KeyError, TypeError, ValueError):
        raise ResultsError(f"{path} is not what orgsim wrote; repeat the command that wrote it") from None
    return Record(path.parent, *found, entries, left_out, file)


def _the_record(place: Path) -> Path:
    if place.name.endswith(SUFFIX):
        return place
    found = sorted(place.glob(f"*{SUFFIX}")) if place.is_dir() else []
    if not found:
        raise ResultsError(
            f"{place} holds no batch (there is no NAME{SUFFIX} in it); orgsim batch FILE -o {place} makes one"
        )
    if len(found) > 1:
        raise ResultsError(f"{place} holds several batches; name the record of one: {listed(map(str, found))}")
    return found[0]


def _entry(data: Mapping[str, Any]) -> Entry:
    case = Case(
        str(data["name"]),
        str(data["environment"]),
        str(data["setting"]),
        int(data["point"]),
        dict(data["values"]),
        {},
        int(data["seed"]),
        int(data["replications"]),
    )
    return Entry(case, dict(data["designs"]), dict(data.get("stated", {})))


def futures_of(parts: Sequence[Part]) -> int:
    """Return how many futures some parts hold."""
    return sum(len(part.replications) for part in parts)
