"""Whatever people are called and wherever the table writes it, no output of an import has a word of anybody's name.

The spellings that are looked for are made here, by rules of their own, so that the import is not measured with its own yardstick.
"""

import csv
import io
import re
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgsim.cli import main
from orgsim.cli.errors import INVALID, NO

WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "å": "aa", "ł": "l", "\u0131": "i"})
LEFT_OUT = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "\u0131": "i"})
PARTICLES = {"van", "der", "von", "la", "de", "den"}
FAMOUS = [
    ("Jörg", "Müller"),
    ("Niamh", "O'Brien"),
    ("Jan", "van der Berghe"),
    ("Renée", "Smythe-Jonson"),
    ("Łucja", "Łukasiewicz"),
    ("Åse", "Østerby"),
    ("Heike", "Strauß"),
    ("Zoë", "D'Angelo"),
    ("Marie-Claire", "de la Croix"),
    ("Ean", "McTavish"),
    ("Y\u0131ld\u0131z", "Y\u0131lmaz"),
    ("Thảo", "Nguyễn"),
    ("Kim", "Wumpus"),
]
SYLLABLES = st.sampled_from(["zq", "xov", "vyk", "wug", "kää", "jöx", "ßaz", "ływ", "øzz", "quv"])
STRANGE = st.lists(SYLLABLES, min_size=2, max_size=3).map(lambda parts: "".join(parts).capitalize())
FULL_NAME = st.sampled_from(FAMOUS) | st.tuples(STRANGE, STRANGE)

UNITS = [
    "{} Squad",
    "Team {}",
    "{}'s team",
    "{}\u2019s org",
    "{}s",
    "({})",
    "Search / {}",
    "{} - Payments",
    "squad_{}",
    "{}2",
]
JOINED = ["{}Squad", "Team{}", "{}"]
TITLES = ["{}, {} org", "{} ({})", "{} - acting for {}", "{} {} Portfolio", "{}, Payments ({}'s squad)"]
ROLES = [
    "Director of Product",
    "Product Manager Search",
    "Engineering Manager",
    "Software Engineer",
    "Director General",
]


@dataclass(frozen=True)
class Named:
    """A person of a generated table."""

    first: str
    last: str

    @property
    def mail(self) -> str:
        """The mail address that a company would give."""
        return f"{joined(left_out(self.first))}.{joined(written_out(self.last))}@x.example"

    @property
    def words(self) -> set[str]:
        """The words of the name that must not leave, of three letters or more."""
        parts = re.findall(r"[^\W\d_]+", f"{self.first} {self.last}".casefold())
        return {part for part in parts if len(part) > 2 and part not in PARTICLES}


def left_out(text: str) -> str:
    """Return a text without the marks on its letters."""
    parts = unicodedata.normalize("NFKD", text.casefold().translate(LEFT_OUT))
    return "".join(char for char in parts if not unicodedata.combining(char))


def written_out(text: str) -> str:
    """Return a text with the marks on its letters written out."""
    return left_out(text.casefold().translate(WRITTEN_OUT))


def joined(text: str) -> str:
    """Return a name as one word."""
    return re.sub(r"[\W_]", "", text)


def spellings(text: str) -> list[str]:
    """Return how a cell may write a name."""
    return [
        text,
        text.upper(),
        text.lower(),
        left_out(text),
        written_out(text).title(),
        unicodedata.normalize("NFD", text),
    ]


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, list[Named]]:
    """Return a table of a small company as text, and its people and those whom it only mentions."""
    people = [Named(*name) for name in draw(st.lists(FULL_NAME, min_size=6, max_size=12, unique=True))]
    style = draw(st.sampled_from(["names", "mails", "both", "mails as ids"]))
    by = draw(st.sampled_from(["id", "name", "mail", "last, first"]))
    stranger, *there = people
    outside = draw(st.booleans()) and reference_names(reference(stranger, people, by, style), stranger)
    listed = [*there, stranger] if outside else there
    whole = style.startswith("mails")
    rows = []
    for number, person in enumerate(there):
        boss = there[draw(st.integers(0, number - 1))] if number else None
        boss = stranger if outside and number == len(there) - 1 else boss
        rows.append({
            "id": person.mail if style == "mails as ids" else str(100 + people.index(person)),
            "name": f"{person.first} {person.last}" if style in ("names", "both") else "",
            "email": person.mail if style != "names" else "",
            "title": draw(titles(number, listed, whole=whole)),
            "manager": reference(boss, people, by, style) if boss else "",
            "team": draw(units(listed, whole=whole)),
            "department": draw(units(listed, whole=whole)),
        })  # fmt: skip
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue(), listed


