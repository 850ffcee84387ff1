"""The rule file: from titles to roles, and the words by which teams and product managers are matched."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator

from orgsim.people_import.characters import folded, tokens
from orgsim.people_import.validation import place, validated
from orgsim.people_import.words import SMALL, Words, phrases
from orgsim.scenario.document import Document, read_document
from orgsim.scenario.fields import Section
from orgsim.scenario.problems import NodePath, Problem, ScenarioError, listed, nearest, shown
from orgsim.scenario.shipped_files import shipped_roles

SHIPPED = Path(__file__).with_name("rules.yaml")
ENGINEER, ENGINEERING_MANAGER, IGNORE = "engineer", "engineering_manager", "ignore"

Matches = Callable[[str], bool]


class TitleRule(Section):
    """Titles that mean one role."""

    match: list[str] = Field(min_length=1)
    """Words, or a regular expression between slashes, or several of them."""
    unless: list[str] = Field(default_factory=list)
    """What must not match."""
    role: str
    """What the titles mean."""

    @field_validator("match", "unless", mode="before")
    @classmethod
    def _one_as_list(cls, value: object) -> object:
        return [value] if isinstance(value, str) else value


class RuleFile(Section):
    """What a rule file may say."""

    defaults: bool = True
    """Whether the rules that come with orgsim are tried after these."""
    titles: list[TitleRule] = Field(default_factory=list)
    """Rules in order; the first that matches decides."""
    inside_teams: Literal["engineer", "ignore"] | None = None
    """What a title that no rule matches counts as below an engineering manager."""
    stop_words: list[str] = Field(default_factory=list)
    """Words that do not say what somebody works on."""
    craft_words: list[str] = Field(default_factory=list)
    """Further such words in the titles of engineers."""
    aliases: dict[str, str] = Field(default_factory=dict)
    """Words that mean the same."""


@dataclass(frozen=True)
class Rule:
    """A rule that can be applied, and where it stands."""

    role: str
    where: str
    texts: tuple[str, ...]
    tests: tuple[Matches, ...]
    exceptions: tuple[Matches, ...]

    def matches(self, title: str) -> bool:
        """Tell whether a title means the rule's role."""
        return any(test(title) for test in self.tests) and not any(test(title) for test in self.exceptions)


@dataclass(frozen=True)
class Rules:
    """All rules, in order, and the words for areas."""

    rules: tuple[Rule, ...]
    inside_teams: str
    words: Words

    def find(self, title: str) -> Rule | None:
        """Return the first rule that matches a title."""
        return next((rule for rule in self.rules if rule.matches(title)), None)

    @cached_property
    def examples(self) -> dict[str, str]:
        """Return the titles that rules spell out, with their roles; for suggestions."""
        plain = ((text, rule.role) for rule in self.rules for text in rule.texts)
        return {
            text: role for text, role in reversed(list(plain)) if role != IGNORE and text[0] != "/" and "*" not in text
        }


def read_rules(path: Path | None) -> Rules:
    """Read a rule file, and the rules that come with orgsim unless it leaves them out.

    Raises
    ------
    ScenarioError
        With file, line and column of everything that is wrong.
    """
    models = [_read(path), _shipped()] if path else [_shipped()]
    used = models if models[0][2].defaults else models[:1]
    rules = tuple(rule for file, document, model in used for rule in _compiled(model, document, file))
    inside = next((model.inside_teams for _, _, model in models if model.inside_teams), ENGINEER)
    return Rules(rules, inside, _words([model for _, _, model in used]))


_Read = tuple[Path, Document, RuleFile]


def _read(path: Path) -> _Read:
    document = read_document(path)
    return path, document, validated(RuleFile, document, path)


@cache
def _shipped() -> _Read:
    return _read(SHIPPED)


def _words(models: Sequence[RuleFile]) -> Words:
    aliases = {
        tuple(tokens(word)): tuple(tokens(meaning))
        for model in reversed(models)
        for word, meaning in model.aliases.items()
    }
    return Words(
        phrases(word for model in models for word in model.stop_words),
        phrases(word for model in models for word in model.craft_words),
        aliases,
    )


def roles() -> list[str]:
    """Return everything a rule may make of a title."""
    return [*sorted(shipped_roles().data["roles"]), ENGINEER, ENGINEERING_MANAGER, IGNORE]


def _compiled(model: RuleFile, document: Document, path: Path) -> list[Rule]:
    compiler = _Compiler(document)
    found = []
    for number, rule in enumerate(model.titles):
        at: NodePath = ("titles", number)
        if rule.role not in roles():
            message = f"there is no role '{rule.role}'{nearest(rule.role, roles())}; there are {listed(roles(), 20)}"
            compiler.fail("E301", message, (*at, "role"))
        tests = compiler.tests(rule.match, (*at, "match"))
        exceptions = compiler.tests(rule.unless, (*at, "unless"))
        mark = document.mark((*at, "match"))
        where = f"{shown(path) if path != SHIPPED else 'shipped rules'}:{mark.line + 1 if mark else 1}"
        found.append(Rule(rule.role, where, tuple(rule.match), tests, exceptions))
    if compiler.problems:
        raise ScenarioError(compiler.problems)
    return found


class _Compiler:
    """Turns what rules say into tests of titles, and keeps what is wrong."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = []

    def fail(self, code: str, message: str, at: NodePath) -> None:
        self.problems.append(Problem(code, message, at, place(self.document, at)))

    def tests(self, texts: Sequence[str], at: NodePath) -> tuple[Matches, ...]:
        return tuple(self.test(text, (*at, number)) for number, text in enumerate(texts))

    def test(self, text: str, at: NodePath) -> Matches:
        """Return the test that a text stands for: a regular expression between slashes, or words."""
        if len(text) > 1 and text.startswith("/") and text.endswith("/"):
            return self._expression(text[1:-1], at)
        pattern = [word for word in re.findall(r"[^\W_]+\*?", folded(text)) if word not in SMALL]
        if not pattern:
            self.fail("E203", f'expected words or a /regular expression/, got "{text}"', at)
        return lambda title: _stands_in(pattern, title)

    def _expression(self, text: str, at: NodePath) -> Matches:
        try:
            expression = re.compile(text)
        except re.error as error:
            self.fail("E203", f"this is not a regular expression: {error}", at)
            return lambda _: False
        return lambda title: expression.search(folded(title)) is not None


def _stands_in(pattern: Sequence[str], title: str) -> bool:
    """Tell whether words stand in a title next to each other; a '*' at the end of a word stands for any ending."""
    words = _counting_words(title)
    size = len(pattern)
    return any(
        all(_same(wanted, word) for wanted, word in zip(pattern, words[start : start + size], strict=True))
        for start in range(len(words) - size + 1)
    )


@lru_cache(maxsize=1024)
def _counting_words(title: str) -> tuple[str, ...]:
    """Return the words of a title that count; every rule asks for those of the same title."""
    return tuple(word for word in tokens(title) if word not in SMALL)


def _same(wanted: str, word: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted
