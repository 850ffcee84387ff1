"""What can be wrong with a lesson, whatever it simulates: names that nobody has, and words about numbers that are not measured."""

from collections.abc import Iterator, Mapping
from typing import Any

from orgsim.lessons.cells import cells_of, place_of
from orgsim.lessons.experiments import CareersExperiment, CompanyExperiment
from orgsim.lessons.model import Course, Lesson, Number, Queue, Reading
from orgsim.lessons.places import PLACE, facets_of
from orgsim.scenario.problems import NodePath, listed, nearest

Found = tuple[NodePath, str]
"""Where something is wrong in a lesson, and what."""


def wrong_by_itself(lesson: Lesson) -> Iterator[Found]:
    """Yield what is wrong with a lesson before anything is simulated."""
    yield from _wrong_files(lesson)
    yield from _wrong_numbers(lesson)
    yield from _wrong_looks(lesson)
    yield from _wrong_sandbox(lesson)
    yield from _wrong_picking(lesson)
    if lesson.bet.claim not in lesson.claims:
        yield ("bet", "claim"), f"there is no claim '{lesson.bet.claim}'{nearest(lesson.bet.claim, lesson.claims)}"
    elif lesson.claims[lesson.bet.claim].sign == "flat":
        yield ("bet", "claim"), "nobody can bet on a claim in which nothing changes: choose one with a direction"
    yield from wrong_words(lesson)


def _wrong_files(lesson: Lesson) -> Iterator[Found]:
    """Yield where two levers each have a file of their own, or a desk has one."""
    if lesson.experiment.kind == "desk":
        for name, place, value in _positions(lesson):
            if value.file:
                yield ("levers", name, "values", place, "file"), "a desk by itself has no file"
        return
    usual = lesson.experiment.ladder if lesson.experiment.kind == "careers" else lesson.experiment.scenario
    with_files = list(
        dict.fromkeys(name for name, _, value in _positions(lesson) if value.file and place_of(name) not in usual)
    )
    for name in with_files[1:]:
        message = f"both '{with_files[0]}' and '{name}' have files: only one lever may, since a cell is about one file"
        yield ("levers", name), message


def _positions(lesson: Lesson) -> Iterator[tuple[str, int, Any]]:
    for name, lever in lesson.levers.items():
        for place, value in enumerate(lever.values):
            yield name, place, value


def _wrong_at(lesson: Lesson, at: Mapping[str, str], spot: NodePath) -> Iterator[Found]:
    """Yield levers that there are not, and positions that they have not."""
    for name, says in at.items():
        if name not in lesson.levers:
            yield (
                (*spot, name),
                f"there is no lever '{name}'{nearest(name, lesson.levers)}; there are {listed(lesson.levers)}",
            )
            continue
        known = [value.says for value in lesson.levers[name].values]
        if says not in known:
            yield (
                (*spot, name),
                f"the lever '{name}' has no position '{says}'{nearest(says, known)}; it has {listed(known)}",
            )


def _wrong_outcome(lesson: Lesson, name: str, spot: NodePath) -> Iterator[Found]:
    known = lesson.experiment.outcomes
    if name not in known:
        yield spot, f"there is no outcome '{name}'{nearest(name, known)}; there are {listed(known)}"


def _wrong_reading(lesson: Lesson, reading: Reading, spot: NodePath) -> Iterator[Found]:
    yield from _wrong_outcome(lesson, reading.outcome, (*spot, "outcome"))
    yield from _wrong_at(lesson, reading.at, (*spot, "at"))


def numbers_of(lesson: Lesson) -> Iterator[tuple[str, str, Number]]:
    """Yield everything that is measured for the words, with its section and its name."""
    for section in ("claims", "dropped", "numbers"):
        for name, one in getattr(lesson, section).items():
            yield section, name, one


