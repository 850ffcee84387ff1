"""Small ladders."""

from collections.abc import Callable
from pathlib import Path

import pytest

from orgsim.scenario.ladder.model import Ladder
from orgsim.scenario.ladder.reading import LadderFile, read_ladder

SMALL = """\
name: small
sources:
  assumed: {title: assumed}
source: assumed
competencies:
  discovery: {practised_in: [product]}
  coaching: {needs_reports: true}
tracks:
  ic: {title: Individual}
  management: {title: Management, manages: true}
levels:
  pm: {title: PM, track: ic, rung: 1, role: pm, entry: true, seats: 40, expectations: {discovery: 0.5}, exits_per_year: 0.15}
  senior: {title: Senior, track: ic, rung: 2, role: pm, seats: 24, external_share: 0, exits_per_year: 0.15}
  group: {title: Group, track: management, rung: 3, role: gpm, seats: 12, external_share: 0, exits_per_year: 0.15}
  director: {title: Director, track: management, rung: 4, seats: 5, external_share: 0, exits_per_year: 0.15}
  vp: {title: VP, track: management, rung: 5, seats: 2, external_share: 0, exits_per_year: 0.15}
moves:
  - {from: pm, to: senior}
  - {from: senior, to: group}
  - {from: group, to: senior, kind: return}
  - {from: group, to: director}
  - {from: director, to: vp}
"""

Read = Callable[..., LadderFile]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Return a function that reads a ladder text, with (old, new) replacements made in it first."""

    def read_text(text: str = SMALL, *changes: tuple[str, str]) -> LadderFile:
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / "ladder.yaml"
        path.write_text(text, encoding="utf-8")
        return read_ladder(path)

    return read_text


@pytest.fixture
def small(read: Read) -> Ladder:
    """Return the small ladder."""
    return read().ladder
