"""A plan: which designs, which seed, how many futures, and in which parts they are run and kept."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

from orgsim.errors import InputError
from orgsim.organization.build import Organization, build
from orgsim.scenario.design import Design, load_design
from orgsim.scenario.ladder.in_design import checked_levels

PART = 10
"""Replications in one part: a second or two of work at most, so little is lost when a run is stopped."""

MODEL_FOLDERS = ("engine", "organization", "metrics")
"""What decides results, besides the design and the seed."""


@cache
def model_version() -> str:
    """Return a short hash of the source of everything that decides results."""
    digest = hashlib.sha256()
    root = Path(__file__).parents[1]
    for folder in MODEL_FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def hash_of(content: object) -> str:
    """Return a hash of plain data."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Part:
    """Some replications of one design, run and written together."""

    design: str
    key: str
    first: int
    last: int

    @property
    def name(self) -> str:
        """Name of the part's files, without suffix: it says all that its content depends on."""
        return f"{self.key}-{self.first:06d}-{self.last:06d}"

    @property
    def replications(self) -> range:
        """The replications in it."""
        return range(self.first, self.last + 1)


@dataclass(frozen=True)
class Plan:
    """Designs under the same luck. The first one is the baseline of comparisons unless another is named."""

    organizations: tuple[Organization, ...]
    seed: int
    replications: int

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of the designs, in the order given."""
        return tuple(organization.design.name for organization in self.organizations)

    @property
    def folder(self) -> str:
        """What a folder of its results is called: the names of the designs, without what could lead out of a folder."""
        name = re.sub(r"[^\w .()+-]+", "-", "-".join(self.names)[:80]).lstrip(".- ")
        return name.encode()[:200].decode(errors="ignore").rstrip(". ") or "design"

    def organization(self, name: str) -> Organization:
        """Return a design by name."""
        return self.organizations[self.names.index(name)]

    @cached_property
    def keys(self) -> dict[str, str]:
        """Hash of everything that decides each design's results."""
        return {
            organization.design.name: hash_of(
                {"model": model_version(), "seed": self.seed, "design": organization.design.resolved()}
            )[:16]
            for organization in self.organizations
        }

    def parts(self) -> list[Part]:
        """Return every part, designs taking turns so that pairs are complete early."""
        firsts = range(0, self.replications, PART)
        return [
            Part(name, self.keys[name], first, min(first + PART, self.replications) - 1)
            for first in firsts
            for name in self.names
        ]


def make_plan(
    scenarios: Sequence[Path | str], *, seed: int = 1, replications: int = 200, overrides: Sequence[str] = ()
) -> Plan:
    """Load scenario files into a plan.

    Raises
    ------
    InputError
        When a file is wrong, or two designs have the same name.
    """
    return plan_of([_checked(path, overrides) for path in scenarios], seed=seed, replications=replications)


def _checked(path: Path | str, overrides: Sequence[str]) -> Design:
    """Load a scenario file and check it together with its ladder."""
    design = load_design(path, overrides)
    return replace(design, warnings=(*design.warnings, *checked_levels(design)))


def plan_of(designs: Sequence[Design], *, seed: int, replications: int) -> Plan:
    """Build the organisations of a plan."""
    names = [design.name for design in designs]
    for name in names:
        if names.count(name) > 1:
            raise InputError(f"two designs are called '{name}'; give each a name of its own")
    return Plan(tuple(build(design) for design in designs), seed, replications)


def market_of(organization: Organization) -> dict[str, object]:
    """Return what the market of a design consists of: what must be equal in designs that are compared."""
    base = organization.design.baseline.model_dump(mode="json")
    return {key: base[key] for key in ("objectives", "domains", "demand", "horizon")}


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
