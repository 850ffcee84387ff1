"""The seven tables of results: the rows that one run gives, and what every column means.

replications  one row a replication: every metric over all counted quarters
quarters      one row a replication and quarter: every metric
ledger        one row a replication: minutes by account of the three books, over all counted quarters
desks         one row a replication and post: minutes open and spent, requests and their waiting, and what lapsed
parts         one row a replication and part of the company: the metrics that such parts have, and the minutes by account of its teams,
              posts and desks, over all counted quarters
named         one row a replication and initiative or platform that the scenario names: what became of it
duplicates    one row a replication and pair of teams of which one built what the other had: minutes, over all counted quarters
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, TypeAlias

import numpy as np

from orgsim.engine.state import State
from orgsim.engine.vocabulary import ItemAccount, PersonAccount, TeamAccount
from orgsim.metrics.catalog import all_metrics, metrics_by_part
from orgsim.metrics.metric import totals, totals_and_quarters
from orgsim.metrics.named import COLUMNS, fates, names_of
from orgsim.metrics.outcome import Numbers, Outcome, Values
from orgsim.metrics.parts import Kind, Parts
from orgsim.metrics.runs import Kept
from orgsim.metrics.twice import AMOUNTS, PAIR, pairs_in
from orgsim.organization.build import Organization
from orgsim.results.files import Columns

BOOKS = {"person": PersonAccount, "team": TeamAccount, "item": ItemAccount}

ALL = "replications, quarters, ledger, desks, parts, named, duplicates"

KEYS = (
    (ALL, "design", "design", "name"),
    (
        ALL,
        "key",
        "all that decides the results of the design: model, settings, seed",
        "hash",
    ),
    (ALL, "seed", "seed of all random numbers", "number"),
    (ALL, "replication", "future, the same in every design", "number from 0"),
    ("quarters", "quarter", "quarter after the warm-up", "number from 1"),
    ("desks", "post", "post", "name"),
    ("desks", "open", "time the desk was open", "minutes"),
    ("desks", "spent", "time spent deciding", "minutes"),
    ("desks", "requests", "requests answered at the desk", "requests"),
    ("desks", "waited", "time those requests waited there", "minutes"),
    ("desks", "lapsed", "requests that lapsed at the desk", "requests"),
    ("parts", "kind", "kind of part: domain, team, branch (a post and everybody below it), role or objective", "name"),
    ("parts", "part", "domain, team, post at the top of the branch, role or objective", "name"),
    ("parts", "desk.open", "time its desks were open", "minutes"),
    ("parts", "desk.requests", "requests answered at its desks", "requests"),
    ("parts", "desk.waited", "time those requests waited there", "minutes"),
    ("parts", "desk.lapsed", "requests that lapsed at its desks", "requests"),
    ("named", "kind", "what is named: initiative or platform", "name"),
    ("named", "name", "its name", "name"),
    *(("named", column, title, unit) for column, (title, unit) in COLUMNS.items()),
    *(("duplicates", column, title, unit) for column, (title, unit) in {**PAIR, **AMOUNTS}.items()),
)
"""Table, name, title and unit of every column that is neither a metric nor an account."""

Rows: TypeAlias = dict[str, dict[str, Any]]
"""What some runs add to the columns of each table: ``{table: {column: values}}``, one run after the other."""


def measure(organization: Organization, state: State) -> dict[str, Any]:
    """Return every metric of one run: ``{name: (total, values by quarter)}``."""
    return _measured(Outcome(organization, state))


def _measured(outcome: Outcome) -> dict[str, Any]:
    found = [metric.measure(outcome) for metric in all_metrics().values()]
    return dict(zip(all_metrics(), zip(*totals_and_quarters(found), strict=True), strict=True))


def measure_parts(outcome: Outcome) -> dict[str, Values]:
    """Return every metric that parts have, given an outcome with parts: ``{name: (parts,)}``, NaN for kinds of part without it."""
    kinds = outcome.parts.kinds if outcome.parts else ()
    metrics = metrics_by_part()
    found = totals([metric.measure(outcome) for metric in metrics.values()])
    having = tuple(metric.parts for metric in metrics.values())
    values = np.where(_among(kinds, having).reshape(len(having), *(1,) * len(outcome.futures), -1), found, np.nan)
    return dict(zip(metrics, values, strict=True))


@cache
def _among(kinds: tuple[Kind, ...], having: tuple[tuple[Kind, ...], ...]) -> Numbers:
    """Return which parts have each metric, (metrics, parts), given the kinds of the parts, and of those that have each metric."""
    return np.array([np.isin(np.array(kinds), some) for some in having])


def minutes_by_part(outcome: Outcome) -> dict[str, Numbers]:
    """Return the minutes of posts and teams by account, and what came of their desks, by part, (F, N): ``{name: values}``."""
    runs = outcome.runs
    desks = np.concatenate([runs.stacked("desk_book")[..., None], runs.stacked("errand_book")], axis=3)
    of_desks = outcome.book_by_part(desks, of_teams=False).reshape(-1, *outcome.shape, outcome.quarters)
    books = (outcome.minutes_of_posts[:-1], outcome.minutes_of_teams[:-1], of_desks)
    totals = np.concatenate([np.einsum("...q->...", book) for book in books]).astype(np.int64)
    return dict(zip(minutes_of_parts(), totals, strict=True))


def minutes_of_parts() -> list[str]:
    """Return the columns of the table of parts that are no metrics: accounts as ``book.account``, and the desks."""
    accounts = [name for name in account_names() if not name.startswith("item.")]
    return [*accounts, *(column for table, column, *_ in KEYS if table == "parts" and column.startswith("desk."))]


def account_names() -> list[str]:
    """Return the accounts of the three books as ``book.account``."""
    return [f"{book}.{account.name.lower()}" for book, accounts in BOOKS.items() for account in accounts]


def ledger_totals(outcome: Outcome) -> dict[str, Numbers]:
    """Return the minutes of every account over the quarters that count, as ``book.account``; of several futures, (F,)."""
    of_items = np.moveaxis(outcome.quarterly("item_book").sum(axis=1), -1, 0).reshape(-1, *outcome.futures)
    of_both = (outcome.minutes_of_posts[:-1].sum(axis=-1), outcome.minutes_of_teams[:-1].sum(axis=-1))
    columns = np.concatenate([*of_both, of_items]).astype(np.int64)
    return dict(zip(account_names(), columns, strict=True))


def rows_of(organization: Organization, runs: Sequence[State | Kept], parts: Parts, worked: Sequence[Numbers]) -> Rows:
    """Return what some runs add to each table; `parts` are those of the organisation, `worked` what was done twice in each run."""
    split = Outcome(organization, runs, parts)
    outcome = split.whole()
    measured = _measured(outcome)
    return {
        "replications": {name: total for name, (total, _) in measured.items()},
        "quarters": {name: by_quarter.ravel() for name, (_, by_quarter) in measured.items()},
        "ledger": ledger_totals(outcome),
        "desks": _desks(outcome),
        "parts": {name: values.ravel() for name, values in (measure_parts(split) | minutes_by_part(split)).items()},
        "named": {name: values.ravel() for name, values in fates(outcome).items()},
        "duplicates": pairs_in(worked, organization.teams),
    }


def _desks(outcome: Outcome) -> dict[str, Numbers]:
    """Return one value a post of every column of the desks, of each future, (F x P,)."""
    answered = outcome.book("errand_book").sum(axis=2)
    return {
        "open": outcome.book("desk_book").sum(axis=2).ravel(),
        "spent": outcome.book("person_book")[..., PersonAccount.DECISIONS].sum(axis=2).ravel(),
        "requests": answered[..., 0].ravel(),
        "waited": answered[..., 1].ravel(),
        "lapsed": answered[..., 2].ravel(),
    }


def tables_of(
    organization: Organization, runs: Sequence[tuple[Sequence[int], Rows]], parts: Parts
) -> dict[str, Columns]:
    """Return the tables of some runs, given as the numbers of replications and their rows; their files add design, key and seed.

    Columns keep their types when there are no runs, so that the parts of a table fit together whatever failed in them.
    """
    quarters = {"quarter": np.arange(1, organization.quarters + 1, dtype=np.int32)}
    posts = {"post": np.array(organization.posts)}
    pieces = {"kind": np.array(parts.kinds), "part": np.array(parts.names)}
    kinds, names = names_of(organization)
    named = {"kind": np.array(kinds, np.str_), "name": np.array(names, np.str_)}
    desks = [column for table, column, *_ in KEYS if table == "desks" and column != "post"]
    numbers = np.array([number for made, _ in runs for number in made], np.int32)

    def table(name: str, rows: dict[str, Any], columns: Iterable[str], kind: type[np.generic]) -> Columns:
        per_run = len(next(iter(rows.values()))) if rows else 1
        return {
            "replication": np.repeat(numbers, per_run),
            **{key: np.tile(values, len(numbers)) for key, values in rows.items()},
            **{key: _joined([run[name][key] for _, run in runs], kind) for key in columns},
        }

    return {
        "replications": table("replications", {}, all_metrics(), np.float64),
        "quarters": table("quarters", quarters, all_metrics(), np.float64),
        "ledger": table("ledger", {}, account_names(), np.int64),
        "desks": table("desks", posts, desks, np.int64),
        "parts": {
            **table("parts", pieces, metrics_by_part(), np.float64),
            **table("parts", pieces, minutes_of_parts(), np.int64),
        },
        "named": table("named", named, COLUMNS, np.float64),
        "duplicates": _duplicates(numbers, [run["duplicates"] for _, run in runs]),
    }


def _joined(pieces: Sequence[Numbers], kind: type[np.generic]) -> Numbers:
    """Return pieces of a column one after the other."""
    return np.ascontiguousarray(pieces[0], kind) if len(pieces) == 1 else np.concatenate([np.zeros(0, kind), *pieces])


def _duplicates(numbers: Numbers, found: Sequence[Mapping[str, Numbers]]) -> Columns:
    """Return the table of pairs of teams, of which every run has others."""
    kinds: dict[str, Any] = {**dict.fromkeys(PAIR, np.str_), **dict.fromkeys(AMOUNTS, np.int64)}
    return {
        "replication": np.repeat(numbers, np.concatenate([np.zeros(0, np.int64), *(rows["pairs"] for rows in found)])),
        **{name: np.concatenate([np.zeros(0, kind), *(rows[name] for rows in found)]) for name, kind in kinds.items()},
    }


def data_dictionary() -> list[dict[str, str]]:
    """Return a description of every column of every table."""
    keys = [{"table": table, "column": column, "title": title, "unit": unit} for table, column, title, unit in KEYS]
    accounts = [
        {
            "table": "ledger" if name.startswith("item.") else "ledger, parts",
            "column": name,
            "title": name.replace(".", "-minutes, ").replace("_", " "),
            "unit": "minutes",
        }
        for name in account_names()
    ]
    metrics = [
        {
            "table": "replications, quarters, parts" if metric.parts else "replications, quarters",
            "column": metric.name,
            "title": metric.title,
            "unit": metric.unit,
            "formula": metric.formula,
            "direction": metric.direction,
            "practically_equal": metric.rope.text(),
            **({"parts": ", ".join(metric.parts)} if metric.parts else {}),
        }
        for metric in all_metrics().values()
    ]
    return [*keys, *metrics, *accounts]
