"""Who owns a team: what the table says decides, words for a function never do, and a guess is called a guess."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.people_import.conftest import ImportTable, said, text_of

from orgsim.people_import.findings import Findings
from orgsim.people_import.identity import Index, Person
from orgsim.people_import.named_organisation import NamedTeam
from orgsim.people_import.plausible_owners import plausible
from orgsim.people_import.product_posts import Post
from orgsim.people_import.questions import template
from orgsim.people_import.reporting_lines import Lines
from orgsim.people_import.team_owners import find_owners
from orgsim.people_import.teams import Team, find_teams
from orgsim.people_import.title_rules import read_rules

WORDS = read_rules(None).words


def owned(import_table: ImportTable, table: str, **more: str) -> dict[str, NamedTeam]:
    """Return the teams of a table by the row of their lead."""
    found = import_table(table, **more).organisation
    assert found is not None
    return {str(team.row): team for team in found.teams}


@pytest.mark.parametrize("word", ["Backend", "Platform", "Core", "Infrastructure", "Data", "Engineering Platform"])
def test_a_function_word_in_common_says_nothing(import_table: ImportTable, word: str) -> None:
    """Two teams and a product manager that share only a word for a function are no match: the owners are by template."""
    table = f"""id,title,manager
1,CPO,
2,"Product Manager, Payments {word}",1
3,"Product Manager, Maps",1
4,CTO,1
5,"Engineering Manager, Search {word}",4
6,Engineer,5
7,"Engineering Manager, {word} Two",4
8,Engineer,7
"""
    teams = owned(import_table, table)
    assert {team.strength for team in teams.values()} == {"template"}
    assert all(len(team.plausible) == 2 for team in teams.values())


def test_a_word_of_ones_own_decides_where_a_function_word_would_mislead(import_table: ImportTable) -> None:
    """'Content Platform' belongs to content, although 'Frontend Platform' shares a word and comes first."""
    table = """id,title,manager
1,CPO,
2,"Product Manager, Frontend Platform",1
3,"Product Manager, Content Tools",1
4,CTO,1
5,"Engineering Manager, Content Platform",4
6,Engineer,5
"""
    team = owned(import_table, table)["6"]
    assert (team.owner, team.how) == ("pm-content-tools", "title words: content")
    assert team.plausible["pm-content-tools"] > 0.8


def test_function_words_that_are_the_whole_name_of_one_team_and_one_owner_are_a_name(import_table: ImportTable) -> None:
    """'Platform' and 'Platform' are the same name while there is one of each; a second team of the name makes it a word again."""
    table = """id,title,manager
1,CPO,
2,"Product Manager, Platform",1
3,"Product Manager, Maps",1
4,CTO,1
5,"Engineering Manager, Platform",4
6,Engineer,5
"""
    assert owned(import_table, table)["6"].how == "exact name: platform"
    second = table + '7,"Engineering Manager, Platform",4\n8,Engineer,7\n'
    assert {team.strength for team in owned(import_table, second).values()} == {"template"}


def test_a_rules_file_adds_function_words(import_table: ImportTable) -> None:
    """In a company in which everything is called 'Quantum', the word stops deciding once the rules say so."""
    table = """id,title,manager
