"""The stories of articles: what an effect rests on is what its story names, and takes the effect with it when it is deleted."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from orgsim.metrics.outcome import Values
from orgsim.results.statistics import Estimate, estimated
from orgsim.stories.loading import load_story, shipped_stories
from orgsim.stories.running import Trial, run_trial
from orgsim.stories.verdicts import by_situation

MOST_LEFT = 1 / 3
"""Of an effect, how much may be left without its mechanism; the rest of what is left is noise."""


def numbers(trial: Trial, arm: str, folder: Path) -> Values:
    """Return the first figure of a story under an arm, (situations, futures), before it is compared with anything."""
    return np.array([[future[0][-1] for future in case[arm]["numbers"]] for case in run_trial(trial, folder)], float)


def effect(trial: Trial, folder: Path) -> Estimate:
    """Return by how much the treated arm's first figure differs from the control's, over situations."""
    story = trial.told.story
    return estimated(by_situation(numbers(trial, story.treated, folder) - numbers(trial, story.control, folder)))


def few(name: str, count: int = 2) -> Trial:
    """Return a story in a few situations, one future each, with the control and the treated arm alone."""
    told = load_story(shipped_stories()[name])
    designs = {arm: told.designs[arm] for arm in (told.story.control, told.story.treated)}
    return Trial(replace(told, story=told.story.model_copy(update={"perfect": []}), designs=designs), count, 1)


WHOLLY = ("annual-planning", "three-platforms-to-one", "two-greenfield-bets")
"""Stories in whose first figure nothing at all can happen without the mechanism."""


@pytest.mark.parametrize("name", WHOLLY)
def test_nothing_happens_without_the_mechanism(name: str, tmp_path: Path) -> None:
    """Nothing is stopped, merged or launched on new ground where nobody can."""
    trial = replace(few(name), deleted=True)
    for arm in trial.told.designs:
        assert np.nansum(numbers(trial, arm, tmp_path)) == 0.0


@pytest.mark.parametrize("name", ["annual-planning", "two-greenfield-bets"])
def test_a_few_futures_show_the_effect(name: str, tmp_path: Path) -> None:
    """With the mechanism, the treated arm does more in every few futures: the test above is not about nothing."""
    assert effect(few(name, 6), tmp_path).mean > 0.5


@pytest.mark.slow
@pytest.mark.parametrize("name", shipped_stories())
def test_an_effect_goes_with_its_mechanism(name: str, tmp_path: Path) -> None:
    """Deleted, the mechanism leaves at most a third of the effect, or what cannot be told from nothing."""
    trial = replace(few(name, 40), futures=3)
    there, left = effect(trial, tmp_path), effect(replace(trial, deleted=True), tmp_path)
    assert not left.is_off_zero or abs(left.mean) <= MOST_LEFT * abs(there.mean)
