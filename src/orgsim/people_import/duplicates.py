"""Rows that may be the same person: the same id twice, or two ids with one mail address."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from orgsim.people_import.cell_text import name_key
from orgsim.people_import.decisions import answer_to
from orgsim.people_import.findings import Findings, Question
from orgsim.people_import.identity import Person
from orgsim.people_import.pseudonyms import Codes
from orgsim.people_import.questions import titles_of

MOST_TWINS = 8
"""Duplicate ids that a sentence names."""
CALLED = {"employment": "contract", "fte": "share of full time", "dotted": "dotted lines", "email": "mail address"}
"""How a question calls what rows differ in, where it is not by its own name."""


def without_duplicates(
    people: Iterable[Person], answers: Mapping[str, str], codes: Codes, findings: Findings
) -> list[Person]:
    """Return people with one row for each key; what cannot be told goes to `findings`.

    Rows in which nothing that is read differs are one. The same id in rows that differ is asked about, or refused where the names differ,
    too; two ids with one mail address are asked about.
    """
    rows: dict[str, list[Person]] = defaultdict(list)
    for person in _without_repeats(people, findings):
        rows[person.key].append(person)
    rows = _without_former(rows, findings)
    kept = [
        person
        for same in rows.values()
        for person in (same if len(same) == 1 else _same_id(same, answers, codes, findings))
    ]
    answered = ("two_positions", "drop")
    twins = [s for s in rows.values() if _are_several(s) and _answer(s[0], answers, codes) not in answered]
    _refuse_twins(twins, codes, findings)
    holders: dict[str, list[Person]] = defaultdict(list)
    for person in kept:
        holders[person.email].append(person)
    dropped = {key for email, same in holders.items() if email for key in _same_mail(same, answers, codes, findings)}
    gone = [person.row for person in kept if person.key in dropped]
    findings.noted("{person|people} left out with the mail address of another", gone, "as decided")
    several = [same for same in rows.values() if len(same) > 1]
    several += [same for email, same in holders.items() if email and len(same) > 1]
    _say_unneeded(answers, [person for same in several for person in same], codes, findings)
    return [person for person in kept if person.key not in dropped]


def _say_unneeded(answers: Mapping[str, str], doubtful: Sequence[Person], codes: Codes, findings: Findings) -> None:
    """Say how many answers about single people nobody asked for; a pattern answers only what is asked."""
    single = {key for key in answers if "*" not in key}
    if single:
        single -= {name for person in doubtful for name in (person.id, person.key, codes.shown(person.id))}
    findings.noted("decision* about duplicates that {was|were} not needed", count=len(single))


def _without_repeats(people: Iterable[Person], findings: Findings) -> list[Person]:
    """Leave out rows that say the same as another, in every column that is read."""
    first: dict[Person, Person] = {}
    again = [p.row for p in people if first.setdefault(replace(p, row=0), p) is not p]
    detail = "nothing that is read differs between them"
    findings.fixed("exact duplicate row* merged with the first of its kind", again, detail)
    return list(first.values())


def _without_former(rows: Mapping[str, list[Person]], findings: Findings) -> dict[str, list[Person]]:
    """Leave out rows of people who left where the same id is there again: they came back, or the post was filled."""
    there = {key: [person for person in same if person.status != "leaver"] for key, same in rows.items()}
    former = {person.row for key, same in rows.items() if there[key] for person in same if person.status == "leaver"}
    findings.noted("row* of a leaver whose id is there again left out", former)
    return {key: there[key] or same for key, same in rows.items()}


def _same_id(same: Sequence[Person], answers: Mapping[str, str], codes: Codes, findings: Findings) -> list[Person]:
    first, *further = sorted(same, key=lambda person: (-person.fte, person.title, person.manager))
    rows = [person.row for person in same]
    answer = _answer(first, answers, codes)
    if answer == "two_positions":
        findings.noted("{person|people} with several part-time positions", rows, count=1)
        return [first, *(_position(person, turn) for turn, person in enumerate(further, start=2))]
    if answer == "drop":
        findings.noted("second position left out", rows, "as decided", count=1)
    elif not _are_several(same):
        _ask_same_id(same, first, codes, findings)
    return [first]


def _are_several(same: Sequence[Person]) -> bool:
    """Tell whether rows with one id are several people: they have other names, and more hours than one person."""
    return len({name_key(person.name) for person in same}) > 1 and not _part_time(same)


def _part_time(same: Sequence[Person]) -> bool:
    return sum(person.fte for person in same) <= 1.0 + 1e-9


def _refuse_twins(twins: Sequence[Sequence[Person]], codes: Codes, findings: Findings) -> None:
    """Refuse ids that several people have, all in one sentence."""
    rows = [person.row for same in twins for person in same]
    called = [f"'{codes.shown(same[0].id)}'" for same in twins]
    first = ", ".join(called[:MOST_TWINS]) + (f" and {len(called) - MOST_TWINS} more" * (len(called) > MOST_TWINS))
    detail = (
        f"each must be one person: {first}; decisions may say, under duplicates, two_positions (every row counts) or drop (the first of "
        "the largest positions counts, and the others are left out)"
    )
    findings.refused("duplicate id", rows, detail, count=len(twins))


def _ask_same_id(same: Sequence[Person], first: Person, codes: Codes, findings: Findings) -> None:
    """Ask whether rows with one id are several positions of a person, or `first` is the one that counts."""
    called, rows = codes.shown(first.id), tuple(sorted(person.row for person in same))
    part_time = _part_time(same)
    times = "part-time" if part_time else "full-time"
    about = f"{len(same)} rows ({titles_of(same)}), {'all part-time' if part_time else 'more than full time in all'}"
    apart = f"they differ in {', '.join(_differing(same)) or 'nothing that is read'}"
    text = f"'{called}' has {about}; {apart}: two_positions keeps every row, drop keeps row {first.row} alone"
    kind = f"id* with several {times} rows"
    findings.ask(Question("duplicates", called, text, ("two_positions", "drop"), rows, kind, f"{about}; {apart}"))


def _differing(same: Sequence[Person]) -> list[str]:
    """Return what rows with one id differ in."""
    names = (name for name in vars(same[0]) if name not in ("key", "id", "row"))
    return [CALLED.get(name, name) for name in names if len({getattr(person, name) for person in same}) > 1]


def _position(person: Person, turn: int) -> Person:
    """Return a further position of a person as a row of its own; its mail address stays with the first."""
    return replace(person, key=f"{person.key} {turn}", id=f"{person.id} {turn}", email="", name="")


def _same_mail(same: Iterable[Person], answers: Mapping[str, str], codes: Codes, findings: Findings) -> set[str]:
    """Return the keys to leave out of those who share a mail address; who is not decided about stays and is asked."""
    first, *further = sorted(same, key=lambda person: person.key)
    dropped = set()
    for person in further:
        answer = _answer(person, answers, codes)
        if answer == "drop":
            dropped.add(person.key)
        elif answer is None:
            called, other = codes.shown(person.id), codes.shown(first.id)
            about = f"the same mail address as '{other}' ({titles_of([first])})"
            text = f"'{called}' ({titles_of([person])}) has {about}: keep both, or drop '{called}' as the same person?"
            rows, kind = tuple(sorted((first.row, person.row))), "id* with the mail address of another"
            findings.ask(Question("duplicates", called, text, ("keep", "drop"), rows, kind, about))
    return dropped


def _answer(person: Person, answers: Mapping[str, str], codes: Codes) -> str | None:
    answer: str | None = answer_to(answers, person.id, person.key, codes.shown(person.id))[1]
    return answer