1,CPO,
2,"Product Manager, Quantum Maps",1
3,"Product Manager, Ads",1
4,CTO,1
5,"Engineering Manager, Quantum Search",4
6,Engineer,5
"""
    assert owned(import_table, table)["6"].how == "title words: quantum"
    assert owned(import_table, table, rules="function_words: [quantum]\n")["6"].strength == "template"


COLUMNS = """id,title,manager,department,team
1,CPO,,Product,
2,"Product Manager, Search",1,Discovery,
3,"Product Manager, Maps",1,Payments,
4,"Product Manager, Trips",1,Discovery,Falcon
5,CTO,1,Engineering,
6,"Engineering Manager, Search Billing",5,Payments,
7,Engineer,6,Payments,
8,"Engineering Manager, Maps Migration",5,Discovery,Falcon
9,Engineer,8,Discovery,Falcon
"""


def test_an_exact_department_or_team_wins_over_words(import_table: ImportTable) -> None:
    """'Search Billing' of the department Payments belongs to the only product manager there; team Falcon to whom it names."""
    teams = owned(import_table, COLUMNS)
    assert (teams["7"].owner, teams["7"].how) == ("pm-maps", "column: department payments")
    assert (teams["9"].owner, teams["9"].how) == ("pm-trips", "column: team falcon")
    assert not any(team.guessed for team in teams.values())


def test_a_department_of_several_narrows_the_guess(import_table: ImportTable) -> None:
    """Where two product managers share the department, the team is most likely one of theirs, and words choose among them."""
    table = COLUMNS.replace("Payments,\n4", "Discovery,\n4").replace("Search Billing", "Trips Billing")
    table = table.replace("5,Payments,", "5,Discovery,").replace("6,Payments,", "6,Discovery,")
    team = owned(import_table, table)["7"]
    assert (team.owner, team.strength) == ("pm-trips", "title words")


def test_a_function_as_department_says_nothing(import_table: ImportTable) -> None:
    """The one product manager in 'Technology' does not own every team of 'Technology'."""
    table = COLUMNS.replace("Payments", "Technology").replace("Falcon", "")
    assert owned(import_table, table)["7"].strength == "title words"


def test_a_name_listed_among_others_is_exact(import_table: ImportTable) -> None:
    """'Repo Management & Delivery' lists the team Delivery, and 'Dev Experience' is developer experience."""
    table = """id,title,manager
1,CPO,
2,"Product Manager, Repo Management & Delivery",1
3,"Product Manager, Frontend Platform and Dev Experience",1
4,CTO,1
5,"(Interim) Engineering Manager, Delivery",4
6,Engineer,5
7,"Engineering Manager, Developer Experience",4
8,Engineer,7
"""
    teams = owned(import_table, table)
    assert [teams[row].strength for row in ("6", "8")] == ["exact name", "exact name"]
    assert teams["8"].owner == "pm-frontend-platform-and-dev-experience"


def test_a_plural_is_the_same_name_and_evidence_is_spelt_as_in_the_table(import_table: ImportTable) -> None:
    """'Payment' and 'Payments' are one name; the evidence has the word as the team's titles have it."""
    table = """id,title,manager
1,CPO,
2,"Product Manager, Payment Services",1
3,"Product Manager, Maps",1
4,CTO,1
5,"EM, Payments Service",4
6,Engineer,5
7,"Senior EM - Map",4
8,Engineer,7
"""
    teams = owned(import_table, table)
    assert (teams["6"].owner, teams["6"].how) == ("pm-payment-services", "exact name: payments, service")
    assert (teams["8"].owner, teams["8"].how) == ("pm-maps", "exact name: map")


def test_two_of_one_name_are_a_guess_between_the_two(import_table: ImportTable) -> None:
    """The table leaves open which of two product managers for search owns the team; a third is hardly plausible."""
    table = """id,title,manager
1,CPO,
2,"Product Manager, Search",1
3,"Product Manager, Search",1
4,"Product Manager, Maps",1
5,CTO,1
6,"Engineering Manager, Search",5
7,Engineer,6
"""
    team = owned(import_table, table)["7"]
    assert team.strength == "exact name"
    assert team.guessed
    assert team.plausible["pm-search"] + team.plausible["pm-search-2"] > 0.9


def test_who_leads_the_team_owns_it_whatever_others_are_called(import_table: ImportTable) -> None:
    """Engineers who report to a product manager build what that one owns, although another bears the same name."""
    table = """id,title,manager
1,CPO,
2,"Product Manager, Search",1
3,"Product Manager, Search",1
4,Engineer,3
"""
    team = owned(import_table, table)["4"]
    assert (team.how, team.guessed) == ("line: the team's people report to its owner", False)


