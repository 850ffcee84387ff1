"""``orgsim status``: how far a batch is, case by case, and what failed."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from orgsim.cli.console import Console
from orgsim.cli.options import PATH
from orgsim.plain_words import counted
from orgsim.scenario.problems import shown

if TYPE_CHECKING:
    from orgsim.experiments.record import Record
    from orgsim.experiments.study import Entry

MOST_SHOWN = 20


@click.command()
@click.argument("place", metavar="DIR", type=PATH)
@click.option("--columns", is_flag=True, help="Print every column of the table, with its type, unit and meaning.")
@click.pass_obj
def command(console: Console, place: Path, *, columns: bool) -> None:
    """Print how many runs of a batch are saved, which cases are not complete, and what failed.

    DIR is the folder of the batch; where it holds several batches, name the record of one, such as out/NAME.study.json.
    """
    from orgsim.experiments.record import read_record
    from orgsim.results.whole import is_whole_file

    record = read_record(place)
    found = [_state(record, entry) for entry in record.entries]
    saved, total, failed = (sum(int(one[key]) for one in found) for key in ("saved", "runs", "failed"))
    table = shown(record.table) if record.table.is_file() else None
    console.answer(batch=record.name, runs=total, saved=saved, failed=failed, cases=found, table=table)
    changed = bool(table) and not is_whole_file(record.table)
    if changed:
        console.answer(table_changed=True)
    share = 100 * saved // total
    console.say(f"{record.name}: {saved:,} of {counted(total, 'run')} saved ({share}%), {failed:,} failed")
    console.say(f"designs: {', '.join(record.designs)}; {counted(len(record.entries), 'case')}")
    if record.left_out:
        console.say(
            f"{counted(len(record.left_out), 'case')} left out, which cannot be built: {_named(list(record.left_out))}"
        )
        console.answer(left_out=dict(record.left_out))
    _print_open(console, found)
    if damaged := [one["damaged"] for one in found if one["damaged"]]:
        console.say(f"{damaged[0]} is damaged; {record.mending()}")
    if changed:
        console.say(f"table in {table}, which has changed since it was written; {record.repeating()} writes it again")
    elif table:
        console.say(f"table in {table}" + ("" if saved == total else "; it may lack what is not saved yet"))
    if columns:
        _print_columns(console, record)


def _named(cases: list[str]) -> str:
    more = f" and {len(cases) - MOST_SHOWN} more" if len(cases) > MOST_SHOWN else ""
    return f"{', '.join(cases[:MOST_SHOWN])}{more}"


def _print_columns(console: Console, record: "Record") -> None:
    """Print the data dictionary of the table."""
    from orgsim.experiments.table import described

    found = described(record)
    rows = [[one["column"], one["type"], one["unit"], one["title"]] for one in found]
    console.say()
    console.table(["column", "type", "unit", "meaning"], rows)
    console.answer(columns=found)


def _state(record: "Record", entry: "Entry") -> dict[str, Any]:
    """Return how far a case is."""
    from orgsim.experiments.record import futures_of
    from orgsim.experiments.table import damaged, finished

    lost = damaged(record, entry)
    failures = _failures(record.place(entry), set(entry.keys.values()), entry)
    saved = futures_of([part for part in finished(record, entry) if part not in lost]) - len(failures)
    first = str(failures[0]["error"]) if failures else None
    runs = len(entry.keys) * entry.case.replications
    return {
        "case": entry.case.name,
        "runs": runs,
        "saved": max(saved, 0),
        "failed": len(failures),
        "first_failure": first,
        "damaged": shown(next(iter(lost.values()))) if lost else None,
    }


def _failures(folder: Path, keys: set[str], entry: "Entry") -> list[dict[str, Any]]:
    """Return the failures that are recorded for the plan of a case."""
    from orgsim.results.files import read_json
    from orgsim.results.plan import hash_of

    path = folder / f"failures-{hash_of(list(entry.keys.items()))[:16]}.json"
    return list(read_json(path)["failures"]) if keys and path.is_file() else []


def _print_open(console: Console, found: list[dict[str, Any]]) -> None:
    """Print the cases that are not complete."""
    rest = [one for one in found if one["saved"] < one["runs"]]
    if not rest:
        return
    rows = [
        [one["case"], f"{one['saved']:,} / {one['runs']:,}", f"{one['failed']:,}", one["first_failure"] or ""]
        for one in rest
    ]
    console.table(["not complete", "saved", "failed", "first failure"], rows[:MOST_SHOWN])
    if len(rows) > MOST_SHOWN:
        console.say(f"and {len(rows) - MOST_SHOWN:,} more")
