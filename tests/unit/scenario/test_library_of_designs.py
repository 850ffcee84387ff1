"""The library of designs on paper: every design fits every company that has what it needs, costs what today costs, and says what pays."""

import re
from pathlib import Path

import pytest
from tests.designs import COMPANIES, cost_over_horizon, written

from orgsim.errors import InputError
from orgsim.scenario.design import Design, load_design
from orgsim.scenario.document import parse
from orgsim.scenario.library.applying import NotForThisCompany, all_applied, applied
from orgsim.scenario.library.balance import balanced
from orgsim.scenario.library.designs import design_named, library
from orgsim.scenario.library.picture import picture
from orgsim.scenario.library.writing import money_sentence, scenario_text
from orgsim.scenario.model import Scenario
from orgsim.scenario.operations.chart import Chart
from orgsim.scenario.paths import paths_of
from orgsim.scenario.structure import structure_of
from orgsim.scenario.together import led_together
from orgsim.studies.worlds import Text, company, director, pm, product_org

DESIGNS = list(library())
SAME_COST = 0.02


def after(name: str, text: Text) -> Design:
    """Return a company as a design of the library has it."""
    return load_design(written(name, text, load_design(text)))


@pytest.mark.parametrize("company_name", COMPANIES)
def test_every_design_fits_every_company_at_equal_cost(company_name: str) -> None:
    """It is valid without a doubt that today did not have, and costs what today costs over the horizon, worked out stage by stage."""
    text = COMPANIES[company_name]()
    today = load_design(text)
    for name in DESIGNS:
        design = load_design(written(name, text, today))
        final = design.final
        assert {problem.code for problem in design.warnings} <= {problem.code for problem in today.warnings} | {"W420"}
        assert cost_over_horizon(design) == pytest.approx(cost_over_horizon(today), rel=SAME_COST)
        assert _roots(final) == _roots(today.final)
        assert all(team.owner is None or team.owner in final.posts for team in final.teams.values())


def _roots(scenario: Scenario) -> set[str]:
    return {name for name, post in scenario.posts.items() if post.reports_to is None}


def test_a_wrong_balance_is_noticed() -> None:
    """Without the engineers who pay for it, a deep design costs more than today by more than what is allowed."""
    text = product_org()
    chart = Chart(load_design(text).stages[-1].document.data)
    found = applied(design_named("deep"), load_design(text))
    assert found.balance.posts / found.balance.today > SAME_COST
    assert abs(found.balance.share) < 0.003
    assert balanced(chart, chart, 12).change == 0


def test_a_portfolio_manager_is_paid_by_engineers() -> None:
    """Base salary 200 with a load of 1.35 is 270 a year, 810 over three years; an engineer costs 600: one goes, another one after 8 quarters."""
    found = applied(design_named("portfolio-pm"), load_design(product_org()))
    assert found.balance.posts == pytest.approx(810.0)
    assert found.balance.change == -1
    assert found.balance.after == 8
    assert money_sentence(found).startswith(
        "1 post more costs $270k a year, which is paid for by 1 engineer fewer (-1 in "
    )
    assert "one fewer after 8 quarters (start of quarter 9)" in money_sentence(found)


def test_what_flat_saves_pays_for_engineers() -> None:
    """Three directors at 235 with load are 952 a year: four engineers of 200, and a fifth for the last nine quarters."""
    found = applied(design_named("flat"), load_design(product_org()))
    assert found.balance.posts == pytest.approx(-3 * 235 * 1.35 * 3)
    assert (found.balance.change, found.balance.after) == (4, 3)
    assert structure_of(found.after).layers == 2


def test_who_cannot_pay_is_told_so() -> None:
    """A team keeps its last engineer, so a company of two engineers in two teams has nobody to give up."""
    with pytest.raises(NotForThisCompany, match="portfolio-pm cannot be paid for: it costs as much as 1 engineer"):
        applied(design_named("portfolio-pm"), load_design(company(2, 1, engineers=1)))


