"""What only the user can know is asked, and an answered import can be repeated."""

import pytest
from tests.unit.people_import.conftest import TABLE, ImportTable, said, sizes, text_of

from orgsim.people_import.questions import grouped, template
from orgsim.scenario.problems import ScenarioError

BOTH = {"team-search": ("pm-search", 2), "team-ads": ("pm-ads", 1)}

UNKNOWN = TABLE.replace('Search",1\n5', 'Search",77\n5')
CYCLE = TABLE.replace('"Engineering Manager, Ads",1', '"Engineering Manager, Ads",8')
SELVES = TABLE.replace("Software Engineer,7", "Software Engineer,8").replace('Ads",1\n8', 'Ads",7\n8')
ROOTS = TABLE.replace('"Engineering Manager, Ads",1', '"Engineering Manager, Ads",')


def asked(table: str, import_table: ImportTable, **more: str) -> list[tuple[str, str]]:
    """Return where the answers to the questions about a table belong."""
    imported = import_table(table, **more)
    assert (imported.organisation is None) == bool(imported.findings.questions)
    return [(question.section, question.key) for question in imported.findings.questions]


@pytest.mark.parametrize(
    ("answer", "search"),
    [
        ("1", BOTH["team-search"]),
        ("vacant", BOTH["team-search"]),
        ("present", BOTH["team-search"]),
        ("above", BOTH["team-search"]),
        ("{title: VP Engineering, reports_to: 1}", BOTH["team-search"]),
        ("drop", None),
    ],
)
def test_an_unknown_manager(import_table: ImportTable, answer: str, search: tuple[str, int] | None) -> None:
    """A manager who is not in the table is somebody else, a vacant seat, or goes with all below."""
    assert asked(UNKNOWN, import_table) == [("managers", "77")]
    text = import_table(UNKNOWN).findings.questions[0].text
    assert "1 person reports to it ('Engineering Manager, Search'), 3 with all below" in text
    assert "did you mean" not in text
    imported = import_table(UNKNOWN, decisions=f'managers: {{"77": {answer}}}')
    assert sizes(imported).get("team-search") == search


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ("vacant", ("director", True, "cpo")),
        ("present", ("director", False, "cpo")),
        ("{title: 'Head of Product, Seas'}", ("director", False, "cpo")),
        ("{title: 'Group Product Manager', vacant: true, reports_to: '2'}", ("gpm", True, "pm-search")),
    ],
)
def test_a_product_post_that_has_no_row(import_table: ImportTable, answer: str, found: tuple[str, bool, str]) -> None:
    """Six product managers report to somebody who is not listed: the post is made, with a title or by whom it leads."""
    team = "".join(f'{number},Ian Ude {number},"Product Manager, Sea {number}",77\n' for number in range(10, 16))
    posts = import_table(TABLE + team, decisions=f'managers: {{"77": {answer}}}').organisation.posts
    (seat,) = [post for post in posts if not post.row]
    assert (seat.role, seat.vacant, seat.reports_to) == found
    assert sum(post.reports_to == seat.id for post in posts) == 6


def test_a_post_without_a_row_reports_to_the_head_of_product(import_table: ImportTable) -> None:
    """Its line would end at the root, the chief executive; the head of product is likelier, and a decision can say otherwise."""
    table = TABLE.replace("Product Officer,\n", "Product Officer,9\n") + "9,Ian Ude,Chief Executive,\n"
    table += '10,Jo Vance,"Product Manager, Kites",77\n'
    imported = import_table(table, decisions='managers: {"77": present}')
    assert "noted 1 post that is not in the table put under the head of product" in said(imported)
    posts = {post.id: (post.role, post.reports_to) for post in imported.organisation.posts}
    assert posts["cpo"] == ("cpo", None)
    assert posts["dir"] == ("director", "cpo")
    decided = import_table(table, decisions='managers: {"77": {title: "Director of Product", reports_to: "2"}}')
    assert {post.reports_to for post in decided.organisation.posts if post.role == "director"} == {"pm-search"}


