"""The suite, run once for all its tests."""

import pytest

from orgsim.engine import schedule
from orgsim.engine.random import Luck
from orgsim.engine.state import State
from orgsim.studies.discovery import all_checks
from orgsim.studies.suite import Outcome, run_checks

SEED = 1


@pytest.fixture(scope="session")
def weeks() -> list[int]:
    """Return the length of every run of a company that the suite asks for; `outcomes` fills it."""
    return []


@pytest.fixture(scope="session")
def outcomes(weeks: list[int]) -> dict[str, Outcome]:
    """What came of every check under the seed of the published page."""
    run = schedule.run

    def counted(state: State, luck: Luck, first: int, last: int) -> None:
        weeks.append(last - first)
        run(state, luck, first, last)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schedule, "run", counted)
        found = run_checks(list(all_checks().values()), SEED)
    return {outcome.check.name: outcome for outcome in found}
