"""The page on lessons: its table has every expectation of every lesson, also those that did not come out."""

import re

import pytest
from tests.documents.lessons_page import parts

from orgsim.lessons.loading import load_lesson, shipped_lessons
from orgsim.lessons.model import Lesson


@pytest.mark.parametrize("name", shipped_lessons())
def test_the_table_has_what_was_expected(name: str) -> None:
    """One row for each claim and each that was dropped, with the futures that the lesson states; `make lessons` writes them."""
    told = load_lesson(shipped_lessons()[name]).lesson
    _, table, _ = parts()
    rows = [row for row in table.splitlines() if f"[{name}]" in row]
    assert len(rows) == len(told.claims) + len(told.dropped)
    for claim in {**told.claims, **told.dropped}.values():
        (row,) = [row for row in rows if f"| {claim.says} |" in row]
        assert f"| {told.experiment.futures}, seed {told.seed} |" in row
        assert ("not told" in row) == (claim in told.dropped.values())


def test_every_key_is_explained() -> None:
    """The page names each key of a lesson, and no other."""
    _, _, after = parts()
    keys = set(re.findall(r"^\| (`[^|]*`) \|", after, re.MULTILINE))
    named = {key for cell in keys for key in re.findall(r"`([a-z_]+)`", cell)}
    assert named == set(Lesson.model_fields)
