"""What ``import`` prints: how the table was read, what was fixed, noted, asked and refused, and what the scenario holds."""

from typing import TYPE_CHECKING

from orgsim.cli.console import Console
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
    for finding in (*findings.of("fixed"), *findings.of("noted"), *findings.of("refused")):
        console.say(f"{finding.kind:<9}{finding.text()}{': ' if finding.detail else ''}{finding.detail}")
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


def _print_questions(console: Console, imported: "Imported") -> None:
    asked = imported.findings.questions
    for question in asked[:MOST_QUESTIONS]:
        console.say(f"asked    {question.text}; {' | '.join(question.choices)}")
    if len(asked) > MOST_QUESTIONS:
        console.say(f"asked    and {len(asked) - MOST_QUESTIONS} more; see --questions FILE or --report FILE")


def _print_kept(console: Console, imported: "Imported", codes: "Codes", *, keep_names: bool) -> None:
    """Print what was kept and why: those who handle personal data must be able to say so."""
    used = ", ".join(sorted(imported.table.positions))
    unread = counted(len(imported.table.unread()), "other column")
    console.say(f"kept     {used}, for reporting lines, roles and headcounts; {unread} not read")
    if keep_names:
        console.say("names    kept in the scenario, as asked; protect it as you protect the table")
    else:
        console.say("names    the scenario contains no name, id or email address")
    if codes.used:
        console.say(
            f"codes    p-... are made with {shown(codes.key_file)}; keep it secret, because it identifies people"
        )


def print_organisation(console: Console, found: "Organisation") -> None:
    """Print what a scenario holds, and which parts of it come from the template."""
    engineers = sum(team.engineers for team in found.teams)
    parts = {"post": len(found.posts), "team": len(found.teams), "engineer": engineers, "domain": len(found.domains)}
    numbers = ", ".join(counted(number, what) for what, number in parts.items())
    console.say(f"         {numbers}; objectives and demand come from the template")
    for team in found.teams:
        if team.by_template:
            console.say(f"template {team.id} is given the owner {team.owner}; no title or reporting line names one")
    for post in found.idle:
        console.say(f"template {post.id} owns no team; there are too few teams")
    console.answer(**{f"{what}s": number for what, number in parts.items()})
