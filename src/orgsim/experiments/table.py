"""One tidy table of a whole study: a row for each design, case and future; a column for each setting and each metric.

It is written case by case, so that memory does not grow with the study, and it is the same bytes whatever the order in which futures were
simulated. pandas, DuckDB and R read it as it lies; the unit of a column is in the metadata of its field.
"""

import errno
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from orgsim.errors import ResultsError
from orgsim.experiments.record import Record
from orgsim.experiments.study import Entry as CaseEntry
from orgsim.metrics.catalog import all_metrics
from orgsim.results.files import find_part, has_file, read_table
from orgsim.results.parts import Part
from orgsim.results.whole import ATTEMPTS, SEAL, is_whole_file, seal_file
from orgsim.scenario.register import Entry, register

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

COLUMNS = {
    "case": "environment, setting, point and seed; the name of the folder with all tables of the case",
    "environment": "environment of the batch file; empty where none is stated",
    "setting": "setting of the batch file",
    "point": "point of what is varied, number from 1; 0 where nothing is",
}
"""The columns that say which case a row is of, and what they mean; those of single values come behind them."""

READ_ONLY = (errno.EACCES, errno.EPERM, errno.EROFS)
"""Why no file can be made in a folder that may be read only; nothing has been written by then."""

Hear = Callable[[CaseEntry, "pd.DataFrame"], object]
"""Called with every case and its futures."""


def finished(record: Record, entry: CaseEntry) -> list[Part]:
    """Return the parts of a case that are on disk."""
    place = record.place(entry)
    return [part for part in entry.parts() if has_file(place, "replications", part)]


def damaged(record: Record, entry: CaseEntry) -> dict[Part, Path]:
    """Return the parts of a case that cannot be used, each with the first file of it that has changed."""
    place = record.place(entry)
    found = {part: find_part(place, part) for part in entry.parts()} if place.is_dir() else {}
    return {part: files[0] for part, (there, files) in found.items() if files and not there}


def futures(record: Record) -> Iterator[tuple[CaseEntry, "pd.DataFrame"]]:
    """Yield every case that has futures with them, in the order of designs and futures.

    Raises
    ------
    ResultsError
        When a part is damaged.
    """
    for entry in record.entries:
        parts = finished(record, entry)
        if not parts:
            continue
        frame = read_table(record.place(entry), "replications", parts, record.mending())
        order = {name: place for place, name in enumerate(entry.keys)}
        yield entry, frame.sort_values(["design", "replication"], key=_by(order), ignore_index=True)


def _by(order: dict[str, int]) -> Callable[["pd.Series[Any]"], "pd.Series[Any]"]:
    return lambda column: column.map(order) if column.name == "design" else column


def write_table(record: Record, hear: Hear | None = None) -> int:
    """Write the table of a study from its saved futures, and return its rows; the file is complete or as it was.

    Where the folder is read-only, a table that is whole and has the same futures stays.

    Raises
    ------
    ResultsError
        When it cannot be written, or a part is damaged.
    """
    for _ in range(ATTEMPTS):
        try:
            rows = _written(record, hear)
        except OSError as error:
            if error.errno in READ_ONLY and _is_finished(record):
                return _heard(record, hear)
            reason = (error.strerror or str(error) or "unknown reason").lower()
            raise ResultsError(f"{record.table} cannot be written: {reason}") from None
        if rows is not None:
            return rows
        hear = None  # every case has been heard
    raise ResultsError(f"{record.table} cannot be written: its folder is being removed all the time")


def _is_finished(record: Record) -> bool:
    """Tell whether the table on disk is what was written, has these columns, and the same futures of the same designs and cases."""
    import pyarrow.parquet as pq

    if not record.table.is_file() or not is_whole_file(record.table):
        return False
    if not pq.read_schema(record.table).equals(schema_of(record), check_metadata=False):
        return False
    columns = pq.read_table(record.table, columns=["case", "key"]).to_pydict()
    found = Counter(zip(columns["case"], columns["key"], strict=True))
    wanted = {(one.case.name, key): one.case.replications for one in record.entries for key in one.keys.values()}
    return dict(found) == wanted


def _heard(record: Record, hear: Hear | None) -> int:
    """Tell of every case and its futures, and return how many there are."""
    rows = 0
    for entry, frame in futures(record):
        rows += len(frame)
        if hear:
            hear(entry, frame)
    return rows


def _written(record: Record, hear: Hear | None) -> int | None:
    """Write the table once; None when somebody removed it before it had its name, as `sweep` does."""
    import pyarrow.parquet as pq

    schema, rows = schema_of(record), 0
    scratch = record.folder / f".{uuid4().hex}.tmp"
    try:
        with scratch.open("x+b") as file:
            with pq.ParquetWriter(file, schema, compression="zstd") as writer:
                for entry, frame in futures(record):
                    writer.write_table(rows_of(record, entry, frame, schema))
                    rows += len(frame)
                    if hear:
                        hear(entry, frame)
                writer.add_key_value_metadata({"orgsim": SEAL})
            seal_file(file)
            file.flush()
            os.fsync(file.fileno())
        return rows if _named(scratch, record.table) else None
    finally:
        scratch.unlink(missing_ok=True)


