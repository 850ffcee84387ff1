"""``python -m tests.mutants``: a sample of mutants of the rules against the tests, resumable; see ``--help``."""

import argparse
import json
import random
import sys
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.mutants.page import write_survivors
from tests.mutants.points import Point, points
from tests.mutants.trial import LAYERS, ROOT, Reached, Verdict, copy_of_the_package, passes_unchanged, try_out

RULES = ROOT / "src" / "orgsim" / "engine" / "mechanisms"
RECORD = ROOT / "out" / "mutants"


def main() -> int:
    """Try a sample; return 1 when the unchanged package fails its tests."""
    wanted = arguments()
    sample = sampled(wanted.count, wanted.seed, wanted.only)
    record = Record(RECORD / "verdicts.json")
    with copy_of_the_package() as folder:
        reached: dict[str, Reached] = {}
        for place, point in enumerate(sample, 1):
            for layer in record.layers_left(point, wanted.layers, again=wanted.again):
                if layer not in reached:
                    reached[layer] = reach_of(layer, folder)
                if record.keep(point, layer, try_out(point, LAYERS[layer], folder, reached[layer])):
                    break
            known = record.of(point)
            say(f"{place:4} {'killed' if known['killed'] else 'LIVES '} {point.name}  {known['by']}")
        verdicts = [(point, record.of(point)) for point in sample]
        say(summary([known for _, known in verdicts]))
        if wanted.write:
            write_survivors(wanted.write / "reliability.md", verdicts, len(sampled(10**9, 0, None)), wanted.seed)
    return 0


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--count", type=int, default=40, help="mutants to try (default: 40)")
    parser.add_argument(
        "--seed", type=int, default=1, help="seed of the sample (default: 1); a larger count extends a sample"
    )
    parser.add_argument("--only", metavar="FILE", help="mutate only the modules whose name holds this")
    parser.add_argument(
        "--layers", nargs="+", choices=LAYERS, default=["fast"], help="what survivors go through (default: fast)"
    )
    parser.add_argument("--again", action="store_true", help="try survivors again, after tests were added")
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="write the survivors to FOLDER/reliability.md")
    return parser.parse_args()


def sampled(count: int, seed: int, only: str | None) -> list[Point]:
    """Return a random sample of all mutants, in the order of the draw."""
    modules = [path for path in sorted(RULES.rglob("*.py")) if only is None or only in path.name]
    every = [point for path in modules for point in points(path, ROOT / "src")]
    random.Random(seed).shuffle(every)
    return every[:count]


def reach_of(layer: str, folder: Path) -> Reached:
    """Return which tests of a layer run which rule; on disk for as long as neither rules nor tests change.

    Raises
    ------
    SystemExit
        When the package fails the tests as it is: then no mutant says anything.
    """
    if not LAYERS[layer].interpreted:
        return {}
    places = [RULES, *(ROOT / place for place in LAYERS[layer].places)]
    files = sorted(path for place in places for path in ([place] if place.is_file() else place.rglob("*.py")))
    version = sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]
    path = RECORD / f"reach-{layer}-{version}.json"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        verdict = passes_unchanged(LAYERS[layer], folder, path)
        say(f"unchanged: {'fails ' + verdict.by if verdict.killed else 'passes'} in {verdict.seconds:.0f} s")
        if verdict.killed:
            raise SystemExit(1)
    found: Reached = json.loads(path.read_text(encoding="utf-8"))
    return found


class Record:
    """What became of mutants, on disk, so that a stopped run goes on; a verdict lasts as long as the module does."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.known: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}

    def key(self, point: Point) -> str:
        """Name a mutant of this version of its module."""
        source = (ROOT / "src" / point.file).read_bytes()
        return f"{sha256(source).hexdigest()[:12]} {point.number} {point.name}"

    def of(self, point: Point) -> dict[str, Any]:
        """Return what is known of a mutant."""
        return self.known[self.key(point)]

    def layers_left(self, point: Point, layers: list[str], *, again: bool) -> list[str]:
        """Return the layers that a mutant still has to go through; `again`: all, if it lives."""
        known = self.known.get(self.key(point))
        if known is None:
            return layers
        return [] if known["killed"] else [layer for layer in layers if again or layer not in known["survived"]]

    def keep(self, point: Point, layer: str, verdict: Verdict) -> bool:
        """Keep a verdict; return whether the mutant is dead."""
        before = self.known.get(self.key(point), {}).get("survived", [])
        survived = before if verdict.killed else sorted({*before, layer}, key=list(LAYERS).index)
        found = {
            "killed": verdict.killed,
            "by": verdict.by,
            "layer": layer,
            "survived": survived,
            "seconds": round(verdict.seconds, 1),
        }
        self.known[self.key(point)] = {**asdict(point), **found}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        scratch = self.path.with_suffix(".tmp")
        scratch.write_text(json.dumps(self.known, indent=1) + "\n", encoding="utf-8")
        scratch.replace(self.path)
        return verdict.killed


def summary(verdicts: list[dict[str, Any]]) -> str:
    """Return how many died, and where."""
    dead = [known["layer"] for known in verdicts if known["killed"]]
    where = ", ".join(f"{dead.count(layer)} in the layer '{layer}'" for layer in LAYERS if layer in dead)
    share = len(dead) / max(1, len(verdicts))
    return f"{len(verdicts)} mutants: {len(dead)} died ({where}), {len(verdicts) - len(dead)} live; {share:.0%} died"


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
