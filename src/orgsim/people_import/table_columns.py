"""The table inside a grid: its row of headings, what its columns mean by ``headings.yaml``, and where it ends."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from orgsim.people_import.cell_text import folded, name_key, squeezed, tidy
from orgsim.people_import.findings import Findings, PeopleError
from orgsim.people_import.table_file import Grid, Row
from orgsim.plain_words import counted
from orgsim.scenario.document import read_document
from orgsim.scenario.problems import listed, nearest

VOCABULARY = Path(__file__).with_name("headings.yaml")
FEWEST_COLUMNS = 4
"""Columns that must be known before a source is guessed."""
HEADING_ROWS = 40
"""How far down headings are looked for."""
LONGEST_CELL = 2_000
"""Characters of a cell that are read; whatever is longer is no id, name or title."""
NEEDED = ("id", "title", "manager")
"""What an organisation is made of."""
ONLY_BESIDE = {"post": "reportstopost"}
"""Headings of ids that mean something else where another heading is missing: a post may be what a person is called."""

FOOTER = re.compile(
    r"(grand )?total|sum\b|summe|gesamt|anzahl|count\b|rows?\b|records?\b|generated|exported|created|erstellt|report|page\b|seite\b"
    r"|stand\b|as of|end of|confidential|vertraulich|\*|--|©"
)
"""How the first cell of a line below the table begins."""


@dataclass(frozen=True)
class Source:
    """A system that exports people."""

    key: str
    name: str
    headings: frozenset[str]


@cache
def fields() -> Mapping[str, tuple[str, ...]]:
    """Return the headings of every field, squeezed, in order of preference."""
    data = read_document(VOCABULARY).data["fields"]
    return {field: tuple(dict.fromkeys(map(squeezed, headings))) for field, headings in data.items()}


@cache
def sources() -> Mapping[str, Source]:
    """Return the systems whose exports are known."""
    data = read_document(VOCABULARY).data["sources"]
    return {key: Source(key, entry["name"], frozenset(map(squeezed, entry["headings"]))) for key, entry in data.items()}


@cache
def _fields_of(form: str) -> frozenset[str]:
    """Return the fields that a heading may stand for."""
    return frozenset(field for field, headings in fields().items() if form in headings)


def recognised(cells: Iterable[str]) -> int:
    """Return for how many fields a row has a heading."""
    return len({field for cell in cells for field in _fields_of(squeezed(cell))})


@dataclass(frozen=True)
class Table:
    """Rows of people under known columns."""

    path: Path
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    positions: Mapping[str, int]
    source: Source | None
    looks_like: str

    def texts(self, field: str) -> dict[int, str]:
        """Return a column, tidy and cut to `LONGEST_CELL`, by row number; empty texts when the table has no such column."""
        place = self.positions.get(field)
        return {row.number: tidy(row.cell(place)[:LONGEST_CELL]) for row in self.rows}

    def unread(self) -> list[str]:
        """Return the headings of columns that are not read."""
        used = set(self.positions.values())
        return [heading for place, heading in enumerate(self.headings) if heading.strip() and place not in used]


def find_table(
    grid: Grid,
    path: Path,
    mapping: Mapping[str, str],
    source: str | None,
    findings: Findings,
    *,
    needed: Sequence[str] = NEEDED,
) -> Table:
    """Find the table of people in a grid.

    Raises
    ------
    PeopleError
        When no row looks like headings, or a column that is needed cannot be found.
    """
    head = _heading_row(grid.rows, mapping)
    if head is None:
        message = (
            "no row of headings: nothing in the first rows looks like an id, a title and a manager; "
            "name the columns with --map id=... --map title=... --map manager=..."
        )
        raise PeopleError(path, message)
    place = grid.rows.index(head)
    findings.fixed("title row* above the headings", (row.number for row in grid.rows[:place]))
    body = _body(grid.rows[place + 1 :], head, findings)
    known, looks_like = _source(head.cells, source)
    positions = _positions(head, body, mapping, known, path, findings)
    _require(needed, positions, head, known, path)
    long = [row.number for row in body for at in set(positions.values()) if len(row.cell(at)) > LONGEST_CELL]
    findings.fixed(f"cell* cut to {LONGEST_CELL:,} characters", long, count=len(long))
    return Table(path, head.cells, tuple(body), positions, known, looks_like)


def _heading_row(rows: Sequence[Row], mapping: Mapping[str, str]) -> Row | None:
    """Return the row that looks most like headings, the first of equals; a column named by ``--map`` counts most."""
    wanted = {squeezed(column.rpartition("#")[0] or column) for column in mapping.values()}

    def likeness(row: Row) -> int:
        return recognised(row.cells) + 3 * len(wanted & set(map(squeezed, row.cells)))

    best = max(rows[:HEADING_ROWS], key=likeness, default=None)
    return best if best is not None and likeness(best) > 1 else None


def score(rows: Sequence[Row]) -> int:
    """Return how much rows look like a table of people: for how many fields one of them has headings."""
    return max((recognised(row.cells) for row in rows[:HEADING_ROWS]), default=0)


def _body(rows: Sequence[Row], head: Row, findings: Findings) -> list[Row]:
    """Return the rows of people: without repeated headings, and without what stands below the table."""
    again = [row.number for row in rows if row.cells == head.cells]
    findings.fixed("row* that {repeats|repeat} the headings", again)
    body = [row for row in rows if row.cells != head.cells]
    end = len(body)
    while end and _is_footer(body[end - 1], len(head.cells)):
        end -= 1
    findings.fixed("row* below the table left out", (row.number for row in body[end:]))
    return body[:end]


def _is_footer(row: Row, width: int) -> bool:
    """Tell whether a row of a table of some width begins like a footer and is half empty."""
    filled = [cell for cell in row.cells if cell.strip()]
    return 2 * len(filled) <= max(width, len(row.cells)) + 1 and bool(FOOTER.match(folded(filled[0])))


def _source(headings: Sequence[str], given: str | None) -> tuple[Source | None, str]:
    """Return the system that was given, or the one whose headings these look like, and how that is said."""
    if given:
        return sources()[given], f"source {sources()[given].name}, as given"
    forms = [form for form in map(squeezed, headings) if form]
    hits = {key: sum(form in source.headings for form in forms) for key, source in sources().items()}
    best = max(hits.values(), default=0)
    winners = [sources()[key] for key, number in hits.items() if number == best]
    if best < FEWEST_COLUMNS or 2 * best < len(forms) or len(winners) > 1:
        return None, "source not recognised"
    return winners[0], f"source looks like {winners[0].name} ({best} of {len(forms)} columns)"


def _positions(
    head: Row, body: Sequence[Row], mapping: Mapping[str, str], source: Source | None, path: Path, findings: Findings
) -> dict[str, int]:
    """Return the column of every field that the table has."""
    mapped = {field: _mapped(field, column, head, path) for field, column in mapping.items()}
    candidates = {
        field: [mapped[field]] if field in mapped else _candidates(field, head, body, source) for field in fields()
    }
    positions = {**mapped, **{field: places[0] for field, places in candidates.items() if places}}
    if candidates["manager"]:
        positions.update(_best_references(candidates, body))
    if "id" not in positions and (stand_in := next((f for f in ("email", "name") if f in positions), None)):
        positions["id"] = positions[stand_in]
        findings.noted(f"column of {stand_in}s used as id", detail="the table has no ids", count=1)
    _report_headings(head, findings)
    return positions


def _mapped(field: str, column: str, head: Row, path: Path) -> int:
    """Return the column that ``--map`` names; ``Title#2`` is the second of its name."""
    name, mark, number = column.rpartition("#")
    numbered = bool(mark) and number.isdigit() and bool(name)
    for wanted, turn in ((column, 1), (name, int(number) if numbered else 0)):
        places = [place for place, heading in enumerate(head.cells) if squeezed(heading) == squeezed(wanted)]
        if wanted and turn and len(places) >= turn:
            return places[turn - 1]
    there = _filled(head)
    message = (
        f"--map {field}={column}: there is no column '{column}'{nearest(column, there)}; there are {listed(there, 20)}"
    )
    raise PeopleError(path, message, head.number)


