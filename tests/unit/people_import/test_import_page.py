"""What docs/import.md shows can be given to the import."""

import re
from pathlib import Path

from tests.conftest import ROOT
from tests.unit.people_import.conftest import ImportTable

from orgsim.people_import.decisions import read_decisions
from orgsim.people_import.title_rules import read_rules

BLOCKS = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)


def blocks() -> list[str]:
    """Return the YAML of the page: decisions, then rules."""
    return BLOCKS.findall((ROOT / "docs" / "import.md").read_text(encoding="utf-8"))


def test_the_pages_decisions_are_decisions(tmp_path: Path) -> None:
    """They say what the page says of them."""
    (tmp_path / "decisions.yaml").write_text(blocks()[0], encoding="utf-8")
    decided, _ = read_decisions([tmp_path / "decisions.yaml"])
    assert list(decided.managers) == ["*", "P02*", "P0193"]


def test_the_pages_rules_are_rules(tmp_path: Path) -> None:
    """They mean what the page says of them."""
    (tmp_path / "rules.yaml").write_text(blocks()[1], encoding="utf-8")
    rules = read_rules(tmp_path / "rules.yaml")
    found = {
        title: rules.find(title, leads=title[0] == "D")
        for title in ("VSM Loans", "Deputy Director, Fens", "deputy director")
    }
    assert {title: rule.role for title, rule in found.items() if rule} == {
        "VSM Loans": "pm",
        "Deputy Director, Fens": "pm",
        "deputy director": "engineer",
    }
    assert rules.find("Assistant to a Value Stream Owner").role == "ignore"


def test_answers_of_the_page_are_those_there_are(import_table: ImportTable) -> None:
    """The table of answers names every choice that a question offers."""
    from tests.unit.people_import.test_questions import CYCLE, ROOTS, UNKNOWN

    text = (ROOT / "docs" / "import.md").read_text(encoding="utf-8")
    offered = {
        choice
        for table in (UNKNOWN, CYCLE, ROOTS)
        for q in import_table(table).findings.questions
        for choice in q.choices
    }
    words = {choice for choice in offered if choice.isidentifier()}
    assert words >= {"vacant", "present", "above", "root", "drop", "virtual_board", "by_title"}
    assert all(f"`{word}`" in text for word in words)
