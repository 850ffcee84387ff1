"""Settling reporting lines: every manager known, one root, no cycles; or the questions that stand in the way."""

from orgsim.people_import.answers import DROP, ROOT, VACANT, VIRTUAL_BOARD, Answers
from orgsim.people_import.draft import Draft
from orgsim.people_import.findings import Findings, Question
from orgsim.people_import.lines import Lines, cycles, tree_below
from orgsim.people_import.person import BOARD, Person
from orgsim.people_import.pseudonyms import Codes
from orgsim.people_import.references import Index
from orgsim.scenario.problems import nearest

MOST_HINTS = 50
"""Unknown managers for whom an id that looks alike is looked for."""


def settle(index: Index, answers: Answers, codes: Codes, findings: Findings) -> Lines:
    """Settle who reports to whom; where it cannot be known, ask."""
    draft = Draft(index, answers, codes, findings)
    draft.resolve()
    _report_by(draft)
    _ask_managers(draft)
    _ask_selves(draft)
    _ask_cycles(draft)
    draft.seat_vacancies()
    _ask_roots(draft)
    return draft.lines()


def _report_by(draft: Draft) -> None:
    """Say how managers were found; a single name in a column of ids is asked about."""
    names, others = draft.by["name"], draft.by["id"] + draft.by["email"]
    if len(names) > len(others):
        draft.findings.noted(
            "manager found by name|managers found by name",
            draft.rows(names),
            "the column holds names; each is there once",
        )
    else:
        for key in names:
            _ask_name(draft, key)
    noun = "manager found after leading zeros|managers found after leading zeros"
    draft.findings.fixed(noun, draft.rows(draft.by["zeros"]))


def _ask_name(draft: Draft, key: str) -> None:
    """Ask about a name in a column of ids, unless it was answered."""
    person = draft.people[key]
    decided = draft.answers.manager(person.manager, draft.codes)
    if decided is not None:
        draft.open.pop(person.manager, None)
        draft.decide(person)
        return
    if person.manager not in draft.open:
        found = draft.codes.shown(draft.people[str(draft.above[key])].id)
        text = f"manager '{draft.codes.shown(person.manager)}' is found by name only: is it '{found}'?"
        _ask(draft, person.manager, "manager found by name only|managers found by name only", text, [key], (found,))


def _ask_managers(draft: Draft) -> None:
    """Ask about managers who are not in the table, or are in it more than once."""
    known = [draft.codes.shown(person.id) for person in draft.people.values()] if draft.open else []
    below = draft.below()
    for number, (reference, keys) in enumerate(sorted(draft.open.items())):
        choices = tuple(draft.codes.shown(draft.people[key].id) for key in draft.index.find(reference).keys)
        called = draft.codes.shown(reference)
        if choices:
            text, noun = (
                f"manager '{called}' may be any of {', '.join(choices)}",
                "manager with a name of several people",
            )
        else:
            plain = called == reference and number < MOST_HINTS  # looking for alike ids takes a while
            hint = nearest(called, known) if plain else ""  # codes are never alike by meaning
            text, noun = f"manager '{called}' is not in the table{hint}", "unknown manager"
        _ask(draft, reference, noun, f"{text}; {draft.hanging(keys, below)}", keys, choices)


def _ask(draft: Draft, reference: str, noun: str, text: str, keys: list[str], first: tuple[str, ...]) -> None:
    choices = (*first, ROOT, VACANT, DROP, *(() if first else ("another id",)))
    key = draft.codes.shown(reference)
    many = noun if "|" in noun else f"{noun}|{noun.replace('manager', 'managers', 1)}"
    draft.findings.ask(Question("managers", key, many, text, choices, draft.rows(keys)))


def _ask_selves(draft: Draft) -> None:
    """Take the one person who is their own manager for the root, when there is no other; else ask."""
    others = [key for key in draft.roots() if key not in draft.selves]
    if len(draft.selves) == 1 and not others:
        draft.findings.fixed("person who is their own manager taken for the root|", draft.rows(draft.selves))
        return
    below = draft.below()
    for key in draft.selves:
        called = draft.codes.shown(draft.people[key].id)
        text = (
            f"'{called}' is their own manager, and not the only one without another; "
            f"{draft.hanging([key], below, own=False)}"
        )
        noun = "person who is their own manager|people who are their own managers"
        draft.findings.ask(Question("people", called, noun, text, (ROOT, DROP, "another id"), draft.rows([key])))


def _ask_cycles(draft: Draft) -> None:
    """Ask who of a reporting cycle reports to somebody else; the cycle is printed whole."""
    reports = draft.below()
    for cycle in cycles(draft.above):
        called = [draft.codes.shown(draft.people[key].id) for key in cycle]
        ring = " > ".join([*called, called[0]])
        below = len(set(tree_below(cycle[0], reports)) - set(cycle))
        text = f"reporting cycle {ring}: whom does '{called[0]}' (or another of them) report to? {below} more hang under it"
        question = Question("people", called[0], "reporting cycle", text, (ROOT, DROP, "another id"), draft.rows(cycle))
        draft.findings.ask(question)
        draft.above[cycle[0]] = None
        draft.dropped.add(cycle[0])  # until it is answered it must not count as a root


def _ask_roots(draft: Draft) -> None:
    """Ask which of several roots is the root, or whether a board stands above them; drop who has nothing to do with it."""
    roots = draft.roots()
    draft.strays = _strays(draft, roots)
    roots = [key for key in roots if key not in draft.strays]
    if len(roots) < 2:
        return
    if draft.answers.roots == VIRTUAL_BOARD:
        draft.people[BOARD] = Person(key=BOARD, id=BOARD, row=0, title="Board")
        draft.above.update({BOARD: None, **dict.fromkeys(roots, BOARD)})
        draft.findings.noted("root under a virtual board|roots under a virtual board", draft.rows(roots), "as decided")
    elif draft.answers.roots in roots:
        draft.dropped.update(key for key in roots if key != draft.answers.roots)
    else:
        _ask_root(draft, roots)


def _strays(draft: Draft, roots: list[str]) -> set[str]:
    """Return accounts that are nobody in the organisation: no title, no manager, no reports."""
    below = draft.below()
    strays = {key for key in roots if not below.get(key) and not draft.people[key].title}
    if len(strays) == len(roots):
        return set()
    what = "without title, manager and reports left out"
    draft.findings.noted(f"account {what}|accounts {what}", draft.rows(strays))
    return strays


def _ask_root(draft: Draft, roots: list[str]) -> None:
    below = draft.below()
    sizes = sorted(roots, key=lambda key: (-len(tree_below(key, below)), key))
    called = [f"{draft.codes.shown(draft.people[key].id)} ({len(tree_below(key, below))} below)" for key in sizes[:8]]
    more = f" and {len(sizes) - 8} more" if len(sizes) > 8 else ""
    text = (
        f"{len(roots)} people report to nobody: {', '.join(called)}{more}; put them under a virtual board, or choose the root: "
        "the others are then left out with all below them (an answer under 'people' gives one of them a manager)"
    )
    choices = (VIRTUAL_BOARD, *(draft.codes.shown(draft.people[key].id) for key in sizes[:8]))
    draft.findings.ask(
        Question(
            "roots",
            "roots",
            "choice between several roots|choices between several roots",
            text,
            choices,
            draft.rows(roots),
        )
    )
