"""From a question to its answer: which story of which future of which designs, and what it rests on."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from orgsim.errors import InputError
from orgsim.explain.events import Event
from orgsim.explain.facts import Facts, facts_of, outcome_of
from orgsim.explain.story_duplicate import duplicate_story
from orgsim.explain.story_initiative import initiative_story
from orgsim.explain.story_post import post_story
from orgsim.explain.story_team import team_story
from orgsim.explain.words import Sentence, Tongue
from orgsim.scenario.problems import nearest

STORIES: Mapping[str, Callable[[Tongue, str], list[Sentence]]] = {
    "initiative": initiative_story,
    "team": team_story,
    "person": post_story,
    "duplicate": duplicate_story,
}


@dataclass(frozen=True)
class Story:
    """What is told of one thing in one design; a design that does not have it has no sentences."""

    design: str
    kind: str
    name: str
    sentences: tuple[Sentence, ...]
    facts: Facts
    outcome: str

    @property
    def rows(self) -> list[Event]:
        """Return the rows of the log that the story says in words, in order of time."""
        found = dict.fromkeys(row for sentence in self.sentences for row in sentence.rows)
        return sorted(found, key=lambda row: row.minute)


def in_a_sentence(first: Story, second: Story) -> str:
    """Return what differs most between two stories of an initiative, in weeks; empty where nothing does, or nobody asked for it."""
    weeks = {fact: second.facts[fact] - first.facts[fact] for fact in first.facts if fact.startswith("weeks ")}
    whole = weeks.pop("weeks in all", 0.0)
    if first.kind != "initiative" or not any(weeks.values()):
        return ""
    most = max(weeks, key=lambda fact: abs(weeks[fact]))
    way = "as long" if not round(whole, 1) else f"{abs(whole):.1f} weeks {'longer' if whole > 0 else 'less'}"
    more = f"{abs(weeks[most]):.1f} {'more' if weeks[most] > 0 else 'fewer'} weeks {most.removeprefix('weeks ')}"
    return f"{second.design}: from its appearing to its end it takes {way}; the largest difference is {more} than in {first.design}"


def there_are(tongue: Tongue, kind: str) -> list[str]:
    """Return the names of all that can be asked about."""
    if kind == "team":
        return sorted(tongue.organization.teams)
    if kind == "person":
        return sorted(tongue.organization.posts)
    if kind == "duplicate":
        return list(dict.fromkeys(row.capability for row in tongue.log.of("begun", "inherited") if row.what != "first"))
    return list(dict.fromkeys(row.initiative for row in tongue.log.of("appeared")))


def told(tongues: Iterable[Tongue], kind: str, name: str) -> list[Story]:
    """Return the story of one thing in each design that has it.

    Raises
    ------
    InputError
        When none has it, with the nearest name.
    """
    stories, known = [], dict[str, None]()
    for tongue in tongues:
        names = there_are(tongue, kind)
        known |= dict.fromkeys(names)
        design = tongue.organization.design.name
        has = name in names
        sentences = tuple(STORIES[kind](tongue, name)) if has else ()
        facts = facts_of(tongue.log, kind, name) if has and kind != "duplicate" else {}
        outcome = outcome_of(tongue.log, name) if has and kind == "initiative" else ""
        stories.append(Story(design, kind, name, sentences, facts, outcome))
    if name not in known:
        what = "post" if kind == "person" else kind
        raise InputError(
            f"there is no {what} '{name}' in this future{nearest(name, known)}; without --{kind}, the command lists what to ask about"
        )
    return stories
