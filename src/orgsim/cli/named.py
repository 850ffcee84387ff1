"""What became of named initiatives and platforms, as tables."""

from typing import TYPE_CHECKING

from orgsim.cli.console import Console
from orgsim.cli.numbers import number

if TYPE_CHECKING:
    from orgsim.results.comparison import Results

COLUMNS = {
    "initiative": {"launched": "share", "week": "weeks", "given_up": "share", "value": "$k"},
    "platform": {"in_service": "share", "run_cost": "engineers", "users": "teams"},
}
TITLES = {
    "launched": "launched",
    "week": "in week (median)",
    "given_up": "given up",
    "value": "brought, $k (mean)",
    "in_service": "in service at the end",
    "run_cost": "takes, engineers (mean)",
    "users": "teams on it beside its own (mean)",
}


def print_named(console: Console, results: "Results") -> None:
    """Print what became of everything that the scenarios name, by design; nothing where they name nothing."""
    if not len(results.columns("named")["name"]):
        return
    from orgsim.results.named import fates_of

    for kind, units in COLUMNS.items():
        found = fates_of(results, kind)
        if found.empty:
            continue
        console.answer(**{f"{kind}s": found.to_dict(orient="records")})
        rows = [
            [row["name"], row["design"], *(number(row[column], unit) for column, unit in units.items())]
            for row in found.to_dict(orient="records")
        ]
        console.say()
        console.table([kind, "design", *(TITLES[column] for column in units)], rows)
