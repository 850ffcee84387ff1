"""Titles and structure: who is a group manager, and which titles only sound like product management."""

from collections.abc import Sequence

import pytest
from tests.unit.people_import.conftest import TABLE, ImportTable, said, sizes, text_of

from orgsim.people_import.title_rules import read_rules

AMONG = TABLE + '20,Ian Ude,"{}",1\n'


def roles(import_table: ImportTable, title: str, below: Sequence[str], rules: str = "") -> dict[str, str]:
    """Return the roles of posts by title when somebody with a title has others below."""
    table = AMONG.format(title) + "".join(f'3{n},Jo Vance {n},"{other}",20\n' for n, other in enumerate(below))
    organisation = import_table(table, rules=rules).organisation
    assert organisation is not None
    return {post.name: post.role for post in organisation.posts}


PM = "Product Manager, Kites {}"


@pytest.mark.parametrize(
    ("title", "alone", "with_two", "with_six"),
    [
        ("Group Product Manager", "gpm", "gpm", "gpm"),
        ("Group Product Lead", "gpm", "gpm", "gpm"),
        ("Principal PM, Group Lead", "gpm", "gpm", "gpm"),
        ("Head of Product, Payments", "director", "gpm", "director"),
        ("Leiterin Produktmanagement Zahlungen", "director", "gpm", "director"),
        ("Director of Product, Payments", "director", "director", "director"),
        ("Principal Product Manager", "pm", "gpm", "gpm"),
        ("Lead Product Manager, Payments", "pm", "gpm", "gpm"),
        ("Senior Manager, Product", "pm", "gpm", "gpm"),
        ("Senior PM", "pm", "gpm", "gpm"),
        ("Product Owner", "pm", "gpm", "gpm"),
        ("Portfolio Product Manager", "ppm", "ppm", "ppm"),
    ],
)
def test_structure_helps_the_title(
    import_table: ImportTable, title: str, alone: str, with_two: str, with_six: str
) -> None:
    """Two to five product posts are a group; who leads one leads none, and a head of product with six leads a part."""
    for number, role in ((0, alone), (1, alone), (2, with_two), (5, with_two), (6, with_six)):
        assert roles(import_table, title, [PM.format(n) for n in range(number)])[title] == role


def test_a_head_of_group_managers_leads_a_part(import_table: ImportTable) -> None:
    """Who has a group manager below is no group manager where the title says more."""
    found = roles(import_table, "Head of Product, Payments", ["Group Product Manager, Cards", PM])
    assert found["Head of Product, Payments"] == "director"


def test_a_group_is_counted_from_the_bottom_up(import_table: ImportTable) -> None:
    """A product manager of product managers is a group manager before the head above them is looked at."""
    table = AMONG.format("Head of Product, Payments") + "".join(
        f'{number},Jo Vance,"{title}",{above}\n'
        for number, title, above in (
            (30, "Principal Product Manager", 20),
            (31, "Product Manager, Cards", 20),
            (32, "Product Manager, Loans", 30),
            (33, "Product Manager, Rent", 30),
        )
    )
    organisation = import_table(table).organisation
    assert organisation is not None
    found = {post.name: post.role for post in organisation.posts}
    assert (found["Principal Product Manager"], found["Head of Product, Payments"]) == ("gpm", "director")


def test_what_was_read_by_structure_is_said(import_table: ImportTable) -> None:
    """Nobody's role changes silently."""
    table = AMONG.format("Principal PM") + '31,Jo Vance,"PM, Cards",20\n32,Kit Wu,"PM, Loans",20\n'
    imported = import_table(table)
    (entry,) = [entry for entry in imported.findings.entries if "by whom" in entry.noun]
    assert (entry.text(), entry.detail) == ("1 product post read by whom it leads (row 10)", "'Principal PM' as gpm")


def test_a_rule_may_forbid_it(import_table: ImportTable) -> None:
    """`leading` is part of a rule; one without it reads the title alone."""
    rules = "titles:\n  - {match: principal product manager, role: pm}\n  - {match: kites lead, role: pm, leading: director}\n"
    pms = [PM.format(n) for n in range(3)]
    assert roles(import_table, "Principal Product Manager", pms, rules)["Principal Product Manager"] == "pm"
    assert roles(import_table, "Kites Lead", pms, rules)["Kites Lead"] == "director"


