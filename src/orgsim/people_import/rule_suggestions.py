"""A first file of rules for a table, from its titles and from who leads whom: to be read, edited and given with ``--rules``.

Nothing here is applied by itself. Where the rules at hand find a product organisation, only the titles that they do not know are proposed.
Where they find none, as in an authority or a hospital, everything is proposed by structure: those who lead nobody do the work, those who
mostly lead them own a part of it, those who lead owners lead a group, and so on up to the head.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import takewhile
from statistics import mean
from textwrap import wrap

from orgsim.people_import.cell_text import folded
from orgsim.people_import.identity import Person
from orgsim.people_import.product_posts import HEAD
from orgsim.people_import.reporting_lines import Lines
from orgsim.people_import.title_ranks import FEWEST, Rank, counting_words, find_ranks, rank_of
from orgsim.people_import.title_rules import ENGINEER, ENGINEERING_MANAGER, IGNORE, UNMATCHED, Rules
from orgsim.plain_words import counted

MOST_TITLES = 200
"""Titles of unknown meaning that a file holds; the most frequent first."""
PLAIN = re.compile(r"(?!(?:null|true|false|yes|no|on|off|y|n)\Z)\^?[a-zà-ÿ][a-zà-ÿ ]*\$?")
"""Words that YAML takes for text without quotation marks."""
WIDTH = 128
GENERIC = frozenset({"head", "director", "manager", "deputy", "senior"})
"""Words of ranks that say nothing about an area, whatever the table."""


def suggested_rules(lines: Lines, rules: Rules, *, found: bool, origin: str) -> str:
    """Return a file of rules as YAML; `found` tells whether the rules at hand find a product organisation in the table."""
    text = list(_unknown_titles(lines, rules) if found else _Ranks(lines).rules())
    about = wrap(
        f"Rules that 'orgsim import --suggest-rules' proposes for {origin}, the most frequent titles first. They are guesses by structure: "
        "read and edit them, then import with --rules THIS FILE. The keys are described in docs/import.md.",
        WIDTH - 2,
    )
    return "\n".join([*(f"# {line}" for line in about), "", *text]) + "\n"


class _Ranks:
    """Proposes rules for a table whose titles say nothing that orgsim knows."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.titled = {key: folded(person.title) for key, person in lines.people.items() if _says(person)}

    @cached_property
    def roles(self) -> Mapping[str, str]:
        """What everybody is by whom they lead, from the bottom up."""
        found: dict[str, str] = {}
        for key in sorted(self.lines.people, key=lambda key: (-self.lines.depths[key], key)):
            led = [found[other] for other in self.lines.below.get(key, ())]
            found[key] = _role(led) if self.lines.above[key] is not None else HEAD
        return found

    def rules(self) -> Iterator[str]:
        """Return the lines of the file."""
        ranks = find_ranks(self.titled, lambda key: bool(self._leaders([key])))
        known = {key for rank in ranks for key in rank.keys}
        yield "defaults: false"
        yield "titles:" if self.titled else "titles: []"
        yield from self._heads()
        for rank in ranks:
            yield from self._of_rank(rank)
        yield from self._others([key for key in self.titled if key not in known])
        yield ""
        yield "# Words that do not say what somebody works on: what remains of a title names products and teams."
        counts = Counter(
            word for key in self.titled if key not in known for word in set(rank_of(self.titled[key]).split())
        )
        of_ranks = {word for rank in ranks for word in rank.words.split()}
        words = sorted({word for word, number in counts.items() if number > 1} | of_ranks | GENERIC)
        yield f"stop_words: [{', '.join(map(_plain, words))}]"

    def _heads(self) -> Iterator[str]:
        for key in self.titled:
            if self.lines.above[key] is None:
                yield "  # The head, to whom everybody reports."
                yield from _rule([_whole(self.titled[key])], HEAD)

    def _of_rank(self, rank: Rank) -> Iterator[str]:
        """Return the rules of a rank: those who lead somebody, and those who lead nobody."""
        leaders = self._leaders(rank.keys)
        yield from self._said(f"{counted(len(rank.keys), '{person|people}')} '{rank.words}'", leaders, rank.keys)
        match = f"^{rank.words}"
        if leaders:
            role = "director" if _most(self.roles[key] for key in leaders) == "director" else "pm"
            mixed = {"reports": "some"} if len(leaders) < len(rank.keys) else {}
            yield from _rule([match], role, **mixed, leading="gpm")
        if len(leaders) < len(rank.keys):
            yield from _rule([match], ENGINEER, **({"reports": "none"} if leaders else {}))

    def _leaders(self, keys: Iterable[str]) -> list[str]:
        """Return those who have people below, without the head."""
        return [key for key in keys if self.lines.below.get(key) and self.lines.above[key] is not None]

    def _others(self, keys: Sequence[str]) -> Iterator[str]:
        """Return the rules for titles that few people have: one by one for those who lead somebody."""
        if not keys:
            return
        leaders = self._leaders(keys)
        titles = len({self.titled[key] for key in keys})
        yield from self._said(
            f"All others: {counted(len(keys), '{person|people}')} with {counted(titles, 'title')}", leaders, keys
        )
        for role in ("director", "gpm", "pm"):
            led = Counter(self.titled[key] for key in leaders if self.roles[key] == role)
            most = [title for title, _ in sorted(led.items(), key=lambda entry: (-entry[1], entry[0]))[:MOST_TITLES]]
            if most:
                yield from _rule(list(map(_whole, most)), role, notes=[str(led[title]) for title in most])
        yield from _rule(["*"], "pm", reports="some", leading="gpm")
        yield from _rule(["*"], ENGINEER)

    def _said(self, what: str, leaders: Sequence[str], keys: Sequence[str]) -> Iterator[str]:
        yield ""
        examples = _examples(self.lines.people[key].title for key in keys)
        text = f"{what}, {self._leading(leaders)}; for example {examples}."
        yield from wrap(text, WIDTH, initial_indent="  # ", subsequent_indent="  # ", break_on_hyphens=False)

    def _leading(self, leaders: Sequence[str]) -> str:
        if not leaders:
            return "none of whom leads anybody"
        led = mean(len(self.lines.below[key]) for key in leaders)
        kinds = Counter(self.roles[key] for key in leaders)
        read = ", ".join(
            f"{kinds[role]} like a {role}" for role in sorted(kinds, key=lambda role: (-kinds[role], role))
        )
        return f"{len(leaders)} of whom lead {led:.1f} people on average ({read})"


