"""Flipped bits in parts: damage is refused or mended, and never read as other numbers."""

import random
import shutil
import warnings
from pathlib import Path
from typing import Any

from tests.torture.attack import Attack, BrokenError
from tests.torture.commands import contents, worked
from tests.torture.worlds import load_engine, write_designs

WORDS = ("compare", "today.yaml", "layered.yaml", "-r", "3", "--seed", "5", "-o", "out")


def prepare(folder: Path) -> dict[str, Any]:
    """Make results, and read every number of theirs once."""
    load_engine(folder)
    worked(("--json", *WORDS), folder)
    return {"folder": folder, "files": contents(folder / "out")}


def one(dice: random.Random, folder: Path, truth: dict[str, Any]) -> str:
    """Flip one bit of one part; open the folder as it is, then ask for the same results again."""
    from orgsim.api import compare
    from orgsim.errors import ResultsError
    from orgsim.results.comparison import open_results

    write_designs(folder)
    out = folder / "out"
    shutil.copytree(truth["folder"] / "out", out)
    numbers = truth.get("numbers") or truth.setdefault("numbers", numbers_in(open_results(out)))
    name = dice.choice([name for name in truth["files"] if name.endswith(".parquet")])
    data = bytearray(truth["files"][name])
    place, bit = dice.randrange(len(data)), dice.randrange(8)
    data[place] ^= 1 << bit
    (out / name).write_bytes(bytes(data))
    where = f"bit {bit} of byte {place} of {len(data)} in {name}"
    try:
        what = "read as it was"
        if numbers_in(open_results(out)) != numbers:
            raise BrokenError(f"{where}: opened as other numbers")
    except ResultsError:
        what = "refused"
    warnings.filterwarnings("ignore", r".* was damaged; its futures were simulated again")
    again = compare([folder / "today.yaml", folder / "layered.yaml"], replications=3, seed=5, output=out, workers=1)
    if numbers_in(again) != numbers:
        raise BrokenError(f"{where}: the same command gives other numbers")
    return what


def numbers_in(results: Any) -> dict[str, Any]:
    """Return every number in a folder of results, as text that holds each bit."""
    tables = {
        "replications": results.replications,
        **{name: results.table(name) for name in ("quarters", "ledger", "desks", "parts", "named", "duplicates")},
    }
    return {
        name: (list(frame.columns), [frame[column].tolist().__repr__() for column in frame])
        for name, frame in tables.items()
    }


ATTACK = Attack(
    "one bit of one Parquet part is flipped; opening the folder gives the numbers that were saved or a refusal, and the same command again "
    "gives the numbers that were saved",
    "flipped bits",
    2000,
    one,
    prepare,
)
