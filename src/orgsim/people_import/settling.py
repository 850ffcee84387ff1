"""Reporting lines settled: every manager is known, there is one root, and there are no cycles; what stands in the way is asked."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from orgsim.people_import.cell_text import folded
from orgsim.people_import.decisions import (
    ABOVE,
    BY_TITLE,
    DROP,
    PRESENT,
    ROOT,
    VACANT,
    VIRTUAL_BOARD,
    Decisions,
    Seat,
    answer_to,
    post_instead,
)
from orgsim.people_import.findings import Findings
from orgsim.people_import.identity import BOARD, Index, Person
from orgsim.people_import.line_questions import LineQuestions, hanging
from orgsim.people_import.lines_by_title import lines_by_title
from orgsim.people_import.pseudonyms import Codes
from orgsim.people_import.reporting_lines import Lines, cycles, reports, tree_below
from orgsim.people_import.title_roles import with_telling_titles
from orgsim.people_import.title_rules import Rules


def settle(index: Index, decided: Decisions, codes: Codes, rules: Rules, findings: Findings) -> Lines:
    """Settle who reports to whom, by what was decided or by what the table says; where it cannot be known, ask.

    `decided` names people by their keys (`orgsim.people_import.decisions.with_people_found`).
    """
    draft = _Draft(index, decided, codes, rules, findings)
    draft.resolve()
    draft.report_by()
    draft.ask_managers()
    draft.ask_selves()
    draft.seat_unlisted()
    draft.ask_cycles()
    draft.ask_roots()
    draft.report_aside()
    return draft.lines()


class _Draft(LineQuestions):
    """Who reports to whom as far as it is known, and what is open."""

    def __init__(self, index: Index, decided: Decisions, codes: Codes, rules: Rules, findings: Findings) -> None:
        super().__init__(dict(sorted(index.by_key.items())), codes, findings)
        self.index = index
        self.decided = decided
        self.rules = rules
        self.dropped: set[str] = set()
        self.strays: set[str] = set()
        self.selves: list[str] = []
        self.needed: set[str] = set()
        """Decisions about managers that were needed."""
        self.open: dict[str, list[str]] = defaultdict(list)
        """Managers who are unknown or ambiguous -> who names them."""
        self.seats: dict[str, list[str]] = defaultdict(list)
        """Posts in the place of managers who are not in the table -> who reports to them."""
        self.raised: list[str] = []
        """Who is to be attached to the root, in place of a manager who is not in the table."""
        self.aside: list[str] = []
        """Who is attached to the root without asking, since nobody of product or engineering is affected."""
        self.top: str | None = None
        """The root, once it is known."""
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
        elif decided == ABOVE:
            self.raised.append(person.key)
        elif isinstance(decided, Seat) or decided in (VACANT, PRESENT):
            self.seats[person.manager].append(person.key)
        else:
            self._place(person.key, decided)

    def _about_manager(self, reference: str) -> str | Seat | None:
        """Return what was decided about a manager, by reference or by its code; a '*' speaks of those who are not in the table."""
        managers = self.decided.managers
        names = folded(reference), folded(self.codes.shown(reference))
        listed = bool(self.index.keys(reference))
        known = {key: answer for key, answer in managers.items() if key in names} if listed else managers
        key, _ = answer_to(known, *names)
        self.needed.add(key or names[0])
        return None if key is None else managers[key]

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
            self.ask_manager(person.manager, text, [person.key], (found,))

    @cached_property
    def matters(self) -> set[str]:
        """Who has a title of product or engineering; about others nothing need be known."""
        return with_telling_titles(self.people, self.rules)

    def ask_managers(self) -> None:
        """Ask about managers who are not in the table, or are in it more than once."""
        below = reports(self.above)
        for reference, keys in sorted(self.open.items()):
            below_them = {other for key in keys for other in (key, *tree_below(key, below))}
            if self.matters.isdisjoint(below_them):
                self.aside += self.open.pop(reference)
                continue
            choices = tuple(map(self.called, self.index.keys(reference)))
            called = self.codes.shown(reference)
            if choices:
                text = f"manager '{called}' may be any of {', '.join(choices)}; {hanging(below_them)}"
                self.ask_manager(reference, text, keys, choices)
            else:
                self.ask_unlisted(reference, keys, len(below_them))

    def _by_pattern(self, key: str) -> bool:
        """Place a person who is asked about as a '*' says, if one does."""
        _, answer = answer_to(self.decided.people, self.called(key))
        if answer is not None:
            self._place(key, answer)
        return answer is not None

    def ask_selves(self) -> None:
        """Take the one person who is their own manager for the root, when there is no other; else ask."""
        others = [key for key in self.roots() if key not in self.selves]
        if len(self.selves) == 1 and not others:
            self.findings.fixed("person listed as their own manager, taken as the root", self.rows(self.selves))
            return
        below = reports(self.above)
        for key in [key for key in self.selves if not self._by_pattern(key)]:
            under = tree_below(key, below)
            if self.matters.isdisjoint((key, *under)):
                self.aside.append(key)
                continue
            self.ask_self(key, len(under))
            self.dropped.add(key)  # until it is answered it must not count as a root

    def ask_cycles(self) -> None:
        """Ask who of a reporting cycle reports to another person; the cycle is printed whole."""
        for cycle in cycles(self.above):
            self._by_pattern(self._first_of_table(cycle))
        reporting = reports(self.above)
        for cycle in cycles(self.above):
            first = self._first_of_table(cycle)
            around = set(cycle) | set(tree_below(first, reporting))
            if self.top is not None and self.matters.isdisjoint(around) and self.top not in around:
                self.above[first] = self.top
                self.aside.append(first)
                continue
            self.ask_cycle(first, cycle, len(around) - len(cycle))
            self.above[first] = None
            self.dropped.add(first)  # as above

    def _first_of_table(self, cycle: Sequence[str]) -> str:
        """Return the first of a cycle who has a row, since nothing can be decided about the others by id."""
        return next(key for key in cycle if self.people[key].row)

    def seat_unlisted(self) -> None:
        """Put a post where a manager is missing, vacant or held as decided, under the root if there is one."""
        waiting = {who for keys in self.seats.values() for who in keys} | set(self.raised) | set(self.aside)
        roots = [key for key in self.roots() if key not in waiting]
        telling = roots if len(roots) < 2 else self._with_product(roots)
        self.top = self.decided.roots if self.decided.roots in roots else telling[0] if len(telling) == 1 else None
        led: dict[tuple[str, str], list[list[str]]] = defaultdict(list)
        for reference, keys in sorted(self.seats.items()):
            seat = post_instead(reference, self._about_manager(reference))
            self.people[seat.key] = seat
            self.above[seat.key] = seat.manager or self.top
            self.above.update(dict.fromkeys(keys, seat.key))
            kind = "vacant seat*" if seat.status == "vacant" else "post*"
            led[kind, seat.title].append(keys)
        for (kind, title), below in led.items():
            rows = self.rows([key for keys in below for key in keys])
            self.findings.noted(
                f"{kind} in place of {{an unknown manager|unknown managers}}", rows, title, count=len(below)
            )
        self.above.update(dict.fromkeys([*self.raised, *self.aside], self.top))
        self.findings.noted(
            "{person|people} attached to the root in place of an unknown manager", self.rows(self.raised)
        )

    def ask_roots(self) -> None:
        """Ask which of several roots is the root, or whether a board stands above them; put under it who waits for one."""
        self.strays = self._strays()
        if self.decided.roots == BY_TITLE:
            self.above = lines_by_title(self.people, self.above, self._standing(), self.rules, self.findings)
        roots = self._standing()
        if (root := self._root(roots)) is not None:
            below = [key for key in self.roots() if key != root and key not in self.strays]
            self.above.update(dict.fromkeys(below, root))
        elif roots:
            self.ask_root(roots)

    def _standing(self) -> list[str]:
        """Return the roots without those who wait for one, unless there are no others."""
        waiting = {f"vacant {reference}" for reference in self.seats} | set(self.raised) | set(self.aside)
        roots = [key for key in self.roots() if key not in self.strays]
        return [key for key in roots if key not in waiting] or roots

    def _root(self, roots: Sequence[str]) -> str | None:
        """Return the root: the only one, a board, the one that was decided, or the only one with anybody of product below."""
        if len(roots) == 1:
            return roots[0]
        if roots and self.decided.roots in (VIRTUAL_BOARD, BY_TITLE):
            self.people[BOARD] = Person(key=BOARD, id=BOARD, row=0, title="Board")
            self.above[BOARD] = None
            self.findings.noted("root* under a virtual board", self.rows(roots), "as decided")
            return BOARD
        if self.decided.roots in roots:
            self.dropped.update(key for key in roots if key != self.decided.roots)
            return self.decided.roots
        if len(telling := self._with_product(roots)) == 1:
            self.aside += [key for key in roots if key not in telling]
            return telling[0]
        return None

    def _with_product(self, roots: Sequence[str]) -> list[str]:
        """Return the roots that are, or have below them, anybody of product or engineering."""
        below = reports(self.above)
        return [key for key in roots if not self.matters.isdisjoint((key, *tree_below(key, below)))]

    def report_aside(self) -> None:
        """Say who was attached to the root without a question."""
        detail = (
            "their manager is missing, themselves or in a circle; nobody of product or engineering is affected, so nothing is asked, "
            "and decisions can say otherwise"
        )
        if not self.findings.questions:
            self.findings.noted("{person|people} attached to the root without asking", self.rows(self.aside), detail)

    def _strays(self) -> set[str]:
        """Return accounts that are nobody in the organisation: no title, no manager, no reports."""
        roots, below = self.roots(), reports(self.above)
        strays = {key for key in roots if not below.get(key) and not self.people[key].title}
        if len(strays) == len(roots):
            return set()
        self.findings.noted("account* without title, manager and reports left out", self.rows(strays))
        return strays

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
