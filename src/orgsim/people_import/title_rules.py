"""What titles mean: the rule file from titles to roles."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator

from orgsim.people_import.cell_text import folded, tokens
from orgsim.people_import.decisions import validated
from orgsim.people_import.identity import BOARD
from orgsim.people_import.reporting_lines import Lines
from orgsim.people_import.title_typos import SHORTEST, mendings
from orgsim.people_import.title_words import SMALL, Words, phrases, singular
from orgsim.scenario.document import Document, read_document
from orgsim.scenario.fields import Section
from orgsim.scenario.problems import NodePath, Problem, ScenarioError, listed, nearest, shown
from orgsim.scenario.shipped_files import shipped_roles

SHIPPED = Path(__file__).with_name("rules.yaml")
ENGINEER, ENGINEERING_MANAGER, IGNORE, UNMATCHED = "engineer", "engineering_manager", "ignore", "unmatched"

Matches = Callable[[str], bool]


class TitleRule(Section):
    """Titles that mean one role."""

    match: list[str] = Field(min_length=1)
    """Words, or a regular expression between slashes, or several of them."""
    unless: list[str] = Field(default_factory=list)
    """What must not match."""
    role: str
    """What the titles mean."""
    leading: str | None = None
    """What they mean for those who lead several product posts; nothing: the same."""
    reports: Literal["none", "some"] | None = None
    """Whether the rule is for people with nobody below, or with somebody; nothing: for all."""

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
    """Words that do not say what a person works on."""
    craft_words: list[str] = Field(default_factory=list)
    """Further such words in the titles of engineers."""
    aliases: dict[str, str] = Field(default_factory=dict)
    """Words that mean the same."""
    function_words: list[str] = Field(default_factory=list)
    """Words for a function or a layer, which never decide who owns a team."""
    company_words: list[str] = Field(default_factory=list)
    """Words of the company that stay in titles, teams and departments even when somebody is called so."""


@dataclass(frozen=True)
class Rule:
    """A rule that can be applied, and where it stands."""

    role: str
    where: str
    texts: tuple[str, ...]
    tests: tuple[Matches, ...]
    exceptions: tuple[Matches, ...]
    leading: str | None = None
    reports: str | None = None
    read_as: str = ""
    """The title without its typo, where the rule matches no more than nearly."""

    def matches(self, title: str, *, leads: bool) -> bool:
        """Tell whether a title means the rule's role, for somebody who has people below or not."""
        if self.reports and (self.reports == "some") != leads:
            return False
        return any(test(title) for test in self.tests) and not any(test(title) for test in self.exceptions)


@dataclass(frozen=True)
class Rules:
    """All rules, in order, and the words for areas."""

    rules: tuple[Rule, ...]
    inside_teams: str
    words: Words
    ordinary: frozenset[str]
    """Words that stay in titles, teams and departments even when somebody is called so."""

    def find(self, title: str, *, leads: bool = False) -> Rule | None:
        """Return the first rule that matches a title, of somebody who has people below or not; else one that it nearly matches."""
        found = next((rule for rule in self.rules if rule.matches(title, leads=leads)), None)
        return found or self._nearly(title, leads=leads)

    def _nearly(self, title: str, *, leads: bool) -> Rule | None:
        """Return the first rule that matches a title once one typo is mended, with the title as it then is."""
        mended = list(mendings(title, self.spelt, surely=False))
        return next(
            (replace(r, read_as=text) for r in self.rules for text in mended if r.matches(text, leads=leads)), None
        )

    @cached_property
    def spelt(self) -> frozenset[str]:
        """Return the words that rules spell out and that are long enough to have a typo."""
        texts = (text for rule in self.rules for text in rule.texts if not text.startswith("/"))
        return frozenset(word for text in texts for word in tokens(text) if len(word) >= SHORTEST)

    def mended(self, title: str) -> str:
        """Return a title without typos in the words that the rules know: those of a rule, and those that name nothing."""
        rule = self.find(title) or self.find(title, leads=True)
        text = rule.read_as if rule and rule.read_as else title
        while (better := next(mendings(text, self.words.known, surely=True), None)) is not None:
            text = better
        return text

    def of(self, lines: Lines) -> dict[str, Rule | None]:
        """Return the rule for everybody."""
        asked = {key: (person.title, key in lines.below) for key, person in lines.people.items() if key != BOARD}
        found = {(title, leads): self.find(title, leads=leads) for title, leads in sorted(set(asked.values()))}
        return {key: found[asked[key]] if key in asked else None for key in lines.people}

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
    return Rules(rules, inside, _words([model for _, _, model in used]), _ordinary([model for _, _, model in models]))


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
        frozenset(singular(token) for model in models for word in model.function_words for token in tokens(word)),
    )


