"""From people to posts, teams, owners and domains; and the scenario that says what of it is template."""

from pathlib import Path

import pytest
from tests.unit.people_import.conftest import TABLE, ImportTable, said, sizes, text_of

from orgsim.people_import.named_organisation import OPPORTUNITIES_PER_ENGINEER
from orgsim.scenario.design import load_design


def posts(import_table: ImportTable, table: str, **more: str) -> dict[str, tuple[str, str | None]]:
    """Return the role and the superior of every post."""
    imported = import_table(table, **more)
    assert imported.organisation is not None, said(imported)
    return {post.id: (post.role, post.reports_to) for post in imported.organisation.posts}


def test_the_scenario_passes_validation_without_a_warning(import_table: ImportTable, tmp_path: Path) -> None:
    """What an import writes loads as it is."""
    path = tmp_path / "today.yaml"
    path.write_text(text_of(import_table()), encoding="utf-8")
    design = load_design(path)
    assert design.warnings == ()
    assert set(design.baseline.posts) == {"cpo", "pm-ads", "pm-search"}
    assert design.baseline.domains["search"].opportunities_per_week == pytest.approx(2 * OPPORTUNITIES_PER_ENGINEER)


def test_the_scenario_says_what_is_template(import_table: ImportTable) -> None:
    """Objectives and demand are not in any HR table, and the file says so where they stand."""
    text = text_of(import_table())
    assert "objectives and demand are by template" in text
    assert f"By template: {OPPORTUNITIES_PER_ENGINEER:g} opportunities" in text
    assert "objectives: {growth: 5, retention: 3, efficiency: 1.5, trust: 0.5}" in text
    assert "# exact name: search" in text


def test_words_that_yaml_would_misread_are_quoted(import_table: ImportTable, tmp_path: Path) -> None:
    """A product called 'No' or '2024' is still called so."""
    path = tmp_path / "today.yaml"
    path.write_text(text_of(import_table(TABLE.replace("Search", "No").replace("Ads", "2024"))), encoding="utf-8")
    assert set(load_design(path).baseline.domains) == {"no", "2024"}


def test_posts_skip_whoever_is_not_in_product(import_table: ImportTable) -> None:
    """A product manager below a chief of staff reports to the next product post above, which is said."""
    table = TABLE.replace('"Product Manager, Ads",1', '"Product Manager, Ads",9') + "9,Ian Ude,Chief of Staff,1\n"
    assert posts(import_table, table)["pm-ads"] == ("pm", "cpo")
    assert any("1 post attached to the next product post above (row 4)" in line for line in said(import_table(table)))


def test_without_a_head_of_product_the_nearest_person_above_stands_in(import_table: ImportTable) -> None:
    """Somebody must set the strategy: the nearest common superior does, and that is said."""
    table = TABLE.replace("Chief Product Officer", "Founder")
    assert posts(import_table, table)["cpo"] == ("cpo", None)
    details = {entry.noun: entry.detail for entry in import_table(table).findings.entries}
    assert details["stand-in for the head of product"].startswith("'Founder' is the nearest above all product posts")


def test_a_post_outside_the_line_of_the_head_is_attached_to_it(import_table: ImportTable) -> None:
    """A product manager in marketing makes neither the chief executive a head of product nor the head a director."""
    table = TABLE.replace("Product Officer,\n", "Product Officer,9\n") + "9,Ian Ude,Chief Executive,\n"
    table += '10,Jo Vance,VP Marketing,9\n11,Kit Wu,"Product Manager, Growth",10\n'
    assert posts(import_table, table)["cpo"] == ("cpo", None)
    assert posts(import_table, table)["pm-growth"] == ("pm", "cpo")
    assert "noted 1 post outside the line of the head of product attached to it (row 12)" in said(import_table(table))


def test_where_most_posts_are_outside_the_line_of_the_head_nobody_heads_all(import_table: ImportTable) -> None:
    """A head of one product manager of four is a director below whom all have in common."""
    table = (
        TABLE.replace("Product Officer,\n", "Product Officer,9\n").replace('Ads",1\n4', 'Ads",9\n4')
        + "9,Ian Ude,Chief Executive,\n"
    )
    table += "".join(f'2{n},Jo Vance {n},"Product Manager, Isle {n}",9\n' for n in range(2))
    found = posts(import_table, table)
    assert found["cpo"] == ("cpo", None)
    assert {superior for name, (_, superior) in found.items() if name.startswith("pm-isle")} == {"cpo"}
    assert sorted(role for role, _ in found.values()) == ["cpo", "director", "pm", "pm", "pm", "pm"]


def test_a_single_product_manager_has_a_head_too(import_table: ImportTable) -> None:
    """Whom the only product manager reports to stands in for the head of product."""
    table = "id,title,manager\n1,CEO,\n2,Product Manager,1\n3,Engineering Manager,1\n4,Developer,3\n"
    assert posts(import_table, table) == {"cpo": ("cpo", None), "pm": ("pm", "cpo")}


def test_a_director_at_the_top_is_the_head_and_a_second_head_a_director(import_table: ImportTable) -> None:
    """There is one head of product."""
    top = posts(import_table, TABLE.replace("Chief Product Officer", "Director of Product"))
    assert top["cpo"] == ("cpo", None)
    second = TABLE.replace('Search",1\n3', 'Search",9\n3') + "9,Ian Ude,Head of Product,1\n"
    assert posts(import_table, second)["pm-search"] == ("pm", "dir")


@pytest.mark.parametrize(
    ("table", "lack"),
    [
        ("id,title,manager\n1,Cook,\n2,Waiter,1\n", "product managers and a head above them"),
        ("id,title,manager\n1,CPO,\n2,Product Manager,1\n", "engineers below an engineering manager"),
        (
            "id,title,manager\n1,CPO,\n2,Engineering Manager,1\n3,Engineer,2\n",
            "product manager who could own a product",
        ),
    ],
)
def test_a_table_without_a_product_organisation_is_refused(import_table: ImportTable, table: str, lack: str) -> None:
    """What a scenario needs and the rules do not find is named."""
    imported = import_table(table)
    assert imported.organisation is None
    assert f"refused 1 organisation without {lack}" in said(imported)


def test_owners_are_found_by_line_title_words_and_template(import_table: ImportTable) -> None:
    """Each way to an owner, in its order: the name, the line above, shared words, the fewest engineers; the last two are guesses."""
    table = """id,title,manager
1,CPO,
2,"Product Manager, Search Core",1
3,"Product Manager, Ads and Billing",1
4,Engineering Manager,2
5,Engineer,4
6,"Engineering Manager, Ads",1
7,Engineer,6
8,"Engineering Manager, Billing Migration",1
9,Engineer,8
10,"Engineering Manager, Kitchen",1
11,Engineer,10
"""
    imported = import_table(table)
    assert imported.organisation is not None
    found = {team.id: (team.owner, team.how) for team in imported.organisation.teams}
    assert found == {
        "team-ads": ("pm-ads-and-billing", "exact name: ads"),
        "team-billing-migration": ("pm-ads-and-billing", "title words: billing"),
        "team-kitchen": ("pm-search-core", "template: fewest engineers of the nearest 2"),
        "team-search-core": ("pm-search-core", "line: the team's lead reports to its owner"),
    }
    assert [team.id for team in imported.organisation.guesses] == ["team-billing-migration", "team-kitchen"]


def test_a_product_manager_without_a_team_is_listed(import_table: ImportTable) -> None:
    """Who owns nothing is a post all the same."""
    imported = import_table(TABLE + '9,Ian Ude,"Product Manager, Kites",1\n')
    assert imported.organisation is not None
    assert [post.id for post in imported.organisation.idle] == ["pm-kites"]


def test_engineers_outside_teams_are_counted_with_whom_they_report_to(import_table: ImportTable) -> None:
    """Nobody is left out silently."""
    imported = import_table(TABLE + "9,Ian Ude,VP Engineering,1\n10,Jo Vance,Software Engineer,9\n")
    entry = next(entry for entry in imported.findings.entries if "outside any team" in entry.noun)
    assert (entry.rows, entry.detail.split(";")[0]) == ((11,), "they report to: VP Engineering (1)")


def test_dotted_lines_become_ties(import_table: ImportTable) -> None:
    """A dotted manager who has a product post is a tie; others are left out and counted."""
    cells = ["Dotted Line Manager", "", "3", "5", *[""] * 5]
    table = "\n".join(f"{row},{cell}" for row, cell in zip(TABLE.splitlines(), cells, strict=True))
    imported = import_table(table)
    assert "pm-search: [pm-ads]" in text_of(imported)
    assert any(
        "1 dotted line to people outside the product organisation left out (row 4)" in line for line in said(imported)
    )


