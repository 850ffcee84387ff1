"""Reporting lines while they are being settled."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from orgsim.people_import.answers import DROP, ROOT, VACANT, Answers
from orgsim.people_import.findings import Findings
from orgsim.people_import.lines import Lines, reports, tree_below
from orgsim.people_import.person import Person
from orgsim.people_import.pseudonyms import Codes
from orgsim.people_import.references import Index
from orgsim.scenario.problems import counted


@dataclass
class Draft:
    """Who reports to whom as far as it is known, and what is open."""

    index: Index
    answers: Answers
    codes: Codes
    findings: Findings
    people: dict[str, Person] = field(default_factory=dict)
    above: dict[str, str | None] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)
    strays: set[str] = field(default_factory=set)
    selves: list[str] = field(default_factory=list)
    open: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Managers who are unknown or ambiguous -> who names them."""
    seats: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Vacant seats in the place of unknown managers -> who reports to them."""
    by: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """How managers were found -> whose they are."""

    def resolve(self) -> None:
        """Find everybody's superior by what was decided, or else by what the table says."""
        self.people = dict(sorted(self.index.by_key.items()))
        for key, person in self.people.items():
            decided = self.answers.superior(key)
            if decided is not None:
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
        found = self.index.find(person.manager)
        if found.keys == (person.key,):
            self.selves.append(person.key)
            self.above[person.key] = None
        elif len(found.keys) == 1:
            self.above[person.key] = found.keys[0]
            self.by[found.how].append(person.key)
        else:
            self.decide(person)

    def decide(self, person: Person) -> None:
        """Apply what was decided about a manager whom the table does not have, or remember to ask."""
        decided = self.answers.manager(person.manager, self.codes)
        self.above[person.key] = None
        if decided is None:
            self.open[person.manager].append(person.key)
        elif decided == VACANT:
            self.seats[person.manager].append(person.key)
        else:
            self._place(person.key, decided)

    def seat_vacancies(self) -> None:
        """Put a vacant seat where a manager is missing, under the root if there is one."""
        roots = [key for key in self.roots() if key not in {who for keys in self.seats.values() for who in keys}]
        for reference, keys in sorted(self.seats.items()):
            seat = f"vacant {reference}"
            self.people[seat] = Person(key=seat, id=seat, row=0, status="vacant")
            self.above[seat] = roots[0] if len(roots) == 1 else None
            self.above.update(dict.fromkeys(keys, seat))
            self.findings.noted("vacant seat put in the place of an unknown manager|", self.rows(keys), count=1)

    def lines(self) -> Lines:
        """Return the lines without those who were dropped."""
        below = self.below()
        gone = self.dropped | {other for key in self.dropped for other in tree_below(key, below)}
        if gone and not self.findings.questions:
            self.findings.noted(
                "person left out as decided|people left out as decided", self.rows(gone), count=len(gone)
            )
        gone |= self.strays
        people = {key: person for key, person in sorted(self.people.items()) if key not in gone}
        return Lines(people, {key: self.above[key] for key in people})

    def roots(self) -> list[str]:
        """Return who reports to nobody, as far as it is known."""
        waiting = {key for keys in self.open.values() for key in keys} | self.dropped
        return [key for key, superior in self.above.items() if superior is None and key not in waiting]

    def below(self) -> Mapping[str, list[str]]:
        """Return everybody's direct reports."""
        return reports(self.above)

    def hanging(self, keys: list[str], below: Mapping[str, list[str]], *, own: bool = True) -> str:
        """Return how many people an answer decides about."""
        number = len({other for key in keys for other in tree_below(key, below)} | (set(keys) if own else set()))
        return f"{counted(number, 'person hangs|people hang')} under it"

    def rows(self, keys: Collection[str]) -> tuple[int, ...]:
        """Return the rows of people; added seats have none."""
        return tuple(sorted(self.people[key].row for key in keys if self.people[key].row))
