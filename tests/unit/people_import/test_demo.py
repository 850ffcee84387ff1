"""The real company that comes with orgsim."""

from collections import Counter
from pathlib import Path

from tests.unit.people_import.conftest import text_of

from orgsim.people_import.pseudonyms import Codes
from orgsim.people_import.table_import import Request, import_people
from orgsim.scenario.design import load_design

DEMO = Path(__file__).parents[3] / "scenarios" / "demo"


def test_the_shipped_scenario_is_what_the_import_makes(tmp_path: Path) -> None:
    """today.yaml is the import of people.csv, byte for byte, and no key was needed."""
    imported = import_people(Request(DEMO / "people.csv", Codes(tmp_path / "x.key")))
    assert text_of(imported) == (DEMO / "today.yaml").read_text(encoding="utf-8")
    assert not (tmp_path / "x.key").exists()


def test_posts_and_teams_are_those_of_the_company() -> None:
    """A VP Product, three directors with two, five and three product managers, and thirteen teams with 65 engineers."""
    scenario = load_design(DEMO / "today.yaml").baseline
    assert Counter(post.role for post in scenario.posts.values()) == {"cpo": 1, "director": 3, "pm": 10}
    spans = Counter(post.reports_to for post in scenario.posts.values() if post.role == "pm")
    assert spans == {"dir-cloud": 2, "dir-code-graph": 5, "dir-enablement": 3}
    assert (len(scenario.teams), sum(team.engineers for team in scenario.teams.values())) == (13, 65)
    assert {team.owner for team in scenario.teams.values()} == {n for n, p in scenario.posts.items() if p.role == "pm"}


def test_the_sample_holds_nobodys_name() -> None:
    """Ids, titles and managers; every id is a code."""
    rows = [row.split(",") for row in (DEMO / "people.csv").read_text(encoding="utf-8").splitlines()]
    assert rows[0] == ["id", "title", "manager"]
    assert len(rows) == 272
    assert all(row[0].startswith("P0") and row[-1][:2] in ("", "P0") for row in rows[1:])


def test_origin_and_licence_are_given() -> None:
    """Attribution travels with the sample."""
    text = (DEMO / "SOURCE.md").read_text(encoding="utf-8")
    assert "Apache License 2.0" in text
    assert "commit `5752928b213a`" in text
    assert "Apache License" in (DEMO / "LICENSE").read_text(encoding="utf-8")
