"""What an attack is."""

import importlib
import pkgutil
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.torture import attacks

NAMES = (
    "kills",
    "flips",
    "full_disk",
    "writers",
    "containers",
    "clock",
    "fuzzed_scenarios",
    "fuzzed_ladders",
    "fuzzed_tables",
    "fuzzed_decisions",
    "bounds",
    "soak",
)
"""In the order of the page."""


class BrokenError(Exception):
    """A promise was broken; the message says which, and how."""


@dataclass(frozen=True)
class Attack:
    """Cases that try to break one promise."""

    promise: str
    """What every case must find, as a sentence."""
    unit: str
    """What is counted, in the plural."""
    count: int
    """How many cases a full run has."""
    one: Callable[[random.Random, Path, Any], str]
    """Do one case in a folder of the worker's own, given what `prepare` returned; return in a word what happened."""
    prepare: Callable[[Path], Any]
    """Do once, before the workers are forked, what all cases share."""
    size: int = 1
    """Units in one case."""


def attack_named(name: str) -> Attack:
    """Return an attack."""
    found: Attack = importlib.import_module(f"{attacks.__name__}.{name}").ATTACK
    return found


def unlisted() -> set[str]:
    """Return modules of attacks that are not in the order of the page, and names without a module."""
    return {module.name for module in pkgutil.iter_modules(attacks.__path__)} ^ set(NAMES)
