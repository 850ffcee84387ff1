"""What can be counted of an initiative, a team or a post in one future, so that two designs can stand side by side."""

from collections.abc import Callable, Mapping, Sequence

from orgsim.engine.vocabulary import MINUTES_PER_WEEK
from orgsim.explain.events import Event, Log
from orgsim.explain.story_initiative import SPENT
from orgsim.explain.story_team import WAITED_FOR, total

Facts = Mapping[str, float]
"""What a fact is called, with its unit, and its value."""

OUTCOMES = ("launched", "refused", "forgotten", "expired", "given_up")


def facts_of(log: Log, kind: str, name: str) -> Facts:
    """Return the facts about an initiative, a team or a post."""
    found: Mapping[str, Callable[[Log, str], Facts]] = {"initiative": _initiative, "team": _team, "person": _post}
    return found[kind](log, name)


def outcome_of(log: Log, name: str) -> str:
    """Return what became of an initiative."""
    ends = [row.event for row in log.of(*OUTCOMES, initiative=name) if not row.piece]
    return ends[-1].replace("_", " ") if ends else "still open"


def weeks(rows: Sequence[Event]) -> float:
    """Return the sum of some rows' minutes in weeks."""
    return total(rows) / MINUTES_PER_WEEK


def _initiative(log: Log, name: str) -> Facts:
    """Return where an initiative's time went, what it met with, and what it brought."""
    rows = log.of(initiative=name)
    own = [row for row in rows if not row.piece]
    spent = {
        f"weeks {words}": weeks([row for row in own if row.event == "stretch" and row.what == what])
        for what, words in SPENT.items()
    }
    asked = [row for row in rows if row.event == "asked"]
    return {
        **spent,
        "weeks in all": sum(spent.values()),
        "questions": len([row for row in asked if row.what == "question"]),
        "pieces of other teams": len([row for row in rows if row.event == "owed" and row.what == "support"]),
        "duplicates built for it": len([row for row in own if row.event == "begun" and row.what != "first"]),
        "realised value, $k": total([row for row in own if row.event == "launched"]),
    }


def _team(log: Log, name: str) -> Facts:
    """Return what a team launched, waited for and built in the quarters that count."""
    rows = [row for row in log.of(team=name) if log.counts(row)]
    launched = [row for row in rows if row.event == "launched"]
    waits = {
        f"weeks of waiting {words}": weeks([row for row in rows if row.event == "stretch" and row.what == what])
        for what, words in WAITED_FOR.items()
    }
    owed = [row for row in rows if row.event == "owed" and row.what == "support"]
    return {
        "launches": len(launched),
        "realised value, $k": total(launched),
        **waits,
        "pieces that others asked for": len(owed),
        "duplicates begun unaware": len([row for row in rows if row.event == "begun" and row.what == "unaware"]),
        "duplicates begun knowingly": len([row for row in rows if row.event == "begun" and row.what == "knowingly"]),
    }


def _post(log: Log, name: str) -> Facts:
    """Return how open and busy a post's desk was in the quarters that count, and what came of the requests there."""
    desk = [row for row in log.of("desk", post=name) if log.counts(row)]
    ended = [row for row in log.of("answered", post=name) if log.counts(row)]
    opened = sum(row.of for row in desk)
    return {
        "hours that the desk was open": opened / 60,
        "share of them busy, %": 100 * total(desk) / opened if opened else float("nan"),
        "requests that ended there": len(ended),
        "lapsed there": len([row for row in ended if row.how == "lapsed"]),
        "mean weeks until their end": weeks(ended) / len(ended) if ended else float("nan"),
    }
