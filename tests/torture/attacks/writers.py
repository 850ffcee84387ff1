"""Two writers in one folder at once: each gets its own answer."""

import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.torture.attack import Attack, BrokenError
from tests.torture.commands import Command, decent, worked
from tests.torture.worlds import load_engine, write_designs

FEW = ("-r", "12", "-o", "out")
ORDERS = {
    "today, seed 5": ("run", "today.yaml", "--seed", "5", *FEW),
    "today, seed 6": ("run", "today.yaml", "--seed", "6", *FEW),
    "today, edited": ("run", "today.yaml", "--seed", "5", "--set", "teams.search-team.engineers=9", *FEW),
    "busier": ("run", "busier.yaml", "--seed", "5", *FEW),
    "a pair, seed 5": ("compare", "today.yaml", "layered.yaml", "--seed", "5", *FEW),
    "a pair, seed 6": ("compare", "today.yaml", "layered.yaml", "--seed", "6", *FEW),
    "the pair the other way": ("compare", "layered.yaml", "today.yaml", "--seed", "5", *FEW),
    "more futures": ("run", "today.yaml", "--seed", "5", "-r", "24", "-o", "out"),
    "a batch": ("batch", "batch.yaml", "-o", "out"),
    "another batch": ("batch", "other-batch.yaml", "-o", "out"),
}


def prepare(folder: Path) -> dict[str, Any]:
    """Return what each order answers when it has the folder to itself."""
    load_engine(folder)
    found = {}
    for number, (name, words) in enumerate(ORDERS.items()):
        place = folder / str(number)
        place.mkdir()
        found[name] = worked(("--json", *words), write_designs(place)).answer
    return found


def one(dice: random.Random, folder: Path, truth: dict[str, Any]) -> str:
    """Two orders start at once; then each is repeated."""
    return pair(dice, folder, truth, dice.sample(list(ORDERS), 2), lambda: None)


def pair(
    dice: random.Random, folder: Path, truth: dict[str, Any], orders: list[str], before: Callable[[], object]
) -> str:
    """Run two orders in one folder at once, then each alone; all four answers must be their own."""
    write_designs(folder)
    gate, opener = os.pipe()
    pauses = [dice.choice((0.0, dice.uniform(0.0, 0.1))) for _ in orders]
    running = [
        Command(("--json", *ORDERS[name]), folder, _at(gate, opener, pause, before))
        for name, pause in zip(orders, pauses, strict=True)
    ]
    os.close(opener)  # the gate opens for both
    os.close(gate)
    ended = [decent(command.end()) for command in running]
    for name, found in zip(orders, ended, strict=True):
        other = orders[1 - orders.index(name)] if orders[0] != orders[1] else name
        if found.code:
            raise BrokenError(
                f"'{name}' beside '{other}' ended with {found.code}: {found.out[-500:]}{found.err[-500:]}"
            )
        if found.answer != truth[name]:
            whose = "the other's" if found.answer == truth[other] else "a wrong"
            raise BrokenError(f"'{name}' beside '{other}' got {whose} answer: {_where(found.answer, truth[name])}")
    for name in orders:
        if worked(("--json", *ORDERS[name]), folder).answer != truth[name]:
            raise BrokenError(f"'{name}' gets another answer when it is repeated after {orders}")
    return "apart"


def _where(found: dict[str, Any], expected: dict[str, Any]) -> str:
    return ", ".join(key for key in expected if found.get(key) != expected[key]) or "more than it should"


def _at(gate: int, opener: int, pause: float, before: Callable[[], object]) -> Callable[[], object]:
    """Return what a process does before its command: it waits until the gate opens."""
    import time

    def wait() -> None:
        os.close(opener)
        os.read(gate, 1)
        before()
        time.sleep(pause)

    return wait


ATTACK = Attack(
    "two commands with different seeds, designs or settings run in one folder at the same time; each prints the answer that it gives when "
    "it has the folder to itself, and does so again when it is repeated",
    "pairs",
    200,
    one,
    prepare,
)
