"""A first file of rules from a table: proposed by structure, to be edited, and enough to import an organisation of another kind."""

from pathlib import Path

import pytest
from tests.unit.people_import.conftest import TABLE, ImportTable, said, sizes

from orgsim.people_import.rule_suggestions import suggested_rules
from orgsim.people_import.table_import import Imported
from orgsim.people_import.title_ranks import rank_of

MINISTRY = """id,title,manager
1,Permanent Secretary and Accounting Officer,
2,"Director General, Water",1
3,"Director General, Land",1
4,"Deputy Director, Rivers",2
5,"Deputy Director, Lakes",2
6,"Deputy Director, Forests",3
7,"Deputy Director, Roads",3
8,Policy Adviser,4
9,Policy Adviser,4
10,Policy Adviser,5
11,"Policy Adviser, Fens",6
12,Hydrologist,5
13,"Deputy Director, Weather",5
14,Surveyor,7
"""
"""A head, two branches with two divisions each, and those who do the work; one deputy director leads nobody."""


def suggestion(imported: Imported) -> str:
    """Return the rules that are proposed for a table."""
    found = imported.organisation is not None
    return suggested_rules(imported.lines, imported.rules, found=found, origin="people.csv")


def test_an_authority_is_imported_by_its_suggested_rules(import_table: ImportTable) -> None:
    """The head, group managers over owners, owners over those who do the work: nothing of it is known to the shipped rules."""
    first = import_table(MINISTRY)
    assert first.organisation is None
    imported = import_table(MINISTRY, rules=suggestion(first))
    assert imported.organisation is not None, said(imported)
    assert {post.id: (post.role, post.reports_to) for post in imported.organisation.posts} == {
        "cpo": ("cpo", None),
        "gpm-land": ("gpm", "cpo"),
        "gpm-water": ("gpm", "cpo"),
        "pm-forests": ("pm", "gpm-land"),
        "pm-lakes": ("pm", "gpm-water"),
        "pm-rivers": ("pm", "gpm-water"),
        "pm-roads": ("pm", "gpm-land"),
    }
    assert {team: size for team, (_, size) in sizes(imported).items()} == {
        "team-forests": 1,
        "team-lakes": 3,
        "team-rivers": 2,
        "team-roads": 1,
    }


def test_suggestions_are_sorted_by_count_and_say_their_evidence(import_table: ImportTable) -> None:
    """The most frequent titles come first, each with how many lead whom and with examples."""
    text = suggestion(import_table(MINISTRY))
    deputy, adviser, others = (
        text.index(words) for words in ("5 people 'deputy director'", "4 people 'policy", "All others")
    )
    assert deputy < adviser < others
    assert "4 of whom lead 1.8 people on average (4 like a pm); for example 'Deputy Director, Forests'" in " ".join(
        text.replace("\n  #", "").split()
    )
    assert "{match: ^deputy director, reports: none, role: engineer}" in text
    assert "{match: ^policy adviser, role: engineer}" in text


def test_only_unknown_titles_are_proposed_where_the_rules_find_an_organisation(import_table: ImportTable) -> None:
    """Below an engineering manager, above engineers, above product managers, and beside: one rule each, with every title."""
    table = (
        TABLE
        + """9,Ian Ude,Gardener,1
10,Jo Vance,Gardener,1
11,Kit Wu,Spline Wrangler,4
12,Lu Xi,Craft Lead,20
13,May Yu,Engineer,12
14,Ned Zed,Seer,1
15,Ola Abt,"Product Manager, Ice",14
16,Pia Bo,"Product Manager, Snow",14
20,Quin Co,VP Engineering,1
"""
    )
    text = suggestion(import_table(table))
    rules = text[text.index("titles:") :].splitlines()
    assert "  # Beside the product organisation: 1 title, 2 people" in rules
    assert "      - gardener  # 2" in rules
    roles = {line.strip() for line in rules if line.startswith("    role:")}
    assert roles == {"role: ignore", "role: engineer", "role: engineering_manager", "role: gpm"}
    imported = import_table(table, rules=text)
    assert sizes(imported)["team-search"] == ("pm-search", 3)
    assert "team-craft" in sizes(imported)
    assert {post.role for post in imported.organisation.posts if post.name == "Seer"} == {"gpm"}


def test_a_proposed_title_that_stands_in_others_is_spelt_as_a_whole(import_table: ImportTable) -> None:
    """A rule for 'Analyst' must not catch 'Engineer Analyst', which is known."""
    text = suggestion(import_table(TABLE + "9,Ian Ude,Analyst,1\n10,Jo Vance,Engineer Analyst,4\n"))
    assert "- ^analyst$  # 1" in text


def test_nothing_is_applied_by_itself(import_table: ImportTable, tmp_path: Path) -> None:
    """A suggestion beside a table changes nothing until it is given as rules."""
    (tmp_path / "rules.yaml").write_text(suggestion(import_table(MINISTRY)), encoding="utf-8")
    assert import_table(MINISTRY).organisation is None


