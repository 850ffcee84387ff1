"""However an export is broken, the command ends with a sentence, and a scenario is there whole or not at all."""

import csv
import io
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orgsim.cli import main
from orgsim.scenario.design import load_design

HEAD = [
    "Employee ID",
    "Name",
    "Job Title",
    "Manager ID",
    "Email",
    "Department",
    "Status",
    "FTE",
    "Hire Date",
    "Date",
    "Dotted Line Manager",
]
COMPANY = [
    ("1", "Ann Abel", "Chief Product Officer", ""),
    ("2", "Bo Baker", "Head of Product, Search", "1"),
    ("3", "Cy Carter", "Product Manager, Ranking", "2"),
    ("4", "Di Dyer", "Principal PM", "2"),
    ("5", "Ed Eaton", "Product Owner, Ads", "1"),
    ("6", "Flo Fisher", "Director of Engineering", "1"),
    ("7", "Guy Gardner", "Engineering Manager, Search", "6"),
    ("8", "Hal Hunter", "Software Engineer", "7"),
    ("9", "Ida Jacobs", "Software Engineer, Ranking", "7"),
    ("10", "Jo Kemp", "Engineering Manager, Ads", "6"),
    ("11", "Kai Lane", "Senior Engineer", "10"),
    ("12", "Lea Mason", "Product Designer", "10"),
]
Rows = list[list[str]]
ODD = st.sampled_from(
    ["", " ", "?", "n/a", "-1", "0", "xx", "1", "7", "P01*", "*", "=1+1", '=HYPERLINK("x")', "@x", "+7", "1.0", "1,2E+05", "01", "vacant", "Board"]
    + ["31/12/2023", "12/31/2023", "2024-02-30", "45000", "03/04/2024", "Ann Abel", "Abel, Ann (On Leave)", "a@b.c", "Jane <j@b.c>", "x" * 3000]
    + ["\u202eabc", "\u00a0\u200b", "e\u0301", "\U0001f600", '"', "a\nb", "a;b", "{a: b}", "- x", "#", "null", "on", "(((((", "Product Manager, Product"]
)  # fmt: skip
NUMBER = st.integers(0, 200)
ACTS = (
    "cell",
    "cell",
    "cell",
    "cut",
    "longer",
    "again",
    "rename",
    "repeat",
    "swap",
    "circle",
    "stranger",
    "snapshots",
    "blank",
    "drop",
)
BREAKS = st.lists(st.tuples(st.sampled_from(ACTS), NUMBER, NUMBER, ODD), max_size=8)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "utf-32", "latin-1"])
OPTIONS = st.lists(
    st.sampled_from(["--as-of=2024-01-31", "--keep-names", "--source=workday", "--map=title=Department", "--suggest-rules=rules.yaml"]),
    unique=True,
    max_size=2,
)  # fmt: skip
DECISIONS = st.sampled_from(
    ["", 'managers: {"*": vacant}', 'managers: {"*": present}\nroots: by_title', 'people: {"*": root}\nroots: virtual_board']
    + ['managers: {"P*": {title: "Director of Product"}, "*": above}\nduplicates: {"*": two_positions}\ndates: {"*": day_first}']
)  # fmt: skip


def table() -> Rows:
    """Return a whole export, headings first."""
    more = ["Product", "Active", "1", "2020-02-01", "2024-01-01", "5"]
    return [list(HEAD), *([*row, f"{row[0]}@example.org", *more] for row in COMPANY)]


def _cell(rows: Rows, one: int, other: int, odd: str) -> None:
    row = rows[one % len(rows)]
    row[other % len(row)] = odd


def _cut(rows: Rows, one: int, other: int, odd: str) -> None:
    del rows[one % len(rows)][1 + other % len(HEAD) :]


def _longer(rows: Rows, one: int, other: int, odd: str) -> None:
    rows[one % len(rows)] += [odd] * (1 + other % 3)


def _again(rows: Rows, one: int, other: int, odd: str) -> None:
    rows.insert(1 + other % len(rows), list(rows[one % len(rows)]))


def _rename(rows: Rows, one: int, other: int, odd: str) -> None:
    rows[0][one % len(rows[0])] = odd if other % 2 else HEAD[other % len(HEAD)]


