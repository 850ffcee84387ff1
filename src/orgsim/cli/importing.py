"""What ``import`` says: how the table was read, what was fixed, noted, asked and refused, and what came of it."""

from typing import TYPE_CHECKING

from orgsim.cli.console import Console
from orgsim.people_import.findings import Finding, Kind
from orgsim.plain_words import counted
from orgsim.scenario.problems import shown

if TYPE_CHECKING:
    from orgsim.people_import.named_organisation import Organisation
    from orgsim.people_import.pseudonyms import Codes
    from orgsim.people_import.table_import import Imported

MOST_QUESTIONS = 8
"""Questions that are printed; a file of questions or a report has all."""


def print_findings(console: Console, imported: "Imported", codes: "Codes", *, keep_names: bool) -> None:
    """Print what an import found in the table."""
    table, findings = imported.table, imported.findings
    console.say(f"read {len(table.rows):,} rows ({', '.join(imported.how)}), {table.looks_like}")
    kinds: tuple[Kind, ...] = ("fixed", "noted", "refused")
    for kind in kinds:
        for finding in findings.of(kind):
            console.say(_line(finding))
    _print_questions(console, imported)
    _print_kept(console, imported, codes, keep_names=keep_names)
    console.answer(
        rows=len(table.rows),
        read_as=list(imported.how),
        source=table.source.key if table.source else None,
        columns={field: table.headings[place] for field, place in table.positions.items()},
        findings=[vars(entry) for entry in findings.entries],
        questions=[vars(question) for question in findings.questions],
    )


def _line(finding: Finding) -> str:
    return f"{finding.kind:<9}{finding.text()}{': ' if finding.detail else ''}{finding.detail}"


def _print_questions(console: Console, imported: "Imported") -> None:
    asked = imported.findings.questions
    for question in asked[:MOST_QUESTIONS]:
        console.say(f"asked    {question.text}; {' | '.join(question.choices)}")
    if len(asked) > MOST_QUESTIONS:
        console.say(f"asked    and {len(asked) - MOST_QUESTIONS} more: see --questions FILE or --report FILE")


def _print_kept(console: Console, imported: "Imported", codes: "Codes", *, keep_names: bool) -> None:
    """Print what was kept and why: who handles people's data must be able to say so."""
    used = ", ".join(sorted(imported.table.positions))
    unread = counted(len(imported.table.unread()), "other column")
    console.say(f"kept     {used}: for reporting lines, roles and head-counts; {unread} not read")
    if keep_names:
        console.say("names    kept in the scenario, as asked: keep it as you keep the table")
    else:
        console.say("names    no name, id or mail address goes into the scenario")
    if codes.used:
        console.say(f"codes    p-... are made with {shown(codes.key_file)}; keep it to yourself: it tells who is who")


def print_organisation(console: Console, found: "Organisation") -> None:
    """Print what a scenario holds, and what of it is by template."""
    engineers = sum(team.engineers for team in found.teams)
    parts = [
        (len(found.posts), "post"),
        (len(found.teams), "team"),
        (engineers, "engineer"),
        (len(found.domains), "domain"),
    ]
    console.say(
        f"         {', '.join(counted(number, what) for number, what in parts)}; objectives and demand are by template"
    )
    for team in found.teams:
        if team.by_template:
            console.say(f"template {team.id} has owner {team.owner}: no title or reporting line says whose it is")
    for post in found.idle:
        console.say(f"template {post.id} owns no team: there are too few teams")
    console.answer(**{f"{what}s": number for number, what in parts})
