"""What a scenario may name beside its chart: what is refused and where, what is shown, and what belongs to the market."""

import pytest
from tests.conftest import SMALL, Make, Write

from orgsim.engine.mechanisms.work.interdependence import JOINT_SHARE
from orgsim.errors import InputError
from orgsim.results.plan import check_same_market, plan_of
from orgsim.scenario import authored_checks
from orgsim.scenario.design import load_design
from orgsim.scenario.diff import difference
from orgsim.scenario.problems import ScenarioError

TILL = "initiatives: {till: {team: search-a, value: 300, effort: 40}}\n"


def refused(write: Write, text: str) -> list[str]:
    """Return what is refused of a scenario text, each problem as ``code path: message``."""
    with pytest.raises(ScenarioError) as caught:
        load_design(write(SMALL + text))
    return [
        f"{problem.code} {'.'.join(map(str, problem.path))}: {problem.message}" for problem in caught.value.problems
    ]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "{value: 300, effort: 40}",
            "E201 initiatives.till: missing 'team' or 'domain': an initiative needs one of them",
        ),
        ("{team: search-c, value: 300, effort: 40}", "there is no team 'search-c' (did you mean 'search-"),
        (
            "{domain: serch, value: 300, effort: 40}",
            "E301 initiatives.till.domain: there is no domain 'serch' (did you mean 'search'?)",
        ),
        ("{domain: search, effort: 40}", "E201 initiatives.till: missing 'value'"),
        ("{domain: search, value: 300}", "E201 initiatives.till: missing 'effort'"),
        ("{domain: search, value: 300, effort: 0}", "E204 initiatives.till.effort: must be at least 0.1, got 0"),
        (
            "{domain: search, value: -1e6, effort: 40}",
            "E204 initiatives.till.value: a launch of this effort can do harm of",
        ),
        (
            "{domain: search, value: 300, effort: 40, done: 0.5}",
            "E209 initiatives.till: `done` is a share of what is in work",
        ),
        (
            "{domain: search, value: 1, effort: 4, quarter: 2, due: {quarter: 1}}",
            "E209 initiatives.till: `due` lies before the date",
        ),
        (
            "{domain: search, value: 1, effort: 4, quarter: 12}",
            "E327 initiatives.till.quarter: the run ends after 12 quarters",
        ),
        (
            "{domain: search, value: 1, effort: 4, objectives: {grwth: 1}}",
            "there is no objective 'grwth' (did you mean 'growth'?)",
        ),
        (
            "{domain: search, value: 1, effort: 4, objectives: {growth: 0}}",
            "E206 initiatives.till: at least one weight",
        ),
        (
            "{team: search-a, value: 1, effort: 4, depends_on: search}",
            "E312 initiatives.till.depends_on: 'search' is its own domain",
        ),
        (
            "{team: search-a, value: 1, effort: 4, joint_with: [cloud, search]}",
            "E312 initiatives.till.joint_with.1: 'search' is its own",
        ),
        (
            "{team: search-a, value: 1, effort: 4, joint_with: [cloud, cloud]}",
            "E315 initiatives.till.joint_with.1: 'cloud' is listed twice",
        ),
        ("{team: search-a, value: 1, effort: 4, state: doing}", "E203 initiatives.till.state: expected one of"),
        (
            "{team: search-a, value: 1, effort: 4, vlue: 1}",
            "E101 initiatives.till: unknown key 'vlue' (did you mean 'value'?)",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(write: Write, said: str, told: str):
    """The sentence says where it is, what was found, and the nearest name."""
    assert any(told in problem for problem in refused(write, f"initiatives: {{till: {said}}}\n"))


def test_errors_point_to_file_line_and_column(write: Write):
    """The place is that of the value."""
    with pytest.raises(ScenarioError) as caught:
        load_design(write(SMALL + "initiatives:\n  till: {team: search-c, value: 300, effort: 40}\n"))
    assert caught.value.problems[0].where().endswith(f"design.yaml:{SMALL.count(chr(10)) + 2}:16")


def test_a_change_states_no_initiative(write: Write):
    """They belong to the market, which stays."""
    told = refused(write, "changes: [{quarter: 1, initiatives: {till: {team: search-a, value: 300, effort: 40}}}]\n")
    assert any("unknown key 'initiatives'" in problem for problem in told)


def test_what_is_worth_little_is_bounded_as_in_the_engine():
    """The check and the engine have one share for the part of a partner."""
    assert authored_checks.JOINT_SHARE == JOINT_SHARE


def test_who_holds_an_initiative_is_the_matter_of_the_design(make: Make):
    """Another team of the same domain is another design; another domain, value or date is another market."""
    today = make(SMALL + TILL)

    def market(text: str) -> None:
        check_same_market(
            plan_of([today.design, make(SMALL.replace("small", "other") + text).design], seed=1, replications=1)
        )

    market(TILL.replace("search-a", "search-b"))
    market(TILL.replace("team: search-a", "domain: search"))
    for old, new in (
        ("search-a", "cloud-a"),
        ("300", "301"),
        ("40}", "40, quarter: 1}"),
        ("till", "tills"),
        (TILL, ""),
    ):
        with pytest.raises(InputError, match="has other initiatives than 'small'"):
            market(TILL.replace(old, new))


def test_a_difference_names_initiatives(write: Write):
    """``orgsim diff`` says what of which initiative is another."""
    before, after = (load_design(write(SMALL + text)) for text in (TILL, TILL.replace("300", "500")))
    assert difference(before.final, after.final).other == {"initiatives.till.value": (300.0, 500.0)}


def test_those_of_an_acquired_organisation_stay_behind(write: Write):
    """It is said that they do, and the acquiring organisation may name theirs by their new names."""
    write(SMALL + TILL, "theirs.yaml")
    event = "events: [{kind: acquisition, quarter: 1, organisation: theirs.yaml, reports_to: vp}]\n"
    design = load_design(write(SMALL + event + TILL.replace("search-a", "theirs-search-a")))
    assert any(problem.code == "W406" and "initiatives" in problem.message for problem in design.warnings)
    assert list(design.baseline.initiatives) == ["till"]
