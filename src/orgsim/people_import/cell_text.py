"""Text as HR systems mangle it and as it is compared: odd spaces, invisible marks, split accents, case, brackets.

Every function takes time that grows with the length of the text, whatever the text is.
"""

import re
import unicodedata

INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Unicode categories that a reader cannot see, and that a YAML file may not hold."""

MAIL = re.compile(r"(?<![^\s@<>()])[^\s@<>()]++@[^\s@<>()]++")
"""Mail addresses; tried only where a word begins, so that a long word is read once."""
BRACKETS = re.compile(r"[\[(<]([^\])>]*)[\])>]")


def tidy(text: str) -> str:
    r"""Return text with composed accents, no invisible characters, and single plain spaces.

    Example
    -------
    >>> tidy("  Ju\u0308rgen\u00a0\u200b K. ")
    'Jürgen K.'
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    spaced = "".join(" " if char.isspace() else char for char in unicodedata.normalize("NFC", text))
    return " ".join("".join(char for char in spaced if unicodedata.category(char) not in INVISIBLE).split())


def folded(text: str) -> str:
    r"""Return text as ids, mail addresses and titles are compared: tidy, and without case.

    Example
    -------
    >>> folded("Stra\u00dfe") == folded("STRASSE")
    True
    """
    if text.isascii():
        return tidy(text.lower())
    return tidy(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()))


def _bracketed_part(text: str) -> str:
    """Return a text up to its last closing bracket: beyond it an opening one would be looked for to the end, in vain."""
    return text[: max(map(text.rfind, "])>")) + 1]


def in_brackets(text: str) -> list[str]:
    """Return what stands in brackets of any kind, in order."""
    return BRACKETS.findall(_bracketed_part(text))


def without_brackets(text: str) -> str:
    """Return a text with a space in place of every bracket and what is in it."""
    head = _bracketed_part(text)
    return BRACKETS.sub(" ", head) + text[len(head) :]


def squeezed(text: str) -> str:
    """Return a heading as headings are compared: letters, digits and '#' only.

    Example
    -------
    >>> squeezed("E-Mail Address [Required]")
    'emailaddress'
    """
    plain = without_brackets(folded(text))
    return "".join(char for char in plain if char.isalnum() or char == "#")


def tokens(text: str) -> list[str]:
    """Return the words of a text, without case.

    Example
    -------
    >>> tokens("Full-Stack Engineer, R&D")
    ['full', 'stack', 'engineer', 'r', 'd']
    """
    return re.findall(r"[^\W_]+", folded(text))


def name_key(name: str) -> str:
    """Return a person's name as names are compared: first name first, without what systems append in brackets.

    Example
    -------
    >>> name_key("Doe, Jane (On Leave)")
    'jane doe'
    """
    plain = without_brackets(folded(name))
    last, comma, first = plain.partition(",")
    return " ".join((f"{first} {last}" if comma else plain).split())


def slug(text: str) -> str:
    """Return a text as part of an id: plain lower-case letters and digits, joined by '-'.

    Example
    -------
    >>> slug("Größe & Growth")
    'groesse-growth'
    """
    german = folded(text).translate({0xE4: "ae", 0xF6: "oe", 0xFC: "ue"})
    plain = unicodedata.normalize("NFKD", german).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain))
