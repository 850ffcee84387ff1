"""The report of an import: what was fixed, noted, asked and refused, and what became of titles, posts and teams."""

import csv
import html
import io
from collections.abc import Iterable
from dataclasses import dataclass

from orgsim.people_import.findings import Kind
from orgsim.people_import.table_import import Imported

COLUMNS = ("section", "what", "count", "rows", "detail")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would run."""

KINDS: tuple[tuple[Kind, str], ...] = (("refused", "refused"), ("fixed", "fixed"), ("noted", "noted"))


@dataclass(frozen=True)
class Line:
    """One line of a report."""

    section: str
    what: str
    count: int
    rows: tuple[int, ...]
    detail: str

    def cells(self) -> tuple[str, ...]:
        """Return the line as texts, in the order of `COLUMNS`."""
        return (self.section, self.what, str(self.count), " ".join(map(str, self.rows)), self.detail)


def report(imported: Imported, style: str) -> str:
    """Return the report as ``html``, ``csv`` or ``md``."""
    lines = list(_lines(imported))
    return {"html": _html, "csv": _csv, "md": _markdown}[style](lines)


def _lines(imported: Imported) -> Iterable[Line]:
    for question in imported.findings.questions:
        detail = f"choices: {', '.join(question.choices)}"
        yield Line("asked", question.text, max(1, len(question.rows)), question.rows, detail)
    for kind, section in KINDS:
        for finding in imported.findings.of(kind):
            yield Line(section, finding.text_without_rows(), finding.count, finding.rows, finding.detail)
    yield from _columns(imported)
    for use in imported.titles:
        detail = f"{use.role}{f' ({use.detail})' if use.detail else ''}"
        yield Line("titles", use.title, len(use.rows), use.rows, detail)
    yield from _organisation(imported)


def _columns(imported: Imported) -> Iterable[Line]:
    table = imported.table
    for field, place in sorted(table.positions.items()):
        yield Line("columns", table.headings[place].strip(), 1, (), f"read as {field}")
    for heading in table.unread():
        yield Line("columns", heading.strip(), 1, (), "not read")


def _organisation(imported: Imported) -> Iterable[Line]:
    if imported.organisation is None:
        return
    for post in imported.organisation.posts:
        detail = f"{post.role}, reports to {post.reports_to or 'nobody'}{', vacant' if post.vacant else ''}"
        yield Line("posts", post.id, 1, (post.row,) if post.row else (), detail)
    for team in imported.organisation.teams:
        detail = f"{team.engineers} engineers in domain {team.domain}; owner {team.owner}, {team.how}"
        yield Line("teams", team.id, 1, (team.row,) if team.row else (), detail)
    for post in imported.organisation.idle:
        yield Line("posts", post.id, 1, (post.row,) if post.row else (), "owns no team: there is none for it")


def _csv(lines: Iterable[Line]) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([harmless(cell) for cell in line.cells()] for line in lines)
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
    rows = ["| " + " | ".join(COLUMNS) + " |", "|" + "---|" * len(COLUMNS)]
    for line in lines:
        cells = (html.escape(cell, quote=False).replace("|", "\\|") for cell in line.cells())
        rows.append("| " + " | ".join(cells) + " |")
    return "# Import of people\n\n" + "\n".join(rows) + "\n"


STYLE = (
    "body{font:15px/1.4 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #ccc;padding:.3rem .6rem;text-align:left;vertical-align:top}"
)


def _html(lines: Iterable[Line]) -> str:
    """Return one page that loads nothing: a table for each section."""
    sections: dict[str, list[Line]] = {}
    for line in lines:
        sections.setdefault(line.section, []).append(line)
    parts = [
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Import of people</title>',
        f"<style>{STYLE}</style></head><body><h1>Import of people</h1>",
    ]
    for section, content in sections.items():
        parts.append(f'<h2 id="{section}">{section}</h2><table>{_row(COLUMNS[1:], "th")}')
        parts += [_row(line.cells()[1:], "td") for line in content]
        parts.append("</table>")
    return "\n".join([*parts, "</body></html>"]) + "\n"


def _row(cells: Iterable[str], tag: str) -> str:
    return f"<tr>{''.join(f'<{tag}>{html.escape(cell)}</{tag}>' for cell in cells)}</tr>"
