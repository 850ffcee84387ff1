"""What an import could only guess: who else could own a team, and how far the closeness of domains may be off.

A run takes no notice of guesses. `orgsim compare --over-guesses` repeats a comparison over what they allow. They are about the baseline:
what a design changes later stays as it is written.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field

from orgsim.scenario.document import Document
from orgsim.scenario.fields import Section
from orgsim.scenario.names import Data, PostId, TeamId, mapping, names, table, text
from orgsim.scenario.patch import merge
from orgsim.scenario.problems import NodePath, Problem

Plausibility = Annotated[float, Field(gt=0, le=1e6)]


class Guesses(Section):
    """What an import could only guess. It does nothing in a run; a comparison can be repeated over it."""

    owners: dict[TeamId, Annotated[dict[PostId, Plausibility], Field(min_length=1, max_length=100)]] = Field(
        default_factory=dict
    )
    """Teams and who could own them, each with how plausible that is, relative."""
    related: float | None = Field(None, gt=1, le=100)
    """How many times larger or smaller every closeness under `related` could as well be; none: it is no guess."""


def without_guesses(document: Document) -> Document:
    """Return a document without its guesses: they are about the baseline, and may name posts that a change closes."""
    if "guesses" not in mapping(document.data):
        return document
    data = {key: value for key, value in document.data.items() if key != "guesses"}
    return Document(data, {spot: mark for spot, mark in document.marks.items() if spot[:1] != ("guesses",)})


def guessed_wrongly(data: Data) -> Iterator[Problem]:
    """Yield guesses about what a scenario does not say: nothing could come of them."""
    guesses = mapping(data.get("guesses"))
    if guesses.get("related") is not None and not mapping(data.get("related")):
        message = "there is no `related` here, so all domains are alike and nothing about it can be guessed"
        yield Problem("E333", message, ("guesses", "related"))
    for team, owners in mapping(guesses.get("owners")).items():
        if isinstance(owners, dict) and len(owners) == 1:
            spot: NodePath = ("guesses", "owners", team)
            yield Problem(
                "W413", "a single owner leaves nothing open: write it into the team, and delete this line", spot
            )


def still_guessed(document: Document, path: Path) -> Document:
    """Return a document without those guesses of files it extends that are about teams or posts which it has not."""
    owners = mapping(mapping(mapping(document.data).get("guesses")).get("owners"))
    known = {section: set(names(document.data, section)) for section in ("teams", "posts")}
    gone: dict[str, object] = {}
    for team, posts in owners.items():
        mark = document.mark(("guesses", "owners", team))
        if mark is None or mark.file == path:
            continue
        left = {post: None for post in mapping(posts) if post not in known["posts"]}
        settled = team not in known["teams"] or len(left) == len(mapping(posts))
        gone |= {team: None} if settled else {team: left} if left else {}
    return merge(document, Document({"guesses": {"owners": gone}})) if gone else document


def with_heirs(document: Document, before: Document, teams: Iterable[str]) -> Document:
    """Return a stage in which teams whose owner has just been closed go to the nearest post above it that is left.

    A design cannot say what becomes of a team that the import gave to somebody else; so it goes up, as with a post that is closed.
    """
    posts, above = names(document.data, "posts"), table(before.data, "posts")
    heirs = {}
    for team in teams:
        owner = heir = text(table(document.data, "teams").get(team, {}).get("owner"))
        while heir is not None and heir not in posts and heir in above:
            heir = text(above[heir].get("reports_to"))
        if owner is not None and heir != owner:
            heirs[team] = {"owner": heir}
    return merge(document, Document({"teams": heirs})) if heirs else document
