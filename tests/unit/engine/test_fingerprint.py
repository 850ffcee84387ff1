"""The hash of what source files say: what counts as a change, and what does not."""

from pathlib import Path

import pytest

from orgsim.engine.fingerprint import PACKAGE, syntax_hash

SOURCE = '''"""A module."""

RATE = 0.5
"""Share of a week."""


class Desk:
    """A desk."""

    def open(self) -> float:
        """Return the share."""
        return RATE
'''


def hash_of(folder: Path, text: str, name: str = "desk.py") -> str:
    """Return the hash of one file with this text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return syntax_hash([path])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"""A module."""', '"""Another\n\nmodule."""'),
        ('"""Share of a week."""', '"""Share of the week, in hours."""'),
        ('    """A desk."""\n', "    # a comment\n\n\n"),
        ('"""Return the share."""', "'Return it.'"),
        ("RATE = 0.5", "RATE  =  0.50  # measured"),
    ],
)
def test_words_for_people_do_not_count(tmp_path, old, new):
    """Docstrings of modules, constants, classes and functions, comments, blank lines and spelling of numbers leave the hash alone."""
    assert SOURCE.replace(old, new) != SOURCE
    assert hash_of(tmp_path, SOURCE.replace(old, new)) == hash_of(tmp_path, SOURCE)


@pytest.mark.parametrize(
    ("old", "new"),
    [("0.5", "0.25"), ("return RATE", "return -RATE"), ("open", "opened"), ("-> float", "-> int"), ("return", "yield")],
)
def test_anything_else_counts(tmp_path, old, new):
    """A constant, an operator, a name, an annotation or a keyword changes the hash."""
    assert hash_of(tmp_path, SOURCE.replace(old, new)) != hash_of(tmp_path, SOURCE)


def test_the_name_of_a_file_counts_and_the_order_of_files_does_not(tmp_path):
    """The same text under another name is another hash; files are taken in order of their names."""
    assert hash_of(tmp_path, SOURCE) != hash_of(tmp_path, SOURCE, "office.py")
    paths = sorted((PACKAGE / "engine").glob("*.py"))
    assert syntax_hash(paths) == syntax_hash(reversed(paths))


def test_a_string_that_is_used_counts(tmp_path):
    """Only a string that stands alone is a docstring."""
    assert hash_of(tmp_path, 'NAME = "a"\n') != hash_of(tmp_path, 'NAME = "b"\n')
    assert hash_of(tmp_path, 'print("a")\n') != hash_of(tmp_path, 'print("b")\n')