def _repeat(rows: Rows, one: int, other: int, odd: str) -> None:
    for row in rows:
        row.append(row[one % len(row)])


def _swap(rows: Rows, one: int, other: int, odd: str) -> None:
    for row in rows:
        here, there = one % len(row), other % len(row)
        row[here], row[there] = row[there], row[here]


def _circle(rows: Rows, one: int, other: int, odd: str) -> None:
    """Let somebody report to one of those who may be below."""
    row, boss = rows[1 + one % max(1, len(rows) - 1)] if len(rows) > 1 else rows[0], rows[other % len(rows)]
    row[min(3, len(row) - 1)] = boss[0]


def _stranger(rows: Rows, one: int, other: int, odd: str) -> None:
    for row in rows[1 + one % len(rows) :]:
        row[min(3, len(row) - 1)] = f"P{other}"


def _snapshots(rows: Rows, one: int, other: int, odd: str) -> None:
    """Put the same people on the page as they were on another day."""
    place = min(9, *(len(row) - 1 for row in rows))
    rows += [[*row[:place], f"20{other % 30:02}-01-01", *row[place + 1 :]] for row in rows[1:]]


def _blank(rows: Rows, one: int, other: int, odd: str) -> None:
    rows.insert(one % len(rows), [""] * (other % 5 or 1))


def _drop(rows: Rows, one: int, other: int, odd: str) -> None:
    if len(rows) > 1:
        del rows[one % len(rows)]


BREAK: dict[str, Callable[[Rows, int, int, str], None]] = {
    "cell": _cell,
    "cut": _cut,
    "longer": _longer,
    "again": _again,
    "rename": _rename,
    "repeat": _repeat,
    "swap": _swap,
    "circle": _circle,
    "stranger": _stranger,
    "snapshots": _snapshots,
    "blank": _blank,
    "drop": _drop,
}


def broken(breaks: list[tuple[str, int, int, str]], separator: str, encoding: str) -> bytes:
    """Return an export that is broken in several ways."""
    rows = table()
    for act, one, other, odd in breaks:
        BREAK[act](rows, one, other, odd)
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue().encode(encoding, "replace")


def ended(folder: Path, *words: str) -> int:
    """Run the command in a folder and return its exit code; a trace file would be an internal error."""
    here = Path.cwd()
    os.chdir(folder)
    try:
        main(["--quiet", "import", *words])
    except SystemExit as stop:
        return int(stop.code or 0)
    finally:
        os.chdir(here)
    raise AssertionError("the command did not end")


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    breaks=BREAKS,
    separator=st.sampled_from([",", ";", "\t", "|"]),
    encoding=ENCODINGS,
    options=OPTIONS,
    decisions=DECISIONS,
    cut=st.one_of(st.none(), st.integers(0, 800)),
)
def test_a_broken_export_ends_with_a_sentence(
    breaks: list[tuple[str, int, int, str]],
    separator: str,
    encoding: str,
    options: list[str],
    decisions: str,
    cut: int | None,
) -> None:
    """Exit 0 with a scenario that loads without a warning, or 1 or 3 with nothing of one; never an internal error, nor a scratch file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "people.csv").write_bytes(broken(breaks, separator, encoding)[:cut])
        (folder / "decisions.yaml").write_text(decisions, encoding="utf-8")
        words = ["--decisions=decisions.yaml", "--questions=asked.yaml", "--report=dirt.html", *options]
        code = ended(folder, "people.csv", *words)
        there = {path.name for path in folder.iterdir()}
        assert there <= {
            "people.csv",
            "decisions.yaml",
            "asked.yaml",
            "dirt.html",
            "today.yaml",
            "rules.yaml",
            "orgsim.key",
        }
        suggesting = "--suggest-rules=rules.yaml" in options
        assert code in (0, 1, 3)
        assert ("today.yaml" in there) == (code == 0 and not suggesting)
        if "today.yaml" in there:
            assert load_design(folder / "today.yaml").warnings == ()
        if "rules.yaml" in there:
            options.remove("--suggest-rules=rules.yaml")
            assert ended(folder, "people.csv", "--rules=rules.yaml", "--decisions=decisions.yaml", *options) in (0, 1)
        if "asked.yaml" in there:
            assert ended(folder, "people.csv", "--decisions=asked.yaml") in (0, 1, 3)
