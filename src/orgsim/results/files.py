"""Results on disk: Parquet tables in parts, and JSON files such as the manifest, which says how to make them again.

Every part is written under another name, synced and renamed, with the replications last. A part is therefore complete or absent, and the
same command continues where it was stopped.
"""

import json
import os
import platform
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orgsim.errors import ResultsError

if TYPE_CHECKING:
    import pandas as pd

TABLES = ("replications", "quarters", "ledger", "desks")
SCHEMA = 1
PACKAGES = ("orgsim", "mesa", "numpy", "numba", "pyarrow")

Columns = Mapping[str, Any]


def make_folder(folder: Path) -> None:
    """Make a folder for results, before anything is simulated for it.

    Raises
    ------
    ResultsError
        When it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        name = str(folder) if len(str(folder)) <= 200 else f"{str(folder)[:197]}..."
        reason = (error.strerror or "unknown reason").lower()
        raise ResultsError(f"{name} cannot be a folder for results: {reason}") from None


def write_part(folder: Path, name: str, tables: Mapping[str, Columns]) -> None:
    """Write one part of every table, the one that marks it complete last."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    for table in sorted(tables, key=lambda table: table == "replications"):
        path = folder / table / f"{name}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch = path.with_suffix(f".{os.getpid()}.tmp")
        pq.write_table(pa.table(dict(tables[table])), scratch, compression="zstd")
        with scratch.open("rb") as written:
            os.fsync(written.fileno())
        scratch.replace(path)


def has_part(folder: Path, name: str, replications: int) -> bool:
    """Tell whether a part is there with all its replications; one in which runs failed is not, so that they are retried."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        rows = [pq.read_metadata(folder / table / f"{name}.parquet").num_rows for table in TABLES]
    except (OSError, pa.ArrowException):
        return False
    return rows[0] == replications and all(count and count % replications == 0 for count in rows)


def read_table(folder: Path, table: str, names: Iterable[str]) -> "pd.DataFrame":
    """Read the parts of one table into a frame.

    Raises
    ------
    ResultsError
        When a part is missing or cannot be read.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    pieces = []
    for name in names:
        path = folder / table / f"{name}.parquet"
        try:
            pieces.append(pq.read_table(path))
        except (OSError, pa.ArrowException) as error:
            raise ResultsError(f"{path} cannot be read ({error}); run the same command again with --fresh") from None
    frame: pd.DataFrame = pa.concat_tables(pieces).to_pandas()
    return frame


def write_json(path: Path, content: object) -> None:
    """Write plain data as JSON; the file is complete or unchanged."""
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_suffix(f".{os.getpid()}.tmp")
    scratch.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    scratch.replace(path)


def read_json(path: Path) -> dict[str, Any]:
    """Read a JSON file of results.

    Raises
    ------
    ResultsError
        When it is missing or not what orgsim wrote.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ResultsError(f"{path.parent} holds no results of orgsim (there is no {path.name})") from None
    except (OSError, ValueError) as error:
        raise ResultsError(f"{path} cannot be read: {error}") from None
    if not isinstance(content, dict) or content.get("schema") != SCHEMA:
        raise ResultsError(f"{path} was written by another version of orgsim; run the command again in a new folder")
    return content


def versions() -> dict[str, str]:
    """Return the versions that results depend on; no name of a person, no path."""
    found = {name: version(name) for name in PACKAGES}
    return {**found, "python": platform.python_version(), "platform": f"{platform.system()} {platform.machine()}"}
