"""What the benchmark prints: tables on the terminal, and the same as text in a file."""

import os
import platform
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table

WIDTH = 140


class Page:
    """Tables that are printed as they come, and can be written down afterwards."""

    def __init__(self) -> None:
        self.console = Console(width=WIDTH, record=True, highlight=False, markup=False, emoji=False)
        self.started = time.perf_counter()

    def heading(self, text: str) -> None:
        """Print what the next tables are about."""
        self.console.rule(text, align="left", style="bold")
        self.console.print()

    def say(self, text: str) -> None:
        """Print a paragraph."""
        self.console.print(text + "\n")

    def table(self, title: str, header: Sequence[str], rows: Iterable[Sequence[str]], says: str = "") -> None:
        """Print rows under a header, what is compared to the left, numbers to the right, and below what the numbers are."""
        made = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, caption=says or None)
        made.caption_justify, made.caption_style = "left", "dim"
        for place, name in enumerate(header):
            made.add_column(name, justify="right" if place else "left", no_wrap=not place)
        for row in rows:
            made.add_row(*row)
        self.console.print(made)
        self.console.print()

    def write(self, path: Path) -> None:
        """Write all that was printed into a file, as text."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.console.export_text(clear=False), encoding="utf-8")


def machine() -> str:
    """Return where this is measured, and how busy it is there."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores{load}"
