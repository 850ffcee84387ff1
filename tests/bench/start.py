"""What commands take that simulate nothing, or one future."""

import tempfile
from functools import partial
from pathlib import Path

from tests.bench.companies import files_of
from tests.bench.costs import command, cost_of, in_turns, middle
from tests.bench.page import Page

STARTS = {
    "--help": ("--help",),
    "validate": ("validate", "TODAY"),
    "show": ("show", "TODAY"),
    "diff": ("diff", "TODAY", "SECOND"),
    "roles": ("roles",),
    "run -r 1": ("run", "TODAY", "-r", "1", "--fresh", "-o", "OUT"),
}
PYTHON = "Python itself"


def run(page: Page, *, quick: bool, slow: bool) -> None:
    """Print processor time and clock of each command."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        files = files_of(folder, 15)
        known = {"TODAY": files[0], "SECOND": files[1], "OUT": str(folder / "out")}
        ways = {
            name: partial(cost_of, command(*(known.get(word, word) for word in words)))
            for name, words in STARTS.items()
        }
        cost_of(command("compile"))
        found = in_turns({PYTHON: partial(cost_of, ["-c", "pass"]), **ways}, 3 if quick else 9)
    rows = [
        [
            name,
            f"{middle(costs).cpu:.2f}",
            f"{middle(costs).clock:.2f}",
            "" if name == PYTHON else f"{middle(costs).memory:.0f}",
        ]
        for name, costs in found.items()
    ]
    header = ["product-org, compiled", "s of processor", "s by the clock", "MB at most"]
    page.table(
        "before a command answers",
        header,
        rows,
        "aims: .3 s of processor for commands that only read, .8 s for run -r 1",
    )
