"""Sentences about requests: who asked whom, on whose desk it lay and why so long, and what came of it."""

from collections.abc import Sequence

from orgsim.explain.events import Event
from orgsim.explain.words import NOTICEABLE, Sentence, Tongue, enumerated, lasting

ASKS = {
    "case": "{who} asks for the go-ahead",
    "question": "a question comes up in the work, and the work stands still until it is answered",
    "gate": "the approved case has to pass {first}",
    "conflict": "{who} asks to have the piece that {team} owes put first in its backlog",
    "stop": "{who} proposes to give it up",
    "sunset": "{who} proposes to take it out of service",
    "shift": "{who} proposes to move {number} from {team} to {other}",
    "requisition": "{who} is vacant, and a requisition is made to fill it",
    "consolidation": "{who} works out a proposal to merge {thing} into {target}",
    "report": "the likeness of {thing} and {target} is reported to {who}",
}
ENDINGS = {
    ("case", "yes"): "the answer is yes",
    ("case", "no"): "the answer is no, since the case does not seem worth it there",
    ("case", "lapsed"): "it lapses: nobody has found the time to look at it",
    ("question", "yes"): "it is answered, which leaves a little rework",
    ("question", "lapsed"): "it lapses unanswered; the team goes on by its own lights, which leaves more rework",
    ("conflict", "yes"): "{judge} puts the piece first",
    ("conflict", "no"): "{judge} leaves the order as it is",
    ("conflict", "lapsed"): "it lapses, and the order stays as it is",
    ("consolidation", "yes"): "{judge} agrees to the merger",
    ("consolidation", "no"): "{judge} refuses the merger",
    ("consolidation", "too_late"): "nothing comes of it, since one of the two has gone by then",
    ("report", "yes"): "{judge} agrees to the merger",
    ("report", "no"): "{judge} refuses the merger",
    ("report", "too_late"): "nothing comes of it, since one of the two has gone by then",
}
OTHERWISE = {
    "yes": "the answer is yes",
    "no": "the answer is no",
    "too_late": "it comes too late",
    "lapsed": "it lapses unanswered",
    "": "there is no answer until the run ends",
}


def told_request(tongue: Tongue, rows: Sequence[Event]) -> Sentence:
    """Return the sentence about one request, given its rows of the log in order of time, the first of them `asked`."""
    asked, last = rows[0], rows[-1]
    way, evidence = _way(tongue, rows)
    ending = ENDINGS.get((asked.what, last.how), OTHERWISE[last.how]).format(judge=tongue.post(last.post))
    return Sentence(asked.minute, f"{_asks(tongue, asked)}; {way}; {ending}", (*rows, *evidence))


def _asks(tongue: Tongue, asked: Event) -> str:
    """Return what is asked for."""
    return ASKS[asked.what].format(
        who=tongue.post(asked.post),
        first=tongue.post(asked.other_post) if asked.other_post else "a gate",
        team=tongue.team(asked.team),
        other=tongue.team(asked.other_team),
        number=f"{asked.amount:.0f} engineers" if asked.amount != 1 else "1 engineer",
        thing=asked.capability,
        target=asked.other_capability,
    )


def _way(tongue: Tongue, rows: Sequence[Event]) -> tuple[str, tuple[Event, ...]]:
    """Return over which desks a request went and how long it lay at each, with a reason where that was long, and the rows behind it."""
    asked, last = rows[0], rows[-1]
    parts: list[str] = []
    evidence: list[Event] = []
    arrived = asked.minute
    for step in [*(row for row in rows if row.event == "passed"), last]:
        if step is last or step.post:
            words, more = _stay(tongue, step.post, arrived, step.minute)
        else:
            words, more = f"{lasting(step.minute - arrived)} at other desks", ()
        parts.append(words)
        evidence.extend(more)
        arrived = step.minute
    whole = f"it takes {lasting(last.amount)}" if last.event == "answered" else f"it waits for {lasting(last.amount)}"
    if len(parts) == 1:
        return f"{whole}, {parts[0].removeprefix(lasting(last.amount) + ' ')}", tuple(evidence)
    return f"{whole}: {enumerated(parts)}", tuple(evidence)


def _stay(tongue: Tongue, post: str, since: int, until: int) -> tuple[str, tuple[Event, ...]]:
    """Return how long a request lay at a desk, and how busy that was where it lay long."""
    words = f"{lasting(until - since)} at the desk of {tongue.post(post)}"
    if until - since < NOTICEABLE:
        return words, ()
    reason, rows = tongue.busy(post, since, until)
    return f"{words} ({reason})", rows


def requests_in(events: Sequence[Event]) -> list[list[Event]]:
    """Return the rows of each request among some events, by number."""
    found: dict[int, list[Event]] = {}
    for one in events:
        if one.request:
            found.setdefault(one.request, []).append(one)
    return [rows for rows in found.values() if rows[0].event == "asked" and len(rows) > 1]


def lasted(rows: Sequence[Event]) -> float:
    """Return the minutes from the asking of a request to its end."""
    return rows[-1].amount