def test_a_dotted_line_between_product_and_engineering_tells_the_owner(import_table: ImportTable) -> None:
    """Whom the lead of a team has a dotted line to owns it, in either direction."""
    table = """id,title,manager,dotted
1,CPO,,
2,Product Manager,1,
3,Product Manager,1,7
4,CTO,1,
5,Engineering Manager,4,2
6,Engineer,5,
7,Engineering Manager,4,
8,Engineer,7,
"""
    teams = owned(import_table, table)
    assert {teams["6"].how, teams["8"].how} == {"line: dotted line"}
    assert teams["6"].owner != teams["8"].owner


def test_decisions_settle_a_guess(import_table: ImportTable) -> None:
    """An answered owner is no guess any more."""
    table = (
        "id,title,manager\n1,CPO,\n2,Product Manager,1\n3,Product Manager,1\n4,Engineering Manager,1\n5,Engineer,4\n"
    )
    assert owned(import_table, table)["5"].guessed
    settled = owned(import_table, table, decisions="owners: {4: 3}\n")["5"]
    assert (settled.guessed, settled.how) == (False, "decided: by the decisions")
    assert "guesses:" not in text_of(import_table(table, decisions="owners: {4: 3}\n"))


def test_guesses_are_questions_that_stop_nothing(import_table: ImportTable) -> None:
    """Each guess is a question with all plausible owners as choices; left open it stays a guess, answered it is none."""
    table = (
        "id,title,manager\n1,CPO,\n2,Product Manager,1\n3,Product Manager,1\n4,Engineering Manager,1\n5,Engineer,4\n"
    )
    imported = import_table(table)
    assert imported.findings.questions == []
    (question,) = imported.findings.guesses
    assert (question.section, question.key, question.rows) == ("owners", "4", (5,))
    assert set(question.choices) == {"2", "3", "another id"}
    written = template(imported.findings.guesses)
    assert owned(import_table, table, decisions=written)["5"].guessed
    answered = import_table(table, decisions=written.replace('"?"', "3"))
    assert answered.findings.guesses == []


def test_answers_about_owners_that_cannot_be_followed_are_said(import_table: ImportTable) -> None:
    """An owner without a product post, and somebody who leads no team, are noted with their rows."""
    table = (
        "id,title,manager\n1,CPO,\n2,Product Manager,1\n3,Product Manager,1\n4,Engineering Manager,1\n5,Engineer,4\n"
    )
    found = said(import_table(table, decisions="owners: {4: 5, 2: 3}\n"))
    assert "noted 1 owner decided who holds no product post (row 6)" in found
    assert "noted 1 owner decided for somebody who leads no team (row 3)" in found


def test_the_only_product_manager_is_no_guess(import_table: ImportTable) -> None:
    """Where nobody else could own a team, nothing is open."""
    table = "id,title,manager\n1,CEO,\n2,Product Manager,1\n3,Engineering Manager,1\n4,Developer,3\n"
    assert not owned(import_table, table)["4"].guessed


def test_weights_of_the_plausible_sum_up_and_begin_with_the_choice() -> None:
    """By hand: words give b 0.6 and c 0.2 of the weight, and the fifth that is left is shared by those beside them.

    Where the choice fell on c, it weighs as much as the likeliest.
    """
    fitting, spread = {"b": 3.0, "c": 1.0}, {"a": 1.0, "b": 1.0, "c": 2.0, "d": 3.0}
    found = plausible("b", fitting, spread)
    assert list(found) == ["b", "c", "d", "a"]
    assert found == pytest.approx({"a": 0.05, "b": 0.6, "c": 0.2, "d": 0.15})
    found = plausible("c", fitting, spread)
    assert list(found) == ["c", "b", "d", "a"]
    assert found == pytest.approx({"a": 0.05 / 1.4, "b": 0.6 / 1.4, "c": 0.6 / 1.4, "d": 0.15 / 1.4})
    assert plausible("a", {}, {"a": 1.0, "b": 3.0}) == pytest.approx({"a": 0.5, "b": 0.5})
    assert len(plausible("k9", {}, {f"k{n}": 1.0 for n in range(30)})) == 8


