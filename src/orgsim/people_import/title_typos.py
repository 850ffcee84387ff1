"""Typos in titles: a word one slip away from a word that the rules know is read as that word, and the import says so.

Two measures are used. Where no rule matches a title, any single slip (a letter too many, missing or wrong, or two that changed places)
may be mended if a rule matches then: the words around it make sure of it. Where a rule matches, only a slip that hardly ever makes
another word is mended, so that no team is named after 'Senoir'; 'Lending' stays what it is, though 'leading' is near.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from orgsim.people_import.cell_text import folded
from orgsim.people_import.title_words import singular

SHORTEST = 5
"""Letters of a word that may have a typo; of shorter ones too many are near each other."""
SHORTEST_LETTER, SHORTEST_WRONG = 6, 7
"""Letters of the word that is meant where a letter is missing or too many, and where one is wrong: 'taster' is no 'tester'."""
WORD = re.compile(rf"[^\W\d_]{{{SHORTEST},}}")


def transposed(word: str, meant: str) -> bool:
    """Tell whether two words differ by two neighbours that changed places.

    Example
    -------
    >>> transposed("senoir", "senior"), transposed("senior", "senior")
    (True, False)
    """
    wrong = [place for place, (a, b) in enumerate(zip(word, meant, strict=False)) if a != b]
    if len(word) != len(meant) or len(wrong) != 2 or wrong[1] != wrong[0] + 1:
        return False
    first = wrong[0]
    return word[first : first + 2] == meant[first : first + 2][::-1]


def one_letter_off(word: str, meant: str, *, inside: bool) -> bool:
    """Tell whether a word has one letter more or less than another; `inside`: neither the first nor the last, which change the meaning.

    Example
    -------
    >>> one_letter_off("manger", "manager", inside=True), one_letter_off("directory", "director", inside=True)
    (True, False)
    """
    if abs(len(word) - len(meant)) != 1 or len(meant) < SHORTEST_LETTER:
        return False
    short, long = sorted((word, meant), key=len)
    if inside and (short[0] != long[0] or short[-1] != long[-1]):
        return False
    return any(long[:place] + long[place + 1 :] == short for place in range(1, len(long)))


def one_letter_wrong(word: str, meant: str) -> bool:
    """Tell whether a word has one other letter than a long one, and not the first.

    Example
    -------
    >>> one_letter_wrong("prodoct", "product"), one_letter_wrong("taster", "tester")
    (True, False)
    """
    if len(word) != len(meant) or len(meant) < SHORTEST_WRONG or word[0] != meant[0]:
        return False
    return sum(a != b for a, b in zip(word, meant, strict=True)) == 1


@lru_cache(maxsize=8192)
def nearly(word: str, known: frozenset[str], *, surely: bool) -> tuple[str, ...]:
    """Return the known words that a word is one slip away from; none for a known word. `surely`: only slips that make no other word."""
    if len(word) < SHORTEST or word in known:
        return ()
    if (one := singular(word)) in known:  # 'Programmes' are no programmer
        return () if surely else (one,)
    near = (
        meant
        for meant in known
        if abs(len(meant) - len(word)) < 2
        and (
            transposed(word, meant)
            or one_letter_off(word, meant, inside=surely)
            or (not surely and one_letter_wrong(word, meant))
        )
    )
    return tuple(sorted(near))


def mendings(title: str, known: frozenset[str], *, surely: bool) -> Iterator[str]:
    """Yield a title with one of its words mended, for every word that is one slip away from a known one."""
    for found in WORD.finditer(title):
        for meant in nearly(folded(found[0]), known, surely=surely):
            yield title[: found.start()] + _as_written(meant, found[0]) + title[found.end() :]


def _as_written(word: str, pattern: str) -> str:
    """Return a word in capitals, or with one, as another is written."""
    if pattern.isupper():
        return word.upper()
    return word.capitalize() if pattern[0].isupper() else word
