"""What is asked about reporting lines, in words: managers who are not in the table, circles, and several roots."""

from collections.abc import Collection, Sequence

from orgsim.people_import.decisions import ABOVE, BY_TITLE, DROP, PRESENT, ROOT, VACANT, VIRTUAL_BOARD
from orgsim.people_import.findings import Findings, Question
from orgsim.people_import.identity import Person
from orgsim.people_import.pseudonyms import Codes
from orgsim.people_import.questions import titles_of
from orgsim.people_import.reporting_lines import reports, tree_below
from orgsim.plain_words import counted

MOST_ROOTS = 8
"""Roots that a question names."""


class LineQuestions:
    """Asks about people and whom they report to, as far as it is known."""

    def __init__(self, people: dict[str, Person], codes: Codes, findings: Findings) -> None:
        self.people = people
        self.codes = codes
        self.findings = findings
        self.above: dict[str, str | None] = {}

    def ask_unlisted(self, reference: str, keys: list[str], hanging: int) -> None:
        """Ask about a manager who is not in the table: several people may know them, and then the post is there all the same."""
        called = self.codes.shown(reference)
        titles = titles_of([self.people[key] for key in keys])
        about = f"{counted(len(keys), '{person reports|people report}')} to it ({titles})"
        text = f"manager '{called}' is not in the table; {about}, {hanging:,} with all below"
        kind = "manager* {is|are} not in the table"
        choices = (VACANT, PRESENT, ABOVE, ROOT, DROP, "another id", "{title: ..., reports_to: ...}")
        self.findings.ask(Question("managers", called, text, choices, self.rows(keys), kind, about, hanging))

    def ask_manager(self, reference: str, text: str, keys: list[str], first: tuple[str, ...]) -> None:
        """Ask who a manager is; `first` are the choices that name somebody."""
        choices = (*first, VACANT, PRESENT, ABOVE, ROOT, DROP)
        self.findings.ask(Question("managers", self.codes.shown(reference), text, choices, self.rows(keys)))

    def ask_self(self, key: str, below: int) -> None:
        """Ask whom somebody reports to who is listed as their own manager; `below` is how many stand below."""
        text = (
            f"'{self.called(key)}' ({self.titled(key)}) is listed as their own manager, and others have no manager either; "
            f"{counted(below, '{person is|people are}')} affected"
        )
        self._ask_person(key, text, [key], "{person is|people are} their own manager*", self.titled(key), below)

    def ask_cycle(self, first: str, cycle: Sequence[str], below: int) -> None:
        """Ask who of a cycle reports to another person; `below` is how many more stand below it."""
        ring = " > ".join(map(self.called, [*cycle, cycle[0]]))
        text = (
            f"reporting cycle {ring}: whom does '{self.called(first)}' ({self.titled(first)}, or another of them) "
            f"report to? {counted(below, 'more {person is|people are}')} affected"
        )
        self._ask_person(first, text, cycle, "reporting cycle*", ring, below)

    def _ask_person(self, key: str, text: str, keys: Collection[str], kind: str, about: str, below: int) -> None:
        """Ask whom a person reports to; `keys` are those whose rows show the trouble, `below` how many stand below."""
        choices = (ROOT, DROP, "another id")
        self.findings.ask(Question("people", self.called(key), text, choices, self.rows(keys), kind, about, below))

    def ask_root(self, roots: list[str]) -> None:
        """Ask which of several roots is the root, the one with most people below first."""
        below = reports(self.above)
        sizes = {key: len(tree_below(key, below)) for key in roots}
        first = sorted(roots, key=lambda key: (-sizes[key], key))[:MOST_ROOTS]
        called = ", ".join(f"{self.called(key)} ({self.titled(key)}, {sizes[key]} below)" for key in first)
        more = f" and {len(roots) - MOST_ROOTS} more" if len(roots) > MOST_ROOTS else ""
        text = (
            f"{len(roots)} people report to nobody: {called}{more}; put them under a virtual board, or each where "
            "the title suggests, or choose the root: the others are then left out with everyone below them (an answer under 'people' "
            "gives one of them a manager)"
        )
        choices = (VIRTUAL_BOARD, BY_TITLE, *map(self.called, first))
        self.findings.ask(Question("roots", "roots", text, choices, self.rows(roots)))

    def called(self, key: str) -> str:
        """Return how a person is called in questions."""
        return self.codes.shown(self.people[key].id)

    def titled(self, key: str) -> str:
        """Return a person's title as questions say it."""
        return self.people[key].title or "without a title"

    def rows(self, keys: Collection[str]) -> tuple[int, ...]:
        """Return the rows of people; added seats have none."""
        return tuple(sorted(self.people[key].row for key in keys if self.people[key].row))


def hanging(people: Collection[str]) -> str:
    """Return how many people an answer decides about."""
    return f"{counted(len(people), '{person is|people are}')} affected"
