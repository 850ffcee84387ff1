"""Work done twice: pairs of teams add up to the books, in designs that stay as they are and in one whose teams and posts change hands."""

from collections import Counter

import numpy as np
import pytest
from tests.conftest import ROOT
from tests.property.test_parts_add_up import DESIGNS

from orgsim.engine.simulation import simulate as unwatched
from orgsim.engine.vocabulary import TeamAccount
from orgsim.headroom.catalog import oracle_named
from orgsim.headroom.play import Play
from orgsim.metrics.catalog import metric_named
from orgsim.metrics.outcome import Outcome
from orgsim.metrics.twice import Twice, branches_of, twice_in
from orgsim.metrics.watching import simulate
from orgsim.organization.build import Organization, build
from orgsim.scenario.design import load_design

SEED, FUTURES = 3, 4


@pytest.fixture(
    scope="module", params=DESIGNS, ids=lambda design: design if isinstance(design, str) else design["name"]
)
def organization(request: pytest.FixtureRequest) -> Organization:
    """Return a company, ready to run."""
    source = request.param if isinstance(request.param, dict) else ROOT / f"scenarios/{request.param}.yaml"
    return build(load_design(source))


def watcher(organization: Organization) -> Twice:
    """Return what watches a future of it."""
    return twice_in(organization, branches_of(organization))


def of_teams(organization: Organization, rows: dict[str, list], column: str) -> list[int]:
    """Return the sum of a column by the team that does the work again, for every team."""
    sums: Counter[str] = Counter()
    for team, amount in zip(rows["team"], rows[column], strict=True):
        sums[team] += amount
    return [sums[team] for team in organization.teams]


@pytest.mark.parametrize("future", range(FUTURES))
def test_pairs_add_up_to_the_books_of_teams(organization: Organization, future: int) -> None:
    """To the minute: what each team books as duplicates, and as those that it did not know to be any."""
    twice = watcher(organization)
    state = simulate(organization.blueprint, SEED, future, twice)
    rows = twice.rows(state, organization.teams)
    book = state.team_book[:, organization.warmup_quarters :].sum(axis=1)
    unaware, rational = (
        book[:, account] for account in (TeamAccount.DUPLICATE_UNAWARE, TeamAccount.DUPLICATE_RATIONAL)
    )
    assert unaware.sum() > 0
    assert rational.sum() > 0
    assert of_teams(organization, rows, "minutes") == (unaware + rational).tolist()
    assert of_teams(organization, rows, "unaware") == unaware.tolist()
    assert all(0 <= apart <= all_of_it for apart, all_of_it in zip(rows["across"], rows["minutes"], strict=True))
    assert len(set(zip(rows["team"], rows["other"], strict=True))) == len(rows["team"])


def test_they_are_the_metric(organization: Organization) -> None:
    """Their sum over all team-minutes is the metric of duplicated effort."""
    twice = watcher(organization)
    state = simulate(organization.blueprint, SEED, 0, twice)
    outcome = Outcome(organization, state)
    whole = metric_named("duplicate_effort").measure(outcome).total()
    minutes = sum(twice.rows(state, organization.teams)["minutes"])
    assert minutes / outcome.team_minutes().sum() == pytest.approx(whole, rel=1e-12)


def test_watching_changes_nothing(organization: Organization) -> None:
    """Not one bit of the last state."""
    seen = simulate(organization.blueprint, SEED, 1, watcher(organization))
    alone = unwatched(organization.blueprint, SEED, 1)
    for name in ("capabilities", "items", "people", "requests", "team_book", "person_book", "item_book"):
        assert getattr(seen, name).tobytes() == getattr(alone, name).tobytes(), name


def test_an_oracle_takes_part_between_the_looks() -> None:
    """A future with an oracle is looked at as often, and its books add up too."""
    company = build(load_design(ROOT / "scenarios/reorg/gpm-groups.yaml"))
    play = Play(oracle_named("beliefs"), company.warmup_quarters * 13)
    twice = watcher(company)
    state = play(company.blueprint, SEED, 0, twice)
    book = state.team_book[
        :, company.warmup_quarters :, [TeamAccount.DUPLICATE_UNAWARE, TeamAccount.DUPLICATE_RATIONAL]
    ]
    assert sum(twice.rows(state, company.teams)["minutes"]) == book.sum()


def test_branches_are_those_of_the_chart() -> None:
    """With one director over everybody no two teams stand apart; with all owners directly under the head every two do."""
    design = {
        "objectives": {"growth": 1},
        "domains": {"shop": {"opportunities_per_week": 1}},
        "teams": {
            "web": {"domain": "shop", "owner": "ada"},
            "app": {"domain": "shop", "owner": "bob"},
            "lab": {"domain": "shop"},
        },
        "posts": {
            "head": {"role": "cpo"},
            "dir": {"role": "director", "reports_to": "head"},
            "ada": {"role": "pm", "reports_to": "dir"},
            "bob": {"role": "pm", "reports_to": "dir"},
        },
        "changes": [
            {"quarter": 2, "posts": {"ada": {"reports_to": "head"}, "bob": {"reports_to": "head"}, "dir": None}}
        ],
    }
    company = build(load_design(design))
    found = branches_of(company)
    web, app, lab = (company.teams.index(name) for name in ("web", "app", "lab"))
    second = int(company.blueprint.era_weeks[1])
    assert [found.stage(week) for week in (0, second - 1, second)] == [0, 0, 1]
    assert found.apart[:, web, app].tolist() == [False, True]
    assert found.apart[:, app, web].tolist() == [False, True]
    assert np.all(found.apart[:, lab, [web, app]])
