"""How fast orgsim is, on this machine, in one run: ``make bench`` or ``python -m tests.bench``; some twenty minutes on two idle cores.

Groups of tables, each of which can be asked for alone (``python -m tests.bench compare mesa``):

GROUPS

What is compared takes turns, and each number is a median. Seconds are those of the processor, of all processes together, and those by the
clock where two workers are meant; a clock says something only while nobody else needs the cores, so the load is printed.
``--quick`` does the same with fewer futures and repeats, in a few minutes; ``--slow`` adds what takes a quarter of an hour more
(100,000 futures); ``--write FILE`` keeps what is printed as text. Nothing is asserted: absolute times say as much about a machine and
its other users as about orgsim.
"""

import argparse
import importlib
import time
from pathlib import Path

from tests.bench.page import Page, machine

GROUPS = {
    "start": "what a command takes before it simulates, and to simulate one future",
    "compare": "a whole comparison of three designs, with one worker and two, with compiled code and without, stage by stage",
    "sizes": "the same for companies with 500 and 5,000 posts",
    "mesa": "beside plain Mesa on the same mechanisms: the engine, and a whole comparison beside mesa.batch_run",
    "study": "futures a second, what a batch adds to its parts, memory of long batches, bytes of a future",
    "engine": "person-weeks a second for 50, 500 and 5,000 posts, threads, and where the time goes by step",
    "careers": "person-quarters a second on a ladder, and beside plain Mesa",
}
"""In the order in which they are run; each is a module of this folder."""


def main() -> None:
    """Run the groups and print their tables."""
    asked = arguments()
    page = Page()
    page.say(f"{machine()}{'; quick' if asked.quick else ''}")
    for name in GROUPS:
        if not asked.groups or name in asked.groups:
            run(page, name, asked)
            keep(page, asked.write)
    page.say(f"{time.perf_counter() - page.started:.0f} s in all; {machine()}")
    keep(page, asked.write)


def keep(page: Page, path: Path | None) -> None:
    """Write what is printed so far, if that is asked for: a run of twenty minutes may be stopped."""
    if path:
        page.write(path)


def run(page: Page, name: str, asked: argparse.Namespace) -> None:
    """Run one group; one that fails is said to, and the others go on."""
    started = time.perf_counter()
    page.heading(f"{name}: {GROUPS[name]}")
    try:
        importlib.import_module(f"tests.bench.{name}").run(page, quick=asked.quick, slow=asked.slow)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - an hour of other tables must not be lost
        page.say(f"{name} failed: {type(error).__name__}: {error}")
    page.say(f"({name}: {time.perf_counter() - started:.0f} s)")


def arguments() -> argparse.Namespace:
    """Read the command line."""
    groups = "\n".join(f"{name:9} {says}" for name, says in GROUPS.items())
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description=(__doc__ or "").replace("GROUPS", groups),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("groups", nargs="*", metavar="GROUP", help="only these groups", choices=[[], *GROUPS])
    parser.add_argument("--quick", action="store_true", help="fewer futures and repeats")
    parser.add_argument("--slow", action="store_true", help="also what takes a quarter of an hour more")
    parser.add_argument("--write", type=Path, metavar="FILE", help="keep what is printed as text")
    return parser.parse_args()


if __name__ == "__main__":
    main()