def _role(led: Sequence[str]) -> str:
    """Return what somebody is who leads people of certain roles: one level above the most of them."""
    if not led:
        return ENGINEER
    if 2 * led.count(ENGINEER) >= len(led):
        return "pm"
    return "gpm" if not {"gpm", "director"} & set(led) else "director"


def _most(roles: Iterable[str]) -> str:
    counts = Counter(roles)
    return max(sorted(counts), key=lambda role: counts[role])


def _unknown_titles(lines: Lines, rules: Rules) -> Iterator[str]:
    """Propose roles for the titles that no rule knows or that have a typo, one rule for each role."""
    by = rules.of(lines)
    found = {key: rule.role if rule else UNMATCHED for key, rule in by.items()}
    typos = {key for key, rule in by.items() if rule and rule.read_as}
    people = {key: person for key, person in lines.people.items() if _says(person)}
    open_ = {key for key in people if found[key] == UNMATCHED or key in typos}
    unknown = Counter(folded(people[key].title) for key in open_)
    known = sorted({people[key].title for key in people if key not in open_})
    places: dict[str, Counter[str]] = defaultdict(Counter)
    for key in open_:
        why = TYPO + found[key] if key in typos else _by_structure(key, lines, found)
        places[folded(people[key].title)][why] += 1
    proposed: dict[str, list[str]] = defaultdict(list)
    for title, _ in sorted(unknown.items(), key=lambda entry: (-entry[1], entry[0]))[:MOST_TITLES]:
        proposed[_most(places[title].elements())].append(title)
    leading = list(_leading_engineers(lines, found))
    some = unknown or leading
    yield "titles:" if some else "titles: []  # every title is known; without the brackets rules may follow"
    for why, titles in sorted(proposed.items(), key=lambda entry: -len(entry[1])):
        number = sum(unknown[title] for title in titles)
        about = WHY.get(why, f"A typo away from titles that the rules read as {why.removeprefix(TYPO)}")
        yield f"  # {about}: {counted(len(titles), 'title')}, {counted(number, '{person|people}')}"
        texts = [_words(title, known) for title in titles]
        yield from _rule(texts, why.removeprefix(TYPO), notes=[str(unknown[title]) for title in titles])
    yield from leading
    yield from _without_team(lines, found)


