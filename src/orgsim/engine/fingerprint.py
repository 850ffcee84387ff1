"""What a source file says to the computer, as a hash: docstrings, comments, line breaks and line numbers do not count.

Compiled code, results and the pages of studies carry such hashes. A better docstring therefore recompiles and reruns nothing.
"""

import ast
import sys
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from pathlib import Path

from orgsim.engine import kept

PACKAGE = Path(__file__).resolve().parents[1]

Sources = list[tuple[str, bytes]]
"""Names and contents of files."""


@cache
def folder_hash(folder: Path) -> str:
    """Return the hash of all Python files in and below a folder, read once per process.

    Reading trees takes a third of a second, so the result is kept, under a hash of every byte that decides it: of the sources, and of
    this file. Whatever time stamps say, other bytes are another name.
    """
    sources = _read(folder.rglob("*.py"))
    path = kept.place("syntax") / _name_of(sources)
    known = kept.read(path)
    if known is None:
        known = _hash(sources).encode()
        kept.write(path, known)
    kept.use(path)
    return known.decode()


def syntax_hash(paths: Iterable[Path]) -> str:
    """Return 16 hexadecimal digits for the syntax of Python files, the same in every supported version of Python.

    Each file counts with its path relative to the package, or with its name alone when it lies outside; their order does not matter.

    Raises
    ------
    SyntaxError
        When a file is not Python.
    """
    return _hash(_read(paths))


def _read(paths: Iterable[Path]) -> Sources:
    return [(name, path.read_bytes()) for name, path in sorted((_name(path), path) for path in paths)]


def _name_of(sources: Sources) -> str:
    """Return the name under which the hash of some sources is kept."""
    digest = blake2b(Path(__file__).read_bytes(), digest_size=16)
    digest.update(sys.version.encode())
    for name, content in sources:
        digest.update(f"\n{name}\n{len(content)}\n".encode() + content)
    return digest.hexdigest()


def _hash(sources: Sources) -> str:
    digest = blake2b(digest_size=8)
    for name, content in sources:
        words: list[str] = []
        _write(ast.parse(content), words)
        text = " ".join(words)
        digest.update(f"{name}\n{len(text)}\n{text}\n".encode())
    return digest.hexdigest()


def _name(path: Path) -> str:
    path = path.resolve()
    return path.relative_to(PACKAGE).as_posix() if path.is_relative_to(PACKAGE) else path.name


def _write(node: object, words: list[str]) -> None:
    """Add a node and everything below it; what is empty is left out, since versions of Python differ in which empty fields exist."""
    if not isinstance(node, ast.AST):
        words.append(repr(node))
        return
    words.append(f"{type(node).__name__}(")
    for field in node._fields:
        value = getattr(node, field, None)
        if isinstance(value, list) and value:
            words.append(f"{field}[")
            for part in value:
                if not _is_docstring(part):
                    _write(part, words)
        elif value not in (None, []) and field != "ctx":
            words.append(f"{field}=")
            _write(value, words)
    words.append(")")


def _is_docstring(node: object) -> bool:
    """Tell whether a statement is a string on its own: the docstring of a module, class, function or constant."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
