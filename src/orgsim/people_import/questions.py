"""How questions are shown: those of one kind together, the weightiest first, and a short file to answer them in."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from orgsim.people_import.decisions import UNANSWERED
from orgsim.people_import.findings import Question, rows_text
from orgsim.people_import.identity import Person
from orgsim.plain_words import counted

MOST_SINGLE = 3
"""Questions of a kind that are shown one by one; more are shown as a group, with one answer for all."""
MOST_EXAMPLES = 4
"""Questions of a group that the terminal shows."""
MOST_LINES = 40
"""Questions of a group that have a line of their own in the file of answers."""
MOST_TITLES = 3
GUESSED = "  # These need no answer: an owner that stays '?' stays a guess."


@dataclass(frozen=True)
class Group:
    """Questions of one kind, the weightiest first."""

    questions: tuple[Question, ...]

    @property
    def choices(self) -> tuple[str, ...]:
        """The choices that all of the questions have, in the order of the first."""
        first, *others = self.questions
        return tuple(choice for choice in first.choices if all(choice in other.choices for other in others))

    @property
    def title(self) -> str:
        """What is asked, with how often."""
        first = self.questions[0]
        return first.text if len(self.questions) == 1 else counted(len(self.questions), first.kind)

    def text(self) -> str:
        """Return the group in a sentence: what is asked, and its weightiest cases."""
        if len(self.questions) == 1:
            return self.title
        examples = "; ".join(f"'{question.key}': {question.about}" for question in self.questions[:MOST_EXAMPLES])
        more = len(self.questions) - MOST_EXAMPLES
        return f"{self.title}: {examples}{f'; and {more} more' if more > 0 else ''}"

    def how(self) -> str:
        """Return the choices, and how one answer serves all."""
        choices = " | ".join(self.choices)
        if len(self.questions) == 1:
            return choices
        return f'one answer for all with {self.questions[0].section}: {{"*": ...}}, or one for each: {choices}'


def grouped(questions: Iterable[Question]) -> list[Group]:
    """Return questions in groups: a few of a kind stay alone, and a section has one group, since it has one '*'."""
    kinds: dict[tuple[str, str], list[Question]] = defaultdict(list)
    for question in questions:
        kinds[question.section, question.kind].append(question)
    largest = {
        section: max((q for (s, k), q in kinds.items() if s == section and k), key=len, default=[])
        for section, _ in kinds
    }
    groups = []
    for (section, kind), same in kinds.items():
        if kind and same is largest[section] and len(same) > MOST_SINGLE:
            groups.append(Group(tuple(sorted(same, key=lambda question: -question.weight))))
        else:
            groups += [Group((question,)) for question in same]
    return groups


def titles_of(people: Sequence[Person]) -> str:
    """Return what people's titles are, the most frequent first: ``20 'Software Engineer', 9 'Product Manager' and 8 others``."""
    counts = Counter(f"'{person.title}'" if person.title else "without a title" for person in people)
    first = sorted(counts, key=lambda title: (-counts[title], title))[:MOST_TITLES]
    shown = ", ".join(f"{counts[title]} {title}" if len(people) > 1 else title for title in first)
    others = len(people) - sum(counts[title] for title in first)
    return shown + (f" and {counted(others, 'other')}" if others else "")


def template(questions: Iterable[Question]) -> str:
    """Return a file of decisions with '?' where answers belong; one '?' answers a whole group, and its other lines are comments."""
    lines = [
        "# Answers for 'orgsim import ... --decisions THIS FILE'. Put one of the choices in place of each '?'.",
        "# This file names people as your table does: keep it where the table is.",
    ]
    sections: dict[str, list[Group]] = defaultdict(list)
    for group in grouped(questions):
        sections[group.questions[0].section].append(group)
    for section, groups in sections.items():
        lines += ["", *([] if section == "roots" else [f"{section}:"])]
        lines += [GUESSED] if section == "owners" else []
        lines += [
            line for group in groups for line in (_entry(group) if len(group.questions) == 1 else _entries(group))
        ]
    return "\n".join(lines) + "\n"


def _entry(group: Group) -> list[str]:
    question = group.questions[0]
    indent = "" if question.section == "roots" else "  "
    place = f" ({rows_text(question.rows)})" if question.rows else ""
    return [
        f"{indent}# {question.text}{place}",
        f"{indent}# choices: {', '.join(question.choices)}",
        f'{indent}{"roots" if not indent else _quoted(question.key)}: "{UNANSWERED}"',
    ]


def _entries(group: Group) -> list[str]:
    """Return one line for all questions of a group, and a comment for each that may have an answer of its own."""
    shown = group.questions[:MOST_LINES]
    keys = [f'{_quoted(question.key)}: "{UNANSWERED}"' for question in shown]
    width = max(map(len, keys))
    own = [f"  # {key:<{width}}  # {question.about}" for key, question in zip(keys, shown, strict=True)]
    more = len(group.questions) - len(shown)
    return [
        f"  # {group.title}",
        f"  # choices: {', '.join(group.choices)}",
        f'  "*": "{UNANSWERED}"  # all that have no line of their own',
        *own,
        *([f"  # and {more} more"] if more else []),
    ]


def _quoted(key: str) -> str:
    return json.dumps(key, ensure_ascii=False)
