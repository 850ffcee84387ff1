"""Failed runs: the record that is kept of each, and when so many fail in the same way that it is pointless to continue."""

import re
import sys
import traceback
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from orgsim.results.files import write_json

MOST_EQUAL_FAILURES = 20
"""After this many failures of one kind the next run is expected to fail too."""

FILE = re.compile(r'File "([^"]+)"')

Failure = dict[str, object]


def failure_of(design: str, replication: int, seed: int, error: Exception) -> Failure:
    """Return the record of a failed run; to be called where the error is caught."""
    return {
        "design": design,
        "replication": replication,
        "seed": seed,
        "error": f"{type(error).__name__}: {error}",
        "trace": without_places(traceback.format_exc()),
    }


def without_places(trace: str) -> str:
    """Return a trace without the folders in which things are installed on this computer."""
    return FILE.sub(lambda found: f'File "{_inside(Path(found[1]))}"', trace)


def _inside(path: Path) -> str:
    """Return a path relative to the nearest folder of Python's search path, or its name when it is in none."""
    roots = sorted((root for root in map(Path, filter(None, sys.path)) if path.is_relative_to(root)), key=str)
    return path.relative_to(roots[-1]).as_posix() if roots else path.name


def hopeless(failures: Iterable[Mapping[str, object]]) -> bool:
    """Tell whether many runs failed in the same way; numbers in their messages do not count."""
    kinds = Counter(re.sub(r"\d+", "#", str(failure["error"])) for failure in failures)
    return any(count >= MOST_EQUAL_FAILURES for count in kinds.values())


def record_failures(path: Path, failures: Sequence[Failure]) -> None:
    """Write the failures of a plan beside its results; without failures, remove the file of an earlier run."""
    if failures:
        write_json(path, {"failures": failures})
    else:
        path.unlink(missing_ok=True)
