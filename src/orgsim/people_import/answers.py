"""Decisions with the people they speak of found in the table, or the sentence that says who cannot be found."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from orgsim.people_import.characters import folded
from orgsim.people_import.decisions import Decisions
from orgsim.people_import.findings import Findings
from orgsim.people_import.pseudonyms import Codes
from orgsim.people_import.references import Index
from orgsim.people_import.validation import place
from orgsim.scenario.document import Document
from orgsim.scenario.problems import NodePath, Problem, ScenarioError, nearest

ROOT, DROP, VACANT, VIRTUAL_BOARD = "root", "drop", "vacant", "virtual_board"


@dataclass
class Answers:
    """Whom decisions speak of, by key; the words `root`, `drop`, `vacant` and `virtual_board` stand for themselves."""

    roots: str | None = None
    managers: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def superior(self, key: str) -> str | None:
        """Return what was decided about whom a person reports to."""
        return self._use("people", key, self.people)

    def manager(self, reference: str, codes: Codes) -> str | None:
        """Return what was decided about a manager who is not in the table."""
        text = folded(reference)
        if text not in self.managers and folded(codes.shown(reference)) in self.managers:
            text = folded(codes.shown(reference))
        return self._use("managers", text, self.managers)

    def report_unused(self, findings: Findings) -> None:
        """Say how many answers no question asked for: the table may have changed since they were given."""
        unused = [key for key in self.managers if f"managers {key}" not in self.used]
        findings.noted(
            "decision about a manager that was not needed|decisions about managers that were not needed",
            count=len(unused),
        )

    def _use(self, section: str, key: str, answers: Mapping[str, str]) -> str | None:
        if key in answers:
            self.used.add(f"{section} {key}")
        return answers.get(key)


def find_answers(decisions: Decisions, document: Document, index: Index, codes: Codes) -> Answers:
    """Find the people whom decisions speak of.

    Raises
    ------
    ScenarioError
        With the place of every answer that names nobody.
    """
    finder = _Finder(document, index, codes)
    answers = Answers(
        roots=finder.person(decisions.roots, ("roots",), (VIRTUAL_BOARD,)) if decisions.roots else None,
        managers={
            folded(reference): finder.person(answer, ("managers", reference), (ROOT, VACANT, DROP))
            for reference, answer in decisions.managers.items()
        },
        people=finder.pairs(decisions.people, "people", (ROOT, DROP)),
        owners=finder.pairs(decisions.owners, "owners", ()),
    )
    if finder.problems:
        raise ScenarioError(finder.problems)
    return answers


class _Finder:
    """Looks people up by id, or by the code that stands for one."""

    def __init__(self, document: Document, index: Index, codes: Codes) -> None:
        self.document = document
        self.index = index
        self.codes = codes
        self.problems: list[Problem] = []
        self._coded: dict[str, str] | None = None

    def pairs(self, entries: Mapping[str, str], section: str, words: tuple[str, ...]) -> dict[str, str]:
        return {
            self.person(who, (section, who), (), of_key=True): self.person(answer, (section, who), words)
            for who, answer in entries.items()
        }

    def person(self, text: str, path: NodePath, words: tuple[str, ...], *, of_key: bool = False) -> str:
        """Return a person's key, or one of the words that are allowed instead."""
        if text in words:
            return text
        found = self.index.find(text)
        if len(found.keys) == 1:
            return found.keys[0]
        if (key := self._by_code(text)) is not None:
            return key
        mark = self.document.mark(path) if of_key else place(self.document, path)
        known = [*words, *(p.id for p in self.index.by_key.values() if self.codes.shown(p.id) == p.id)]
        allowed = f"{', '.join(words)} or an id" if words else "an id"
        message = f"'{text}' is nobody in the table{nearest(folded(text), known)}; expected {allowed} of the table"
        self.problems.append(Problem("E301", message, path, mark))
        return ""

    def _by_code(self, text: str) -> str | None:
        if not text.startswith("p-"):
            return None
        if self._coded is None:
            self._coded = {self.codes.shown(person.id): key for key, person in self.index.by_key.items()}
        return self._coded.get(text)
