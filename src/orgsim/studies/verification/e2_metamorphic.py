"""Metamorphic tests: change the input in a way whose effect on the output is known, and see exactly that effect."""

import dataclasses
import random
from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np

from orgsim.engine.simulation import simulate
from orgsim.engine.state import State
from orgsim.laboratory.records import Numbers
from orgsim.studies.checks import Check, Reading, exact
from orgsim.studies.runs import measured
from orgsim.studies.worlds import Text, organized, small

RUNS = 4
MONEY = (
    "cost",
    "duplicate_run_cost",
    "optimism_bias",
    "portfolio_roi",
    "realised_value",
    "reallocated",
    "revenue",
    "value_elsewhere",
)
ALONE = {
    "demand": {"diminishing_returns": 0.0},
    "mechanisms": {"capabilities": False, "portfolio": False, "consolidation": False, "markets": False},
    "parameters": {
        "beliefs": {"map_effect": 0.0},
        "judgement": {"local_interest": 0.0},
        "ties": {"informal_probability": 0.0},
    },
}
"""What lets branches of one company act on each other is switched off."""


def prices(seed: int, factor: float) -> list[Reading]:
    """Twice the price of everybody, and of what they make: the same to those who weigh one against the other."""
    dearer = (
        f"parameters.money.engineer_cost={50 * factor}",
        f"parameters.money.load={1.35 * factor}",
        f"demand.standard_value={260 * factor}",
    )
    plain, dear = (measured(organized(small(), settings), seed, RUNS) for settings in ((), dearer))
    off = max(gap(plain[name], dear[name]) for name in plain if name not in MONEY)
    ratios = {metric: float((dear[metric] / plain[metric]).mean()) for metric in ("cost", "realised_value")}
    return [
        exact("twice the prices: cost over cost", 2.0, ratios["cost"], 1e-12),
        exact("twice the prices: value over value", 2.0, ratios["realised_value"], 1e-12),
        exact("twice the prices: largest change of any metric without money in it", 0.0, off, 0.0, "an identity"),
    ]


def gap(first: Numbers, second: Numbers) -> float:
    """Return the largest difference of two samples; what has no value in either counts as equal."""
    return float(np.max(np.nan_to_num(np.abs(first - second))))


def shuffled(text: Mapping[str, Any], order: random.Random) -> Text:
    """Return a scenario with sections and rows in another order, and every display name changed."""
    mixed = {name: text[name] for name in order.sample(list(text), len(text))}
    for name, section in mixed.items():
        if isinstance(section, dict):
            mixed[name] = {key: section[key] for key in order.sample(list(section), len(section))}
    for name in ("posts", "teams", "domains"):
        mixed[name] = {key: {**entry, "name": f"Display {key}"} for key, entry in mixed[name].items()}
    return mixed


def different_tables(first: State, second: State) -> int:
    """Count the tables of two states that are not equal bit for bit."""
    return sum(
        getattr(first, field.name).tobytes() != getattr(second, field.name).tobytes()
        for field in dataclasses.fields(first)
    )


def order(seed: int, *, new_ids: bool) -> list[Reading]:
    """Rows in another order under other display names."""
    text = shuffled(small(), random.Random(seed))
    if new_ids:
        text["teams"] = {f"x-{key}": entry for key, entry in text["teams"].items()}
    first, second = (simulate(made.blueprint, seed, 0) for made in (organized(small()), organized(text)))
    what = "rows and display names changed: tables that differ"
    return [exact(what, 0.0, different_tables(first, second), 0.0, "an identity")]


def branch(prefix: str) -> Text:
    """Return the company under other ids."""
    text = small()
    for entry in (*text["posts"].values(), *text["teams"].values()):
        entry |= {key: f"{prefix}{entry[key]}" for key in ("reports_to", "domain", "owner") if key in entry}
    return {
        name: {f"{prefix}{key}": entry for key, entry in text[name].items()} for name in ("posts", "teams", "domains")
    }


def independence(seed: int, *, coupled: bool) -> list[Reading]:
    """Two branches with nothing between them: each does what it does alone, and depends on its own domains only."""
    left, right = branch("left-"), branch("right-")
    both = {section: {**left[section], **right[section]} for section in left}
    apart: Mapping[str, Any] = {} if coupled else ALONE
    if not coupled:
        both["related"] = {"clusters": {"left": list(left["domains"]), "right": list(right["domains"])}}
    texts = [small(**sections, **apart) for sections in (left, right, both)]
    for text in texts if not coupled else ():
        del text["ladder"]
    made = [organized(text) for text in texts]
    samples = [measured(organization, seed, RUNS) for organization in made]
    states = [simulate(organization.blueprint, seed, 0) for organization in made]
    rows = [made[2].teams.index(name) for name in made[0].teams]
    off = int(np.abs(states[2].team_book[rows] - states[0].team_book).max())
    found = [exact("an independent branch: largest change in another's books, minutes", 0.0, off, 0.0, "an identity")]
    for metric in ("launches", "cost", "realised_value"):
        parts = samples[0][metric] + samples[1][metric]
        what = f"two independent branches: {metric} over the sum of each alone"
        found.append(exact(what, 1.0, float((samples[2][metric] / parts).mean()), 1e-12))
    return found


def metamorphic(seed: int, *, factor: float = 2.0, new_ids: bool = False, coupled: bool = False) -> list[Reading]:
    """All metamorphic readings."""
    return [*prices(seed, factor), *order(seed, new_ids=new_ids), *independence(seed, coupled=coupled)]


CHECKS = [
    Check(
        "E2-metamorphic",
        "Twice the prices, of work and of what it brings, double cost and value and nothing else; order and display "
        "names change nothing; an independent branch adds its own.",
        "metamorphic testing: Chen et al. 2018, ACM Computing Surveys 51(1)",
        metamorphic,
        {
            "prices by 1.9": partial(metamorphic, factor=1.9),
            "ids changed, not only display names": partial(metamorphic, new_ids=True),
            "branches that depend on each other": partial(metamorphic, coupled=True),
        },
        remarks=(
            "Independence is tested with two clusters of domains that have nothing to do with each other, so that pieces "
            "stay in their branch, and with the mechanisms off that couple branches of one market anyway: capabilities, "
            "portfolio shifts, friendships, promotion rounds of the whole company, and a local interest whose weight is "
            "one's share of the whole company.\n\n"
            "Renamed roles and detached posts (the other identities of the model) have tests of their own in "
            "tests/identity."
        ),
    )
]
