"""What one browser has on its screen: each has its own, and none sees another's."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from orgsim.app.climbing import Climb
from orgsim.app.company import Company
from orgsim.app.futures import Arm, Shelf
from orgsim.app.game import Game
from orgsim.app.levers import Lever, levers, settings_at
from orgsim.app.redrawing import Redrawing
from orgsim.app.reveal import Elsewhere, Reveal
from orgsim.figures.style import BASELINE_LOOK, LOOKS
from orgsim.metrics.catalog import VALUE
from orgsim.scenario.design import Design

MOST_DESIGNS = 3
"""So many designs stand beside today at most."""
MOST_SESSIONS = 40
"""So many browsers are remembered; the one that came longest ago is forgotten first."""


class Score(NamedTuple):
    """A game that was played to the end: its future, the seat, and the value as played and as usual, $M."""

    replication: int
    seat: str
    played: float
    usual: float


@dataclass
class Session:
    """The designs that are shown, where the levers stand, and the metric that is asked about."""

    company: Company
    levers: list[Lever]
    chosen: list[str] = field(default_factory=list)
    """Names of designs of the library, in the order in which they were picked."""
    positions: dict[str, int] = field(default_factory=dict)
    """Where levers stand that were moved, by path."""
    lead: str = VALUE
    future: int = 0
    """The future that is looked at quarter by quarter."""
    quarter: int | None = None
    """The quarter that is looked at; the last one until another is picked."""
    shelf: Shelf = field(default_factory=Shelf)
    report: str = ""
    """The report that was made last, as HTML."""
    redrawing: Redrawing = field(init=False)
    game: Game | None = None
    ended: Reveal | None = None
    """What became of the game that was played to the end last, until another seat is taken."""
    elsewhere: dict[tuple[str, int], Elsewhere] = field(default_factory=dict)
    """Futures from the seats that can be taken, by role and number of the future."""
    climb: Climb = field(default_factory=Climb)
    scores: list[Score] = field(default_factory=list)
    """Games that this browser has played to the end."""

    def __post_init__(self) -> None:
        """Begin with nothing redrawn."""
        self.redrawing = Redrawing(self.company)

    @property
    def settings(self) -> Mapping[str, float]:
        """What the levers set; nothing where they stand at the scenario's own value."""
        return settings_at(self.levers, self.positions)

    @property
    def designs(self) -> list[Design]:
        """Today, the designs beside it, and what was drawn by hand, if anything was."""
        drawn = [self.redrawing.design] if self.redrawing.done else []
        return [self.company.today, *(self.company.design(name) for name in self.chosen), *drawn]

    def arms(self) -> list[Arm]:
        """Return every design on the screen under the levers, with the futures that it has."""
        return [self.shelf.arm(design, self.settings) for design in self.designs]

    def color(self, design: str) -> str:
        """Return the colour of a design by its place on the screen, that of the figures."""
        place = [one.name for one in self.designs].index(design)
        return LOOKS[place - 1].color if place else BASELINE_LOOK.color

    def pick(self, name: str) -> bool:
        """Put a design beside today, or take it away; tell whether there was room."""
        if name in self.chosen:
            self.chosen.remove(name)
        elif len(self.chosen) >= MOST_DESIGNS:
            return False
        else:
            self.company.design(name)
            self.chosen.append(name)
        return True


@dataclass
class Sessions:
    """The sessions of all browsers, by the name that only the browser's cookie knows."""

    company: Company
    first: list[str] = field(default_factory=list)
    """Designs that stand beside today when a browser comes for the first time."""
    _found: dict[str, Session] = field(default_factory=dict)

    def of(self, name: str) -> Session:
        """Return the session of a browser; a new one when it is not known."""
        session = self._found.pop(name, None) or Session(self.company, levers(self.company.today), list(self.first))
        self._found[name] = session
        for oldest in list(self._found)[:-MOST_SESSIONS]:
            del self._found[oldest]
        return session
