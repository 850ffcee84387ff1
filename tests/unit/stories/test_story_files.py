"""What a story may say: everything acts or is refused with a sentence at its line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.cli.conftest import LAYERED, TODAY

from orgsim.scenario.problems import ScenarioError
from orgsim.stories.loading import load_story, shipped_stories
from orgsim.stories.situations import situations

STORY = """\
title: A small story
source: {article: one against another, example: 1}
claim: A head did something.
figures:
  - {title: launches, says: Ten launches., metric: launches, value: 10, unit: launches}
situation:
  - {set: demand.overlap, range: [0.4, 0.8], why: not told}
  - {set: [teams.search-team.wip, teams.billing-team.wip], range: [3, 5], why: not told}
arms:
  nothing: {file: today.yaml, kind: control, says: nothing changes}
  dearer: {file: dearer.yaml, kind: placebo, says: a hire}
  director: {file: layered.yaml, kind: role, says: a director}
left_out: {other-role: none, practice: none, both: none}
treated: director
mechanism: {says: questions, without: {mechanisms.exceptions: false}}
expects:
  - {says: More is launched., metric: launches, sign: up}
"""
DEARER = """\
extends: today.yaml
changes:
  - do: [{open: {post: helper, role: pm, under: head, helps: search-team, salary: 235}}]
"""
Tell = Callable[..., Path]


@pytest.fixture
def tell(tmp_path: Path) -> Tell:
    """Return a function that writes the story with one text in place of another."""

    def write(old: str = "", new: str = "", **files: str) -> Path:
        assert old in STORY
        texts = {"story": STORY.replace(old, new, 1), "today": TODAY, "layered": LAYERED, "dearer": DEARER, **files}
        for name, text in texts.items():
            (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_the_story_is_read(tell: Tell) -> None:
    """As it stands it is right, and names its arms."""
    told = load_story(tell())
    assert list(told.designs) == ["nothing", "dearer", "director"]
    assert (told.story.control, told.story.placebo) == ("nothing", "dearer")


WRONG = {
    "a metric that there is not": ("metric: launches, value", "metric: launchs, value", "did you mean 'launches'?", 5),
    "a part that there is not": (
        "metric: launches, value",
        "metric: launches, for: {domain: serch}, value",
        "did you mean 'search'?",
        5,
    ),
    "a metric that parts do not have": (
        "metric: launches, value",
        "metric: conversion, for: {domain: search}, value",
        "the whole company only",
        5,
    ),
    "quarters after the end": ("value: 10,", "quarters: [2, 3], value: 10,", "the run has 2 quarters that count", 5),
    "an effect size": ("demand.overlap", "parameters.delivery.switching_loss", "a story fits no effects", 7),
    "a parameter beyond what is published": (
        "set: demand.overlap, range: [0.4, 0.8]",
        "set: parameters.staffing.attrition_rate, range: [0.1, 0.9]",
        "must lie within 0.09 and 0.3",
        7,
    ),
    "a mechanism": ("demand.overlap", "mechanisms.markets", "'mechanisms' does not describe a start", 7),
    "a design": ("demand.overlap", "posts.head.hours", "belongs to a design", 7),
    "a parameter that there is not": (
        "demand.overlap",
        "parameters.judgement.case_nois",
        "there is no parameter 'parameters.judgement.case_nois' (did you mean 'parameters.judgement.case_noise'?)",
        7,
    ),
    "a mechanism to delete that is none": (
        "mechanisms.exceptions: false",
        "mechanisms.exeptions: false",
        "did you mean 'exceptions'?",
        15,
    ),
    "a value that deletes nothing": ("mechanisms.exceptions: false", "mechanisms.exceptions: 3", "got 3", 15),
    "the same arm twice": ("file: dearer.yaml", "file: layered.yaml", "is the scenario of 'dearer' too", 12),
    "money in another unit": (
        "metric: launches, value: 10, unit: launches",
        "new_ground: best_year, value: 10, unit: $B",
        "this is read in $M",
        5,
    ),
    "a share that is none": ("value: 10,", "relative_to: control, value: 10,", "a share has the unit `share`", 5),
    "a path that leads nowhere": ("demand.overlap", "demand.overlapp", "did you mean 'overlap'?", 7),
    "a range that is none": ("[0.4, 0.8]", "[0.8, 0.4]", "the low end", 7),
    "an arm without a reason": ("both: none", "role: none", "no arm of the kind 'both'", 9),
    "a treated arm that is none": ("treated: director", "treated: directors", "did you mean 'director'?", 14),
    "a start without a use": ("treated:", "start: [1, 1]\ntreated:", "no figure is relative to the `start`", 14),
    "no start to compare with": (
        "value: 10, unit: launches",
        "relative_to: start, value: 10, unit: share",
        "state its quarters",
        5,
    ),
    "a figure of nothing": ("value: 10", "value: 0", "claims nothing", 5),
    "a comparison with nothing": ("value: 10,", "as: difference, value: 10,", "has no `relative_to`", 5),
    "two numbers in one": ("metric: launches, value", "metric: launches, named: [x], value", "state one of them", 5),
    "nothing of that name": (
        "metric: launches, value",
        "named: [x], column: ended, value",
        "no initiative or platform 'x'",
        5,
    ),
    "an arm to compare with that is none": ("sign: up", "sign: up, against: nothin", "did you mean 'nothing'?", 17),
    "an oracle that is none": ("expects:", "perfect: [question]\nexpects:", "did you mean 'questions'?", 16),
    "a file that is not there": ("file: layered.yaml", "file: layer.yaml", "did you mean 'layered.yaml'?", 12),
    "a key that is none": ("treated:", "treatet: x\ntreated:", "did you mean 'treated'?", 14),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_at_its_line(tell: Tell, case: str) -> None:
    """Each mistake is a sentence about what was found, with the nearest name, at the line on which it stands."""
    old, new, message, line = WRONG[case]
    with pytest.raises(ScenarioError) as caught:
        load_story(tell(old, new))
    (problem,) = [one for one in caught.value.problems if message in one.message]
    assert problem.mark is not None
    assert (problem.mark.file.name, problem.mark.line + 1) == ("story.yaml", line)


def test_one_path_is_marked_where_it_stands(tell: Tell) -> None:
    """Without brackets, too, the path itself is shown, not the key before it."""
    with pytest.raises(ScenarioError) as caught:
        load_story(tell("set: demand.overlap", "set: demnd.overlap"))
    (problem,) = caught.value.problems
    assert problem.mark is not None
    assert problem.mark.column == STORY.splitlines()[6].index("demand.overlap")


def test_a_placebo_costs_what_the_role_costs(tell: Tell) -> None:
    """A cheaper hire is no placebo: what it does not buy would be taken for the role's."""
    with pytest.raises(ScenarioError, match="they must cost the same"):
        load_story(tell(dearer=DEARER.replace("235", "150")))