def _named(scratch: Path, path: Path) -> bool:
    """Give a finished file its name; false when it is gone."""
    try:
        scratch.replace(path)
    except FileNotFoundError:
        return False
    return True


def require_table(record: Record) -> None:
    """Refuse a table that is not there, or that is not what was written.

    Raises
    ------
    ResultsError
        Saying so, and which command writes it again.
    """
    again = f"{record.repeating()} writes it" + (" again" if record.table.is_file() else "")
    if not record.table.is_file():
        raise ResultsError(f"{record.table} is not there yet; {again}")
    if not is_whole_file(record.table):
        raise ResultsError(f"{record.table} has changed since it was written, and is not read; {again}")


def rows_of(record: Record, entry: CaseEntry, frame: "pd.DataFrame", schema: "pa.Schema") -> "pa.Table":
    """Return the rows of a case."""
    import pyarrow as pa

    case = entry.case
    same = {"case": case.name, "environment": case.environment, "setting": case.setting, "point": case.point}
    designs = frame["design"].tolist()
    columns: dict[str, Any] = {
        **{name: [value] * len(frame) for name, value in same.items()},
        **{key: [entry.value(key, design) for design in designs] for key in record.keys},
        **{str(name): frame[name].to_numpy() for name in frame},
    }
    arrays = [pa.array(_fitting(columns[field.name], field.type), field.type) for field in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


def _fitting(values: Any, kind: "pa.DataType") -> Any:
    """Return values as the column of a key takes them: numbers of different kinds as they are, anything else as text."""
    import pyarrow as pa

    if kind == pa.string() and isinstance(values, list):
        return [None if value is None else _as_text(value) for value in values]
    return values


def _as_text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def schema_of(record: Record) -> "pa.Schema":
    """Return the columns of the table with their types, titles and units."""
    import pyarrow as pa

    numbers = {"point": pa.int32(), "seed": pa.uint64(), "replication": pa.int32()}
    varied: dict[str, str] = dict.fromkeys(record.keys, "")
    entries = {entry.path: entry for entry in register()}
    keys = {
        **COLUMNS,
        **varied,
        "design": "design",
        "key": "hash of all that decides the results of the design: model, settings, seed",
        "seed": "seed of all random numbers",
        "replication": "future, the same in every design, number from 0",
    }
    kinds = {
        key: kind_of([entry.value(key, design) for entry in record.entries for design in entry.keys])
        for key in record.keys
    }
    fields = [
        pa.field(name, kinds.get(name, numbers.get(name, pa.string())), metadata=_about(title, entries.get(name)))
        for name, title in keys.items()
    ]
    for name, metric in all_metrics().items():
        fields.append(pa.field(name, pa.float64(), metadata={"title": metric.title, "unit": metric.unit}))
    return pa.schema(fields, metadata={"orgsim.study": record.name, "orgsim.model": record.model})


def _about(title: str, entry: Entry | None) -> dict[str, str] | None:
    """Return the title and unit of a column; those of the register where it is of a number of the model."""
    if entry:
        return {"title": entry.meaning, "unit": entry.unit}
    return {"title": title} if title else None


def kind_of(values: Sequence[object]) -> "pa.DataType":
    """Return the type of the column of a key: the narrowest that holds all of its values."""
    import pyarrow as pa

    known = [value for value in values if value is not None]
    if known and all(isinstance(value, bool) for value in known):
        return pa.bool_()
    if not known or any(isinstance(value, bool | str) for value in known):
        return pa.string()
    return pa.int64() if all(isinstance(value, int) for value in known) else pa.float64()


def described(record: Record) -> list[dict[str, str]]:
    """Return the column, type, title and unit of every column of the table of a study."""
    return [
        {"column": field.name, "type": str(field.type), "title": _said(field, "title"), "unit": _said(field, "unit")}
        for field in schema_of(record)
    ]


def _said(field: "pa.Field", key: str) -> str:
    found: bytes = (field.metadata or {}).get(key.encode(), b"")
    return found.decode()


def read_frame(path: Path) -> "pd.DataFrame":
    """Return a table of a study as a frame, with ``{column: unit}`` in its ``attrs["units"]`` for the columns that have one."""
    import pandas as pd
    import pyarrow.parquet as pq

    frame = pd.read_parquet(path)
    frame.attrs["units"] = {field.name: unit for field in pq.read_schema(path) if (unit := _said(field, "unit"))}
    return frame
