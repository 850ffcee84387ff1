"""Every number in every sentence follows from the rows of the log that the sentence names, and from nothing else."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from tests.unit.explain.conftest import Told, told

from orgsim.explain.events import Event
from orgsim.explain.story_initiative import initiative_story
from orgsim.explain.telling import STORIES, there_are
from orgsim.explain.words import Sentence, Tongue, lasting

WEEK = 2400
STEPS = ("asked", "passed", "answered", "unanswered")
UNITS = {
    "time": r"([\d.]+) (?:weeks|days)\b",
    "effort": r"([\d.]+) engineer-weeks",
    "hours": r"([\d.]+) hours a week",
    "share": r"(\d+)%",
    "money": r"\$([\d.]+)(?:M|k)",
}


def without_names(tongue: Tongue, sentence: Sentence) -> str:
    """Return the text of a sentence without any name, since names hold digits, too."""
    fields = ("initiative", "capability", "other_capability", "piece")
    things = {getattr(row, field) for row in sentence.rows for field in fields} - {""}
    posts = {tongue.post(name) for name in tongue.organization.posts}
    teams = {tongue.team(name) for name in tongue.organization.teams}
    text = sentence.text
    for name in sorted(posts | teams | things, key=len, reverse=True):
        if name in text:
            text = re.sub(rf"(?<![\w-]){re.escape(name)}(?![\w-])", "", text)
    return text


def times(rows: Sequence[Event]) -> set[float]:
    """Return all minutes that some rows state or imply: amounts, sums of them by kind, and times between rows."""
    stated = [row.amount for row in rows if row.unit in ("minutes", "engineer-minutes")]
    between = [abs(two.minute - one.minute) for one in rows for two in rows] if len(rows) < 40 else []
    sums: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if row.unit == "minutes":
            for key in ((row.event, row.what), (row.event, "")):
                sums[key] += row.amount
    ended = [row for row in rows if row.event == "answered"]
    means = [sum(row.amount for row in ended) / len(ended)] if ended else []
    owed = {(row.initiative, row.piece): row.minute for row in rows if row.event == "owed"}
    took = [row.minute - owed[row.initiative, row.piece] for row in rows if row.event == "delivered"] if owed else []
    means += [sum(took) / len(took)] if took else []
    return {*stated, *between, *sums.values(), *means}


def windows(rows: Sequence[Event]) -> Iterable[tuple[float, float]]:
    """Return hours a week and share busy of desks, between each two steps of a request, and over all rows of one post."""
    desks = list(dict.fromkeys(row for row in rows if row.event == "desk"))
    steps = sorted({row.minute for row in rows if row.event in STEPS})
    spans = (
        [range(since // WEEK, (until - 1) // WEEK + 1) for since, until in pairwise(steps)] if len(steps) < 50 else []
    )
    for post in {row.post for row in desks}:
        mine = [row for row in desks if row.post == post]
        for weeks in [*spans, mine]:
            inside = [row for row in mine if weeks is mine or row.week in weeks]
            if opened := sum(row.of for row in inside):
                yield opened / 60 / len(weeks), sum(row.amount for row in inside) / opened


def shares(rows: Sequence[Event]) -> Iterable[float]:
    """Return the shares that accounts have in the rows of a book, and that waits have in all stretches."""
    for event in ("team_minutes", "post_minutes", "stretch"):
        sums: Counter[str] = Counter()
        for row in rows:
            if row.event == event:
                sums[row.what] += row.amount
        yield from (minutes / sums.total() for minutes in sums.values())
        if event == "stretch" and sums:
            waits = ("approval", "backlog", "waiting_decision", "waiting_dependency")
            yield sum(sums[what] for what in waits) / sums.total()


def counts(rows: Sequence[Event]) -> set[str]:
    """Return all whole numbers that some rows imply: how many there are of a kind, and how many they speak of."""
    found: Counter[object] = Counter()
    for row in rows:
        found.update([row.event, (row.event, row.how), (row.event, row.what)])
    spoken = [number for row in rows if row.event in ("queued", "team", "asked") for number in (row.amount, row.of)]
    requests = len({row.request for row in rows if row.request})
    queued = {(row.initiative, row.piece) for row in rows if row.event == "queued"}
    others = len([row for row in rows if row.event == "started" and (row.initiative, row.piece) not in queued])
    return {f"{number:.0f}" for number in (*found.values(), *spoken, requests, others)}


def untold(tongue: Tongue, sentence: Sentence) -> list[str]:
    """Return the numbers in a sentence that its rows do not give; empty when all are true."""
    text = without_names(tongue, sentence)
    rows = list(sentence.rows)
    minutes = times(rows)
    desks = list(windows(rows))
    money = [row.amount for row in rows if row.unit == "$k"]
    allowed = {
        "time": {lasting(one).split()[0] for one in minutes},
        "effort": {f"{one / WEEK:.1f}" for one in minutes},
        "hours": {f"{hours:.1f}" for hours, _ in desks},
        "share": {f"{100 * share:.0f}" for share in (*shares(rows), *(busy for _, busy in desks))},
        "money": {form for one in (*money, sum(money)) for form in (f"{abs(one) / 1000:.2f}", f"{abs(one):.0f}")},
    }
    wrong = []
    for unit, pattern in UNITS.items():
        wrong += [f"{unit} {found}" for found in re.findall(pattern, text) if found not in allowed[unit]]
        text = re.sub(pattern, "", text)
    return wrong + [f"count {found}" for found in re.findall(r"[\d.]*\d", text) if found not in counts(rows)]


def subjects(found: Told, kind: str, most: int) -> list[str]:
    """Return some of what can be asked about, evenly chosen; of initiatives only those that were asked for."""
    names = there_are(found.tongue, kind)
    if kind == "initiative":
        asked = {row.initiative for row in found.tongue.log.of("submitted")}
        names = [name for name in names if name in asked]
    return names[:: max(1, len(names) // most)]


@pytest.mark.parametrize("kind", STORIES)
def test_every_number_follows_from_the_log(shipped: Told, kind: str):
    """The numbers of the stories of initiatives, teams, posts and duplicates are derived again from the rows behind them."""
    told_of = 0
    for name in subjects(shipped, kind, 12):
        for sentence in STORIES[kind](shipped.tongue, name):
            assert untold(shipped.tongue, sentence) == [], sentence.text
            assert set(sentence.rows) <= set(shipped.tongue.log.events)
            told_of += 1
    assert told_of > 20


def test_a_wrong_number_is_found():
    """A sentence that says another number than the log is noticed, whatever the unit."""
    found = told("demo", "today")
    said = Counter[str]()
    for name in subjects(found, "initiative", 12):
        for sentence in initiative_story(found.tongue, name):
            for unit, pattern in UNITS.items():
                if number := re.search(pattern, sentence.text):
                    wrong = (
                        sentence.text[: number.start(1)]
                        + "777.7"[: 3 if unit == "share" else 5]
                        + sentence.text[number.end(1) :]
                    )
                    assert untold(found.tongue, replace(sentence, text=wrong)), wrong
                    said[unit] += 1
    assert {"time", "hours", "share", "money"} <= set(said)


def test_the_way_of_an_initiative_is_told_without_a_gap(shipped: Told):
    """What is told at the end of where its time went adds up to its whole life, from appearing to its end."""
    for name in subjects(shipped, "initiative", 12):
        last = initiative_story(shipped.tongue, name)[-1]
        rows = [row for row in shipped.tongue.log.of("stretch", initiative=name) if not row.piece]
        assert set(last.rows) == set(rows)
        for one, two in pairwise(sorted(rows, key=lambda row: row.minute)):
            assert one.minute + one.amount == two.minute
