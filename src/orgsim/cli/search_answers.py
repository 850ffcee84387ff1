"""What a search found, as it is told: its path, and what fresh futures say of its best design and of the runner-up."""

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from orgsim.cli.answers import WAYS, with_unit
from orgsim.cli.console import Console
from orgsim.cli.numbers import difference
from orgsim.plain_words import amount, counted, enumerated, estimate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orgsim.experiments.fresh import Choice
    from orgsim.experiments.search import Found, Trial
    from orgsim.metrics.metric import Metric
    from orgsim.results.statistics import Estimate
    from orgsim.scenario.search import Final

MOST_SHOWN = 10
NAMES = ("best", "runner-up")
CALLED = ("the best of the search", "the runner-up of the search")


@dataclass(frozen=True)
class Ending:
    """The best design of a search and the runner-up, and which of them fresh futures leave standing."""

    finalists: "Sequence[Trial]"
    choice: "Choice"
    metric: "Metric"
    today: str
    final: "Final"

    @property
    def trial(self) -> "Trial":
        """The design that is left standing, as the search saw it."""
        return self.finalists[self.choice.chosen]

    @property
    def called(self) -> str:
        """What it was in the search."""
        return CALLED[self.choice.chosen]

    @property
    def better(self) -> bool:
        """Whether it may be better than today's company: no loss beyond chance, and a gain in the search or beyond chance."""
        found = self.choice.gain
        return found.high >= 0.0 and (self.trial.gain.mean > 0.0 or found.low > 0.0)

    @property
    def where(self) -> str:
        """The futures that have not chosen it."""
        return counted(self.final.futures, "further future" if self.choice.again else "fresh future")

    @property
    def said(self) -> str:
        """What it gains over today's company there."""
        return f"gain in {self.metric.title}: {self.told(self.choice.gain)} over {self.today} in {self.where}"

    def told(self, found: "Estimate", sign: float = 1.0) -> str:
        """Return an estimate, or with sign -1 its opposite, with its interval and unit."""
        low, high = sorted((sign * found.low, sign * found.high))
        return estimate(sign * found.mean, low, high, self.metric.unit)


def print_search(console: Console, found: "Found", metric: "Metric") -> None:
    """Print the path of the search and its finalists."""
    console.heading(f"{with_unit(metric.title, metric.unit)} ({WAYS[metric.direction]}): {_tried(found)}")
    path = list(found.path())
    rows = [[f"{one.number}", _named(one), _gain(one.gain, metric)] for one in path[-MOST_SHOWN:]]
    if rows:
        console.table(["trial", "better than today and all before", "gain (95%), as the search saw it"], rows)
    else:
        console.say("no design that was tried was better than today's company in the futures of the search")
    if found.impossible:
        reasons = list(dict.fromkeys(one.reason for one in found.impossible))
        console.say(f"{counted(len(found.impossible), 'combination')} impossible: {enumerated(reasons, 3)}")
    console.answer(
        metric=metric.name,
        combinations=found.combinations,
        trials=[_as_data(one) for one in found.trials],
        impossible=[{"answers": dict(one.answers), "reason": one.reason} for one in found.impossible],
        finalists=[_as_data(one) for one in found.finalists],
    )


def _tried(found: "Found") -> str:
    tried = len(found.trials) + len(found.impossible)
    return f"{tried:,} of {counted(found.combinations, 'combination')} tried"


def _named(one: "Trial") -> str:
    return ", ".join(f"{question}: {answer}" for question, answer in one.answers.items())


def _gain(found: "Estimate", metric: "Metric") -> str:
    ends = f"{difference(found.low, metric.unit)} .. {difference(found.high, metric.unit)}"
    return f"{difference(found.mean, metric.unit)} ({ends})"


def _as_data(one: "Trial") -> dict[str, object]:
    return {"number": one.number, "answers": dict(one.answers), "gain": asdict(one.gain)}


def print_ending(console: Console, ending: Ending) -> None:
    """Print what the best design and the runner-up gain in fresh futures, which is taken and why, and what it is worth."""
    choice, final = ending.choice, ending.final
    console.say()
    console.heading(f"in {counted(final.futures, 'fresh future')} (seed {final.seed}), gain over {ending.today}")
    rows = [
        [name, _named(one), _gain(one.gain, ending.metric), _gain(truth, ending.metric)]
        for name, one, truth in zip(NAMES, ending.finalists, choice.gains, strict=False)
    ]
    console.table(["", "design", "as the search saw it", "in fresh futures"], rows)
    if ending.better:
        console.say(_taken(ending))
        console.say(_curse(ending))
    else:
        console.say(_nothing(ending))
    console.answer(**_ending_as_data(ending))


def _ending_as_data(ending: Ending) -> dict[str, object]:
    choice = ending.choice
    found = [
        {"answers": dict(one.answers), "promised": asdict(one.gain), "fresh": asdict(truth)}
        for one, truth in zip(ending.finalists, choice.gains, strict=True)
    ]
    return {
        "better_than_today": ending.better,
        "best": found[0],
        "runner_up": found[1] if len(found) > 1 else None,
        "best_over_runner_up": asdict(choice.lead) if choice.lead else None,
        "chosen": NAMES[choice.chosen] if ending.better else None,
        "gain": asdict(choice.gain),
        "runner_up_over_best_again": asdict(choice.lead_again) if choice.lead_again else None,
    }


def _taken(ending: Ending) -> str:
    """Say which of the two designs is taken, and why."""
    lead = ending.choice.lead
    if lead is None:
        return "No other design was tried."
    if ending.choice.chosen == 0:
        return _best_stands(ending, lead)
    ahead = f"the runner-up is ahead by {ending.told(lead, -1.0)}"
    if lead.high >= 0.0:
        ahead = f"the best of the search loses beyond chance against {ending.today}, and {ahead}"
    text = f"In fresh futures {ahead}: it is taken. Since they chose it, it is measured again in {ending.where}"
    again = ending.choice.lead_again
    return f"{text}, where its lead is {ending.told(again)}." if again else f"{text}."


def _best_stands(ending: Ending, lead: "Estimate") -> str:
    if lead.low > 0.0:
        return f"Fresh futures prefer the best of the search to the runner-up, by {ending.told(lead)}: it is taken."
    if lead.low == lead.high == 0.0:
        return "In fresh futures the runner-up brings exactly the same: the best of the search is taken."
    return f"Fresh futures do not tell it from the runner-up ({ending.told(lead)}): the best of the search is taken."


def _nothing(ending: Ending) -> str:
    """Say that nothing that was tried is better than today's company, and what the best of it would do."""
    first, found = f"Nothing that was tried is better than {ending.today}", ending.choice.gain
    if found.low == found.high == 0.0:
        return f"{first}: the best is to leave it as it is."
    seen = _gain(ending.trial.gain, ending.metric)
    return f"{first}: the best of it gains {ending.told(found)} in fresh futures, and {seen} in those of the search."


def _curse(ending: Ending) -> str:
    """Say how much of what the search promised is left; the best of many noisy values is too good on average."""
    found = ending.choice.gain
    lost = ending.trial.gain.mean - found.mean
    size = amount(abs(lost), ending.metric.unit, difference=True)
    less = f"{size} {'less' if lost > 0.0 else 'more'} than the search saw"
    sure = "a gain beyond chance" if found.low > 0.0 else "no gain beyond chance"
    who = ("The best design", "The runner-up")[ending.choice.chosen]
    believe = "Believe these futures: the best of many is picked partly for its luck."
    return f"{who} gains {ending.told(found)} in {ending.where}, {less}: {sure}. {believe}"
