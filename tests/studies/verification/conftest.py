"""The suite, run once for all its tests."""

import pytest

from orgsim.studies.discovery import all_checks
from orgsim.studies.suite import Outcome, run_checks

SEED = 1


@pytest.fixture(scope="session")
def outcomes() -> dict[str, Outcome]:
    """What came of every check under the seed of the published page."""
    return {outcome.check.name: outcome for outcome in run_checks(list(all_checks().values()), SEED)}