def _leading_engineers(lines: Lines, found: Mapping[str, str]) -> Iterator[str]:
    """Propose to make teams of engineers who report to somebody with the title of an engineer, and to no manager of a team above."""
    lead: Counter[str] = Counter()
    for key, role in found.items():
        above = list(lines.chain(key))
        leader = next((found[superior] for superior in above if found[superior] not in BELOW_TEAMS), None)
        engineers = list(takewhile(lambda superior: found[superior] == ENGINEER, above))
        if role == ENGINEER and leader not in LEADING_TEAMS and engineers and _says(lines.people[engineers[-1]]):
            lead[folded(lines.people[engineers[-1]].title)] += 1
    titles = [title for title in sorted(lead, key=lambda title: (-lead[title], title)) if lead[title] >= FEWEST]
    if titles:
        yield "  # Titles of engineers, but engineers report to them and to no manager of a team: 'some' is for those who lead somebody."
        notes = [str(lead[title]) for title in titles]
        yield from _rule([_whole(title) for title in titles], ENGINEERING_MANAGER, notes=notes, reports="some")


def _without_team(lines: Lines, found: Mapping[str, str]) -> Iterator[str]:
    """Propose, as a comment, to make teams of engineers who report to somebody that leads none by the rules."""
    lead: Counter[str] = Counter()
    for key, role in found.items():
        above = (found[superior] for superior in lines.chain(key))
        leader = next((role for role in above if role not in BELOW_TEAMS), None)
        superior = lines.above[key]
        if role == ENGINEER and superior and leader not in LEADING_TEAMS and found[superior] == IGNORE:
            lead[folded(lines.people[superior].title)] += 1
    titles = [title for title in sorted(lead, key=lambda title: (-lead[title], title)) if lead[title] >= FEWEST]
    if titles:
        yield "  # Engineers report to these and belong to no team, so they are left out. Take the '#' away where they are a team."
        rule = _rule(
            [_whole(title) for title in titles], ENGINEERING_MANAGER, notes=[str(lead[title]) for title in titles]
        )
        yield from (f"  #{line[1:]}" for line in rule)


BELOW_TEAMS = (ENGINEER, IGNORE, UNMATCHED)
"""Whom one passes on the way up from engineers to who leads their team."""
TYPO = "typo "
"""Marks a role as that of the title that one with a typo nearly is."""
LEADING_TEAMS = (ENGINEERING_MANAGER, "pm", "gpm")
"""Whose engineers are a team."""
WHY = {
    ENGINEER: "Below an engineering manager",
    ENGINEERING_MANAGER: "They lead engineers, below a head of engineering",
    "gpm": "They lead product posts",
    IGNORE: "Beside the product organisation",
}


def _by_structure(key: str, lines: Lines, found: Mapping[str, str]) -> str:
    """Return what somebody with an unknown title is by whom they lead and to whom they report."""
    led = [found[other] for other in lines.below.get(key, ())]
    if lines.above[key] is None:
        return IGNORE
    if sum(role in ("pm", "ppm", "gpm") for role in led) > 1:
        return "gpm"
    above = [found[other] for other in lines.chain(key)]
    if ENGINEERING_MANAGER in above:
        return ENGINEER
    return ENGINEERING_MANAGER if 2 * led.count(ENGINEER) > len(led) else IGNORE


def _words(title: str, known: Iterable[str]) -> str:
    """Return a title as a rule spells it: its words, or the whole of it where its words stand in other titles, too."""
    words = counting_words(title)
    return _whole(title) if any(f" {words} " in f" {counting_words(other)} " for other in known) else words


def _whole(title: str) -> str:
    return f"^{counting_words(title)}$"


def _says(person: Person) -> bool:
    """Tell whether a title of the table has a word that a rule could spell."""
    return person.row > 0 and bool(counting_words(person.title))


def _rule(match: Sequence[str], role: str, *, notes: Sequence[str] = (), **more: str) -> Iterator[str]:
    """Return a rule in YAML: on one line when it has one match, else with a line for each."""
    if not notes:
        keys = {"match": match[0], **{key: more[key] for key in ("reports",) if key in more}, "role": role, **more}
        yield f"  - {{{', '.join(f'{key}: {_plain(text)}' for key, text in keys.items())}}}"
        return
    yield "  - match:"
    yield from (f"      - {_plain(text)}  # {note}" for text, note in zip(match, notes, strict=True))
    yield from (f"    {key}: {_plain(text)}" for key, text in more.items())
    yield f"    role: {role}"


def _plain(text: str) -> str:
    if PLAIN.fullmatch(text) and not text.endswith(" "):
        return text
    return "'" + text.replace("'", "''") + "'"


def _examples(titles: Iterable[str], most: int = 3) -> str:
    return "; ".join(f"'{title}'" for title in sorted(set(titles))[:most])
