"""Ranks: the words that titles begin with, in whatever trade: 'Deputy Director, Elections', 'Oberarzt Chirurgie'."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from orgsim.people_import.cell_text import folded, tokens
from orgsim.people_import.title_words import SMALL

FEWEST = 3
"""People whose titles begin alike, for a rank of their own."""
MOST_RANKS = 40
"""Ranks of a table; the most frequent first."""
END_OF_RANK = re.compile(r"[,;:()/|]|\s[-\u2013\u2014]\s|\s(?:of|for|to|and|in|at|f[üu]r|und|im|der|des)\s|&")
"""What ends the rank at the beginning of a title: 'Deputy Director, Elections', 'Head of Elections'."""
MODIFIERS = frozenset({
    "senior", "sr", "junior", "jr", "deputy", "assistant", "associate", "principal", "lead", "leading", "chief", "executive", "vice",
    "group", "acting", "interim", "staff", "global", "regional", "first", "second", "general", "special",
})  # fmt: skip
"""Words that stand before a rank and are none."""


def counting_words(title: str) -> str:
    """Return the words of a title that a rule could spell, without case."""
    return " ".join(word for word in tokens(title) if word not in SMALL)


def rank_of(title: str) -> str:
    """Return the rank at the beginning of a title.

    Example
    -------
    >>> rank_of("Deputy Director, Elections and Parliament")
    'deputy director'
    """
    first = END_OF_RANK.split(folded(title).strip(), maxsplit=1)[0]
    return counting_words(first) or counting_words(title)


@dataclass(frozen=True)
class Rank:
    """People whose titles begin alike."""

    words: str
    keys: tuple[str, ...]


def find_ranks(titles: Mapping[str, str], leads: Callable[[str], bool]) -> list[Rank]:
    """Return the ranks of several people, the most frequent first; `leads` tells whether somebody leads others.

    Where nothing parts the rank from the area, words that several titles begin with are a rank if all who have them lead, or none does.
    """
    beginning: dict[str, list[str]] = defaultdict(list)
    for key, title in titles.items():
        words = rank_of(title).split()
        for size in range(1, len(words) + 1):
            beginning[" ".join(words[:size])].append(key)
    shared = {words for words, keys in beginning.items() if _is_rank(words, keys, titles, leads)}
    holders: dict[str, list[str]] = defaultdict(list)
    for key, title in titles.items():
        holders[_shortest(rank_of(title), shared)].append(key)
    ranks = [Rank(words, tuple(keys)) for words, keys in holders.items() if words and len(keys) >= FEWEST]
    return sorted(ranks, key=lambda rank: (-len(rank.keys), rank.words))[:MOST_RANKS]


def _is_rank(words: str, keys: Sequence[str], titles: Mapping[str, str], leads: Callable[[str], bool]) -> bool:
    """Tell whether the first words of several titles are a rank: 'oberarzt', but not 'senior', nor a word for leaders and others."""
    several = len(keys) >= FEWEST and len({rank_of(titles[key]) for key in keys}) > 1
    return several and not set(words.split()) <= MODIFIERS and len(set(map(leads, keys))) == 1


def _shortest(words: str, shared: Collection[str]) -> str:
    """Return the shortest of the shared beginnings that words have, or all of them."""
    parts = words.split()
    beginnings = (" ".join(parts[:size]) for size in range(1, len(parts)))
    return next((beginning for beginning in beginnings if beginning in shared), words)
