"""``orgsim roles --evidence``: claims of articles beside the scenario's data and what was measured."""

import math

import pytest
from tests.conftest import ROOT
from tests.unit.cli.conftest import Run

from orgsim.cli.evidence import _told
from orgsim.plain_words import estimate
from orgsim.scenario.document import read_document
from orgsim.stories.loading import load_story, shipped_stories
from orgsim.studies.evidence import Measured, published
from orgsim.studies.roles import evidence
from orgsim.studies.roles.evidence import HERE, claims

ASPECTS = (
    "focus",
    "scope",
    "ownership",
    "authority",
    "decision focus",
    "influence area",
    "metrics",
    "team structure",
    "planning role",
    "execution",
    "impact level",
    "career",
)


def test_every_aspect_of_the_articles_is_there() -> None:
    """Each aspect has claims, and a way to read it from a scenario; every claim names its article."""
    assert tuple(claims()) == ASPECTS == tuple(HERE)
    articles = {"portfolio PM vs director", "group PM vs portfolio PM", "portfolio PM vs PM"}
    said = [claim for roles in claims().values() for found in roles.values() for claim in found]
    assert {name for claim in said for name in claim.source.split("; ")} <= articles


def test_readings_are_those_of_the_published_page() -> None:
    """What is printed beside a claim stands on the page of its study, with the same numbers."""
    page = (ROOT / "docs" / "patterns.md").read_text(encoding="utf-8")
    from orgsim.studies.pages import number

    for one in published():
        if one.study == "patterns":
            ends = [number(end) if end is not None else "nan" for end in (one.mean, one.low, one.high)]
            assert f"| {one.what} | {ends[0]} | {ends[1]} .. {ends[2]} | {one.unit or '-'} |" in page


@pytest.mark.parametrize("name", shipped_stories())
def test_readings_are_those_of_the_page_of_the_story(name: str) -> None:
    """What is published of a story stands on its page, with the same digits, unit and verdict."""
    page = (shipped_stories()[name] / "README.md").read_text(encoding="utf-8")
    found = [one for one in published() if (one.study, one.part) == ("stories", name)]
    assert len(found) == len(load_story(shipped_stories()[name]).story.expects)
    for one in found:
        ends = [math.nan if end is None else end for end in (one.mean, one.low, one.high)]
        of, _, against = one.what.partition(" - ")
        assert f"| {one.claim} | `{of}` - `{against}` | {estimate(*ends, one.unit)} | {one.outcome} |" in page


def test_data_claims_and_readings_stand_together(orgsim: Run) -> None:
    """What the scenario has, what the article says, and what was measured, with its interval and its study."""
    printed = orgsim("roles", "layered.yaml", "--evidence").out
    told = " ".join(printed.split())
    assert "director here most hours a week: contact 16, desk 8, administration 6" in told
    assert "claim formal, over people and priorities (portfolio PM vs director)" in told
    assert "measured the head decides, less directors do: decision latency +" in told
    assert "[patterns P9-centralised]" in told
    assert "measured not simulated" in told


def test_the_data_are_those_of_the_scenario(orgsim: Run) -> None:
    """Another right, another line: nothing of what stands under `here` is written down anywhere else."""

    def decisions(*words: str) -> dict[str, list[str]]:
        rows = orgsim("--json", "roles", "layered.yaml", "--evidence", *words).document["aspects"]
        return {
            role["role"]: role["here"] for row in rows if row["aspect"] == "decision focus" for role in row["roles"]
        }

    as_it_is, other = decisions(), decisions("--set", "roles.director.rights.consolidate=decide")
    assert "consolidate" not in as_it_is["director"][0]
    assert "consolidate" in other["director"][0]
    assert other["director"][0].startswith("decides on ")
    assert as_it_is["pm"] == other["pm"]


def test_without_a_scenario_the_roles_of_the_articles(orgsim: Run) -> None:
    """What depends on an organisation says so."""
    rows = orgsim("--json", "roles", "--evidence").document["aspects"]
    assert [row["aspect"] for row in rows] == list(ASPECTS)
    assert {role["role"] for role in rows[0]["roles"]} == {"pm", "gpm", "director", "ppm"}
    assert all(role["here"] == ["depends on the organisation"] for role in rows[1]["roles"])


@pytest.mark.parametrize("aspect", ASPECTS)
def test_every_claim_has_a_reading_or_none(aspect: str) -> None:
    """A claim that names a reading names one that was published, with an interval."""
    for found in claims()[aspect].values():
        for one in (one for claim in found for one in claim.evidence):
            assert one.arm
            assert one.shows or one.found.study == "stories"
            if one.found.study != "stories":
                assert one.found.low <= one.found.mean <= one.found.high


def test_stories_are_shown_as_they_were_published(monkeypatch: pytest.MonkeyPatch) -> None:
    """All that had to emerge, with arms, interval and verdict; a story without a published result says how to run it."""
    found = Measured("stories", "checkout", "Conversion rises.", "gpm - control", "", 0.1, 0.05, 0.15, 200, "emerges")
    monkeypatch.setattr(evidence, "published", lambda: (found,))
    told = evidence._claim({"says": "it", "source": "an article", "stories": ["checkout", "billing-group"]})
    assert [told.evidence[0].arm, told.to_come] == ["gpm less control: Conversion rises.", ("billing-group",)]
    assert list(_told(told)) == [
        "gpm less control: Conversion rises: +0.100 (+0.0500 .. +0.150), emerges [stories checkout]",
        "not published yet: orgsim story billing-group",
    ]


def test_stories_are_those_there_are() -> None:
    """Every name is a folder of scenarios/stories, and every story is named by some claim."""
    data = read_document(evidence.CLAIMS).data
    named = [
        name for roles in data.values() for said in roles.values() for one in said for name in one.get("stories", ())
    ]
    assert sorted(named) == sorted(path.name for path in (ROOT / "scenarios" / "stories").iterdir() if path.is_dir())
