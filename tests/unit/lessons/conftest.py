"""A lesson about a desk, which takes no time to simulate."""

from collections.abc import Callable
from pathlib import Path

import pytest

from orgsim.lessons.answers import Answer
from orgsim.lessons.fitting import fitting_bench
from orgsim.lessons.loading import load_lesson
from orgsim.lessons.running import run_lesson

LESSON = """\
title: A full desk
order: 1
says: why people wait
story: ["Today people wait {longer.against}."]
experiment:
  kind: desk
  decision_hours: 2
  open_hours: 20
  weeks: 26
  futures: 30
  outcomes:
    wait: {title: wait, better: lower}
levers:
  load:
    title: Load
    paths: [load]
    usual: half
    values:
      - {says: half, to: 0.5}
      - {says: nearly full, to: 0.9}
claims:
  longer:
    says: People wait longer.
    of: {outcome: wait, at: {load: nearly full}}
    against: {outcome: wait}
    as: difference
    sign: up
    size: 0.5
numbers:
  level: {of: {outcome: wait, at: {load: nearly full}}}
bet: {claim: longer, asks: How much longer?, most: 10}
reveal: ["It is {longer.of} now: {longer}, in {longer.often} futures."]
why:
  says: [Piles last. SECRET]
  looks: [{kind: queue, title: What waits, at: [{load: half}, {load: nearly full}]}]
sandbox: {says: Try it., outcomes: [wait], against: {load: half}}
debrief:
  says: [Keep free hours. MORAL]
  ask: [Who waits?]
  limits: [One desk.]
  sources: [{says: It grows., source: Kingman 1961, confidence: high}]
notes:
  minutes: 5
  before: [Ask.]
  during: ["Say {longer.range}."]
  confusions: {Hurry!: No.}
"""
Tell = Callable[..., Path]
Answered = Callable[..., Answer]


@pytest.fixture
def tell(tmp_path: Path) -> Tell:
    """Return a function that writes the lesson with texts in the place of others, and returns its folder."""

    def write(*changes: tuple[str, str], **files: str) -> Path:
        text = LESSON
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        folder = tmp_path / "full-desk"
        folder.mkdir(exist_ok=True)
        for name, content in {"lesson": text, **files}.items():
            (folder / f"{name}.yaml").write_text(content, encoding="utf-8")
        return folder

    return write


@pytest.fixture
def answered(tell: Tell, tmp_path: Path) -> Answered:
    """Return a function that writes the lesson, with changes, and returns what came out of it."""

    def answer(*changes: tuple[str, str]) -> Answer:
        bench = fitting_bench(load_lesson(tell(*changes)))
        return Answer(bench, run_lesson(bench, tmp_path / "kept", workers=1))

    return answer
