"""The hash of what source files say: what counts as a change, and what does not."""

import os
from pathlib import Path

import pytest

from orgsim.engine import fingerprint
from orgsim.engine.fingerprint import PACKAGE, folder_hash, syntax_hash

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


@pytest.fixture
def parsed(monkeypatch, tmp_path) -> list[bytes]:
    """Return the list of sources that are read as Python, with an empty cache folder."""
    found: list[bytes] = []
    real = fingerprint._hash
    monkeypatch.setattr(
        fingerprint, "_hash", lambda sources: found.extend(text for _, text in sources) or real(sources)
    )
    monkeypatch.setenv("ORGSIM_CACHE_DIR", str(tmp_path / "cache"))
    return found


def test_a_hash_is_kept_for_the_same_bytes_and_for_no_others(tmp_path, parsed):
    """A folder is read as Python once; other bytes are read again even under the old time stamp, and the old bytes are known."""
    folder = tmp_path / "some"
    folder.mkdir()
    path = folder / "desk.py"
    stamp = (1_000_000_000, 1_000_000_000)

    def fresh_hash(text: str) -> str:
        path.write_text(text, encoding="utf-8")
        os.utime(path, stamp)
        folder_hash.cache_clear()
        return folder_hash(folder)

    first = fresh_hash("RATE = 0.5\n")
    assert first == syntax_hash([path])
    parsed.clear()
    assert fresh_hash("RATE = 0.5\n") == first
    assert not parsed
    assert fresh_hash("RATE = 0.6\n") != first
    assert len(parsed) == 1
    assert fresh_hash("RATE = 0.5\n") == first
    assert len(parsed) == 1
    assert fresh_hash("RATE = 0.50\n") == first
    assert len(parsed) == 2
    folder_hash.cache_clear()
    path.rename(folder / "office.py")
    assert folder_hash(folder) != first


def test_a_kept_hash_that_is_damaged_is_made_anew(tmp_path, parsed):
    """A wrong byte in what was kept is noticed."""
    folder = tmp_path / "some"
    folder.mkdir()
    (folder / "desk.py").write_text(SOURCE, encoding="utf-8")
    folder_hash.cache_clear()
    first = folder_hash(folder)
    (kept_hash,) = (tmp_path / "cache" / "syntax").iterdir()
    whole = kept_hash.read_bytes()
    kept_hash.write_bytes(whole[:-1] + (b"0" if whole[-1:] != b"0" else b"1"))
    parsed.clear()
    folder_hash.cache_clear()
    assert folder_hash(folder) == first
    assert len(parsed) == 1
    assert kept_hash.read_bytes() == whole
