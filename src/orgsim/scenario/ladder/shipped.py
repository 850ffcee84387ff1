"""What comes with orgsim, found by its file: promotion policies and whole ladders."""

from pathlib import Path

from orgsim.errors import InputError
from orgsim.scenario.problems import listed, nearest, siblings
from orgsim.scenario.shipped_files import shipped_ladders

POLICIES = Path(__file__).parent / "policies"


def policy_names() -> list[str]:
    """Return the names of all promotion policies: one module each, '-' for '_'; nothing is imported."""
    return sorted(path.stem.replace("_", "-") for path in POLICIES.glob("*.py") if not path.stem.startswith("_"))


def ladder_path(text: str) -> Path:
    """Return the file that a name means: a file, or a ladder that comes with orgsim.

    Raises
    ------
    InputError
        When it is neither.
    """
    shipped = shipped_ladders()
    if Path(text).exists():
        return Path(text)
    if text in shipped:
        return shipped[text]
    hint = nearest(text[:200], [*shipped, *siblings(Path(text))])
    raise InputError(f"there is no file '{text}', and no ladder of that name{hint}; orgsim has {listed(shipped)}")
