"""The designs that are attacked, in files; and the engine, loaded once for all workers."""

import importlib
import sys
from pathlib import Path
from typing import Any

from tests.unit.cli.conftest import BATCH, BUSIER, LAYERED, TODAY

FILES = {
    "today.yaml": TODAY,
    "layered.yaml": LAYERED,
    "busier.yaml": BUSIER,
    "batch.yaml": BATCH.replace("replications: 3", "replications: 12"),
    "other-batch.yaml": BATCH.replace("replications: 3", "replications: 12").replace("[1, 2]", "[2, 3]"),
}


MODULES = (
    "pandas",
    "pyarrow.parquet",
    "scipy.stats",
    "ruamel.yaml",
    "orgsim.results.comparison",
    "orgsim.careers.impact",
    "orgsim.careers.outcomes",
    *(f"orgsim.cli.commands.{name}_" for name in ("run", "compare", "batch", "show", "ladder", "ladder_simulate")),
)
"""What commands import."""


def write_designs(folder: Path) -> Path:
    """Write the designs into a folder, and return it."""
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def load_engine(folder: Path) -> None:
    """Compile the engine, or load it, and import what commands need, so that forked processes find it in memory."""
    for name in MODULES:
        importlib.import_module(name)
    from orgsim.careers.simulation import compile_careers, simulate_one
    from orgsim.engine.warmup import compile_engine
    from orgsim.metrics.parts import parts_of
    from orgsim.metrics.twice import branches_of, twice_in
    from orgsim.metrics.watching import simulate
    from orgsim.results.plan import make_plan, model_version
    from orgsim.results.tables import rows_of

    model_version()
    organization = make_plan([write_designs(folder) / "today.yaml"]).organizations[0]
    compile_engine(organization.blueprint, sys.stderr.write)
    twice = twice_in(organization, branches_of(organization))
    state = simulate(organization.blueprint, 1, 0, twice)
    rows_of(organization, [state], parts_of(organization), [twice.until_the_end(state)])
    careers = startup()
    compile_careers(careers, sys.stderr.write)
    simulate_one(careers, 1, 0)


def startup() -> Any:
    """Return a plan of a shipped ladder for two years."""
    from orgsim.careers.plan import plan_careers
    from orgsim.scenario.ladder.policy import policy_named
    from orgsim.scenario.ladder.reading import load_ladder
    from orgsim.scenario.ladder.settings import settings_from
    from orgsim.scenario.shipped_files import shipped_ladders

    ladder = load_ladder(shipped_ladders()["startup"])
    return plan_careers(ladder, policy_named(ladder.policy.name, ladder.policy.settings), settings_from({}), 8)
