"""Reading a story: its file, and whether it fits the scenarios of its arms. Everything that is wrong is told with its place."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from orgsim.headroom.catalog import ORACLES
from orgsim.metrics.catalog import all_metrics
from orgsim.metrics.parts import parts_of
from orgsim.organization.build import build
from orgsim.plain_words import enumerated
from orgsim.scenario.design import Design, load_design
from orgsim.scenario.document import Document, document_of
from orgsim.scenario.mistakes import read_as, require
from orgsim.scenario.problems import Mark, NodePath, ScenarioError, listed, nearest, spell
from orgsim.scenario.reading import base_path
from orgsim.scenario.shipped_files import folder_called, shipped_folders
from orgsim.scenario.structure import structure_of
from orgsim.stories.model import KINDS, Measured, Story
from orgsim.stories.ranges import misplaced

NEAR_ENOUGH = 5.0
"""By how much the placebo may cost more or less than the treated arm, $k a year."""


@dataclass(frozen=True)
class Told:
    """A story that has been read: its folder, what it says, and the design of each arm."""

    folder: Path
    story: Story
    designs: dict[str, Design]

    @property
    def name(self) -> str:
        """What it is called on the command line."""
        return self.folder.resolve().name


def shipped_stories() -> dict[str, Path]:
    """Return the folders of the stories that come with orgsim, by name."""
    return shipped_folders("stories", "story.yaml")


def story_called(name: str) -> Path:
    """Return the folder of a story: one that comes with orgsim, or any folder with a ``story.yaml``.

    Raises
    ------
    InputError
        When there is none.
    """
    return folder_called(name, "story", shipped_stories())


def load_story(place: Path) -> Told:
    """Read a story: a file, or the ``story.yaml`` of a folder.

    Raises
    ------
    ScenarioError
        With every problem of the story itself; those of its scenario files come first.
    """
    path = place / "story.yaml" if place.is_dir() else place
    story, document = read_as(path, Story, "story")
    _require(list(_wrong_by_itself(story)), document)
    told = Told(path.parent, story, {name: _design(path, name, arm.file, document) for name, arm in story.arms.items()})
    _require(list(_wrong_with_designs(told)), document)
    return told


Found = tuple[NodePath, str]
"""Where something is wrong in a story, and what."""


def _require(found: Sequence[Found], document: Document) -> None:
    require([(_written(spot, document), message) for spot, message in found], document)


def _written(spot: NodePath, document: Document) -> NodePath:
    """Return where something was written: one path in the place of a list of paths is no item of a list."""
    return spot[:-1] if isinstance(spot[-1], int) and spot not in document.marks else spot


def _design(path: Path, name: str, file: str, document: Document) -> Design:
    """Read the scenario of an arm, which lies in the folder of the story."""
    spot: NodePath = ("arms", name, "file")
    mark = document.place(spot) or Mark(path, 0, 0)
    return load_design(base_path(path, file, mark, [], spot))


def _wrong_by_itself(story: Story) -> Iterator[Found]:
    """Yield what is wrong with a story, whatever its scenarios say."""
    yield from _wrong_arms(story)
    for place, one in enumerate(story.situation):
        for number, reason in misplaced(one):
            yield ("situation", place, "set", number), reason
    if story.start is None:
        for place, figure in enumerate(story.figures):
            if figure.relative_to == "start":
                yield ("figures", place, "relative_to"), "there is no `start` to compare with: state its quarters"
    elif not any(figure.relative_to == "start" for figure in story.figures):
        yield ("start",), "no figure is relative to the `start`, so nothing is read in these quarters"
    known = [oracle.name for oracle in ORACLES]
    for place, name in enumerate(story.perfect):
        if name not in known:
            yield (
                ("perfect", place),
                f"there is no oracle '{name}'{nearest(name, known)}; there are {listed(known, 20)}",
            )
    for place, expected in enumerate(story.expects):
        for key in ("of", "against"):
            name = getattr(expected, key)
            if name is not None and name not in story.arms:
                yield ("expects", place, key), f"there is no arm '{name}'{nearest(name, story.arms)}"


def _wrong_arms(story: Story) -> Iterator[Found]:
    """Yield what is wrong with the arms: each kind is there once, or its absence has a reason."""
    kinds = [arm.kind for arm in story.arms.values()]
    for kind, what in KINDS.items():
        if kinds.count(kind) > 1 and kind in ("control", "placebo"):
            yield ("arms",), f"{kinds.count(kind)} arms are a {kind}: there is one"
        if kind not in kinds and kind in ("control", "placebo"):
            yield ("arms",), f"there is no arm of the kind '{kind}': {what}"
        elif kind not in kinds and kind not in story.left_out:
            yield (
                ("arms",),
                f"there is no arm of the kind '{kind}' ({what}): add it, or say under `left_out` why it makes no sense",
            )
        if kind in kinds and kind in story.left_out:
            yield ("left_out", kind), f"there is an arm of the kind '{kind}'"
    yield from _same_twice(story)
    if story.treated not in story.arms:
        yield ("treated",), f"there is no arm '{story.treated}'{nearest(story.treated, story.arms)}"
    elif story.arms[story.treated].kind in ("control", "placebo"):
        yield ("treated",), "the treated arm is neither the control nor the placebo"


def _same_twice(story: Story) -> Iterator[Found]:
    """Yield the arms whose scenario is that of an arm before them."""
    first: dict[str, str] = {}
    for name, arm in story.arms.items():
        if first.setdefault(arm.file, name) != name:
            yield ("arms", name, "file"), f"'{arm.file}' is the scenario of '{first[arm.file]}' too: arms differ"


def _wrong_with_designs(told: Told) -> Iterator[Found]:
    """Yield where a story does not fit its scenarios."""
    story, control = told.story, told.designs[told.story.control]
    yield from _wrong_ends(told)
    yield from _wrong_mechanism(told)
    quarters = control.baseline.horizon.quarters
    if story.start and story.start[1] * 13 > first_change(told):
        yield (
            ("start",),
            "the start has to be over when the first arm changes something: let the changes begin in a later `quarter`",
        )
    named = [*control.baseline.initiatives, *control.baseline.platforms]
    parts = {name: parts_of(build(design)) for name, design in told.designs.items()}
    known = {(kind, part) for one in parts.values() for kind, part in zip(one.kinds, one.names, strict=True)}
    for section, measured in [("figures", one) for one in story.figures] + [("expects", one) for one in story.expects]:
        place = list(getattr(story, section)).index(measured)
        for key, message in wrong_measured(measured, quarters, named, known):
            yield (section, place, *key), message
    treated, placebo = (_yearly(told.designs[name]) for name in (story.treated, story.placebo))
    if abs(treated - placebo) > NEAR_ENOUGH:
        message = f"the placebo costs {placebo:,.0f} and the treated arm {treated:,.0f}, $k a year at the end: they must cost the same"
        yield ("arms", story.placebo, "file"), message


def _wrong_ends(told: Told) -> Iterator[Found]:
    """Yield what is wrong with a range's ends in the scenario in which nothing changes."""
    for end in (0, 1):
        over: dict[str, tuple[NodePath, str]] = {
            path: (("situation", place, "set"), repr(one.range[end]))
            for place, one in enumerate(told.story.situation)
            for path in one.set_
        }
        if found := list(_wrong_values(told, over)):
            yield from found
            return