MISSING = TABLE + "".join(f"{number},Ian Ude {number},Engineer,P01{number}\n" for number in range(10, 20))


def test_many_managers_who_are_missing_are_one_question(import_table: ImportTable) -> None:
    """Ten are shown as one, the weightiest first, and in a file with one '?' and a comment for each."""
    table = MISSING + "30,Ian Ude,Developer,P0115\n"
    (group,) = grouped(import_table(table).findings.questions)
    assert group.text().startswith(
        "10 managers are not in the table: 'P0115': 2 people report to it (1 'Developer', 1 'Engineer'); 'P01"
    )
    file = template(group.questions)
    assert [line.strip() for line in file.splitlines() if "?" in line and not line.strip().startswith("#")] == [
        '"*": "?"  # all that have no line of their own'
    ]
    found = import_table(table, decisions=file.replace('"*": "?"', '"*": vacant'))
    assert len(sizes(found)) == 2 + 10


def test_patterns_answer_what_has_no_answer_of_its_own(import_table: ImportTable) -> None:
    """An id decides before patterns, a longer pattern before a shorter; whoever is in the table is not meant."""
    decisions = 'managers: {"*": drop, "P01*": vacant, P0110: root, "P0111": above}\nroots: 1'
    imported = import_table(MISSING + "40,Jo Vance,Engineer,Q7\n", decisions=decisions)
    assert "noted 2 people left out as decided (rows 10, 20)" in said(imported)
    assert "noted 8 vacant seats in place of unknown managers (rows 12, 13, 14, 15, 16, 17 and 2 more)" in said(
        imported
    )
    assert "noted 1 person attached to the root in place of an unknown manager (row 11)" in said(imported)
    assert len(sizes(imported)) == 2 + 8


ASIDE = (
    TABLE
    + "20,Ian Ude,Cook,99\n21,Jo Vance,Waiter,20\n22,Kit Wu,Baker,22\n23,Lu Xi,Host,24\n24,May Yu,Host,23\n25,Ned Zed,Owner,\n"
)


def test_nothing_is_asked_about_people_who_do_not_matter(import_table: ImportTable) -> None:
    """A stranger's cooks, a baker who is his own manager, a circle of hosts and a second root change no product organisation."""
    imported = import_table(ASIDE)
    assert sizes(imported) == BOTH
    assert "noted 4 people attached to the root without asking (rows 10, 12, 13, 15)" in said(imported)
    assert imported.lines.above["25"] == "1"
    chosen = import_table(ASIDE, decisions='managers: {"99": vacant}\nroots: 1')
    assert "noted 1 vacant seat in place of an unknown manager (row 10)" in said(chosen)
    assert "noted 1 person left out as decided (row 15)" in said(chosen)


def test_one_person_who_matters_makes_it_a_question(import_table: ImportTable) -> None:
    """An engineer below a cook whose manager is missing is reason to ask."""
    assert asked(ASIDE + "30,Ola Abt,Software Engineer,21\n", import_table)[0] == ("managers", "99")


def test_a_pattern_settles_cycles_and_people_who_are_their_own_managers(import_table: ImportTable) -> None:
    """`people` takes a '*' too, for those who are asked about and nobody else."""
    assert sizes(import_table(CYCLE, decisions='people: {"*": "1"}')) == BOTH
    assert sizes(import_table(SELVES, decisions='people: {"*": "1"}'))["team-search"] == BOTH["team-search"]


def test_an_unknown_manager_may_make_a_root(import_table: ImportTable) -> None:
    """Whose manager is answered `root` reports to nobody; if another does too, that is asked next."""
    assert asked(UNKNOWN, import_table, decisions="managers: {77: root}") == [("roots", "roots")]
    imported = import_table(UNKNOWN, decisions="managers: {77: root}\nroots: virtual_board")
    assert sizes(imported) == BOTH


def test_a_cycle_is_printed_whole(import_table: ImportTable) -> None:
    """A circle of reporting lines is asked about with everybody in it; the answer breaks it."""
    assert asked(CYCLE, import_table) == [("people", "7")]
    assert "7 > 8 > 7" in import_table(CYCLE).findings.questions[0].text
    assert sizes(import_table(CYCLE, decisions='people: {"7": "1"}')) == BOTH


