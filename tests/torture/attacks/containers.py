"""Two containers that share a folder and number their processes alike."""

import os
import random
from pathlib import Path
from typing import Any

from tests.torture.attack import Attack
from tests.torture.attacks import writers


def one(dice: random.Random, folder: Path, truth: dict[str, Any]) -> str:
    """Run two orders at once, often the same twice, both as process 7."""
    orders = [dice.choice(list(truth)), dice.choice(list(truth))]
    if dice.random() < 0.5:
        orders[1] = orders[0]
    return writers.pair(dice, folder, truth, orders, as_process_7)


def as_process_7() -> None:
    """Say that the process has the number 7, as the first of a container may."""
    os.getpid = lambda: 7


ATTACK = Attack(
    "two processes that both say they are number 7, as in two containers, run in one shared folder at the same time, half of them the "
    "same command; each prints its own answer, and does so again when it is repeated",
    "pairs",
    100,
    one,
    writers.prepare,
)
