"""Random organisations with parameters at their bounds, everything on: every future ends, with balanced books and finite metrics."""

import random
from pathlib import Path
from typing import Any

from annotated_types import Ge, Gt, Le, Lt

from tests.torture import forest
from tests.torture.attack import Attack, BrokenError
from tests.torture.checks import runs
from tests.torture.worlds import load_engine

FUTURES = 2
AT_A_BOUND = 0.25
"""Share of the values of a scenario that are at a bound; of some scenarios all are, and of some none."""


def prepare(folder: Path) -> dict[str, Any]:
    """Return a shipped ladder and the names of the roles."""
    from orgsim.scenario.document import read_document
    from orgsim.scenario.shipped_files import shipped_ladders, shipped_roles

    load_engine(folder)
    return {
        "ladder": {**read_document(shipped_ladders()["product"]).data, "name": "product"},
        "roles": sorted(shipped_roles().data["roles"]),
    }


def one(dice: random.Random, folder: Path, shared: dict[str, Any]) -> str:
    """Run the futures of one organisation."""
    from orgsim.errors import InputError
    from orgsim.results.plan import make_plan

    scenario = organisation(dice, shared)
    path = folder / "bounds.yaml"
    path.write_text(forest.written(scenario), encoding="utf-8")
    try:
        organization = make_plan([path]).organizations[0]
    except InputError as error:
        raise BrokenError(f"a scenario whose values are all allowed is refused: {error}") from None
    for replication in range(FUTURES):
        if not runs(organization, dice.randrange(2**32), replication):
            raise BrokenError("the generator made a scenario that is too large to run")
    return "ran"


def organisation(dice: random.Random, shared: dict[str, Any]) -> dict[str, Any]:
    """Return a small organisation with everything on."""
    share = dice.choice((0.0, 0.05, AT_A_BOUND, AT_A_BOUND, 1.0))
    objectives = {f"o{k}": dice.choice((0.001, 1.0, 2.0, 1e6)) for k in range(dice.randrange(1, 5))}
    domains = {
        f"d{k}": {"opportunities_per_week": dice.choice((0.0, 0.5, 3.0, 10.0))} for k in range(dice.randrange(1, 4))
    }
    posts = chart(dice, shared["roles"])
    teams = {
        f"t{k}": {
            "domain": dice.choice(list(domains)),
            "engineers": dice.choice((1, 2, 7, 30, 2000)),
            "wip": dice.choice((1, 3, 12)),
            **({"owner": dice.choice(list(posts))} if dice.random() < 0.85 else {}),
        }
        for k in range(dice.randrange(1, 6))
    }
    scenario = {
        "objectives": objectives,
        "domains": domains,
        "posts": posts,
        "teams": teams,
        "horizon": {"warmup_quarters": dice.choice((0, 1)), "quarters": dice.choice((1, 3, 5))},
        "parameters": at_bounds(dice, share),
        "demand": demand(dice, share),
        "governance": practices(dice, list(posts), list(teams)),
    }
    quarters = scenario["horizon"]["quarters"]
    scenario["events"] = [
        event(dice, list(posts), list(domains), list(objectives), quarters) for _ in range(dice.randrange(4))
    ]
    if dice.random() < 0.6:
        scenario["ladder"] = shared["ladder"]
    return scenario


def chart(dice: random.Random, roles: list[str]) -> dict[str, dict[str, Any]]:
    """Return a tree of posts, some vacant, part-time or at a shared desk, some with skills at a bound."""
    posts: dict[str, dict[str, Any]] = {}
    for k in range(dice.randrange(1, 13)):
        post: dict[str, Any] = {"role": dice.choice(roles), "fte": dice.choice((1.0, 1.0, 0.5, 0.01))}
        if posts and dice.random() < 0.9:
            post["reports_to"] = dice.choice(list(posts))
        if k and dice.random() < 0.2:
            post["vacant"] = True
        if dice.random() < 0.2:
            post["desk"] = "board"
        if dice.random() < 0.3:
            post["skills"] = {
                name: dice.choice((0.0, 1.0)) for name in ("discovery", "execution", "coaching", "strategy")
            }
        posts[f"p{k}"] = post
    return posts