def test_several_people_who_are_their_own_managers(import_table: ImportTable) -> None:
    """Self-managers beside a root are asked about, each, and as roots together."""
    assert asked(SELVES, import_table) == [("people", "7"), ("people", "8")]
    assert sizes(import_table(SELVES, decisions="people: {7: 1, 8: 7}")) == BOTH


@pytest.mark.parametrize(
    ("decisions", "teams"),
    [("roots: virtual_board", BOTH), ("roots: 1", {"team-search": ("pm-search", 2)}), ('people: {"7": "1"}', BOTH)],
)
def test_several_roots(import_table: ImportTable, decisions: str, teams: dict[str, tuple[str, int]]) -> None:
    """Of several roots one is the root and the others are left out, or a board stands above them, or one gets a manager."""
    assert asked(ROOTS, import_table) == [("roots", "roots")]
    assert sizes(import_table(ROOTS, decisions=decisions)) == teams


def test_a_name_in_a_column_of_ids_is_asked_about(import_table: ImportTable) -> None:
    """A single manager by name, where all others are ids, may be a mistake."""
    table = TABLE.replace("Tarnow,Software Engineer,7", 'Tarnow,Software Engineer,"Sundberg, Gita"')
    imported = import_table(table)
    question = imported.findings.questions[0]
    assert (question.section, question.choices[0], question.rows) == ("managers", "7", (9,))
    assert question.key.startswith("p-")
    assert sizes(import_table(table, decisions=f"managers: {{{question.key}: 7}}")) == BOTH


def test_a_vacant_seat_waits_for_the_root(import_table: ImportTable) -> None:
    """While two roots are open, a seat in place of a manager is no third; whatever is answered, it stands below the root."""
    table = ROOTS.replace('Search",1\n5', 'Search",77\n5')
    vacant = 'managers: {"77": vacant}\n'
    (question,) = import_table(table, decisions=vacant).findings.questions
    assert question.text.startswith("2 people report to nobody: 1 (Chief Product Officer, 2 below), 7 (")
    for answer, top in (("roots: virtual_board", "virtual-board"), ("roots: 1", "1"), ('people: {"7": "1"}', "1")):
        assert import_table(table, decisions=vacant + answer).lines.above["vacant 77"] == top


def test_lines_by_title_where_a_table_has_none(import_table: ImportTable) -> None:
    """Nobody has a manager: by words of titles, by level, and engineers without a word spread evenly, which is counted."""
    table = """id,title,manager
1,CEO,
2,VP Product,
3,"Director of Product, Cloud",
4,"Director of Product, Code",
5,"Product Manager, Cloud Search",
6,Product Manager,
7,Director of Engineering,
8,"Engineering Manager, Cloud",
9,"Engineering Manager, Code",
10,"Software Engineer, Code",
11,Software Engineer,
12,Software Engineer,
13,Software Engineer,
14,Cook,
"""
    assert asked(table, import_table) == [("roots", "roots")]
    imported = import_table(table, decisions="roots: by_title")
    above = {key: other for key, other in imported.lines.above.items() if other != "1"}
    spread = [above.pop(key) for key in ("11", "12", "13")]
    assert above == {"1": None, "3": "2", "4": "2", "5": "3", "6": "2", "8": "7", "9": "7", "10": "9"}
    assert sorted(spread) == ["8", "8", "9"]
    assert "noted 3 engineers spread evenly over engineering managers (rows 12, 13, 14)" in said(imported)
    assert "noted 2 people placed by a word in the title (rows 6, 11)" in said(imported)
    assert "noted 8 people placed by level alone (rows 3, 4, 5, 7, 8, 9 and 2 more)" in said(imported)