def reference(boss: Named, people: list[Named], by: str, style: str) -> str:
    """Return how a row names a manager, in a way that the table's columns can resolve where the manager has a row."""
    if style == "mails as ids" or (by == "mail" and style != "names"):
        return boss.mail
    if by == "id" or style == "mails":
        return str(100 + people.index(boss))
    return f"{boss.last}, {boss.first}" if by == "last, first" else f"{boss.first} {boss.last}"


def reference_names(cell: str, person: Named) -> bool:
    """Tell whether a cell calls somebody by name or mail address."""
    return cell in (person.mail, f"{person.last}, {person.first}", f"{person.first} {person.last}")


@st.composite
def called(draw: st.DrawFn, people: list[Named], *, whole: bool) -> str:
    """Return a part of somebody's name in some spelling; a table of mail addresses has names only as these have them."""
    person = draw(st.sampled_from(people))
    parts = [person.first, person.last] + ([] if whole else [f"{person.first} {person.last}", *person.words])
    return draw(st.sampled_from(spellings(draw(st.sampled_from(parts)))))


@st.composite
def units(draw: st.DrawFn, people: list[Named], *, whole: bool) -> str:
    """Return a team or department, mostly called after somebody."""
    name = draw(called(people, whole=whole))
    forms = st.sampled_from(UNITS).map(lambda form: form.format(name))
    solid = st.sampled_from(JOINED).map(lambda form: form.format(joined(name)))
    return draw(forms | solid | st.sampled_from(["", "Search", "Payments"]))


@st.composite
def titles(draw: st.DrawFn, number: int, people: list[Named], *, whole: bool) -> str:
    """Return a title, of the head for the first row, mostly with somebody's name."""
    role = draw(st.sampled_from(ROLES)) if number > 3 else ["Chief Product Officer", *ROLES[1:4]][number]
    name = draw(called(people, whole=whole))
    return draw(st.sampled_from(TITLES)).format(role, name) if number and draw(st.booleans()) else role


def outputs(table: str) -> Iterator[str]:
    """Return everything that the import of a table writes and prints, in every form."""
    runs = [
        ["import", "--report", "r.html", "--questions", "q.yaml"],
        ["--json", "import", "--report", "r.csv"],
        ["import", "--suggest-rules", "rules.yaml"],
    ]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "people.csv").write_text(table, encoding="utf-8")
        for run in runs:
            arguments = [f"{folder}/{word}" if "." in word else word for word in run]
            said = io.StringIO()
            with redirect_stdout(said), redirect_stderr(said), pytest.raises(SystemExit) as end:
                main([*arguments, f"{folder}/people.csv", "-o", f"{folder}/today.yaml", "--force"])
            assert end.value.code in (0, NO, INVALID), said.getvalue()
            assert said.getvalue()
            yield said.getvalue().replace(str(folder), "")
        for path in folder.iterdir():
            if path.name not in ("people.csv", "orgsim.key"):
                yield path.read_text(encoding="utf-8")


def leaked(people: list[Named], text: str) -> list[str]:
    """Return the words of names that a text has, with marks, without, or with marks written out, as words or inside longer ones."""
    split = re.sub(r"(?<=[^\W\d_A-Z])(?=[A-Z])", " ", text)
    texts = [form(version) for version in (text, split) for form in (str.casefold, left_out, written_out)]
    words = {word for version in texts for word in re.findall(r"[^\W\d_]+", version)}
    sought = {
        form(word) for person in people for word in person.words for form in (str.casefold, left_out, written_out)
    }
    sought |= {form(joined(person.last)) for person in people for form in (left_out, written_out)}
    inside = {word for word in sought if len(word) > 4 and any(word in version for version in texts)}
    return sorted((sought & words) | inside)


@settings(max_examples=60, deadline=None)
@given(tables())
def test_no_word_of_a_name_is_in_any_output(generated: tuple[str, list[Named]]) -> None:
    """Scenario, reports, questions, rules, JSON and the terminal name nobody of the table."""
    table, people = generated
    for text in outputs(table):
        assert leaked(people, text) == [], (table, text)


def test_the_search_for_leaks_finds_them() -> None:
    """The yardstick itself: names in every spelling are found."""
    people = [Named("Jörg", "Müller"), Named("Jan", "van der Berghe")]
    for text in ("team-mueller", "Muller", "team-vanderberghe", "BergheSquad", "Joerg"):
        assert leaked(people, text), text
    assert not leaked(people, "Product Manager, Search")
