"""Legends: in a line across the page, or in groups with a heading each."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from matplotlib.artist import Artist

from orgsim.figures.accounts import Account
from orgsim.figures.page import Page
from orgsim.figures.style import BODY, INK, MUTED, SMALL
from orgsim.figures.words import POINTS_PER_INCH, fitted, width_of

KEY_ROW, KEY_HANDLE, KEY_PAD, KEY_GAP = 0.24, 0.34, 0.08, 0.26
"""Of a legend: height of a row, width of a symbol, spaces after the symbol and after the words, inches."""
MOST_KEY = 3.4
"""Longest words of an entry, inches."""

ENTRY, SYMBOL, GAP = 0.2, 0.27, 0.3
"""Height of an entry, width of its symbol with the space after it, and space between groups, inches."""

Group: TypeAlias = list[Account]


def key(page: Page, top: float, handles: Sequence[Artist]) -> None:
    """Write a legend across the page; `key_height` says how high it gets."""
    for place, row in enumerate(_rows(handles, page.width)):
        page.figure.legend(
            handles=row,
            loc="upper left",
            bbox_to_anchor=page.place(0.0, top + place * KEY_ROW),
            ncols=len(row),
            frameon=False,
            borderpad=0.0,
            borderaxespad=0.0,
            handlelength=KEY_HANDLE * POINTS_PER_INCH / BODY,
            handletextpad=KEY_PAD * POINTS_PER_INCH / BODY,
            columnspacing=KEY_GAP * POINTS_PER_INCH / BODY,
            fontsize=BODY,
        )


def key_height(handles: Sequence[Artist], width: float) -> float:
    """Return the height of a legend and of the space under it, inches."""
    return len(_rows(handles, width)) * KEY_ROW + 0.15


def _rows(handles: Sequence[Artist], width: float) -> list[list[Artist]]:
    """Break the entries of a legend into rows that fit."""
    rows: list[list[Artist]] = [[]]
    used = 0.0
    for handle in handles:
        handle.set_label(fitted(str(handle.get_label()), MOST_KEY))
        wanted = KEY_HANDLE + KEY_PAD + width_of(str(handle.get_label())) + KEY_GAP
        if rows[-1] and used + wanted > width + KEY_GAP:
            rows.append([])
            used = 0.0
        rows[-1].append(handle)
        used += wanted
    return rows


def group_key(page: Page, left: float, top: float, accounts: Iterable[Account], width: float) -> None:
    """Draw the legend of some accounts, in rows of groups not wider than `width`."""
    for row in _group_rows(accounts, width):
        place = left
        for group in row:
            _column(page, place, top, group)
            place += _width(group) + GAP
        top += _height(row)


def group_key_height(accounts: Iterable[Account], width: float) -> float:
    """Return the height of that legend, inches."""
    return sum(_height(row) for row in _group_rows(accounts, width))


def _column(page: Page, left: float, top: float, group: Group) -> None:
    """Draw one group."""
    page.text(left, top, group[0].group, size=SMALL, weight="bold", color=MUTED)
    for place, account in enumerate(group, start=1):
        above = top + place * ENTRY
        page.box(left, above + 0.02, SYMBOL - 0.07, ENTRY - 0.06, facecolor=account.color, hatch=account.hatch)
        page.text(left + SYMBOL, above, account.label, size=SMALL, color=INK)


def _groups(accounts: Iterable[Account]) -> list[Group]:
    """Return accounts by group, in their order."""
    groups: dict[str, Group] = {}
    for account in accounts:
        groups.setdefault(account.group, []).append(account)
    return list(groups.values())


def _group_rows(accounts: Iterable[Account], width: float) -> list[list[Group]]:
    """Break the groups into rows that fit."""
    rows: list[list[Group]] = [[]]
    used = 0.0
    for group in _groups(accounts):
        if rows[-1] and used + _width(group) > width:
            rows.append([])
            used = 0.0
        rows[-1].append(group)
        used += _width(group) + GAP
    return rows


def _width(group: Sequence[Account]) -> float:
    labels = [SYMBOL + width_of(account.label, SMALL) for account in group]
    return max(width_of(group[0].group, SMALL, bold=True), *labels)


def _height(row: Sequence[Group]) -> float:
    return ENTRY * (1 + max((len(group) for group in row), default=0)) + 0.1
