"""A search on functions whose best combination is planted."""

from itertools import pairwise

import numpy as np
import pytest

from orgsim.errors import InputError
from orgsim.experiments.search import Found, search

CHOICES = {name: [f"{name}{place}" for place in range(4)] for name in "abcd"}
PLANTED = {"a": "a2", "b": "b1", "c": "c3", "d": "d0"}


def planted(seed, noise=1.0):
    """Return values of designs: one point for each answer that is planted, two more for a and b together, and noise of its own."""
    futures = np.random.default_rng(seed)
    made = {}

    def evaluate(answers, count):
        key = tuple(answers.values())
        if key not in made:
            made[key] = futures.normal(0.0, noise, 2_000)
        return truth(answers) + made[key][:count]

    return evaluate


def truth(answers):
    right = {name: answers[name] == PLANTED[name] for name in answers}
    return float(sum(right.values()) + 2 * (right["a"] and right["b"]))


def found_by(seed, **how) -> Found:
    return search(CHOICES, planted(seed), **{"designs": 90, "futures": 20, "finalists": 4, "seed": seed, **how})


def test_a_planted_optimum_is_found():
    """Of 256 combinations with 90 tried, the planted one, worth 6, is found in most of ten searches, while 90 drawn by chance hold it in a third of cases."""
    won = [dict(found_by(seed).finalists[0].answers) == PLANTED for seed in range(10)]
    assert sum(won) >= 7


def test_all_combinations_where_there_are_few():
    """With as many trials as combinations, each is tried once, and the best of them all wins."""
    found = found_by(1, designs=256)
    assert len({tuple(trial.answers.values()) for trial in found.trials}) == 256 == found.combinations
    assert dict(found.finalists[0].answers) == PLANTED


def test_no_combination_is_tried_twice_and_the_same_seed_repeats():
    """Proposals are new each time; the same seed tries the same designs in the same order."""
    one, other = found_by(3), found_by(3)
    tried = [tuple(trial.answers.values()) for trial in one.trials]
    assert len(set(tried)) == len(tried) <= 90
    assert tried == [tuple(trial.answers.values()) for trial in other.trials]


def test_the_winners_curse_is_there_and_fresh_futures_cure_it():
    """Of designs that are all worth nothing, the best of the search looks better than nothing; in fresh futures it does not."""
    claimed, fresh = [], []
    for seed in range(30):
        luck = np.random.default_rng(seed)
        found = search(
            CHOICES,
            lambda _answers, count, luck=luck: luck.normal(0.0, 1.0, count),
            designs=60,
            futures=20,
            finalists=2,
            seed=seed,
        )
        claimed.append(max(trial.gain.mean for trial in found.trials))
        fresh.append(luck.normal(0.0, 1.0, 200).mean())
    assert np.mean(claimed) > 0.4  # the best of 60 means of 20 lies about 2.3 standard errors up
    assert abs(np.mean(fresh)) < 3.0 * (1.0 / 200 / 30) ** 0.5


def test_today_is_tried_first():
    """The answers that leave the company as it is are the first trial, whether all combinations are tried or some; the path begins above it."""
    today = {name: f"{name}3" for name in "abcd"}
    for designs in (256, 40):
        found = found_by(2, designs=designs, today=today)
        assert dict(found.trials[0].answers) == today
        assert len({tuple(trial.answers.values()) for trial in found.trials}) == designs
        assert all(trial.gain.mean > 0.0 for trial in found.path())


def test_a_search_in_which_everything_loses():
    """Where every change is worth less than nothing, the path is empty, and what stays as it is comes first."""
    luck = np.random.default_rng(1)

    def evaluate(answers, count):
        changed = sum(answer[-1] != "0" for answer in answers.values())
        return np.full(count, 0.0) if not changed else luck.normal(-1.0 * changed, 0.1, count)

    today = {name: f"{name}0" for name in "abcd"}
    found = search(CHOICES, evaluate, designs=20, futures=5, finalists=2, seed=1, today=today)
    assert not list(found.path())
    assert dict(found.finalists[0].answers) == today


def test_finalists_are_judged_by_four_times_as_many_futures():
    """A design that was lucky in its first futures falls behind when finalists get more of them."""
    asked = []

    def evaluate(answers, count):
        asked.append(count)
        lucky = answers["a"] == "a1"
        return np.concatenate([np.full(5, 9.0 if lucky else 2.0), np.full(15, -3.0 if lucky else 2.0)])[:count]

    choices = {"a": ["a0", "a1", "a2"]}
    found = search(choices, evaluate, designs=3, futures=5, finalists=2, seed=1)
    assert asked == [5, 5, 5, 20, 20]
    assert max(found.trials, key=lambda trial: trial.gain.mean).answers == {"a": "a1"}
    assert [one.answers["a"] for one in found.finalists] == ["a0", "a1"]
    assert [one.gain.mean for one in found.finalists] == [2.0, 0.0]


def test_impossible_designs_cost_a_trial_only_and_are_said():
    """What is no design is kept with its reason; where none is, that is said."""
    found = search(
        CHOICES,
        lambda answers, count: "too many posts" if answers["a"] == "a0" else np.full(count, truth(answers)),
        designs=256,
        futures=2,
        finalists=2,
        seed=1,
    )
    assert len(found.impossible) == 64
    assert {one.reason for one in found.impossible} == {"too many posts"}
    assert dict(found.finalists[0].answers) == PLANTED
    with pytest.raises(InputError, match="no combination of answers is a design within the limits; the first: no"):
        search(CHOICES, lambda *_: "no", designs=20, futures=2, finalists=2, seed=1)


def test_the_path_rises():
    """The path holds the first trial and every later one that was better than all before."""
    found = found_by(5)
    path = list(found.path())
    assert path[0].number == 1
    assert all(one.gain.mean < other.gain.mean for one, other in pairwise(path))
    assert path[-1].gain.mean == max(trial.gain.mean for trial in found.trials)
