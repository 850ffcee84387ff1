"""What a story reads from a run, and what it makes of it: windows add up, the form is as stated, results are kept."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.conftest import SMALL
from tests.unit.stories.test_story_files import Tell, tell

from orgsim.engine.simulation import simulate
from orgsim.metrics.catalog import metric_named
from orgsim.metrics.outcome import Outcome
from orgsim.metrics.parts import parts_of
from orgsim.organization.build import build
from orgsim.scenario.design import load_design
from orgsim.scenario.document import parse
from orgsim.stories.loading import load_story
from orgsim.stories.measures import read
from orgsim.stories.model import Figure, Measured
from orgsim.stories.running import Trial, run_trial
from orgsim.stories.verdicts import answer, compared, reached
from orgsim.studies.stories.pages import START, overview, page_of, renewed

__all__ = ["tell"]


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    """Return a small run with two named initiatives, one of which is given up on."""
    data = parse(SMALL, Path("small.yaml")).data
    data["horizon"] = {"warmup_quarters": 1, "quarters": 4}
    data["initiatives"] = {
        "good": {"team": "search-a", "value": 4000, "effort": 20, "state": "in_work", "done": 0.9},
        "bad": {"team": "cloud-a", "value": -4000, "effort": 200, "state": "in_work", "done": 0.1},
    }
    data["platforms"] = {"mail": {"team": "search-a", "run_cost": 2.0, "used_by": ["search-b"]}}
    organization = build(load_design(data))
    return Outcome(organization, simulate(organization.blueprint, 3, 0))


ALL = (
    "launches",
    "throughput",
    "lead_time",
    "decision_latency",
    "realised_value",
    "engagement",
    "cost",
    "satisfaction",
)


@pytest.mark.parametrize("metric", ALL)
def test_all_quarters_are_the_metric_itself(outcome: Outcome, metric: str) -> None:
    """A number over all quarters is what the metric says of the whole run, and of a part of it."""
    (series,) = read(outcome, [Measured(metric=metric)])
    assert series[-1] == pytest.approx(metric_named(metric).measure(outcome).total(), nan_ok=True)
    kinds = metric_named(metric).parts
    if "domain" in kinds:
        parts = parts_of(outcome.organization)
        row = [*zip(parts.kinds, parts.names, strict=True)].index(("domain", "cloud"))
        (mine,) = read(outcome, [Measured(metric=metric, **{"for": {"domain": "cloud"}})])
        expected = metric_named(metric).measure(outcome.by_part(parts)).total()[row]
        assert mine[-1] == pytest.approx(expected, nan_ok=True)


def test_several_parts_are_added_up(outcome: Outcome) -> None:
    """Launches of all domains together are those of the company; a mean over domains lies between theirs."""
    domains = ["search", "billing", "cloud"]
    whole, together = read(
        outcome, [Measured(metric="launches"), Measured(metric="launches", **{"for": {"domain": domains}})]
    )
    assert together == whole
    each = [read(outcome, [Measured(metric="satisfaction", **{"for": {"domain": name}})])[0][-1] for name in domains]
    mean = read(outcome, [Measured(metric="satisfaction", **{"for": {"domain": domains}})])[0][-1]
    assert min(each) < mean < max(each)
    cases = read(outcome, [Measured(metric="lead_time"), Measured(metric="lead_time", **{"for": {"domain": domains}})])
    assert cases[0] == pytest.approx(cases[1], nan_ok=True)


def test_new_ground_is_what_lies_two_steps_away(outcome: Outcome) -> None:
    """What is counted are the market's launches two steps from the core; the best one earns no more than all that it is worth."""
    launches = outcome.launches
    far = (launches.reach == 2) & ~np.isin(launches.rows, outcome.state.authored.place)
    count, best = read(outcome, [Measured(new_ground="launches"), Measured(new_ground="best_year")])
    assert count[-1] == far.sum()
    worth = launches.realised[far] * float(outcome.state.parameters[0].standard_value) / 1000.0
    assert best[-1] == pytest.approx(max(0.0, np.max(worth, initial=0.0)) * (1.0 - np.exp(-1.0)))


