"""Operations of a change: read from what stands under ``do``, and done when the week of the change has come."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError

from orgsim.scenario.dates import DATED
from orgsim.scenario.document import Document
from orgsim.scenario.mistakes import problem_from
from orgsim.scenario.names import Data, mapping
from orgsim.scenario.operations.base import Operation
from orgsim.scenario.operations.chart import Chart, Refused
from orgsim.scenario.operations.inheriting import acted
from orgsim.scenario.operations.verbs import VERBS
from orgsim.scenario.operations.wording import figures_of, what_changed
from orgsim.scenario.patch import merge, patch_between
from orgsim.scenario.problems import Mark, NodePath, Problem, listed, nearest
from orgsim.scenario.validation import validated

MOST_OPERATIONS = 200


@dataclass(frozen=True)
class Step:
    """One operation and where it stands: the path of its verb, and the document of its fields."""

    operation: Operation
    verb: str
    at: NodePath
    fields: Document

    @property
    def mark(self) -> Mark | None:
        """Where the verb stands."""
        return self.fields.mark(())


@dataclass
class Redrawn(Document):
    """What operations change, with what they said and what they cost at once."""

    said: list[str] = field(default_factory=list)
    spent: float = 0.0
    """$k."""
    happens: list[tuple[Data, Mark | None]] = field(default_factory=list)
    """Events of the week of the change, without their dates, and where the operations stand that bring them about."""


@dataclass(frozen=True)
class Redrawing:
    """The operations of one change, to be done to the organisation as it is then; `problems` hears what cannot be done."""

    steps: tuple[Step, ...]
    problems: list[Problem]

    @property
    def opened(self) -> set[str]:
        """Return the posts that it opens under names of the user's choice."""
        return {post for step in self.steps for post in step.operation.opened()}

    def __call__(self, history: Sequence[Document]) -> Redrawn:
        """Return what the operations change; nothing where the organisation is not valid, which others will say."""
        scenario, problems = validated(history[-1])
        if scenario is None or any(problem.is_error for problem in problems):
            return Redrawn({})
        return redrawn(history[-1], self.steps, self.problems)


def redrawn(before: Document, steps: Sequence[Step], problems: list[Problem]) -> Redrawn:
    """Do operations one after the other to an organisation that is valid; return what they change, marked with where they stand.

    What cannot be done goes to `problems`, and changes nothing.
    """
    here, change = before, Redrawn({})
    for step in steps:
        try:
            data, said, chart = done(here.data, step.operation)
        except Refused as refused:
            spot = (*step.at, refused.field) if refused.field else step.at
            place = step.fields.place((refused.field,)) if refused.field else step.mark
            problems.append(Problem("E340", refused.message, spot, place))
            continue
        patch = marked(data, step.mark)
        here = merge(here, patch)
        change.marks.update(patch.marks)
        change.said.append(said)
        change.spent += chart.spent
        change.happens += [(event, step.mark) for event in chart.happens]
    change.data = between(before.data, here.data)
    return change


def done(data: Data, operation: Operation) -> tuple[Data, str, Chart]:
    """Do one operation; return the merge patch that it is, what it says, and the chart after it.

    Raises
    ------
    Refused
        When it cannot be done.
    """
    chart = Chart(data)
    before = figures_of(chart)
    said = acted(chart, operation)
    return between(data, chart.data), f"{said}. {what_changed(before, figures_of(chart))}", chart


def between(before: Data, after: Data) -> Data:
    """Return the patch between the parts of an organisation that may change."""
    return patch_between(*({key: mapping(data.get(key)) for key in DATED} for data in (before, after)))


def marked(patch: Data, mark: Mark | None) -> Document:
    """Return a patch as a document in which everything below the sections stands at one place."""
    document = Document(patch)
    if mark is not None:
        _mark(patch, (), document, mark)
    return document


def _mark(value: object, at: NodePath, document: Document, mark: Mark) -> None:
    if len(at) > 1:
        document.marks[at] = document.marks[(*at, "=")] = mark
    for key, below in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        _mark(below, (*at, key), document, mark)


# reading


def steps_of(change: Document, at: NodePath, problems: list[Problem]) -> tuple[Step, ...]:
    """Return the operations of a change; `at` is where the change stands."""
    written = change.data.get("do", [])
    spot: NodePath = (*at, "do")
    if not isinstance(written, list):
        message = "expected a list of operations, such as '- close: dir-a'"
        problems.append(Problem("E203", message, spot, change.mark(("do",))))
        return ()
    if len(written) > MOST_OPERATIONS:
        problems.append(Problem("E203", f"expected at most {MOST_OPERATIONS} operations", spot, change.mark(("do",))))
        return ()
    read = [_step(change, place, item, (*spot, place), problems) for place, item in enumerate(written)]
    return tuple(step for step in read if step is not None)


def _step(change: Document, place: int, item: object, at: NodePath, problems: list[Problem]) -> Step | None:
    """Return one operation, or say why it is none."""
    if not isinstance(item, dict) or len(item) != 1:
        message = "expected one operation and what it is about, such as 'close: dir-a'"
        problems.append(Problem("E203", message, at, change.place(("do", place))))
        return None
    verb, value = next(iter(item.items()))
    if verb not in VERBS:
        message = f"there is no operation '{verb}'{nearest(verb, VERBS)}; there are {listed(VERBS, len(VERBS))}"
        problems.append(Problem("E101", message, (*at, verb), change.mark(("do", place, verb))))
        return None
    fields = _fields(change, ("do", place, verb), value, VERBS[verb])
    try:
        return Step(VERBS[verb].model_validate(fields.data), verb, (*at, verb), fields)
    except ValidationError as error:
        problems += [problem_from(entry, fields, VERBS[verb], (*at, verb)) for entry in error.errors()]
        return None


def _fields(change: Document, spot: NodePath, value: object, kind: type[Operation]) -> Document:
    """Return the fields of an operation as a document; a short form is that of one field."""
    marks = {path[len(spot) :]: mark for path, mark in change.marks.items() if path[: len(spot)] == spot}
    if isinstance(value, dict):
        return Document(value, marks)
    whole: dict[NodePath, Mark] = {(): marks[()]} if () in marks else {}
    return Document(
        {kind.short: value}, {**whole, **{(kind.short, *path): mark for path, mark in marks.items() if path}}
    )
