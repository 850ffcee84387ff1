"""Budgets for exploration, roadmaps, hours and skills of a post, and rights without which a practice is idle."""

import pytest
from tests.conftest import SMALL, Make, Write

from orgsim.engine.vocabulary import Skill
from orgsim.organization.build import Organization
from orgsim.scenario.design import load_design
from orgsim.scenario.problems import ScenarioError


def problems_of(path, *settings):
    """Return the problems of a file as lines of text."""
    with pytest.raises(ScenarioError) as caught:
        load_design(path, settings)
    return [problem.text() for problem in caught.value.problems]


def plan_of(organization: Organization, post: str, stage: int = 0):
    """Return what a stage says of a post."""
    return organization.blueprint.post_plan[stage][organization.posts.index(post)]


def by_team(organization: Organization, field: str, stage: int = 0) -> dict[str, float]:
    """Return one field of every team in a stage."""
    plan = organization.blueprint.team_plan[stage]
    return {name: float(plan[row][field]) for row, name in enumerate(organization.teams)}


# Exploration


def test_a_team_that_does_not_exist_has_no_budget(write: Write):
    """A team of a budget that is not there is an error at its place in the list, with the nearest name."""
    (found,) = problems_of(write(SMALL + "governance: {exploration: {teams: [search-a, serch-b]}}\n"))
    assert "design.yaml:25:46: E301 governance.exploration.teams[1]" in found
    assert "there is no team 'serch-b' (did you mean 'search-b'?)" in found


def test_a_budget_of_a_closed_team(write: Write):
    """A change that closes a team must take it out of the budget, too."""
    text = (
        SMALL + "governance: {exploration: {teams: [search-a]}}\nchanges:\n  - {name: fewer, teams: {search-a: null}}\n"
    )
    (found,) = problems_of(write(text))
    assert "E301 governance.exploration.teams[0]: there is no team 'search-a'" in found
    assert found.endswith("(after 'fewer')")


@pytest.mark.parametrize(
    ("budget", "searchers", "others"),
    [
        ("{}", 0.1, 0.1),
        ("{share: 0.25}", 0.25, 0.25),
        ("{share: 0.25, teams: [search-a, search-b]}", 0.25, 0.0),
        ("{teams: []}", 0.0, 0.0),
        ("null", 0.0, 0.0),
    ],
)
def test_whose_budget_it_is(make: Make, budget: str, searchers: float, others: float):
    """Without a list of teams every team has the budget; an empty list is nobody, and so is no budget."""
    found = by_team(make(SMALL + f"governance: {{exploration: {budget}}}\n"), "explore")
    assert found == {name: searchers if name.startswith("search") else others for name in found}


def test_a_budget_may_come_and_go(make: Make):
    """A change sets a budget aside for one team, another one takes it back."""
    text = SMALL + "changes:\n  - governance: {exploration: {share: 0.3, teams: [cloud-a]}}\n"
    text += "  - {quarter: 2, governance: {exploration: null}}\n"
    organization = make(text)
    assert [by_team(organization, "explore", stage)["cloud-a"] for stage in range(3)] == [0.0, 0.3, 0.0]
    assert by_team(organization, "explore", 1)["cloud-b"] == 0.0


@pytest.mark.parametrize(
    ("budget", "place", "message"),
    [
        ("{share: 2}", "E204 governance.exploration.share", "at most 1, got 2"),
        ("{teams: cloud-a}", "E203 governance.exploration.teams", "expected a list"),
        ("{teams: [[cloud-a]]}", "E203 governance.exploration.teams[0]", "expected text"),
        ("{shares: 0.1}", "E101 governance.exploration", "did you mean 'share'?"),
        ("0.1", "E203 governance.exploration", "expected a mapping, got 0.1"),
    ],
)
def test_broken_budgets_say_what_is_wrong(write: Write, budget: str, place: str, message: str):
    """Each mistake is named at its place in the file."""
    (found,) = problems_of(write(SMALL + f"governance: {{exploration: {budget}}}\n"))
    assert "design.yaml:25:" in found
    assert place in found
    assert message in found


# Roadmaps


def test_roadmaps_of_features(make: Make):
    """Plans name outcomes unless they are said to name features, in every team, from the stage that says so."""
    organization = make(SMALL + "changes:\n  - {governance: {roadmaps: features}}\n")
    assert set(by_team(organization, "fixed", 0).values()) == {0.0}
    assert set(by_team(organization, "fixed", 1).values()) == {1.0}
    assert set(by_team(make(SMALL + "governance: {roadmaps: outcomes}\n"), "fixed").values()) == {0.0}


def test_roadmaps_of_neither(write: Write):
    """Any other word is an error with the nearest one."""
    (found,) = problems_of(write(SMALL + "governance: {roadmaps: feature}\n"))
    assert "E203 governance.roadmaps" in found
    assert "did you mean 'features'?" in found


# Hours and skills of a post

ONE = "  pm-6:  {role: pm, reports_to: dir-b"


def test_hours_that_are_not_said_are_the_role_s(make: Make):
    """A product manager with six hours of research has the other hours of product managers, and their whole week."""
    organization = make(SMALL.replace(ONE, ONE + ", hours: {research: 4, product: 20}"))
    usual, changed = plan_of(organization, "pm-5"), plan_of(organization, "pm-6")
    assert (changed.research, changed.product) == (4 * 60, 20 * 60)
    for account in ("administration", "contact", "desk", "portfolio"):
        assert changed[account] == usual[account]
    assert (usual.research, usual.product, usual.administration) == (0, 24 * 60, 4 * 60)
    assert changed.minutes == usual.minutes


