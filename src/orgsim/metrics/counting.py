"""How what happened in runs is counted: by quarter, or by part and quarter."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from orgsim.engine.state import State
from orgsim.engine.vocabulary import NONE, WEEKS_PER_QUARTER, ItemAccount, Kind, PersonAccount, TeamAccount
from orgsim.engine.work_records import TALLY
from orgsim.metrics.adding import Cells, add_books
from orgsim.metrics.parts import Numbers, Parts, Shares, Values, wholly
from orgsim.metrics.placing import Places, listed_parts, of_the_whole
from orgsim.metrics.runs import Kept, Rows, Runs
from orgsim.organization.build import Organization


@dataclass(frozen=True)
class Counting:
    """The last state of a run, counted by quarters from the end of the warm-up: 0 .. quarters - 1; or the last states of several.

    What is said here to be by quarter, (Q,), has two more axes where it is asked of more: futures first where several are given, then, with
    `parts`, all N parts of the company, (F, N, Q). So one formula serves one future and many, the whole and its parts.
    """

    organization: Organization
    last: State | Sequence[State | Kept]
    parts: Parts | None = None

    @property
    def state(self) -> State:
        """The last state, or the first one of several."""
        return self.last if isinstance(self.last, State) else self.runs.states[0]

    @cached_property
    def runs(self) -> Runs:
        """The tables of all futures."""
        return Runs([self.last] if isinstance(self.last, State) else self.last)

    @property
    def futures(self) -> tuple[int, ...]:
        """The axis of futures, if there is one: (F,) or ()."""
        return () if isinstance(self.last, State) else (len(self.last),)

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of what is measured over all quarters: () of a run, (F,), (N,) or (F, N)."""
        return self.futures if self.parts is None else (*self.futures, len(self.parts))

    @property
    def quarters(self) -> int:
        """How many quarters count."""
        return self.organization.quarters

    @cached_property
    def first_week(self) -> int:
        """The first week that counts."""
        return self.organization.warmup_quarters * WEEKS_PER_QUARTER

    def quarter_of_week(self, weeks: Numbers) -> Numbers:
        """Return the counted quarter of each week; negative during the warm-up."""
        return np.asarray(weeks // WEEKS_PER_QUARTER - self.organization.warmup_quarters)

    def per_quarter(self, cases: Rows, weeks: Numbers, weights: Numbers | None = None, **places: Numbers) -> Values:
        """Count cases (or add up their weights) by the quarter of their week, (Q,); see `shares` for the places they belong to."""
        return self.shares(cases, self.quarter_of_week(weeks), **places).sums(weights)

    @property
    def size(self) -> tuple[int, int, int]:
        """The numbers of futures, of parts (1, the whole, without them), and of quarters that count."""
        return len(self.runs), 1 if self.parts is None else len(self.parts), self.quarters

    def shares(
        self,
        cases: Rows,
        quarters: Numbers,
        *,
        items: Numbers | None = None,
        teams: Numbers | None = None,
        posts: Numbers | None = None,
    ) -> Shares:
        """Return in which parts cases count, by their quarters and the items, teams or posts that they belong to, as rows.

        Without parts, everything is one part. What is before the first or after the last quarter counts nowhere.
        """
        if self.parts is None:
            return self.wholly(cases, quarters)
        if items is not None and teams is None:
            teams = self.runs.items.team.take(items)
        nothing = np.zeros(0, np.int64)
        own = nothing if items is None else self.own_domains.take(items)
        teams, posts = (nothing if rows is None else np.ascontiguousarray(rows) for rows in (teams, posts))
        parts, begin = listed_parts(self.parts.places, quarters, own, teams, posts)
        return Shares(cases.future, quarters, parts, begin, self.size, self.shape)

    def of_cells(self, sums: Values) -> Values:
        """Return what was added up in several ways, (cells, ways), as (ways, ..., Q)."""
        return np.ascontiguousarray(sums.T).reshape(sums.shape[1], *self.shape, self.quarters)

    @property
    def size_with_whole(self) -> tuple[int, int, int]:
        """The numbers of futures, of parts with the whole company as one more, the last, and of quarters that count."""
        return len(self.runs), 1 if self.parts is None else len(self.parts) + 1, self.quarters

    def counted_in_cells(self, ways: int, count: Callable[..., None], *looked_at: Any) -> Values:
        """Return what a compiled loop counts in several ways, (ways, F, N + 1, Q), in the parts and in the whole company."""
        sums = np.zeros((math.prod(self.size_with_whole), ways))
        count(sums, *looked_at, self.size_with_whole)
        return np.ascontiguousarray(sums.T).reshape(ways, *self.size_with_whole)

    def asked_for(self, counted: Values) -> Values:
        """Return what was counted of the parts and of the whole company, (ways, F, N + 1, Q), as far as it is asked for, (ways, ..., Q)."""
        found = counted[:, :, -1] if self.parts is None else counted[:, :, :-1]
        return found.reshape(len(counted), *self.shape, self.quarters)

    @cached_property
    def places(self) -> Places:
        """Where compiled loops look up the parts of teams and of posts, and the whole company, to which all belong."""
        if self.parts is not None:
            return self.parts.places_and_whole
        return of_the_whole(self.quarters, len(self.organization.teams), len(self.organization.posts))

    @cached_property
    def own_domains(self) -> Numbers:
        """The part that the domain of each item is, if there is one: an initiative belongs to the domain it came from."""
        items = self.runs.items
        if self.parts is None:
            return np.full(len(items), NONE)
        return np.where(items.kind == Kind.INITIATIVE, self.parts.domains.take(items.domain), NONE)

    def market_cells(self, cases: Rows, quarters: Numbers) -> Cells:
        """Return in which cells cases of the market are: they belong to their domains alone, and to the whole company.

        All their quarters are among those that count.
        """
        whole = np.full(len(cases), self.size_with_whole[1] - 1)
        parts = (
            whole if self.parts is None else np.stack([self.parts.domains.take(cases.domain), whole], axis=1).ravel()
        )
        begin = np.arange(0, len(parts) + 1, 1 if self.parts is None else 2)
        return Cells(parts.astype(np.int32), begin, cases.future, quarters, self.size_with_whole)

    def wholly(self, cases: Rows, quarters: Numbers) -> Shares:
        """Return that cases count in one part, the whole, whatever parts there are; see `shares`."""
        return wholly(cases.future, quarters, len(self.runs), self.quarters, self.futures)

    def quarterly(self, table: str, column: str | None = None) -> Numbers:
        """Return the quarters that count of a table of quarters, or of a column of it, in every future, (F, Q, ...)."""
        return self.runs.stacked(table, column)[:, self.organization.warmup_quarters :]

    def by_quarter_of(self, amounts: Numbers) -> Values:
        """Return amounts by future and quarter, (F, Q), by quarter, (Q,)."""
        return np.asarray(amounts, float).reshape(*self.futures, self.quarters)

    def item_minutes(self, *accounts: ItemAccount) -> Values:
        """Return the minutes that items spent on some accounts, (Q,)."""
        book = self.quarterly("item_book")
        return self.by_quarter_of(np.asarray(sum(book[..., account] for account in accounts)))

    def book_by_part(self, book: Numbers, *, of_teams: bool, more: int = 0) -> Values:
        """Add a book of teams or posts, (F, rows, Q, columns), up by part, (columns, F, N, Q), with room for some `more` columns.

        It may have the quarters of the warm-up, too, which are left out.
        """
        parts = self.parts
        sums = np.zeros((book.shape[3] + more, *self.size))
        if parts is not None:
            lists = parts.of_teams if of_teams else parts.of_posts
            add_books(sums, *lists, np.ascontiguousarray(book), book.shape[2] - self.quarters)
        return sums

    def team_minutes(self, *accounts: TeamAccount) -> Values:
        """Return the minutes of all teams on some accounts (all, when none is named), (Q,)."""
        return self._on_accounts(self.minutes_of_teams, accounts) if accounts else self._minutes_of_all_teams

    def person_minutes(self, *accounts: PersonAccount) -> Values:
        """Return the minutes of all posts on some accounts (all, when none is named), (Q,)."""
        return self._on_accounts(self.minutes_of_posts, accounts) if accounts else self._minutes_of_all_posts

    @cached_property
    def _minutes_of_all_teams(self) -> Values:
        return np.asarray(self.minutes_of_teams[-1])

    @cached_property
    def _minutes_of_all_posts(self) -> Values:
        return np.asarray(self.minutes_of_posts[-1])

    @cached_property
    def minutes_of_teams(self) -> Values:
        """The minutes of teams by account, (accounts + 1, ..., Q); the last place is that of all together."""
        return self._by_account("team_book", of_teams=True)

    @cached_property
    def minutes_of_posts(self) -> Values:
        """The minutes of posts by account, (accounts + 1, ..., Q); the last place is that of all together."""
        return self._by_account("person_book", of_teams=False)

    def _by_account(self, name: str, *, of_teams: bool) -> Values:
        every: Values
        if self.parts is None:
            every = np.empty((self.runs.stacked(name).shape[-1] + 1, *self.size))
            every[:-1, :, 0] = np.moveaxis(self.book(name).sum(axis=1), -1, 0)
        else:
            every = self.book_by_part(self.runs.stacked(name), of_teams=of_teams, more=1)
        np.add.reduce(every[:-1], axis=0, out=every[-1])
        return every.reshape(len(every), *self.shape, self.quarters)

    def _on_accounts(self, minutes: Values, accounts: Sequence[int]) -> Values:
        found: Values = sum((minutes[account] for account in accounts[1:]), start=minutes[accounts[0]])
        return found

    def book(self, name: str) -> Numbers:
        """Return a book or sums of teams or posts in the quarters that count, (F, rows, Q, ...)."""
        return self.runs.stacked(name)[:, :, self.organization.warmup_quarters :]

    def by_team(self, amounts: Numbers) -> Values:
        """Add up amounts by team and counted quarter, (F, T, Q), by quarter, (Q,)."""
        if self.parts is None:
            return self.by_quarter_of(amounts.sum(axis=1))
        sums = self.book_by_part(np.asarray(amounts, float)[..., None], of_teams=True)
        return np.asarray(sums[0]).reshape(*self.shape, self.quarters)

    def over_objectives(self, amounts: Values) -> Values:
        """Add up amounts by quarter and objective, (Q, K), by quarter, (Q,); with parts, each objective is one and has its own."""
        if self.parts is None:
            return np.asarray(amounts.sum(axis=-1))
        found = np.zeros((*self.shape, self.quarters))
        found[..., self.parts.first_objective :, :] = amounts.swapaxes(-1, -2)
        return found

    def tallied(self, name: str) -> Values:
        """Return one sum of the teams by quarter, (Q,)."""
        if self.parts is None:
            return self.by_quarter_of(self.book("tally")[name].sum(axis=1))
        return self._tallies[name]

    def of_posts(self, name: str) -> Values:
        """Return one sum of the posts by quarter, (Q,)."""
        if self.parts is None:
            return self.by_quarter_of(self.book("held")[name].sum(axis=1))
        return self._held[name]

    @cached_property
    def _tallies(self) -> dict[str, Values]:
        """All sums of the teams by part, (..., Q)."""
        return self._sums_by_part(self.runs.stacked("tally"), of_teams=True)

    @cached_property
    def _held(self) -> dict[str, Values]:
        """All sums of the posts by part, (..., Q)."""
        return self._sums_by_part(self.runs.stacked("held"), of_teams=False)

    def _sums_by_part(self, records: Numbers, *, of_teams: bool) -> dict[str, Values]:
        """Add up all columns of records, of which each is a real number."""
        names = records.dtype.names or ()
        numbers = records.view(float).reshape(*records.shape, len(names))
        sums = self.book_by_part(numbers, of_teams=of_teams).reshape(len(names), *self.shape, self.quarters)
        return dict(zip(names, sums, strict=True))

    def of_all(self, name: str) -> Values:
        """Return one sum of the whole organisation by quarter, (Q,)."""
        return self.by_quarter_of(self.quarterly("pulse")[name])

    def counted(self, name: str) -> Values:
        """Return one sum of the organisation by quarter, (Q,); with parts, of those that are kept by team or by post."""
        if self.parts is None:
            return self.of_all(name)
        return self.tallied(name) if name in (TALLY.names or ()) else self.of_posts(name)
