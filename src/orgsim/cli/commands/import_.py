"""``orgsim import``: turn a table of people into a scenario, or into questions."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from orgsim.cli.console import Console
from orgsim.cli.errors import NO, Stop
from orgsim.errors import InputError, ResultsError
from orgsim.people_import.table_columns import fields, sources
from orgsim.plain_words import agreeing, counted
from orgsim.scenario.problems import listed, nearest, shown

if TYPE_CHECKING:
    from orgsim.people_import.findings import Kind
    from orgsim.people_import.named_organisation import NamedTeam, Organisation
    from orgsim.people_import.table_import import Imported, Request

MOST_QUESTIONS = 8
"""Questions that are printed; a file of questions or a report has all."""
MOST_GUESSES = 8
"""Guesses about owners that are printed."""
STRENGTHS = {"decided": "decision"}
"""How counts call a strength, where it is not by its own name."""
MOST_HEADINGS = 20
"""Columns that are not read and are named."""
LONGEST_HEADING = 40
"""Characters of a heading that are printed."""
MOST_OWNERS = 3
"""Plausible owners of a team that are printed."""

FILE = click.Path(path_type=Path, dir_okay=False)
REPORTS = {".html": "html", ".htm": "html", ".csv": "csv", ".md": "md"}


def _mapping(_context: click.Context, _option: click.Parameter, texts: tuple[str, ...]) -> dict[str, str]:
    mapping = {}
    for text in texts:
        name, separator, heading = text.partition("=")
        if not separator or not heading.strip():
            raise click.BadParameter(f"{text}: expected FIELD=Heading")
        if name not in fields():
            raise click.BadParameter(
                f"there is no field '{name}'{nearest(name, fields())}; there are {', '.join(fields())}"
            )
        mapping[name] = heading.strip()
    return mapping


def _report_file(_context: click.Context, _option: click.Parameter, path: Path | None) -> Path | None:
    if path is not None and path.suffix.lower() not in REPORTS:
        raise click.BadParameter(f"{path}: a report ends in .html, .csv or .md")
    return path


@click.command()
@click.argument("people", type=FILE)
@click.option("-o", "--output", type=FILE, default="today.yaml", show_default=True, help="The scenario to write.")
@click.option(
    "--source",
    type=click.Choice(["auto", *sources()]),
    default="auto",
    show_default=True,
    help="The system that exported the table.",
)
@click.option(
    "--map",
    "mapping",
    multiple=True,
    metavar="FIELD=HEADING",
    callback=_mapping,
    help=f"The heading of a field: {', '.join(fields())}.",
)
@click.option("--managers", type=FILE, help="A second table of ids and managers, when the first has none.")
@click.option("--rules", type=FILE, help="Rules that map titles to roles, tried before the shipped ones.")
@click.option(
    "--suggest-rules",
    type=FILE,
    help="Write rules for titles to this file, proposed by who leads whom, to be edited and given with --rules; nothing is imported.",
)
@click.option("--decisions", multiple=True, type=FILE, help="Answers to questions; later files override earlier ones.")
@click.option(
    "--questions",
    type=FILE,
    help="Write the open questions and their choices to this file, to be filled in as decisions; or, when none is open, the guesses.",
)
@click.option("--report", "report_path", type=FILE, callback=_report_file, help="Write a report: .html, .csv or .md.")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day to read: of a table with several, and of start and end dates.",
)
@click.option("--keep-names", is_flag=True, help="Name posts after the people who hold them; default: titles only.")
@click.option(
    "--key", type=FILE, help="Key file: every id is shown as a code made with it. Default: orgsim.key beside the table."
)
@click.option("--force", is_flag=True, help="Overwrite existing files of the scenario and the questions.")
@click.pass_obj
def command(
    console: Console,
    people: Path,
    *,
    output: Path,
    source: str,
    mapping: dict[str, str],
    managers: Path | None,
    rules: Path | None,
    suggest_rules: Path | None,
    decisions: tuple[Path, ...],
    questions: Path | None,
    report_path: Path | None,
    as_of: dt.datetime | None,
    keep_names: bool,
    key: Path | None,
    force: bool,
) -> None:
    """Turn PEOPLE, a table of ids, titles and managers, into a scenario; open questions come first, and nothing is imported in part."""
    from orgsim.people_import.import_report import report
    from orgsim.people_import.pseudonyms import Codes
    from orgsim.people_import.scenario_text import scenario_text
    from orgsim.people_import.table_import import Request, import_people

    _spare((people, *decisions, managers, rules), (output, questions, report_path, suggest_rules))
    codes = Codes(key or people.parent / "orgsim.key", always=key is not None)
    request = Request(
        people,
        codes,
        mapping=mapping,
        source=None if source == "auto" else source,
        rules=rules,
        decisions=decisions,
        managers=managers,
        as_of=as_of.date() if as_of else None,
        keep_names=keep_names,
    )
    imported = import_people(request)
    _print_findings(console, imported)
    _print_kept(console, imported, request)
    if report_path:
        _write(console, report_path, report(imported, REPORTS[report_path.suffix.lower()]), force=True)
    if suggest_rules:
        _suggest(console, imported, suggest_rules, people, force=force)
        return
    if imported.organisation is None:
        _stop(console, imported, questions, force=force)
        return
    text = scenario_text(imported.organisation, output.stem[:80], origin=people.name, keep_names=keep_names)
    _write(console, output, text, force=force)
    _print_people(console, imported)
    _print_organisation(console, imported.organisation)
    if questions:
        _write_guesses(console, imported, questions, force=force)
    console.note(f"next: orgsim designs --apply {shown(output)}")


def _print_findings(console: Console, imported: "Imported") -> None:
    """Print how the table was read, and what was fixed, noted, refused and asked."""
    from orgsim.people_import.questions import grouped

    table, findings = imported.table, imported.findings
    console.say(f"read {counted(len(table.rows), 'row')} ({', '.join(imported.how)}), {table.looks_like}")
    kinds: tuple[Kind, ...] = ("fixed", "noted", "refused")
    for finding in (finding for kind in kinds for finding in findings.of(kind)):
        console.say(f"{finding.kind:<9}{finding.text()}{finding.detail and f': {finding.detail}'}")
    groups = grouped(findings.questions)
    for group in groups[:MOST_QUESTIONS]:
        console.say(f"asked    {group.text()}; {group.how()}")
    if (more := len(groups) - MOST_QUESTIONS) > 0:
        console.say(f"asked    and {more} more: see --questions FILE or --report FILE")
    console.answer(
        rows=len(table.rows),
        read_as=list(imported.how),
        source=table.source.key if table.source else None,
        columns={field: table.headings[place] for field, place in table.positions.items()},
        findings=[vars(entry) for entry in findings.entries],
        questions=[vars(question) for question in findings.questions],
    )


def _print_kept(console: Console, imported: "Imported", request: "Request") -> None:
    """Print which columns were used and why, and what goes into the scenario: people's data may be handled only by those who can say so."""
    used = ", ".join(sorted(imported.table.positions))
    console.say(f"used     {used}: to find reporting lines, roles and head-counts")
    unread = [heading.strip()[:LONGEST_HEADING] for heading in imported.table.unread()]
    if unread:
        there = listed(unread, MOST_HEADINGS)
        console.say(f"unread   {counted(len(unread), 'other column')}: {there}; --map FIELD=HEADING reads one")
    console.answer(columns_not_read=unread)
    if request.keep_names:
        console.say("names    kept in the scenario, as requested: protect it as you protect the table")
    else:
        console.say(
            "names    no name, id or mail address goes into the scenario; docs/import.md says what is found in titles and teams"
        )
    if request.codes.used:
        key = shown(request.codes.key_file)
        console.say(f"codes    p-... are made with {key}; keep it to yourself: it tells who is who")


