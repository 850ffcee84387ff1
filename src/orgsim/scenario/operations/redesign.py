"""A new design by operations: the text of its file, and what each operation did."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from orgsim.errors import InputError
from orgsim.scenario.dates import WEEKS_PER_QUARTER
from orgsim.scenario.design import Design, load_design
from orgsim.scenario.document import Document, parse
from orgsim.scenario.ladder.in_design import checked_levels
from orgsim.scenario.names import mapping
from orgsim.scenario.operations.chart import Refused
from orgsim.scenario.operations.doing import between, done
from orgsim.scenario.operations.verbs import VERBS
from orgsim.scenario.operations.writing import begun, ends_open, spelled, with_operation, with_wave
from orgsim.scenario.problems import Mark, Problem, ScenarioError, shown


@dataclass(frozen=True)
class Wish:
    """An operation that is to be written: its verb, what stands behind it in a file, and how it was asked for."""

    verb: str
    value: Any
    asked: str
    quarter: int | None = None
    """The quarter whose wave it begins; None: it belongs to the last wave."""


@dataclass
class Redesign:
    """A file of operations as it grows."""

    output: Path
    text: str
    said: list[str] = field(default_factory=list)
    design: Design | None = None
    """What the text is, once it has been read."""

    @property
    def base(self) -> str:
        """Return the file that it extends."""
        return str(parse(self.text, self.output).data["extends"])

    def add(self, wish: Wish) -> Design:
        """Add an operation; return the design that the file now is.

        Raises
        ------
        ScenarioError
            When it cannot be done, at what was asked for.
        """
        quarter = wish.quarter if wish.quarter is not None else None if self._waves() else 0
        text = self.text
        if quarter is not None and (not self._waves() or self._waves()[-1] != quarter):
            text = with_wave(text, self._name(), quarter)
        before = self.design or self._loaded(self.text, None)
        design = self._loaded(with_operation(text, wish.verb, wish.value, ""), wish)
        said = told(before, self._week(before, text), wish)
        self.text = with_operation(text, wish.verb, wish.value, said)
        self.said.append(said)
        self.design = design
        return design

    def _waves(self) -> list[int]:
        """Return the quarters of the waves that the file has."""
        changes = parse(self.text, self.output).data.get("changes") or []
        return [mapping(change).get("quarter", 0) for change in changes]

    def _name(self) -> str:
        number = len(self._waves())
        return f"wave {number + 1}" if number else "redesign"

    def _week(self, design: Design, text: str) -> int:
        """Return the week of the last wave of a text."""
        quarter = int(parse(text, self.output).data["changes"][-1]["quarter"])
        return (design.baseline.horizon.warmup_quarters + quarter) * WEEKS_PER_QUARTER

    def _loaded(self, text: str, wish: Wish | None) -> Design:
        """Return the design of a text; what is wrong with its last operation is wrong with what was asked for."""
        document = parse(text, self.output)
        document.data["changes"] = document.data.get("changes") or []
        if wish is not None:
            place = len(document.data["changes"]) - 1
            spot = ("changes", place, "do", len(document.data["changes"][place]["do"]) - 1)
            _asked(document, spot, Mark.said(wish.asked))
        try:
            design = load_design(self.output, document=document)
            checked_levels(design)
        except ScenarioError as error:
            raise ScenarioError(
                [_where_it_was_said(problem) for problem in error.problems if problem.is_error]
            ) from None
        return design


def _where_it_was_said(problem: Problem) -> Problem:
    """Return a problem without its path in a file, where it is one of what was asked for."""
    said = problem.mark is not None and not problem.mark.in_file
    return replace(problem, path=()) if said else problem


def _asked(document: Document, spot: tuple[str | int, ...], said: Mark) -> None:
    """Let everything at and below a place be said by what was asked for."""
    for path in document.marks:
        if path[: len(spot)] == spot:
            document.marks[path] = said


def told(before: Design, week: int, wish: Wish) -> str:
    """Return what an operation does to the organisation as it is in its week."""
    here = [stage for stage in before.stages if stage.week <= week][-1]
    kind = VERBS[wish.verb]
    fields = wish.value if isinstance(wish.value, dict) else {kind.short: wish.value}
    try:
        return done(here.document.data, kind.model_validate(fields))[1]
    except Refused:  # what it is about comes or goes in the same week
        return "It is done together with what else happens in its week."


def begin(base: Path, output: Path) -> Redesign:
    """Return a file without operations that extends another one.

    Raises
    ------
    InputError
        When the file to be written could not extend the other one, because it does not lie in its folder or below.
    """
    beside = Path(os.path.relpath(base.resolve(), output.resolve().parent))
    if beside.parts[0] == "..":
        there = shown(base.parent / output.name)
        message = f"{shown(output)} cannot extend {shown(base)}: a scenario extends files of its own folder or below it"
        raise InputError(f"{message}; write it beside that file, as in -o {there}")
    return Redesign(output, begun(beside.as_posix()))


def go_on(path: Path, text: str) -> Redesign:
    """Return a file of operations, to which more may be added.

    Raises
    ------
    InputError
        When the file goes on after its last operation.
    """
    if not ends_open(text):
        message = (
            f"{shown(path)} does not end with an operation as redesign writes it, so nothing can be added at its end"
        )
        raise InputError(f"{message}; write a new file that extends it, with -o")
    return Redesign(path, text)


def spelled_out(base: Path, redesign: Redesign, design: Design) -> str:
    """Return a file that states what operations lead to, as plain changes.

    Raises
    ------
    InputError
        When operations cost something at once or replace somebody, which only they can say.
    """
    if any(stage.spent for stage in design.stages) or "replace:" in redesign.text:
        message = "the cost of `hire` and `let_go`, and `replace`, can be said only by these operations"
        raise InputError(f"{message}: leave --spell-out away")
    changes: list[tuple[dict[str, Any], list[str], dict[str, Any]]] = []
    beside = Path(os.path.relpath(base.resolve(), redesign.output.resolve().parent)).as_posix()
    first = design.baseline.horizon.warmup_quarters * WEEKS_PER_QUARTER
    for stage in design.stages[1:]:
        text = spelled(beside, changes)
        document = parse(text, redesign.output)
        document.data["changes"] = document.data["changes"] or []
        so_far = load_design(redesign.output, document=document)
        here = [one for one in so_far.stages if one.week <= stage.week][-1]
        if patch := between(here.document.data, stage.document.data):
            quarter, week = divmod(stage.week - first, WEEKS_PER_QUARTER)
            date = {"name": stage.name, "quarter": quarter} | ({"week": week} if week else {})
            changes.append((date, list(stage.said), patch))
    return spelled(beside, changes)


def plain(design: Design) -> list[dict[str, Any]]:
    """Return what determines the results of a design, apart from its name: the same for two ways to write it."""
    return [{**stage, "name": "", "description": ""} for stage in design.resolved()["stages"]]


def rewritten(base: Path, output: Path, wishes: Sequence[Wish]) -> Redesign:
    """Return the file of a new design by operations."""
    redesign = begin(base, output)
    for wish in wishes:
        redesign.add(wish)
    return redesign