def _wrong_mechanism(told: Told) -> Iterator[Found]:
    """Yield what is wrong with the values that delete the mechanism."""
    said = told.story.mechanism.said
    yield from _wrong_values(told, {path: (("mechanism", "without", path), value) for path, value in said.items()})


def _wrong_values(told: Told, over: Mapping[str, tuple[NodePath, str]]) -> Iterator[Found]:
    """Yield what is wrong with values laid over the scenario in which nothing changes: `{path: (where it stands, value)}`."""
    control = told.designs[told.story.control]
    places = {f"--set {path}": spot for path, (spot, _) in over.items()}
    section: NodePath = next(iter(over.values()))[0][:1]
    try:
        values = [f"{path}={value}" for path, (_, value) in over.items()]
        load_design(control.path, values, document_of(control.source))
    except ScenarioError as error:
        for problem in error.problems:
            spot = places.get(str(problem.mark.file), section) if problem.mark else section
            yield spot, f"{spell(problem.path)}: {problem.message}"


def _yearly(design: Design) -> float:
    """Return what a design costs a year in the end, when every post is filled, $k."""
    structure = structure_of(design.final)
    return structure.people_cost + structure.engineering_cost


def first_change(told: Told) -> int:
    """Return the week, after the warm-up, of the first change of any arm."""
    control = told.designs[told.story.control].baseline.horizon
    before = control.warmup_quarters * 13
    return min((stage.week for design in told.designs.values() for stage in design.stages[1:]), default=before) - before


def wrong_measured(
    one: Measured, quarters: int, named: Sequence[str], parts: Collection[tuple[str, str]]
) -> Iterator[tuple[NodePath, str]]:
    """Yield what is wrong with a number that is to be measured."""
    if one.quarters and one.quarters[1] > quarters:
        yield ("quarters",), f"the run has {quarters} quarters that count"
    for place, name in enumerate(one.named):
        if name not in named:
            yield ("named", place), f"the scenario names no initiative or platform '{name}'{nearest(name, named)}"
    if one.metric is None:
        return
    metric = all_metrics().get(one.metric)
    if metric is None:
        yield ("metric",), f"there is no metric '{one.metric}'{nearest(one.metric, all_metrics())}"
        return
    for kind, names in one.for_.items():
        if kind not in metric.parts:
            has = enumerated(list(metric.parts)) if metric.parts else "the whole company only"
            yield ("for", kind), f"'{one.metric}' is not known by {kind}: it is known by {has}"
            continue
        there = [part for of, part in parts if of == kind]
        for name in names:
            if name not in there:
                yield ("for", kind), f"there is no {kind} '{name}'{nearest(name, there)}; there are {listed(there)}"