REFUSED = {
    "gpm-pods": "no superior has at least 3 of these members who lead nobody",
    "product-lines": "it takes 4 posts or pods below one superior",
    "platform-streams": "a platform and streams take 3 posts that own products",
    "two-portfolio-pms": "there are not enough heads and domains to divide among 2",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_does_not_fit_says_what_it_needs(name: str) -> None:
    """A company of a head and two product managers has nobody to form pods or lines of."""
    with pytest.raises(NotForThisCompany, match=REFUSED[name]):
        applied(design_named(name), load_design(company(1, 2, directors=False)))


def test_nobody_to_lead_anybody() -> None:
    """A single post that owns the only team: hardly a design fits, and all say why."""
    alone = {
        "objectives": {"a": 1},
        "domains": {"d": {}},
        "teams": {"t": {"domain": "d", "owner": "h"}},
        "posts": {"h": {"role": "cpo"}},
    }
    fitting, refused = all_applied(list(library().values()), load_design(alone))
    assert [one.design.name for one in fitting] == ["directors-hours"]
    assert all(str(error).startswith(error.design) for error in refused)


def test_unknown_designs_are_refused_with_the_nearest() -> None:
    """The sentence names the nearest and all there are."""
    with pytest.raises(
        InputError, match=r"no design 'gpm-pod' in the library \(did you mean 'gpm-pods'\?\).*two-portfolio-pms"
    ):
        design_named("gpm-pod")


# what designs are


def test_lines_keep_what_belongs_together() -> None:
    """Domains of a pair come under one head again after somebody dealt them out, and `functional` deals them out."""
    text = company(2, 4, related={"clusters": {"x": ["d0", "d1"]}})
    text["related"] = {"pairs": {"d0": {"d1": 0.0}}}
    for branch in range(2):
        for team in range(4):
            text["posts"][pm(branch, team)]["reports_to"] = director((branch + team) % 2)
    lines = _domains_by_head(after("product-lines", text))
    assert sorted(map(len, lines)) == [1, 1]
    across = _domains_by_head(after("functional", text))
    assert sorted(map(len, across)) == [2, 2]


def _domains_by_head(design: Design) -> list[set[str]]:
    """Return the domains below each head."""
    found: dict[str, set[str]] = {}
    for team in design.final.teams.values():
        found.setdefault(str(design.final.posts[str(team.owner)].reports_to), set()).add(team.domain)
    return list(found.values())


def test_pods_are_led_by_one_of_their_own() -> None:
    """Six reports of a director become two pods of three; whoever leads one keeps the product and gets the role's pay."""
    design = after("gpm-pods", company(1, 6))
    leads = [name for name, post in design.final.posts.items() if post.role == "gpm"]
    assert len(leads) == 2
    assert all(any(team.owner == lead for team in design.final.teams.values()) for lead in leads)
    assert sorted(sum(post.reports_to == lead for post in design.final.posts.values()) for lead in leads) == [2, 2]


def test_roles_of_other_names() -> None:
    """With roles of the company's own, who leads and who owns is seen from the chart, and only new posts have shipped roles."""
    text = company(3, 3)
    text.pop("ladder")
    text["roles"] = {
        "boss": {"title": "Boss", "rights": {"strategy": "decide", "shift": "decide"}},
        "mid": {"title": "Mid", "rights": {"fund": "decide", "staff": "decide", "prioritize": "decide"}},
        "leaf": {"title": "Leaf", "hours": {"product": 20}},
    }
    for post in text["posts"].values():
        post["role"] = {"cpo": "boss", "director": "mid", "pm": "leaf"}[post["role"]]
    assert {post.role for post in after("flat", text).final.posts.values()} == {"boss", "leaf"}
    assert {post.role for post in after("product-lines", text).final.posts.values()} == {"boss", "mid", "leaf"}
    assert {post.role for post in after("gpm-pods", text).final.posts.values()} == {"boss", "mid", "leaf", "gpm"}


def test_a_flat_company_inherits_decisions() -> None:
    """What directors decided, the head decides once they are gone."""
    final = after("flat", product_org()).final
    assert paths_of(final).mean["fund"] == 1.0
    assert final.posts["head"].rights["fund"] == "decide"


def test_two_trees_stay_two() -> None:
    """Designs act below both heads, and no post changes its tree."""
    text = company(4, 4)
    text["posts"]["other"] = {"role": "cpo"}
    for branch in (2, 3):
        text["posts"][director(branch)]["reports_to"] = "other"
    final = after("functional", text).final
    for branch in range(4):
        for team in range(4):
            line = [pm(branch, team)]
            while above := final.posts[line[-1]].reports_to:
                line.append(above)
            assert line[-1] == ("other" if branch > 1 else "head")


def test_changes_of_today_come_first() -> None:
    """A design takes effect in the quarter after the last change of today, for the quarters that are left."""
    text = product_org() | {
        "changes": [
            {
                "quarter": 4,
                "posts": {
                    "dir-platform": None,
                    "pm-platform-a": {"reports_to": "head"},
                    "pm-platform-b": {"reports_to": "head"},
                },
            }
        ]
    }
    found = applied(design_named("portfolio-pm"), load_design(text))
    assert (found.quarter, found.balance.quarters) == (4, 8)
    assert "dir-platform" not in found.after.posts


def test_nothing_is_left_after_the_last_quarter() -> None:
    """Where today changes until the end there is nothing to compare."""
    text = product_org() | {"changes": [{"quarter": 11, "week": 2, "posts": {"pm-accounts": {"reports_to": "head"}}}]}
    with pytest.raises(NotForThisCompany, match="changes until its last quarter"):
        applied(design_named("portfolio-pm"), load_design(text))


def test_a_post_that_is_guessed_may_close() -> None:
    """What an import guessed is about today, so a design may close a post that a guess names."""
    text = product_org() | {"guesses": {"owners": {"search-a": {"dir-money": 1.0, "pm-search-a": 2.0}}}}
    assert "dir-money" not in applied(design_named("flat"), load_design(text)).after.posts
    assert "dir-money" not in after("flat", text).final.posts


# paths and pictures


def test_paths_by_hand() -> None:
    """In product-org a director signs bets and hires, conflicts within a group stop there, and across groups climb to the head."""
    paths = paths_of(load_design(product_org()).final)
    assert paths.mean["fund"] == 1.0
    assert paths.mean["staff"] == 1.0
    assert paths.most["prioritize"] == 2
    within = 4 * 3 + 3 * 2 + 2 * 1
    assert paths.mean["prioritize"] == pytest.approx((within + 2 * (72 - within)) / 72)


@pytest.mark.parametrize(("name", "bet"), [("central-rights", 2.0), ("local-rights", 0.0), ("deep", 2.0)])
def test_rights_and_layers_lengthen_paths(name: str, bet: float) -> None:
    """Central rights add the head's desk to a bet, local rights take all desks away, and a layer that signs adds one."""
    assert paths_of(after(name, product_org()).final).mean["fund"] == bet


def test_what_is_led_together_by_hand() -> None:
    """In product-org 8.8 of 15.6 are between owners with the same director: 5.2 in discovery, 2.6 in money, 1 in the platform.

    All others are the platform's 0.4 with seven owners for each of its two, and twelve pairs of 0.1 between discovery and money.
    """
    today = load_design(product_org()).final
    assert led_together(today) == pytest.approx(8.8 / (8.8 + 2 * 7 * 0.4 + 12 * 0.1))
    assert led_together(after("flat", product_org()).final) == pytest.approx(1.0)
    assert led_together(after("functional", product_org()).final) < 0.25
    alone = load_design(company(1, 2, directors=False)).final
    assert led_together(alone) == 1.0
    assert led_together(load_design(company(2, 1)).final) is None


def test_a_picture_of_a_company() -> None:
    """Posts of one role under the same kind of superior are one line."""
    assert picture(load_design(product_org()).final) == [
        "head of product",
        "└─ 3 directors of product",
        "   └─ 2-4 product managers each (9)",
    ]


# files


def test_a_written_design_says_who_was_where(tmp_path: Path) -> None:
    """The file names what it extends, where people were, and what pays for what."""
    found = applied(design_named("gpm-pods"), load_design(product_org()))
    text = scenario_text(found, "today.yaml")
    assert text.startswith("# Pods of group product managers: ")
    assert re.search(r"pm-search-b: +\{reports_to: pm-search-a\} +# was under dir-discovery", text)
    assert "which pays for 1 engineer more" in text.replace("\n# ", " ")
    assert max(map(len, text.splitlines())) <= 140
    assert parse(text, tmp_path / "gpm-pods.yaml").data["extends"] == "today.yaml"


def test_applying_twice_says_the_same() -> None:
    """The same company gives the same file."""
    today = load_design(product_org())
    for name in DESIGNS:
        assert scenario_text(applied(design_named(name), today), "a.yaml") == scenario_text(
            applied(design_named(name), today), "a.yaml"
        )
