"""The report of an import: what was fixed, noted, asked and refused, and what became of titles, posts and teams."""

import csv
import html
import io
from collections.abc import Iterable, Iterator, Sequence

from orgsim.people_import.findings import Kind
from orgsim.people_import.named_organisation import Organisation
from orgsim.people_import.people_counts import PeopleCounts
from orgsim.people_import.relatedness import FLOOR
from orgsim.people_import.table_columns import Table
from orgsim.people_import.table_import import Imported
from orgsim.plain_words import counted

COLUMNS = ("section", "what", "count", "rows", "detail")
Line = tuple[str, ...]
"""A line of a report: a text for each of `COLUMNS`."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would run."""
KINDS: tuple[Kind, ...] = ("refused", "fixed", "noted")
STYLE = (
    "body{font:15px/1.4 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #ccc;padding:.3rem .6rem;text-align:left;vertical-align:top}"
)


def report(imported: Imported, style: str) -> str:
    """Return the report as ``html``, ``csv`` or ``md``."""
    return {"html": _html, "csv": _csv, "md": _markdown}[style](list(_lines(imported)))


def _line(section: str, what: str, detail: str, rows: Sequence[int] = (), count: int = 1) -> Line:
    return section, what, str(count), " ".join(map(str, rows)), detail


def _lines(imported: Imported) -> Iterator[Line]:
    for question in imported.findings.questions:
        detail = f"decisions: {question.section}; choices: {', '.join(question.choices)}"
        yield _line("asked", question.text, detail, question.rows, max(1, len(question.rows)))
    for kind in KINDS:
        for finding in imported.findings.of(kind):
            yield _line(kind, finding.text_without_rows(), finding.detail, finding.rows, finding.count)
    yield from _people(imported.people)
    yield from _columns(imported.table)
    for use in imported.titles:
        yield _line("titles", use.title, f"{use.role}{use.detail and f' ({use.detail})'}", use.rows, len(use.rows))
    if imported.organisation:
        yield from _organisation(imported.organisation)


def _people(found: PeopleCounts | None) -> Iterator[Line]:
    """Say what became of everybody in the table."""
    for detail, places in (("in the model", found.inside), ("left out", found.outside)) if found else ():
        for what, rows in sorted(places.items(), key=lambda entry: -len(entry[1])):
            yield _line("people", counted(len(rows), what), detail, rows, len(rows))


def _columns(table: Table) -> Iterator[Line]:
    for field, place in sorted(table.positions.items()):
        yield _line("columns", table.headings[place].strip(), f"read as {field}")
    for heading in table.unread():
        yield _line("columns", heading.strip(), "not read")


def _organisation(found: Organisation) -> Iterator[Line]:
    for post in found.posts:
        detail = f"{post.role}, reports to {post.reports_to or 'nobody'}{', vacant' if post.vacant else ''}"
        yield _line("posts", post.id, detail, [post.row] if post.row else [])
    for team in found.teams:
        detail = f"{counted(team.engineers, 'engineer')} in domain {team.domain}; owner {team.owner}, {team.how}"
        yield _line("teams", team.id, detail, [team.row] if team.row else [])
    yield from _guesses(found)
    for post in found.idle:
        yield _line("posts", post.id, "owns no team: there is none for it", [post.row] if post.row else [])


def _guesses(found: Organisation) -> Iterator[Line]:
    """Say what the table left open: who else could own a team, and which domains are thought to belong together."""
    for team in found.guesses:
        others = ", ".join(f"{post} {weight:.0%}" for post, weight in team.plausible.items())
        yield _line("guesses", f"owner of {team.id}", f"{team.how}; plausible: {others}", [team.row])
    for (one, other), close in sorted(found.related.items(), key=lambda entry: (-entry[1], entry[0])):
        if close > FLOOR:
            yield _line("guesses", f"closeness of {one} and {other}", f"{close:g}, low confidence")


def _csv(lines: Iterable[Line]) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(harmless, line) for line in lines)
    return file.getvalue()


def harmless(cell: str) -> str:
    """Return a cell that a spreadsheet shows and does not run.

    Example
    -------
    >>> harmless("=1+1")
    "'=1+1"
    """
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _markdown(lines: Iterable[Line]) -> str:
    cells = [[html.escape(cell, quote=False).replace("|", "\\|") for cell in line] for line in lines]
    table = [COLUMNS, *cells]
    rows = [f"| {' | '.join(row)} |" for row in table]
    return "\n".join(["# Import of people", "", rows[0], "|" + "---|" * len(COLUMNS), *rows[1:]]) + "\n"


def _html(lines: list[Line]) -> str:
    """Return one page that loads nothing: a table for each section."""
    parts = [
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Import of people</title>',
        f"<style>{STYLE}</style></head><body><h1>Import of people</h1>",
    ]
    sections = list(dict.fromkeys(line[0] for line in lines))
    for section in sections:
        parts.append(f'<h2 id="{section}">{section}</h2><table>{_row(COLUMNS[1:], "th")}')
        parts += [_row(line[1:], "td") for line in lines if line[0] == section]
        parts.append("</table>")
    return "\n".join([*parts, "</body></html>"]) + "\n"


def _row(cells: Iterable[str], tag: str) -> str:
    return f"<tr>{''.join(f'<{tag}>{html.escape(cell)}</{tag}>' for cell in cells)}</tr>"