def _print_people(console: Console, imported: "Imported") -> None:
    """Print how many people of the table are in the model, as what, and how many are left out, and why."""
    if (people := imported.people) is None:
        return
    console.say(f"people   {people.text()}")
    sides = {"in_model": people.inside, "left_out": people.outside}
    console.answer(
        people={
            side: [{"what": agreeing(len(rows), what), "rows": rows} for what, rows in places.items()]
            for side, places in sides.items()
        }
    )


def _print_organisation(console: Console, found: "Organisation") -> None:
    """Print what a scenario holds, and what of it is by template."""
    sizes = {
        "post": len(found.posts),
        "team": len(found.teams),
        "engineer": sum(team.engineers for team in found.teams),
        "domain": len(found.domains),
    }
    parts = ", ".join(counted(number, what) for what, number in sizes.items())
    console.say(f"         {parts}; objectives and demand are by template")
    _print_owners(console, found)
    if idle := [post.id for post in found.idle]:
        console.say(
            f"template {counted(len(idle), '{post owns|posts own}')} no team, for lack of teams: {listed(idle)}"
        )
    console.answer(**{f"{what}s": number for what, number in sizes.items()})


def _print_owners(console: Console, found: "Organisation") -> None:
    """Print how many owners the table says, by the strength of the evidence, and the guesses, the least certain first."""
    from orgsim.people_import.team_owners import Strength

    guesses = sorted(found.guesses, key=lambda team: (team.plausible[team.owner], -team.engineers, team.id))
    for label, teams in (("from the table", [t for t in found.teams if not t.guessed]), ("guessed", guesses)):
        counts = Counter(team.strength for team in teams)
        kinds = ", ".join(
            f"{counts[strength]} by {STRENGTHS.get(strength, strength)}"
            for strength in get_args(Strength)
            if counts[strength]
        )
        console.say(f"owners   {len(teams)} of {len(found.teams)} {label}{kinds and f': {kinds}'}")
    for team in guesses[:MOST_GUESSES]:
        likely = ", ".join(f"{post} {weight:.0%}" for post, weight in list(team.plausible.items())[:MOST_OWNERS])
        more = len(team.plausible) - MOST_OWNERS
        console.say(f"guessed  {team.id}: {likely}{f' and {more} more' if more > 0 else ''}; {team.how}")
    if (more := len(guesses) - MOST_GUESSES) > 0:
        console.say(f"guessed  and {more} more: see `guesses` in the scenario, or --report FILE")
    if found.related:
        console.say(f"guessed  related: which domains belong together, by {', '.join(found.related_by)}")
    if guesses or found.related:
        console.say("guessed  orgsim compare ... --over-guesses 12 says whether a verdict depends on these guesses")
    console.answer(owners=[{"team": team.id, **_owner(team)} for team in found.teams], related_by=found.related_by)


