"""Which YAML files under ``scenarios`` are scenarios, and where the baseline of each is kept."""

from pathlib import Path

from ruamel.yaml import YAML

from tests.conftest import ROOT, SCENARIOS

FOLDER = ROOT / "tests" / "data" / "baselines"

OTHER_KINDS = {"batch": "designs", "story": "arms", "search": "choices", "lesson": "claims", "ladder": "levels"}
"""Files that run scenarios without being one, and the key by which each kind is known."""


def kind_of(path: Path) -> str:
    """Return "scenario", another kind of file, or "unknown": the kind is in what a file says, not in its name."""
    keys = set(YAML(typ="safe").load(path) or {})
    others = [kind for kind, key in OTHER_KINDS.items() if key in keys]
    return others[0] if others else "scenario" if {"posts", "extends"} & keys else "unknown"


def shipped_files() -> list[Path]:
    """Return every YAML file under ``scenarios``."""
    return sorted(SCENARIOS.rglob("*.yaml"))


def shipped_scenarios() -> list[Path]:
    """Return every scenario among them, alternatives and acquired organisations included."""
    return [path for path in shipped_files() if kind_of(path) == "scenario"]


def name_of(path: Path) -> str:
    """Return the name of a scenario among all that are shipped, such as "reorg/today"."""
    return path.relative_to(SCENARIOS).with_suffix("").as_posix()


def table_for(path: Path) -> Path:
    """Return the file that keeps the baselines of a scenario's folder."""
    return FOLDER / ("-".join(path.parent.relative_to(SCENARIOS).parts) + ".csv")
