"""How compiled rules see a table of arrays: by numba's private and by its documented means, and interpreted."""

import os
import subprocess
import sys

from orgsim.engine import compiled

TABLE = """
from dataclasses import dataclass
from typing import Any
import numpy as np
from numba import types
from numba.extending import typeof_impl
from numba.np.numpy_support import from_dtype
from orgsim.engine import native
from orgsim.engine.compiled import rule

POST = np.dtype([("person", "i4"), ("hours", "f8")], align=True)

@dataclass(frozen=True, eq=False, slots=True, weakref_slot=True)
class Table:
    posts: Any
    beliefs: Any
    book: Any

KIND = native.TableType("Table", {
    "posts": types.Array(from_dtype(POST), 1, "C"),
    "beliefs": types.Array(types.float64, 2, "C"),
    "book": types.Array(types.int64, 3, "C"),
})

@typeof_impl.register(Table)
def _type_of(table, context):
    return KIND

@rule
def work(post, row):
    post.hours += 1.5 * row
    return post.person

@rule
def week(table):
    total = 0.0
    for row in range(len(table.posts)):
        post = table.posts[row]
        person = work(post, row)
        table.book[row, 1, 2] += person
        total += table.beliefs[row, 0] * table.beliefs.shape[1]
    return total

posts = np.zeros(3, POST).view(np.recarray)
posts.person = [7, 8, 9]
table = Table(posts, np.arange(6.0).reshape(3, 2), np.zeros((3, 2, 3), np.int64))
print(week(table), posts.tolist(), table.book.tolist())
"""


def shown(tmp_path, **environment: str) -> str:
    """Return what a fresh Python prints after a week of the little table."""
    script = tmp_path / "table.py"
    script.write_text(TABLE, encoding="utf-8")
    environment = {**os.environ, "ORGSIM_CACHE_DIR": str(tmp_path), **environment}
    return subprocess.run(
        [sys.executable, str(script)], env=environment, capture_output=True, text=True, check=True
    ).stdout


def test_tables_are_read_without_private_parts_of_numba(tmp_path):
    """Arrays of one, two and three dimensions are read and written as interpreted; all other tests go the private way."""
    interpreted = shown(tmp_path, NUMBA_DISABLE_JIT="1")
    assert interpreted.startswith("12.0 [(7, 0.0), (8, 1.5), (9, 3.0)]")
    assert shown(tmp_path, ORGSIM_PLAIN_ARRAYS="1") == interpreted


def test_either_way_has_a_cache_of_its_own(monkeypatch):
    """Code compiled one way is never loaded the other way."""
    before = compiled.cache_folder()
    monkeypatch.setattr(compiled, "PLAIN_ARRAYS", not compiled.PLAIN_ARRAYS)
    assert compiled.cache_folder() != before
