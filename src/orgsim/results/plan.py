"""A plan: which designs, which seed, how many futures, and the parts in which they are run and stored."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np

from orgsim.engine.fingerprint import folder_hash, syntax_hash
from orgsim.errors import InputError
from orgsim.organization.authored import domain_of
from orgsim.organization.build import Organization, build
from orgsim.results.files import SCHEMA
from orgsim.results.parts import Part, parts_of
from orgsim.scenario.design import Design, Source, load_design
from orgsim.scenario.ladder.in_design import checked_levels

PACKAGE = Path(__file__).parents[1]

MODEL_FOLDERS = ("engine", "organization", "metrics")
ROWS = PACKAGE / "results" / "tables.py"
"""The source that decides results: how weeks are simulated, how they are measured, and how that is written down.

Code that reads scenarios and ladders decides results as well. What it makes of a design is part of the design's key, as data.
"""


@cache
def model_version() -> str:
    """Return a short hash of the model's source: of its syntax, so that a new docstring or comment reruns nothing."""
    return hash_of([*(folder_hash(PACKAGE / name) for name in MODEL_FOLDERS), syntax_hash([ROWS])])[:16]


def hash_of(content: object) -> str:
    """Return a hash of plain data."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def key_of(organization: Organization, seed: int) -> str:
    """Return a hash of all that decides a design's files: their form, the model, the seed, and the design in words and as arrays."""
    design, blueprint = organization.design.resolved(), organization.blueprint._asdict()
    arrays = {name: hashes_of(np.asarray(values)) for name, values in blueprint.items()}
    decides = {"schema": SCHEMA, "model": model_version(), "seed": seed}
    if organization.play:
        decides["play"] = organization.play.key
    return hash_of({**decides, "design": design, "blueprint": arrays})


def key_of_designs(keys: Mapping[str, str]) -> str:
    """Return the key of a plan, given the keys of its designs by name."""
    return hash_of(list(keys.items()))[:16]


def hashes_of(values: np.ndarray[Any, np.dtype[Any]]) -> object:
    """Return a hash of an array; of each field where it has fields, since the bytes between fields are undefined."""
    if values.dtype.names:
        return {name: hashes_of(values[name]) for name in values.dtype.names}
    return hashlib.sha256(values.tobytes()).hexdigest()


@dataclass(frozen=True)
class Plan:
    """Designs with the same random events. The first is the baseline of comparisons unless another is named."""

    organizations: tuple[Organization, ...]
    seed: int
    replications: int
    overrides: tuple[str, ...] = ()
    """What the user laid over the baselines (``key.path=value``); the designs hold it already."""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of the designs, in the order given."""
        return tuple(organization.design.name for organization in self.organizations)

    @property
    def folder(self) -> str:
        """Name for a folder of results: the names of the designs, without characters that could lead out of a folder."""
        name = re.sub(r"[^\w .()+-]+", "-", "-".join(self.names)[:80]).lstrip(".- ")
        return name.encode()[:200].decode(errors="ignore").rstrip(". ") or "design"

    def organization(self, name: str) -> Organization:
        """Return a design by name."""
        return self.organizations[self.names.index(name)]

    @cached_property
    def keys(self) -> dict[str, str]:
        """A hash of everything that decides results, by design."""
        return {organization.design.name: key_of(organization, self.seed)[:16] for organization in self.organizations}

    @property
    def key(self) -> str:
        """A hash of everything that decides the answer of this plan, but for the number of futures."""
        return key_of_designs(self.keys)

    def parts(self) -> list[Part]:
        """Return every part; designs take turns, so that pairs are complete early."""
        return parts_of(self.keys, self.replications)


def make_plan(
    scenarios: Sequence[Source], *, seed: int = 1, replications: int = 200, overrides: Sequence[str] = ()
) -> Plan:
    """Load scenarios, files or mappings, into a plan.

    Raises
    ------
    InputError
        When a scenario is wrong, or two designs have the same name.
    """
    designs = [_checked(scenario, overrides) for scenario in scenarios]
    return replace(plan_of(designs, seed=seed, replications=replications), overrides=tuple(overrides))


def _checked(scenario: Source, overrides: Sequence[str]) -> Design:
    """Load a scenario and check it together with its ladder."""
    design = load_design(scenario, overrides)
    return replace(design, warnings=(*design.warnings, *checked_levels(design)))


def plan_of(designs: Sequence[Design], *, seed: int, replications: int) -> Plan:
    """Build the organisations of a plan.

    Raises
    ------
    InputError
        When two designs have the same name, or the seed or the number of futures is none that there is.
    """
    if replications < 1:
        raise InputError(f"{replications} futures: there must be at least one")
    if not 0 <= seed < 2**64:
        raise InputError(f"seed {seed}: a seed is a whole number from 0 to 2**64 - 1")
    names = [design.name for design in designs]
    for name in names:
        if names.count(name) > 1:
            raise InputError(f"two designs are called '{name}'; give each a name of its own")
    return Plan(tuple(build(design) for design in designs), seed, replications)


def plan_again(manifest: Mapping[str, Any], replications: int | None = None) -> Plan:
    """Return the plan that a manifest was written for, from what it says of the designs; with other `replications`, for more questions.

    Raises
    ------
    InputError
        When a design names other files, which the manifest does not hold, or this version makes something else of it.
    """
    repeat = "name the scenario files instead of their results"
    if not all("source" in design for design in manifest["designs"]):
        raise InputError(f"these results do not say what their designs are made of; {repeat}")
    try:
        designs = [load_design(design["source"]) for design in manifest["designs"]]
    except InputError as error:
        raise InputError(f"the designs cannot be read back from their results ({error}); {repeat}") from None
    named = [replace(one, name=str(design["name"])) for one, design in zip(designs, manifest["designs"], strict=True)]
    plan = plan_of(named, seed=int(manifest["seed"]), replications=replications or int(manifest["replications"]))
    if [plan.keys[name] for name in plan.names] != [str(design["key"]) for design in manifest["designs"]]:
        raise InputError(f"another version of the model made these results; {repeat}")
    return replace(plan, overrides=tuple(manifest.get("set", ())))


def market_of(organization: Organization) -> dict[str, object]:
    """Return the sections that make up a design's market and must be equal in designs that are compared.

    Which team holds a named initiative, and which teams run and use a named platform, is the design's matter; which domain they are for is
    the market's.
    """
    base = organization.design.baseline.model_dump(mode="json")
    market = {key: base[key] for key in ("objectives", "domains", "demand", "horizon")}
    stages = [stage.scenario for stage in organization.design.stages]
    homes = {name: domain_of(stages, stated) for name, stated in stages[0].initiatives.items()}
    named = {name: {**said, "team": None, "domain": homes[name]} for name, said in base["initiatives"].items()}
    homes = {name: "" if one.same_as else domain_of(stages, one) for name, one in stages[0].platforms.items()}
    serving = {
        name: {**said, "team": None, "used_by": None, "domain": homes[name]} for name, said in base["platforms"].items()
    }
    return {**market, "initiatives": named, "platforms": serving}


def check_same_market(plan: Plan) -> None:
    """Refuse to compare designs that face different markets.

    Raises
    ------
    InputError
        Naming the first difference.
    """
    first = plan.organizations[0]
    for other in plan.organizations[1:]:
        here, there = market_of(first), market_of(other)
        differing = [key for key in here if here[key] != there[key]]
        if differing:
            raise InputError(
                f"'{other.design.name}' has other {' and '.join(differing)} than '{first.design.name}'; designs are "
                "compared under the same market. Use --different-markets to do it all the same"
            )
