"""The names of everybody in a table in the spellings that cells have them in, and titles, teams and departments without them."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from orgsim.people_import.cell_text import MAIL, folded, in_brackets, name_key
from orgsim.people_import.identity import Person
from orgsim.people_import.pseudonyms import IMPERSONAL

SHORTEST_NAME = 3
"""Shorter words of a name are left in titles: 'Li' or 'Al' may be anything."""
SHORTEST_PART = 4
"""Letters of a name that is looked for inside a word or a login: 'blorf' in 'searchblorf' and in 'rblorf@example.org'."""
MOST_WORDS = 6
"""Words of a name that a cell may write as one: 'VanDerBerg'."""
LONGEST_WORD = 40
"""Letters of a word in which a name is looked for."""
HOLDERS = 3
"""People with the same title of one word, for that word to be a profession: 'Cook', of which somebody may bear the name."""

WORD = re.compile(r"[^\W\d_]+")
BARRED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "\u0131": "i", "ħ": "h", "ŋ": "n", "æ": "a", "œ": "o"}
)
"""Letters that no mark can be taken off."""
UMLAUT = re.compile(r"(?<=a)[ae]+|(?<=[ou])e+")
"""The second letter of 'ae', 'oe', 'ue' and 'aa', with which a mark is written out."""
UNITS = frozenset({"team", "squad", "tribe", "org", "group", "unit", "crew", "pod", "gruppe", "department", "division"})
"""What even a short name may be joined with: 'kimsquad'."""
PLACES = ("title", "team", "department")
"""What of a person goes into outputs as it is written."""


@lru_cache(maxsize=1 << 16)
def spelling(word: str) -> str:
    """Return a word as names are compared, whatever marks it is written with; a short one ('Doe') keeps its letters.

    Example
    -------
    >>> {spelling(word) for word in ("Müller", "MUELLER", "Muller")}
    {'muller'}
    >>> spelling("Łukasiewicz"), spelling("Strauß")
    ('lukasiewicz', 'strauss')
    """
    parts = unicodedata.normalize("NFKD", folded(word)).translate(BARRED)
    plain = "".join(char for char in parts if char.isalpha())
    short = UMLAUT.sub("", plain)
    return short if len(short) >= SHORTEST_NAME else plain


@dataclass
class Names:
    """The names to be taken out, and the words that stay even when they are also a name; all as `spelling` has them."""

    known: frozenset[str]
    ordinary: frozenset[str]
    _done: dict[str, str] = field(default_factory=dict, repr=False)

    def without(self, text: str) -> str:
        """Return a text without mail addresses and without words that name somebody, alone, joined or with an s.

        Example
        -------
        >>> names = Names(frozenset({"jane", "doe", "janedoe"}), frozenset({"team"}))
        >>> names.without("Assistant to Jane Doe"), names.without("DoeTeam"), names.without("Doe's team")
        ('Assistant to', 'Team', 'team')
        """
        if text not in self._done:
            self._done[text] = self._cleaned(text)
        return self._done[text]

    def _cleaned(self, text: str) -> str:
        rest = MAIL.sub(" ", text)
        places = list(_pieces(rest))
        words = [folded(rest[start:end]) for start, end in places]
        gone = {place for place, word in enumerate(words) if self._names_somebody(word)} | self._joined(words)
        gone |= {place + 1 for place in gone if _is_ending(rest, places, place + 1)}
        for place in sorted(gone, reverse=True):
            end = places[place + 1][0] if place + 1 in gone else places[place][1]
            rest = rest[: places[place][0]] + rest[end:]
        return " ".join(text.split()) if rest == text else _mended(rest)

    def _names_somebody(self, word: str) -> bool:
        """Tell whether a word is a name, the possessive of one, or a name and another word written as one."""
        if len(word) < SHORTEST_NAME or self._is_ordinary(word):
            return False
        cuts = range(SHORTEST_NAME, min(len(word), LONGEST_WORD) - SHORTEST_NAME + 1)
        return self._is_name(word) or any(self._are_parts(word[:cut], word[cut:]) for cut in cuts)

    def _is_ordinary(self, word: str) -> bool:
        return spelling(word) in self.ordinary

    def _is_name(self, word: str) -> bool:
        return any(spelling(bare) in self.known for bare in (word, word.removesuffix("s"), word.removesuffix("es")))

    def _are_parts(self, one: str, other: str) -> bool:
        """Tell whether one of two halves is a name and the other a name or an ordinary word."""
        return any(
            self._is_name(name) and (rest in UNITS or (len(name) >= SHORTEST_PART and self._stands(rest)))
            for name, rest in ((one, other), (other, one))
        )

    def _stands(self, word: str) -> bool:
        """Tell whether a part of a word is a word by itself."""
        return self._is_ordinary(word) or spelling(word) in self.known

    def _joined(self, words: Sequence[str]) -> set[int]:
        """Return the places of neighbouring words that are a name together: 'O' and 'Brien'; ordinary words stay."""
        gone: set[int] = set()
        for start in range(len(words)):
            for end in range(start + 2, min(start + MOST_WORDS, len(words)) + 1):
                together = words[start:end]
                if self._is_name("".join(together)) and not all(map(self._is_ordinary, together)):
                    gone.update(range(start, end))
        return gone


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Return where the words of a text stand; 'BlorfSquad' has two."""
    for found in WORD.finditer(text):
        start, word = found.start(), found[0]
        cuts = [place for place in range(1, len(word)) if _begins(word, place)]
        for one, other in pairwise([0, *cuts, len(word)]):
            yield start + one, start + other