def test_lines_by_title_leave_what_the_table_says(import_table: ImportTable) -> None:
    """Only those without a manager are placed, and never below themselves."""
    table = ROOTS.replace("Officer,\n", "Officer,7\n").replace('Search",1\n5', 'Search",\n5')
    imported = import_table(table, decisions="roots: by_title")
    assert imported.lines.above["1"] == "7"
    assert imported.lines.above["5"] == "4"
    assert imported.organisation is not None


def test_a_name_of_two_people_is_asked_about(import_table: ImportTable) -> None:
    """Managers by name are fine while each name is there once."""
    table = "\n".join(f"{row},x" for row in TABLE.splitlines()).replace("manager,x", "boss,Reports to")
    for number, name in (("1", "Ada Kingsley"), ("4", "Dina Porter"), ("7", "Gita Sundberg")):
        table = table.replace(f",{number},x", f",,{name}")
    table = table.replace("Officer,,x", "Officer,,")
    assert sizes(import_table(table)) == BOTH
    twin = table.replace("Gita Sundberg,", "Dina Porter,").replace(",,Gita Sundberg", ",,Dina Porter")
    assert "may be any of 4, 7" in import_table(twin).findings.questions[0].text


@pytest.mark.parametrize("table", [UNKNOWN, CYCLE, SELVES, ROOTS])
def test_the_template_answered_makes_the_import_repeatable(import_table: ImportTable, table: str) -> None:
    """Questions become a file; with its '?' answered the import passes, twice the same; unanswered it asks the same again."""
    first = import_table(table)
    file = template(first.findings.questions)
    assert asked(table, import_table, decisions=file) == [(q.section, q.key) for q in first.findings.questions]
    for question in first.findings.questions:
        answer = "virtual_board" if question.section == "roots" else "1"
        key = "roots" if question.section == "roots" else f'"{question.key}"'
        file = file.replace(f'{key}: "?"', f'{key}: "{answer}"')
    assert text_of(import_table(table, decisions=file)) == text_of(import_table(table, decisions=file))


def test_an_unneeded_decision_is_noted(import_table: ImportTable) -> None:
    """An answer that no question asked for is said, since the table may have changed."""
    imported = import_table(decisions='managers: {"77": "1"}')
    assert "noted 1 decision about a manager that was not needed" in said(imported)


def test_an_owner_can_be_decided(import_table: ImportTable) -> None:
    """Who owns a team's product may be given, whatever titles suggest."""
    assert sizes(import_table(decisions='owners: {"4": "3"}'))["team-search"] == ("pm-ads", 2)


@pytest.mark.parametrize(
    ("decisions", "problem"),
    [
        (
            "managers: {'7': {title: x, titel: x}}",
            "decisions.yaml:1:28: E101 managers.7: unknown key 'titel' (did you mean 'title'?)",
        ),
        ("managers: {'7': {title: x, reports_to: 9x}}", "E301 managers.7.reports_to: '9x' is nobody in the table"),
        ("managers: {'7': [x]}", "E203 managers.7: expected an answer, or a mapping with the title of a new post"),
        ("managers: {'7': vacnt}", "'vacnt' is nobody in the table (did you mean 'vacant'?)"),
        ("manager: {}", "decisions.yaml:1:1: E101 unknown key 'manager' (did you mean 'managers'?)"),
        ("people: {'7': '99'}", "decisions.yaml:1:15: E301 people.7: '99' is nobody in the table"),
        ("people:\n  nobody: root", "decisions.yaml:2:3: E301 people.nobody: 'nobody' is nobody in the table"),
        ("duplicates: {'7': both}", "E203 duplicates.7: expected one of 'two_positions', 'keep' or 'drop'"),
        ("- 1", "decisions.yaml:1:1: E105 expected a mapping"),
        ("managers: [a]", "E203 managers: expected a mapping"),
        ("roots: {", "decisions.yaml:1:9: E103 this is not YAML"),
    ],
)
def test_a_wrong_file_of_decisions_is_a_sentence(import_table: ImportTable, decisions: str, problem: str) -> None:
    """Every answer that cannot be used is named with line and column."""
    with pytest.raises(ScenarioError) as error:
        import_table(decisions=decisions)
    assert problem in str(error.value)
