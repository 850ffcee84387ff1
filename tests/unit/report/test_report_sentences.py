"""The sentences of an answer follow from the numbers of a comparison."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.unit.figures.by_hand import HandMade, without_values

from orgsim.metrics.metric import Rope
from orgsim.plain_words import amount, change
from orgsim.report.build import summary_of
from orgsim.report.designs import changes_in_words
from orgsim.report.verdicts import Asked, findings, futures_to_settle
from orgsim.results.statistics import Comparison, leaning, leaning_words
from orgsim.results.transition import pays_back, transitions
from orgsim.scenario.design import load_design
from orgsim.scenario.diff import difference


def compared(mean: float, half: float, rope: float = 1.0, verdict: str = "inconclusive") -> Comparison:
    """Return a comparison over 100 futures with an interval of a half-width."""
    return Comparison(mean, mean - half, mean + half, 60, 40, 100, -rope, rope, verdict, 0.5)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("mean", "half", "needed"),
    [
        (3.0, 4.0, 400),  # 2 from the edge: half as wide, four times the futures
        (0.0, 2.0, 400),  # in the middle of the region, 1 from either edge
        (1.0, 2.0, None),  # on the edge
    ],
)
def test_futures_that_would_settle_it(mean: float, half: float, needed: int | None) -> None:
    """The half-width shrinks with the root of the futures until it reaches the nearest edge of the region."""
    assert futures_to_settle(compared(mean, half)) == needed


def test_leaning() -> None:
    """An open verdict leans to a side when the whole interval lies on that side of zero, better being where the metric says."""
    assert leaning(compared(2.0, 1.5), "higher") == "probably better"
    assert leaning(compared(2.0, 1.5), "lower") == "probably worse"
    assert leaning(compared(2.0, 2.5), "higher") == "open"
    assert leaning(compared(2.0, 1.5), "neither") == "open"
    assert leaning(compared(5.0, 1.0, verdict="better"), "higher") == "better"


def test_every_page_and_figure_says_a_leaning_in_the_same_words() -> None:
    """An open verdict is "probably" to a side or cannot be told yet; it is "inconclusive" nowhere on a page."""
    assert leaning_words(compared(2.0, 1.5), "higher") == "probably better"
    assert leaning_words(compared(2.0, 2.5), "higher") == "cannot tell yet"
    assert leaning_words(compared(5.0, 1.0, verdict="worse"), "lower") == "worse"


def test_the_answer_says_the_counts_the_mean_and_the_price(hand_made: HandMade) -> None:
    """Every number in the sentences is that of the comparison."""
    results = hand_made(shifts=(0.0, 0.3))
    (found,) = findings(Asked(results, "today"), ["realised_value", "cost", "lead_time"])
    wide = results.replications.pivot_table(index="replication", columns="design", values="realised_value")
    paired = (wide["portfolio"] - wide["today"]).to_numpy()
    assert (
        f"In {int(np.sum(paired > 0))} of 20 simulated futures realised value is higher under portfolio" in found.answer
    )
    assert change(float(paired.mean()), "$M") in found.answer
    assert f"costs {amount(float(paired.mean()), '$M')} more than today over 1 year" in found.price
    assert found.beside == "Worse: lead time, median and cost."


def test_the_most_promising_comes_first(hand_made: HandMade) -> None:
    """Alternatives are in the order of the leading metric, to the side that is better."""
    texts = {"today": "", "a": "", "b": ""}
    from tests.unit.figures.by_hand import ORGANISATION, WITH_PORTFOLIO

    texts = {"today": ORGANISATION, "a": WITH_PORTFOLIO, "b": WITH_PORTFOLIO}
    results = hand_made(texts, shifts=(0.0, -0.4, 0.3))
    assert [one.design for one in findings(Asked(results, "today"), [])] == ["b", "a"]
    assert [one.design for one in findings(Asked(results, "today", "cost"), [])] == ["a", "b"]


def test_regions_of_the_reader_count(hand_made: HandMade) -> None:
    """What does not matter is what the reader says does not matter."""
    results = hand_made(shifts=(0.0, 0.3))
    (found,) = findings(Asked(results, "today", ropes={"realised_value": Rope(-5.0, 5.0)}), [])
    assert found.leaning == "no practical difference"
    assert "below the $5M that would matter" in found.answer


def test_a_design_without_values_is_said_to_have_none(hand_made: HandMade) -> None:
    """Nothing is made of nothing."""
    results = without_values(hand_made(), "portfolio", "realised_value")
    (found,) = findings(Asked(results, "today"), [])
    assert "nothing can be said" in found.answer


def test_transition_by_hand(hand_made: HandMade) -> None:
    """Value less cost of each quarter, paired and added up; what it costs first and earns later pays back when the sum is back at zero."""
    results = hand_made()
    quarters = results.table("quarters")
    early = quarters["quarter"] == 1
    mine = quarters["design"] == "portfolio"
    quarters.loc[mine, "cost"] = quarters.loc[mine, "realised_value"] - np.where(early[mine], -2.0, 1.5)
    there = quarters["design"] == "today"
    quarters.loc[there, "cost"] = quarters.loc[there, "realised_value"]

    class Same(type(results)):  # type: ignore[misc]
        def table(self, name: str):
            return quarters if name == "quarters" else super().table(name)

    same = Same(results.folder, results.seed, results.designs, results.replications, results.parts, results.manifest)
    (found,) = transitions(same, "today")
    assert found.by_quarter.mean == pytest.approx([-2.0, 1.5, 1.5, 1.5])
    assert found.added_up.mean == pytest.approx([-2.0, -0.5, 1.0, 2.5])
    assert (found.pays_back, found.earliest, found.latest, found.chance) == (3, 3, 3, 1.0)


def test_what_ends_below_zero_has_not_paid() -> None:
    """Being above zero in between is not enough."""
    assert pays_back([1.0, -0.1]) is None
    assert pays_back([-1.0, -0.5]) is None


def test_the_surest_is_not_hidden_behind_the_largest(hand_made: HandMade) -> None:
    """Where the design with the largest mean is not known to be better and another one is, the first sentence names both."""
    asked = Asked(hand_made(), "today")
    (one,) = findings(asked, ["realised_value"])
    wide, sure = replace(one, design="wide", leaning="open"), replace(one, design="sure", leaning="better")
    assert summary_of([wide, sure], asked) == (
        "Of 2 alternatives, sure is the surest. sure beats today in realised value by enough to matter. wide may bring more, but that is "
        "less sure."
    )
    assert summary_of([sure, wide], asked).startswith("Of 2 alternatives, sure promises most.")


def test_settings_that_change_are_said_in_words() -> None:
    """A dotted path is for those who write files; a reader is told the field, and in brackets where it stands."""
    company = load_design(Path(__file__).parents[3] / "scenarios/minimal/today.yaml").final
    found = difference(company, company)
    found.other["governance.forums.planning.hours_per_quarter"] = (None, 12)
    found.other["governance.roadmaps"] = ("outcomes", "features")
    assert list(changes_in_words(found, company)) == [
        "Hours per quarter (governance, forums, planning): 12 (before: nothing)",
        "Roadmaps (governance): features (before: outcomes)",
    ]
