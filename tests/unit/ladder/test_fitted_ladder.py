"""A ladder from dated careers: by hand, and from simulated careers whose numbers are known."""

from math import exp
from typing import Any

import numpy as np
import pytest
from tests.career_worlds import ladder, plan

from orgsim.careers.fitted_ladder import fitted, laid_over
from orgsim.careers.fitting import Evidence
from orgsim.careers.simulation import simulate_one
from orgsim.careers.spells import History, Record, Stay, history_of
from orgsim.engine.vocabulary import Cause
from orgsim.scenario.ladder.model import Ladder
from orgsim.scenario.ladder.reading import ladder_from_text

PEOPLE = "abcdef"


def climbed() -> History:
    """Six people who start 1, 2 ... quarters into the record, rise after a year each, and stay; six more who leave after two years."""
    stays = []
    for place, name in enumerate(PEOPLE, start=1):
        start = place / 4
        stays += [Stay(name, 0, start, start + 1.0), Stay(name, 1, start + 1.0, None)]
        stays.append(Stay(name.upper(), 0, start, start + 2.0))
    return history_of(Record(("low", "high"), (*stays, Stay("first", 1, 0.0, None)), 10.0))


def test_rates_by_hand() -> None:
    """Twelve are hired and six leave in 6 x 1 + 6 x 2 years; the promotions come in the years after the first four quarters."""
    seen = Evidence(climbed())
    assert seen.exits(0).value == pytest.approx(6 / 18)
    assert seen.hires(0).value == pytest.approx(12 / 40, rel=1e-3)
    assert seen.hires(1).value == 0.0  # those who rise are not hired, and the first one was there before
    minimum = seen.minimum(0, [1])
    assert minimum is not None
    assert minimum.value == 4
    share = seen.share_promoted(1, {0: (3, 1)}, reviews=4)
    assert share.value == pytest.approx(1 - exp(-6 / (6 * 0.25 + 6 * 1.25) / 4))
    assert (seen.heads(0), seen.heads(1)) == (0, 7)
    two_ways = seen.share_promoted(1, {0: (3, 2)}, reviews=4)  # half of the cases are for another level
    assert two_ways.value == pytest.approx(1 - exp(-2 * 6 / 9 / 4))
    assert seen.share_promoted(1, {0: (5, 1)}, reviews=4).value == 0.0  # all rose before they could


def test_a_return_after_an_absence_is_a_hire() -> None:
    """Somebody who was away for two years left, and was hired again."""
    stays = (Stay("a", 0, 1.0, 2.0), Stay("a", 0, 4.0, 5.0), Stay("b", 0, 0.0, None))
    seen = Evidence(history_of(Record(("low",), stays, 9.0)))
    assert seen.exits(0).evidence.startswith("2 left")
    assert seen.hires(0).evidence.startswith("2 hired")


def test_few_people_give_no_rates() -> None:
    """Four people on a level: only how many are there now is written, and why."""
    stays = tuple(Stay(name, 0, 1.0, 3.0) for name in PEOPLE[:4])
    text = fitted(history_of(Record(("low",), stays, 9.0)), "few", "few.csv").text("")
    assert "exits_per_year" not in text
    assert "fewer than five people, so its rates are not estimated" in text


def test_skipped_levels_and_ways_back() -> None:
    """A way that fewer than five people took is none where five took another one, and five who step back are a return."""
    stays = []
    for place, name in enumerate(PEOPLE):
        stays += [Stay(name, 0, 1.0, 2.0), Stay(name, 1, 2.0, 3.0 + place / 10)]
        stays += [Stay(name, 0, 3.0 + place / 10, None)]
    stays += [Stay("x", 0, 1.0, 2.0), Stay("x", 2, 2.0, None)]
    found = fitted(history_of(Record(("low", "mid", "top"), tuple(stays), 9.0)), "ways", "ways.csv")
    assert [(move["from"], move["to"], move.get("kind")) for move in found.data["moves"]] == [
        ("low", "mid", None),
        ("mid", "low", "return"),
    ]


