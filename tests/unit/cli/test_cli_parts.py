"""Results by part on the command line: one table for each metric, one part alone, and what is refused."""

import pytest
from tests.unit.cli.conftest import Run

COMPARE = ("compare", "today.yaml", "layered.yaml", "-r", "4", "-o", "out")


def test_every_part_in_one_table(orgsim: Run) -> None:
    """Both teams stand under the metric, with their differences, and the reader is told that there were two."""
    ended = orgsim(*COMPARE, "--by", "team", "--metric", "launches")
    assert ended.code == 0
    lines = ended.out.splitlines()
    place = lines.index("launches, initiatives, by team")
    assert "medians of today" in lines[place + 1]
    assert {line.split()[0] for line in lines[place + 3 : place + 5]} == {"search-team", "billing-team"}
    assert "Each table makes 2 comparisons." in ended.out
    assert all(len(line) <= 80 for line in lines[place : place + 5])


def test_a_new_post_is_only_in_the_design_that_has_it(orgsim: Run) -> None:
    """The director's branch is in the layered design alone, with the median there, and is no comparison."""
    ended = orgsim(*COMPARE, "--by", "branch", "--metric", "launches")
    (line,) = [line for line in ended.out.splitlines() if line.startswith("dir ")]
    assert "only in layered (" in line
    assert "Each table makes 3 comparisons." in ended.out


def test_one_part_alone(orgsim: Run) -> None:
    """The usual answer, about one domain; in JSON with its kind and name."""
    assert "launches, initiatives, domain search (higher" in orgsim(*COMPARE, "--for", "domain=search").out
    document = orgsim("--json", *COMPARE, "--for", "domain=search", "--metric", "launches").document
    (found,) = document["answers"]
    assert (found["kind"], found["part"], found["absent"], found["comparisons"]) == ("domain", "search", [], 1)
    assert [line["design"] for line in found["designs"]] == ["today", "layered"]


def test_parts_as_data(orgsim: Run) -> None:
    """JSON has an answer for each metric and part; a part of one design names those without it."""
    document = orgsim("--json", *COMPARE, "--by", "role", "--metric", "deciding_hours", "--metric", "lapsed").document
    found = {(one["metric"], one["part"]): one for one in document["answers"]}
    assert {part for _, part in found} == {"cpo", "pm", "director"}
    assert found["lapsed", "director"]["absent"] == ["today"]
    assert found["deciding_hours", "pm"]["comparisons"] == 2
    whole = orgsim("--json", *COMPARE, "--metric", "lapsed").document["answers"][0]
    assert "part" not in whole


def test_time_and_desks_of_roles(orgsim: Run) -> None:
    """`run --by role` says how each role spends its time, how busy its desks are, and which share of answers it gives."""
    words = ("run", "today.yaml", "-r", "3", "--by", "role", "-o", "out")
    assert "share of time of posts, by role" in orgsim(*words).out
    document = orgsim("--json", *words).document
    assert set(document["desks"]) == set(document["person_time"]) == {"cpo", "pm"}
    assert sum(role["answered"] for role in document["desks"].values()) == pytest.approx(1.0)
    for role in document["person_time"].values():
        assert sum(role.values()) == pytest.approx(1.0)


def test_medians_of_a_run(orgsim: Run) -> None:
    """`run` prints every metric that such parts have, in tables that fit; JSON has them by metric and part."""
    ended = orgsim("run", "today.yaml", "-r", "3", "--by", "domain", "-o", "out")
    assert "medians over all counted quarters, by domain" in ended.out
    assert max(map(len, ended.out.splitlines())) <= 110
    document = orgsim("--json", "run", "today.yaml", "-r", "3", "--by", "domain", "-o", "out").document
    assert document["kind"] == "domain"
    assert document["parts"]["launches"].keys() == {"search", "billing"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--for", "domain=serch"), "there is no domain 'serch' (did you mean 'search'?); there are billing, search"),
        (("--for", "domain"), "--for domain: expected KIND=NAME"),
        (("--for", "dept=x"), "a company has no parts of the kind 'dept'"),
        (("--for", "team=search-team", "--by", "team"), "--for team=search-team reports one part in total"),
        (("--by", "role", "--metric", "launches"), "'launches' has no values by role; it has them by branch, domain"),
        (
            ("--by", "team", "--metric", "in_work"),
            "'in_work' has no values by team; metrics that have them by team: alignment,",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(orgsim: Run, words: tuple[str, ...], said: str) -> None:
    """Before anything is simulated, a sentence says what there is instead."""
    ended = orgsim(*COMPARE, *words)
    assert ended.code == (3 if "there is no domain" in said else 2)
    assert said in ended.err
    assert not ended.out


def test_a_condition_on_parts(orgsim: Run) -> None:
    """``--fail-if`` looks at every part; it is refused where the metric is not compared."""
    words = (*COMPARE, "--by", "team", "--metric", "launches", "--fail-if")
    assert orgsim(*words, "launches:layered:worse").code in (0, 1)
    assert orgsim(*words, "lead_time:layered:worse").code == 3


def test_a_part_that_a_design_closes_is_named(orgsim: Run) -> None:
    """Only the layered design has the director, so there is a sentence beside its medians."""
    said = orgsim(*COMPARE, "--for", "branch=dir").out
    assert "branch dir is only in layered and not in today, so there is nothing to compare." in said
    assert "nothing to compare" not in orgsim(*COMPARE, "--for", "domain=search").out


def test_parts_go_by_what_they_are_called(orgsim: Run) -> None:
    """The id in capitals finds the domain in results as in scenarios; what is unknown is still refused."""
    small = (*COMPARE, "--metric", "launches", "--for")
    assert "launches, initiatives, domain search (higher" in orgsim(*small, "domain=Search").out
    assert "launches, initiatives, domain search (higher" in orgsim("compare", "out", *small[-3:], "domain=SEARCH").out
