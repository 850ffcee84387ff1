"""From stays in roles to spells with endings."""

from collections import Counter
from pathlib import Path

import pytest
from tests.conftest import ROOT

from orgsim.careers.spells import History, Record, Stay, as_date, history_of, read_history, years
from orgsim.errors import InputError

HISTORIES = ROOT / "tests" / "data" / "role-histories"

PLAIN = """\
person,level,from,to
a,pm,2020-01-01,2021-01-01
a,senior,2021-01-01,
b,pm,2020-01-01,2020-07-01
c,senior,2020-01-01,2020-12-31
c,pm,2020-12-31,2022-01-01
"""


def endings(history: History) -> list[tuple[str, str, str | None]]:
    """Return person, level and ending of each spell."""
    return [(spell.person, history.levels[spell.level], spell.ending) for spell in history.spells]


def of(*stays: Stay, last: float = 10.0, gap: float = 0.25) -> History:
    """Return the history of a few stays on a ladder of three levels."""
    return history_of(Record(("low", "middle", "high"), stays, last), gap)


def test_a_plain_table(tmp_path: Path) -> None:
    """Up is a promotion, down another move, away an exit, and no end means still there."""
    (tmp_path / "x.csv").write_text(PLAIN, encoding="utf-8")
    assert endings(read_history(tmp_path / "x.csv", ["pm", "senior"])) == [
        ("a", "pm", "promotion"),
        ("a", "senior", None),
        ("b", "pm", "exit"),
        ("c", "senior", "other"),
        ("c", "pm", "exit"),
    ]


def test_without_an_order_the_levels_are_asked_for(tmp_path: Path) -> None:
    """Names do not say which is higher."""
    (tmp_path / "x.csv").write_text(PLAIN, encoding="utf-8")
    with pytest.raises(InputError, match="there are pm, senior"):
        read_history(tmp_path / "x.csv")


def test_numbered_levels_need_no_order(tmp_path: Path) -> None:
    """Level 2 is above level 1."""
    (tmp_path / "x.csv").write_text(PLAIN.replace("pm", "1").replace("senior", "2"), encoding="utf-8")
    assert read_history(tmp_path / "x.csv").levels == ("1", "2")


def test_mistakes_have_their_line(tmp_path: Path) -> None:
    """Bad dates, unknown levels and time that runs backwards are told at once."""
    bad = PLAIN.replace("a,senior", "a,snior").replace("2020-07-01", "July").replace("2022-01-01", "2019-01-01")
    (tmp_path / "x.csv").write_text(bad, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_history(tmp_path / "x.csv", ["pm", "senior"])
    text = str(caught.value)
    assert "x.csv:3:1: E301" in text
    assert "did you mean 'senior'?" in text
    assert "x.csv:4:1: E203" in text
    assert "x.csv:6:1: E620 this ends before it starts" in text


def test_an_unknown_shape_hears_what_is_known(tmp_path: Path) -> None:
    """The error lists every shape."""
    (tmp_path / "x.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError, match="person, level"):
        read_history(tmp_path / "x.csv")


def test_the_highest_of_several_roles_counts() -> None:
    """Lead of one team while member of another: two years as a member, then a lead, then a member again."""
    history = of(Stay("a", 0, 0, 6), Stay("a", 1, 2, 4))
    assert [(spell.level, spell.start, spell.end, spell.ending) for spell in history.spells] == [
        (0, 0, 2, "promotion"),
        (1, 2, 4, "other"),
        (0, 4, 6, "exit"),
    ]


def test_a_short_absence_is_no_exit() -> None:
    """A tenth of a year between two stays is bridged, a whole year is not."""
    assert [spell.ending for spell in of(Stay("a", 0, 0, 1), Stay("a", 0, 1.1, None)).spells] == [None]
    assert [spell.ending for spell in of(Stay("a", 0, 0, 1), Stay("a", 0, 2, None)).spells] == ["exit", None]


def test_who_starts_on_the_last_day_has_been_seen() -> None:
    """A promotion on the last day of the record is a promotion."""
    assert of(Stay("a", 0, 0, 9.9), Stay("a", 1, 10, None)).spells[0].ending == "promotion"


def test_what_was_known_at_a_date() -> None:
    """Seen from year 3, a spell that ends in year 5 is still running."""
    spell = of(Stay("a", 0, 0, 5)).spells[0]
    assert (spell.before(3).end, spell.before(3).ending) == (3, None)
    assert spell.before(5) == spell


def test_dates_survive() -> None:
    """A date turned into years and back is the same date."""
    assert as_date(years("2020-02-29")) == "2020-02-29"


def test_the_release_team_counts_as_published() -> None:
    """From shadow: 161 out and 84 up (79 to lead, 5 higher); from lead: 46 out and 25 up."""
    history = read_history(HISTORIES / "kubernetes-release-team" / "cycles.csv")
    counted = Counter((history.levels[spell.level], spell.ending) for spell in history.spells)
    assert (counted["shadow", "exit"], counted["shadow", "promotion"]) == (161, 84)
    assert (counted["lead", "exit"], counted["lead", "promotion"]) == (46, 25)


def test_the_release_team_needs_its_dates(tmp_path: Path) -> None:
    """Without releases.csv nobody knows when a release was."""
    (tmp_path / "cycles.csv").write_text("version,person,area,level\n1.1,a,docs,lead\n", encoding="utf-8")
    with pytest.raises(InputError, match="is missing: it says when each release started"):
        read_history(tmp_path / "cycles.csv")


def test_team_roles_leave_out_lists_and_former_members(tmp_path: Path) -> None:
    """Marker teams and alumni are no work; an open end is a running spell."""
    (tmp_path / "x.csv").write_text(
        "person,team,kind,role,start,end,left_censored,right_censored\n"
        "a,t1,team,member,2020-01-31,2022-12-31,1,1\n"
        "a,t2,working-group,lead,2021-01-31,2022-12-31,0,1\n"
        "b,t1,team,alumni,2020-01-31,2022-12-31,0,1\n"
        "c,x,marker-team,member,2020-01-31,2022-12-31,0,1\n",
        encoding="utf-8",
    )
    history = read_history(tmp_path / "x.csv")
    assert endings(history) == [("a", "member", "promotion"), ("a", "lead", None)]
    assert [spell.start_known for spell in history.spells] == [False, True]
