"""``orgsim import``: what it prints, writes and ends with."""

import json
from pathlib import Path

import pytest
from tests.unit.people_import.conftest import TABLE

from orgsim.cli import main

UNKNOWN = TABLE.replace('Search",1\n5', 'Search",77\n5')


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Return a function that runs the command in a folder with people.csv; it returns exit code, output and errors."""
    monkeypatch.chdir(tmp_path)
    Path("people.csv").write_text(TABLE, encoding="utf-8")
    Path("unknown.csv").write_text(UNKNOWN, encoding="utf-8")

    def command(*words: str) -> tuple[object, str, str]:
        with pytest.raises(SystemExit) as stop:
            main(["import", *words])
        output = capsys.readouterr()
        return stop.value.code, output.out, output.err

    return command


def test_a_clean_table_becomes_a_scenario(run) -> None:
    """The transcript says how the table was read, what was kept and why, and what was written; validate agrees."""
    code, output, errors = run("people.csv", "-o", "out/today.yaml")
    assert code == 0
    assert "read 8 rows (utf-8, separator ','), source not recognised" in output
    assert "used     id, manager, name, title: to find reporting lines, roles and head-counts" in output
    assert (
        "wrote    out/today.yaml\npeople   8 of 8 rows are in the model: 3 engineers in teams, 3 in product posts, 2 leading teams\n"
        in output
    )
    assert "\n         3 posts, 2 teams, 3 engineers, 2 domains" in output
    assert errors == "next: orgsim designs --apply out/today.yaml\n"
    with pytest.raises(SystemExit) as stop:
        main(["validate", "out/today.yaml"])
    assert stop.value.code == 0


def test_questions_stop_the_import_and_their_file_lets_it_pass(run) -> None:
    """Exit 1 and no scenario; the questions answered, exit 0."""
    code, output, _ = run("unknown.csv", "--questions", "decisions.yaml")
    assert code == 1
    assert (
        "asked    manager '77' is not in the table; 1 person reports to it ('Engineering Manager, Search'), 3 with all below; "
        "vacant | present | above | root | drop | another id" in output
    )
    assert "nothing written: 1 question open; answer in decisions.yaml" in output
    assert not Path("today.yaml").exists()
    answers = Path("decisions.yaml").read_text(encoding="utf-8")
    Path("decisions.yaml").write_text(answers.replace('"?"', '"1"'), encoding="utf-8")
    assert run("unknown.csv", "--decisions", "decisions.yaml")[0] == 0
    assert Path("today.yaml").exists()


def test_a_refusal_ends_with_1(run) -> None:
    """A table that is refused as it is leaves only the report."""
    Path("people.csv").write_text(TABLE + TABLE.splitlines()[-1].replace("Hugo", "Ian"), encoding="utf-8")
    code, output, _ = run("people.csv", "--report", "dirt.md")
    assert code == 1
    assert "refused  1 duplicate id (rows 9, 10): each must be one person: '8'" in output
    assert sorted(path.name for path in Path().iterdir()) == ["dirt.md", "people.csv", "unknown.csv"]


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["people.csv", "--map", "titel=title"], 2, "did you mean 'title'?"),
        (["people.csv", "--map", "title"], 2, "expected FIELD=Heading"),
        (["people.csv", "--source", "sap"], 2, "'sap' is not one of"),
        (["people.csv", "--report", "x.pdf"], 2, "a report ends in .html, .csv or .md"),
        (["people.csv", "--as-of", "1.1.2024"], 2, "does not match the format"),
        ([], 2, "Missing argument"),
        (["nowhere.csv"], 3, "nowhere.csv: cannot be read: no such file or directory"),
        (["people.csv", "--map", "title=Rank"], 3, "people.csv:1: --map title=Rank: there is no column 'Rank'"),
        (["people.csv", "--decisions", "nowhere.yaml"], 3, "nowhere.yaml: E001 it does not exist"),
        (["people.csv", "--rules", "nowhere.yaml"], 3, "nowhere.yaml: E001 it does not exist"),
        (["people.csv", "-o", "people.csv"], 3, "people.csv is read by this import; it is not overwritten"),
        (["people.csv", "-o", "unknown.csv"], 3, "unknown.csv exists already and differs"),
        (["people.csv", "-o", "people.csv/x.yaml"], 3, "people.csv/x.yaml cannot be written"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(run, words: list[str], code: int, message: str) -> None:
    """Usage ends with 2 and unusable files with 3, both with a sentence and without a trace."""
    ended, output, errors = run(*words)
    assert ended == code, output
    assert message in errors
    assert "Traceback" not in errors


def test_writing_the_same_again_is_fine_and_force_overwrites(run) -> None:
    """The same import may be repeated; a scenario that was edited is not lost without --force."""
    assert run("people.csv")[0] == run("people.csv")[0] == 0
    edited = Path("today.yaml").read_text(encoding="utf-8") + "# mine\n"
    Path("today.yaml").write_text(edited, encoding="utf-8")
    assert run("people.csv")[0] == 3
    assert Path("today.yaml").read_text(encoding="utf-8") == edited
    assert run("people.csv", "--force")[0] == 0


def test_json_is_one_document(run) -> None:
    """With --json stdout holds one document: findings, questions, and what was written."""
    code, output, _ = run("unknown.csv", "--json")
    document = json.loads(output)
    assert (code, document["rows"], document["written"]) == (1, 8, None)
    assert document["questions"][0]["key"] == "77"


def test_many_questions_are_cut_short(run) -> None:
    """A table full of strangers is one question with four of them, and the file of answers has one '?'."""
    strangers = "".join(f"{number},X Y{number},Engineer,9{number}\n" for number in range(10, 30))
    Path("people.csv").write_text(TABLE + strangers, encoding="utf-8")
    code, output, _ = run("people.csv", "--questions", "decisions.yaml")
    assert code == 1
    assert output.count("asked    ") == 1
    assert "asked    20 managers are not in the table: '910': 1 person reports to it ('Engineer'); '911'" in output
    assert (
        'and 16 more; one answer for all with managers: {"*": ...}, or one for each: vacant | present | above' in output
    )
    Path("decisions.yaml").write_text('managers: {"*": vacant}', encoding="utf-8")
    assert run("people.csv", "--decisions", "decisions.yaml")[0] == 0


def test_a_key_of_the_users_own_makes_codes_of_all_ids(run) -> None:
    """With --key even running numbers are not shown."""
    _, output, _ = run("unknown.csv", "--key", "mine.key")
    assert "'77'" not in output
    assert "codes    p-... are made with mine.key" in output


def test_owners_are_counted_and_guesses_listed_everywhere(run, capsys: pytest.CaptureFixture[str]) -> None:
    """The terminal counts by strength, the least certain first; report, scenario and JSON list the same guesses."""
    table = TABLE.replace("Engineering Manager, Ads", "Engineering Manager, Kitchen").replace(
        "Manager, Search", "Manager, Search Core", 1
    )
    Path("people.csv").write_text(table, encoding="utf-8")
    code, output, _ = run("people.csv", "--report", "report.csv")
    assert code == 0
    assert "owners   0 of 2 from the table\n" in output
    assert "owners   2 of 2 guessed: 1 by title words, 1 by template\n" in output
    assert output.index("guessed  team-kitchen: ") < output.index(
        "guessed  team-search: pm-search-core 95%, pm-ads 5%; title words: search"
    )
    report = Path("report.csv").read_text(encoding="utf-8")
    assert 'guesses,owner of team-search,1,5,"title words: search; plausible: pm-search-core 95%, pm-ads 5%"' in report
    assert "team-search:  {pm-search-core: 0.95, pm-ads: 0.05}  # title words: search" in Path("today.yaml").read_text(
        encoding="utf-8"
    )
    with pytest.raises(SystemExit):
        main(["--json", "import", "people.csv", "--force"])
    owners = {entry["team"]: entry for entry in json.loads(capsys.readouterr().out)["owners"]}
    assert owners["team-search"]["strength"] == "title words"
    assert owners["team-search"]["plausible"] == pytest.approx({"pm-search-core": 0.95, "pm-ads": 0.05})


def test_suggested_rules_are_written_and_nothing_is_imported(run) -> None:
    """A file of rules and the way on; a second time it is overwritten only by force; given as rules it is read."""
    ministry = "id,title,manager\n1,Mayor,\n2,Dean of Rivers,1\n3,Dean of Lakes,1\n4,Diver,2\n5,Diver,3\n"
    Path("people.csv").write_text(ministry, encoding="utf-8")
    code, output, errors = run("people.csv", "--suggest-rules", "rules.yaml")
    assert (code, Path("today.yaml").exists()) == (0, False)
    assert "wrote    rules.yaml\n         these are guesses by structure, and nothing is imported by them" in output
    assert errors == "next: the same import with --rules rules.yaml in place of --suggest-rules\n"
    assert run("people.csv", "--rules", "rules.yaml")[0] == 0
    Path("rules.yaml").write_text("titles: []\n", encoding="utf-8")
    code, _, errors = run("people.csv", "--suggest-rules", "rules.yaml")
    assert code == 3
    assert "rules.yaml exists already and differs; choose another file, or --force" in errors
    assert run("people.csv", "--suggest-rules", "rules.yaml", "--force")[0] == 0
    assert "is read by this import" in run("people.csv", "--rules", "r.yaml", "--suggest-rules", "r.yaml")[2]


def test_posts_without_a_team_are_one_line(run) -> None:
    """However many product managers own nothing, they are named together."""
    idle = "".join(f'{number},X Y{number},"Product Manager, Isle {number}",1\n' for number in range(10, 25))
    Path("people.csv").write_text(TABLE + idle, encoding="utf-8")
    _, output, _ = run("people.csv")
    assert output.count("\ntemplate ") == 1
    assert "template 15 posts own no team, for lack of teams: pm-isle-10, pm-isle-11" in output


def test_guesses_are_written_as_questions_when_nothing_is_open(run) -> None:
    """The scenario is written and so are the guesses; where there are none, that is said."""
    table = TABLE.replace("Engineering Manager, Ads", "Engineering Manager, Kitchen")
    Path("people.csv").write_text(table, encoding="utf-8")
    code, output, _ = run("people.csv", "--questions", "decisions.yaml")
    assert code == 0
    assert "wrote    decisions.yaml\n         1 guess to confirm or correct, for --decisions decisions.yaml" in output
    text = Path("decisions.yaml").read_text(encoding="utf-8")
    assert "an owner that stays '?' stays a guess" in text
    Path("decisions.yaml").write_text(text.replace('"?"', '"3"'), encoding="utf-8")
    _, output, _ = run("people.csv", "--decisions", "decisions.yaml", "--questions", "more.yaml", "--force")
    assert "owners   2 of 2 from the table: 1 by decision, 1 by exact name" in output
    assert "no questions are open, and no owner is a guess" in output
    assert not Path("more.yaml").exists()
