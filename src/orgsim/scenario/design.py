"""A design: a baseline and what changes when, read from a scenario file, with where every value came from.

``extends`` names another file of the same folder; ``changes`` is a list of dated patches; ``--set`` lays single values over the
baseline. Everything that is wrong is reported at once.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from orgsim.scenario.catalog import shipped_ladders, shipped_roles
from orgsim.scenario.checks import check, names
from orgsim.scenario.document import DEEPEST, Document, parse, read_document
from orgsim.scenario.doubts import doubts
from orgsim.scenario.fields import Section
from orgsim.scenario.happenings import joined, let_go, with_prefix
from orgsim.scenario.mistakes import brief, problem_from
from orgsim.scenario.model import Scenario
from orgsim.scenario.patch import merge, pointless_removals
from orgsim.scenario.problems import Mark, NodePath, Problem, ScenarioError, listed, nearest, shown

DATED = ("posts", "teams", "ties", "roles", "governance")
"""What a change may touch: the design. The market and the parameters stay."""

WEEKS_PER_QUARTER = 13
LONGEST_CHAIN = 20
MOST_CHANGES = 200


class ChangeDate(Section):
    """When a change takes effect, counted from the end of the warm-up."""

    name: str = Field("change", max_length=200)
    """What to call it."""
    quarter: int = Field(0, ge=0, le=80)
    """Quarters after the warm-up ..."""
    week: int = Field(0, ge=0, le=1040)
    """... and weeks after that."""


@dataclass(frozen=True)
class Stage:
    """The organisation from a certain week on; week 0 is the start of the warm-up."""

    week: int
    name: str
    scenario: Scenario
    document: Document


@dataclass(frozen=True)
class Design:
    """A named design: its stages in order of time, the first from week 0."""

    name: str
    path: Path
    stages: tuple[Stage, ...]
    warnings: tuple[Problem, ...] = ()

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
            "stages": [{"week": stage.week, **stage.scenario.model_dump(mode="json")} for stage in self.stages],
        }


@dataclass
class _Read:
    document: Document
    changes: list[Document]


def load_design(path: Path | str, overrides: Sequence[str] = (), document: Document | None = None) -> Design:
    """Read a scenario file into a design; `overrides` are ``key.path=value`` pairs laid over the baseline.

    A `document` is the file's content where it was read before; it is used up.

    Raises
    ------
    ScenarioError
        With every problem found, each with file, line and column.
    """
    path = Path(path)
    problems: list[Problem] = []
    read = _read(path, [], document)
    baseline = merge(shipped_roles(), read.document)
    for override in overrides:
        baseline = merge(baseline, _override(override, path, baseline))
    baseline, joining = _acquired(baseline, path)
    plans = [(0, "baseline", baseline)]
    dated = [*_dated(read.changes, baseline, problems), *joining, *_layoffs(baseline)]
    for week, name, planned in sorted(dated, key=lambda entry: entry[0]):
        before = plans[-1][2]
        change = let_go(before, planned) if isinstance(planned, dict) else planned
        problems += pointless_removals(before, change) if isinstance(planned, Document) else []
        if plans[-1][0] == week and len(plans) > 1:
            plans.pop()
        plans.append((week, name, merge(before, change)))
    problems += _too_late([(week, change) for week, _, change in dated if isinstance(change, Document)], baseline)
    problems += _unknown_leavers([plan[2] for plan in plans])
    stages = []
    for place, (week, name, document) in enumerate(plans):
        scenario, found = _validated(document)
        seen = {(problem.code, problem.path, problem.message) for problem in problems}
        fresh = [problem for problem in found if (problem.code, problem.path, problem.message) not in seen]
        problems += [replace(p, message=f"{p.message} (after '{name}')") if place else p for p in fresh]
        if scenario is not None:
            stages.append(Stage(week, name, scenario, document))
    problems = _in_order(problems)
    if any(problem.is_error for problem in problems):
        raise ScenarioError(problems)
    return Design(stages[0].scenario.name, path, tuple(stages), tuple(problems))


def _in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems in the order of files and lines."""
    return sorted(
        problems,
        key=lambda p: (str(p.mark.file), p.mark.line, p.mark.column, p.code) if p.mark else ("", 0, 0, p.code),
    )


