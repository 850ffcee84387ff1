"""The story of one duplicate: how it was born, who noticed it, what was proposed, and what became of it."""

from orgsim.explain.events import Event
from orgsim.explain.story_initiative import begun, gone, noticed
from orgsim.explain.story_requests import requests_in, told_request
from orgsim.explain.words import Sentence, Tongue, lasting


def duplicate_story(tongue: Tongue, name: str) -> list[Sentence]:
    """Return the sentences about one duplicate, in order of time."""
    rows = tongue.log.of(capability=name)
    asked = [told_request(tongue, one) for one in requests_in(rows)]
    told = [*_birth(tongue, rows), *asked, *_life(tongue, rows), *_other(tongue, rows)]
    told = sorted(told, key=lambda sentence: sentence.minute)
    return [*told, *_end(rows)]


def _birth(tongue: Tongue, rows: list[Event]) -> list[Sentence]:
    """Tell how it was born, and what was there already."""
    told = []
    for row in rows:
        if row.event == "begun":
            text = f"{begun(tongue, row).replace('which it needs', f'which {row.initiative} needs')}"
            told.append(Sentence(row.minute, text, (row,)))
        elif row.event == "inherited":
            text = (
                f"{row.capability} of {tongue.team(row.team)} is there from before: it was begun {lasting(row.amount)} ago, "
                f"though {tongue.team(row.other_team)} has the like of it ({row.other_capability})"
            )
            told.append(Sentence(row.minute, text, (row,)))
    return told


def _life(tongue: Tongue, rows: list[Event]) -> list[Sentence]:
    """Tell when it went into service, was noticed, and was given up."""
    told = []
    for row in rows:
        if row.event == "in_service":
            told.append(Sentence(row.minute, f"{row.capability} goes into service", (row,)))
        elif row.event == "noticed":
            told.append(Sentence(row.minute, noticed(tongue, row), (row,)))
        elif row.event in ("merging", "retired", "outdated"):
            told.append(Sentence(row.minute, gone(tongue, row), (row,)))
    return told


def _other(tongue: Tongue, rows: list[Event]) -> list[Sentence]:
    """Tell what became of the capability that was there before, as long as both were there."""
    older = next(row.other_capability for row in rows if row.event in ("begun", "inherited"))
    last = max(row.minute for row in rows)
    ends = [row for row in tongue.log.of("retired", "outdated", capability=older) if row.minute <= last]
    return [Sentence(row.minute, f"meanwhile: {gone(tongue, row)}", (row,)) for row in ends]


def _end(rows: list[Event]) -> list[Sentence]:
    """Tell what has not happened when the run ends."""
    kinds = {row.event: row for row in rows}
    first = rows[0]
    if "retired" in kinds or "outdated" in kinds:
        return []
    seen = "it has been noticed, and still runs" if "noticed" in kinds else "nobody has noticed it"
    if any(row.what == "knowingly" for row in rows):
        seen = "it still runs beside the other one"
    return [
        Sentence(
            rows[-1].minute, f"{seen} when the run ends", (first, *([kinds["noticed"]] if "noticed" in kinds else []))
        )
    ]
