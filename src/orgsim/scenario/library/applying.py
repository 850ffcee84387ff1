"""A design of the library laid over a company: what becomes of posts and ties, and the engineers that make both cost the same."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from orgsim.errors import InputError
from orgsim.scenario.dates import DATED, WEEKS_PER_QUARTER
from orgsim.scenario.design import Design
from orgsim.scenario.document import Document
from orgsim.scenario.guesses import without_guesses
from orgsim.scenario.library.balance import Balance, balanced
from orgsim.scenario.library.designs import LibraryDesign
from orgsim.scenario.model import Scenario
from orgsim.scenario.names import Data, mapping
from orgsim.scenario.operations.chart import Chart, Refused
from orgsim.scenario.operations.inheriting import acted
from orgsim.scenario.patch import merge, patch_between
from orgsim.scenario.problems import ScenarioError
from orgsim.scenario.validation import validated


class NotForThisCompany(InputError):  # noqa: N818 - it says what is the matter with the design
    """A design that a company has no use for: what it needs is not there."""

    def __init__(self, design: str, message: str) -> None:
        super().__init__(message)
        self.design = design


@dataclass(frozen=True)
class Applied:
    """A design of the library as it is for one company."""

    design: LibraryDesign
    before: Scenario
    after: Scenario
    said: tuple[str, ...]
    """What each operation did."""
    balance: Balance
    quarter: int
    """When it takes effect, in quarters after the warm-up."""
    patch: Data
    """What the design changes of posts, ties, roles and practices."""

    @property
    def nothing(self) -> bool:
        """Whether the company is so already."""
        return not self.patch and not self.balance.engineers


def applied(design: LibraryDesign, today: Design) -> Applied:
    """Lay a design of the library over a company as it is after all its changes, and balance the cost.

    Raises
    ------
    NotForThisCompany
        With a sentence that says what the design needs.
    """
    quarter, stage = first_free_quarter(today), today.stages[-1].document
    left = today.baseline.horizon.quarters - quarter
    if left < 1:
        message = f"{today.name} changes until its last quarter, so nothing is left to compare"
        raise NotForThisCompany(design.name, message)
    chart, said = redrawn(design, stage.data)
    balance = _paid(design, Chart(stage.data), chart, left)
    patch = patch_between(_design_of(stage.data), _design_of(chart.data))
    whole = {**deepcopy(patch), **_teams(patch, balance.engineers)}
    after = _valid(merge(without_guesses(stage), Document(whole)))
    return Applied(design, today.final, after, tuple(said), balance, quarter, patch)


def _paid(design: LibraryDesign, today: Chart, chart: Chart, quarters: int) -> Balance:
    """Return what pays for a design, or say why nothing does."""
    try:
        return balanced(today, chart, quarters)
    except Refused as refused:
        raise NotForThisCompany(design.name, f"{design.name} cannot be paid for: {refused.message}") from None


def _valid(document: Document) -> Scenario:
    """Return what a document describes; an operation that leaves nonsense behind is a mistake of its own."""
    found, problems = validated(document)
    errors = [problem for problem in problems if problem.is_error]
    if found is None or errors:
        raise ScenarioError(errors)
    return found


def redrawn(design: LibraryDesign, data: Data) -> tuple[Chart, list[str]]:
    """Return the chart after the operations of a design, and what each of them did."""
    chart = Chart({**data, "roles": {**mapping(data.get("roles")), **design.roles}})
    try:
        return chart, [f"{acted(chart, step.operation)}." for step in design.steps]
    except Refused as refused:
        raise NotForThisCompany(design.name, f"{design.name} does not fit: {refused.message}") from None


def _design_of(data: Data) -> Data:
    return {section: mapping(data.get(section)) for section in DATED}


def _teams(patch: Data, engineers: Mapping[str, int]) -> Data:
    """Return the teams of a patch with other head-counts."""
    teams = deepcopy(mapping(patch.get("teams")))
    for name, number in engineers.items():
        teams[name] = {**mapping(teams.get(name)), "engineers": number}
    return {"teams": teams} if teams else {}


def first_free_quarter(today: Design) -> int:
    """Return the first quarter after the warm-up at whose start everything that changes today has changed."""
    last = today.stages[-1].week - today.baseline.horizon.warmup_quarters * WEEKS_PER_QUARTER
    return max(0, -(-last // WEEKS_PER_QUARTER)) if last > 0 else 0


def changes_of(found: Applied) -> list[dict[str, Any]]:
    """Return the changes that a scenario states to be what a design is for a company."""
    when = {"quarter": found.quarter} if found.quarter else {}
    first: dict[str, Any] = {"name": found.design.text.title, **when, **found.patch}
    first |= _teams(found.patch, found.balance.engineers)
    changes = [first] if len(first) > 1 + len(when) else []
    if found.balance.later:
        later = {name: {"engineers": number} for name, number in found.balance.later.items()}
        changes.append(
            {"name": _of_later(found.balance), "quarter": found.quarter + found.balance.after, "teams": later}
        )
    return changes


def _of_later(balance: Balance) -> str:
    return "one engineer fewer, to pay for it" if balance.posts > 0 else "one engineer more, paid by what it saves"


def all_applied(designs: Sequence[LibraryDesign], today: Design) -> tuple[list[Applied], list[NotForThisCompany]]:
    """Lay several designs over a company; return those that fit, and why the others do not."""
    fitting, refused = [], []
    for design in designs:
        try:
            fitting.append(applied(design, today))
        except NotForThisCompany as error:
            refused.append(error)
    return fitting, refused
