"""Guesses about owners as questions: nobody has to answer them, and what is answered is no guess in the next import."""

from collections.abc import Iterator, Mapping, Sequence

from orgsim.people_import.findings import Findings, Question
from orgsim.people_import.identity import Person
from orgsim.people_import.product_posts import Post
from orgsim.people_import.pseudonyms import Codes
from orgsim.people_import.reporting_lines import Lines
from orgsim.people_import.team_owners import Ownership
from orgsim.people_import.teams import Team
from orgsim.plain_words import counted

MOST_NAMED = 3
"""Plausible owners whose titles a question gives; its choices have all."""


def note_idle_answers(
    decided: Mapping[str, str], teams: Sequence[Team], posts: Mapping[str, Post], lines: Lines, findings: Findings
) -> None:
    """Note answers about owners that could not be followed."""
    leads = {team.lead.key for team in teams}
    away = [lines.people[key].row for key in decided if key in lines.people and key not in leads]
    findings.noted("owner* decided for {somebody|people} who {leads|lead} no team", away, "not followed")
    others = [
        lines.people[who].row
        for key, who in decided.items()
        if key in leads and who not in posts and who in lines.people
    ]
    findings.noted(
        "owner* decided who {holds|hold} no product post", others, "not followed; the team's owner is a guess"
    )


def owner_questions(
    teams: Sequence[Team], owners: Mapping[str, Ownership], posts: Mapping[str, Post], codes: Codes
) -> Iterator[Question]:
    """Yield a question for every team whose owner is a guess, the least certain first."""
    guessed = [team for team in teams if owners[team.lead.key].plausible]
    for team in sorted(guessed, key=lambda team: (_certainty(owners[team.lead.key]), -team.engineers, team.lead.key)):
        yield _question(team, owners[team.lead.key], posts, codes)


def _certainty(found: Ownership) -> float:
    return found.plausible[found.owner]


def _question(team: Team, found: Ownership, posts: Mapping[str, Post], codes: Codes) -> Question:
    people = [(posts[key].person, weight) for key, weight in found.plausible.items()]
    likely = ", ".join(f"{_called(person, codes)} {weight:.0%}" for person, weight in people[:MOST_NAMED])
    text = (
        f"who owns what {counted(team.engineers, 'engineer')} of '{team.lead.title}' build? "
        f"guessed by {found.strength} ({found.evidence}): {likely}"
    )
    choices = tuple(codes.shown(person.id) for person, _ in people)
    rows = (team.lead.row,) if team.lead.row else ()
    return Question("owners", codes.shown(team.lead.id), text, (*choices, "another id"), rows)


def _called(person: Person, codes: Codes) -> str:
    return f"{codes.shown(person.id)} '{person.title}'"
