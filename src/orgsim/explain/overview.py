"""What there is to ask about in one future: the initiatives of most value, the longest waits, the duplicates, the most loaded desks."""

from dataclasses import dataclass

from orgsim.engine.vocabulary import MINUTES_PER_WEEK
from orgsim.explain.events import Event, Log
from orgsim.explain.facts import outcome_of
from orgsim.explain.watch import WAITING
from orgsim.explain.words import moment

MOST = 8

Row = tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A list of things to ask about: the option that asks about one, a title, the columns, and a row for each."""

    option: str
    title: str
    header: Row
    rows: tuple[Row, ...]


def overview(log: Log) -> tuple[Table, ...]:
    """Return what there is to ask about, in the quarters that count."""
    waited = _waits(log)
    return (_of_value(log, waited), _of_waits(log, waited), _of_duplicates(log), _of_desks(log))


def _waits(log: Log) -> dict[str, dict[str, float]]:
    """Return the minutes that each initiative waited, by what it waited for."""
    found: dict[str, dict[str, float]] = {}
    for row in log.of("stretch"):
        if not row.piece and row.what in WAITING and log.counts(row):
            mine = found.setdefault(row.initiative, {})
            mine[row.what] = mine.get(row.what, 0.0) + row.amount
    return found


def _told(waits: dict[str, float]) -> Row:
    """Return a wait in weeks, and what took most of it."""
    if not waits:
        return "0.0", "-"
    most = max(waits, key=lambda what: (waits[what], what))
    return f"{sum(waits.values()) / MINUTES_PER_WEEK:.1f}", AWAITED.get(most, most)


AWAITED = {"waiting_decision": "answers", "waiting_dependency": "other teams"}
"""What an initiative waits for, where it is not called so: approval, or its turn in the backlog."""


def _of_value(log: Log, waited: dict[str, dict[str, float]]) -> Table:
    launched = [row for row in log.of("launched") if log.counts(row)]
    best = sorted(launched, key=lambda row: (-row.amount, row.initiative))[:MOST]
    rows = tuple(
        (
            row.initiative,
            row.team,
            moment(row.minute, log.warmup),
            f"{row.amount:,.0f}",
            *_told(waited.get(row.initiative, {})),
        )
        for row in best
    )
    header = ("initiative", "team", "launched", "value, $k", "weeks waited", "most of them for")
    return Table("--initiative", "initiatives of most value", header, rows)


def _of_waits(log: Log, waited: dict[str, dict[str, float]]) -> Table:
    longest = sorted(waited, key=lambda name: (-sum(waited[name].values()), name))[:MOST]
    teams = {row.initiative: row.team for row in log.of("stretch") if row.initiative in longest and not row.piece}
    rows = tuple((name, teams[name], *_told(waited[name]), outcome_of(log, name)) for name in longest)
    header = ("initiative", "team", "weeks waited", "most of them for", "in the end")
    return Table("--initiative", "longest waits", header, rows)


def _of_duplicates(log: Log) -> Table:
    begun = [row for row in log.of("begun") if row.what in ("unaware", "knowingly") and log.counts(row)]
    noticed = {row.capability: row for row in log.of("noticed")}
    ends = {row.capability: row.event for row in log.of("retired", "outdated")}
    spent = {row.capability: row.amount for row in log.of("retired", "outdated")}
    by_cost = sorted(begun, key=lambda row: -spent.get(row.capability, 0.0))[:MOST]
    rows = tuple(
        (
            row.capability,
            row.initiative,
            row.team,
            row.other_team,
            row.what,
            _seen(log, noticed.get(row.capability)),
            ends.get(row.capability, "in service"),
        )
        for row in sorted(by_cost, key=lambda row: row.minute)
    )
    header = ("duplicate", "built for", "by", "though there at", "how", "noticed", "in the end")
    return Table("--duplicate", f"duplicates ({len(begun)} in all)", header, rows)


def _seen(log: Log, row: Event | None) -> str:
    return moment(row.minute, log.warmup) if row else "-"


def _of_desks(log: Log) -> Table:
    posts: dict[str, list[float]] = {}
    for row in log.of("desk"):
        if log.counts(row):
            mine = posts.setdefault(row.post, [0.0, 0.0])
            mine[0], mine[1] = mine[0] + row.amount, mine[1] + row.of
    busiest = sorted(posts, key=lambda name: (-posts[name][0] / posts[name][1], name))[:MOST]
    rows = []
    for name in busiest:
        ended = [row for row in log.of("answered", post=name) if log.counts(row)]
        lapsed = len([row for row in ended if row.how == "lapsed"])
        mean = sum(row.amount for row in ended) / max(1, len(ended)) / MINUTES_PER_WEEK
        rows.append((name, f"{posts[name][0] / posts[name][1]:.0%}", str(len(ended)), f"{mean:.1f}", str(lapsed)))
    return Table("--person", "busiest desks", ("post", "desk busy", "requests", "mean weeks", "lapsed"), tuple(rows))