def test_twins_get_different_ids(import_table: ImportTable) -> None:
    """Two product managers with one title are told apart."""
    found = posts(import_table, TABLE.replace("Product Manager, Ads", "Product Manager, Search"))
    assert sorted(found) == ["cpo", "pm-search", "pm-search-2"]


def test_rules_of_the_user_come_first(import_table: ImportTable) -> None:
    """A rule file turns a title that no shipped rule knows into a role, and one it knows into another."""
    table = TABLE.replace("Product Manager, Ads", "Value Wizard, Ads").replace("Chief Product Officer", "Boss")
    rules = "titles:\n  - {match: wizard, role: pm}\n  - {match: '/^boss$/', role: cpo}\nstop_words: [value, wizard]\n"
    assert set(posts(import_table, table, rules=rules)) == {"cpo", "pm-ads", "pm-search"}


def test_titles_that_no_rule_knows_are_listed_with_a_suggestion_that_is_not_applied(import_table: ImportTable) -> None:
    """What is two slips away from a rule is suggested, never taken."""
    imported = import_table(TABLE + "9,Ian Ude,Produkt Mangler,1\n10,Jo Vance,Prodct Manger,1\n")
    unmatched = {use.title: use.detail for use in imported.titles if use.role == "unmatched"}
    assert "did you mean 'product manager' (pm)?" in unmatched["Prodct Manger"]
    assert imported.organisation is not None
    assert len(imported.organisation.posts) == 3


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("VP of Product", "cpo"),
        ("Leiter Produktmanagement", "cpo"),
        ("Senior Director, Product Management", "director"),
        ("Group Product Manager - Payments", "gpm"),
        ("Portfolio Product Manager", "ppm"),
        ("Sr. Technical Product Manager II", "pm"),
        ("Produktmanagerin (m/w/d)", "pm"),
        ("Product Marketing Manager", "ignore"),
        ("Product Designer", "ignore"),
        ("Executive Assistant to the VP Product", "ignore"),
        ("Senior Engineering Manager, Search", "engineering_manager"),
        ("Teamleiterin Softwareentwicklung", "engineering_manager"),
        ("Director of Engineering", "ignore"),
        ("Staff Software Engineer", "engineer"),
        ("Customer Engineer", "ignore"),
        ("Cook", "unmatched"),
    ],
)
def test_shipped_rules_know_common_titles(import_table: ImportTable, title: str, role: str) -> None:
    """Titles as companies write them, English and German."""
    imported = import_table(TABLE + f'9,Ian Ude,"{title}",1\n')
    assert {use.title: use.role for use in imported.titles}[title] == role


@pytest.mark.parametrize(
    ("rules", "problem"),
    [
        ("titles: [{match: x, role: wizard}]", "rules.yaml:1:27: E301 titles[0].role: there is no role 'wizard'"),
        ("titles: [{match: '/(/', role: pm}]", "E203 titles[0].match[0]: this is not a regular expression"),
        ("titles: [{match: '!', role: pm}]", "expected words or a /regular expression/"),
        ("titles: [{mach: x, role: pm}]", "unknown key 'mach'"),
        ("inside_teams: pm", "E203 inside_teams: expected one of 'engineer' or 'ignore'"),
    ],
)
def test_a_wrong_rule_is_a_sentence(import_table: ImportTable, rules: str, problem: str) -> None:
    """Every rule that cannot be used is named with its place."""
    from orgsim.scenario.problems import ScenarioError

    with pytest.raises(ScenarioError) as error:
        import_table(rules=rules)
    assert problem in str(error.value)


def test_teams_follow_the_nearest_engineering_manager(import_table: ImportTable) -> None:
    """An engineering manager below another has a team of their own; engineers below engineers count above."""
    table = TABLE + '9,Ian Ude,"Engineering Manager, Ranking",4\n10,Jo Vance,Engineer,9\n11,Kit Wu,Engineer,10\n'
    assert sizes(import_table(table))["team-ranking"][1] == 2
    assert sizes(import_table(table))["team-search"][1] == 2
