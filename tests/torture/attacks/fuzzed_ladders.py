"""Ladders mutated by their structure: refused with a sentence, or simulated with everybody accounted for."""

import random
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.property.test_nothing_is_ignored import LADDER
from tests.torture.attack import Attack, BrokenError
from tests.torture.attacks.fuzzed_scenarios import fuzzed
from tests.torture.checks import first_difference, people_balance, says_what_is_wrong
from tests.torture.worlds import load_engine

SHIPPED = ("startup", "ic-terminal", "management-only")
QUARTERS = 6
MOST_PEOPLE = 5000


def prepare(folder: Path) -> dict[str, Any]:
    """Return the ladders that are mutated."""
    from orgsim.scenario.shipped_files import shipped_ladders

    load_engine(folder)
    texts = (LADDER, *(shipped_ladders()[name].read_text(encoding="utf-8") for name in SHIPPED))
    return {"texts": texts, "trees": [YAML(typ="safe").load(text) for text in texts]}


def one(dice: random.Random, folder: Path, shared: dict[str, Any]) -> str:
    """Read one mutant; what is accepted comes back from its data, and its people add up."""
    from orgsim.careers.flow import flow_of
    from orgsim.careers.simulation import simulate_one
    from orgsim.errors import InputError
    from orgsim.scenario.ladder.reading import ladder_of, load_ladder

    path = folder / "fuzzed.yaml"
    path.write_bytes(fuzzed(dice, shared["trees"], shared["texts"], (1, 3, 3, 3)))
    try:
        ladder = load_ladder(path)
    except InputError as error:
        says_what_is_wrong(error)
        return "refused"
    data = ladder.model_dump(mode="json", by_alias=True)
    again = ladder_of(data).model_dump(mode="json", by_alias=True)
    if again != data:
        raise BrokenError(f"a ladder read from its own data is another: {first_difference(data, again)}")
    flow_of(ladder)
    try:
        plan = planned(ladder)
    except InputError as error:
        says_what_is_wrong(error)
        return "accepted, not simulated alone"
    if plan.room > MOST_PEOPLE:
        return "accepted, too large to run here"
    people_balance(simulate_one(plan, 1, dice.randrange(100)).staffed)
    return "accepted and run"


def planned(ladder: Any) -> Any:
    """Return the plan for a ladder without work."""
    from orgsim.careers.plan import plan_careers
    from orgsim.scenario.ladder.policy import policy_named
    from orgsim.scenario.ladder.settings import settings_from

    return plan_careers(ladder, policy_named(ladder.policy.name, ladder.policy.settings), settings_from({}), QUARTERS)


ATTACK = Attack(
    "a ladder is mutated by its structure or its letters; it is refused with a sentence, or it is accepted: then it comes back the same "
    "from its own data, and a future of it runs with everybody accounted for",
    "ladders",
    4000,
    one,
    prepare,
)
