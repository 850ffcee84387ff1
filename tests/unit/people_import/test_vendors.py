"""Headings as each system exports them."""

import pytest
from tests.unit.people_import.conftest import ImportTable, said, sizes

from orgsim.people_import.findings import PeopleError

VENDORS = {
    "bamboohr": (
        "Employee #,First Name,Last Name,Job Title,Department,Location,Employment Status,Hire Date,supervisorEId",
        "{id},{first},{last},{title},Product,Berlin,Full-Time,2020-01-31,{manager}",
    ),
    "workday": (
        "Employee ID,Worker,Worker Type,Business Title,Job Family,Management Level,Cost Center,FTE,Worker's Manager",
        "{id},{first} {last},Employee,{title},Tech,5,CC1,100%,{boss}",
    ),
    "hibob": (
        "Employee ID,Email,Display Name,Site,Department,Job title,Start date,Employment contract,Reports to email",
        "{id},{mail},{first} {last},Berlin,Product,{title},2020-01-31,Permanent,{boss_mail}",
    ),
    "personio": (
        "ID;Vorname;Nachname;E-Mail;Position;Abteilung;Standort;Eintrittsdatum;Beschäftigungsart;Wochenstunden;Vorgesetzter",
        "{id};{first};{last};{mail};{title};Produkt;Köln;31.01.2020;intern;40,0;{boss}",
    ),
    "rippling": (
        "Employee,Work email,Employee number,Title,Department,Employment type,Employment status,Start date,Manager - Work email",
        "{first} {last},{mail},{id},{title},Product,Full time,Active,01/31/2020,{boss_mail}",
    ),
    "google": (
        "First Name [Required],Last Name [Required],Email Address [Required],Org Unit Path [Required],Employee ID,Employee Title,Employee Type,Manager Email,Department,Status [READ ONLY]",
        "{first},{last},{mail},/Product,{id},{title},Staff,{boss_mail},Product,Active",
    ),
}

FLOCK = [
    ("101", "Ada", "Kingsley", "Chief Product Officer", None),
    ("102", "Boris", "Lindqvist", "Product Manager Search", 0),
    ("103", "Dina", "Porter", "Engineering Manager Search", 0),
    ("104", "Edda", "Quill", "Software Engineer", 2),
    ("105", "Fern", "Rossi", "Software Engineer", 2),
]


def _table(heading: str, pattern: str) -> str:
    rows = []
    for number, first, last, title, above in FLOCK:
        boss = FLOCK[above] if above is not None else ("", "", "", "", None)
        rows.append(
            pattern.format(
                id=number,
                first=first,
                last=last,
                mail=f"{first}.{last}@Example.org",
                title=title,
                manager=boss[0],
                boss=f"{boss[1]} {boss[2]}".strip(),
                boss_mail=f"{boss[1]}.{boss[2]}@example.org".lower() if boss[1] else "",
            )
        )
    return "\n".join([heading, *rows]) + "\n"


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_vendors_export_is_recognised_and_read(import_table: ImportTable, vendor: str) -> None:
    """The usual columns of each system are found by their headings, and managers by id, mail address or name."""
    imported = import_table(_table(*VENDORS[vendor]))
    assert imported.table.source is not None
    assert imported.table.source.key == vendor
    assert "source looks like" in imported.table.looks_like
    assert sizes(imported) == {"team-search": ("pm-search", 2)}


def test_a_given_source_is_not_guessed(import_table: ImportTable) -> None:
    """``--source`` wins over what the headings look like."""
    imported = import_table(_table(*VENDORS["bamboohr"]), source="workday")
    assert imported.table.looks_like == "source Workday, as given"


