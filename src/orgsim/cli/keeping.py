"""What commands say that keep on disk what is finished: what was there, what was damaged, and what to do when they were stopped."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from orgsim.cli.console import Console
from orgsim.cli.errors import INTERRUPTED, Stop
from orgsim.errors import ResultsError
from orgsim.plain_words import counted
from orgsim.scenario.problems import shown

if TYPE_CHECKING:
    from orgsim.sensitivity.kept import Kept


@contextmanager
def going_on(console: Console, folder: Path) -> Iterator[None]:
    """Say, when something cannot be written or read, that what is finished stays, and how to go on.

    Raises
    ------
    ResultsError
        As it came.
    """
    try:
        yield
    except ResultsError:
        console.note(f"what is finished stays in {shown(folder)}; when the trouble is over, the same command continues")
        raise


@contextmanager
def keeping(console: Console, kept: "Kept") -> Iterator[None]:
    """Keep finished points while a command works, and say at its end what became of them.

    Raises
    ------
    ResultsError
        When their folder cannot be made, or one cannot be written.
    Stop
        When the command was interrupted.
    """
    folder = kept.folder or Path()
    where = shown(folder)
    try:
        with going_on(console, folder):
            kept.begin()
            yield
    except KeyboardInterrupt:
        console.note(f"interrupted; finished points are saved in {where}. Run the same command to continue.")
        raise Stop(INTERRUPTED) from None
    for path in kept.damaged:
        console.note(f"{shown(path)} was damaged; its futures were simulated again")
    saved = f"; {counted(kept.reused, 'run')} had been saved there" if kept.reused else ""
    console.note(f"finished points are in {where}{saved}")
    console.answer(
        folder=where, saved=kept.reused, **({"damaged": [*map(shown, kept.damaged)]} if kept.damaged else {})
    )
