"""The manifest of some results: everything that is needed to make them again. Each plan has one of its own in the folder."""

import json
import platform
import shlex
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from orgsim.errors import ResultsError
from orgsim.plain_words import counted
from orgsim.results.files import read_json, write_json
from orgsim.results.plan import Plan, model_version
from orgsim.results.tables import data_dictionary
from orgsim.scenario.problems import shown

PACKAGES = ("orgsim", "mesa", "numpy", "numba", "pyarrow")
MOST_NAMED = 8
BATCH_RECORD = ".study.json"
"""How the file ends that says which folders beside it are cases of a batch."""

Manifest = Mapping[str, Any]


def manifest_of(plan: Plan) -> Manifest:
    """Return everything that is needed to reproduce the results of a plan."""
    return {
        "seed": plan.seed,
        "replications": plan.replications,
        **({"set": list(plan.overrides)} if plan.overrides else {}),
        "model": model_version(),
        "versions": versions(),
        "designs": [
            {
                "name": name,
                "key": plan.keys[name],
                "file": plan.organization(name).design.path.name,
                **({"oracle": play.name} if (play := plan.organization(name).play) else {}),
                "source": plan.organization(name).design.source,
                "resolved": plan.organization(name).design.resolved(),
            }
            for name in plan.names
        ],
        "columns": data_dictionary(),
    }


def versions() -> dict[str, str]:
    """Return the versions that results depend on; no name of a person, no path."""
    found = {name: version(name) for name in PACKAGES}
    return {**found, "python": platform.python_version(), "platform": f"{platform.system()} {platform.machine()}"}


def manifest_path(plan: Plan, folder: Path) -> Path:
    """Return where the manifest of a plan lies; other seeds, settings and designs have other ones."""
    return folder / f"manifest-{plan.key}.json"


def write_manifest(plan: Plan, folder: Path) -> None:
    """Write the manifest of a plan; one that says the same stays where it cannot be written, as in a folder that is read-only.

    Raises
    ------
    ResultsError
        When it cannot be written, and what is there says something else.
    """
    path, content = manifest_path(plan, folder), manifest_of(plan)
    with unless_said(path, content, but=("versions",)):
        write_json(path, content)


@contextmanager
def unless_said(path: Path, content: Mapping[str, object], but: Collection[str] = ()) -> Iterator[None]:
    """Forgive that a file cannot be written where it is whole and says the same already, `but` for some keys."""
    try:
        yield
    except ResultsError:
        if not _says(path, content, but):
            raise


def _says(path: Path, content: Mapping[str, object], but: Collection[str]) -> bool:
    try:
        there = read_json(path)
    except ResultsError:
        return False
    plain = json.loads(json.dumps(content))
    return all(key in there and there[key] == value for key, value in plain.items() if key not in but)


def the_manifest(place: Path) -> Path:
    """Return a manifest, given itself or a folder that holds no other.

    Raises
    ------
    ResultsError
        When the folder holds none, or the results of several plans, which are named then.
    """
    if place.suffix == ".json" and not place.is_dir():
        return place
    found = sorted(place.glob("manifest-*.json"))
    if len(found) > 1:
        raise ResultsError(
            f"{place} holds {len(found)} sets of results, from other seeds, settings or designs; name the manifest of one:"
            + "".join(f"\n  {path}: {_summary(path)}" for path in _newest_first(found)[:MOST_NAMED])
            + (f"\n  and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else "")
        )
    return found[0] if found else place / "manifest.json"


def _newest_first(paths: list[Path]) -> list[Path]:
    return sorted(paths, key=lambda path: path.stat().st_mtime_ns, reverse=True)


def _summary(path: Path) -> str:
    try:
        content = read_json(path)
        designs = ", ".join(str(design["name"]) for design in content["designs"])
        return f"{designs}; {counted(int(content['replications']), 'future')}; seed {content['seed']}"
    except (ResultsError, KeyError, TypeError, ValueError):
        return "cannot be read"


def mending(manifest: Manifest, folder: Path) -> str:
    """Return how to get back what is damaged."""
    if batch := _batch_of(folder):
        return f"repeat the command that wrote it, which makes only this part again: {batch}"
    with_oracles = any("oracle" in design for design in manifest["designs"])
    command = "headroom" if with_oracles else "run" if len(manifest["designs"]) == 1 else "compare"
    return (
        "repeat the command that wrote it, which makes only this part again: "
        f"{repeating(manifest, command)} -o {folder}"
    )


def batch_again(name: str, folder: Path, *, skip: bool, file: str) -> str:
    """Return the command line that runs a batch again, without the cases that cannot be built where it was run so.

    `file` is where the batch file lies, seen from the folder; where it is not known or not there, the name of the batch stands for it.
    """
    place = (folder / file).resolve()
    named = shown(place) if file and place.is_file() else f"{name}.yaml"
    return shlex.join(["orgsim", "batch", named, "-o", str(folder), *(["--skip-infeasible"] if skip else [])])


def _batch_of(folder: Path) -> str | None:
    """Return the command line of the batch that a folder is a case of; None where it is of none."""
    for path in sorted(folder.resolve().parent.glob(f"*{BATCH_RECORD}")):
        try:
            content = read_json(path)
            cases = {str(case["name"]) for case in content["cases"]}
        except (ResultsError, KeyError, TypeError):
            continue
        if folder.resolve().name in cases:
            skip, file = bool(content.get("left_out")), str(content.get("file", ""))
            return batch_again(str(content["name"]), folder.parent, skip=skip, file=file)
    return None


def repeating(manifest: Manifest, command: str, *more: str) -> str:
    """Return the command line that simulates the futures of a manifest again, but for where the results go; `more` options follow."""
    files = dict.fromkeys(str(design.get("file", design["name"])) for design in manifest["designs"])
    laid = [part for text in manifest.get("set", ()) for part in ("--set", text)]
    numbers = ["--seed", str(manifest["seed"]), "-r", str(manifest["replications"])]
    return shlex.join(["orgsim", command, *files, *laid, *numbers, *more])


def other_model(manifest: Manifest) -> str | None:
    """Return a sentence when another version of the model made the results."""
    if manifest.get("model") in (None, model_version()):
        return None
    wrote = manifest.get("versions", {}).get("orgsim", "unknown")
    return (
        f"another version of the model made these results (orgsim {wrote}); the same command may give other numbers now"
    )
