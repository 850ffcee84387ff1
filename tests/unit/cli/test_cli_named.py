"""Named initiatives and platforms on the command line: shown before a run, and what became of them after it."""

from pathlib import Path

import pytest
from tests.unit.cli.conftest import TODAY, Run

NAMED = """\
platforms:
  mail: {team: search-team, run_cost: 1.5, used_by: [billing-team]}
  letters: {team: billing-team, effort: 80, quarter: 1, week: 2}
initiatives:
  till: {team: search-team, value: 300, effort: 20, state: in_work, done: 0.5, due: {quarter: 1}, half_life: 6}
  vat:  {domain: billing, value: 100, effort: 30}
"""


@pytest.fixture
def named(folder: Path) -> Path:
    """Write a design in which something is named."""
    path = folder / "named.yaml"
    path.write_text(TODAY.replace("name: today", "name: named") + NAMED, encoding="utf-8")
    return path


def lines_with(text: str, start: str) -> list[str]:
    """Return the cells of lines that begin with a word, set apart by single bars."""
    return [
        "|".join(part for part in line.split("  ") if part.strip())
        for line in text.splitlines()
        if line.startswith(start)
    ]


def test_show_says_what_is_named(orgsim: Run, named: Path) -> None:
    """Who runs and who holds it, from when, until when, and what it takes; quarters and weeks count from 1, as those of changes do."""
    shown = orgsim("show", named.name).out
    cells = [
        [cell.strip() for cell in line.split("|")]
        for word in ("mail", "letters", "till", "vat")
        for line in lines_with(shown, word)
    ]
    assert cells == [
        ["mail", "search-team", "billing-team", "what no other does", "the start", "1.5"],
        [
            "letters",
            "billing-team",
            "nobody else",
            "what no other does",
            "after 1 quarter and 2 weeks (week 3 of quarter 2)",
            "as its size suggests (80 engineer-weeks to build)",
        ],
        [
            "till",
            "search-team",
            "search",
            "in work, 50% done",
            "the start",
            "after 1 quarter (start of quarter 2), then half of it in 6 weeks",
            "20",
            "300",
        ],
        ["vat", "a team of the domain", "billing", "idea", "the start", "30", "100"],
    ]
    assert "initiatives:" in orgsim("show", "--resolved", named.name).out


def test_a_run_says_what_became_of_it(orgsim: Run, named: Path) -> None:
    """One line for each, and the same in JSON; a scenario that names nothing has neither."""
    words = ("run", named.name, "-r", "3", "-o", "out")
    printed = orgsim(*words).out
    assert all(len(lines_with(printed, word)) == 1 for word in ("till", "vat", "mail", "letters"))
    document = orgsim("--json", *words).document
    assert {one["name"] for one in document["initiatives"]} == {"till", "vat"}
    assert {one["name"]: one["in_service"] for one in document["platforms"]}.keys() == {"mail", "letters"}
    assert "initiatives" not in orgsim("--json", "run", "today.yaml", "-r", "1", "-o", "other").document


def test_a_comparison_says_it_of_every_design(orgsim: Run, named: Path) -> None:
    """Each name has a line for each design."""
    other = named.with_name("other.yaml")
    other.write_text(
        "extends: named.yaml\nname: other\nchanges: [{quarter: 0, posts: {dir: {role: director, reports_to: head}}}]\n"
    )
    printed = orgsim("compare", named.name, "other.yaml", "-r", "2", "-o", "out").out
    assert [line.split("|")[1].strip() for line in lines_with(printed, "till")] == ["named", "other"]


CLOSES = """\
changes:
  - {quarter: 1, week: 2, do: [{merge_teams: [search-team, billing-team]}]}
"""


def test_show_says_when_a_team_closes_that_holds_something(orgsim: Run, named: Path) -> None:
    """What appears on the day of the change still finds the team, what appears later does not, and the team that stays is named alone."""
    late = "  late: {team: billing-team, value: 10, effort: 1, quarter: 1, week: 3}\n"
    named.write_text(named.read_text() + late + CLOSES, encoding="utf-8")
    shown = orgsim("show", named.name).out
    held = {word: lines_with(shown, word)[0].split("|")[1].strip() for word in ("mail", "letters", "till", "late")}
    assert held == {
        "mail": "search-team",
        "letters": "billing-team, which closes after 1 quarter and 2 weeks (week 3 of quarter 2)",
        "till": "search-team",
        "late": "a team of the domain (billing-team is not there then)",
    }