def at_bounds(dice: random.Random, share: float) -> dict[str, dict[str, Any]]:
    """Return parameters, a share of them at a bound and some of them between."""
    from orgsim.scenario.parameters import Parameters

    return {name: section_at_bounds(type(section), dice, share) for name, section in Parameters()}


def section_at_bounds(section: Any, dice: random.Random, share: float, spared: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return values for a section's numbers, a share of them at a bound."""
    found = {}
    for name, field in section.model_fields.items():
        low, high = bounds_of(field)
        if name in spared or low is None or high is None:
            continue
        if dice.random() < share:
            found[name] = dice.choice((low, high))
        elif dice.random() < 0.1:
            found[name] = (
                dice.randint(low, min(high, low + 50)) if isinstance(field.default, int) else dice.uniform(low, high)
            )
    return {
        name: int(value) if section.model_fields[name].annotation is int else float(value)
        for name, value in found.items()
    }


def bounds_of(field: Any) -> tuple[Any, Any]:
    """Return the least and the largest value of a field, bounds included."""
    low = next((m.ge for m in field.metadata if isinstance(m, Ge)), None)
    high = next((m.le for m in field.metadata if isinstance(m, Le)), None)
    if any(isinstance(m, Gt | Lt) for m in field.metadata):
        return None, None
    return low, high


def demand(dice: random.Random, share: float) -> dict[str, Any]:
    """Return the market's parameters; tables of types are kept small, since their size is all that their upper bound tests."""
    from orgsim.scenario.demand import Demand

    found = section_at_bounds(Demand, dice, share, ("types_per_domain",))
    shares = found.get("adjacent_share", 0.2), found.get("far_share", 0.1)
    if sum(shares) > 1:
        found["far_share"] = 0.0
    return {**found, "types_per_domain": dice.choice((1, 6, 40))}


def practices(dice: random.Random, posts: list[str], teams: list[str]) -> dict[str, Any]:
    """Return practices, in about half of all cases each."""
    found: dict[str, Any] = {"roadmaps": dice.choice(("outcomes", "features"))}
    if len(posts) > 1 and dice.random() < 0.5:
        members = dice.sample(posts, dice.randrange(2, len(posts) + 1))
        found["forums"] = {"table": {"members": members, "hours_per_quarter": dice.choice((0.0, 1.0, 26.0))}}
    for name in ("raters", "investment_review"):
        if dice.random() < 0.5:
            found[name] = dice.sample(posts, dice.randrange(1, len(posts) + 1))
    if dice.random() < 0.5:
        found["exploration"] = {
            "share": dice.choice((0.0, 0.3, 1.0)),
            "teams": dice.sample(teams, dice.randrange(len(teams) + 1)),
        }
    return found


def event(
    dice: random.Random, posts: list[str], domains: list[str], objectives: list[str], quarters: int
) -> dict[str, Any]:
    """Return something that happens within the run."""
    when = {"quarter": dice.randrange(quarters), "week": dice.choice((0, 5, 12))}
    kinds: list[dict[str, Any]] = [
        {"kind": "departure", "post": dice.choice(posts)},
        {"kind": "hiring_freeze", "quarters": dice.choice((1, 80))},
        {
            "kind": "demand_surge",
            "factor": dice.choice((0.0, 1.5, 20.0)),
            "domain": dice.choice(domains),
            "quarters": 1,
        },
        {"kind": "layoff", "share": dice.choice((0.01, 0.5, 0.9))},
    ]
    if len(objectives) > 1:
        kinds.append(
            {"kind": "strategy_shift", "objectives": dice.sample(objectives, 2), "factor": dice.choice((0.0, 1.0))}
        )
    return {**dice.choice(kinds), **when}


ATTACK = Attack(
    "a random organisation, with every mechanism, events and a quarter of its parameters (in some all, in some none) at their bounds, runs "
    f"{FUTURES} futures without a failure; all books balance, and no metric is infinite",
    "futures",
    1000,
    one,
    prepare,
    size=FUTURES,
)
