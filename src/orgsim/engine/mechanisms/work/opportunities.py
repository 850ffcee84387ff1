"""Opportunities: each is drawn by its key, a lot of them at once, and none by who will see it."""

import math

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.work.interdependence import (
    build_efforts,
    draw_partners,
    find_dependency,
    find_needs,
    find_spill,
)
from orgsim.engine.mechanisms.work.market import blank, scale_of, share_out, spread_value
from orgsim.engine.mechanisms.work.sheets import LOT, Drawn, Lot, draw_sheet, empty_lot, note
from orgsim.engine.random import Luck, normal_quantile
from orgsim.engine.state import Floats, Indices, Records
from orgsim.engine.vocabulary import Kind, Reach, Stage


@rule
def find_worth(item: Records, parameters: Records, sheet: Floats, place: int) -> None:
    """Find the effort and the promise of one opportunity; both are log-normal, so every case looks good on paper.

    Its numbers are at a `place` of a sheet, (rows, N).
    """
    ratio = math.exp(parameters.effort_sigma * normal_quantile(sheet[Drawn.EFFORT, place]))
    item.effort = parameters.effort_median * ratio
    item.scale = scale_of(ratio, parameters)
    item.reach = find_reach(parameters, sheet[Drawn.REACH, place])
    z = normal_quantile(sheet[Drawn.VALUE, place])
    item.promise = item.scale * spread_value(z, parameters.value_sigma, parameters.reach_spread * float(item.reach))
    item.planned = item.effort
    if parameters.windows:
        item.half_life = find_window(parameters, sheet[Drawn.WINDOW, place])


@rule
def find_window(parameters: Records, u: float) -> float:
    """Return the half-life of an opportunity in weeks (log-normal)."""
    return parameters.window_half_life * math.exp(parameters.window_spread * normal_quantile(u))


@rule
def find_reach(parameters: Records, u: float) -> int:
    """Return how far from what its domain does today an opportunity lies."""
    if not parameters.exploration:
        return Reach.CORE
    if u < parameters.far_share:
        return Reach.FAR
    return Reach.ADJACENT if u < parameters.far_share + parameters.adjacent_share else Reach.CORE


@rule
def find_objectives(row: Floats, mean: Floats, spread: float, sheet: Floats, place: int) -> None:
    """Find what one opportunity contributes to each objective; `row` and `mean` are (K,)."""
    for k in range(len(row)):
        row[k] = sheet[Drawn.OBJECTIVES + k, place]
    share_out(row, mean, spread)


@rule
def draw_market(
    items: Records,
    objectives: Floats,
    arrivals: Indices,
    domains: Records,
    related: Floats,
    domain_objectives: Floats,
    parameters: Records,
    luck: Luck,
) -> int:
    """Fill `items` (and `objectives`, (items, K)) with the opportunities of `arrivals`, (W, D), in order of week; return how many.

    `related`, (D, D), is how closely domains belong together, summed up along its rows.
    """
    lot = empty_lot(objectives.shape[1])
    builds = build_efforts(domains, parameters, luck)
    index = 0
    listed = 0
    for week in range(len(arrivals)):
        for d in range(len(domains)):
            for which in range(arrivals[week, d]):
                note(lot, listed, domains[d], d, week, which)
                listed += 1
                if listed == LOT:
                    draw_lot(
                        items,
                        objectives,
                        index,
                        lot,
                        listed,
                        domains,
                        related,
                        domain_objectives,
                        builds,
                        parameters,
                        luck,
                    )
                    index += listed
                    listed = 0
    draw_lot(items, objectives, index, lot, listed, domains, related, domain_objectives, builds, parameters, luck)
    return index + listed


@rule
def draw_lot(
    items: Records,
    objectives: Floats,
    first: int,
    lot: Lot,
    count: int,
    domains: Records,
    related: Floats,
    domain_objectives: Floats,
    builds: Floats,
    parameters: Records,
    luck: Luck,
) -> None:
    """Fill `count` rows of `items` from the `first` on with the opportunities of a lot; `builds` is what each capability type takes."""
    draw_sheet(lot, luck, count)
    sheet = lot.sheet
    for place in range(count):
        item, d = items[first + place], lot.domains[place]
        blank(item, lot.keys[place], Kind.INITIATIVE, Stage.UNBORN, d, lot.weeks[place])
        find_worth(item, parameters, sheet, place)
        find_needs(item, domains, related[d], builds, parameters, sheet, place)
        find_dependency(item, related[d], parameters, sheet, place)
        find_spill(item, related[d], parameters, sheet, place)
        if sheet[Drawn.JOINT, place] < parameters.joint_probability:
            draw_partners(item, related[d], luck)
        find_objectives(objectives[first + place], domain_objectives[d], parameters.objective_spread, sheet, place)
