"""Reporting lines: who reports to whom, settled until every manager is known, there is one root and there are no cycles.

What stands in the way is asked; `Lines` are what comes of it, up to the root and down to everybody below.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from orgsim.people_import.cell_text import folded
from orgsim.people_import.decisions import DROP, ROOT, VACANT, VIRTUAL_BOARD, Decisions
from orgsim.people_import.findings import Findings
from orgsim.people_import.identity import BOARD, Index, Person
from orgsim.people_import.pseudonyms import Codes
from orgsim.plain_words import counted
from orgsim.scenario.problems import nearest

MOST_HINTS = 50
"""Unknown managers for whom an id that looks alike is looked for."""
MOST_ROOTS = 8
"""Roots that a question names."""


@dataclass(frozen=True)
class Lines:
    """People, and whom each reports to; nobody for the root."""

    people: Mapping[str, Person]
    above: Mapping[str, str | None]

    @cached_property
    def below(self) -> Mapping[str, list[str]]:
        """Direct reports of everybody who has any, in the order of their keys."""
        return reports(self.above)

    def chain(self, key: str) -> Iterator[str]:
        """Go up from a person's superior to the root."""
        here = self.above[key]
        while here is not None:
            yield here
            here = self.above[here]

    @cached_property
    def depths(self) -> Mapping[str, int]:
        """How many people stand above everybody; reporting cycles must be settled."""
        roots = [key for key, superior in self.above.items() if superior is None]
        found = dict.fromkeys(roots, 0)
        for key in roots:  # grows while it is read
            below = self.below.get(key, [])
            found |= dict.fromkeys(below, found[key] + 1)
            roots += below
        return found

    def tree(self, key: str) -> list[str]:
        """Return everybody below a person, at any depth."""
        return tree_below(key, self.below)


def reports(above: Mapping[str, str | None]) -> Mapping[str, list[str]]:
    """Return the direct reports of everybody who has any, in the order of their keys."""
    below: dict[str, list[str]] = defaultdict(list)
    for key, superior in sorted(above.items()):
        if superior is not None:
            below[superior].append(key)
    return dict(below)


def tree_below(key: str, below: Mapping[str, list[str]]) -> list[str]:
    """Return everybody below a person, at any depth, also when they report in a circle."""
    found: dict[str, None] = {}
    ahead = list(below.get(key, ()))
    while ahead:
        here = ahead.pop()
        if here != key and here not in found:
            found[here] = None
            ahead.extend(below.get(here, ()))
    return list(found)


def cycles(above: Mapping[str, str | None]) -> list[list[str]]:
    """Return every reporting cycle, each from its smallest key."""
    found: list[list[str]] = []
    settled: set[str] = set()
    for start in above:
        seen: dict[str, None] = {}
        here: str | None = start
        while here is not None and here not in settled and here not in seen:
            seen[here] = None
            here = above.get(here)
        if here is not None and here in seen:
            ring = list(seen)[list(seen).index(here) :]
            turn = ring.index(min(ring))
            found.append(ring[turn:] + ring[:turn])
        settled.update(seen)
    return found


def settle(index: Index, decided: Decisions, codes: Codes, findings: Findings) -> Lines:
    """Settle who reports to whom, by what was decided or by what the table says; where it cannot be known, ask.

    `decided` names people by their keys (`orgsim.people_import.decisions.with_people_found`).
    """
    draft = _Draft(index, decided, codes, findings)
    draft.resolve()
    draft.report_by()
    draft.ask_managers()
    draft.ask_selves()
    draft.ask_cycles()
    draft.seat_vacancies()
    draft.ask_roots()
    return draft.lines()


