"""The same future once more: a design is made again from its results, and the replay has to give the stored numbers to the bit."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from orgsim.engine import schedule
from orgsim.engine.random import luck
from orgsim.engine.simulation import check, new_state
from orgsim.engine.state import State
from orgsim.errors import InputError, ResultsError
from orgsim.organization.build import Organization, build
from orgsim.results.comparison import Results
from orgsim.results.manifest import Manifest, other_model
from orgsim.results.plan import key_of
from orgsim.results.tables import measure
from orgsim.scenario.design import Design, Stage
from orgsim.scenario.document import Document
from orgsim.scenario.model import Scenario
from orgsim.scenario.problems import listed, nearest

SAME = "a future is told only where it is the one that was simulated, to the bit"


class Watcher(Protocol):
    """What looks at a future while it is replayed."""

    def see(self, state: State, week: int) -> None:
        """Look at the tables at the end of a week."""


def replay(organization: Organization, seed: int, replication: int, watcher: Watcher) -> State:
    """Simulate one future week by week while somebody watches; return its last state, the same as without anybody.

    Raises
    ------
    SimulationError
        When the run fails, as it would without anybody watching.
    """
    fate = luck(seed, replication)
    state = new_state(organization.blueprint, fate)
    for week in range(organization.blueprint.weeks):
        schedule.run(state, fate, week, week + 1)
        watcher.see(state, week)
    check(organization.blueprint, state, seed, replication)
    return state


def organization_of(results: Results, name: str) -> Organization:
    """Make a design again as it was simulated, from what the manifest says of it.

    Raises
    ------
    InputError
        When there is no such design, or an oracle took part in it.
    ResultsError
        When this version of orgsim would make something else of it.
    """
    described = {str(one["name"]): one for one in results.manifest["designs"]}
    if name not in described:
        raise InputError(f"there is no design '{name}'{nearest(name, described)}; there are {listed(described)}")
    if "oracle" in described[name]:
        raise InputError(
            f"in '{name}' an oracle took part ({described[name]['oracle']}); only designs can be explained"
        )
    _refuse_other_model(results.manifest)
    organization = build(design_from(described[name]))
    if key_of(organization, results.seed)[:16] != described[name]["key"]:
        raise ResultsError(
            f"this version of orgsim reads '{name}' in another way than the one that simulated it; {SAME}"
        )
    return organization


def _refuse_other_model(manifest: Manifest) -> None:
    if found := other_model(manifest):
        raise ResultsError(f"{found}; {SAME}: repeat the command that wrote them")


def design_from(described: Mapping[str, Any]) -> Design:
    """Return a design, given how a manifest describes it: every stage with all its values."""
    resolved = described["resolved"]
    stages = []
    for stage in resolved["stages"]:
        said = {key: value for key, value in stage.items() if key not in ("week", "spent")}
        scenario = Scenario.model_validate(said)
        stages.append(Stage(int(stage["week"]), scenario.name, scenario, Document({}), spent=stage.get("spent", 0.0)))
    return Design(str(resolved["name"]), Path(str(described.get("file", "scenario.yaml"))), tuple(stages))


def check_same(organization: Organization, state: State, results: Results, replication: int) -> None:
    """Refuse a replay that differs from the stored results in any metric.

    Raises
    ------
    ResultsError
        When it does, or when the future is not among the results.
    """
    name, frame = organization.design.name, results.replications
    stored = frame[(frame["design"] == name) & (frame["replication"] == replication)]
    if stored.empty:
        raise ResultsError(
            f"future {replication} of '{name}' is not among the results; it failed or is still to be run"
        )
    found = {metric: total for metric, (total, _) in measure(organization, state).items()}
    other = [metric for metric, total in found.items() if not _equal(total, float(stored[metric].iloc[0]))]
    if other:
        raise ResultsError(f"the replay of future {replication} of '{name}' gives another {listed(other)}; {SAME}")


def _equal(one: float, other: float) -> bool:
    return one == other or (np.isnan(one) and np.isnan(other))
