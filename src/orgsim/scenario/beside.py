"""Files that a file names: they lie in its folder or below, since files are passed around."""

from pathlib import Path

from orgsim.scenario.document import MAPPING


def beside(path: Path, name: str) -> Path:
    """Return what a name means beside another file, with all links followed as far as they lead somewhere."""
    found = path.resolve().parent / name
    try:
        return found.resolve()
    except (OSError, ValueError, RuntimeError):  # too long, no name at all, or links in a circle
        return found


def may_name(path: Path, other: Path) -> bool:
    """Tell whether a scenario may name a file: one in its own folder or below, since files are passed around; a mapping, any."""
    return path == MAPPING or other.is_relative_to(path.resolve().parent)


def is_file(path: Path) -> bool:
    """Tell whether a path is a file; a name that is too long is none."""
    try:
        return path.is_file()
    except OSError:
        return False
