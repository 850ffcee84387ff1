"""How what happened in a run is counted: by quarter, or by part and quarter."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from orgsim.engine.state import Records, State
from orgsim.engine.vocabulary import WEEKS_PER_QUARTER, PersonAccount, TeamAccount
from orgsim.metrics.parts import WHOLE, Numbers, Parts, Shares, Values
from orgsim.organization.build import Organization


@dataclass(frozen=True)
class Counting:
    """The last state of a run, counted by quarters from the end of the warm-up: 0 .. quarters - 1.

    With `parts`, whatever is said here to be by quarter, (Q,), is by part and quarter, (N, Q), for all N parts of the company at once. So
    one formula serves the whole and its parts.
    """

    organization: Organization
    state: State
    parts: Parts | None = None

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

    def per_quarter(self, weeks: Numbers, weights: Numbers | None = None, **places: Numbers) -> Values:
        """Count cases (or add up their weights) by the quarter of their week, (Q,); see `shares` for the places they belong to."""
        return self.gathered(self.cells(weeks, **places), weights)

    def cells(self, weeks: Numbers, **places: Numbers) -> Shares:
        """Return in which quarters cases count, given their weeks, or in which parts and quarters; see `shares` for their places."""
        quarters = self.quarter_of_week(weeks)
        return self.shares(quarters, **places).in_quarters(quarters, self.quarters)

    def shares(
        self,
        quarters: Numbers,
        *,
        items: Numbers | None = None,
        teams: Numbers | None = None,
        posts: Numbers | None = None,
    ) -> Shares:
        """Return in which parts cases count, by their quarters and the items, teams or posts that they belong to, as rows.

        Without parts, everything is one part. What is before the first or after the last quarter counts nowhere.
        """
        known = np.flatnonzero((quarters >= 0) & (quarters < self.quarters))
        if self.parts is None:
            return Shares(1, known, np.zeros(len(known), np.int64))
        chosen = (None if rows is None else np.asarray(rows)[known] for rows in (items, teams, posts))
        found = self.parts.shares(self.state, quarters[known], *chosen)
        return replace(found, rows=known[found.rows])

    def market_shares(self, domains: Numbers) -> Shares:
        """Return in which parts cases of the market count, by their domains alone."""
        rows = np.arange(len(domains))
        if self.parts is None:
            return Shares(1, rows, np.zeros(len(rows), np.int64))
        return Shares(len(self.parts), rows, self.parts.domains[domains])

    def gathered(self, cells: Shares, amounts: Numbers | None = None) -> Values:
        """Count cases (or add up their amounts) in cells of one quarter, (Q,), or of one part and one quarter."""
        sums = cells.sums(amounts)
        return sums if self.parts is None else sums.reshape(-1, self.quarters)

    @cached_property
    def _team_cells(self) -> Shares:
        return self.parts.team_cells() if self.parts else WHOLE

    @cached_property
    def _post_cells(self) -> Shares:
        return self.parts.post_cells() if self.parts else WHOLE

    def _booked(self, cells: Shares, amounts: Numbers) -> Values:
        """Add up amounts by row and quarter, (rows, Q), by quarter."""
        if self.parts is None:
            return np.asarray(amounts.sum(axis=0), float)
        return self.gathered(cells, amounts.T.ravel())

    def team_minutes(self, *accounts: TeamAccount) -> Values:
        """Return the minutes of all teams on some accounts (all, when none is named), (Q,)."""
        if not accounts:
            return self._all_team_minutes
        return self._booked(self._team_cells, self._book(self.state.team_book, accounts))

    def person_minutes(self, *accounts: PersonAccount) -> Values:
        """Return the minutes of all posts on some accounts (all, when none is named), (Q,)."""
        return self._booked(self._post_cells, self._book(self.state.person_book, accounts))

    @cached_property
    def _all_team_minutes(self) -> Values:
        return self._booked(self._team_cells, self._book(self.state.team_book, ()))

    def _book(self, book: Numbers, accounts: Sequence[int]) -> Numbers:
        """Add some accounts of a book (rows, quarters, accounts) up, all when none is named, by row and counted quarter."""
        counted = book[:, self.organization.warmup_quarters :]
        return np.asarray((counted[:, :, list(accounts)] if accounts else counted).sum(axis=2))

    def totals_by_part(self, book: Numbers, *, of_teams: bool) -> Numbers:
        """Add a book of teams or posts, (rows, quarters, columns), up over counted quarters by part, (N, columns)."""
        cells = self._team_cells if of_teams else self._post_cells
        found = np.zeros((cells.count // self.quarters, book.shape[2]), book.dtype)
        counted = book[:, self.organization.warmup_quarters :].swapaxes(0, 1).reshape(-1, book.shape[2])
        np.add.at(found, cells.parts // self.quarters, counted[cells.rows])
        return found

    @cached_property
    def tally(self) -> Records:
        """Sums by team and quarter, (T, Q)."""
        return self.state.tally[:, self.organization.warmup_quarters :]

    def tallied(self, name: str) -> Values:
        """Return one sum of the teams by quarter, (Q,)."""
        return self.by_team(self.tally[name])

    def by_team(self, amounts: Numbers) -> Values:
        """Add up amounts by team and counted quarter, (T, Q), by quarter, (Q,)."""
        return self._booked(self._team_cells, amounts)

    def over_objectives(self, amounts: Values) -> Values:
        """Add up amounts by quarter and objective, (Q, K), by quarter, (Q,); with parts, each objective is one and has its own."""
        if self.parts is None:
            return np.asarray(amounts.sum(axis=1))
        found = np.zeros((len(self.parts), self.quarters))
        found[self.parts.first_objective :] = amounts.T
        return found

    @cached_property
    def pulse(self) -> Records:
        """Sums of the organisation by quarter, (Q,)."""
        return self.state.pulse[self.organization.warmup_quarters :]

    def counted(self, name: str) -> Values:
        """Return one sum of the organisation by quarter, (Q,); with parts, of those that are kept by team or by post."""
        if self.parts is None:
            return np.asarray(self.pulse[name], float)
        return self.tallied(name) if name in self.tally.dtype.names else self.of_posts(name)

    @cached_property
    def held(self) -> Records:
        """Sums by post and quarter, (P, Q)."""
        return self.state.held[:, self.organization.warmup_quarters :]

    def of_posts(self, name: str) -> Values:
        """Return one sum of the posts by quarter, (Q,)."""
        return self._booked(self._post_cells, self.held[name])
