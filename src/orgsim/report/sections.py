"""The sections of the report, in the order of a reader who has ten minutes: designs, outcomes, transition, hours, people, assumptions."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from orgsim.attribution.answers import Attribution
from orgsim.attribution.words import MEANINGS, sized, told
from orgsim.errors import InputError
from orgsim.explain.choosing import WAYS, chosen
from orgsim.figures import all_figures as figures
from orgsim.figures import headroom as gains
from orgsim.figures import tornado
from orgsim.figures.all_figures import Shown, Slide
from orgsim.headroom.answers import Headroom
from orgsim.metrics.catalog import all_metrics, metric_named
from orgsim.plain_words import amount, change, counted, enumerated, estimate, number
from orgsim.report.blocks import Block, Fold, Items, Section, Table, Text, picture
from orgsim.report.extras import Extras
from orgsim.results.comparison import Answer
from orgsim.results.desks import over_futures, saturated_desks
from orgsim.results.statistics import leaning
from orgsim.scenario.diff import Difference, difference
from orgsim.scenario.model import Scenario
from orgsim.scenario.register import Entry, register
from orgsim.scenario.structure import Structure, structure_of
from orgsim.sensitivity.settings import values_of
from orgsim.sensitivity.words import told as flipped

MOST_LISTED = 12
"""Longer lists of changes are folded away."""


@dataclass(frozen=True)
class Given:
    """What the report is made from: what is shown, the leading metric, and the metrics beside it."""

    shown: Shown
    lead: str
    headline: Sequence[str]
    extras: Extras = field(default_factory=Extras)

    @property
    def designs(self) -> Sequence[str]:
        """The designs, the baseline first."""
        return self.shown.lineup.designs

    @property
    def baseline(self) -> str:
        """The design that others are compared with."""
        return self.shown.baseline

    def final(self, design: str) -> Scenario:
        """Return a design as it is after its last change."""
        return self.shown.stages[design][-1][1]


def sections(given: Given) -> Iterator[Section]:
    """Yield every section that these results have something for."""
    if given.extras.headroom:
        yield headroom(given.extras.headroom)
    yield designs(given)
    yield outcomes(given)
    if given.extras.reasons:
        yield reasons(given)
    if given.shown.lineup.alternatives:
        yield transition(given)
    yield hours(given)
    if given.shown.lineup.alternatives:
        yield affected(given)
    if given.extras.flips:
        yield drivers(given)
    yield assumptions(given)
    yield limits(given)


def headroom(found: Headroom) -> Section:
    """Return what there is to gain, and who gets it."""
    words = (
        f"Each bar is {found.today} with one function done by somebody who knows or can do all of it. It bounds what any design, role or "
        "practice can gain through that function."
    )
    slide = Slide("headroom", partial(gains.draw, found), partial(gains.describe, found))
    return Section("headroom", "What there is to gain", (Text(words), picture(slide)))


def reasons(given: Given) -> Section:
    """Return why each alternative differs."""
    blocks: list[Block] = []
    for found in given.extras.reasons.values():
        blocks.append(Items(list(told(found))))
        if found.pieces:
            blocks.append(_pieces(found))
        if found.mechanisms:
            blocks.append(Fold(f"{found.design}: every mechanism switched off in turn", (_mechanisms(found),)))
    return Section("why", "Why", blocks)


def _pieces(found: Attribution) -> Table:
    """Return the single changes of a design with what they do."""
    unit = found.metric.unit
    rows = [
        [piece.title, *(sized(one, unit) for one in (piece.alone, piece.left_out, piece.interaction))]
        for piece in found.pieces
    ]
    caption = f"{found.design}: each single change, in {found.metric.title}"
    return Table(["change", "alone", "what leaving it out takes away", "interaction"], rows, caption, (1, 2, 3))


def _mechanisms(found: Attribution) -> Table:
    """Return the mechanisms with what goes when they are off."""
    unit = found.metric.unit
    rows = [[MEANINGS[one.name], sized(one.carries, unit), sized(one.without, unit)] for one in found.mechanisms]
    return Table(
        ["mechanism", "part of the difference that goes when it is off", "difference without it"], rows, "", (1, 2)
    )


def drivers(given: Given) -> Section:
    """Return what would flip the answer."""
    blocks: list[Block] = []
    for found in given.extras.flips.values():
        slide = Slide(f"tornado-{found.design}", partial(tornado.draw, found), partial(tornado.describe, found))
        blocks += [Text(" ".join(flipped(found))), picture(slide, small=True)]
    return Section("flips", "What would change the answer", blocks)


def designs(given: Given) -> Section:
    """Return the designs side by side."""
    charts = [picture(slide, small=True) for slide in figures.charts(given.shown)]
    changes = [block for design in given.shown.lineup.alternatives for block in _changes(given, design)]
    return Section("designs", "The designs", (_facts(given), *charts, *changes))


def _facts(given: Given) -> Table:
    """Return the static facts of every design."""
    found = {design: structure_of(given.final(design)) for design in given.designs}
    rows: list[tuple[str, Callable[[Structure], str]]] = [
        ("posts", lambda one: f"{one.posts}" + (f" ({one.vacant} vacant)" if one.vacant else "")),
        ("levels", lambda one: f"{one.layers}"),
        ("direct reports to a manager, mean", lambda one: f"{one.mean_span:.1f}"),
        ("direct reports, most", lambda one: f"{one.widest_span}"),
        ("teams", lambda one: f"{one.teams}"),
        ("engineers", lambda one: f"{one.engineers}"),
        ("posts, $M a year", lambda one: f"{one.people_cost / 1000:.2f}"),
        ("engineers, $M a year", lambda one: f"{one.engineering_cost / 1000:.2f}"),
    ]
    return Table(
        ["", *given.designs],
        [[name, *(say(found[design]) for design in given.designs)] for name, say in rows],
        "The designs after their last change, with every post filled",
        range(1, len(given.designs) + 1),
    )


def _changes(given: Given, design: str) -> Iterator[Block]:
    """Yield what a design changes, in words."""
    said = list(changes_in_words(difference(given.final(given.baseline), given.final(design)), given.final(design)))
    if not said:
        yield Text(f"{design} has the same chart as {given.baseline}.")
    elif len(said) > MOST_LISTED:
        yield Fold(f"{design}: {counted(len(said), 'change')} to {given.baseline}", (Items(said),))
    else:
        yield Text(f"{design} changes {given.baseline} like this:")
        yield Items(said)


def changes_in_words(found: Difference, after: Scenario) -> Iterator[str]:
    """Yield the changes between two designs in sentences without a full stop."""
    names = {name: post.name or name for name, post in after.posts.items()}

    def named(post: str) -> str:
        return names.get(post, post)

    yield from (f"New post {named(post)} ({what})" for post, what in found.new.items())
    yield from (f"Closed post {named(post)} ({what})" for post, what in found.closed.items())
    yield from (
        f"{named(post)} reports to {named(now)} (before: {named(was)})" for post, (was, now) in found.moved.items()
    )
    yield from (f"{named(post)} becomes {now} (before: {was})" for post, (was, now) in found.re_roled.items())
    for kind in ("dotted", "working"):
        for way, edges in found.edges.get(kind, {}).items():
            lines = ", ".join(f"{named(one)} \N{EN DASH} {named(other)}" for one, other in edges)
            if edges:
                yield f"{counted(len(edges), f'{kind} line')} {way}: {lines}"
    pay = ((named(post), f"${now:,.0f}k a year (before: ${was:,.0f}k)") for post, (was, now) in found.cost.items())
    yield from (f"{post} costs {amounts}" for post, amounts in pay)
    yield from (f"{path}: {_said(now)} (before: {_said(was)})" for path, (was, now) in found.other.items())


def _said(value: object) -> str:
    return "nothing" if value is None else str(value)


def outcomes(given: Given) -> Section:
    """Return what comes out."""
    shown, alternatives = given.shown, given.shown.lineup.alternatives
    blocks: list[Block] = []
    if alternatives:
        blocks.append(picture(figures.difference(shown, given.lead)))
        blocks += [Text(told) for design in alternatives if (told := _followed(given, design))]
        blocks.append(picture(figures.at_a_glance(shown, given.headline), small=True))
    blocks.append(picture(figures.outcome(shown, given.lead), small=True))
    blocks.append(_outcome_table(given))
    if alternatives:
        more = tuple(picture(figures.difference(shown, name)) for name in _different(given)[:MOST_FIGURES])
        blocks.append(Fold("Paired differences in the other metrics that differ", more))
    blocks.append(Fold("Quarter by quarter", (picture(figures.by_quarter(shown, given.lead)),)))
    return Section("outcomes", "What comes out", blocks)


def _followed(given: Given, design: str) -> str:
    """Return which futures of a design to follow, week by week; nothing where no future has a value."""
    results = given.shown.results
    try:
        found = {way: chosen(results, way, given.lead, (given.baseline, design)) for way in WAYS}
    except InputError:
        return ""
    unit = metric_named(given.lead).unit
    named = [f"{one.replication} is {way} ({change(one.value, unit)})" for way, one in found.items()]
    first = next(iter(found.values())).replication
    return (
        f"Follow {design} down to one simulated future: of the differences, future {enumerated(named)}. "
        f"orgsim explain {results.folder.name} --future {first} --design {design} tells what happened in it."
    )


MOST_FIGURES = 4
"""Of so many metrics at most, the differences are drawn in a fold."""


def _different(given: Given) -> list[str]:
    """Return the metrics beside the leading one in which some design is better, worse, or leans to either; the surest first."""
    found: list[tuple[int, str]] = []
    for one in given.shown.answers([name for name in given.headline if name != given.lead]):
        leans = [leaning(line.comparison, one.metric.direction) for line in one.lines if line.comparison]
        sure = [SURE.index(lean) for lean in leans if lean in SURE]
        if sure:
            found.append((min(sure), one.metric.name))
    return [name for _, name in sorted(found, key=lambda entry: entry[0])]


SURE = ("better", "worse", "higher", "lower", "probably better", "probably worse")


def _outcome_table(given: Given) -> Table:
    """Return every headline metric of every design."""
    answers = given.shown.answers(given.headline)
    return Table(
        ["", *given.designs],
        [[_with_direction(found), *(_outcome(found, design) for design in given.designs)] for found in answers],
        f"Median over futures; beside it the mean paired difference to {given.baseline} with its 95% interval, and the verdict",
        range(1, len(given.designs) + 1),
    )


def _with_direction(found: Answer) -> str:
    way = {"higher": "\N{UPWARDS ARROW}", "lower": "\N{DOWNWARDS ARROW}", "neither": ""}[found.metric.direction]
    return f"{found.metric.title} {way}".strip()


def _outcome(found: Answer, design: str) -> str:
    """Return one cell: where a design stands, and how it compares."""
    line = next((line for line in found.lines if line.design == design), None)
    if line is None or not line.spread.futures:
        return "no value"
    level, paired = amount(line.spread.median, found.metric.unit), line.comparison
    if paired is None or paired.futures < 2:
        return level
    return f"{level}; {estimate(paired.difference, paired.low, paired.high, found.metric.unit)}, {paired.verdict}"


def transition(given: Given) -> Section:
    """Return how one gets there."""
    words = (
        "The line starts two quarters before the first one that counts, when all designs are still the same. What a reorganisation "
        "costs is in it: work that stalls, people who have to learn, and pay."
    )
    return Section("transition", "Getting there", (Text(words), picture(figures.transition_of(given.shown))))


def hours(given: Given) -> Section:
    """Return where the time goes."""
    books = [picture(slide, small=True) for slide in figures.hours(given.shown)]
    desks = picture(figures.desk_use(given.shown), small=True)
    waits = Fold("How long work waits", books[2:])
    return Section("hours", "Where the hours go", (*books[:2], desks, *_saturated(given), waits))


def _saturated(given: Given) -> Iterator[Block]:
    """Yield the desks that cannot keep up."""
    names = given.shown.post_names()
    found = saturated_desks(given.shown.results.table("desks"))
    if not found:
        yield Text("No desk is saturated in any design: requests are answered while they matter.")
        return
    rows = [
        [
            names.get(desk.post, desk.post),
            desk.design,
            f"{desk.busy:.0%}",
            f"{desk.lapsed:.0%}",
            number(desk.lapsed_per_future),
        ]
        for desk in found[:MOST_LISTED]
    ]
    head = ["desk", "design", "busy", "requests lapsed", "lapsed in a future"]
    yield Table(
        head,
        rows,
        f"{counted(len(found), 'saturated desk')}: those who ask there often go without an answer",
        (2, 3, 4),
    )


def affected(given: Given) -> Section:
    """Return who is affected: who moves, and whose desk gets fuller or emptier."""
    blocks: list[Block] = []
    for design in given.shown.lineup.alternatives:
        blocks += [Text(_people(given, design)), *_loads(given, design)]
    return Section("people", "Who is affected", blocks)


def _people(given: Given, design: str) -> str:
    """Say how many people move, in which way."""
    before, after = given.final(given.baseline), given.final(design)
    found = difference(before, after)
    parts = [
        (len(found.moved), "{person gets|people get} another superior"),
        (len(found.re_roled), "{person gets|people get} another role"),
        (len(found.closed), "post* {closes|close}"),
        (len(found.new), "new post*"),
    ]
    said = [counted(count, noun) for count, noun in parts if count]
    moved = sum(before.teams[name].owner != team.owner for name, team in after.teams.items() if name in before.teams)
    said += [counted(moved, "team* {gets|get} another owner")] if moved else []
    return f"{design}: {enumerated(said) or 'nobody moves'}."


def _loads(given: Given, design: str) -> Iterator[Block]:
    """Yield the posts whose desks change most."""
    names = given.shown.post_names()
    desks = over_futures(given.shown.results.table("desks")).dropna(subset=["busy"])
    before, after = (desks.loc[desks["design"] == name].set_index("post") for name in (given.baseline, design))
    rows = [
        (after["busy"][post] - before["busy"][post], str(post), before.loc[post], after.loc[post])
        for post in after.index
        if post in before.index
    ]
    largest = sorted(rows, key=lambda entry: (-abs(entry[0]), entry[1]))[:MOST_LOADS]
    told = [
        [names[post], f"{was['busy']:.0%}", f"{now['busy']:.0%}", _weeks(was["weeks"]), _weeks(now["weeks"])]
        for moved, post, was, now in largest
        if abs(moved) >= LEAST_LOAD
    ]
    if told:
        head = [
            "desk",
            f"busy in {given.baseline}",
            f"busy in {design}",
            "weeks to an answer before",
            "weeks to an answer after",
        ]
        yield Table(head, told, f"Desks that change most under {design} (share of their open hours)", (1, 2, 3, 4))


def _weeks(value: float) -> str:
    return f"{value:.2f}" if value == value else "no requests"


MOST_LOADS, LEAST_LOAD = 5, 0.02
"""So many desks are listed at most, and those whose load changes by less than this share are not."""


def assumptions(given: Given) -> Section:
    """Return what was assumed, the scenario's own numbers first."""
    values = values_of(given.final(given.baseline))
    entries = register()
    own = [entry for entry in entries if entry.path in values and values[entry.path] != entry.default]
    head = ["assumption", "value", "unit", "range", "confidence", "meaning", "source"]
    rows = {entry.path: _row(entry, values) for entry in entries if entry.path in values}
    low = sum(entry.confidence == "low" for entry in entries)
    blocks: list[Block] = [
        Text(
            f"{counted(len(rows), 'number')} of the model stand in a register with their source. {low} of them are assumed with low "
            "confidence. Objectives, their weights and the demand come from the scenario: check them first."
        )
    ]
    if own:
        blocks.append(Table(head, [rows[entry.path] for entry in own], "Numbers that this scenario sets itself", (1,)))
    guessed = list(_guesses(given))
    if guessed:
        blocks.append(Text("Of what an HR table does not say, this was guessed:"))
        blocks.append(Items(guessed))
    blocks.append(Fold("All numbers of the model", (Table(head, list(rows.values()), "", (1,)),)))
    return Section("assumptions", "What was assumed", blocks)


