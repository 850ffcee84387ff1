"""Published ladders and tables become ladder files."""

from pathlib import Path

import pytest
from tests.conftest import ROOT

from orgsim.errors import InputError
from orgsim.scenario.ladder.importing import import_ladder
from orgsim.scenario.ladder.model import Ladder
from orgsim.scenario.ladder.reading import ladder_from_text

DATA = ROOT / "tests" / "data" / "ladders"

TABLE = """\
level;Track;title;min months;seats;next
PM;IC;Product manager;13;40;Senior
Senior;IC;Senior PM;24;;Principal|Group
Principal;IC;;;5;Group
Group;Management;Group PM;24;8;Principal
"""


def imported(path: Path) -> tuple[str, Ladder]:
    """Return the shape that was found and the ladder."""
    shape, text = import_ladder(path)
    return shape, ladder_from_text(text)


def test_gitlab_table() -> None:
    """Grades become rungs counted from the lowest, spans a description, and principal and group manager one rung."""
    shape, ladder = imported(DATA / "gitlab-levels.csv")
    assert shape == "gitlab"
    assert {name: level.rung for name, level in ladder.levels.items()} == {
        "product-manager": 1,
        "senior-product-manager": 2,
        "principal-product-manager": 3,
        "group-manager-product": 3,
        "director-of-product-management": 4,
    }
    assert ladder.levels["group-manager-product"].description == "Leads 2 to 4 people."
    assert ladder.sources["handbook"].licence == "CC BY-SA 4.0, GitLab Inc."


def test_a_table_of_grades_states_no_moves_between_tracks() -> None:
    """Promotions follow the rungs of a track; what the table does not say is not made up."""
    _, ladder = imported(DATA / "gitlab-levels.csv")
    assert [(move.origin, move.to) for move in ladder.moves] == [
        ("product-manager", "senior-product-manager"),
        ("senior-product-manager", "principal-product-manager"),
        ("group-manager-product", "director-of-product-management"),
    ]


def test_gitlab_pages() -> None:
    """Sentences that state a grade are levels."""
    shape, ladder = imported(DATA / "gitlab-grades.md")
    assert shape == "gitlab"
    assert ladder.levels["senior-product-manager"].track == "ic"
    assert (ladder.levels["group-manager-product"].track, ladder.levels["group-manager-product"].rung) == (
        "management",
        2,
    )


@pytest.mark.parametrize("name", ["monzo-criteria.csv", "monzo-product.md"])
def test_monzo(name: str) -> None:
    """Both shapes give the same ladder: topics as competencies, criteria by level, values by the place of the level."""
    shape, ladder = imported(DATA / name)
    assert shape == "monzo"
    assert list(ladder.competencies) == ["problem-solving", "user-centricity"]
    assert list(ladder.levels) == ["level-1", "level-2"]
    second = ladder.levels["level-2"].expectations
    assert list(second) == ["problem-solving"]
    assert second["problem-solving"].value == 1.0
    assert len(second["problem-solving"].criteria) == 2
    assert ladder.levels["level-1"].expectations["user-centricity"].value == 0.5


def test_plain_table(tmp_path: Path) -> None:
    """Months round up to quarters, rungs count up in a track, and next steps know their kind."""
    (tmp_path / "own.csv").write_text(TABLE, encoding="utf-8-sig")
    shape, ladder = imported(tmp_path / "own.csv")
    assert shape == "table"
    assert ladder.name == "own"
    assert (ladder.levels["pm"].min_quarters, ladder.levels["pm"].seats, ladder.levels["senior"].seats) == (5, 40, None)
    assert [(level.rung, level.title) for level in ladder.levels.values()] == [
        (1, "Product manager"),
        (2, "Senior PM"),
        (3, "Principal"),
        (4, "Group PM"),  # above the levels that lead to it
    ]
    assert ladder.tracks["management"].manages
    kinds = {(move.origin, move.to): move.kind for move in ladder.moves}
    assert kinds["senior", "principal"] == "promotion"
    assert kinds["senior", "group"] == "promotion"
    assert kinds["group", "principal"] == "return"


def test_plain_table_with_mistakes(tmp_path: Path) -> None:
    """Every bad cell is told with its line, the nearest name and the file."""
    bad = TABLE.replace(";40;Senior", ";many;Senoir").replace("Group;Management", "PM;Management")
    (tmp_path / "own.csv").write_text(bad, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        import_ladder(tmp_path / "own.csv")
    text = str(caught.value)
    assert "own.csv:2:1: E203" in text
    assert "expected a number in 'seats', got \"many\"" in text
    assert "did you mean 'senior'?" in text
    assert "own.csv:5:1: E102 level 'PM' is there twice" in text


def test_an_unknown_shape_hears_what_is_known(tmp_path: Path) -> None:
    """The error lists every shape."""
    (tmp_path / "x.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        import_ladder(tmp_path / "x.csv")
    assert all(f"  {name}: " in str(caught.value) for name in ("gitlab", "monzo", "table"))
    with pytest.raises(InputError, match="did you mean 'monzo'"):
        import_ladder(tmp_path / "x.csv", "monza")


@pytest.mark.parametrize("text", ["level,track,job_grade\n", "topic,level,criterion\n", "level,track,title\n"])
def test_a_table_without_rows_is_refused(tmp_path: Path, text: str) -> None:
    """Headings alone are no ladder."""
    (tmp_path / "x.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        import_ladder(tmp_path / "x.csv")
