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


MAIL = "platforms: {mail: {team: search-a, run_cost: 2}}\n"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("{mail: {run_cost: 1}}", "E201 platforms.mail: missing 'team'"),
        ("{mail: {team: search-a}}", "E201 platforms.mail: missing 'run_cost' or 'effort'"),
        (
            "{mail: {team: search-a, run_cost: 1, used_by: [search-x]}}",
            "E301 platforms.mail.used_by.0: there is no team 'search-x'",
        ),
        (
            "{mail: {team: search-a, run_cost: 1, used_by: [search-b, search-b]}}",
            "E315 platforms.mail.used_by.1: 'search-b' is listed",
        ),
        (
            "{mail: {team: search-a, run_cost: 1, used_by: [search-a]}}",
            "E315 platforms.mail.used_by.0: 'search-a' is on it by running it",
        ),
        ("{mail: {team: search-a, run_cost: 1, same_as: mial}}", "there is no platform 'mial' (did you mean 'mail'?)"),
        (
            "{mail: {team: search-a, run_cost: 1, same_as: mail}}",
            "E312 platforms.mail.same_as: 'mail' is the same as itself",
        ),
        (
            "{a: {team: search-a, run_cost: 1}, b: {team: search-b, run_cost: 1, same_as: a}, c: {team: cloud-a, run_cost: 1, same_as: b}}",
            "E312 platforms.c.same_as: 'b' is the same as 'a': name that one here, too",
        ),
        (
            "{a: {team: search-a, run_cost: 1, quarter: 1}, b: {team: search-b, run_cost: 1, same_as: a}}",
            "E312 platforms.b.same_as: 'a' appears later",
        ),
        (
            "{a: {team: search-a, run_cost: 1}, b: {team: search-a, run_cost: 1, same_as: a}}",
            "E315 platforms.b.team: 'search-a' is on 'a' already, which does the same",
        ),
        (
            "{a: {team: search-a, run_cost: 1}, b: {team: search-b, run_cost: 1, same_as: a, domain: search}}",
            "E209 platforms.b: `domain` is that of the platform",
        ),
        (
            "{" + ", ".join(f"p{place}: {{team: search-a, run_cost: 1}}" for place in range(7)) + "}",
            "E207 platforms.p6: 'search' has 6 kinds of capabilities (`demand.types_per_domain`), and 7 platforms",
        ),
    ],
)
def test_platforms_that_cannot_be_are_refused(write: Write, said: str, told: str):
    """The sentence says where it is, what was found, and what is allowed."""
    assert any(told in problem for problem in refused(write, f"platforms: {said}\n"))


@pytest.mark.parametrize(
    ("needs", "told"),
    [
        ("[mail, post]", "E315 initiatives.till.needs.1: 'mail' and 'post' do the same; one of them is enough"),
        ("[mail, mail]", "E315 initiatives.till.needs.1: 'mail' is listed twice"),
        ("[mial]", "E301 initiatives.till.needs.0: there is no platform 'mial' (did you mean 'mail'?)"),
    ],
)
def test_needs_that_cannot_be_are_refused(write: Write, needs: str, told: str):
    """An initiative needs platforms that there are, and of those that do the same one."""
    service = "platforms: {mail: {team: search-a, run_cost: 2}, post: {team: search-b, run_cost: 2, same_as: mail}}\n"
    text = f"initiatives: {{till: {{team: cloud-a, value: 300, effort: 40, needs: {needs}}}}}\n"
    assert any(told in problem for problem in refused(write, service + text))


def test_a_run_cost_needs_something_to_be_a_share_of(write: Write):
    """Where no upkeep costs anything, that of a platform cannot either."""
    told = refused(write, MAIL + "parameters: {capabilities: {maintenance_share: 0}}\n")
    assert any("E204 platforms.mail.run_cost: nothing costs anything to run" in problem for problem in told)


def test_mechanisms_that_are_off_leave_nothing_to_say(write: Write):
    """A platform without capabilities, and a due date where nothing fades, are doubted."""
    off = "mechanisms: {capabilities: false, windows: false}\n"
    late = "initiatives: {till: {team: search-a, value: 300, effort: 40, due: {quarter: 1}}}\n"
    told = {
        problem.path for problem in load_design(write(SMALL + MAIL + late + off)).warnings if problem.code == "W413"
    }
    assert told == {("platforms",), ("initiatives", "till", "due")}


def test_who_runs_and_uses_a_platform_is_the_matter_of_the_design(make: Make):
    """Another team is another design; another run cost is another market."""
    today = make(SMALL + MAIL)

    def market(text: str) -> None:
        check_same_market(
            plan_of([today.design, make(SMALL.replace("small", "other") + text).design], seed=1, replications=1)
        )

    market(MAIL.replace("search-a", "search-b"))
    market(MAIL.replace("run_cost: 2", "run_cost: 2, used_by: [cloud-a]"))
    with pytest.raises(InputError, match="has other platforms than 'small'"):
        market(MAIL.replace("run_cost: 2", "run_cost: 3"))


def test_what_the_strategy_does_not_weigh_is_worth_nothing(write: Write):
    """A value that could never arise is refused."""
    text = "initiatives: {till: {team: search-a, value: 300, effort: 40, objectives: {trust: 1}}}\n"
    with pytest.raises(ScenarioError, match="the strategy gives no weight to what this contributes to"):
        load_design(write(SMALL.replace("trust: 0.5", "trust: 0") + text))