def _read(path: Path, above: list[Path], document: Document | None = None) -> _Read:
    document = document or read_document(path)
    if len(above) > LONGEST_CHAIN:
        raise ScenarioError(
            [Problem("E326", f"more than {LONGEST_CHAIN} files extend each other", mark=Mark(path, 0, 0))]
        )
    if not isinstance(document.data, dict):
        raise ScenarioError([Problem("E105", "a scenario is a mapping of keys to values", mark=Mark(path, 0, 0))])
    own_ladder = _read_ladder(document, path)
    base = document.data.pop("extends", None)
    own = _pop_changes(document, path)
    if base is None:
        return _Read(document, own)
    mark = document.mark(("extends", "=")) or Mark(path, 0, 0)
    origin = _base_path(path, base, mark, above)
    under = _read(origin, [*above, path])
    if "name" not in document.data:
        document.data["name"] = path.stem
    if own_ladder:
        _drop_ladder(under.document)
    merged = merge(under.document, document)
    merged.marks[()] = Mark(path, 0, 0)
    return _Read(merged, under.changes + own)


def _drop_ladder(document: Document) -> None:
    """Forget a ladder: another one stands in its place, and does not merge with it."""
    document.data.pop("ladder", None)
    document.marks = {spot: mark for spot, mark in document.marks.items() if spot[:1] != ("ladder",)}


def _read_ladder(document: Document, path: Path) -> bool:
    """Put the ladder that a scenario names in the place of its name; tell whether it names one.

    It is a file beside the scenario, or one that comes with orgsim; its places are kept.
    """
    name = document.data.get("ladder")
    if not isinstance(name, str):
        return False
    shipped = shipped_ladders()
    beside = _beside(path, name)
    if _is_file(beside) and beside.is_relative_to(path.resolve().parent):
        found = path.parent / name
    elif name in shipped:
        found = shipped[name]
    else:
        mark = document.place(("ladder",)) or Mark(path, 0, 0)
        known = [*shipped, *_siblings(path)]
        message = f"there is no ladder {brief(name)}{nearest(name[:200], known)}; orgsim has {listed(shipped)}"
        raise ScenarioError([Problem("E325", message, ("ladder",), mark)])
    ladder = read_document(found)
    if not isinstance(ladder.data, dict):
        raise ScenarioError([Problem("E105", "a ladder is a mapping of keys to values", mark=Mark(found, 0, 0))])
    document.data["ladder"] = ladder.data
    document.data["ladder"].setdefault("name", found.stem)
    document.marks.pop(("ladder", "="), None)
    document.marks.update({("ladder", *spot): mark for spot, mark in ladder.marks.items()})
    return True


def _beside(path: Path, name: str) -> Path:
    """Return what a name means beside another file, with all links followed as far as they lead somewhere."""
    found = path.resolve().parent / name
    try:
        return found.resolve()
    except (OSError, ValueError, RuntimeError):  # too long, no name at all, or links in a circle
        return found


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that is too long
        return False


def _siblings(path: Path) -> list[str]:
    return [file.name for file in path.resolve().parent.glob("*.yaml")]


def _base_path(path: Path, base: object, mark: Mark, above: list[Path], spot: NodePath = ("extends",)) -> Path:
    """Return the file beside another that a scenario names, or refuse it."""
    if not isinstance(base, str):
        raise ScenarioError([Problem("E321", "expected the name of a file", spot, mark)])
    origin = _beside(path, base)
    if origin == path.resolve() or origin in [other.resolve() for other in above]:
        chain = " -> ".join(file.name for file in [*above, path, origin])
        raise ScenarioError([Problem("E322", f"extends itself: {chain}", spot, mark)])
    if not origin.is_relative_to(path.resolve().parent):
        message = f"{brief(base)} is outside the folder of {shown(path)}"
        raise ScenarioError([Problem("E323", message, spot, mark)])
    if not _is_file(origin):
        message = f"there is no file {brief(base)}{nearest(base[:200], _siblings(path))}"
        raise ScenarioError([Problem("E324", message, spot, mark)])
    return path.parent / base


