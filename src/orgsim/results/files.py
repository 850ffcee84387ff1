"""Results on disk: Parquet tables in parts, and JSON files such as the manifest, which says how to make them again.

The name of a part states what its content depends on, and every row says of which design, key and seed it is. Different results may
therefore lie in one folder, and several processes may write there at once. A part is complete when all its tables are; its replications are
written last, so the same command continues where it was stopped.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orgsim.errors import ResultsError
from orgsim.results.parts import Part
from orgsim.results.whole import SEAL, is_whole, sealed, write_whole

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    import pyarrow as pa

TABLES = ("replications", "quarters", "ledger", "desks", "parts", "named", "duplicates")
PERHAPS_EMPTY = ("named", "duplicates")
"""Tables without a row where a scenario has nothing that they are about."""
UNEVEN = ("duplicates",)
"""Tables that have more rows for one future than for another."""
SCHEMA = 5
PLAIN = {"use_dictionary": False, "write_statistics": False, "store_schema": False}
"""A part is read whole, and hardly a number occurs in it twice: dictionaries of values, statistics of columns and a second copy of the
schema would be three bytes of ten."""

Columns = Mapping[str, Any]


def make_folder(folder: Path) -> None:
    """Make a folder for results, before anything is simulated for it.

    Raises
    ------
    ResultsError
        When it cannot be made, or holds results that another version wrote in another form.
    """
    name = str(folder) if len(str(folder)) <= 200 else f"{str(folder)[:197]}..."
    try:
        folder.mkdir(parents=True, exist_ok=True)
        foreign = any(_is_foreign(path) for path in folder.glob("manifest*.json"))
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise ResultsError(f"{name} cannot be a folder for results: {reason}") from None
    if foreign:
        raise ResultsError(
            f"{name} holds results that another version of orgsim wrote in another form, and they stay as they are; "
            "choose another folder with --output, or remove that one"
        )


def _is_foreign(path: Path) -> bool:
    try:
        content = json.loads(path.read_bytes())
    except ValueError:  # damaged; it is written again, or named when it is read
        return False
    return isinstance(content, dict) and content.get("schema") != SCHEMA


def path_of(folder: Path, table: str, part: Part) -> Path:
    """Return the file of one part of a table."""
    return folder / table / f"{part.name}.parquet"


def write_part(folder: Path, part: Part, seed: int, tables: Mapping[str, Columns]) -> None:
    """Write one part of every table, the one that marks it complete last; no future is left in two parts."""
    for table in sorted(tables, key=lambda table: table == "replications"):
        write_whole(path_of(folder, table, part), _parquet(part, seed, tables[table]))
    if any(_is_there(folder, wider, []) for wider in part.wider()):
        drop_part(folder, part)
    for narrower in part.narrower():
        drop_part(folder, narrower)
    for half in part.halves()[1:]:
        for one in (half, *half.narrower(), *half.wider()):
            drop_part(folder, one)


def size_of(part: Part, seed: int, tables: Mapping[str, Columns]) -> int:
    """Return how many bytes a part takes on disk, all tables together."""
    return sum(len(_parquet(part, seed, columns)) for columns in tables.values())


def copy_part(source: Path, folder: Path, part: Part) -> bool:
    """Copy a part from another folder, the table that marks it complete last; false when it is not there, whole and under its own name."""
    if not _is_there(source, part, []):
        return False
    for table in sorted(TABLES, key=lambda table: table == "replications"):
        write_whole(path_of(folder, table, part), path_of(source, table, part).read_bytes())
    return True


def drop_part(folder: Path, part: Part) -> None:
    """Remove a part, if it is there."""
    for table in TABLES:
        path_of(folder, table, part).unlink(missing_ok=True)


def _parquet(part: Part, seed: int, columns: Columns) -> bytes:
    """Return the bytes of a Parquet file whose rows say what they belong to; the seal is among its metadata."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    buffer, table = pa.BufferOutputStream(), _table(part, seed, columns)
    with pq.ParquetWriter(buffer, table.schema, compression="snappy", **PLAIN) as file:
        file.write_table(table)
        file.add_key_value_metadata({"orgsim": SEAL})
    return sealed(buffer.getvalue().to_pybytes())


