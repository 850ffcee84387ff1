"""The two cases at the boundary of the portfolio product manager: the same duties under another name, and nothing to coordinate."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from orgsim.metrics.outcome import Values
from orgsim.results.statistics import estimated
from orgsim.stories.loading import load_story, shipped_stories
from orgsim.stories.running import Trial, run_trial
from orgsim.stories.verdicts import by_situation


def trial_of(name: str, arms: tuple[str, ...], situations: int, futures: int = 1, *, deleted: bool = False) -> Trial:
    """Return a story with some of its arms, in a few situations."""
    told = load_story(shipped_stories()[name])
    designs = {arm: told.designs[arm] for arm in arms}
    story = told.story.model_copy(update={"perfect": []})
    return Trial(replace(told, story=story, designs=designs), situations, futures, deleted=deleted)


def read(trial: Trial, folder: Path, arm: str) -> Values:
    """Return all numbers of an arm at the end of their quarters, (situations, futures, numbers)."""
    cases = run_trial(trial, folder)
    return np.array([[[series[-1] for series in future] for future in case[arm]["numbers"]] for case in cases], float)


def test_the_same_duties_under_another_name_do_the_same(tmp_path: Path) -> None:
    """Product operations with the hours, rights, skills and ties of the role has its results to the bit, in every situation."""
    arms = ("nothing", "portfolio-pm-outcomes", "product-ops")
    trial = trial_of("product-ops", arms, 3)
    nothing, role, operations = (read(trial, tmp_path, arm) for arm in arms)
    assert np.array_equal(role, operations, equal_nan=True)
    assert not np.array_equal(role, nothing, equal_nan=True)


@pytest.mark.slow
def test_where_there_is_nothing_to_coordinate_the_role_is_worth_nothing(tmp_path: Path) -> None:
    """With one team and one objective, and no new ground to look for, the role is worth less than 3 % of value to either side."""
    trial = trial_of("one-team", ("nothing", "portfolio-pm"), 50, 6, deleted=True)
    nothing, role = (read(trial, tmp_path, arm)[..., 0] for arm in trial.told.designs)
    found = estimated(by_situation(role - nothing))
    border = 0.03 * float(np.mean(nothing))
    assert -border < found.low < found.high < border


@pytest.mark.slow
def test_hours_of_research_do_what_the_role_does_there(tmp_path: Path) -> None:
    """Where there is new ground, three hours a week of the product manager's bring what the role's three hours bring."""
    trial = trial_of("one-team", ("nothing", "portfolio-pm", "research"), 50, 6)
    nothing, role, hours = (read(trial, tmp_path, arm)[..., 0] for arm in trial.told.designs)
    assert estimated(by_situation(role - nothing)).low > 0.0
    assert estimated(by_situation(hours - nothing)).low > 0.0
    assert estimated(by_situation(hours - role)).high > 0.0
