"""``orgsim roles --evidence``: claims about roles beside the scenario's data and what was measured, aspect by aspect."""

import textwrap
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from orgsim.cli.console import Console
from orgsim.cli.numbers import number

if TYPE_CHECKING:
    from orgsim.studies.evidence import Measured
    from orgsim.studies.roles.evidence import Claim, Evidence
    from orgsim.views.roles import RoleView

WIDTH = 118
KIND = "measured"
NOT_SIMULATED = "not simulated"
READING = """
here: what the scenario's data say. claim: what the articles say, in our words. measured: a mean difference over paired
futures in the study's own organisations, with its 95% interval; "as expected" and "the opposite" are held against what
the study expected before it was run. Intervals cover simulation noise only, not whether the model is right. Studies are
described in docs/patterns.md, docs/atlas.md and docs/stories.md."""


def print_evidence(console: Console, views: Sequence["RoleView"]) -> None:
    """Print every aspect in which the articles compare roles, role by role."""
    from orgsim.studies.roles.evidence import rows_of

    rows = rows_of(views)
    width = max(len(one.role) for found in rows.values() for one in found)
    console.answer(aspects=[{"aspect": name, "roles": [asdict(one) for one in found]} for name, found in rows.items()])
    for aspect, found in rows.items():
        console.heading(aspect)
        for entry in found:
            _line(console, entry.role.ljust(width), "here", "; ".join(entry.here))
            for claim in entry.claims:
                _line(console, " " * width, "claim", f"{claim.says} ({claim.source})")
                for told in _told(claim):
                    _line(console, " " * width, "measured", told)
        console.say()
    console.say(READING.strip())


def _line(console: Console, role: str, kind: str, words: str) -> None:
    """Print words behind a role and what kind of words they are; what is long goes on in the next line."""
    lines = textwrap.wrap(words, WIDTH - len(role) - len(KIND) - 4, break_long_words=False) or [""]
    for place, line in enumerate(lines):
        head = f"{role} {kind:{len(KIND)}}" if place == 0 else " " * (len(role) + 1 + len(KIND))
        console.say(f"  {head} {line}")


def _told(claim: "Claim") -> list[str]:
    to_come = [f"not published yet: orgsim story {name}" for name in claim.to_come]
    return [*map(_evidence, claim.evidence), *to_come] or [NOT_SIMULATED]


def _evidence(one: "Evidence") -> str:
    found = one.found
    outcome = "" if found.outcome == "-" else f", {found.outcome}"
    about = f"{one.arm}: {one.shows}" if one.shows else one.arm.rstrip(".") + ":"
    return f"{about} {_interval(found)}{outcome} [{found.study} {found.part}]"


def _interval(found: "Measured") -> str:
    """Return a reading with its interval and unit."""
    ends = [end if end is not None else float("nan") for end in (found.mean, found.low, found.high)]
    share, _, per = found.unit.partition(" ") if found.unit.startswith("share") else ("", "", found.unit)
    mean, low, high = (f"{'+' if end > 0 else ''}{number(end, share)}" for end in ends)
    return f"{mean} ({low} .. {high}) {per}".rstrip()