def frame_of(part: Part, seed: int, columns: Columns) -> "pd.DataFrame":
    """Return the rows of a part as they are when they have been written and read again."""
    frame: pd.DataFrame = _table(part, seed, columns).to_pandas()
    return frame


def _table(part: Part, seed: int, columns: Columns) -> "pa.Table":
    import numpy as np

    rows = len(columns["replication"])
    whose = {
        "design": np.full(rows, part.design),
        "key": np.full(rows, part.key),
        "seed": np.full(rows, seed, np.uint64),
    }
    return table_of({**whose, **columns})


def table_of(columns: Columns) -> "pa.Table":
    """Return columns of numbers or texts, of one length, as results hold them; what is not known is NaN, never a gap."""
    import numpy as np
    import pyarrow as pa

    return pa.table({name: _arrow(np.asarray(values)) for name, values in columns.items()})


def values_in(column: "pa.ChunkedArray") -> "np.ndarray[Any, Any]":
    """Return a column without gaps, of numbers or texts, as numpy has it; pyarrow's own way would import pandas."""
    import numpy as np
    import pyarrow as pa

    whole = column.combine_chunks()
    return np.array(whole.to_pylist(), np.str_) if pa.types.is_string(column.type) else np.from_dlpack(whole)


def _arrow(values: "np.ndarray[Any, Any]") -> "pa.Array":
    """Return a column of numbers or texts as pyarrow has it, from its buffers: from arrays and lists, it would import pandas."""
    import numpy as np
    import pyarrow as pa

    if values.dtype.kind != "U":
        return pa.Array.from_buffers(pa.from_numpy_dtype(values.dtype), len(values), [None, pa.py_buffer(values)])
    texts = [text.encode() for text in values.tolist()]
    ends = np.cumsum([0, *map(len, texts)], dtype=np.int32)
    return pa.StringArray.from_buffers(len(texts), pa.py_buffer(ends), pa.py_buffer(b"".join(texts)))


def find_part(folder: Path, part: Part) -> tuple[bool, list[Path]]:
    """Tell whether all replications of a part are there, in it or in a wider one, and which files of it are damaged.

    A part in which runs failed is not there, so that they are retried.
    """
    damaged: list[Path] = []
    return _is_found(folder, part, damaged), damaged


def _is_found(folder: Path, part: Part, damaged: list[Path]) -> bool:
    """Tell whether a part is there, a wider one, or both its halves; add what is damaged to a list."""
    wholes = [_is_there(folder, one, damaged) for one in (part, *part.wider())]
    if any(wholes):
        return True
    halves = [_is_found(folder, half, damaged) for half in part.halves()]
    return bool(halves) and all(halves)


def has_part(folder: Path, part: Part) -> bool:
    """Tell whether all replications of a part are there."""
    return find_part(folder, part)[0]


def has_file(folder: Path, table: str, part: Part) -> bool:
    """Tell whether there are files with the rows of a part in one table, whatever is in them."""
    if any(path_of(folder, table, one).is_file() for one in (part, *part.wider())):
        return True
    halves = [has_file(folder, table, half) for half in part.halves()]
    return bool(halves) and all(halves)


def saved_of(folder: Path, part: Part) -> int:
    """Return how many replications of a part are there."""
    if has_part(folder, part):
        return len(part.replications)
    return sum(saved_of(folder, half) for half in part.halves())