def _pop_changes(document: Document, path: Path) -> list[Document]:
    """Take the list of changes out of a document, each as a document of its own."""
    changes = document.data.pop("changes", None)
    if changes is None:
        return []
    if not isinstance(changes, list) or not all(isinstance(change, dict) for change in changes):
        mark = document.mark(("changes",)) or Mark(path, 0, 0)
        raise ScenarioError([Problem("E203", "expected a list of changes", ("changes",), mark)])
    if len(changes) > MOST_CHANGES:
        mark = document.mark(("changes",)) or Mark(path, 0, 0)
        raise ScenarioError([Problem("E203", f"expected at most {MOST_CHANGES} changes", ("changes",), mark)])
    result = [Document(change) for change in changes]
    for spot, mark in document.marks.items():
        if spot[:1] == ("changes",) and len(spot) > 1 and isinstance(spot[1], int):
            result[spot[1]].marks[spot[2:]] = mark
    return result


def _override(text: str, path: Path, baseline: Document) -> Document:
    """Return a document that sets one value of a scenario; what is wrong with it stands on the command line."""
    key, separator, value = (part.strip() for part in text.partition("="))
    parts = tuple(key.split("."))
    if not separator or not all(parts) or len(parts) > DEEPEST:
        raise ScenarioError([Problem("E330", f"--set {text[:200]}: expected KEY.PATH=VALUE")])
    said = Mark.said(f"--set {key}")
    try:
        data: Any = parse(value, path).data
    except ScenarioError as error:
        raise ScenarioError([replace(problem, mark=said) for problem in error.problems]) from None
    for part in reversed(parts):
        data = {part: data}
    document = Document(data, {(*parts, "="): said, parts: said})
    document.marks.update(
        {parts[:end]: said for end in range(1, len(parts)) if parts[:end] not in baseline.marks},
    )
    if parts == ("ladder",) and _read_ladder(document, path):
        _drop_ladder(baseline)
    return document


Planned = tuple[int, str, Document | dict[str, Any]]
"""A change of the organisation: its week, its name, and what changes; a layoff is worked out when its week has come."""


def _acquired(baseline: Document, path: Path) -> tuple[Document, list[Planned]]:
    """Put every organisation that is acquired beside ours from the start; return the changes that join them."""
    joining: list[Planned] = []
    for week, place, event in _happening(baseline, "acquisition"):
        name, above = event.get("organisation"), event.get("reports_to")
        if name is None or not isinstance(above, str):
            continue
        spot: NodePath = ("events", place, "organisation")
        origin = _base_path(path, name, baseline.place(spot) or Mark(path, 0, 0), [], spot)
        other = _read(origin, [path]).document
        prefix = event.get("prefix") or f"{origin.stem}-"
        brought = with_prefix(other, str(prefix))
        baseline = merge(baseline, brought)
        joining.append((week, f"acquisition of {origin.stem}", joined(brought, above)))
    return baseline, joining


def _layoffs(baseline: Document) -> list[Planned]:
    """Return every layoff, to be worked out for the organisation as it is then."""
    return [(week, "layoff", event) for week, _, event in _happening(baseline, "layoff")]


def _happening(baseline: Document, kind: str) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """Yield the week, the place and the content of every event of a kind whose date makes sense."""
    horizon = baseline.data.get("horizon")
    warmup = horizon.get("warmup_quarters", 4) if isinstance(horizon, dict) else 4
    events = baseline.data.get("events")
    for place, event in enumerate(events if isinstance(events, list) else ()):
        when = [event.get("quarter", 0), event.get("week", 0)] if isinstance(event, dict) else []
        if when and event.get("kind") == kind and all(isinstance(value, int) for value in (*when, warmup)):
            yield (warmup + when[0]) * WEEKS_PER_QUARTER + when[1], place, event


