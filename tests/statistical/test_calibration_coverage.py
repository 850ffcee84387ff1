"""Calibration through the engine: numbers planted in simulated histories lie inside the stated intervals as often as stated."""

from collections.abc import Iterator

import numpy as np
import pytest
from tests.unit.cli.conftest import TODAY

from orgsim.metrics.catalog import metric_named
from orgsim.scenario.design import Design, load_design
from orgsim.sensitivity.fitting import Company
from orgsim.sensitivity.matching import Observed, Posterior, match
from orgsim.sensitivity.ranges import ranges_of

CASES = 40
KEYS = ("demand.effort_median=3:20", "demand.drift_probability=0.05:0.8")
ERRORS = {"launches": 0.5, "lead_time": 0.3, "throughput": 0.1, "alignment": 0.03}
"""What is observed, and the standard error of each observation, in its unit."""


@pytest.fixture(scope="module")
def design(tmp_path_factory: pytest.TempPathFactory) -> Design:
    """Return a company of two teams that is watched for a year and a half."""
    path = tmp_path_factory.mktemp("firm") / "firm.yaml"
    path.write_text(TODAY.replace("quarters: 2", "quarters: 6"), encoding="utf-8")
    return load_design(path)


def fitted(design: Design, truth: np.ndarray[tuple[int], np.dtype[np.float64]], seed: int) -> Posterior:
    """Return what is fitted to one future of the company with the true numbers, observed with errors."""
    keys, metrics = ranges_of([design], KEYS), [metric_named(name) for name in ERRORS]
    world = Company(design, keys, metrics, 1, 1_000 + seed, None, lambda _: None)
    (lived,) = world.observables(truth[None, :])[:, 0]
    noise = np.random.default_rng(seed).normal(0.0, 1.0, len(lived)) * list(ERRORS.values())
    pairs = zip(ERRORS.items(), lived + noise, strict=True)
    seen = [Observed(name, float(value), error, 0.0) for (name, error), value in pairs]
    company = Company(design, keys, metrics, 5, seed, None, lambda _: None)
    return match(seen, len(keys), company.observables, points=80, waves=2, seed=seed)


def cases(design: Design) -> Iterator[tuple[float, float, float, float, float]]:
    """Yield a planted number, as a share of its range, with the ends of its 50 % and its 95 % interval."""
    for seed in range(CASES):
        truth = np.random.default_rng(10_000 + seed).uniform(0.05, 0.95, len(KEYS))
        found = fitted(design, truth, seed)
        for key in range(len(KEYS)):
            low, least, most, high = found.quantiles(key, (0.025, 0.25, 0.75, 0.975))
            yield float(truth[key]), low, least, most, high


@pytest.mark.slow
def test_planted_numbers_lie_in_their_intervals_as_often_as_stated(design: Design) -> None:
    """Of 80 numbers in 40 histories, 95 % and 50 % intervals hold their shares within 3 standard errors, and are narrower than the ranges."""
    found = list(cases(design))
    wide = np.mean([low <= truth <= high for truth, low, _, _, high in found])
    narrow = np.mean([least <= truth <= most for truth, _, least, most, _ in found])
    widths = np.array([high - low for _, low, _, _, high in found]).reshape(CASES, -1).mean(axis=0)
    assert wide == pytest.approx(0.95, abs=3.0 * (0.05 * 0.95 / len(found)) ** 0.5)
    assert narrow == pytest.approx(0.5, abs=3.0 * (0.25 / len(found)) ** 0.5)
    assert widths[0] < 0.5