def _ordinary(models: Sequence[RuleFile]) -> frozenset[str]:
    """Return the words that rule files know as words of ranks, crafts, functions and the company; the shipped ones count always."""
    texts = [
        text
        for model in models
        for words in (model.stop_words, model.craft_words, model.function_words, model.company_words, model.aliases)
        for text in words
    ]
    texts += [meaning for model in models for meaning in model.aliases.values()]
    return SMALL | {token for text in texts for token in tokens(text)}


def roles() -> list[str]:
    """Return everything a rule may make of a title."""
    return [*sorted(shipped_roles().data["roles"]), ENGINEER, ENGINEERING_MANAGER, IGNORE]


def _compiled(model: RuleFile, document: Document, path: Path) -> list[Rule]:
    problems: list[Problem] = []

    def test(text: str, at: NodePath) -> Matches:
        try:
            return _test(text)
        except ValueError as error:
            problems.append(Problem("E203", str(error), at, document.place(at)))
            return lambda _: False

    def tests(texts: Sequence[str], at: NodePath) -> tuple[Matches, ...]:
        return tuple(test(text, (*at, number)) for number, text in enumerate(texts))

    found = []
    for number, rule in enumerate(model.titles):
        at: NodePath = ("titles", number)
        for name in ("role", "leading"):
            role = getattr(rule, name)
            if role is not None and role not in roles():
                message = f"there is no role '{role}'{nearest(role, roles())}; there are {listed(roles(), 20)}"
                problems.append(Problem("E301", message, (*at, name), document.place((*at, name))))
        mark = document.mark((*at, "match"))
        where = f"{shown(path) if path != SHIPPED else 'shipped rules'}:{mark.line + 1 if mark else 1}"
        match, unless = tests(rule.match, (*at, "match")), tests(rule.unless, (*at, "unless"))
        found.append(Rule(rule.role, where, tuple(rule.match), match, unless, rule.leading, rule.reports))
    if problems:
        raise ScenarioError(problems)
    return found


def _test(text: str) -> Matches:
    """Return the test that a text stands for: a regular expression between slashes, or words that stand in a title in a row.

    A '*' at the end of a word stands for any ending, and one alone for any title. After a '^' the words begin the title, and before
    a '$' they end it.

    Raises
    ------
    ValueError
        When the text is neither.
    """
    if len(text) > 1 and text.startswith("/") and text.endswith("/"):
        try:
            expression = re.compile(text[1:-1])
        except re.error as error:
            raise ValueError(f"this is not a regular expression: {error}") from None
        return lambda title: expression.search(folded(title)) is not None
    if text.strip() == "*":
        return lambda title: bool(tokens(title))
    words = [word for word in re.findall(r"[^\W_]+\*?", folded(text)) if word not in SMALL]
    if not words:
        raise ValueError(f'expected words or a /regular expression/, got "{text}"')
    inside = f" {' '.join(words)} ".replace("*", "[^ ]*")
    begins, ends = ("^" * text.strip().startswith("^"), "$" * text.strip().endswith("$"))
    pattern = re.compile(f"{begins}{inside}{ends}")
    return lambda title: pattern.search(_counting_words(title)) is not None


@lru_cache(maxsize=1024)
def _counting_words(title: str) -> str:
    """Return the words of a title that count, in spaces; every rule asks for those of the same title."""
    return f" {' '.join(word for word in tokens(title) if word not in SMALL)} "