@pytest.mark.parametrize("metric", ALL)
def test_a_single_quarter_is_that_of_the_metric(outcome: Outcome, metric: str) -> None:
    """A number of one quarter is what the metric says of that quarter."""
    by_quarter = metric_named(metric).measure(outcome).by_quarter()
    for quarter in (1, 3):
        (series,) = read(outcome, [Measured(metric=metric, quarters=[quarter, quarter])])
        assert series == pytest.approx([by_quarter[quarter - 1]], nan_ok=True)


def test_amounts_grow_and_paces_do_not(outcome: Outcome) -> None:
    """Launches add up over quarters; compared with a start, they are those of a quarter."""
    launches = metric_named("launches").measure(outcome).by_quarter()
    (series,) = read(outcome, [Measured(metric="launches", quarters=[2, 4])])
    assert series == pytest.approx(np.cumsum(launches[1:]).tolist())
    pace = Figure(
        title="t", says="s", metric="launches", value=0.25, unit="share", relative_to="start", quarters=[2, 4]
    )
    assert read(outcome, [pace])[0][-1] == pytest.approx(launches[1:].mean())


def test_named_things_are_counted_when_they_end(outcome: Outcome) -> None:
    """What is nearly done is launched, and its value counts from then on; a platform costs what its engineers cost."""
    launched, value, cost, users = read(
        outcome,
        [
            Measured(named=["good"], column="launched"),
            Measured(named=["good"], column="value"),
            Measured(named=["mail"], column="run_cost"),
            Measured(named=["mail"], column="users"),
        ],
    )
    assert launched[-1] == 1.0
    assert value[launched.index(1.0)] == value[-1] != 0.0
    assert cost[-1] >= 2.0 * 0.2
    assert users[-1] >= 1.0


def test_what_is_given_up_frees_the_rest(outcome: Outcome) -> None:
    """The engineers' time that a losing initiative would still have taken is freed when it ends, at most all that it took."""
    ended, freed = read(outcome, [Measured(named=["bad"], column="ended"), Measured(named=["bad"], column="freed")])
    assert (freed[-1] > 0.0) == (ended[-1] == 1.0)
    assert freed[-1] <= 200 * 1.5 * 0.2 / 52


def test_shares_and_differences() -> None:
    """A share is of what it is compared with; of nothing, or less, there is none."""
    share = Figure(title="t", says="s", metric="launches", value=0.25, unit="share", relative_to="start")
    found = compared(np.array([6.0, 5.0]), np.array([4.0, 0.0]), share)
    assert found[0] == pytest.approx(0.5)
    assert np.isnan(found[1])
    points = share.model_copy(update={"as_": "difference"})
    assert compared(np.array([6.0, 5.0]), np.array([4.0, 0.0]), points).tolist() == [2.0, 5.0]


def test_who_reaches_a_figure_and_when() -> None:
    """The share counts futures without a value as not reached, and the quarter is that in which a lasting success was first there."""
    figure = Figure(title="t", says="s", metric="launches", value=3.0, unit="launches")
    series = np.array([[[1.0, 3.0, 4.0], [3.0, 3.0, 3.0]], [[3.0, 1.0, 2.0], [1.0, np.nan, np.nan]]])
    found = reached("arm", figure, series, 2)
    assert (found.share, found.known, found.median) == (0.5, 0.75, 3.0)
    assert found.quarter == 2.5  # once in quarter 3, once in quarter 2
    fewer = figure.model_copy(update={"value": -1.0})
    assert reached("arm", fewer, -series, 1).share == 0.75


