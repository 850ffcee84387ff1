"""A design: a baseline and what changes when, read from a scenario file or a mapping, with where every value came from.

``extends`` names another file of the same folder; ``changes`` is a list of dated patches; ``--set`` lays single values over the
baseline. Everything that is wrong is reported at once.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from orgsim.scenario.acquisitions import acquisitions, joining
from orgsim.scenario.changes import dated_changes, nothing_changed
from orgsim.scenario.dated_parameters import parameters_that_stay
from orgsim.scenario.dates import WEEKS_PER_QUARTER, Planned, first_week, too_late, unknown_later
from orgsim.scenario.document import MAPPING, Document, copied, document_of
from orgsim.scenario.entries import set_anew, table_at
from orgsim.scenario.guesses import still_guessed, with_heirs, without_guesses
from orgsim.scenario.layoffs import layoffs
from orgsim.scenario.model import Scenario, hours_of
from orgsim.scenario.names import names, rows
from orgsim.scenario.patch import ineffective, merge, pointless_removals
from orgsim.scenario.pointing import told_at_change
from orgsim.scenario.problems import Problem, ScenarioError, in_order
from orgsim.scenario.reading import Written, overridden, read
from orgsim.scenario.shipped_files import shipped_roles
from orgsim.scenario.stage_plans import Plan, add_events
from orgsim.scenario.successions import succession_problems
from orgsim.scenario.undecided import left_undecided
from orgsim.scenario.validation import validated


@dataclass(frozen=True)
class Stage:
    """The organisation from a certain week on; week 0 is the start of the warm-up."""

    week: int
    name: str
    scenario: Scenario
    document: Document
    said: tuple[str, ...] = ()
    """What the operations of the design that led to it say they did."""
    spent: float = 0.0
    """What they cost at once, $k."""

    def resolved(self) -> dict[str, Any]:
        """Return what determines results from its week on, as plain data."""
        spent = {"spent": self.spent} if self.spent else {}
        return {"week": self.week, **_deciding(self.scenario), **spent}


@dataclass(frozen=True)
class Design:
    """A named design: its stages in order of time, the first from week 0."""

    name: str
    path: Path
    stages: tuple[Stage, ...]
    warnings: tuple[Problem, ...] = ()
    source: Mapping[str, Any] = field(default_factory=dict)
    """What its file says, with everything that it extends and what was set over it, as one mapping that makes the same design again."""

    @property
    def baseline(self) -> Scenario:
        """The organisation at the start."""
        return self.stages[0].scenario

    @property
    def final(self) -> Scenario:
        """The organisation after the last change."""
        return self.stages[-1].scenario

    @property
    def weeks(self) -> int:
        """Weeks of the whole run, warm-up included."""
        horizon = self.baseline.horizon
        return (horizon.warmup_quarters + horizon.quarters) * WEEKS_PER_QUARTER

    def resolved(self) -> dict[str, Any]:
        """Return everything that determines results, as plain data: what a hash of the design is taken of."""
        return {
            "name": self.name,
            "stages": [stage.resolved() for stage in self.stages],
        }


def _deciding(scenario: Scenario) -> dict[str, Any]:
    """Return what decides results: everything but the guesses."""
    return {key: value for key, value in spelled_out(scenario).items() if key != "guesses"}


STAGED = {"acquisition": joining, "layoff": layoffs}
"""The planners of events that change the organisation itself, by kind: what is acquired, the baseline and the design's own changes
in, changes of the organisation out."""


def spelled_out(scenario: Scenario, *, exclude_none: bool = False) -> dict[str, Any]:
    """Return a scenario as plain data, with what its posts have from their roles; skills stay as stated, since others are drawn."""
    data = scenario.model_dump(mode="json", exclude_none=exclude_none)
    for name, post in scenario.posts.items():
        if post.hours:
            data["posts"][name]["hours"] = hours_of(post, scenario.roles[post.role])
        if post.skills:
            data["posts"][name]["skills"] = post.skills.model_dump(mode="json", exclude_unset=True)
    for objective in data["objectives"].values():
        if "target" not in objective:  # what a target is per may not be said without one
            objective.pop("per", None)
    return data


Source: TypeAlias = Path | str | Mapping[str, Any]
"""A scenario: its file, or a mapping of the structure of a file."""


def load_design(
    source: Source,
    overrides: Sequence[str] = (),
    document: Document | None = None,
    reading: Mapping[str, Any] | None = None,
    may_add: Collection[str] = (),
) -> Design:
    """Read a scenario file or mapping into a design; `overrides` are ``key.path=value`` pairs laid over the baseline.

    A `document` is the file's content where it was read before; it is used up. A `reading` of what an import guessed is laid over the
    baseline, too (`orgsim.results.readings`). A key in `may_add` may bring entries of its own, as an environment does; any other key of
    `overrides` only changes what is there.

    Raises
    ------
    ScenarioError
        With every problem found, each with file, line and column, or with its key path in a mapping.
    """
    if isinstance(source, Mapping):
        path, document = MAPPING, document_of(source)
    else:
        path = Path(source)
    problems: list[Problem] = []
    written = read(path, [], document)
    baseline, own, anew = _overlaid(written, path, overrides, may_add)
    said_again: dict[str, Any] = copied({**own.data, "changes": [change.data for change in written.changes]})
    baseline = merge(still_guessed(baseline, path), Document(dict(reading or {})))
    acquired = acquisitions(baseline, written.document, path, problems)
    if refused := [
        one for one in anew if not any(one.path[1] in table_at(it.brought.data, one.path[:1]) for it in acquired)
    ]:
        raise ScenarioError(in_order([*problems, *refused]))  # what they would break is not worth telling
    for acquisition in acquired:
        baseline = merge(merge(baseline, acquisition.brought), baseline)  # what is said of theirs here, counts
    dated = dated_changes(written.changes, baseline, problems)
    upheavals = [change for planner in STAGED.values() for change in planner(acquired, baseline, dated)]
    plans = _planned(baseline, [*dated, *upheavals], problems, names(reading, "teams"))
    stated = len(rows(baseline.data.get("events")))
    add_events(plans, first_week(baseline) or 0)
    problems += succession_problems(plans, stated)
    problems += too_late(dated, baseline)
    problems += unknown_later([plan.document for plan in plans])
    stages = _stages(plans, problems)
    problems = in_order(problems)
    if any(problem.is_error for problem in problems):
        raise ScenarioError(problems)
    return Design(stages[0].scenario.name, path, tuple(stages), tuple(problems), said_again)


def _overlaid(
    written: Written, path: Path, overrides: Sequence[str], may_add: Collection[str]
) -> tuple[Document, Document, list[Problem]]:
    """Lay single values over what a file says; return it with the shipped roles, without them, and what they would add."""
    baseline, own = merge(shipped_roles(), written.document), written.document
    anew: list[Problem] = []
    for override in overrides:
        said = overridden(override, path, baseline)
        if override.partition("=")[0] not in may_add:
            anew += set_anew(override, said, baseline, written.changes)
        baseline, own = merge(baseline, said), merge(own, said)
    return baseline, own, anew


def _planned(
    baseline: Document, dated: Sequence[Planned], problems: list[Problem], guessed: Sequence[str]
) -> list[Plan]:
    """Lay everything that changes over the baseline, in the order of its dates; what happens in one week is one stage."""
    plans = [Plan(0, "baseline", baseline)]
    for week, _, name, planned in sorted(dated, key=lambda entry: entry[:2]):
        history = [without_guesses(plan.document) for plan in plans]
        before = history[-1]
        if isinstance(planned, Document):
            problems += [*pointless_removals(before, planned), *ineffective(before, planned)]
            problems += parameters_that_stay(before, planned)
        change = planned if isinstance(planned, Document) else planned(history)
        earlier: list[Document] = []
        if plans[-1].week == week and len(plans) > 1:
            together = plans.pop()
            told = f", {together.name}".endswith(f", {name}")
            name = together.name if told else f"{together.name}, {name}"
            earlier = together.changes
        plans.append(Plan(week, name, with_heirs(merge(before, change), before, guessed), [*earlier, change]))
    return plans


def _stages(plans: Sequence[Plan], problems: list[Problem]) -> list[Stage]:
    """Validate every stage; what is wrong with several of them is told of the first, and one that changes nothing is none."""
    stages: list[Stage] = []
    seen = {_told(problem) for problem in problems}
    for place, plan in enumerate(plans):
        scenario, found = validated(plan.document, plans[place - 1].document if place else None)
        if place and not any(problem.is_error for problem in (*problems, *found)):
            found += left_undecided(plans[place - 1].document.data, plan.document.data)
        fresh = [problem for problem in found if _told(problem) not in seen]
        seen.update(_told(problem) for problem in fresh)
        problems += told_at_change(fresh, plan.document, plan.changes, plan.name) if plan.changes else fresh
        if scenario is None:
            continue
        stage = Stage(plan.week, plan.name, scenario, plan.document, plan.said, plan.spent)
        if stages and not plan.spent and spelled_out(stages[-1].scenario) == spelled_out(scenario):
            broken = any(problem.is_error for problem in problems)  # it may have changed nothing for that reason
            problems += [] if broken or plan.happens else nothing_changed(plan.name, plan.changes)
        else:
            stages.append(stage)
    return stages


def _told(problem: Problem) -> tuple[object, ...]:
    """Return what makes a problem the same in two stages; which names there are instead may differ."""
    return problem.code, problem.path, problem.message.partition(";")[0]
