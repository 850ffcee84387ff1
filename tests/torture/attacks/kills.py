"""kill -9 at random moments: repeating the command gives the bytes of a run that nobody disturbed."""

import random
import time
from pathlib import Path
from typing import Any

from orgsim.plain_words import counted
from tests.torture.attack import Attack, BrokenError
from tests.torture.commands import Command, contents, differences, worked
from tests.torture.worlds import load_engine, write_designs

COMMANDS = {
    "run": ("run", "today.yaml", "-r", "60", "--seed", "3", "-o", "out"),
    "compare": ("compare", "today.yaml", "layered.yaml", "-r", "30", "-o", "out"),
    "batch": ("batch", "batch.yaml", "-o", "out"),
    "ladder": ("ladder", "simulate", "startup", "-r", "40", "--quarters", "40"),
}
TRIES = 20


def prepare(folder: Path) -> dict[str, Any]:
    """Run every command undisturbed; return how long it takes, and what comes of it."""
    load_engine(folder)
    found = {}
    for name, words in COMMANDS.items():
        place = folder / name
        place.mkdir()
        write_designs(place)
        began = time.monotonic()
        ended = worked(("--json", *words), place)
        found[name] = time.monotonic() - began, ended.answer, contents(place)
    return found


def one(dice: random.Random, folder: Path, truth: dict[str, Any]) -> str:
    """Kill one command once or twice, and repeat it."""
    name = dice.choice(list(COMMANDS))
    seconds, answer, files = truth[name]
    write_designs(folder)
    kills = 0
    for _ in range(dice.choice((1, 1, 2))):
        kills += _killed(name, folder, dice, seconds)
    if not kills:
        raise BrokenError(f"{name} always ended before it could be killed")
    ended = worked(("--json", *COMMANDS[name]), folder)
    if ended.answer != answer:
        raise BrokenError(f"{name} gives another answer after {counted(kills, 'kill')}")
    if apart := differences(contents(folder), files):
        raise BrokenError(f"{name} leaves another folder after {counted(kills, 'kill')}: {apart}")
    return name


def _killed(name: str, folder: Path, dice: random.Random, seconds: float) -> bool:
    """Kill a command; try again with less patience when it ends before (it may have found all its work done)."""
    for number in range(TRIES):
        if Command(("--json", *COMMANDS[name]), folder).kill_after(dice.uniform(0.0, seconds) / (1 + number / 4)):
            return True
    return False


ATTACK = Attack(
    "run, compare, batch and ladder simulate are killed (SIGKILL) at a random moment, some of them again while they resume; the repeated "
    "command gives the answer and the files of a run that nobody disturbed, byte for byte, and nothing else lies in the folder",
    "kills",
    100,
    one,
    prepare,
)