@pytest.mark.parametrize(
    "title",
    [
        "Product Marketing Manager",
        "Senior Manager, Product Marketing",
        "Director of Product Marketing",
        "Marketing Manager, Product",
        "VP Product Marketing",
        "Product Designer",
        "Head of Product Design",
        "Design Director, Product",
        "Product Analyst",
        "Director, Product Analytics",
        "Program Manager",
        "Technical Program Manager",
        "Engineering Program Manager",
        "Program Manager, Product",
        "Project Manager",
        "Projektleiterin",
        "Scrum Master",
        "Product Operations Manager",
        "Product Support Engineer",
        "Product Manager Intern",
        "Intern, Product Management",
        "Praktikant Produktmanagement",
        "Executive Assistant to the VP of Product",
    ],
)
def test_titles_that_only_sound_like_product(import_table: ImportTable, title: str) -> None:
    """Marketing, design, analysis, programmes and interns are no product posts, nor engineers where a team has them."""
    imported = import_table(TABLE + f'9,Ian Ude,"{title}",4\n')
    assert {use.title: use.role for use in imported.titles}[title] == "ignore"
    assert sizes(imported)["team-search"] == ("pm-search", 2)


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("VP, Product & Design", "director"),
        ("Head of Product and Design", "director"),
        ("Director of Product & Marketing", "director"),
        ("Product Manager, Marketing", "pm"),
        ("Product Manager, Design Systems", "pm"),
        ("Product Owner Analytics", "pm"),
        ("Product Engineer", "engineer"),
        ("Internal Tools Engineer, Product", "engineer"),
        ("Software Engineering Intern", "unmatched"),
        ("Account Manager, Product Suite", "unmatched"),
    ],
)
def test_titles_that_are_what_they_seem(import_table: ImportTable, title: str, role: str) -> None:
    """An area may be called marketing or design, and a head may lead product and design."""
    imported = import_table(TABLE + f'9,Ian Ude,"{title}",1\n')
    assert {use.title: use.role for use in imported.titles}[title] == role


def test_interns_by_contract_own_no_product(import_table: ImportTable) -> None:
    """Who is an intern by a column is left out of the product posts and said; in a team they count by their share."""
    rows = TABLE.splitlines()
    kinds = ["Employment type", "", "", "Intern", "", "Intern", "Contractor", "", ""]
    table = "\n".join(f"{row},{kind}" for row, kind in zip(rows, kinds, strict=True))
    imported = import_table(table)
    assert "noted 1 intern in product left out (row 4)" in said(imported)
    assert sizes(imported) == {"team-search": ("pm-search", 2), "team-ads": ("pm-search", 1)}


def test_a_column_of_german_interns_is_everybody(import_table: ImportTable) -> None:
    """Where most people are 'intern', it is the opposite of 'extern'."""
    table = "\n".join(f"{row},{'Beschäftigungsart' if not n else 'intern'}" for n, row in enumerate(TABLE.splitlines()))
    assert not [line for line in said(import_table(table)) if "intern" in line]


def test_a_rule_for_people_with_or_without_reports(import_table: ImportTable) -> None:
    """One title may mean two roles, by whether anybody reports to the person; the report lists both."""
    table = """id,title,manager
1,Permanent Secretary,
2,Deputy Director of Rivers,1
3,Deputy Director of Lakes,1
4,Deputy Director of Fish,2
5,Deputy Director of Eels,2
6,Deputy Director of Boats,3
"""
    rules = """defaults: false
titles:
  - {match: permanent secretary, role: cpo}
  - {match: deputy director, reports: some, role: pm}
  - {match: deputy director, reports: none, role: engineer}
stop_words: [deputy director]
"""
    imported = import_table(table, rules=rules)
    assert sizes(imported) == {"team-rivers": ("pm-rivers", 2), "team-lakes": ("pm-lakes", 1)}
    assert [use.role for use in imported.titles].count("engineer") == 3


def test_who_stands_between_product_posts_is_named(import_table: ImportTable) -> None:
    """A title that says nothing of product is no product post, however many it leads; it is named with their number."""
    table = AMONG.format("Head of Payments") + "".join(
        f'3{n},Jo Vance,"Product Manager, Card {n}",20\n' for n in range(3)
    )
    imported = import_table(table)
    (entry,) = [entry for entry in imported.findings.entries if "attached to the next" in entry.noun]
    assert entry.count == 3
    assert "'Head of Payments' (3); a rule can make such a title a gpm" in entry.detail
    rules = "titles:\n  - {match: head payments, role: gpm}\n"
    found = import_table(table, rules=rules).organisation
    assert found is not None
    assert "gpm-payments" in {post.id for post in found.posts}