def test_changes_begin_after_the_start(tell: Tell) -> None:
    """Quarters in which an arm has changed something already are no start."""
    start = "value: 10, relative_to: start, as: difference, unit: launches, quarters: [2, 2]}\nstart: [1, 1]"
    with pytest.raises(ScenarioError, match="the start has to be over"):
        load_story(tell("value: 10, unit: launches}", start))
    later = LAYERED.replace("  - name: a director between", "  - name: a director between\n    quarter: 1")
    later_too = DEARER.replace("  - do:", "  - quarter: 1\n    do:")
    assert load_story(tell("value: 10, unit: launches}", start, layered=later, dearer=later_too)).story.start == [1, 1]


def test_more_situations_begin_with_the_same(tell: Tell) -> None:
    """Situations are spread over the ranges, whole numbers where both ends are, and the first ones stay."""
    ranges = load_story(tell()).story.situation
    many, few = situations(ranges, 40, 1), situations(ranges, 10, 1)
    assert many[:10] == few
    assert {one.values["teams.search-team.wip"] for one in many} == {3, 4, 5}
    assert all(one.values["teams.search-team.wip"] == one.values["teams.billing-team.wip"] for one in many)
    overlap = [one.values["demand.overlap"] for one in many]
    assert min(overlap) < 0.42 < 0.78 < max(overlap)
    assert len({one.seed for one in many}) == 40
    assert situations(ranges, 10, 2) != few


@pytest.mark.parametrize("name", shipped_stories())
def test_shipped_stories_fit_their_scenarios(name: str) -> None:
    """Each is right, has a page, and tries every kind of arm or says why it does not."""
    told = load_story(shipped_stories()[name])
    assert (told.folder / "README.md").is_file()
    assert not [problem for design in told.designs.values() for problem in design.warnings]