PLANTED = {
    "low": {
        "headcount": "committee",
        "heads": 60,
        "hires_per_quarter": 6.0,
        "exits_per_year": 0.3,
        "min_quarters": 4,
        "entry": True,
    },
    "mid": {"headcount": "committee", "heads": 40, "promotion_share": 0.08, "exits_per_year": 0.2},
    "top": {"headcount": "committee", "heads": 15, "promotion_share": 0.04, "exits_per_year": 0.15},
}
BACK: dict[str, Any] = {"from": "top", "to": "mid", "kind": "return", "rate_per_year": 0.2}
MOVES: list[dict[str, Any]] = [{"from": "low", "to": "mid"}, {"from": "mid", "to": "top"}, BACK]
TRUTH = {
    "levels.low.exits_per_year": 0.3,
    "levels.low.hires_per_quarter": 6.0,
    "levels.low.min_quarters": 4.0,
    "levels.mid.exits_per_year": 0.2,
    "levels.mid.promotion_share": 0.08,
    "levels.top.exits_per_year": 0.15,
    "levels.top.promotion_share": 0.04,
    "moves.2.rate_per_year": 0.2,
}


def history_from(found: Ladder, seed: int, quarters: int = 40) -> History:
    """Return simulated careers as a record of people would have them: those of the start are of unknown date, and people leave on any day of a quarter."""
    made = plan(found, quarters)
    state = simulate_one(made, seed, 0)
    names = tuple(reversed(made.levels))
    luck = np.random.default_rng(seed)
    stays: list[Stay] = []
    open_since: dict[int, tuple[int, float, bool]] = {}
    for event in state.career_log[: int(state.counters[0].lines)]:
        life, when = int(event.life), 2000.0 + float(event.quarter) / 4.0
        if life in open_since:
            level, start, known = open_since.pop(life)
            end = max(when - luck.uniform(0.0, 0.25), start + 0.001) if event.to < 0 else when
            stays.append(Stay(str(life), level, start, end, known))
        if event.to >= 0:
            level = names.index(made.levels[int(event.to)])
            open_since[life] = (level, when, event.cause != Cause.START)
    stays += [Stay(str(life), level, start, None, known) for life, (level, start, known) in open_since.items()]
    return history_of(Record(names, tuple(stays), 2000.0 + quarters / 4.0))


def test_planted_numbers_are_recovered_with_calibrated_intervals() -> None:
    """Over 40 simulated histories of a known ladder, 95 % intervals hold the planted number in 95 % of 320 cases, within 3 standard errors."""
    planted = ladder(PLANTED, moves=MOVES)
    held = dict.fromkeys(TRUTH, 0)
    for seed in range(40):
        found = fitted(history_from(planted, seed), "again", "careers.csv")
        for name, truth in TRUTH.items():
            one = found.estimates[name]
            held[name] += one.low <= truth <= one.high
    assert sum(held.values()) / 320 >= 0.95 - 3.0 * (0.05 * 0.95 / 320) ** 0.5
    assert min(held.values()) >= 40 * (0.95 - 3.5 * (0.05 * 0.95 / 40) ** 0.5)


def test_a_fitted_ladder_does_what_the_planted_one_did() -> None:
    """Fitted to one long history, a ladder is read again and gives as many promotions, exits and people as the one behind the history."""
    planted = ladder(PLANTED, moves=MOVES)
    text = fitted(history_from(planted, 1, quarters=160), "again", "careers.csv").text("# made\n")
    again = ladder_from_text(text)
    flows = [history_from(one, 100 + seed).spells for one in (planted, again) for seed in range(10)]
    for ending in ("promotion", "exit", None):
        counts = np.array([sum(spell.ending == ending for spell in spells) for spells in flows])
        assert counts[10:].mean() == pytest.approx(counts[:10].mean(), rel=0.12)


def test_what_a_history_tells_is_laid_over_a_ladder() -> None:
    """With a ladder, seats stay seats: their share of hires from outside is fitted, a bar gives way to a share, and minimum times stand. Intervals hold in 40 cases."""
    seats = {**PLANTED, "top": {"seats": 20, "exits_per_year": 0.3, "external_share": 0.4}}
    planted = ladder(seats, moves=MOVES[:2])
    told = ladder({**seats, "mid": {"headcount": "committee", "heads": 9, "bar": 1.0}}, moves=MOVES[:2])
    truth = {"levels.top.external_share": 0.4, "levels.mid.promotion_share": 0.08}
    held = 0
    for seed in range(20):
        found = laid_over(history_from(planted, seed), told, "base", "ours", "careers.csv")
        held += sum(found.estimates[name].low <= value <= found.estimates[name].high for name, value in truth.items())
    assert held / 40 >= 0.95 - 3.0 * (0.05 * 0.95 / 40) ** 0.5
    assert found.data["levels"]["mid"]["bar"] is None
    assert "min_quarters" not in found.data["levels"]["low"]
    assert found.data["levels"]["top"]["sources"] == {"exits_per_year": "history", "external_share": "history"}
