"""The order of rows says nothing."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.people_import.conftest import text_of

from orgsim.people_import.pseudonyms import Codes
from orgsim.people_import.table_import import Request, import_people

DEMO = (Path(__file__).parents[3] / "scenarios" / "demo" / "people.csv").read_text(encoding="utf-8").splitlines()

SEATS = """id,title,manager,status,fte,dotted
1,CPO,,active,1,
2,Product Manager,1,active,1,3
3,Product Manager,1,active,0.5,
,Product Manager,1,vacant,1,
,Product Manager,1,vacant,0.5,2
4,Engineering Manager,1,active,1,
5,Engineer,4,active,0.5,
6,Engineer,4,active,1,
7,Engineering Manager,1,active,1,
8,Engineer,7,active,1,
8 ,Engineer,4,active,0,""".splitlines()


def scenario(rows: list[str], folder: Path) -> str:
    """Return what comes of a table."""
    path = folder / "people.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    decisions = folder / "d.yaml"
    decisions.write_text("duplicates: {8: two_positions}\n", encoding="utf-8")
    return text_of(import_people(Request(path, Codes(folder / "x.key"), decisions=[decisions])))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(random=st.randoms(use_true_random=False))
def test_any_order_of_rows_gives_the_same_bytes(random: object, tmp_path: Path) -> None:
    """Vacant seats without ids, twins, and people with two jobs included."""
    rows = SEATS[1:]
    random.shuffle(rows)  # type: ignore[attr-defined]
    assert scenario([SEATS[0], *rows], tmp_path) == scenario(SEATS, tmp_path)


def test_a_real_company_upside_down_is_the_same(tmp_path: Path) -> None:
    """The demo table in reverse and sorted by title gives the bytes of the demo."""
    expected = scenario(DEMO, tmp_path)
    assert scenario([DEMO[0], *reversed(DEMO[1:])], tmp_path) == expected
    assert scenario([DEMO[0], *sorted(DEMO[1:], key=lambda row: row[::-1])], tmp_path) == expected
