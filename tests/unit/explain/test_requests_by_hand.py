"""Sentences about requests and duplicates, worked by hand from a few rows."""

import pytest
from tests.conftest import SMALL

from orgsim.explain.events import Event, logged
from orgsim.explain.story_duplicate import duplicate_story
from orgsim.explain.story_requests import requests_in, told_request
from orgsim.explain.words import Tongue
from orgsim.organization.build import Organization, build
from orgsim.scenario.design import load_design

WEEK = 2400
CASE = {"what": "case", "initiative": "search-1", "team": "search-a", "request": 1}
BORN = (
    "team search-a begins to build the capability d1, which search-1 needs, though team cloud-a has the like of it in service (c1): "
    "nobody who plans for the team knows of it as something to use instead, so a duplicate is born"
)
REFUSED = (
    "Director, A works out a proposal to merge d1 into c1; it takes 2.0 days: 1.0 days at the desk of Director, A and "
    "1.0 days at the desk of pm-1; pm-1 refuses the merger"
)


@pytest.fixture
def organization(tmp_path) -> Organization:
    """Return a small company of which some posts have names."""
    text = SMALL.replace(
        "dir-a: {role: director, reports_to: vp}", 'dir-a: {role: director, reports_to: vp, name: "Director, A"}'
    )
    (tmp_path / "small.yaml").write_text(text, encoding="utf-8")
    return build(load_design(tmp_path / "small.yaml"))


def desk(week: int, post: str, spent: int, opened: int) -> Event:
    """Return a week of a desk."""
    return Event(week * WEEK, "desk", post=post, amount=spent, of=opened, unit="minutes")


def told(organization: Organization, *events: Event) -> str:
    """Return the sentence about the one request among some events."""
    tongue = Tongue(organization, logged(events, 0))
    return told_request(tongue, requests_in(tongue.log.events)[0]).text


def test_a_case_that_waits_at_two_desks(organization: Organization):
    """Two weeks at a director's busy desk of four hours, then a day at the head's: in sum 2.2 weeks, and why."""
    found = told(
        organization,
        *[desk(week, "dir-a", 240, 240) for week in range(2)],
        Event(0, "asked", post="pm-1", other_post="dir-a", **CASE),
        Event(2 * WEEK, "passed", post="dir-a", other_post="vp", amount=2 * WEEK, of=1, unit="minutes", **CASE),
        Event(2 * WEEK + 480, "answered", how="yes", post="vp", amount=2 * WEEK + 480, unit="minutes", **CASE),
    )
    assert found == (
        "pm-1 asks for the go-ahead; it takes 2.2 weeks: 2.0 weeks at the desk of Director, A (a desk that was open 4.0 hours a week "
        "and busy 100% of that time) and 1.0 days at the desk of vp; the answer is yes"
    )


def test_a_question_that_lapses_at_the_desk_of_somebody_new(organization: Organization):
    """Four weeks at a desk of which a quarter is used, whose holder had come a week before."""
    about = {"what": "question", "initiative": "search-1", "team": "search-a", "request": 1}
    found = told(
        organization,
        Event(9 * WEEK, "joined", post="pm-1"),
        *[desk(week, "pm-1", 60, 240) for week in range(10, 14)],
        Event(10 * WEEK, "asked", post="pm-1", other_post="pm-1", **about),
        Event(14 * WEEK, "answered", how="lapsed", post="pm-1", amount=4 * WEEK, unit="minutes", **about),
    )
    assert found == (
        "a question comes up in the work, and the work stands still until it is answered; it takes 4.0 weeks, at the desk of pm-1 "
        "(a desk that was open 4.0 hours a week and busy 25% of that time; its holder had come 1.0 weeks before); "
        "it lapses unanswered; the team goes on by its own lights, which leaves more rework"
    )


def test_what_is_open_when_the_run_ends_says_so(organization: Organization):
    """A request without an answer waits, at a desk that nobody opened."""
    found = told(
        organization,
        Event(0, "asked", post="pm-1", other_post="dir-a", **CASE),
        Event(3 * WEEK, "unanswered", post="dir-a", amount=3 * WEEK, unit="minutes", **CASE),
    )
    assert found.endswith(
        "it waits for 3.0 weeks, at the desk of Director, A (a desk that nobody opened in these weeks); "
        "there is no answer until the run ends"
    )


def test_the_life_of_a_duplicate(organization: Organization):
    """Born unaware, noticed by a director who heard of it, refused by the one who would lose, and still there at the end."""
    pair = {"capability": "d1", "other_capability": "c1", "team": "search-a", "other_team": "cloud-a"}
    asked = {"what": "consolidation", "request": 7, **pair}
    tongue = Tongue(
        organization,
        logged(
            [
                Event(0, "begun", what="unaware", how="in service", initiative="search-1", **pair),
                Event(2 * WEEK, "in_service", capability="d1", team="search-a"),
                Event(
                    5 * WEEK,
                    "noticed",
                    how="talking",
                    post="dir-a",
                    other_post="pm-1",
                    amount=5 * WEEK,
                    unit="minutes",
                    **pair,
                ),
                Event(6 * WEEK, "asked", post="dir-a", other_post="dir-a", **asked),
                Event(
                    6 * WEEK + 480, "passed", post="dir-a", other_post="pm-1", amount=480, of=1, unit="minutes", **asked
                ),
                Event(6 * WEEK + 960, "answered", how="no", post="pm-1", amount=960, unit="minutes", **asked),
            ],
            0,
        ),
    )
    texts = [sentence.text for sentence in duplicate_story(tongue, "d1")]
    assert texts == [
        BORN,
        "d1 goes into service",
        "Director, A hears from pm-1 and sees that d1 of team search-a does what c1 of team cloud-a does, 5.0 weeks after it was begun",
        REFUSED,
        "it has been noticed, and still runs when the run ends",
    ]
