"""What differs between two ladders."""

from tests.unit.ladder.conftest import SMALL, Read

from orgsim.scenario.ladder.diff import difference


def test_a_ladder_does_not_differ_from_itself(read: Read) -> None:
    """Nothing is reported between equals, nor for another name or description."""
    before = read().ladder
    after = read(SMALL, ("name: small", "name: other\ndescription: the same")).ladder
    assert difference(before, after).empty


def test_levels_moves_expectations_and_numbers(read: Read) -> None:
    """Each kind of change is told under its own heading."""
    after = read(
        SMALL,
        ("{discovery: 0.5}", "{discovery: {value: 0.6, weight: 2}}"),
        ("seats: 24,", "seats: 30, pay: {low: 1, mid: 2, high: 3},"),
        ("  - {from: group, to: senior, kind: return}\n", ""),
        ("  vp: {title: VP,", "  svp: {title: SVP,"),
        ("to: vp}", "to: svp, rate_per_year: 0.1}"),
    ).ladder
    found = difference(read().ladder, after)
    assert found.levels_added == {"svp": "SVP, management, rung 5"}
    assert found.levels_removed == {"vp": "VP, management, rung 5"}
    assert found.moves_added == ["director -> svp (promotion)"]
    assert found.moves_removed == ["group -> senior (return)", "director -> vp (promotion)"]
    assert found.expectations == {"pm.discovery": (0.5, 0.6), "pm.discovery weight": (1.0, 2.0)}
    assert found.numbers["senior.seats"] == (24, 30)
    assert found.numbers["senior.pay.mid"] == (None, 2.0)


def test_a_move_may_change_its_kind(read: Read) -> None:
    """A lateral move that becomes a promotion is changed, not new."""
    after = read(
        SMALL, ("rung: 3, role: gpm", "rung: 2, role: gpm"), ("to: group}", "to: group, kind: lateral}")
    ).ladder
    assert difference(read().ladder, after).moves_changed == {"senior -> group": ("promotion", "lateral")}
