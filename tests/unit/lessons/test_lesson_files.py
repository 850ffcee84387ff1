"""What a lesson may say: everything acts or is refused with a sentence at its line."""

import re

import pytest
from tests.unit.cli.conftest import TODAY
from tests.unit.lessons.conftest import LESSON, Tell

from orgsim.lessons.checking import texts_of
from orgsim.lessons.fitting import fitting_bench
from orgsim.lessons.loading import load_lesson, shipped_lessons
from orgsim.scenario.problems import ScenarioError

WRONG = {
    "an unknown key": (("order: 1", "order: 1\norde: 2"), "unknown key 'orde' (did you mean 'order'?)"),
    "an unknown lever": (("of: {outcome: wait, at: {load:", "of: {outcome: wait, at: {lode:"), "there is no lever 'lode' (did you mean 'load'?)"),
    "an unknown position": (("at: {load: nearly full}}\n    against", "at: {load: full}}\n    against"), "has no position 'full'"),
    "an unknown outcome": (("outcomes: [wait]", "outcomes: [weight]"), "there is no outcome 'weight' (did you mean 'wait'?)"),
    "an unknown number in the text": (("{longer.against}", "{longe.against}"), "'{longe.against}' names no claim or number (did you mean 'longer'?)"),
    "a number without that side": (("{longer.against}", "{level.against}"), "'level' has no 'against'"),
    "a bet on nothing": (("claim: longer, asks", "claim: shorter, asks"), "there is no claim 'shorter'"),
    "a bet that nothing changes": (("sign: up", "sign: flat"), "nobody can bet on a claim in which nothing changes"),
    "a comparison with itself": (("against: {outcome: wait}\n", "against: {outcome: wait, at: {load: nearly full}}\n"), "this is what it is compared with"),
    "as without against": (("level: {of:", "level: {as: share, of:"), "this one has no `against`"),
    "paths without values": (("- {says: half, to: 0.5}", "- {says: half}"), "`paths` of a lever and `to` of each of its values belong together"),
    "a usual position that is none": (("usual: half", "usual: empty"), "the `usual` position 'empty' is none of the lever's values"),
    "a file for a desk": (("- {says: half, to: 0.5}", "- {says: half, to: 0.5, file: today.yaml}"), "a desk by itself has no file"),
    "a post for a desk": (("{kind: queue,", "{kind: queue, post: head,"), "a desk by itself belongs to no post"),
    "the same name twice": (("numbers:\n  level:", "numbers:\n  longer:"), "words could mean either"),
    "a lever that moves nothing": (("paths: [load]", "paths: [lode]"), "levers cannot set 'lode' of a desk (did you mean 'load'?)"),
    "a load of more than all": (("to: 0.9", "to: 1.9"), "load: must be"),
    "another kind": (("kind: desk", "kind: des"), "expected one of"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_with_its_place(tell: Tell, case: str) -> None:
    """Each mistake is one sentence, at the line where it stands."""
    change, said = WRONG[case]
    with pytest.raises(ScenarioError) as caught:
        fitting_bench(load_lesson(tell(change)))
    found = [problem for problem in caught.value.problems if said in problem.message]
    assert found, [problem.text() for problem in caught.value.problems]
    assert found[0].mark is not None
    line = tell(change).joinpath("lesson.yaml").read_text(encoding="utf-8").splitlines()[found[0].mark.line]
    before = LESSON.splitlines()
    elsewhere = (
        "a bet that nothing changes",
        "paths without values",
        "a usual position that is none",
        "a load of more than all",
    )  # told at the bet, and at the lever
    assert line not in before or case in elsewhere, line


COMPANY = (
    ("kind: desk\n  decision_hours: 2\n  open_hours: 20\n  weeks: 26", "kind: company\n  scenario: today.yaml"),
    ("wait: {title: wait, better: lower}", "wait: {title: wait, metric: decision_latency, better: lower}"),
    ("paths: [load]", "paths: [parameters.delivery.switching_loss]"),
    ("{kind: queue, title: What waits", "{kind: queue, post: head, title: What waits"),
)
MISFITS = {
    "a metric": (("metric: decision_latency", "metric: decision_latenzy"), "there is no metric 'decision_latenzy'"),
    "a part": (("metric: decision_latency", "metric: launches, for: {team: nobody}"), "there is no team 'nobody'"),
    "a metric and a pick": (("metric: decision_latency", "metric: launches, picked: after"), "state one"),
    "an unknown key": (("metric: decision_latency", "metrik: launches"), "unknown key 'metrik'"),
    "a quarter": (("metric: decision_latency", "metric: launches, quarters: [1, 40]"), "quarters that count"),
    "a post": (("post: head,", "post: haed,"), "there is no post 'haed' (did you mean 'head'?)"),
    "a path": (("paths: [parameters.delivery.switching_loss]", "paths: [parameters.delivery.switching_lost]"), "switching_lost"),
    "a value": (("to: 0.9", "to: -1"), "at least 0"),
    "a file": (("scenario: today.yaml", "scenario: toda.yaml"), 'there is no file "toda.yaml"'),
    "a pick that nothing reads": (("paths: [parameters.delivery.switching_loss]", "paths: [picked.quarters]"), "no outcome is about a picked team"),
    "another market": (("- {says: nearly full, to: 0.9}", "- {says: nearly full, to: 0.9, file: other.yaml}"), "face different markets"),
}  # fmt: skip


@pytest.mark.parametrize("case", MISFITS)
def test_what_does_not_fit_the_company_is_said(tell: Tell, case: str) -> None:
    """Metrics, parts, quarters, posts, paths and files that there are not, and markets that differ, are told with a place."""
    change, said = MISFITS[case]
    files = {"today": TODAY, "other": TODAY.replace("growth: 3", "growth: 2")}
    with pytest.raises(ScenarioError) as caught:
        fitting_bench(load_lesson(tell(*COMPANY, change, **files)))
    problem = next(one for one in caught.value.problems if said in one.message)
    assert problem.mark is not None
    assert problem.mark.file.name == "lesson.yaml"


def test_a_lesson_about_a_company_fits(tell: Tell) -> None:
    """As it stands nothing is wrong with it."""
    assert len(fitting_bench(load_lesson(tell(*COMPANY, today=TODAY))).cases) == 2


@pytest.mark.parametrize("name", shipped_lessons())
def test_every_shipped_lesson_fits_what_it_simulates(name: str) -> None:
    """It can be read, all its settings can be built, and each has a source and a limit."""
    bench = fitting_bench(load_lesson(shipped_lessons()[name]), futures=2)
    assert len({case.key for case in bench.cases.values()}) > 1


@pytest.mark.parametrize("name", shipped_lessons())
def test_no_number_is_typed(name: str) -> None:
    """What is told after the bet holds no amounts of its own: no per cent, no dollar, no decimal number."""
    told = load_lesson(shipped_lessons()[name]).lesson
    after = [told.story, told.reveal, told.why.says, told.debrief.says, told.debrief.limits]
    for _, text in texts_of(after):
        bare = re.sub(r"\{[^}]*\}", "", text)
        assert not re.search(r"\d\s?%|\$|\d\.\d|\d+ (per cent|weeks|launches|futures)", bare), text


def test_orders_differ() -> None:
    """Lessons stand in one order."""
    orders = [load_lesson(folder).lesson.order for folder in shipped_lessons().values()]
    assert len(set(orders)) == len(orders)
