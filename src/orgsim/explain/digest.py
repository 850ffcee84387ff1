"""One future in short: what came of it in numbers, and the initiatives that make most of the difference between two designs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orgsim.engine.vocabulary import MINUTES_PER_WEEK
from orgsim.explain.events import Log
from orgsim.explain.facts import OUTCOMES
from orgsim.explain.story_team import WAITED_FOR
from orgsim.explain.telling import in_a_sentence, told
from orgsim.explain.words import Tongue, moment

MOST = 3
"""So many initiatives are named."""
SAID = {
    "launched": "launched",
    "refused": "refused",
    "forgotten": "dropped without an answer",
    "expired": "too old",
    "given_up": "given up",
}
"""How an initiative ended, in words."""


@dataclass(frozen=True)
class Decisive:
    """An initiative that makes much of a difference: how it ends in each design, and what it realises there, $M."""

    name: str
    team: str
    ends: tuple[str, ...]
    worth: tuple[float, ...]

    @property
    def difference(self) -> float:
        """What the last design realises with it more than the first; of one design, what it realises, $M."""
        return self.worth[-1] - self.worth[0] if len(self.worth) > 1 else self.worth[0]


@dataclass(frozen=True)
class Digest:
    """One future of one or two designs; everything but names has one entry for each design."""

    counts: Mapping[str, tuple[float, ...]]
    """What can be counted in the quarters that count, by what it is called with its unit."""
    decisive: tuple[Decisive, ...]
    """The initiatives that make most of the difference, the one that makes most first."""
    others: int
    """How many other initiatives are launched in one of the designs."""
    others_worth: float
    """What these add to the difference, $M."""
    sentence: str
    """What differs most between the stories of the most decisive initiative; empty where nothing does."""
    story: tuple[tuple[str, ...], ...]
    """These stories, each sentence with its date."""


def digest(tongues: Sequence[Tongue]) -> Digest:
    """Return one future of one or two designs in short."""
    logs = [tongue.log for tongue in tongues]
    counts = [_counts(log) for log in logs]
    found = sorted(_launched(tongues), key=lambda one: (-abs(one.difference), one.name))
    return Digest(
        {title: tuple(one[title] for one in counts) for title in counts[0]},
        tuple(found[:MOST]),
        len(found[MOST:]),
        sum(one.difference for one in found[MOST:]),
        *(_stories(tongues, found[0].name) if found else ("", ())),
    )


def worth_of(log: Log) -> dict[str, float]:
    """Return what each initiative realises that is launched in the quarters that count, $M; together the metric `realised_value`."""
    found: dict[str, float] = {}
    for row in log.of("launched"):
        if log.counts(row):
            found[row.initiative] = found.get(row.initiative, 0.0) + row.amount / 1000
    return found


def _launched(tongues: Sequence[Tongue]) -> list[Decisive]:
    """Return the initiatives that some design launches."""
    worths = [worth_of(tongue.log) for tongue in tongues]
    names = dict.fromkeys(name for worth in worths for name in worth)
    return [
        Decisive(
            name,
            _team(tongues, name),
            tuple(_end(tongue.log, name) for tongue in tongues),
            tuple(worth.get(name, 0.0) for worth in worths),
        )
        for name in names
    ]


def _team(tongues: Sequence[Tongue], name: str) -> str:
    """Return the team that launches an initiative, in the last design that does."""
    return [tongue.team(row.team) for tongue in tongues for row in tongue.log.of("launched", initiative=name)][
        -1
    ].removeprefix("team ")


def _end(log: Log, name: str) -> str:
    """Return how and when an initiative ended."""
    ends = [row for row in log.of(*OUTCOMES, initiative=name) if not row.piece]
    return f"{SAID[ends[-1].event]} in {moment(ends[-1].minute, log.warmup)}" if ends else "still open at the end"


def _counts(log: Log) -> dict[str, float]:
    """Return what can be counted of a future in the quarters that count."""
    stretches = [row for row in log.of("stretch") if not row.piece and log.counts(row)]
    waits = {
        f"weeks that initiatives wait {words}": sum(row.amount for row in stretches if row.what == what)
        / MINUTES_PER_WEEK
        for what, words in WAITED_FOR.items()
    }
    begun = [row for row in log.of("begun") if row.what in ("unaware", "knowingly") and log.counts(row)]
    lapsed = [row for row in log.of("answered") if row.how == "lapsed" and log.counts(row)]
    return {
        "initiatives launched": len([row for row in log.of("launched") if log.counts(row)]),
        "realised value, $M": sum(worth_of(log).values()),
        **waits,
        "duplicates begun": len(begun),
        "requests that lapse": len(lapsed),
    }


def _stories(tongues: Sequence[Tongue], name: str) -> tuple[str, tuple[tuple[str, ...], ...]]:
    """Return what differs most between the stories of an initiative, and these stories, dated sentence by dated sentence."""
    stories = told(tongues, "initiative", name)
    whole = all(story.facts for story in stories) and len(stories) > 1
    dated = tuple(
        tuple(f"{tongue.when(one.minute)}: {one.text}." for one in story.sentences)
        for story, tongue in zip(stories, tongues, strict=True)
    )
    return in_a_sentence(stories[0], stories[1]) if whole else "", dated
