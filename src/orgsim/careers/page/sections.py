"""The sections of the page, in the order of a reader who has ten minutes."""

from collections.abc import Iterator

from orgsim.careers.comparison import compare_careers
from orgsim.careers.impact import ABOUT, cumulative
from orgsim.careers.outcomes import MEASURES, chain_length
from orgsim.careers.page import tables
from orgsim.careers.page.assumptions import assumptions, limits
from orgsim.careers.page.sentences import years
from orgsim.careers.simulation import CareerResults
from orgsim.careers.slides import Careers, cohort, cost, fairness, gaps, moves, pyramid, survival
from orgsim.careers.slides.all_slides import of_all, of_each, of_ways
from orgsim.plain_words import counted, number
from orgsim.report.blocks import Block, Fold, Items, Section, Text, picture
from orgsim.scenario.ladder.diff import LadderDifference, difference


def sections(careers: Careers, command: str) -> Iterator[Section]:
    """Yield every section that these results have something for."""
    if not careers.single:
        yield side_by_side(careers)
    yield promotion(careers)
    if careers.entry is not None:
        yield routes(careers)
    yield flows(careers)
    yield Section("pyramid", "Pyramid", (picture(of_all("pyramid", pyramid, careers)),))
    yield equal_chances(careers)
    yield Section("skill", "Skill", (picture(of_all("competence-gap", gaps, careers)),))
    yield price(careers)
    yield ladders(careers)
    yield assumptions(careers)
    yield limits(careers, command)


def side_by_side(careers: Careers) -> Section:
    """Return every measure, the arms under each other."""
    found = compare_careers(careers.names, careers.found)
    overall = [line for line in found if line.measure in MEASURES and (line.measure != "cost" or cost.known(careers))]
    by_level = [line for line in found if line.measure not in MEASURES]
    words = "No measure has a better direction by itself: fewer exits may be a calm ladder or a stuck one."
    blocks: list[Block] = [Text(words), tables.measures(overall, "Over all levels")]
    if by_level:
        blocks.append(Fold("Promotions out of each level", (tables.measures(by_level, ""),)))
    return Section("measures", "Side by side", blocks)


def promotion(careers: Careers) -> Section:
    """Return the time to promotion: curves, and when half are promoted."""
    found = careers.waits
    if not found:
        return Section(
            "promotion", "Time to promotion", (Text("Too few people are promoted out of any level to say."),)
        )
    curves = picture(of_all("time-to-promotion", survival, careers))
    return Section("promotion", "Time to promotion", (curves, tables.promotions(careers, found)))


def routes(careers: Careers) -> Section:
    """Return where hires come to, and how."""
    entry, goal = careers.entry or "", careers.goal
    blocks: list[Block] = []
    if not goal:
        followed = f"Hires as {careers.title(entry)} are followed for {years(careers.first.horizon)}."
        blocks.append(Text(f"{followed} With --to LEVEL the page says by which ways they come to a level."))
    blocks += [picture(slide) for slide in of_ways(careers)]
    if goal:
        blocks.insert(1, tables.ways_to(careers, entry, goal))
    blocks += [picture(slide) for slide in of_each("cohort", cohort, careers)]
    blocks.append(Fold("Chances to come to every level", (tables.every_level(careers, entry),)))
    return Section("ways", "Ways up", blocks)


def flows(careers: Careers) -> Section:
    """Return who moves where, and what a vacancy sets off."""
    pictures = [picture(slide) for slide in of_each("moves", moves, careers)]
    chains = [_of(careers, name, _chain(each)) for name, each in careers.results.items()]
    folds = [fold for name, each in careers.results.items() for fold in _details(careers, name, each)]
    return Section("moves", "Moves and vacancies", (*pictures, Items(chains), *folds))


def _of(careers: Careers, name: str, words: str) -> str:
    """Return words about one arm, with its name where there are others."""
    return words if careers.single else f"{name}: {words[:1].lower()}{words[1:]}"


def _chain(results: CareerResults) -> str:
    """Say how many moves a vacancy sets off."""
    found = chain_length(results)
    if found.mean != found.mean:
        return "No level has seats, so there are no chains of vacancies."
    return (
        f"Each exit or new seat sets off {number(found.mean)} moves on average "
        f"({number(found.low)} to {number(found.high)} in the middle 80% of futures), its own vacancy included."
    )


def _details(careers: Careers, name: str, results: CareerResults) -> Iterator[Fold]:
    """Yield every move and the vacant seats of one arm."""
    yield Fold(_of(careers, name, "Every move"), (tables.moves(careers, results),))
    vacant = tables.vacancies(careers, results)
    if vacant:
        yield Fold(_of(careers, name, "Vacant seats"), (vacant,))


UNLABELLED = (
    "Everybody carries the same label in these futures, or the ladders know different ones, so nothing is said about fairness. Labels, "
    "and how the policy treats them, are set with --set groups.NAME.share, .advocacy, .rating_noise and .opportunity; they never differ in "
    "ability."
)


def equal_chances(careers: Careers) -> Section:
    """Return impact ratios with their intervals, or how to ask for them."""
    found = fairness.lines_of(careers)
    if not found:
        return Section("fairness", "Fairness", (Text(UNLABELLED),))
    blocks: list[Block] = [Text(ABOUT), picture(of_all("fairness", fairness, careers))]
    blocks.append(tables.impact_ratios(careers, found))
    steps = [_of(careers, name, told) for name, each in careers.results.items() for told in _steps(each)]
    return Section("fairness", "Fairness", [*blocks, *([Items(steps)] if steps else [])])


def _steps(results: CareerResults) -> Iterator[str]:
    """Say what the ratios of the rungs come to together."""
    for total in cumulative(results):
        if total.steps:
            rungs = counted(len(total.steps), "rung")
            yield f"Over {rungs} the ratio of {total.group} to {total.reference} multiplies to {total.product:.2f}."


def price(careers: Careers) -> Section:
    """Return what the ladder pays."""
    if not cost.known(careers):
        words = "Some ladder here states no pay, so its cost is unknown; `pay` of a level says it."
        return Section("price", "Price", (Text(words),))
    return Section("price", "Price", (picture(of_all("cost", cost, careers)),))


def ladders(careers: Careers) -> Section:
    """Return the ladder, or what differs between several."""
    table = tables.levels(careers.first)
    if careers.single:
        return Section("ladder", "The ladder", (table,))
    base, *others = careers.names
    blocks: list[Block] = []
    for name in others:
        told = list(_differences(difference(careers.first.plan.ladder, careers.results[name].plan.ladder)))
        blocks.append(
            Text(f"What {name} changes of the ladder of {base}:" if told else f"{name} has the ladder of {base}.")
        )
        blocks += [Items(told)] if told else []
    return Section("ladder", "The ladders", [*blocks, Fold(f"The ladder of {base}", (table,))])


def _differences(found: LadderDifference) -> Iterator[str]:
    """Yield what differs, in sentences."""
    yield from (f"{what} is new." for what in found.levels_added.values())
    yield from (f"{what} is gone." for what in found.levels_removed.values())
    yield from (f"The move {what} is new." for what in found.moves_added)
    yield from (f"The move {what} is gone." for what in found.moves_removed)
    for pairs in (found.moves_changed, found.expectations, found.numbers):
        for path, (was, now) in pairs.items():
            yield f"{path} is {_said(now)} instead of {_said(was)}."


def _said(value: object) -> str:
    return "not stated" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
