"""``orgsim init``: every template is written once, never over anything, and is valid as it comes."""

from pathlib import Path

import pytest
from tests.conftest import ROOT, SCENARIOS
from tests.unit.cli.conftest import Run

STORIES = sorted(f"stories/{path.parent.name}" for path in SCENARIOS.glob("stories/*/story.yaml"))
LESSONS = sorted(f"lessons/{path.parent.name}" for path in SCENARIOS.glob("lessons/*/lesson.yaml"))
PLAIN = sorted(
    folder.name for folder in SCENARIOS.iterdir() if folder.is_dir() and folder.name not in ("stories", "lessons")
)
TEMPLATES = sorted([*PLAIN, *STORIES, *LESSONS])


@pytest.mark.parametrize("template", TEMPLATES)
def test_templates_are_valid(orgsim: Run, folder: Path, template: str) -> None:
    """What init writes, validate finds nothing wrong or doubtful in, and every scenario of it explains itself in comments."""
    ended = orgsim("init", "new", "--template", template)
    assert ended.code == 0
    written = [line.removeprefix("wrote ") for line in ended.out.splitlines()]
    assert sorted(written) == sorted(f"new/{path.name}" for path in (folder / "new").iterdir())
    checked = orgsim("validate", "new")
    assert checked.code == 0
    assert checked.out.startswith("0 errors, 0 warnings in ")
    for path in (folder / "new").glob("*.yaml"):
        assert path.read_text(encoding="utf-8").startswith("#"), path


@pytest.mark.parametrize("template", TEMPLATES)
def test_nothing_is_overwritten(orgsim: Run, folder: Path, template: str) -> None:
    """When one of the files is there, nothing at all is written and the file stays as it was."""
    new = folder / "new"
    new.mkdir()
    there = "lesson.yaml" if template in LESSONS else "today.yaml"
    (new / there).write_text("mine", encoding="utf-8")
    ended = orgsim("init", "new", "--template", template)
    assert ended.code == 3
    assert f"new/{there} exists already" in ended.err
    assert [path.name for path in new.iterdir()] == [there]
    assert (new / there).read_text(encoding="utf-8") == "mine"


def test_the_next_command_is_named_and_works(orgsim: Run) -> None:
    """Init ends with what to type next, baseline first; typed with few futures, it works."""
    ended = orgsim("init", "new", "--template", "reorg")
    following = ended.err.strip().removeprefix("next: orgsim ").split()
    assert following == ["compare", "new/today.yaml", "new/gpm-groups.yaml", "new/ppm-added.yaml"]
    assert orgsim(*following, "-r", "2", "-o", "out").code == 0
    assert "next: orgsim run today.yaml" not in orgsim("init", "other").err
    assert orgsim("init", "third").err == "next: orgsim run third/today.yaml\n"


def test_a_story_is_told_next(orgsim: Run) -> None:
    """A story is written with all its arms, and the next command tells it."""
    ended = orgsim("init", "new", "--template", "stories/annual-planning")
    assert ended.err == "next: orgsim story new\n"
    assert orgsim("story", "new", "--situations", "2", "-r", "1", "-o", "out").code == 0


def test_a_lesson_is_built_next(orgsim: Run, folder: Path) -> None:
    """A lesson is written with what it simulates, and the next command builds its page."""
    assert orgsim("init", "new", "--template", "lessons/desk-at-90").err == "next: orgsim lesson build new\n"
    assert orgsim("lesson", "build", "new", "-r", "40").code == 0
    assert (folder / "lesson-new.html").is_file()


def test_an_organisation_that_is_acquired_is_no_design(orgsim: Run) -> None:
    """What another file acquires is written and not compared: it is another company, not another chart of ours."""
    ended = orgsim("init", "new", "--template", "acquisition")
    assert "wrote new/acquired.yaml" in ended.out
    following = ended.err.strip().removeprefix("next: orgsim ").split()
    assert following == ["compare", "new/today.yaml", "new/directors-integrate.yaml", "new/integration-office.yaml"]
    assert orgsim(*following, "-r", "2", "-o", "out").code == 0


@pytest.mark.parametrize("template", [*PLAIN, "stories/NAME", "lessons/NAME"])
def test_every_template_is_documented(template: str) -> None:
    """The page of commands says what it contains."""
    assert f"\n| `{template}` | " in (ROOT / "docs/commands.md").read_text(encoding="utf-8")


def test_the_templates_are_those_of_the_help(orgsim: Run) -> None:
    """The choice of templates is what is shipped, wherever the help breaks the line."""
    assert f"[{'|'.join(TEMPLATES)}]" in "".join(orgsim("init", "--help").out.split())