def _guesses(given: Given) -> Iterator[str]:
    """Yield what an import guessed, and whether the verdicts survive other readings of it."""
    guesses = given.final(given.baseline).guesses
    if guesses is None:
        return
    teams = given.final(given.baseline).teams
    owners = [f"{name} ({teams[name].owner})" for name in guesses.owners if name in teams]
    if owners:
        yield f"Who owns {counted(len(owners), 'team')}: {enumerated(owners)}."
    if guesses.related:
        yield "Which domains belong together."
    told = given.extras.guesses
    yield from told or [
        "Not looked at: orgsim compare --over-guesses 12 says whether a verdict depends on these guesses."
    ]


def _row(entry: Entry, values: Mapping[str, float]) -> list[str]:
    """Return one number with all that is known of it."""
    limits = f"{entry.low:g} to {entry.high:g}"
    return [entry.path, f"{values[entry.path]:g}", entry.unit, limits, entry.confidence, entry.meaning, entry.source]


LUCK_ONLY = (
    "Intervals cover the luck of the simulated futures. They do not cover whether the model is right, or whether the company, its market "
    "and its people are as the scenario says."
)


def limits(given: Given) -> Section:
    """Return what this does not show, and how to repeat it."""
    results = given.shown.results
    versions = ", ".join(f"{name} {text}" for name, text in results.manifest.get("versions", {}).items())
    files = " ".join(str(design.get("file", design["name"])) for design in results.manifest["designs"])
    said = [
        "The posts and people here are simulated; nothing is a statement about a real person.",
        LUCK_ONLY,
        "The same futures meet every design: the same demand and the same random events. So a difference is due to the design.",
        "What the model leaves out (politics beyond interests, talent that cannot be hired) is left out of every design.",
    ]
    repeat = [
        f"orgsim compare {files} --seed {results.seed} -r {results.manifest['replications']}",
        f"model {results.manifest.get('model', 'unknown')}; {versions}",
        *(f"{design['name']}: {design['key']}" for design in results.manifest["designs"]),
    ]
    return Section("limits", "What this does not show, and how to repeat it", (Items(said), Items(repeat)))


def headline_metrics() -> list[str]:
    """Return the metrics that a report shows beside the leading one."""
    return [name for name, metric in all_metrics().items() if metric.headline]
