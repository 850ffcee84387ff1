"""A disk that is full: a sentence that names a file, exit 3, and nothing is lost."""

import random
import resource
from pathlib import Path
from typing import Any

from tests.torture.attack import Attack, BrokenError
from tests.torture.attacks import kills
from tests.torture.commands import contents, differences, run, worked
from tests.torture.worlds import write_designs

NAMES = ("run", "compare", "batch")


def one(dice: random.Random, folder: Path, truth: dict[str, Any]) -> str:
    """Let no file grow beyond a random size; then lift the limit and repeat the command."""
    name = dice.choice(NAMES)
    _, answer, files = truth[name]
    most = dice.randrange(max(map(len, files.values())))
    write_designs(folder)
    ended = run(
        ("--json", *kills.COMMANDS[name]), folder, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    )
    if ended.code not in (0, 3):
        raise BrokenError(f"{name} with room for {most} bytes ended with {ended.code}: {ended.out[-300:]}")
    if ended.code == 3 and "out" not in ended.out:
        raise BrokenError(f"{name} with room for {most} bytes names no file: {ended.out[-300:]}")
    if ended.code == 0 and ended.answer != answer:
        raise BrokenError(f"{name} with room for {most} bytes gives another answer")
    again = worked(("--json", *kills.COMMANDS[name]), folder)
    if again.answer != answer:
        raise BrokenError(f"{name} gives another answer after a full disk")
    if apart := differences(contents(folder), files):
        raise BrokenError(f"{name} leaves another folder after a full disk: {apart}")
    return "refused" if ended.code else "had room"


ATTACK = Attack(
    "files cannot grow beyond a random size (RLIMIT_FSIZE, as on a full disk); the command ends with 3 and a sentence that names the place, "
    "and repeated with room it gives the files of a run that nobody disturbed, byte for byte",
    "full disks",
    100,
    one,
    kills.prepare,
)