def _begins(word: str, place: int) -> bool:
    """Tell whether a word begins inside another one: after a small letter, or before one that ends a row of capitals."""
    if not word[place].isupper():
        return False
    return word[place - 1].islower() or word[place + 1 : place + 2].islower()


def _is_ending(text: str, places: Sequence[tuple[int, int]], place: int) -> bool:
    """Tell whether a word is the s of "Blorf's"."""
    if place >= len(places):
        return False
    (_, before), (start, end) = places[place - 1], places[place]
    return text[before:start] in ("'", "\u2019") and text[start:end].casefold() == "s"


def _mended(text: str) -> str:
    """Return a text without the punctuation that stood around what was taken out."""
    text = re.sub(r"\(\W*\)|\[\W*\]", " ", text)
    text = re.sub(r"[-\u2013,;:/|&](?=\s*[-\u2013,;:/|&])", " ", text)
    return " ".join(text.split()).strip(" _,;:-/&|'\u2019")


def names_of(people: Collection[Person], ordinary: Iterable[str]) -> Names:
    """Return the names of everybody in a table: from names, mail addresses, ids and managers; `ordinary` words are none of them."""
    stay = frozenset(map(spelling, [*ordinary, *_professions(people)]))
    ids = {person.key for person in people}
    known: set[str] = set()
    for text in {text for person in people for text in _names_in(person, ids)}:
        known |= _spellings(WORD.findall(folded(text)), stay)
    for login in {login for person in people if not person.name for login in _logins(person)}:
        known |= _inside(login)
    return Names(frozenset(known - stay), stay)


def _professions(people: Iterable[Person]) -> list[str]:
    """Return the words that are the whole title of several people: nobody's title is the name of somebody else."""
    counts = Counter(folded(person.title) for person in people)
    return [title for title, number in counts.items() if number >= HOLDERS and WORD.fullmatch(title)]


def _names_in(person: Person, ids: Collection[str]) -> Iterator[str]:
    """Return every text of a row that calls somebody by name, as it is or as the first part of a mail address."""
    yield name_key(person.name)
    yield from in_brackets(folded(person.name))
    title = set(WORD.findall(folded(person.title)))
    for reference in (person.email, person.key, person.manager, person.dotted):
        for text in _references(reference, () if reference == person.key else ids):
            own = title if reference == person.key and "@" not in reference else ()
            yield " ".join(word for word in WORD.findall(text) if word not in own)


def _references(cell: str, ids: Collection[str]) -> Iterator[str]:
    """Return whom a cell means, where it is no id of the table and no number: names, and the first parts of mail addresses."""
    for part in re.split(r"[;|\n]", folded(cell)):
        text = part.strip()
        if text not in ids and not IMPERSONAL.fullmatch(text):
            yield from (mail.partition("@")[0] for mail in MAIL.findall(text))
            yield name_key(MAIL.sub(" ", text))
            yield from in_brackets(MAIL.sub(" ", text))


def _spellings(words: Sequence[str], ordinary: Collection[str]) -> set[str]:
    """Return the words of a name, and those that stand together joined, as logins and team names have them."""
    ends = [(words[0], words[-1]), (words[-1], words[0])] if len(words) > 1 else []
    sizes = range(2, min(MOST_WORDS, len(words)) + 1)
    runs = [tuple(words[start : start + size]) for size in sizes for start in range(len(words) - size + 1)]
    joined = {"".join(run) for run in (*runs, *ends) if not all(spelling(word) in ordinary for word in run)}
    return {spelling(word) for word in joined.union(words) if len(word) >= SHORTEST_NAME}


def _logins(person: Person) -> Iterator[str]:
    """Return ids and first parts of mail addresses that are one word, in which an initial or a first name may be joined to the last."""
    texts = [text for reference in (person.email, person.key) for text in _references(reference, ())]
    yield from (text for text in texts if WORD.fullmatch(text))


def _inside(login: str) -> set[str]:
    """Return what a login may begin or end with: the 'blorf' of 'rblorf' and of 'rupertblorf'."""
    cuts = range(SHORTEST_PART, min(len(login), LONGEST_WORD))
    return {spelling(part) for cut in cuts for part in (login[:cut], login[-cut:])}


def without_names(people: Iterable[Person], names: Names) -> list[Person]:
    """Return people whose titles, teams and departments name nobody of the table."""
    cleaned = names.without
    return [
        replace(person, title=cleaned(person.title), team=cleaned(person.team), department=cleaned(person.department))
        for person in people
    ]
