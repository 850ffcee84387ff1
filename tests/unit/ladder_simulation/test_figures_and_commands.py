"""Figures have the same bytes every time; commands print the answer, as text and as one JSON document."""

import json

import pytest
from tests.career_worlds import ladder, plan

from orgsim.careers.charts import draw_careers
from orgsim.careers.simulation import simulate_careers
from orgsim.cli import main


def orgsim(*words):
    """Run a command and return its exit code."""
    with pytest.raises(SystemExit) as caught:
        main([*words])
    return int(caught.value.code or 0)


@pytest.fixture(scope="module")
def results():
    """A few futures with promotions, seats and a way back."""
    found = ladder(
        {
            "low": {"headcount": "committee", "heads": 40, "hires_per_quarter": 3.0, "exits_per_year": 0.2},
            "top": {"seats": 10, "exits_per_year": 0.2},
        },
        moves=[{"from": "low", "to": "top"}, {"from": "top", "to": "low", "kind": "return", "rate_per_year": 0.1}],
    )
    return simulate_careers(plan(found, 40), replications=10, workers=2)


def test_figures_depend_on_the_results_alone(results, tmp_path):
    """Drawn twice: the same bytes, no date, no script, no link."""
    first, second = (draw_careers(results, tmp_path / name) for name in ("one", "two"))
    assert [path.name for path in first] == ["time-to-promotion.svg", "pyramid.svg", "moves.svg", "competence-gap.svg"]
    for one, two in zip(first, second, strict=True):
        text = one.read_text(encoding="utf-8")
        assert text == two.read_text(encoding="utf-8")
        assert "<script" not in text


def test_simulate_prints_levels_journeys_and_its_purpose(capsys, tmp_path):
    """The table, of 100 hired, the ways, and that it is not for ranking people."""
    words = ["ladder", "simulate", "product", "-r", "4", "--quarters", "12", "--to", "director", "-j", "1"]
    assert orgsim(*words, "--figures", str(tmp_path)) == 0
    text = capsys.readouterr().out
    for phrase in (
        "Of 100 hired as pm today",
        "From pm to director",
        "required - actual skill",
        "must not be used to rank",
    ):
        assert phrase in text


def test_simulate_as_json_with_groups_and_settings(capsys):
    """One document; settings laid over by name, the ladder's own values too."""
    words = ["ladder", "simulate", "product", "-r", "3", "--quarters", "12", "--json", "--policy", "committee"]
    more = ["policy.raters=3", "transfer=0.5", "levels.pm.heads=30", "groups.a.share=0.5", "groups.b.share=0.5"]
    assert orgsim(*words, *(part for text in more for part in ("--set", text))) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["policy"] == "committee"
    assert document["settings"]["transfer"] == 0.5
    assert document["levels"]["pm"]["people"]["mean"] > 20
    assert document["impact"]


def test_compare_policies_and_ladders(capsys):
    """Two policies on one ladder, two ladders under their own."""
    size = ["-r", "4", "--quarters", "12", "-j", "1"]
    assert orgsim("ladder", "compare", "product", "--policy", "merit", "--policy", "seniority", *size) == 0
    assert "seniority" in capsys.readouterr().out
    assert orgsim("ladder", "compare", "product", "startup", *size) == 0
    assert "startup" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["simulate", "product", "--policy", "merrit"], "merit"),
        (["simulate", "product", "--set", "transfr=1"], "transfer"),
        (["simulate", "product", "--set", "transfer"], "KEY.PATH=VALUE"),
        (["simulate", "product", "--set", "levels.pm.heads=-3"], "heads"),
        (["simulate", "product", "--quarters", "8", "--horizon", "8"], "horizon"),
        (["compare", "product"], "several"),
    ],
)
def test_mistakes_are_sentences(words, found, capsys):
    """Exit code 3, and the nearest name."""
    assert orgsim("ladder", *words, "-r", "2") == 3
    assert found in capsys.readouterr().err
