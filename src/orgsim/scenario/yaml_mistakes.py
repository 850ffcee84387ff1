"""What a reader of YAML stumbled over, in a plain sentence: what is not closed, not quoted, or not where it should be."""

import re
from typing import Any

SENTENCES = (
    (r"found undefined alias '(.+)'", r"nothing is called '&\1'; put quotes around text that begins with '*'"),
    (r"found character '(.)' that cannot start any token", r"text cannot begin with '\1'; put quotes around it"),
    (
        r"mapping values are not allowed here",
        "a ':' is not expected here: check the indentation, or put quotes around text",
    ),
    (r"could not find expected ':'", "a ':' is missing after this key, or the line belongs to the text above"),
    (r"expected chomping or indentation indicators", "the text after '|' or '>' begins on the next line"),
    (r"found another document", "a file holds one document, and '---' begins another"),
    (r"expected the node content, but found '<stream end>'", "the file ends where a value is expected"),
    (r"expected the node content, but found '(.+)'", r"a value is expected before '\1'"),
    (
        r"expected '?<(?:block end|document start)>",
        "this does not fit what stands above: check the indentation, brackets and quotes",
    ),
)
"""What the reader says, as a pattern, and what is said instead."""


def in_plain_words(error: Any) -> str:
    """Return what a marked error of ruamel's is about in one sentence; what it says itself where no sentence is known.

    Example
    -------
    >>> from types import SimpleNamespace as Error
    >>> in_plain_words(Error(problem="mapping values are not allowed here", context=None, context_mark=None))
    "a ':' is not expected here: check the indentation, or put quotes around text"
    """
    problem = (error.problem or error.context or "it cannot be read").strip()
    opened = f" that opens in line {error.context_mark.line + 1}" if error.context_mark else ""
    if "quoted scalar" in (error.context or "") and "end of stream" in problem:
        return f"the quotation mark{opened} is not closed"
    if closing := re.search(r"expected ',' or '([}\]])'", problem):
        bracket = {"}": "brace '{'", "]": "bracket '['"}[closing[1]]
        missing = "" if "<stream end>" in problem else ", or a comma is missing here"
        return f"the {bracket}{opened} is not closed{missing}"
    for pattern, sentence in SENTENCES:
        if found := re.search(pattern, problem):
            return found.expand(sentence)
    return problem