def _filled(head: Row) -> list[str]:
    return [heading.strip() for heading in head.cells if heading.strip()]


def _candidates(field: str, head: Row, body: Sequence[Row], source: Source | None) -> list[int]:
    """Return the columns that may hold a field, best first.

    The given source's own headings come first, then the preferred ones, then the columns with most cells filled in.
    """
    known = fields()[field]

    def rank(place: int) -> tuple[bool, int, int, int]:
        form = squeezed(head.cells[place])
        filled = sum(1 for row in body if row.cell(place).strip())
        return not (source and form in source.headings), known.index(form), -filled, place

    there = set(map(squeezed, head.cells))
    known = tuple(form for form in known if field != "id" or ONLY_BESIDE.get(form, form) in there)
    return sorted((place for place, heading in enumerate(head.cells) if squeezed(heading) in known), key=rank)


def _best_references(candidates: Mapping[str, list[int]], body: Sequence[Row]) -> dict[str, int]:
    """Return the pair of manager and id columns of which most references can be resolved; the preferred of equals."""
    ids: list[int | None] = [*candidates["id"]] or [None]
    pairs = [(manager, own) for manager in candidates["manager"] for own in ids]
    best = max(pairs, key=lambda pair: _resolved(body, pair[0], pair[1], candidates))
    return {"manager": best[0]} if best[1] is None else {"manager": best[0], "id": best[1]}


