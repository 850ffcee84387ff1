"""Why futures of a study have to be simulated, though the folder may hold others of the same case."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from orgsim.errors import ResultsError
from orgsim.experiments.study import Entry
from orgsim.plain_words import counted
from orgsim.results.files import TABLES, find_part, path_of, read_json
from orgsim.results.parts import Part
from orgsim.results.plan import Plan, model_version

MOST_NAMED = 3
LATER = re.compile(r"^changes\[\d+\]\.")
"""What the path of a value after a change begins with; one that the baseline has is said of the baseline alone."""


def reason(folder: Path, entry: Entry, design: str, plan: Plan, missing: Sequence[Part]) -> str:
    """Return why parts of a design are missing: in one phrase, the first reason that holds."""
    damaged = [path for part in missing for path in find_part(folder, part)[1]]
    if damaged:
        return f"{damaged[0].relative_to(folder)} is damaged"
    begun = [part for part in missing if path_of(folder, TABLES[0], part).is_file()]
    if begun:
        return "runs of it failed"
    before = list(_earlier(folder, design))
    if not before:
        return "new"
    if any(said["key"] == entry.keys[design] for said, _ in before):
        return f"only {counted(_saved(entry, design, missing), 'future')} saved"
    return " or ".join(dict.fromkeys(_difference(said, whole, design, plan) for said, whole in before[:1]))


def _saved(entry: Entry, design: str, missing: Sequence[Part]) -> int:
    whole = sum(len(part.replications) for part in entry.parts() if part.design == design)
    return whole - sum(len(part.replications) for part in missing)


def _earlier(folder: Path, design: str) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Yield what earlier manifests in a folder say of a design, the newest first."""
    for path in sorted(folder.glob("manifest-*.json"), key=lambda path: (-path.stat().st_mtime_ns, path.name)):
        try:
            content = read_json(path)
        except ResultsError:
            continue
        for said in content.get("designs", []):
            if said.get("name") == design:
                yield said, content


def _difference(said: Mapping[str, Any], whole: Mapping[str, Any], design: str, plan: Plan) -> str:
    """Return what is different from the saved results of a design."""
    if whole.get("seed") != plan.seed:
        return f"the seed was {whole.get('seed')}"
    here = plan.organization(design).design.resolved()
    found = list(_edited(said.get("resolved"), _plain(here), ""))
    edited = [path for path in found if not LATER.match(path) or LATER.sub("", path) not in found]
    if edited:
        more = f" and {len(edited) - MOST_NAMED} more" if len(edited) > MOST_NAMED else ""
        return f"{', '.join(edited[:MOST_NAMED])}{more} edited"
    return "the model is another version" if whole.get("model") != model_version() else "orgsim reads it otherwise"


def _plain(value: Any) -> Any:
    """Return data as they look when they have been through JSON."""
    if isinstance(value, Mapping):
        return {str(key): _plain(below) for key, below in value.items()}
    return [_plain(below) for below in value] if isinstance(value, list | tuple) else value


def _edited(before: Any, now: Any, at: str) -> Iterator[str]:
    """Yield the paths at which two documents differ, as a reader would name them."""
    if isinstance(before, Mapping) and isinstance(now, Mapping):
        for key in dict.fromkeys([*before, *now]):
            yield from _edited(before.get(key), now.get(key), f"{at}.{key}" if at else str(key))
    elif isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        for place, (one, other) in enumerate(zip(before, now, strict=True)):
            yield from _edited(one, other, _inside(at, place))
    elif before != now:
        yield at or "the design"


def _inside(at: str, place: int) -> str:
    """Return the path of an entry of a list; the first stage of a design needs no name."""
    if at == "stages":
        return "" if place == 0 else f"changes[{place - 1}]"
    return f"{at}[{place}]"
