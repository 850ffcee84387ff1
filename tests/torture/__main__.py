"""``python -m tests.torture``: attack what orgsim promises, and print how often each promise held; see ``--help``."""

import argparse
import os
import sys
import tempfile
import traceback
from pathlib import Path

from tests.torture.attack import NAMES, BrokenError, attack_named
from tests.torture.crew import Tally, attacked, dice

QUICK = 25
"""A quick run has one case in so many, and at least three."""


def main() -> int:
    """Run the attacks; return 1 when a promise was broken."""
    wanted = arguments()
    names = [name for name in NAMES if not wanted.only or name in wanted.only]
    if wanted.case is not None:
        return again(names[0], wanted.seed, wanted.case)
    tallies: dict[str, Tally] = {}
    for name in names:
        attack = attack_named(name)
        count = max(1, round(wanted.count / attack.size)) if wanted.count else attack.count
        if wanted.quick and attack.count > 1:
            count = max(3, attack.count // QUICK)
        tally = tallies[name] = attacked(name, attack, count, wanted.seed, wanted.workers)
        say(line(name, tally))
        for case, broken in tally.broken[: wanted.show]:
            say(f"  case {case}: {broken.strip()}\n")
    if wanted.write:
        from tests.torture.page import write_attacks

        write_attacks(wanted.write / "reliability.md", tallies, wanted.seed)
    return int(any(tally.broken for tally in tallies.values()))


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=NAMES, metavar="NAME", help=f"only these of {', '.join(NAMES)}")
    parser.add_argument("--quick", action="store_true", help=f"one case in {QUICK}")
    parser.add_argument("--count", type=int, help="so many of what each attack counts")
    parser.add_argument("--seed", type=int, default=1, help="seed of all cases (default: 1)")
    parser.add_argument("--case", type=int, help="do one case of one attack again, and print its trace")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes (default: one a core)")
    parser.add_argument("--show", type=int, default=3, help="broken cases to print of each attack (default: 3)")
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="write the counts to FOLDER/reliability.md")
    return parser.parse_args()


def line(name: str, tally: Tally) -> str:
    """Return what came of an attack."""
    attack = attack_named(name)
    held = sum(tally.what.values())
    kinds = ", ".join(f"{what} {count:,}" for what, count in tally.what.most_common())
    broken = f"{len(tally.broken) * attack.size:,} broken" if tally.broken else "none broken"
    return f"{name:17} {tally.done * attack.size:6,} {attack.unit:18} {held:6,} held, {broken}; {tally.seconds:.0f} s; {kinds}"


def again(name: str, seed: int, case: int) -> int:
    """Do one case in this process, so that a debugger or a trace shows what happens."""
    attack = attack_named(name)
    with tempfile.TemporaryDirectory(prefix="orgsim-torture-") as place:
        folders = [Path(place) / "shared", Path(place) / "case"]
        for folder in folders:
            folder.mkdir()
        try:
            say(f"case {case}: {attack.one(dice(seed, name, case), folders[1], attack.prepare(folders[0]))}")
        except BrokenError as broken:
            say(f"case {case}: {broken}")
            return 1
        except Exception:  # noqa: BLE001 - it is printed
            traceback.print_exc()
            return 1
    return 0


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