@pytest.mark.parametrize(
    ("title", "rank"),
    [
        ("Deputy Director, Elections and Parliament", "deputy director"),
        ("Head of the Elections Office", "head"),
        ("Vice-President - Europe", "vice president"),
        ("(Acting)", "acting"),
        ("Nurse", "nurse"),
    ],
)
def test_ranks(title: str, rank: str) -> None:
    """A rank is what stands before the area."""
    assert rank_of(title) == rank


@pytest.mark.parametrize(
    "title",
    [
        "null",
        "Yes",
        "2024",
        "a: b",
        "#1",
        "'",
        "Größe",
        "- x",
        "{x}",
        "[name]",
        "*",
        "^",
        "C++ & C#",
        "\U0001f44b Head",
    ],
)
def test_odd_titles_make_rules_that_can_be_read(import_table: ImportTable, title: str) -> None:
    """Whatever a title is made of, the proposed file loads and means that title."""
    for table in (MINISTRY, TABLE):
        odd = table + "".join(
            f'3{n}{",P" if "name" in table else ""},"{title}",{above}\n' for n, above in enumerate((1, 2, 4, 4))
        )
        assert import_table(odd, rules=suggestion(import_table(odd))).organisation is not None


def test_engineers_without_a_team_are_drafted_as_a_comment(import_table: ImportTable) -> None:
    """Engineers below a head of engineering are in no team; the draft says so, and with the '#' gone they are one."""
    table = (
        TABLE
        + "9,Ian Ude,Head of Engineering,1\n"
        + "".join(f"3{n},Jo Vance,Engineer,9\n" for n in range(3))
        + "40,Kit Wu,Cook,1\n"
    )
    text = suggestion(import_table(table))
    draft = [line for line in text.splitlines() if line.startswith("  #") and "Engineers report" not in line][-3:]
    assert draft == ["  # - match:", "  #     - ^head engineering$  # 3", "  #   role: engineering_manager"]
    assert len(sizes(import_table(table, rules=text))) == 2
    taken = "\n".join(line.replace("  # ", "  ", 1) if line in draft else line for line in text.splitlines())
    teams = sizes(import_table(table, rules=taken))
    assert sorted(size for _, size in teams.values()) == [1, 2, 3]


HOSPITAL = "id,title,manager\n1,Geschäftsführer,\n2,Ärztlicher Direktor,1\n" + "".join(
    f"1{n},Chefarzt {area},2\n2{n},Oberarzt {area},1{n}\n3{n},Oberarzt {area},1{n}\n4{n},Assistenzarzt,2{n}\n5{n},Assistenzarzt,3{n}\n"
    for n, area in enumerate(("Chirurgie", "Radiologie", "Innere Medizin"))
)
"""Titles in which nothing stands between the rank and the area."""


def test_ranks_are_found_where_nothing_parts_them_from_the_area(import_table: ImportTable) -> None:
    """'Oberarzt Chirurgie' is an Oberarzt, and what is left names the department."""
    text = suggestion(import_table(HOSPITAL))
    for rule in ("{match: ^chefarzt, role: pm, leading: gpm}", "{match: ^oberarzt, role: pm, leading: gpm}"):
        assert rule in text
    imported = import_table(HOSPITAL, rules=text)
    assert imported.organisation is not None
    roles = {post.id: post.role for post in imported.organisation.posts}
    assert roles["gpm-chirurgie"] == "gpm"
    assert roles["pm-innere-medizin"] == "pm"
    assert len(roles) == 2 + 3 + 6


def test_a_word_before_the_rank_is_none(import_table: ImportTable) -> None:
    """'Senior' and a word that leaders and others begin with do not make a rank."""
    table = "id,title,manager\n1,Mayor,\n2,Water Warden,1\n3,Water Carrier,2\n4,Water Bearer,2\n5,Senior Cook,1\n6,Senior Baker,1\n7,Senior Smith,1\n"
    text = suggestion(import_table(table))
    assert "^water," not in text
    assert "^senior," not in text


def test_a_title_with_a_typo_is_proposed_as_what_it_nearly_is(import_table: ImportTable) -> None:
    """The proposal names the role of the rule that the title nearly matches, and applied it changes nothing."""
    table = TABLE.replace("Product Manager, Search", "Product Manger, Search")
    text = suggestion(import_table(table))
    assert "# A typo away from titles that the rules read as pm: 1 title, 1 person" in text
    assert text.index("product manger search") < text.index("role: pm")
    assert sizes(import_table(table, rules=text)) == sizes(import_table(table))


def test_engineers_whose_lead_has_an_engineers_title_get_a_team_by_the_proposal(import_table: ImportTable) -> None:
    """An 'SRE Manager' matches engineer; three engineers report there and to no manager of a team, so a rule makes them one."""
    table = TABLE + "9,Ian Ude,SRE Manager,1\n" + "".join(f"1{n},Jo Vance,Senior SRE,9\n" for n in range(3))
    first = import_table(table)
    assert sum(size for _, size in sizes(first).values()) == 3
    text = suggestion(first)
    assert "^sre manager$" in text
    assert "reports: some" in text
    assert sum(size for _, size in sizes(import_table(table, rules=text)).values()) == 6
