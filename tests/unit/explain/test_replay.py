"""A future is told only where it is, to the bit, the one that was simulated."""

import copy
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.conftest import SCENARIOS
from tests.unit.headroom.conftest import WORKSHOP

from orgsim.api import compare
from orgsim.errors import InputError, ResultsError
from orgsim.explain.choosing import chosen
from orgsim.explain.future import check_same, design_from, organization_of
from orgsim.explain.story_initiative import initiative_story
from orgsim.explain.watch import watched
from orgsim.explain.words import Tongue
from orgsim.organization.build import build
from orgsim.results.comparison import Results
from orgsim.scenario.design import load_design

REORG = SCENARIOS / "reorg"


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """Return the results of a shipped comparison with settings, in three futures."""
    designs = [REORG / "today.yaml", REORG / "ppm-added.yaml"]
    folder = tmp_path_factory.mktemp("reorg")
    return compare(designs, replications=3, seed=5, overrides=["demand.drift_probability=0.3"], output=folder)


@pytest.mark.parametrize("design", ["today", "ppm-added"])
def test_a_design_is_made_again_from_its_results(results: Results, design: str):
    """From the manifest alone, settings included, every metric of every future comes out as stored."""
    organization = organization_of(results, design)
    for future in range(3):
        state, _ = watched(organization, results.seed, future)
        check_same(organization, state, results, future)


def test_another_future_is_not_taken_for_the_same(results: Results):
    """The replay of another future, or of another seed, is refused with the metrics that differ."""
    organization = organization_of(results, "today")
    for seed, future in ((results.seed, 1), (results.seed + 1, 0)):
        state, _ = watched(organization, seed, future)
        with pytest.raises(ResultsError, match=r"the replay of future 0 of 'today' gives another .*to the bit"):
            check_same(organization, state, results, 0)


def changed(results: Results, edit: Callable[[dict], None]) -> Results:
    """Return results whose manifest says something else."""
    manifest = copy.deepcopy(dict(results.manifest))
    edit(manifest)
    return replace(results, manifest=manifest)


def test_what_cannot_be_the_same_is_refused(results: Results):
    """Results of another model, of a design that is read differently, of an oracle and of no design are refused with a sentence."""
    of_other_model = changed(results, lambda manifest: manifest.update(model="another"))
    with pytest.raises(ResultsError, match="another version of the model made these results"):
        organization_of(of_other_model, "today")
    stage = {"drift_probability": 0.9}
    other = changed(results, lambda manifest: manifest["designs"][0]["resolved"]["stages"][0]["demand"].update(stage))
    with pytest.raises(ResultsError, match="reads 'today' in another way"):
        organization_of(other, "today")
    with pytest.raises(InputError, match="an oracle took part"):
        organization_of(changed(results, lambda manifest: manifest["designs"][0].update(oracle="luck")), "today")
    with pytest.raises(InputError, match=r"there is no design 'todya' .did you mean 'today'"):
        organization_of(results, "todya")


def test_a_design_of_a_manifest_is_that_of_its_file(results: Results):
    """What a manifest says of a design says it all: its resolved form is the same after being read."""
    for described in results.manifest["designs"]:
        assert design_from(described).resolved() == described["resolved"]


def test_typical_best_and_worst(results: Results):
    """They are the futures with the middle, largest and smallest difference; of a metric that should be low, the other way round."""
    wide = results.replications.pivot(index="replication", columns="design", values="realised_value")
    order = (wide["ppm-added"] - wide["today"]).sort_values().index.tolist()
    pair = ("today", "ppm-added")
    found = [chosen(results, way, "realised_value", pair).replication for way in ("worst", "typical", "best")]
    assert found == order
    lead = results.replications.pivot(index="replication", columns="design", values="duplicate_effort")["today"]
    assert chosen(results, "best", "duplicate_effort", ("today",)).replication == lead.idxmin()
    assert chosen(results, "2", "realised_value", pair).replication == 2
    with pytest.raises(InputError, match=r"there is no future 9 in .*; they are numbered from 0 to 2"):
        chosen(results, "9", "realised_value", pair)
    with pytest.raises(
        InputError, match="--future rosy: a future is a number, such as 0, or one of typical, best, worst"
    ):
        chosen(results, "rosy", "realised_value", pair)


def test_the_workshop_is_told_as_on_paper(tmp_path: Path):
    """One team does one thing of two weeks at a time, without asking anybody: every launch has 2 weeks in work, and they follow on each other."""
    path = tmp_path / "workshop.yaml"
    path.write_text(WORKSHOP, encoding="utf-8")
    organization = build(load_design(path))
    _, log = watched(organization, 3, 0)
    launched = log.of("launched")
    assert len(launched) == 13
    assert [row.week - launched[0].week for row in launched] == [2 * place for place in range(13)]
    first = launched[0].initiative
    assert log.of("stretch", initiative=first, what="working")[0].amount == 2 * 2400
    texts = [sentence.text for sentence in initiative_story(Tongue(organization, log), first)]
    assert "ada may fund it without asking anybody, and does" in texts
    assert "team one begins to work on it" in texts
    assert "it is launched and realises $130k over its life (simulated)" in texts
    second = launched[1].initiative
    queue = next(
        text for text in (one.text for one in initiative_story(Tongue(organization, log), second)) if "backlog" in text
    )
    assert (
        queue
        == "it enters the backlog of team one and waits 2.0 weeks there; nothing stands before it and 1 is in work"
    )