def _dated(changes: list[Document], baseline: Document, problems: list[Problem]) -> list[Planned]:
    """Split each change into its date and its patch."""
    horizon = baseline.data.get("horizon")
    warmup = horizon.get("warmup_quarters", 4) if isinstance(horizon, dict) else 4
    first = warmup * WEEKS_PER_QUARTER if isinstance(warmup, int) else 0
    result: list[Planned] = []
    for place, change in enumerate(changes):
        date = {key: value for key, value in change.data.items() if key in ChangeDate.model_fields}
        patch = {key: value for key, value in change.data.items() if key in DATED}
        at: NodePath = ("changes", place)
        for key in change.data:
            if key not in date and key not in patch:
                allowed = [*ChangeDate.model_fields, *DATED]
                message = f"unknown key '{key}'{nearest(key, allowed)}; a change has {listed(allowed)}"
                problems.append(Problem("E101", message, (*at, key), change.mark((key,))))
        try:
            when = ChangeDate.model_validate(date)
        except ValidationError as error:
            problems += [problem_from(entry, change, ChangeDate, at) for entry in error.errors()]
            continue
        week = first + when.quarter * WEEKS_PER_QUARTER + when.week
        result.append((week, when.name, Document(patch, change.marks)))
    return result


def _too_late(dated: Sequence[tuple[int, Document]], baseline: Document) -> list[Problem]:
    """Return a problem for every change and event that the run ends before."""
    horizon = baseline.data.get("horizon")
    times = horizon if isinstance(horizon, dict) else {}
    warmup, quarters = times.get("warmup_quarters", 4), times.get("quarters", 12)
    if not isinstance(warmup, int) or not isinstance(quarters, int):
        return []
    message = f"the run ends after {quarters} quarters, before this happens"
    found = [
        Problem("E327", message, ("changes",), change.place(("quarter",)) or change.mark(()))
        for week, change in dated
        if week >= (warmup + quarters) * WEEKS_PER_QUARTER
    ]
    events = baseline.data.get("events")
    for place, event in enumerate(events if isinstance(events, list) else ()):
        when = [event.get("quarter", 0), event.get("week", 0)] if isinstance(event, dict) else []
        if all(isinstance(value, int) for value in when) and when and when[0] * 13 + when[1] >= quarters * 13:
            spot: NodePath = ("events", place, "quarter" if "quarter" in event else "week")
            found.append(Problem("E327", message, spot, baseline.place(spot)))
    return found


def _unknown_leavers(stages: Sequence[Document]) -> list[Problem]:
    """Return a problem for every departure from a post that no stage has."""
    known = {post for stage in stages for post in names(stage.data, "posts")}
    events = stages[0].data.get("events")
    found = []
    for place, event in enumerate(events if isinstance(events, list) else ()):
        post = event.get("post") if isinstance(event, dict) else None
        if isinstance(post, str) and post not in known:
            spot: NodePath = ("events", place, "post")
            message = f"there is no post '{post}'{nearest(post, known)}; there are {listed(known)}"
            found.append(Problem("E301", message, spot, stages[0].place(spot)))
    return found


def _validated(document: Document) -> tuple[Scenario | None, list[Problem]]:
    """Validate one stage; return its scenario, if it is one, and everything that is wrong or doubtful."""
    data = _spelled_out(document.data)
    problems = [replace(problem, mark=document.place(problem.path)) for problem in (*check(data), *doubts(data))]
    try:
        return Scenario.model_validate(data), problems
    except ValidationError as error:
        return None, problems + [problem_from(entry, document, Scenario) for entry in error.errors()]


def _spelled_out(data: dict[str, Any]) -> dict[str, Any]:
    """Write short forms out: an objective may be given by its weight alone."""
    objectives = data.get("objectives")
    if isinstance(objectives, dict):
        full = {
            key: {"weight": value} if isinstance(value, int | float) and not isinstance(value, bool) else value
            for key, value in objectives.items()
        }
        return {**data, "objectives": full}
    return data