def _wrong_numbers(lesson: Lesson) -> Iterator[Found]:
    """Yield what is wrong with claims and numbers."""
    for section, name, one in numbers_of(lesson):
        yield from _wrong_reading(lesson, one.of, (section, name, "of"))
        if one.against is None:
            if "as_" in one.model_fields_set:
                yield (section, name, "as"), "`as` says how a number is compared, and this one has no `against`"
            continue
        yield from _wrong_reading(lesson, one.against, (section, name, "against"))
        if one.of == one.against:
            yield (section, name, "against"), "this is what it is compared with: another outcome, or another position"
    first: dict[str, str] = {}
    for section, name, _ in numbers_of(lesson):
        if first.setdefault(name, section) != section:
            yield (section, name), f"there is a '{name}' under `{first[name]}`, too: words could mean either"


def _wrong_looks(lesson: Lesson) -> Iterator[Found]:
    for place, look in enumerate(lesson.why.looks):
        spot: NodePath = ("why", "looks", place)
        for number, at in enumerate(look.at):
            yield from _wrong_at(lesson, at, (*spot, "at", number))
        if isinstance(look, Course):
            yield from _wrong_outcome(lesson, look.outcome, (*spot, "outcome"))
            yield from _wrong_at(lesson, look.against or {}, (*spot, "against"))
        elif isinstance(look, Queue):
            yield from _wrong_queue(lesson, look, spot)


def _wrong_queue(lesson: Lesson, look: Queue, spot: NodePath) -> Iterator[Found]:
    kind = lesson.experiment.kind
    if kind == "careers":
        yield spot, "people on a ladder have no desk at which anybody waits"
    elif kind == "company" and look.post is None:
        yield spot, "missing 'post': whose desk it is"
    elif kind == "desk" and look.post is not None:
        yield (*spot, "post"), "a desk by itself belongs to no post"


def _wrong_sandbox(lesson: Lesson) -> Iterator[Found]:
    for place, name in enumerate(lesson.sandbox.outcomes):
        yield from _wrong_outcome(lesson, name, ("sandbox", "outcomes", place))
    yield from _wrong_at(lesson, lesson.sandbox.against, ("sandbox", "against"))


def _wrong_picking(lesson: Lesson) -> Iterator[Found]:
    """Yield what a lesson says of a picked team although none of its outcomes is about one."""
    one = lesson.experiment
    if (
        isinstance(one, CompanyExperiment)
        and "picked" in one.model_fields_set
        and not any(outcome.picked for outcome in one.outcomes.values())
    ):
        yield ("experiment", "picked"), "no outcome is about a picked team"
    if isinstance(one, CareersExperiment):
        for name, outcome in one.outcomes.items():
            if outcome.quarters and outcome.quarters[1] > one.quarters:
                yield ("experiment", "outcomes", name, "quarters"), f"the run has {one.quarters} quarters"
    if len(cells_of(lesson)) > MOST_CELLS:
        yield ("levers",), f"{len(cells_of(lesson))} positions together; there may be {MOST_CELLS} at most"


MOST_CELLS = 60
"""So many combinations of positions are simulated at most."""


def wrong_words(lesson: Lesson) -> Iterator[Found]:
    """Yield places in the words that name no number, or ask a number for what it has not."""
    known = facets_of(lesson)
    for spot, text in texts_of(lesson.model_dump(by_alias=True, exclude={"experiment"})):
        for found in PLACE.finditer(text):
            name, facet = found["name"], found["facet"] or ""
            if name not in known:
                yield (
                    spot,
                    f"'{found[0]}' names no claim or number{nearest(name, known)}; there are {listed(known, 30)}",
                )
            elif facet not in known[name]:
                yield (
                    spot,
                    f"'{found[0]}': '{name}' has no '{facet}'; it has {listed([one for one in known[name] if one])}",
                )


def texts_of(said: Any, spot: NodePath = ()) -> Iterator[tuple[NodePath, str]]:
    """Yield every text of a lesson with its place."""
    if isinstance(said, str):
        yield spot, said
    elif isinstance(said, Mapping):
        for key, value in said.items():
            yield from texts_of(value, (*spot, key))
    elif isinstance(said, list):
        for place, value in enumerate(said):
            yield from texts_of(value, (*spot, place))
