"""Mutants of rules: each changes one point, and only points that say something."""

from tests.mutants.points import mutant, points

SOURCE = '''"""A module."""

from math import floor

TOP = 2


def rule(item, a: int = 3) -> float:
    """Say what it does."""
    found = 0.0
    if a < TOP and not item.done:
        item.left = min(a + 1, floor(a))
        item.close()
    return found
'''


def test_the_points_of_a_module(tmp_path):
    """Constants, comparisons, conditions, operators, calls and statements that change records; no text, types, imports or first values."""
    path = tmp_path / "module.py"
    path.write_text(SOURCE, encoding="utf-8")
    found = points(path, tmp_path)
    assert sorted((point.line, point.before, point.after) for point in found) == [
        (5, "2", "3"),
        (10, "0.0", "1.0"),
        (11, "a < TOP", "a <= TOP"),
        (11, "a < TOP and (not item.done)", "a < TOP or not item.done"),
        (11, "not item.done", "item.done"),
        (12, "1", "2"),
        (12, "a + 1", "a - 1"),
        (12, "floor(a)", "ceil(a)"),
        (12, "item.left = min(a + 1, floor(a))", "pass"),
        (12, "min(a + 1, floor(a))", "max(a + 1, floor(a))"),
        (13, "item.close()", "pass"),
    ]
    assert {point.function for point in found if point.line > 5} == {"rule"}
    texts = [mutant(SOURCE, point.number) for point in found]
    plain = mutant(SOURCE.replace("TOP = 2", "TOP = 1"), 0)
    for point, text in zip(found, texts, strict=True):
        changed = [line for line, same in zip(text.splitlines(), plain.splitlines(), strict=True) if line != same]
        assert len(changed) == 1, (point, changed)
