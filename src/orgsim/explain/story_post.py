"""The story of a post and those who hold it: hours, desk, what lay there and what it had to wait for."""

from collections.abc import Sequence

from orgsim.explain.events import Event
from orgsim.explain.story_initiative import noticed
from orgsim.explain.story_requests import requests_in, told_request
from orgsim.explain.story_team import shares, total
from orgsim.explain.words import WHOLE, Sentence, Tongue, lasting

MOST = 3


def post_story(tongue: Tongue, name: str) -> list[Sentence]:
    """Return the sentences about a post: first sums over the quarters that count, then what happened in them, in order of time."""
    hours = [row for row in tongue.log.of("post_minutes", post=name) if tongue.log.counts(row)]
    sums = [
        *shares(hours, f"the hours of {tongue.post(name)} go into"),
        *_desk(tongue, name),
        *_answers(tongue, name),
        *_own(tongue, name),
    ]
    happened = [*_changes(tongue, name), *_noticed(tongue, name), *_slowest(tongue, name)]
    return [*sums, *sorted(happened, key=lambda sentence: sentence.minute)]


def _desk(tongue: Tongue, name: str) -> list[Sentence]:
    """Tell how open and how busy the desk was."""
    rows = [row for row in tongue.log.of("desk", post=name) if tongue.log.counts(row)]
    if not rows:
        return [Sentence(WHOLE, f"the desk of {tongue.post(name)} is never open for requests")]
    opened = sum(row.of for row in rows)
    hours = opened / 60 / len(rows)
    text = f"its desk is open {hours:.1f} hours a week and busy {total(rows) / opened:.0%} of that time"
    text += f" (weeks in which it is open: {len(rows)})"
    return [Sentence(WHOLE, text, tuple(rows))]


def _answers(tongue: Tongue, name: str) -> list[Sentence]:
    """Tell how many requests ended at the desk."""
    rows = [row for row in tongue.log.of("answered", post=name) if tongue.log.counts(row)]
    if not rows:
        return []
    lapsed = [row for row in rows if row.how == "lapsed"]
    mean = total(rows) / len(rows)
    text = f"{len(rows)} requests end there, on average {lasting(mean)} after they were made"
    text += f"; {len(lapsed)} of them lapse" if lapsed else "; none lapses"
    return [Sentence(WHOLE, text, tuple(rows))]


def _own(tongue: Tongue, name: str) -> list[Sentence]:
    """Tell how long what the post itself asked for took."""
    asked = {row.request for row in tongue.log.of("asked", post=name) if tongue.log.counts(row)}
    rows = [row for row in tongue.log.of("answered") if row.request in asked]
    if not rows:
        return []
    text = (
        f"what {tongue.post(name)} asks for ({len(rows)} requests) takes {lasting(total(rows) / len(rows))} on average"
    )
    return [Sentence(WHOLE, text, tuple(rows))]


def _changes(tongue: Tongue, name: str) -> list[Sentence]:
    """Tell who came and went, and how the post moved in the chart."""
    told = []
    for row in tongue.log.of("left", "joined", "post", post=name):
        if not tongue.log.counts(row):
            continue
        above = tongue.post(row.other_post) if row.other_post else "nobody"
        text = {
            "left": "the (simulated) holder leaves" + (", and the post is vacant" if row.how else ""),
            "joined": "somebody (simulated) takes the post",
            "opens": f"the post opens, under {above}",
            "closes": "the post closes",
            "moves": f"the post now reports to {above}",
        }[row.what or row.event]
        told.append(Sentence(row.minute, text, (row,)))
    return told


def _noticed(tongue: Tongue, name: str) -> list[Sentence]:
    """Tell which duplicates its holder noticed."""
    seen = [row for row in tongue.log.of("noticed", post=name) if tongue.log.counts(row)]
    return [Sentence(row.minute, noticed(tongue, row), (row,)) for row in seen]


def _slowest(tongue: Tongue, name: str) -> list[Sentence]:
    """Tell of the requests that lay longest at the desk."""
    found = []
    for rows in requests_in(tongue.log.of("asked", "passed", "answered")):
        lay = _lay(rows, name)
        if lay > 0 and tongue.log.counts(rows[0]):
            found.append((lay, rows))
    told = []
    for _, rows in sorted(found, key=lambda entry: (-entry[0], entry[1][0].minute))[:MOST]:
        sentence = told_request(tongue, rows)
        about = f"{rows[0].initiative}: " if rows[0].initiative else ""
        told.append(
            Sentence(sentence.minute, f"one of the longest stays at this desk: {about}{sentence.text}", sentence.rows)
        )
    return told


def _lay(rows: Sequence[Event], name: str) -> float:
    """Return the minutes that a request lay at a desk."""
    arrived, lay = rows[0].minute, 0.0
    for row in rows[1:]:
        lay += row.minute - arrived if row.post == name else 0.0
        arrived = row.minute
    return lay