def _is_there(folder: Path, part: Part, damaged: list[Path]) -> bool:
    """Tell whether every table holds as much of a part as it should; add what is damaged to a list."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = {}
    for table in TABLES:
        path = path_of(folder, table, part)
        try:
            rows[table] = pq.read_metadata(pa.BufferReader(_content(path))).num_rows
        except FileNotFoundError:
            return False
        except (OSError, ValueError, pa.ArrowException):
            damaged.append(path)
            return False
    futures = len(part.replications)
    even = all(count % futures == 0 for table, count in rows.items() if table not in UNEVEN)
    filled = all(count or table in PERHAPS_EMPTY for table, count in rows.items())
    return rows["replications"] == futures and even and filled


def _content(path: Path) -> bytes:
    """Return the bytes of a file, unless they are not those that were written."""
    content = path.read_bytes()
    if not is_whole(content):
        raise ValueError("it has changed since it was written")
    return content


def read_table(folder: Path, table: str, parts: Iterable[Part], mending: str) -> "pd.DataFrame":
    """Read the parts of one table into a frame, as `read_rows` does."""
    frame: pd.DataFrame = read_rows(folder, table, parts, mending).to_pandas()
    return frame


def read_rows(
    folder: Path,
    table: str,
    parts: Iterable[Part],
    mending: str,
    where: Mapping[str, str] | None = None,
    known: "Mapping[Part, pa.Table] | None" = None,
) -> "pa.Table":
    """Read the parts of one table, but for those that are `known`; `mending` says how to get a damaged part back.

    With `where`, ``{column: value}``, rows that have other values are not kept, so that a part of a large table takes little memory.

    Raises
    ------
    ResultsError
        When a part is missing or damaged.
    """
    import pyarrow as pa

    there = known or {}
    pieces = (there[part] if part in there else _piece(folder, table, part, mending) for part in parts)
    return pa.concat_tables([_only(piece, where or {}) for piece in pieces])


def _only(table: "pa.Table", where: Mapping[str, str]) -> "pa.Table":
    """Return the rows that have these values."""
    if not where:
        return table
    import pyarrow.compute as pc  # by itself a twentieth of a command

    for column, value in where.items():
        table = table.filter(pc.equal(table[column], value))
    return table


def _piece(folder: Path, table: str, part: Part, mending: str) -> "pa.Table":
    """Return the rows of a part, from its own file, from that of a wider part that has replaced it, or from those of its halves."""
    import pyarrow as pa

    for one in (part, *part.wider()):
        path = path_of(folder, table, one)
        try:
            return _rows(path, part)
        except FileNotFoundError:
            continue
        except (OSError, ValueError, KeyError, pa.ArrowException) as error:
            raise ResultsError(f"{path} cannot be used: {str(error).rstrip('.')}; {mending}") from None
    if halves := part.halves():
        return pa.concat_tables([_piece(folder, table, half, mending) for half in halves])
    raise ResultsError(f"{path_of(folder, table, part)} is missing; {mending}")


def _rows(path: Path, part: Part) -> "pa.Table":
    import pyarrow as pa
    import pyarrow.parquet as pq

    whole = pq.ParquetFile(pa.BufferReader(_content(path)))
    found = whole.read(use_threads=False).replace_schema_metadata(
        None
    )  # a thread that lets go of it as Python ends would abort
    if set(found["key"].to_pylist()) - {part.key}:
        raise ValueError("it holds other results than its name says")
    mine = values_in(found["replication"]) <= part.last
    return found if mine.all() else found.filter(mine)


def write_json(path: Path, content: Mapping[str, object]) -> None:
    """Write plain data as JSON with a seal; the file is complete or unchanged."""
    write_whole(path, sealed(_lines({"schema": SCHEMA, **content, "seal": SEAL}).encode()))


def _lines(content: Mapping[str, object]) -> str:
    """Return plain data as JSON with a line for each key, and for each entry of a list of records; Python is slow with more lines."""
    return "{\n" + ",\n".join(f"  {json.dumps(key)}: {_value(value)}" for key, value in content.items()) + "\n}\n"


def _value(value: object) -> str:
    if isinstance(value, list) and value and isinstance(value[0], Mapping):
        return "[\n" + ",\n".join(f"    {json.dumps(entry)}" for entry in value) + "\n  ]"
    return json.dumps(value)


def read_json(path: Path) -> dict[str, Any]:
    """Read a JSON file of results.

    Raises
    ------
    ResultsError
        When it is missing, damaged, or of another version.
    """
    try:
        raw = path.read_bytes()
        content = json.loads(raw)
    except FileNotFoundError:
        raise ResultsError(f"{path.parent} holds no results of orgsim (there is no {path.name})") from None
    except (OSError, ValueError) as error:  # also when it is not UTF-8
        raise ResultsError(f"{path} cannot be read ({error}); repeat the command that wrote it") from None
    if not isinstance(content, dict) or content.get("schema") != SCHEMA:
        raise ResultsError(f"{path} was written by another version of orgsim; run the command again in a new folder")
    if not is_whole(raw):
        raise ResultsError(f"{path} has changed since it was written; repeat the command that wrote it")
    return content
