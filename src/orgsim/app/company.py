"""A company on the screen: today, and the designs of the library laid over it, each at equal cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from orgsim.errors import InputError
from orgsim.scenario.design import Design, load_design
from orgsim.scenario.document import document_of
from orgsim.scenario.ladder.in_design import checked_levels
from orgsim.scenario.library.applying import applied, changes_of
from orgsim.scenario.library.designs import LibraryDesign, library
from orgsim.scenario.library.writing import money_sentence


@dataclass(frozen=True)
class Offer:
    """A design that can be picked: what it says of itself, and what it is for this company; `reason` says why it is not to be had."""

    name: str
    title: str
    """What people call it, and what the design is called in every sentence."""
    says: str
    design: Design | None
    done: Sequence[str] = ()
    """What its operations did."""
    pays: str = ""
    """What it costs, and what pays for it."""
    reason: str = ""


@dataclass(frozen=True)
class Company:
    """Today's design, what was laid over it with ``--set``, and everything that can be put beside it."""

    today: Design
    overrides: Sequence[str] = ()

    @cached_property
    def offers(self) -> dict[str, Offer]:
        """Every design of the library for this company, those that fit first."""
        found = [self._offer(one) for one in library().values()]
        return {one.name: one for one in sorted(found, key=lambda one: one.design is None)}

    def design(self, name: str) -> Design:
        """Return a design by its name: today's, or one of the library that fits.

        Raises
        ------
        InputError
            When there is none of that name, or it does not fit.
        """
        if name == self.today.name:
            return self.today
        offer = self.offers.get(name)
        if offer is None or offer.design is None:
            raise InputError(offer.reason if offer else f"there is no design '{name}' in the library")
        return offer.design

    def _offer(self, one: LibraryDesign) -> Offer:
        """Lay a design of the library over the company, or say why it does not fit."""
        title = in_short(one.text.title)
        try:
            found = applied(one, self.today)
            if found.nothing:
                return Offer(one.name, title, one.text.says, None, reason="The company is like this already.")
            design = self.changed(title, changes_of(found), one.name)
        except InputError as error:
            return Offer(one.name, title, one.text.says, None, reason=f"{error}")
        return Offer(one.name, title, one.text.says, design, found.said, money_sentence(found))

    def changed(self, name: str, changes: Sequence[Mapping[str, Any]], file: str) -> Design:
        """Return a design that extends today's with changes, as a `file` beside it would.

        Raises
        ------
        InputError
            When the changes are wrong.
        """
        named = f"{name} (redrawn)" if name == self.today.name else name
        path = self.today.path.with_name(f"{file}.yaml")
        try:
            found = load_design({"extends": dict(self.today.source), "name": named, "changes": list(changes)})
        except InputError:  # perhaps because today's file names others, which only files can
            text = {"extends": self.today.path.name, "name": named, "changes": list(changes)}
            found = load_design(path, self.overrides, document_of(text))
        return replace(found, path=path, warnings=(*found.warnings, *checked_levels(found)))


SHORT = {
    "group product managers": "GPMs",
    "product managers": "PMs",
    "product manager": "PM",
    "Product Operations": "Product Ops",
}
"""Words of titles that everybody in the room says in short."""


def in_short(title: str) -> str:
    """Return a title as people say it.

    Example
    -------
    >>> in_short("Two portfolio product managers")
    'Two portfolio PMs'
    """
    for long, short in SHORT.items():
        title = title.replace(long, short)
    return title
