"""What a change costs on the way, whom it loads, and what the company is taken to be: sentences that follow from tables."""

import html
import re
from dataclasses import replace

import numpy as np
import pandas as pd
from tests.unit.figures.by_hand import HandMade

from orgsim.report.build import report
from orgsim.results.comparison import Results


def words_of(page: str) -> str:
    """Return the text of a page in one line."""
    text = re.sub(r"<svg.*?</svg>|<style>.*?</style>", "", page, flags=re.DOTALL).replace("\N{WORD JOINER}", "")
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)))


def with_tables(results: Results, **tables: pd.DataFrame) -> Results:
    """Return results in which some tables are other ones."""

    class Other(Results):
        def table(self, name: str) -> pd.DataFrame:
            return tables[name] if name in tables else super().table(name)

    return Other(**vars(replace(results)))


def test_the_way_there(hand_made: HandMade) -> None:
    """By hand: $2M lost in the first quarter and $1.5M won in each of the next three pays back in the third, the same in every future."""
    results = hand_made()
    quarters = results.table("quarters")
    gain = np.where(quarters["quarter"] == 1, -2.0, 1.5) * (quarters["design"] == "portfolio")
    quarters["cost"] = quarters["realised_value"] - gain
    words = words_of(report(with_tables(results, quarters=quarters)))
    assert "When it pays back portfolio pays for itself from quarter 3 ." in words
    assert "value less cost is +$2.5M (+$2.5M to +$2.5M), and above zero in 20 of 20 futures." in words
    assert "On the way it is lowest at the end of quarter 1: \N{MINUS SIGN}$2M (" in words


def test_who_bears_it(hand_made: HandMade) -> None:
    """The desk whose busy share grows most is named, with its shares before and after and how long a request waits there."""
    results = hand_made()
    desks = results.table("desks").astype({"spent": float, "waited": float})
    mine = (desks["design"] == "portfolio") & (desks["post"] == "ada")
    today = desks["post"].isin(["head", "ada", "bob"])
    desks.loc[today, "spent"], desks.loc[mine, "spent"] = 600.0, 1200.0
    desks.loc[mine, "waited"] = 48000.0
    words = words_of(report(with_tables(results, desks=desks)))
    assert (
        "The load grows most for ada: the desk is busy for 50% of its open hours instead of 25%, and a request there waits for "
        "2.00 weeks instead of 1.00." in words
    )
    assert "portfolio: 1 person gets another superior and 2 new posts open." in words


def test_nobody_bears_what_does_not_change(hand_made: HandMade) -> None:
    """Where no desk gets fuller, that is said."""
    results = hand_made()
    desks = results.table("desks").assign(spent=600)
    assert "No desk gets noticeably fuller." in words_of(report(with_tables(results, desks=desks)))


def test_what_the_company_is_taken_to_be(hand_made: HandMade) -> None:
    """Objectives, demand and time are those of the scenario; what drives the answer was not examined, and the page says so."""
    words = words_of(report(hand_made()))
    assert "growth 1" in words
    assert "2 a week in 1 domain" in words
    assert "4, after 1 of warm-up in which every design is the same" in words
    assert "Which of the uncertain numbers matter here was not examined" in words
