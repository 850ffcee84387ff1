"""The report on a fit to a company's history: one HTML file, from the same template as the report of a comparison."""

from collections.abc import Callable, Iterator
from functools import partial

from matplotlib.figure import Figure

from orgsim.figures.all_figures import Slide
from orgsim.figures.fitting import (
    MUCH,
    describe_numbers,
    describe_observations,
    describe_ruled_out,
    draw_numbers,
    draw_observations,
    draw_ruled_out,
    numbers_message,
    observations_message,
)
from orgsim.plain_words import counted, number
from orgsim.report.blocks import Command, Items, Picture, Section, Table, Text, picture
from orgsim.report.paper import Card, Paper, html_of
from orgsim.sensitivity.fit import Fit
from orgsim.sensitivity.words import called

METHOD = (
    "First comes history matching: points drawn over the ranges are ruled out where their simulated observables lie more than three "
    "standard deviations from what was observed; error, discrepancy and the luck of a single history count together. The next wave "
    "draws from the box around those that are left. Then approximate Bayesian computation weighs single simulated futures of the last "
    "wave by how near they come."
)
LIMITS = (
    "Intervals hold if the discrepancies are stated honestly: a model that is further off than they say is fitted to its faults.",
    "What is fitted is the model's number. It is not measured in the company, and other numbers that were kept as they are may be wrong.",
    (
        "A fit to the past says nothing of a market that changes. The observations were taken over as long a time as the "
        "scenario's horizon, or the fit is wrong."
    ),
)


def calibration_report(fit: Fit, company: str, source: str, command: str, futures: int) -> str:
    """Return the page; `source` is the file of the observations, `futures` are those at each point, and `command` makes it again."""
    return html_of(
        Paper(
            question=f"Which numbers of {company} fit what was observed?",
            subtitle=_subtitle(fit, source, futures),
            summary=f"{numbers_message(fit)}. {observations_message(fit)}.",
            cards=[_card(fit, place) for place in range(len(fit.keys))],
            sections=sections(fit, command),
        )
    )


def _subtitle(fit: Fit, source: str, futures: int) -> str:
    waves = ", then ".join(counted(wave.points, "point") for wave in fit.found.waves)
    numbers, seen = counted(len(fit.keys), "number"), counted(len(fit.seen), "observation")
    return f"{numbers} fitted to {seen} ({source}): {waves}, in {counted(futures, 'future')} each."


def _card(fit: Fit, place: int) -> Card:
    """Return what is known of one number."""
    key, share = fit.keys[place], fit.learned(place)
    low, middle, high = (number(end) for end in fit.ends(place))
    chip = f"{share:.0%} learned" if share >= MUCH else "still open"
    return Card(
        title=called(key.path),
        chip=chip,
        tone="good" if share >= MUCH else "open",
        full=0,
        frequency="",
        answer=f"About {middle} {key.entry.unit}, with 95% between {low} and {high}.",
        details=(
            ("Before", f"{number(key.low)} to {number(key.high)}; the scenario says {number(key.value)}."),
            ("What it is", f"{key.entry.meaning} ({key.path})"),
        ),
    )


def sections(fit: Fit, command: str) -> Iterator[Section]:
    """Yield the sections: numbers, fit, what was ruled out, how it was done, and what it does not show."""
    yield Section(
        "numbers",
        "Numbers, before and after",
        (_picture("numbers", draw_numbers, describe_numbers, fit), _numbers(fit)),
    )
    fits = _picture("observations", draw_observations, describe_observations, fit)
    yield Section("fit", "Does the fitted model meet the observations?", (fits, _observations(fit)), short="Fit")
    ruled = _picture("ruled-out", draw_ruled_out, describe_ruled_out, fit)
    yield Section("ruled-out", "What was ruled out", (ruled, _waves(fit)), short="Ruled out")
    blocks = (Text(METHOD), Items(LIMITS), Text("This command makes the page again:"), Command(command))
    yield Section("limits", "How it was done, and what it does not show", blocks, short="Limits")


def _picture(name: str, draw: Callable[[Fit], Figure], describe: Callable[[Fit], str], fit: Fit) -> Picture:
    return picture(Slide(name, partial(draw, fit), partial(describe, fit)), whole=True)


def _numbers(fit: Fit) -> Table:
    rows = []
    for place, key in enumerate(fit.keys):
        low, middle, high = (number(end) for end in fit.ends(place))
        before = f"{number(key.low)} to {number(key.high)}"
        share = f"{fit.learned(place):.0%}"
        rows.append([key.path, key.entry.unit, number(key.value), before, middle, f"{low} to {high}", share])
    head = ["number", "unit", "in the scenario", "range before", "median", "95% of what is left", "learned"]
    return Table(head, rows, "Learned: how much narrower the interval is than 95% of the range before.", (2, 4, 6))


def _observations(fit: Fit) -> Table:
    rows = []
    for place, (one, metric) in enumerate(zip(fit.seen, fit.metrics, strict=True)):
        low, middle, high = (number(end) for end in fit.predicted(place))
        numbers = [number(end) for end in (one.value, one.error, one.discrepancy)]
        rows.append([metric.title, metric.unit, *numbers, middle, f"{low} to {high}"])
    head = ["observed", "unit", "value", "error", "discrepancy", "fitted model", "95% of its futures"]
    caption = (
        "Error: standard error of the observation. Discrepancy: how far the model may be off even with the right numbers; it is "
        "stated, not found."
    )
    return Table(head, rows, caption, (2, 3, 4, 5))


def _waves(fit: Fit) -> Table:
    rows = [
        [f"{place}", f"{wave.points}", f"{wave.left}", number(wave.least)]
        for place, wave in enumerate(fit.found.waves, start=1)
    ]
    return Table(["wave", "points", "left", "nearest point, standard deviations"], rows, "", (1, 2, 3))