AREAS = ["", "Search", "Search Core", "Ads", "Ads Platform", "Platform", "Maps & Ads", "Billing"]
COLUMN = st.sampled_from(["", "Search", "Ads", "Engineering"])
PEOPLE = st.lists(st.tuples(st.sampled_from(AREAS), COLUMN, COLUMN), min_size=1, max_size=7)


@given(owners=PEOPLE, teams=PEOPLE, order=st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=150)
def test_ownership_is_total_deterministic_and_the_same_in_every_order(
    owners: list[tuple[str, str, str]], teams: list[tuple[str, str, str]], order: random.Random
) -> None:
    """Every team has one owner, it is among the plausible ones, their weights sum up to 1, and no order of rows changes any of it."""
    rows = [("0", "CPO", None, "", ""), ("cto", "CTO", "0", "", "")]
    rows += [(f"p{n}", f"Product Manager, {area}", "0", team, unit) for n, (area, team, unit) in enumerate(owners)]
    for n, (area, team, unit) in enumerate(teams):
        rows += [
            (f"e{n}", f"Engineering Manager, {area}", "cto", team, unit),
            (f"w{n}", "Engineer", f"e{n}", team, unit),
        ]
    first = _owners(rows)
    shuffled = list(rows)
    order.shuffle(shuffled)
    assert _owners(shuffled) == first
    assert set(first) == {f"e{n}" for n in range(len(teams))}
    for owner, weights in first.values():
        assert owner.startswith("p")
        assert not weights or (owner in weights and sum(weights.values()) == pytest.approx(1.0))


def _owners(rows: list[tuple[str, str, str | None, str, str]]) -> dict[str, tuple[str, dict[str, float]]]:
    people = {
        key: Person(key, key, row + 1, title=title, team=team, department=unit)
        for row, (key, title, _, team, unit) in enumerate(rows)
    }
    lines = Lines(people, {key: above for key, _, above, _, _ in rows})
    roles = {"0": "cpo", "c": "ignore", "p": "pm", "e": "engineering_manager", "w": "engineer"}
    posts = {key: Post(people[key], roles[key[0]], above) for key, _, above, _, _ in rows if key[0] in "0p"}
    teams: list[Team] = find_teams(lines, {key: roles[key[0]] for key in people}, WORDS, Findings())
    found = find_owners(teams, posts, lines, WORDS, {}, Index(list(people.values())))
    return {key: (one.owner, dict(one.plausible)) for key, one in found.items()}


@given(
    fitting=st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0.01, 2.0), max_size=8),
    spread=st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0.01, 2.0), min_size=1, max_size=8),
    trust=st.sampled_from([0.8, 0.95]),
)
def test_nobody_is_more_plausible_than_the_imports_own_choice(
    fitting: dict[str, float], spread: dict[str, float], trust: float
) -> None:
    """What the import chose by is evidence as well, so the sentence that names its choice never shows a likelier one beside it."""
    owner = max(fitting or spread)
    weights = plausible(owner, fitting, spread | {owner: 0.01}, trust, team="x")
    assert next(iter(weights)) == owner
    assert weights[owner] == max(weights.values())
    assert sum(weights.values()) == pytest.approx(1.0)


def test_room_is_for_those_who_own_nothing(import_table: ImportTable) -> None:
    """A mobile product manager who owns the mobile team is no likelier owner of a further team than one whose title names a product."""
    table = """id,title,manager,team
1,CPO,,
2,"Product Manager, Mobile Apps",1,Mobile Apps
3,"Product Manager, Trips",1,Trips
4,CTO,1,
5,"Engineering Manager, Mobile",4,Mobile Apps
6,Engineer,5,Mobile Apps
7,"Engineering Manager, Trips",4,Trips
8,Engineer,7,Trips
9,"Engineering Manager, Vaults",4,
10,Engineer,9,
"""
    team = owned(import_table, table)["10"]
    assert team.plausible == {
        team.owner: pytest.approx(0.5),
        ("pm-trips" if "mobile" in team.owner else "pm-mobile-apps"): 0.5,
    }
