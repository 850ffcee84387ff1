"""Nothing that tells who somebody is leaves an import, unless it was asked for."""

import re
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.unit.people_import.conftest import PEOPLE, TABLE, ImportTable, text_of

from orgsim.cli import group
from orgsim.people_import.findings import PeopleError
from orgsim.people_import.import_report import harmless
from orgsim.people_import.pseudonyms import Codes

MAILS = {name: f"{name}@example.org".lower() for name in PEOPLE[::2]}


def personal() -> str:
    """Return a table keyed by mail addresses, with names inside titles, teams and departments."""
    rows = ["email,name,title,manager,department,team"]
    for line in TABLE.splitlines()[1:]:
        _, name, rest = line.split(",", 2)
        title, manager = rest.rsplit(",", 1)
        boss = TABLE.splitlines()[int(manager)].split(",")[1].split()[0] if manager else ""
        mail = MAILS[name.split()[0]]
        rows.append(f"{mail},{name},{title},{MAILS.get(boss, '')},Org of Ada Kingsley,Team {boss}")
    table = "\n".join(rows)
    return table.replace("Software Engineer,", "Engineer for Dina Porter <dina@example.org>,")


def words_of(folder: Path, output: str) -> str:
    """Return everything an import wrote or printed, the table itself apart."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "people.csv"]
    return "\n".join([output, *(path.read_text(encoding="utf-8") for path in files)]).casefold()


def stands_in(name: str, words: str) -> bool:
    """Tell whether a name stands in a text as a word; pseudonyms are hexadecimal, and may spell a short one inside."""
    return re.search(rf"(?<![0-9a-z]){re.escape(name.casefold())}(?![0-9a-z])", words) is not None


@pytest.mark.parametrize("broken", [False, True])
@pytest.mark.parametrize("report", ["html", "csv", "md"])
def test_no_output_names_anybody(tmp_path: Path, report: str, broken: bool) -> None:
    """Scenario, report, questions and what is printed hold no name and no mail address; broken tables neither."""
    table = personal()
    table = table.replace(",ada@example.org,", ",stranger@example.org,", 1) if broken else table
    (tmp_path / "people.csv").write_text(table, encoding="utf-8")
    options = [
        "-o",
        f"{tmp_path}/today.yaml",
        "--report",
        f"{tmp_path}/r.{report}",
        "--questions",
        f"{tmp_path}/q.yaml",
    ]
    result = CliRunner().invoke(group, ["import", f"{tmp_path}/people.csv", *options])
    assert isinstance(result.exception, SystemExit) == broken, result.output
    words = words_of(tmp_path, result.output)
    assert not [name for name in [*PEOPLE, "stranger", "example.org"] if stands_in(name, words)]
    if broken:
        assert "p-" in words


def test_keep_names_is_asked_for(import_table: ImportTable) -> None:
    """With --keep-names posts are called by people's names, and the file says that it holds names."""
    text = text_of(import_table(keep_names=True), keep_names=True)
    assert "Boris Lindqvist (Product Manager, Search)" in text
    assert "It holds names of people" in text


def test_the_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    """The key file is readable by its owner alone, and the same key makes the same codes."""
    path = tmp_path / "orgsim.key"
    code = Codes(path).shown("ada@example.org")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert Codes(path).shown("ADA@example.org ") == code
    other = Codes(tmp_path / "other.key").shown("ada@example.org")
    assert other != code


@pytest.mark.parametrize(
    ("text", "impersonal"),
    [
        ("P0193", True),
        ("10423", True),
        ("emp-17", True),
        ("jdoe12", False),
        ("ada", False),
        ("3f2b8c1a-0000-4000-8000-1234567890ab", True),
    ],
)
def test_ids_that_tell_nothing_are_shown(tmp_path: Path, text: str, impersonal: bool) -> None:
    """A running number is shown so that its row can be found; with a key of the user's own it is a code too."""
    assert (Codes(tmp_path / "a.key").shown(text) == text) == impersonal
    assert Codes(tmp_path / "b.key", always=True).shown(text).startswith("p-")


@pytest.mark.parametrize(("content", "problem"), [("zz", "hexadecimal"), ("abcd", "too short")])
def test_a_bad_key_file_is_refused(tmp_path: Path, content: str, problem: str) -> None:
    """A key file that is none, or too short, is a sentence."""
    path = tmp_path / "bad.key"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(PeopleError, match=problem):
        Codes(path).code("ada")


@pytest.mark.parametrize("cell", ["=1+1", "+49", "-x", "@a", "\tx"])
def test_a_csv_report_runs_no_formula(cell: str) -> None:
    """A cell that a spreadsheet would run begins with an apostrophe."""
    assert harmless(cell) == f"'{cell}"
    assert harmless("plain") == "plain"


def test_a_title_that_is_a_formula_is_harmless_in_the_report(tmp_path: Path) -> None:
    """The same through the command."""
    (tmp_path / "people.csv").write_text(TABLE + "9,Ian Ude,=cmd|x,1\n", encoding="utf-8")
    CliRunner().invoke(
        group, ["import", f"{tmp_path}/people.csv", "-o", f"{tmp_path}/t.yaml", "--report", f"{tmp_path}/r.csv"]
    )
    assert "titles,'=cmd|x," in (tmp_path / "r.csv").read_text(encoding="utf-8")


def test_a_html_report_loads_and_runs_nothing(tmp_path: Path) -> None:
    """Titles are escaped, and the page has neither links nor scripts."""
    (tmp_path / "people.csv").write_text(TABLE + "9,Ian Ude,<script>x</script>,1\n", encoding="utf-8")
    CliRunner().invoke(
        group, ["import", f"{tmp_path}/people.csv", "-o", f"{tmp_path}/t.yaml", "--report", f"{tmp_path}/r.html"]
    )
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;" in page
    assert not [word for word in ("<script", "http", "src=", "href=") if word in page]


def test_names_that_are_words_of_a_craft_stay(import_table: ImportTable) -> None:
    """Somebody called Engineer is still an engineer."""
    table = TABLE.replace("Edda Quill", "Edda Engineer")
    assert text_of(import_table(table)) == text_of(import_table())
