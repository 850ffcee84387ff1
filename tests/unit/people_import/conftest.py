"""Small tables of people, and a way to import them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from orgsim.people_import.pseudonyms import Codes
from orgsim.people_import.scenario_text import scenario_text
from orgsim.people_import.table_import import Imported, Request, import_people

TABLE = """\
id,name,title,manager
1,Ada Kingsley,Chief Product Officer,
2,Boris Lindqvist,"Product Manager, Search",1
3,Cyd Nguyen,"Product Manager, Ads",1
4,Dina Porter,"Engineering Manager, Search",1
5,Edda Quill,Software Engineer,4
6,Fern Rossi,Software Engineer,4
7,Gita Sundberg,"Engineering Manager, Ads",1
8,Hugo Tarnow,Software Engineer,7
"""
"""Two product managers, each with a team: 2 engineers search, 1 builds ads."""

NAMES = "Ada Kingsley Boris Lindqvist Cyd Nguyen Dina Porter Edda Quill Fern Rossi Gita Sundberg Hugo Tarnow"
PEOPLE = NAMES.split()

ImportTable = Callable[..., Imported]


@pytest.fixture
def import_table(tmp_path: Path) -> ImportTable:
    """Return a function that writes a table (text or bytes) to disk and imports it."""

    def run(table: str | bytes = TABLE, decisions: str = "", rules: str = "", **options: Any) -> Imported:
        path = tmp_path / "people.csv"
        path.write_bytes(table.encode() if isinstance(table, str) else table)
        for name, text in (("decisions", decisions), ("rules", rules)):
            if text:
                file = tmp_path / f"{name}.yaml"
                file.write_text(text, encoding="utf-8")
                options[name] = [file] if name == "decisions" else file
        return import_people(Request(path, Codes(tmp_path / "orgsim.key"), **options))

    return run


def text_of(imported: Imported, *, keep_names: bool = False) -> str:
    """Return the scenario that came of an import."""
    assert imported.organisation is not None, (imported.findings.questions, imported.findings.of("refused"))
    return scenario_text(imported.organisation, "today", origin="people.csv", keep_names=keep_names)


def said(imported: Imported) -> list[str]:
    """Return what an import found, a line each."""
    findings = imported.findings
    return [f"{entry.kind} {entry.text()}" for entry in findings.entries] + [
        f"asked {question.text}" for question in findings.questions
    ]


def sizes(imported: Imported) -> dict[str, tuple[str, int]]:
    """Return the owner and the head-count of every team."""
    assert imported.organisation is not None, said(imported)
    return {team.id: (team.owner, team.engineers) for team in imported.organisation.teams}
