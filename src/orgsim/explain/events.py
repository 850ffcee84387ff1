"""The log of one future: one row an event, and what every kind of event and every column means."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from orgsim.engine.vocabulary import MINUTES_PER_WEEK, WEEKS_PER_QUARTER
from orgsim.errors import CommandLineError, InputError

if TYPE_CHECKING:
    import pandas as pd


Columns = dict[str, Any]
"""Some columns of a row, by name."""


class Event(NamedTuple):
    """One row of the log. What does not apply is empty, or 0."""

    minute: int
    event: str
    what: str = ""
    how: str = ""
    initiative: str = ""
    piece: str = ""
    capability: str = ""
    other_capability: str = ""
    team: str = ""
    other_team: str = ""
    post: str = ""
    other_post: str = ""
    request: int = 0
    amount: float = 0.0
    of: float = 0.0
    unit: str = ""

    @property
    def week(self) -> int:
        """Week of the run in which it happens, from 0."""
        return self.minute // MINUTES_PER_WEEK


KINDS = {
    "team": "a team opens, closes, gets another owner (`post`), or other engineers, of whom it has `amount` (`what`)",
    "post": "a post opens, closes, or comes under another one (`what`)",
    "joined": "somebody (simulated) takes a post",
    "left": "somebody (simulated) leaves a post",
    "appeared": "an initiative comes into the market and reaches a team (`how` is `unseen` when nobody notices it)",
    "submitted": "the owner of a team asks for an initiative to be funded, or funds it without asking (`how` is `alone`)",
    "asked": "a request (`what`) comes to a desk: `post` asks `other_post`",
    "passed": "a request leaves the desk of `post` for that of `other_post`; it lay there, or at `of` desks, for `amount`",
    "answered": "a request ends at the desk of `post`: yes, no or lapsed (`how`), `amount` after it was asked; `what` as in `asked`",
    "unanswered": "a request still waits at the desk of `post` when the run ends, `amount` after it was asked",
    "refused": "the case of an initiative is refused",
    "forgotten": "nobody answered the case of an initiative in time, or a gate did not",
    "expired": "an idea has become too old, or no team is left for it",
    "given_up": "an initiative or a piece of work is given up after it was funded; `how` is the reason for an initiative",
    "funded": "an initiative is funded and enters the backlog of its team (`how` is `stated` where the scenario says that it was before)",
    "owed": "a piece of work is asked of `team` by `other_team`; `what` is its kind",
    "queued": "an item of work enters a backlog; at the end of that week `amount` items stand before it and `of` are in work",
    "handed_over": "another team takes an item of work over",
    "stretch": "a time that an item spends in one way, which `what` names as the ledger does; it begins in `minute`",
    "started": "work on an initiative or a piece of work begins",
    "begun": "a team begins to build a capability; `what` tells a first one from a duplicate of `other_capability` of `other_team`",
    "inherited": "a capability that the company has from before the run, or that the scenario names; it was begun `amount` before",
    "delivered": "a piece of work is delivered",
    "in_service": "a capability goes into service",
    "noticed": "`post` sees, on hearing from `other_post`, that a capability does what another one does; `amount` after it was begun "
    "(after the run began, if `what` is `inherited`)",
    "merging": "a capability is to be merged into `other_capability`",
    "retired": "a capability is out of service because another one does the same; `amount` went into building it",
    "outdated": "a capability is out of date, or its building is given up; `amount` went into it",
    "launched": "an initiative is launched; `amount` is what it realises over its life, `of` the part of its weeks in which it waited",
    "taken_back": "a launch seems to do harm and is rolled back",
    "desk": "a desk in one week: `amount` of `of` open minutes are spent on requests",
    "team_minutes": "minutes of a team's engineers in one quarter, by account (`what`)",
    "post_minutes": "minutes of a post in one quarter, by account (`what`)",
}
"""What every kind of event is."""

COLUMNS = {
    "week": ("week of the run, from 0; the warm-up comes first", "number"),
    "quarter": ("quarter after the warm-up, from 1; 0 and less within the warm-up", "number"),
    "minute": ("working minute of the run, from 0, 2,400 to a week", "minutes"),
    "event": ("kind of event, see below", "name"),
    "what": ("errand, account or kind of work that it is about", "name"),
    "how": ("how it came about or ended", "name"),
    "initiative": ("initiative that it is about or serves", "name"),
    "piece": ("piece of work for that initiative; empty: the initiative itself", "name"),
    "capability": (
        "capability: `d1`, `d2`, ... are duplicates, `c1`, `c2`, ... are not, platforms have their own names",
        "name",
    ),
    "other_capability": ("the second one: what it duplicates or is merged into", "name"),
    "team": ("team concerned", "name"),
    "other_team": ("the second one", "name"),
    "post": ("post concerned", "name"),
    "other_post": ("the second one", "name"),
    "request": ("number of the request in this future, from 1; 0: none", "number"),
    "amount": ("how much", "see unit"),
    "of": ("what the amount is a part of, or a second amount", "see event"),
    "unit": ("unit of the amount", "name"),
}
"""Every column of the log: what it means, and its unit."""


@dataclass(frozen=True)
class Log:
    """What happened in one future, in order of time; `warmup` is the number of quarters before those that count."""

    events: tuple[Event, ...]
    warmup: int
    _found: dict[str, dict[object, list[Event]]] = field(default_factory=dict, repr=False, compare=False)

    def of(self, *kinds: str, **where: object) -> list[Event]:
        """Return the events of some kinds (none named: all) whose columns are as given."""
        if not where and len(kinds) == 1:
            return list(self._by("event").get(kinds[0], ()))
        narrow = next(iter(where)) if where else ""
        found = self._by(narrow).get(where[narrow], ()) if narrow else self.events
        return [
            one
            for one in found
            if (not kinds or one.event in kinds) and all(getattr(one, key) == value for key, value in where.items())
        ]

    def _by(self, column: str) -> Mapping[object, Sequence[Event]]:
        """Return all events by their value of a column, found once."""
        if column not in self._found:
            self._found[column] = {}
            for one in self.events:
                self._found[column].setdefault(getattr(one, column), []).append(one)
        return self._found[column]

    def quarter_of(self, event: Event) -> int:
        """Return the quarter after the warm-up in which an event happens, from 1."""
        return event.week // WEEKS_PER_QUARTER - self.warmup + 1

    def counts(self, event: Event) -> bool:
        """Tell whether an event falls into the quarters that count."""
        return self.quarter_of(event) >= 1

    def table(self) -> dict[str, list[Any]]:
        """Return the log as columns."""
        named = {name: [getattr(one, name) for one in self.events] for name in COLUMNS if name != "quarter"}
        return {name: named.get(name, [self.quarter_of(one) for one in self.events]) for name in COLUMNS}

    def frame(self) -> "pd.DataFrame":
        """Return the log as a pandas frame, one row an event."""
        import pandas as pd

        return pd.DataFrame(self.table())


def logged(events: Iterable[Event], warmup: int) -> Log:
    """Return the log of some events, sorted by time; within a minute, by the order in which one thing leads to another."""
    place = {kind: rank for rank, kind in enumerate(KINDS)}
    return Log(tuple(sorted(events, key=lambda event: (event.minute, place[event.event]))), warmup)


def check_log(path: Path | None) -> None:
    """Refuse a log that could not be written, before anything is simulated for it.

    Raises
    ------
    CommandLineError
        When its name ends in another way than those of tables do.
    """
    if path and path.suffix not in (".parquet", ".csv"):
        raise CommandLineError(f"--log {path.name}: a log is written as .parquet or .csv")


def write_log(logs: Sequence[tuple[str, Log]], future: int, path: Path) -> None:
    """Write the logs of some designs in one future as a table, by the ending of its name: .parquet or .csv.

    Raises
    ------
    InputError
        When the name ends in another way, or the file cannot be written.
    """
    import pandas as pd

    check_log(path)
    frame = pd.concat([log.frame().assign(design=name, future=future) for name, log in logs], ignore_index=True)
    frame = frame[["design", "future", *COLUMNS]]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".csv":
            frame.to_csv(path, index=False, lineterminator="\n")
        else:
            frame.to_parquet(path, index=False)
    except OSError as error:
        raise InputError(f"--log {path}: it cannot be written ({(error.strerror or str(error)).lower()})") from None
