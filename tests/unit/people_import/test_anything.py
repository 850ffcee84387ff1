"""Whatever is in a table, an import ends with a scenario that loads, with questions, or with a sentence."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.people_import.conftest import text_of

from orgsim.errors import InputError
from orgsim.people_import.import_report import report
from orgsim.people_import.pseudonyms import Codes
from orgsim.people_import.questions import template
from orgsim.people_import.table_import import Request, import_people
from orgsim.scenario.design import load_design

TITLES = [
    "CPO",
    "Director of Product, X",
    "Product Manager, X",
    "GPM",
    "Portfolio PM",
    "EM",
    "Engineering Manager",
    "Engineer",
    "=1",
    "",
]
IDS = ["1", "2", "3", "4", "5", "6", "01", "a@b.c", "Ann Bo", "-1", "1.0", ""]
CELLS = {
    "id": st.sampled_from(IDS),
    "title": st.sampled_from(TITLES),
    "manager": st.sampled_from(IDS),
    "name": st.sampled_from(["Ann Bo", "Bo, Ann (C)", "Vacant", ""]),
    "status": st.sampled_from(["active", "left", "vacant", "?", ""]),
    "fte": st.sampled_from(["1", "0,5", "50%", "0", "x", ""]),
    "dotted": st.sampled_from(["2", "2;3", "Bo, Ann", ""]),
}
ROWS = st.lists(st.fixed_dictionaries(CELLS), min_size=1, max_size=12)
TREES = st.lists(
    st.fixed_dictionaries({**CELLS, "title": st.sampled_from(TITLES[:-2]), "manager": st.integers(0, 99)}), max_size=14
)
QUIET = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def outcome(data: bytes, folder: Path) -> str:
    """Import a table and check that what comes of it is one of three."""
    path = folder / "people.csv"
    path.write_bytes(data)
    try:
        imported = import_people(Request(path, Codes(folder / "x.key")))
    except InputError as error:
        return str(error)
    for style in ("html", "csv", "md"):
        assert report(imported, style)
    if imported.organisation is None:
        assert imported.findings.questions or imported.findings.of("refused")
        return template(imported.findings.questions)
    text = text_of(imported)
    (folder / "today.yaml").write_text(text, encoding="utf-8")
    assert load_design(folder / "today.yaml").warnings == ()
    return text


@QUIET
@given(rows=ROWS)
def test_any_table(rows: list[dict[str, str]], tmp_path: Path) -> None:
    """Tangled reporting lines, odd ids, twins and empty cells."""
    lines = [";".join(CELLS), *(";".join(f'"{row[field]}"' for field in CELLS) for row in rows)]
    assert outcome("\n".join(lines).encode(), tmp_path)


@QUIET
@given(data=st.binary(max_size=200))
def test_any_bytes(data: bytes, tmp_path: Path) -> None:
    """Files that are no tables at all."""
    assert outcome(b"id,title,manager\n1,CPO,\n" + data, tmp_path)
    assert outcome(data, tmp_path)


@QUIET
@given(tree=TREES)
def test_any_tree(tree: list[dict[str, object]], tmp_path: Path) -> None:
    """Reporting lines that hold, under titles in any place: a scenario that loads without a warning, or a refusal."""
    head = {**dict.fromkeys(CELLS, ""), "id": "0", "title": "Chief Executive"}
    rows = [head] + [
        {**row, "id": str(n), "manager": str(int(str(row["manager"])) % n)} for n, row in enumerate(tree, 1)
    ]
    team = [
        {**head, "id": "90", "title": "Engineering Manager", "manager": "0"},
        {**head, "id": "91", "title": "Engineer", "manager": "90"},
    ]
    lines = [";".join(CELLS), *(";".join(f'"{row[field]}"' for field in CELLS) for row in [*rows, *team])]
    assert outcome("\n".join(lines).encode(), tmp_path)
