"""What a title is about: the words that remain when those for rank and profession are taken out."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from orgsim.people_import.cell_text import folded, tokens

_SMALL = "of for the and to in at a an und für der die das des von im am zur"
SMALL = frozenset(_SMALL.split())
"""Words that only join others."""

SHORTEST_PLURAL = 3
NO_PLURAL = ("ss", "us", "is")
"""Which words that end in s are hardly plurals."""

COMMAS = re.compile(r"[,;:()|]|\s[-\u2013\u2014]\s")
JOINTS = re.compile(COMMAS.pattern + r"|[&/+]|\band\b|\bund\b", re.IGNORECASE)
"""What parts the names in a title, and what joins several in one."""

Phrase = tuple[str, ...]
Area = frozenset[str]


@dataclass(frozen=True)
class Words:
    """How titles are read: which words say nothing, and which mean the same."""

    stop: frozenset[Phrase]
    craft: frozenset[Phrase]
    aliases: Mapping[Phrase, Phrase]
    function: frozenset[str] = frozenset()
    """Words for a function or a layer, in the singular: many teams have them, so that they tell no team from another."""

    def telling(self, area: Area) -> Area:
        """Return the words of an area that can tell it from others: those that name no function."""
        return area - self.function

    def names(self, text: str) -> list[Area]:
        """Return what a text may be called by: the whole of it, then what its commas part, then what 'and' joins.

        'Product Manager, Repo Management & Delivery' names three areas: both together, repo management, and delivery.
        """
        texts = [text, *COMMAS.split(text), *JOINTS.split(text)]
        return list(dict.fromkeys(area for part in texts if (area := self.area(part))))

    @property
    def plain(self) -> frozenset[str]:
        """Return the words that stand for ranks and crafts."""
        return frozenset(word for phrase in self.stop | self.craft for word in phrase)

    @cached_property
    def known(self) -> frozenset[str]:
        """Return every word that says nothing about an area, or only a function."""
        return self.plain | self.function | frozenset(word for phrase in self.aliases for word in phrase)

    def area(self, text: str, *, of_engineer: bool = False) -> Area:
        """Return the words that say what a title is about, in the singular, with aliases read as what they mean; '&' is none."""
        kept = [folded(word) for word in self._kept(text, of_engineer=of_engineer)]
        return frozenset(singular(word) for word in _replaced(kept, self.aliases) if not _joins(word))

    def label(self, text: str) -> str:
        """Return what a title is about as it is written: 'Growth and Integrations'."""
        kept = self._kept(text)
        while kept and _joins(kept[-1]):
            kept.pop()
        while kept and _joins(kept[0]):
            kept.pop(0)
        label = " ".join(kept)
        return label[:1].upper() + label[1:]

    def _kept(self, text: str, *, of_engineer: bool = False) -> list[str]:
        """Return the words of a text that are not stop words, in their own spelling, with '&'."""
        words = re.findall(r"[^\W_]+|&", text)
        plain = [folded(word) for word in words]
        gone: set[int] = set()
        for phrases in (self.stop, self.craft if of_engineer else frozenset()):
            gone |= _covered(plain, phrases, gone)
        kept = [word for place, word in enumerate(words) if place not in gone]
        return [word for place, word in enumerate(kept) if not (_joins(word) and place and _joins(kept[place - 1]))]


def singular(word: str) -> str:
    """Return a word without the s of its plural, so that 'Payment' and 'Payments' are the same; other plurals stay as they are.

    Example
    -------
    >>> [singular(word) for word in ("payments", "access", "status", "ios", "analysis")]
    ['payment', 'access', 'status', 'ios', 'analysis']
    """
    plural = len(word) > SHORTEST_PLURAL and word.endswith("s") and not word.endswith(NO_PLURAL)
    return word[:-1] if plural else word


def spelt(area: Area, text: str) -> list[str]:
    """Return the words of an area as a text has them, in its order; those that it does not have as they are."""
    written = {singular(word): word for word in reversed(tokens(text))}
    order = list(written)[::-1]
    known = [word for word in order if word in area]
    return [written.get(word, word) for word in (*known, *sorted(area.difference(known)))]


def phrases(texts: Iterable[str]) -> frozenset[Phrase]:
    """Return texts as phrases: the words of each, without case."""
    return frozenset(tuple(tokens(text)) for text in texts)


def _joins(word: str) -> bool:
    return word == "&" or folded(word) in SMALL


def _covered(words: Sequence[str], known: frozenset[Phrase], gone: set[int]) -> set[int]:
    """Return the places that phrases cover, the longest phrases first."""
    longest = max((len(phrase) for phrase in known), default=0)
    covered = set(gone)
    for size in range(longest, 0, -1):
        for start in range(len(words) - size + 1):
            places = range(start, start + size)
            if tuple(words[start : start + size]) in known and not covered & set(places):
                covered.update(places)
    return covered


def _replaced(words: Sequence[str], aliases: Mapping[Phrase, Phrase]) -> list[str]:
    """Return words with every alias written out, the longest first."""
    longest = max((len(phrase) for phrase in aliases), default=0)
    result: list[str] = []
    place = 0
    while place < len(words):
        sizes = range(min(longest, len(words) - place), 0, -1)
        size = next((size for size in sizes if tuple(words[place : place + size]) in aliases), 0)
        result += aliases[tuple(words[place : place + size])] if size else (words[place],)
        place += size or 1
    return result


def likeness(one: Area, other: Area) -> float:
    """Return how alike two areas are: words they share, of all words in either.

    Example
    -------
    >>> likeness(frozenset({"search"}), frozenset({"search", "core"}))
    0.5
    """
    return len(one & other) / len(one | other) if one and other else 0.0