def _resolved(body: Sequence[Row], manager: int, own: int | None, candidates: Mapping[str, list[int]]) -> int:
    others = [candidates[field][0] for field in ("email", "name") if candidates[field]]
    known = {folded(row.cell(place)) for place in [own, *others] for row in body if place is not None}
    known |= {name_key(row.cell(place)) for place in others for row in body}
    found = (row.cell(manager) for row in body if row.cell(manager).strip())
    return sum(1 for cell in found if folded(cell) in known or name_key(cell) in known)


def _report_headings(head: Row, findings: Findings) -> None:
    forms = [squeezed(heading) for heading in head.cells]
    repeated = {form for form in forms if form and forms.count(form) > 1}
    blank = sum(1 for heading in head.cells if not heading.strip())
    detail = "the fuller column is read; --map field=Heading#2 chooses the second"
    findings.fixed("repeated heading", detail=detail, count=len(repeated))
    findings.fixed("column* without a heading", detail="not read", count=blank)


def _require(needed: Sequence[str], positions: Mapping[str, int], head: Row, source: Source | None, path: Path) -> None:
    """Refuse a table that lacks a column that is needed."""
    missing = [field for field in needed if field not in positions]
    if not missing:
        return
    if missing == ["manager"] and source and source.key == "entra":
        raise PeopleError(path, ENTRA, head.number)
    message = (
        f"no column for {' and '.join(missing)} in the headings; there are {listed(_filled(head), 20)}; "
        f"name {'it' if len(missing) == 1 else 'them'} with {' '.join(f'--map {field}=Column' for field in missing)}"
    )
    raise PeopleError(path, f"{counted(len(missing), 'missing column')}: {message}", head.number)


ENTRA = (
    "the user download of Microsoft Entra ID has no managers; export them too, for example in PowerShell with "
    "Get-MgUser -All -ExpandProperty Manager, as a table with the columns userPrincipalName and manager (the manager's "
    "userPrincipalName), and give it as --managers managers.csv"
)
