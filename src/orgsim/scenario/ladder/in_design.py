"""The ladder of a design: whether it is one, and whether the levels that posts name are on it."""

from collections.abc import Iterator

from orgsim.errors import InputError
from orgsim.scenario.design import Design, Stage
from orgsim.scenario.document import Document
from orgsim.scenario.ladder.model import Ladder
from orgsim.scenario.ladder.policy import policy_named
from orgsim.scenario.ladder.reading import ladder_in
from orgsim.scenario.problems import NodePath, Problem, ScenarioError, listed, nearest

LADDER: NodePath = ("ladder",)


def checked_levels(design: Design) -> list[Problem]:
    """Check a design's ladder and the levels of its posts; return what is doubtful.

    Raises
    ------
    ScenarioError
        With every problem, each at its place: those of a ladder file in that file.
    """
    ladder = _ladder_of(design.stages[0])
    problems: dict[tuple[NodePath, str], Problem] = {}
    for stage in design.stages:
        problems.update({(problem.path, problem.message): problem for problem in _levels(stage, ladder)})
    found = list(problems.values())
    if any(problem.is_error for problem in found):
        raise ScenarioError(found)
    return found


def _ladder_of(stage: Stage) -> Ladder | None:
    """Return the ladder of a stage, read at the places that its document has for it."""
    if stage.scenario.ladder is None:
        return None
    marks = {spot[1:]: mark for spot, mark in stage.document.marks.items() if spot[:1] == LADDER}
    document = Document(dict(stage.scenario.ladder), marks)
    ladder = ladder_in(document)
    try:
        check_at_work(ladder)
    except InputError as error:
        raise ScenarioError([Problem("E212", str(error), (*LADDER, "policy"), document.place(("policy",)))]) from None
    return ladder


def check_at_work(ladder: Ladder) -> None:
    """Refuse a policy that an organisation cannot apply.

    Raises
    ------
    InputError
        When there is no such policy, it has no such setting, or it reserves places for a group.
    """
    policy = policy_named(ladder.policy.name, ladder.policy.settings)
    if policy.scoring().reserved_share > 0.0:
        raise InputError(
            f"policy '{ladder.policy.name}' reserves places for a group, and people in an organisation carry no labels; "
            "choose another policy, or simulate the ladder by itself (orgsim ladder simulate)"
        )


def _levels(stage: Stage, ladder: Ladder | None) -> Iterator[Problem]:
    for name, post in stage.scenario.posts.items():
        at: NodePath = ("posts", name, "level")
        if post.level is None:
            continue
        if ladder is None:
            yield Problem("W405", "there is no ladder: this level means nothing", at, stage.document.place(at))
        elif post.level not in ladder.levels:
            hint = f"{nearest(post.level, ladder.levels)}; there are {listed(ladder.levels)}"
            yield Problem("E301", f"there is no level '{post.level}'{hint}", at, stage.document.place(at))
