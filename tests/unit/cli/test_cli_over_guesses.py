"""``orgsim compare --over-guesses``: what it repeats, what it says, and what it refuses."""

from pathlib import Path

import pytest
from tests.unit.cli.conftest import TODAY, Run

PAIR = ("compare", "today.yaml", "layered.yaml", "-r", "4", "-o", "out")
GUESSES = """\
guesses:
  owners:
    search-team:  {pm-search: 1.0, pm-billing: 1.0}
    billing-team: {pm-billing: 1.0, pm-search: 1.0}
"""


@pytest.fixture
def guessed(orgsim: Run, folder: Path) -> Run:
    """Both designs rest on a file that leaves two owners open."""
    (folder / "today.yaml").write_text(TODAY + GUESSES, encoding="utf-8")
    return orgsim


def test_without_guesses_it_is_the_plain_comparison_and_says_so(orgsim: Run) -> None:
    """Every number is that of the plain command; one sentence more."""
    plain = orgsim(*PAIR)
    over = orgsim(*PAIR, "--over-guesses", 5)
    assert over.code == 0
    sentence = (
        "\n--over-guesses: there are no guesses in 'today' that could be read otherwise, so this is the whole answer\n"
    )
    assert sentence in over.out
    assert over.out.replace(sentence, "") == plain.out
    assert orgsim("--json", *PAIR, "--over-guesses", 5).document["over_guesses"] is None


def test_the_comparison_itself_is_the_same_and_every_verdict_is_counted(guessed: Run) -> None:
    """The plain answer stands first, unchanged; then each metric with its verdict in each of the four readings."""
    plain = guessed(*PAIR, "--json").document
    over = guessed(*PAIR, "--over-guesses", 9, "--json").document
    assert over["answers"] == plain["answers"]
    found = over["over_guesses"]
    assert found["readings"] == 4  # two teams with two owners each
    assert found["futures"] == [4, 4, 4, 4]
    assert [case["metric"] for case in found["verdicts"]] == [answer["metric"] for answer in plain["answers"]]
    for case in found["verdicts"]:
        assert sum(case["in"].values()) == 4
        assert case["low"] <= case["differences"][0] <= case["high"]
        assert case["in"].get(case["verdict"], 0) >= 1


def test_terminal_and_resuming(guessed: Run, folder: Path) -> None:
    """The table says how many readings there are; the same command again reads what is saved and says the same."""
    first = guessed(*PAIR, "--over-guesses", 3)
    assert (
        "Over 3 plausible readings of what was guessed (4 futures under the file's own, 4 under each other)"
        in first.out
    )
    assert "layered: " in first.out
    written = {path: path.stat().st_mtime_ns for path in (folder / "out" / "guesses").rglob("*.parquet")}
    assert written
    assert guessed(*PAIR, "--over-guesses", 3).out == first.out
    assert {path: path.stat().st_mtime_ns for path in (folder / "out" / "guesses").rglob("*.parquet")} == written
    assert guessed("compare", "out").code == 0


def test_a_part_of_the_company_and_a_hint_where_guesses_are_left(guessed: Run) -> None:
    """One part is compared over guesses as the whole is; the plain command says that there are guesses, in one line beside the answer."""
    ended = guessed(*PAIR, "--over-guesses", 3, "--for", "domain=search", "--metric", "launches")
    assert "search: over 3 plausible readings" in ended.out
    assert "guessed: 2 owners of teams; --over-guesses 12 says whether a verdict depends on it" in guessed(*PAIR).err
    assert "--over-guesses" not in ended.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("compare", "out", "--over-guesses", "3"), "a folder of results has no other readings"),
        ((*PAIR, "--over-guesses", "3", "--by", "quarter"), "it cannot be combined with --by quarter"),
    ],
)
def test_what_cannot_be_repeated_is_refused(guessed: Run, words: tuple[str, ...], said: str) -> None:
    """Results have no other readings, and only totals are repeated."""
    assert guessed(*PAIR).code == 0
    ended = guessed(*words)
    assert ended.code == 2
    assert said in ended.err


def test_designs_with_other_guesses_are_refused(guessed: Run, folder: Path) -> None:
    """What is varied must be the same in every design."""
    other = (folder / "layered.yaml").read_text(encoding="utf-8") + "guesses: {owners: {billing-team: null}}\n"
    (folder / "layered.yaml").write_text(other, encoding="utf-8")
    ended = guessed(*PAIR, "--over-guesses", "3")
    assert ended.code == 3
    assert "'layered' has other guesses than 'today'" in ended.err


def test_an_owner_that_is_none_of_the_plausible_is_said(guessed: Run, folder: Path) -> None:
    """Who corrects an owner and leaves the guess is told."""
    text = (TODAY + GUESSES).replace("owner: pm-search}", "owner: head}")
    (folder / "today.yaml").write_text(text, encoding="utf-8")
    assert "the owner of search-team is none of those that `guesses` names" in guessed(*PAIR, "--over-guesses", "2").err


REPORTED = (*PAIR, "--report", "page.html")


def test_the_page_says_what_was_guessed_and_which_verdicts_turn(guessed: Run, folder: Path) -> None:
    """Beside the answer and later from saved results alike; the command on the page repeats the readings, too."""
    document = guessed(*REPORTED, "--over-guesses", 3, "--json").document["over_guesses"]
    page = (folder / "page.html").read_text(encoding="utf-8")
    turned = [case for case in document["verdicts"] if not case["survives"]]
    assert "Who owns 2 of 2 teams: search-team (pm-search) and billing-team (pm-billing)." in page
    count = f"Of {len(document['verdicts'])} verdicts, {len(turned) or 'none'} turn"
    assert count in page
    for case in turned:
        assert f"{case['metric'].replace('_', ' ')} depends on the guesses" in page
    assert "Over 3 plausible readings of" in page
    assert "--seed 1 -r 4 --over-guesses 3 --report report.html" in page
    assert guessed("report", "out", "-o", "again.html").code == 0
    assert (folder / "again.html").read_text(encoding="utf-8") == page


def test_the_page_says_that_guesses_were_not_examined_and_how_to_do_it(guessed: Run, folder: Path) -> None:
    """One sentence on each card, and the command."""
    assert guessed(*REPORTED).code == 0
    page = (folder / "page.html").read_text(encoding="utf-8")
    assert "(who owns 2 of 2 teams) was not examined" in page
    assert "orgsim compare today.yaml layered.yaml --seed 1 -r 4 --over-guesses 8</code>" in page


def test_a_page_without_guesses_says_nothing_of_them(orgsim: Run, folder: Path) -> None:
    """Nothing was guessed, so there is nothing to say, and nothing to repeat."""
    assert orgsim(*REPORTED, "--over-guesses", 3).code == 0
    page = (folder / "page.html").read_text(encoding="utf-8")
    assert "guess" not in page
    assert "-r 4 --report report.html</code>" in page


def test_fail_if_holds_under_any_reading(guessed: Run) -> None:
    """A verdict that one asks for counts in whatever reading it comes out."""
    found = guessed(*PAIR, "--over-guesses", 3, "--json").document["over_guesses"]["verdicts"]
    case = next(case for case in found if case["metric"] == "cost")
    for verdict in ("worse", "better"):
        ended = guessed(*PAIR, "--over-guesses", 3, "--fail-if", f"cost:layered:{verdict}")
        assert ended.code == (1 if verdict in case["in"] else 0)