class _Draft:
    """Who reports to whom as far as it is known, and what is open."""

    def __init__(self, index: Index, decided: Decisions, codes: Codes, findings: Findings) -> None:
        self.index = index
        self.decided = decided
        self.codes = codes
        self.findings = findings
        self.people = dict(sorted(index.by_key.items()))
        self.above: dict[str, str | None] = {}
        self.dropped: set[str] = set()
        self.strays: set[str] = set()
        self.selves: list[str] = []
        self.needed: set[str] = set()
        """Decisions about managers that were needed."""
        self.open: dict[str, list[str]] = defaultdict(list)
        """Managers who are unknown or ambiguous -> who names them."""
        self.seats: dict[str, list[str]] = defaultdict(list)
        """Vacant seats in the place of unknown managers -> who reports to them."""
        self.by: dict[str, list[str]] = defaultdict(list)
        """How managers were found -> whose they are."""

    def resolve(self) -> None:
        """Find everybody's superior."""
        for key, person in self.people.items():
            if (decided := self.decided.people.get(key)) is not None:
                self._place(key, decided)
            elif self.index.is_nobody(person.manager):
                self.above[key] = None
            else:
                self._follow(person)

    def _place(self, key: str, decided: str) -> None:
        self.above[key] = None if decided in (ROOT, DROP) else decided
        if decided == DROP:
            self.dropped.add(key)

    def _follow(self, person: Person) -> None:
        how, keys = self.index.find(person.manager)
        if keys == (person.key,):
            self.selves.append(person.key)
            self.above[person.key] = None
        elif len(keys) == 1:
            self.above[person.key] = keys[0]
            self.by[how].append(person.key)
        else:
            self._decide(person)

    def _decide(self, person: Person) -> None:
        """Apply what was decided about a manager whom the table does not have, or remember to ask."""
        decided = self._about_manager(person.manager)
        self.above[person.key] = None
        if decided is None:
            self.open[person.manager].append(person.key)
        elif decided == VACANT:
            self.seats[person.manager].append(person.key)
        else:
            self._place(person.key, decided)

    def _about_manager(self, reference: str) -> str | None:
        """Return what was decided about a manager who is not in the table, by reference or by its code."""
        managers = self.decided.managers
        text = folded(reference)
        if text not in managers and (code := folded(self.codes.shown(reference))) in managers:
            text = code
        self.needed.add(text)
        return managers.get(text)

    def report_by(self) -> None:
        """Say how managers were found; a single name in a column of ids is asked about."""
        names, others = self.by["name"], self.by["id"] + self.by["email"]
        if len(names) > len(others):
            detail = "the column holds names, and each name occurs once"
            self.findings.noted("manager* found by name", self.rows(names), detail)
        else:
            for key in names:
                self._ask_name(self.people[key])
        self.findings.fixed("manager* found by restoring leading zeros", self.rows(self.by["zeros"]))

    def _ask_name(self, person: Person) -> None:
        """Ask about a name in a column of ids, unless it was answered."""
        if self._about_manager(person.manager) is not None:
            self.open.pop(person.manager, None)
            self._decide(person)
        elif person.manager not in self.open:
            found = self.called(str(self.above[person.key]))
            text = f"manager '{self.codes.shown(person.manager)}' is found by name only: is it '{found}'?"
            self._ask_manager(person.manager, text, [person.key], (found,))

    def ask_managers(self) -> None:
        """Ask about managers who are not in the table, or are in it more than once."""
        known = [self.codes.shown(person.id) for person in self.people.values()] if self.open else []
        below = reports(self.above)
        for number, (reference, keys) in enumerate(sorted(self.open.items())):
            choices = tuple(map(self.called, self.index.keys(reference)))
            called = self.codes.shown(reference)
            if choices:
                text = f"manager '{called}' may be any of {', '.join(choices)}"
            else:
                plain = called == reference and number < MOST_HINTS  # looking for alike ids takes a while
                hint = nearest(called, known) if plain else ""  # codes are never alike by meaning
                text = f"manager '{called}' is not in the table{hint}"
            hanging = {other for key in keys for other in (key, *tree_below(key, below))}
            self._ask_manager(reference, f"{text}; {_hanging(hanging)}", keys, choices)

    def _ask_manager(self, reference: str, text: str, keys: list[str], first: tuple[str, ...]) -> None:
        choices = (*first, ROOT, VACANT, DROP, *(() if first else ("another id",)))
        self.findings.ask("managers", self.codes.shown(reference), text, choices, self.rows(keys))

    def _ask_person(self, key: str, text: str, keys: Collection[str]) -> None:
        self.findings.ask("people", self.called(key), text, (ROOT, DROP, "another id"), self.rows(keys))

    def ask_selves(self) -> None:
        """Take the one person who is their own manager for the root, when there is no other; else ask."""
        others = [key for key in self.roots() if key not in self.selves]
        if len(self.selves) == 1 and not others:
            self.findings.fixed("person listed as their own manager, taken as the root", self.rows(self.selves))
            return
        below = reports(self.above)
        for key in self.selves:
            text = (
                f"'{self.called(key)}' is listed as their own manager, and others have no manager either; "
                f"{_hanging(tree_below(key, below))}"
            )
            self._ask_person(key, text, [key])

    def ask_cycles(self) -> None:
        """Ask who of a reporting cycle reports to another person; the cycle is printed whole."""
        reporting = reports(self.above)
        for cycle in cycles(self.above):
            called = [self.called(key) for key in cycle]
            below = len(set(tree_below(cycle[0], reporting)) - set(cycle))
            text = (
                f"reporting cycle {' > '.join([*called, called[0]])}: whom does '{called[0]}' (or another of them) "
                f"report to? {counted(below, 'more {person is|people are}')} affected"
            )
            self._ask_person(cycle[0], text, cycle)
            self.above[cycle[0]] = None
            self.dropped.add(cycle[0])  # until it is answered it must not count as a root

    def seat_vacancies(self) -> None:
        """Put a vacant seat where a manager is missing, under the root if there is one."""
        waiting = {who for keys in self.seats.values() for who in keys}
        roots = [key for key in self.roots() if key not in waiting]
        for reference, keys in sorted(self.seats.items()):
            seat = f"vacant {reference}"
            self.people[seat] = Person(key=seat, id=seat, row=0, status="vacant")
            self.above[seat] = roots[0] if len(roots) == 1 else None
            self.above.update(dict.fromkeys(keys, seat))
            self.findings.noted("vacant seat in place of an unknown manager", self.rows(keys), count=1)

    def ask_roots(self) -> None:
        """Ask which of several roots is the root, or whether a board stands above them; drop who has nothing to do with it."""
        self.strays = self._strays()
        roots = [key for key in self.roots() if key not in self.strays]
        if len(roots) < 2:
            return
        if self.decided.roots == VIRTUAL_BOARD:
            self.people[BOARD] = Person(key=BOARD, id=BOARD, row=0, title="Board")
            self.above.update({BOARD: None, **dict.fromkeys(roots, BOARD)})
            self.findings.noted("root* under a virtual board", self.rows(roots), "as decided")
        elif self.decided.roots in roots:
            self.dropped.update(key for key in roots if key != self.decided.roots)
        else:
            self._ask_root(roots)

    def _strays(self) -> set[str]:
        """Return accounts that are nobody in the organisation: no title, no manager, no reports."""
        roots, below = self.roots(), reports(self.above)
        strays = {key for key in roots if not below.get(key) and not self.people[key].title}
        if len(strays) == len(roots):
            return set()
        self.findings.noted("account* without title, manager and reports left out", self.rows(strays))
        return strays

    def _ask_root(self, roots: list[str]) -> None:
        below = reports(self.above)
        sizes = {key: len(tree_below(key, below)) for key in roots}
        first = sorted(roots, key=lambda key: (-sizes[key], key))[:MOST_ROOTS]
        called = ", ".join(f"{self.called(key)} ({sizes[key]} below)" for key in first)
        more = f" and {len(roots) - MOST_ROOTS} more" if len(roots) > MOST_ROOTS else ""
        text = (
            f"{len(roots)} people report to nobody: {called}{more}; put them under a virtual board, or choose the root: "
            "the others are then left out with everyone below them (an answer under 'people' gives one of them a manager)"
        )
        self.findings.ask("roots", "roots", text, (VIRTUAL_BOARD, *map(self.called, first)), self.rows(roots))

    def lines(self) -> Lines:
        """Return the lines without those who were dropped."""
        below = reports(self.above)
        gone = self.dropped | {other for key in self.dropped for other in tree_below(key, below)}
        if gone and not self.findings.questions:
            self.findings.noted("{person|people} left out as decided", self.rows(gone), count=len(gone))
        gone |= self.strays
        people = {key: person for key, person in sorted(self.people.items()) if key not in gone}
        unneeded = len(self.decided.managers.keys() - self.needed)
        noun = "decision* about {a manager that was|managers that were} not needed"
        self.findings.noted(noun, count=unneeded)
        return Lines(people, {key: self.above[key] for key in people})

    def roots(self) -> list[str]:
        """Return who reports to nobody, as far as it is known."""
        waiting = {key for keys in self.open.values() for key in keys} | self.dropped
        return [key for key, superior in self.above.items() if superior is None and key not in waiting]

    def called(self, key: str) -> str:
        """Return how a person is called in questions."""
        return self.codes.shown(self.people[key].id)

    def rows(self, keys: Collection[str]) -> tuple[int, ...]:
        """Return the rows of people; added seats have none."""
        return tuple(sorted(self.people[key].row for key in keys if self.people[key].row))


def _hanging(people: Collection[str]) -> str:
    """Return how many people an answer decides about."""
    return f"{counted(len(people), '{person is|people are}')} affected"