ENTRA = """\
userPrincipalName,displayName,jobTitle,department,accountEnabled,userType,usageLocation
ada@example.org,Ada Kingsley,CPO,Product,true,Member,DE
bo@example.org,Boris Lindqvist,Product Manager Search,Product,true,Member,DE
dina@example.org,Dina Porter,Engineering Manager Search,Tech,true,Member,DE
edda@example.org,Edda Quill,Software Engineer,Tech,true,Member,DE
gone@example.org,Gone Person,Software Engineer,Tech,false,Member,DE
room@example.org,Room 4,,,true,Member,DE
"""
MANAGERS = """\
userPrincipalName,manager
bo@example.org,ada@example.org
dina@example.org,ada@example.org
edda@example.org,dina@example.org
gone@example.org,dina@example.org
stranger@example.org,ada@example.org
"""


def test_entra_without_managers_is_refused_with_a_way_out(import_table: ImportTable) -> None:
    """Microsoft's user download has no managers: the import says so and what to export besides."""
    with pytest.raises(PeopleError, match="--managers"):
        import_table(ENTRA)


def test_entra_with_a_second_table_of_managers(
    import_table: ImportTable, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A second table says who reports to whom; disabled accounts and rooms are nobody."""
    second = tmp_path_factory.mktemp("second") / "managers.csv"
    second.write_text(MANAGERS, encoding="utf-8")
    imported = import_table(ENTRA, managers=second)
    assert sizes(imported) == {"team-search": ("pm-search", 1)}
    assert "noted 1 row of the second table that matches nobody in the first" in said(imported)
    assert "noted 1 account without title, manager and reports left out (row 7)" in said(imported)


@pytest.mark.parametrize("top", ["", "-1", "1"], ids=["blank", "minus one", "self"])
def test_org_chart_templates_mark_the_top_in_three_ways(import_table: ImportTable, top: str) -> None:
    """The top person of a chart template has a blank manager, -1 or themselves."""
    table = (
        f"Person ID,Job Title,SupervisorID,Dottedids\n1,CPO,{top},\n2,Product Manager A,1,\n3,Portfolio Manager,1,2\n"
    )
    imported = import_table(f"{table}4,Engineering Manager A,1,\n5,Engineer,4,\n", mapping={})
    assert imported.organisation is not None, said(imported)
    assert [post.id for post in imported.organisation.posts if post.reports_to is None] == ["cpo"]


def test_map_wins_over_headings(import_table: ImportTable) -> None:
    """A column that ``--map`` names is read whatever it is called."""
    table = "Wer,Was,Unter wem,title\n1,CPO,,x\n2,Product Manager Ads,1,x\n3,Engineering Manager,1,x\n4,Engineer,3,x\n"
    imported = import_table(table, mapping={"id": "Wer", "title": "was", "manager": "Unter wem"})
    assert sizes(imported) == {"team-ads": ("pm-ads", 1)}


def test_a_map_to_nowhere_names_the_nearest_heading(import_table: ImportTable) -> None:
    """A column that is not there is refused with the nearest that is."""
    with pytest.raises(PeopleError, match=r"people\.csv:1: --map title=Titel.*did you mean 'title'"):
        import_table(mapping={"title": "Titel"})


@pytest.mark.parametrize(
    "heading",
    ["Matrix Manager ID", "Dotted Line Manager ID", "Dotted-Line Manager", "Matrix Manager(s)", "Functional Manager ID"]
    + ["Secondary Manager", "Additional Managers", "Dotted Line Manager Email"],
)
def test_dotted_managers_go_by_many_names(import_table: ImportTable, heading: str) -> None:
    """A column of matrix managers is read as dotted lines, whatever it is called, beside the managers themselves."""
    table = f"""Employee ID,Title,Manager ID,{heading},Location
1,Chief Product Officer,,,Bonn
2,"Product Manager, Search",1,,Bonn
3,"Product Manager, Ads",1,2,Bonn
4,"Engineering Manager, Search",1,,Bonn
5,Software Engineer,4,,Bonn
"""
    imported = import_table(table)
    assert imported.organisation is not None
    assert imported.organisation.dotted == {"pm-ads": ("pm-search",)}
    assert imported.table.unread() == ["Location"]
