"""Scenarios mutated by their structure: refused with a sentence, or run with balanced books."""

import copy
import random
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.property.test_nothing_is_ignored import LADDER, OTHER, RICH
from tests.torture import forest
from tests.torture.attack import Attack
from tests.torture.checks import round_trips, runs, says_what_is_wrong
from tests.torture.worlds import FILES, load_engine

TEXTS = (*(FILES[name] for name in ("today.yaml", "layered.yaml")), RICH, RICH)
WEIGHTS = (3, 1, 4, 2)
BESIDE = {"today.yaml": FILES["today.yaml"], "other.yaml": OTHER, "steps.yaml": LADDER}


def prepare(folder: Path) -> list[Any]:
    """Return the trees that are mutated."""
    load_engine(folder)
    trees = [YAML(typ="safe").load(text) for text in TEXTS]
    rich = trees[-1]
    rich["horizon"] = {"warmup_quarters": 1, "quarters": 6}
    rich["parameters"] = {
        "capabilities": {"maintenance_share": 0.2},
        "staffing": {"attrition_rate": 0.2},
        "portfolio": {"shift_size": 1},
    }
    rich["mechanisms"] = {"products": True, "promotions": True, "hiring": True}
    rich["demand"] = {"overlap": 0.6, "types_per_domain": 3}
    still = trees[-2] = copy.deepcopy(rich)  # one stage, which `show --resolved` prints as one scenario
    del still["changes"]
    still["events"] = [event for event in still["events"] if event["kind"] not in ("layoff", "acquisition")]
    return trees


def one(dice: random.Random, folder: Path, trees: list[Any]) -> str:
    """Load one mutant; what is accepted comes back from ``show --resolved`` and runs."""
    from orgsim.errors import InputError
    from orgsim.results.plan import make_plan

    for name, text in BESIDE.items():
        (folder / name).write_text(text, encoding="utf-8")
    path = folder / "fuzzed.yaml"
    path.write_bytes(fuzzed(dice, trees, TEXTS, WEIGHTS))
    try:
        organization = make_plan([path]).organizations[0]
    except InputError as error:
        says_what_is_wrong(error)
        return "refused"
    round_trips(organization.design, folder)
    return "accepted and run" if runs(organization, 1, dice.randrange(100)) else "accepted, too large to run here"


def fuzzed(dice: random.Random, trees: list[Any], texts: tuple[str, ...], weights: tuple[int, ...]) -> bytes:
    """Return a file made from one of the trees, or from one of the texts they were read from."""
    number = dice.choices(range(len(texts)), weights)[0]
    style = dice.random()
    if style < 0.2:
        return forest.garbled(texts[number], dice, dice.choice((1, 1, 2, 5)))
    mild = style < 0.6
    tree = forest.mutated(trees[number], dice, dice.choice((1, 1, 2, 3)), mild=mild)
    return forest.written(tree).encode("utf-8", "replace")


ATTACK = Attack(
    "a scenario is mutated by its structure or its letters; it is refused with a sentence, or it is accepted: then it comes back the same "
    "from `show --resolved`, and a future of it runs with balanced books and without an infinite metric",
    "scenarios",
    7000,
    one,
    prepare,
)