def test_a_trial_is_kept_and_read_again(tell: Tell, tmp_path: Path) -> None:
    """Repeated, it simulates nothing; a damaged file is made anew; the answer is the same to the bit."""
    told = load_story(tell())
    trial = Trial(told, count=3, futures=2)
    first = run_trial(trial, tmp_path / "out")
    files = sorted((tmp_path / "out").glob("situation-*.json"))
    assert len(files) == 3
    stamps = [path.stat().st_mtime_ns for path in files]
    assert run_trial(trial, tmp_path / "out") == first
    assert [path.stat().st_mtime_ns for path in files] == stamps
    files[0].write_bytes(files[0].read_bytes().replace(b"7", b"8", 1))
    assert run_trial(trial, tmp_path / "out") == first
    more = run_trial(Trial(told, count=4, futures=2), tmp_path / "out")
    assert more[:3] == first


def test_the_control_differs_from_itself_in_nothing(tell: Tell, tmp_path: Path) -> None:
    """Costs and hours of the control move nowhere, and every arm has the same futures: without a change, the same numbers."""
    story = tell(layered="extends: today.yaml\nname: also-same\n", dearer="extends: today.yaml\nname: same\n")
    trial = Trial(load_story(story), count=2, futures=1)
    found = answer(trial, run_trial(trial, tmp_path / "out"))
    for cost in found.costs:
        assert cost.more == 0.0
        assert set(cost.hours.values()) == {0.0}
    (one,) = found.emerged
    assert (one.mean, one.verdict) == (0.0, "cannot be told")


def test_an_oracle_acts_in_the_treated_arm(tell: Tell, tmp_path: Path) -> None:
    """What would be perfect is told beside the arms, and not where the mechanism is deleted."""
    told = load_story(tell("expects:", "perfect: [questions]\nexpects:"))
    trial = Trial(told, count=2, futures=1)
    found = answer(trial, run_trial(trial, tmp_path / "out"))
    (figure,) = found.figures
    assert [one.arm for one in figure.perfect] == ["director + questions"]
    assert [one.arm for one in figure.arms] == ["nothing", "dearer", "director"]
    (rework,) = (
        case["director + questions"]["hours"]["team.rework"] for case in run_trial(trial, tmp_path / "out")[:1]
    )
    assert rework[0] < run_trial(trial, tmp_path / "out")[0]["director"]["hours"]["team.rework"][0]
    assert Trial(told, 2, 1, deleted=True).perfect == []


def test_deleting_the_mechanism_changes_what_happens(tell: Tell, tmp_path: Path) -> None:
    """The values under `without` reach every arm: no question is asked, so nobody answers one."""
    story = tell("metric: launches, sign: up", "metric: rework_share, sign: up, of: nothing, against: director")
    told = load_story(story)

    def rework(deleted: bool) -> Any:
        cases = run_trial(Trial(told, count=2, futures=1, deleted=deleted), tmp_path / "out")
        return [case[arm]["numbers"][0][-1][-1] for case in cases for arm in case]

    assert min(rework(deleted=False)) > 0.0
    assert max(rework(deleted=True)) == 0.0


def test_the_table_of_all_stories_says_what_their_pages_say(tell: Tell, tmp_path: Path) -> None:
    """Each figure has a row with the share of each kind of arm, the treated one in bold; a page without results has none."""
    told = load_story(tell())
    trial = Trial(told, count=2, futures=2)
    found, without = (answer(one, run_trial(one, tmp_path / "out")) for one in (trial, replace(trial, deleted=True)))
    page = renewed("# A page\n", page_of(found, without))
    assert renewed(page, "new").count(START) == 1
    (row,) = [line for line in overview({"small": (told.story, page)}).splitlines() if line.startswith("| [small]")]
    shares = {one.arm: f"{one.share:.0%}" for one in found.figures[0].arms}
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert cells[4:7] == [shares["nothing"], shares["dearer"], f"**{shares['director']}**"]
    assert cells[-1] == ("met" if found.met else "not met")
    assert "[small]" not in overview({"small": (told.story, "# A page\n")})