def test_unknown_titles_that_count_as_engineers_are_named(import_table: ImportTable) -> None:
    """Below an engineering manager an unknown title counts as an engineer, which changes a head-count: it is said."""
    table = TABLE + "20,Ian Ude,Kitewright,4\n21,Jo Vance,Kitewright,4\n22,Kit Wu,Beekeeper,1\n"
    imported = import_table(table)
    (entry,) = [entry for entry in imported.findings.entries if "no rule" in entry.noun]
    assert entry.count == 2
    assert entry.detail.startswith(
        "2 people below engineering managers count as engineers: 'Kitewright' (2); all others are left out"
    )
    assert sizes(imported)["team-search"][1] == 4
    ignoring = import_table(table, rules="inside_teams: ignore\n")
    (entry,) = [entry for entry in ignoring.findings.entries if "no rule" in entry.noun]
    assert entry.detail == "they are left out; --report lists them"
    assert sizes(ignoring)["team-search"][1] == 2


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Product Manger, Kites", "pm"),
        ("Porduct Manager, Kites", "pm"),
        ("Prodact Manager, Kites", "pm"),
        ("Product Managerr, Kites", "pm"),
        ("GROUP PRODCUT MANAGER", "gpm"),
        ("Chief Prodcut Officer", "cpo"),
        ("Dirctor of Product, Kites", "director"),
        ("Enginering Manager, Kites", "engineering_manager"),
        ("Software Enginer", "engineer"),
        ("Product Marketing Manger", "ignore"),
        ("Visual Desinger", "ignore"),
        ("Products Manager", "pm"),
        ("Director, Strategy and Programmes", ""),
        ("Wine Taster", ""),
        ("Producing Manager", ""),
        ("Project Leader, Kites", ""),
        ("Porduct Manger, Kites", ""),
    ],
)
def test_a_title_one_slip_away_from_a_rule_is_read_by_it(title: str, role: str) -> None:
    """A letter missing, too many or wrong, or two that changed places; two slips, and words that are others, are none."""
    found = read_rules(None).find(title)
    assert (found.role if found else "") == role


def test_a_typo_is_said_and_nothing_is_named_after_it(import_table: ImportTable) -> None:
    """The product manager with a typo owns what the others would; the terminal and the report say how the title was read."""
    imported = import_table(TABLE.replace("Product Manager, Search", "Product Manger, Search"))
    assert "noted 1 title with a typo read as what it nearly is (row 3)" in said(imported)
    (entry,) = [entry for entry in imported.findings.entries if "typo" in entry.noun]
    assert "'Product Manger, Search' as 'Product Manager, Search' (pm, 1)" in entry.detail
    assert text_of(imported) == text_of(import_table(TABLE))
    assert ["typo" in line for line in said(import_table(TABLE))].count(True) == 0


def test_a_rule_for_the_title_as_it_stands_decides_otherwise(import_table: ImportTable) -> None:
    """A 'Product Manger' may be somebody who sells cribs."""
    table = TABLE.replace("Product Manager, Search", "Product Manger, Search")
    found = import_table(table, rules="titles: [{match: product manger, role: ignore}]").organisation
    assert found is not None
    assert "pm-search" not in {post.id for post in found.posts}


@pytest.mark.parametrize(
    "title",
    ["Senoir Software Engineer", "Software Engineer 2", "Developer L5", "SDE III", "Graduate Engineer", "Code Ninja"],
)
def test_no_team_is_named_after_a_typo_or_a_level(import_table: ImportTable, title: str) -> None:
    """A team of which nothing else is known is called after its domain."""
    table = TABLE.replace("Engineering Manager, Search", "Engineering Manager").replace(
        "Software Engineer,4", f"{title},4"
    )
    assert set(sizes(import_table(table))) <= {"team-search", "team-ads", "team-ads-2", "team-code"}


def test_words_that_are_near_a_rank_stay_what_they_are(import_table: ImportTable) -> None:
    """'Lending' is no 'leading', 'Directory' no director and 'Office' no officer."""
    rules = read_rules(None)
    for title in ("Lending", "Directory", "Office", "Reader", "Stock", "Lease", "Groups"):
        assert rules.mended(f"Product Manager, {title}") == f"Product Manager, {title}"


@pytest.mark.parametrize(
    ("title", "role", "about"),
    [
        ("Dir. Product, Billing & Payments", "director", {"billing", "payment"}),
        ("Dir of Product Mgmt", "director", set()),
        ("Eng Manager, Search", "engineering_manager", {"search"}),
        ("Sr. Eng Mgr - Ads", "engineering_manager", {"ads"}),
        ("Product Mgr, Kites", "pm", {"kite"}),
        ("Group Product Mgr", "gpm", set()),
        ("Sr SWE", "engineer", set()),
        ("SDET II", "engineer", set()),
        ("Software Eng 2", "engineer", {"2"}),
        ("Dir. of Engineering", "ignore", set()),
        ("Dir, Product Design", "ignore", {"design"}),
    ],
)
def test_usual_abbreviations_are_known(title: str, role: str, about: set[str]) -> None:
    """A rank or craft that is cut short means what its whole means, and no team is called after it."""
    rules = read_rules(None)
    found = rules.find(title)
    assert found is not None
    assert found.role == role
    assert rules.words.area(title, of_engineer=role == "engineer") == about


def test_a_title_of_something_else_is_no_abbreviation() -> None:
    """A director of sales and somebody who recruits for engineering have no part in the product organisation."""
    rules = read_rules(None)
    assert rules.find("Dir of Sales") is None
    assert rules.find("Recruiter, Eng") is None
