"""Every headline number leads to the futures behind it, and what is told of a future adds up to its numbers."""

import re
from dataclasses import replace

import numpy as np
import pyarrow.compute as pc
import pytest
from tests.unit.cli.conftest import LAYERED, TODAY
from tests.unit.figures.by_hand import ORGANISATION, WITH_PORTFOLIO, HandMade
from tests.unit.report.test_report_page import Links

from orgsim.api import compare
from orgsim.report.blocks import Link, linked
from orgsim.report.build import report
from orgsim.report.extras import Extras
from orgsim.report.following import Followed, behind, follow, to_follow
from orgsim.report.verdicts import Asked
from orgsim.results.comparison import Results
from orgsim.scenario.problems import shown


@pytest.fixture(scope="module")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """Return five simulated futures of two tiny designs."""
    folder = tmp_path_factory.mktemp("followed")
    for name, text in (("today", TODAY), ("layered", LAYERED)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return compare([folder / "today.yaml", folder / "layered.yaml"], replications=5, output=folder / "results")


@pytest.fixture(scope="module")
def followed(simulated: Results) -> list[Followed]:
    return list(follow(simulated, to_follow(Asked(simulated, "today")), lambda _: None))


def test_typical_is_nearest_to_the_median_and_extreme_furthest_from_it(hand_made: HandMade) -> None:
    """By hand: of the differences in twenty futures, found with numpy."""
    results = hand_made()
    typical, extreme = behind(results, "realised_value", ("today", "portfolio")) or ()
    wide = results.replications.pivot_table(index="replication", columns="design", values="realised_value")
    away = np.abs(wide["portfolio"] - wide["today"] - np.median(wide["portfolio"] - wide["today"]))
    assert typical.replication == away.idxmin()
    assert extreme.replication == away.idxmax()
    assert extreme.way in ("best", "worst")


def test_a_metric_without_values_has_no_future(hand_made: HandMade) -> None:
    """Nothing leads to futures that are not there."""
    results = hand_made()
    results.replications["lead_time"] = np.nan
    assert behind(results, "lead_time", ("today", "portfolio")) is None
    page = report(results)
    assert "futures-1-lead_time" not in page
    assert 'href="#futures-1-predictability"' in page


def test_words_become_links() -> None:
    """The longest words first, whole words only, every time they stand there; what has no anchor stays text."""
    told = linked("lead time, median and lead time of cost", {"lead time": "a", "lead time, median": "b", "cos": "c"})
    assert told == (Link("lead time, median", "b"), " and ", Link("lead time", "a"), " of cost")
    assert linked("cost", {"cost": ""}) == "cost"


def test_every_headline_number_leads_to_its_futures(hand_made: HandMade) -> None:
    """The frequency, the mean difference and the price on each card, and each difference of the table are links to a row of futures."""
    page = report(hand_made({"today": ORGANISATION, "portfolio": WITH_PORTFOLIO, "other": WITH_PORTFOLIO}))
    cards = re.findall(r"<article.*?</article>", page, re.DOTALL)
    assert len(cards) == 2
    for card in cards:
        place = {"portfolio": 1, "other": 2}[re.findall(r"<h2[^>]*>(.*?)</h2>", card)[0]]
        assert re.search(rf'class="frequency"><a href="#futures-{place}-realised_value"', card)
        assert card.count(f'href="#futures-{place}-realised_value"') == 3
        assert f'href="#futures-{place}-cost"' in card
    table = page[page.index("Every headline metric") :].split("</table>")[0]
    cells = re.findall(r'<td[^>]*>[^<;]*; (?:<a href="#(futures-\d-\w+)">)?', table)
    assert len(cells) == 2 * 11
    assert all(cells)
    assert set(cells) <= set(Links(page).ids)


def test_what_is_told_of_a_future_is_what_was_simulated(simulated: Results, followed: list[Followed]) -> None:
    """Launches, value and lapsed requests are those of the tables, and the initiatives make up the whole difference."""
    assert [one.names for one in followed] == [("today", "layered")] * 2
    for one in followed:
        rows = simulated.replications.query("replication == @one.choice.replication").set_index("design")
        found = one.digest
        for place, name in enumerate(one.names):
            assert found.counts["initiatives launched"][place] == rows["launches"][name]
            assert found.counts["realised value, $M"][place] == pytest.approx(rows["realised_value"][name])
        total = sum(decisive.difference for decisive in found.decisive) + found.others_worth
        assert total == pytest.approx(rows["realised_value"]["layered"] - rows["realised_value"]["today"], abs=1e-9)
        sizes = [abs(decisive.difference) for decisive in found.decisive]
        assert sizes == sorted(sizes, reverse=True)


def test_the_page_tells_the_stories(simulated: Results, followed: list[Followed]) -> None:
    """Rows of the leading metric lead to them, all links lead somewhere, and the same results give the same bytes."""
    page = report(simulated, extras=Extras(followed=followed))
    again = list(follow(simulated, to_follow(Asked(simulated, "today")), lambda _: None))
    assert page == report(simulated, extras=Extras(followed=again))
    links = Links(page)
    stories = {f"story-1-{one.choice.replication}" for one in followed}
    assert stories <= set(links.ids)
    assert stories <= {target[1:] for target in links.targets}
    assert {target[1:] for target in links.targets} <= set(links.ids)
    assert len(links.ids) == len(set(links.ids))
    assert f"orgsim explain {shown(simulated.folder)} --against today --design layered --future" in page


def test_a_single_design_is_followed_too(simulated: Results) -> None:
    """Its futures are chosen by the value itself."""
    alone = replace(
        simulated,
        designs=("layered",),
        rows=simulated.rows.filter(pc.equal(simulated.rows["design"], "layered")),
        manifest={**simulated.manifest, "designs": simulated.manifest["designs"][1:]},
    )
    told = list(follow(alone, to_follow(Asked(alone, "layered")), lambda _: None))
    page = report(alone, extras=Extras(followed=told))
    assert f"orgsim explain {shown(simulated.folder)} --design layered --future" in page
    assert 'id="futures-0-lapsed"' in page


def test_why_nothing_is_told_is_said(hand_made: HandMade) -> None:
    """The rows are there, and the reason why their stories are not."""
    page = report(hand_made(), extras=Extras(untold="another version wrote them"))
    assert "They are not told here: another version wrote them." in page
