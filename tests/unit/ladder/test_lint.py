"""What lint finds, each on the smallest ladder that has it, and nothing on one that has none."""

import pytest
from tests.unit.ladder.conftest import SMALL, Read

from orgsim.careers.lint import lint


def findings(read: Read, *changes: tuple[str, str]) -> list[str]:
    """Return what lint says about the small ladder with changes, as lines."""
    return [problem.text() for problem in lint(read(SMALL, *changes))]


def test_the_small_ladder_has_one_long_wait(read: Read) -> None:
    """Directors would wait 67 quarters and group managers 46; nothing else is doubtful."""
    assert [line.split(": ")[1].split()[0] for line in findings(read)] == ["W606", "W606", "W613"]


FAULTS = {
    "unreachable": ("  - {from: group, to: director}\n", "", "W601", "nobody on the ladder gets to 'director'"),
    "dead end": ("  - {from: director, to: vp}\n", "", "W602", "no move leads out of 'director'"),
    "one-way door": (
        "  - {from: group, to: senior, kind: return}\n",
        "",
        "W603",
        "from the 'ic' track to 'management'",
    ),
    "no seats": ("seats: 12, ", "", "W604", "a seat lets people into 'group', but nothing says how many"),
    "zero seats": ("seats: 12, ", "seats: 0, ", "W604", "has any: seats: 0"),
    "nobody promoted": ("seats: 2, external_share: 0", "seats: 2, external_share: 1", "W605", "out of 'director'"),
    "a long wait": ("seats: 12,", "seats: 12,", "W606", "whoever stayed in 'group' would wait 46 quarters"),
    "coaching without reports": ("{discovery: 0.5}", "{coaching: 0.5}", "W607", "'pm' expects 'coaching'"),
    "not in the week": (
        "role: gpm, seats",
        "role: cpo, expectations: {discovery: 0.5}, seats",
        "W607",
        "'group' expects 'discovery', which its job never exercises",
    ),
    "not said to be exercised": (
        "role: gpm, seats",
        "exercised: [coaching], expectations: {discovery: 0.5}, seats",
        "W607",
        "'group' expects 'discovery'",
    ),
    "less than below": (
        "rung: 2, role: pm,",
        "rung: 2, role: pm, expectations: {discovery: 0.4},",
        "W608",
        "'senior' asks for less 'discovery' (0.4) than 'pm' below it (0.5)",
    ),
    "no source": ("source: assumed\ncomp", "comp", "W609", "the numbers of 'pm' name no source"),
    "an unknown role": ("role: gpm", "role: gmp", "W610", "did you mean 'gpm'?"),
    "an idle committee": ("seats: 12, external_share: 0,", "headcount: committee, heads: 12,", "W611", "says whom"),
    "too few below": ("seats: 40,", "seats: 3,", "W612", "'pm' has 3 people and loses"),
}


@pytest.mark.parametrize(("old", "new", "code", "what"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_found(read: Read, old: str, new: str, code: str, what: str) -> None:
    """Each fault has its code and its sentence."""
    found = findings(read, (old, new)) if old != new else findings(read)
    assert any(f" {code} " in line and what in line for line in found), found


def test_findings_have_their_place(read: Read) -> None:
    """A finding about an expectation points at its line."""
    found = lint(read(SMALL, ("{discovery: 0.5}", "{coaching: 0.5}")))
    assert found[0].mark is not None
    assert (found[0].mark.line, found[0].path) == (11, ("levels", "pm", "expectations", "coaching"))


def test_coaching_is_exercised_where_people_are_led(read: Read) -> None:
    """A management level may expect what needs reports."""
    found = findings(read, ("role: gpm,", "role: gpm, expectations: {coaching: 0.5},"))
    assert not [line for line in found if "W607" in line]


def test_a_wait_says_which_of_its_assumptions_fail(read: Read) -> None:
    """The finding carries the assumption that the ladder breaks."""
    found = findings(read, ("seats: 24,", "seats: 24, heads: 20,"))
    assert any("W606" in line and "does not hold here: every seat is taken" in line for line in found)