def _owner(team: "NamedTeam") -> dict[str, object]:
    names = ("owner", "strength", "evidence", "plausible")
    return {name: getattr(team, name) for name in names}


def _spare(read: Iterable[Path | None], written: Iterable[Path | None]) -> None:
    """Refuse to write over a file that is read."""
    inputs = {path.resolve() for path in read if path}
    for path in written:
        if path and path.resolve() in inputs:
            raise InputError(f"{shown(path)} is read by this import; it is not overwritten")


def _suggest(console: Console, imported: "Imported", path: Path, people: Path, *, force: bool) -> None:
    """Write proposed rules, and say what to do with them."""
    from orgsim.people_import.rule_suggestions import suggested_rules

    if not imported.lines.people:
        raise InputError(f"{shown(people)}: there is nobody whose title could be read; answer the questions first")
    found = imported.organisation is not None
    text = suggested_rules(imported.lines, imported.rules, found=found, origin=people.name)
    _write(console, path, text, force=force)
    console.say("         these are guesses by structure, and nothing is imported by them: read and edit them first")
    console.note(f"next: the same import with --rules {shown(path)} in place of --suggest-rules")


def _stop(console: Console, imported: "Imported", questions: Path | None, *, force: bool) -> None:
    """End without a scenario: with the questions in a file when that was asked for."""
    from orgsim.people_import.questions import template

    asked = imported.findings.questions
    if questions and asked:
        _write(console, questions, template(asked), force=force)
    where = shown(questions) if questions else "decisions.yaml"
    what = f"{counted(len(asked), 'question')} open" if asked else "the table is refused as it is"
    how = f"; answer in {where} (--questions {where} writes it) and rerun with --decisions {where}" if asked else ""
    console.say(f"nothing written: {what}{how}")
    console.answer(written=None)
    raise Stop(NO)


def _write_guesses(console: Console, imported: "Imported", path: Path, *, force: bool) -> None:
    """Write what was guessed as questions, which need no answer."""
    from orgsim.people_import.questions import template

    if guesses := imported.findings.guesses:
        _write(console, path, template(guesses), force=force)
        console.say(
            f"         {counted(len(guesses), 'guess{|es}')} to confirm or correct, for --decisions {shown(path)}"
        )
    else:
        console.say("no questions are open, and no owner is a guess")


def _write(console: Console, path: Path, text: str, *, force: bool) -> None:
    """Write a file whole or not at all; one that is there already stays unless `force` is given."""
    from orgsim.results.whole import write_whole

    content = text.encode()
    try:
        if not force and path.exists() and path.read_bytes() != content:
            raise InputError(f"{shown(path)} exists already and differs; choose another file, or --force")
        if path.exists() and not path.is_file():  # a pipe or a device has no other name to be written under
            path.write_bytes(content)
        else:
            write_whole(path.resolve(), content)
    except OSError as error:
        raise InputError(f"{shown(path)} cannot be written: {(error.strerror or 'unknown reason').lower()}") from None
    except ResultsError as error:
        reason = str(error).rpartition(": ")[2]
        raise InputError(f"{shown(path)} cannot be written: {reason}") from None
    console.say(f"wrote    {shown(path)}")
    console.answer(written=shown(path))