def test_part_time_shortens_inherited_hours_too(make: Make):
    """Half a post has half of every hour, those of its own and those of its role."""
    changed = plan_of(make(SMALL.replace(ONE, ONE + ", fte: 0.5, hours: {research: 2, product: 20}")), "pm-6")
    assert (changed.research, changed.product, changed.contact, changed.minutes) == (60, 600, 240, 1200)


def test_inherited_hours_count_towards_the_week(write: Write):
    """Two hours more than the week has are too many although the post says only five of them; the role's are changed first."""
    (found,) = problems_of(write(SMALL.replace(ONE, ONE + ", hours: {research: 2}")))
    assert "E205 posts.pm-6.hours: claims 42 hours of a week of 40" in found
    assert "product 24" in found
    assert "what is not said here is inherited" in found
    text = SMALL.replace(ONE, ONE + ", hours: {research: 2}") + "roles: {pm: {hours: {product: 22}}}\n"
    assert load_design(write(text)).baseline.posts["pm-6"].hours is not None


def test_hours_follow_a_new_role(write: Write):
    """A change of role changes what a post inherits: what fitted a product manager's week need not fit another's."""
    text = SMALL.replace(ONE, ONE + ", hours: {product: 20}") + "changes:\n  - {name: up, posts: {pm-6: {role: ppm}}}\n"
    (found,) = problems_of(write(text))
    assert "E205 posts.pm-6.hours: claims 60 hours" in found
    assert found.endswith("(after 'up')")


def test_skills_that_are_not_said_are_the_role_s(make: Make):
    """A post that says one skill has the others of its role; saying one makes its first holder known."""
    organization = make(SMALL.replace(ONE, ONE + ", skills: {discovery: 0.9}"))
    usual, changed = plan_of(organization, "pm-5"), plan_of(organization, "pm-6")
    others = [skill for skill in Skill if skill != Skill.DISCOVERY]
    assert changed.skills[Skill.DISCOVERY] == 0.9
    assert changed.skills[others].tolist() == usual.skills[others].tolist()
    assert changed.skills[Skill.COACHING] == 0.4  # the role's, not the 0.5 of a role that says nothing
    assert (usual.skills_known, changed.skills_known) == (0, 1)


# Practices without anybody who may review

NOBODY = SMALL + "roles: {cpo: {rights: {review: none}}, director: {rights: {review: none}}}\n"
REVIEW = "governance: {raters: [pm-1], investment_review: [pm-2]}\n"


def warnings_of(path) -> list[tuple[str, tuple[str | int, ...]]]:
    """Return the code and the path of every warning of a file."""
    return [(warning.code, warning.path) for warning in load_design(path).warnings]


def test_a_practice_that_nobody_may_call_for(write: Write):
    """Raters and reviews without anybody who decides or approves how portfolios are reviewed are doubtful, each at its place."""
    found = load_design(write(NOBODY + REVIEW)).warnings
    assert [(warning.code, warning.path) for warning in found] == [
        ("W405", ("governance", "raters")),
        ("W405", ("governance", "investment_review")),
    ]
    assert all(warning.where().endswith(("design.yaml:26:14", "design.yaml:26:30")) for warning in found)


@pytest.mark.parametrize("right", ["decide", "approve"])
def test_one_post_with_the_right_is_enough(write: Write, right: str):
    """The right may be a role's or a single post's own."""
    own = NOBODY.replace(ONE, ONE + f", rights: {{review: {right}}}")
    assert warnings_of(write(own + REVIEW)) == []
    assert (
        warnings_of(
            write(NOBODY.replace("cpo: {rights: {review: none}}", f"cpo: {{rights: {{review: {right}}}}}") + REVIEW)
        )
        == []
    )


def test_a_right_that_a_post_has_given_up_does_not_count(write: Write):
    """What a post says of its rights replaces its role's; who stands outside the tree on purpose has none."""
    role = NOBODY.replace("{cpo: {rights: {review: none}}", "{cpo: {rights: {review: decide}}")
    assert warnings_of(write(role + REVIEW)) == []
    given_up = role.replace("{role: cpo}", "{role: cpo, rights: {review: none}}")
    assert len(warnings_of(write(given_up + REVIEW))) == 2
    outside = given_up.replace("posts:\n", "posts:\n  ghost: {role: ppm, detached: true}\n")
    assert [code for code, _ in warnings_of(write(outside + REVIEW))] == ["W405", "W405"]


def test_no_practice_no_doubt(write: Write):
    """Where nothing is rated or reviewed nobody needs the right to it."""
    assert warnings_of(write(NOBODY)) == []
    assert warnings_of(write(NOBODY + "governance: {raters: [], forums: {f: {members: [pm-1, pm-2]}}}\n")) == []


def test_whoever_may_review_goes(write: Write):
    """A change that closes the only post with the right makes the practice doubtful from then on."""
    text = NOBODY + REVIEW + "changes:\n  - {name: cut, posts: {watch: null}}\n"
    text = text.replace(ONE, "  watch: {role: ppm, reports_to: vp}\n" + ONE)
    found = load_design(write(text)).warnings
    assert [warning.code for warning in found] == ["W405", "W405"]
    assert all(warning.message.endswith("(after 'cut')") for warning in found)
