"""The published pages belong to the present code, and hide no pattern."""

import re

import pytest
from tests.conftest import ROOT

from orgsim.metrics.catalog import all_metrics
from orgsim.studies.calibration.targets import TARGETS
from orgsim.studies.discovery import all_patterns
from orgsim.studies.pages import overview
from orgsim.studies.stamps import experiments, fingerprint, model_hash, settings

DOCS = ROOT / "docs"
PAGES = {name: (DOCS / f"{name}.md").read_text(encoding="utf-8") for name in ("patterns", "calibration")}
STALE = "the page is of another version of the code: make patterns"


def stamp(page: str, words: str) -> str:
    found = re.search(rf"^\| {words} \| `(\w+)` \|$", PAGES[page], re.MULTILINE)
    assert found, words
    return found[1]


@pytest.mark.parametrize("page", PAGES)
def test_the_page_belongs_to_the_present_code(page):
    """Experiments are those of the page; so are the model, its defaults and its roles, or a few futures are the same."""
    assert stamp(page, "experiments and expectations") == experiments(), STALE
    decides = stamp(page, "source of the model"), stamp(page, "default parameters and roles in use")
    if decides != (model_hash(), settings()):
        assert stamp(page, "a few futures") == fingerprint(), STALE


def test_every_pattern_is_published():
    """Each has a section with its title, what was run, figures that are there, and an outcome in the overview."""
    text = PAGES["patterns"]
    assert len(all_patterns()) >= 9
    for name, pattern in all_patterns().items():
        part = text.split(f"\n## {name}\n")[1].split("\n## ")[0]
        assert pattern.title in part
        assert pattern.setup in part
        shown = re.findall(r"\]\((img/patterns-[^)]+)\)", part)
        assert shown
        assert all((DOCS / figure).is_file() for figure in shown)
        assert f"[{name}](#{name.lower()})" in text


def test_every_claim_has_an_outcome():
    """As many rows in the overview as claims on the page, each with one of the verdicts."""
    text = PAGES["patterns"]
    rows = re.findall(r"^\| (?:\[[AP]\d.*?\]\(.*?\)| ?) ?\| (.+?) \| \*\*(.+?)\*\* \|", text, re.MULTILINE)
    assert [says for says, _ in rows] == re.findall(r"^### (.+)$", text, re.MULTILINE)
    verdicts = {"emerged", "emerged in part", "only under these settings", "did not emerge", "reported"}
    assert {verdict for _, verdict in rows} <= verdicts


def test_the_page_says_how_many_futures():
    """Two hundred or more."""
    found = re.search(r"events, in (\d+) futures each", PAGES["patterns"].replace("\n", " "))
    assert found
    assert int(found[1]) >= 200


def test_every_target_of_calibration_is_on_its_page():
    """Each with its range and whether the measured mean is inside; what is outside is explained."""
    text = PAGES["calibration"]
    for target in TARGETS:
        row = next(line for line in text.splitlines() if line.startswith(f"| {target.what} |"))
        if "**out**" in row:
            assert f"- **{target.what}**: " in text
            assert "no explanation yet" not in text
        elif "not measured yet" in row:
            assert target.name not in all_metrics()


def test_an_empty_overview_has_only_its_head():
    """The head of the table stands without rows."""
    assert len(overview([])) == 2
