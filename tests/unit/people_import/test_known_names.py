"""Names in titles, teams and departments are found in whatever spelling, and ordinary words stay."""

import pytest
from tests.unit.people_import.conftest import TABLE, ImportTable, said, text_of

from orgsim.people_import.identity import Person
from orgsim.people_import.known_names import Names, names_of, without_names

ORDINARY = ["product", "manager", "engineer", "software", "team", "squad", "search", "ads", "payments", "data"]


def named(*names: str) -> Names:
    """Return the names of people who are called so."""
    return names_of([Person(str(row), str(row), row, name=name) for row, name in enumerate(names, 1)], ORDINARY)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Assistant to Doe, Jane", "Assistant to"),
        ("Jane Doe (PM)", "(PM)"),
        ("PM (Jane Doe), Ads", "PM , Ads"),
        ("Jane", ""),
        ("Doe's Squad", "Squad"),
        ("Doe\u2019s Squad", "Squad"),
        ("Does Squad", "Squad"),
        ("DoeSquad", "Squad"),
        ("doesquad", ""),
        ("JANEDOE / Ads", "Ads"),
        ("Manager - Doe - Ads", "Manager - Ads"),
        ("Search (jane.doe@example.org)", "Search"),
    ],
)
def test_a_name_is_taken_out_wherever_it_stands(text: str, rest: str) -> None:
    """Alone, in full, with an s, joined with another word or in a mail address; with the punctuation around it."""
    assert named("Doe, Jane").without(text) == rest


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("Jörg Müller", ["Müller", "Mueller", "Muller", "MÜLLER", "Joerg"]),
        ("Heike Strauß", ["Strauss", "STRAUSS", "Strauß"]),
        ("Ha Łukasiewicz", ["Lukasiewicz", "ŁUKASIEWICZ"]),
        ("Åse Øster", ["Oester", "Oster", "Aase", "Ase"]),
        ("Niamh O'Brien", ["O'Brien", "OBrien", "obrien", "O\u2019Brien", "Brien", "O Brien"]),
        ("Li Smith-Jones", ["SmithJones", "Smith Jones", "smith-jones", "Jones", "LiSmith"]),
        ("Jan van der Berg", ["VanDerBerg", "van der Berg", "vanderberg", "Berg"]),
        ("Ean McTavish", ["McTavish", "mctavish", "MCTAVISH", "Mc Tavish"]),
        ("Bo Xu", ["Bo Xu", "Xu, Bo", "boxu", "BoXu"]),
    ],
)
def test_a_name_is_found_in_other_spellings(name: str, texts: list[str]) -> None:
    """Marks written out or left out, apostrophes, hyphens and particles."""
    assert {named(name).without(f"Team {text}") for text in texts} == {"Team"}


def test_ordinary_words_stay_whoever_is_called_so() -> None:
    """A product called Search is still called so when Mr Search leads it, and so is an engineer beside Edda Engineer."""
    names = named("Anna Search", "Edda Engineer", "Da Ta", "Software Engineer")
    for text in ("Product Manager, Search", "Software Engineer", "Data", "SearchAds"):
        assert names.without(text) == text


def test_a_profession_that_somebody_is_called_stays() -> None:
    """Three people whose whole title is 'Cook' are cooks, although somebody's name is Cook; two are not enough."""
    people = [Person(str(row), str(row), row, "Cook", name="Ann Lee") for row in (1, 2, 3)]
    people.append(Person("4", "4", 4, "Head Cook", name="Tim Cook"))
    assert [person.title for person in without_names(people, names_of(people, []))] == ["Cook"] * 3 + ["Head Cook"]
    fewer = people[1:]
    assert [person.title for person in without_names(fewer, names_of(fewer, []))] == ["", "", "Head"]


@pytest.mark.parametrize(
    "person",
    [
        Person("1", "1", 1, name="Rupert Blorf"),
        Person("1", "1", 1, email="rupert.blorf@x.example"),
        Person("1", "1", 1, email="rblorf@x.example"),
        Person("1", "1", 1, email="rupertblorf@x.example"),
        Person("rupert.blorf@x.example", "rupert.blorf@x.example", 1),
        Person("rblorf", "rblorf", 1),
        Person("blorf12", "blorf12", 1),
        Person("1", "1", 1, manager="Blorf, Rupert"),
        Person("1", "1", 1, manager="99 (Rupert Blorf)"),
        Person("1", "1", 1, dotted="7; rupert.blorf@x.example"),
    ],
    ids=lambda person: person.email or person.key + person.manager + person.dotted + person.name,
)
def test_names_are_known_from_every_column(person: Person) -> None:
    """Names, mail addresses, ids that are logins, and managers who have no row."""
    assert names_of([person], ORDINARY).without("Blorf Squad") == "Squad"


def test_an_id_that_repeats_the_title_names_nobody() -> None:
    """'kestrel-pm' is the id of a post rather than of a person."""
    seat = Person("kestrel-pm", "kestrel-pm", 1, "PM Kestrel")
    assert names_of([seat], ORDINARY).without("Kestrel") == "Kestrel"


def test_the_import_says_what_it_took_out_and_company_words_stay(import_table: ImportTable) -> None:
    """A product called Kestrel beside Mr Kestrel is lost, with a sentence; a rule file keeps it."""
    table = TABLE.replace("Search", "Kestrel").replace("Hugo Tarnow", "Hugo Kestrel")
    imported = import_table(table)
    assert "noted 2 rows name somebody of the table (rows 3, 5)" in said(imported)
    assert "kestrel" not in text_of(imported).casefold()
    kept = import_table(table, rules="company_words: [Kestrel]\n")
    assert "pm-kestrel" in text_of(kept)
    assert not [line for line in said(kept) if "name somebody" in line]
