"""Which competencies a level's job gives occasion to show."""

from orgsim.scenario.ladder.model import Ladder
from orgsim.scenario.ladder.parts import Competency
from orgsim.scenario.shipped_files import shipped_roles


def exercised(ladder: Ladder, name: str) -> set[str] | None:
    """Return the competencies that a level's job exercises; None when the ladder does not say."""
    level = ladder.levels[name]
    if level.exercised is not None:
        return set(level.exercised)
    hours = _hours(level.role)
    leads = ladder.tracks[level.track].manages
    if hours is None and leads:
        return None
    return {key for key, entry in ladder.competencies.items() if _shows(entry, hours, leads=leads)}


def _shows(competency: Competency, hours: dict[str, float] | None, *, leads: bool) -> bool:
    if competency.needs_reports and not leads:
        return False
    known = hours is not None and bool(competency.practised_in)
    return not known or any((hours or {}).get(activity, 0.0) > 0 for activity in competency.practised_in)


def _hours(role: str | None) -> dict[str, float] | None:
    """Return the week of a role that comes with orgsim."""
    known = shipped_roles().data["roles"].get(role)
    return {key: float(hours) for key, hours in known.get("hours", {}).items()} if known else None
