"""People who are in the table twice: refused under one id, unless it is two part-time jobs; asked about under one mail address."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from orgsim.people_import.findings import Findings, Question
from orgsim.people_import.person import Person
from orgsim.people_import.pseudonyms import Codes


def without_duplicates(
    people: Sequence[Person], answers: Mapping[str, str], codes: Codes, findings: Findings
) -> list[Person]:
    """Return people with one row for each key; what cannot be told goes to `findings`."""
    rows: dict[str, list[Person]] = {}
    for person in people:
        rows.setdefault(person.key, []).append(person)
    kept: list[Person] = []
    for same in rows.values():
        kept += same if len(same) == 1 else _same_id(same, answers, codes, findings)
    return _same_mail(kept, answers, codes, findings)


def _same_id(same: Sequence[Person], answers: Mapping[str, str], codes: Codes, findings: Findings) -> list[Person]:
    positions = sorted(same, key=lambda person: (-person.fte, person.title, person.manager))
    rows = tuple(sorted(person.row for person in same))
    if sum(person.fte for person in same) > 1.0 + 1e-9:
        findings.refused("duplicate id", rows, f"'{codes.shown(same[0].id)}' must be one person", count=1)
        return positions[:1]
    answer = _answer(positions[0], answers, codes)
    if answer == "two_positions":
        findings.noted("person with several part-time positions|people with several part-time positions", rows, count=1)
        return [positions[0], *(_position(person, number) for number, person in enumerate(positions[1:], start=2))]
    if answer == "drop":
        findings.noted("second position left out", rows, "as decided", count=1)
        return positions[:1]
    called = codes.shown(same[0].id)
    text = f"'{called}' is in the table {len(same)} times, part-time: two positions, or is the smaller to be dropped?"
    noun = "person with two part-time jobs, perhaps|people with two part-time jobs, perhaps"
    findings.ask(Question("duplicates", called, noun, text, ("two_positions", "drop"), rows))
    return positions[:1]


def _position(person: Person, number: int) -> Person:
    """Return a further position of a person as a row of its own; its mail address stays with the first."""
    return replace(person, key=f"{person.key} {number}", id=f"{person.id} {number}", email="", name="")


def _same_mail(people: Sequence[Person], answers: Mapping[str, str], codes: Codes, findings: Findings) -> list[Person]:
    holders: dict[str, list[Person]] = {}
    for person in people:
        holders.setdefault(person.email, []).append(person)
    dropped: set[str] = set()
    for email, same in holders.items():
        if email and len(same) > 1:
            dropped |= _further(sorted(same, key=lambda person: person.key), answers, codes, findings)
    return [person for person in people if person.key not in dropped]


def _further(same: Sequence[Person], answers: Mapping[str, str], codes: Codes, findings: Findings) -> set[str]:
    """Return the keys to leave out of those who share a mail address; who is not decided about stays and is asked."""
    dropped = set()
    for person in same[1:]:
        answer = _answer(person, answers, codes)
        if answer == "drop":
            dropped.add(person.key)
        elif answer is None:
            called, first = codes.shown(person.id), codes.shown(same[0].id)
            text = f"'{called}' has the mail address of '{first}': keep both, or drop '{called}' as the same person?"
            rows = tuple(sorted((same[0].row, person.row)))
            noun = "mail address of two ids|mail addresses of two ids"
            findings.ask(Question("duplicates", called, noun, text, ("keep", "drop"), rows))
    return dropped


def _answer(person: Person, answers: Mapping[str, str], codes: Codes) -> str | None:
    return answers.get(person.id) or answers.get(person.key) or answers.get(codes.shown(person.id))
