"""A clock that runs backwards, and files from the future."""

import os
import random
import time
from pathlib import Path
from typing import Any

from tests.torture.attack import Attack, BrokenError
from tests.torture.attacks import kills
from tests.torture.commands import contents, differences, worked
from tests.torture.worlds import write_designs

NAMES = ("run", "compare", "batch")


def one(dice: random.Random, folder: Path, truth: dict[str, Any]) -> str:
    """Make half of the results, or all, while the clock runs backwards; give the files odd dates; repeat the command."""
    name = dice.choice(NAMES)
    _, answer, files = truth[name]
    words = ("--json", *kills.COMMANDS[name])
    write_designs(folder)
    fewer = tuple("10" if before == "-r" else word for before, word in zip(("", *words), words, strict=False))
    worked(dice.choice((words, fewer)), folder, backwards)
    for path in (folder / "out").rglob("*"):
        moment = dice.choice((0.0, 1e9, 4e9))
        os.utime(path, (moment, moment))
    found = worked(words, folder, backwards if dice.random() < 0.5 else None)
    if found.answer != answer:
        raise BrokenError(f"{name} gives another answer")
    if apart := differences(contents(folder), files):
        raise BrokenError(f"{name} leaves another folder: {apart}")
    return name


def backwards() -> None:
    """Let the clock of the process run backwards, a second at each look."""
    start = time.time()
    looks = iter(range(10**9))
    time.time = lambda: start - next(looks)
    time.time_ns = lambda: int(time.time() * 1e9)


ATTACK = Attack(
    "the clock runs backwards and files are dated 1970 or 2096; results and answers are those of a run that nobody disturbed, byte for byte",
    "runs",
    50,
    one,
    kills.prepare,
)
