"""Views: what people think markets pay, learned from launches they have insight into and from reviews, kept, and slowly forgotten.

A view is a mean and a doubt about the logarithm of a market's attractiveness, moved by the rule of Kalman (1960). What a quarter's launches
show of a market is the same for all who see it, so that two people with the same evidence do not differ for nothing. How much markets
differ is not known either: it is learned from what was seen. Reports are taken as unbiased, since no source says by how much some domains
flatter themselves more than others.
"""

import math

import numpy as np

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.work.attractiveness import persistence, unusual
from orgsim.engine.random import Luck, Purpose, normal
from orgsim.engine.state import Floats, Records, State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import NONE, WEEKS_PER_QUARTER

ERROR_OF_LAUNCH = 1.0
"""What one launch shows of its market: standard error of the logarithm, that of the values of launches. Source: follows from it."""
ERROR_OF_REVIEW = 1.2
"""What the review of one team shows of its market: standard error of the logarithm, that of a business case. Source: assumed."""
DOUBTFUL_LAUNCHES = 8.0
"""Launches' worth of evidence that markets are all alike, with which everybody begins. Source: assumed."""


@rule
def weight_of_evidence(doubt: float, error: float) -> float:
    """Return how far new evidence moves a view, 0..1, from the variances of the view (`doubt`) and of the evidence.

    Example
    -------
    >>> weight_of_evidence(0.25, 0.75), weight_of_evidence(0.0, 0.5)
    (0.25, 0.0)
    """
    return doubt / (doubt + error) if doubt > 0.0 else 0.0


@rule
def learn_from(state: State, row: int, domain: int, signal: float, error: float) -> None:
    """Move a person's view of a market toward a signal whose variance is `error`."""
    weight = weight_of_evidence(state.doubts[row, domain], error)
    state.views[row, domain] += weight * (signal - state.views[row, domain])
    state.doubts[row, domain] *= 1.0 - weight


@rule
def spread_learned(counters: Records) -> float:
    """Return the variance between markets that the company has seen so far; 0 as long as nothing speaks for one."""
    return max(0.0, counters.market_seen / (counters.market_launches + DOUBTFUL_LAUNCHES))


@rule
def believed_attractiveness(view: float, doubt: float, usual: float, ahead: float) -> float:
    """Return what somebody expects a market to pay, 1 for a usual one; `usual` is the variance between markets that is believed in.

    `ahead` is the share of what makes a market unusual that will be left by then, 0..1.

    Example
    -------
    >>> believed_attractiveness(0.0, 0.2, 0.2, 1.0), round(believed_attractiveness(0.5, 0.2, 0.2, 1.0), 3)
    (1.0, 1.649)
    """
    return math.exp(ahead * view + 0.5 * ahead * ahead * (doubt - usual))


@rule
def seen_attractiveness(state: State, row: int, domain: int, weeks: float) -> float:
    """Return what a person expects a domain's market to pay in some weeks; 1 where markets stand still by the scenario."""
    parameters = state.parameters[0]
    if not parameters.markets:
        return 1.0
    ahead = share_ahead(weeks, parameters.market_half_life)
    usual = spread_learned(state.counters[0])
    return believed_attractiveness(state.views[row, domain], state.doubts[row, domain], usual, ahead)


@rule
def share_ahead(weeks: float, half_life: float) -> float:
    """Return the share of what makes a market unusual that is left in some weeks; `half_life` is in quarters."""
    return math.pow(2.0, -weeks / (WEEKS_PER_QUARTER * half_life))


@rule
def market_seen(state: State, memo: Records, row: int, domain: int, weeks: float) -> float:
    """Return the same as ``seen_attractiveness`` for a judge with a `memo` of what was found last: a team's ideas have one market."""
    parameters = state.parameters[0]
    if not parameters.markets:
        return 1.0
    view, doubt, usual = state.views[row, domain], state.doubts[row, domain], spread_learned(state.counters[0])
    if memo.ahead == 0.0 or memo.weeks != weeks or memo.half_life != parameters.market_half_life:
        memo.weeks, memo.half_life = weeks, parameters.market_half_life
        memo.ahead = share_ahead(weeks, parameters.market_half_life)
        memo.pays = 0.0
    if memo.pays == 0.0 or memo.opinion != view or memo.doubt != doubt or memo.usual != usual:
        memo.opinion, memo.doubt, memo.usual = view, doubt, usual
        memo.pays = believed_attractiveness(view, doubt, usual, memo.ahead)
    return memo.pays


@rule
def begin_views(state: State, row: int) -> None:
    """Let a newcomer think that all markets are usual."""
    usual = spread_learned(state.counters[0])
    for domain in range(len(state.domains)):
        state.views[row, domain] = 0.0
        state.doubts[row, domain] = usual


@rule
def error_of_launches(domain: Records, luck: Luck, quarter: int) -> float:
    """Return the error, in standard errors, in what the last quarter's launches show of a market: the same for all who see them."""
    return normal(luck, Purpose.MARKET_SIGN, domain.key, quarter, 0)


@rule
def signal_of_launches(truth: float, error: float, seen: float) -> float:
    """Return what `seen` launches show of a market, of which `truth` is true: the fewer are seen, the more the error counts.

    Example
    -------
    >>> signal_of_launches(0.5, -1.0, 4.0)
    0.0
    """
    return truth + ERROR_OF_LAUNCH * error / math.sqrt(seen)


@rule
def learn_spread(state: State, truths: Floats, errors: Floats) -> None:
    """Let the company learn how much markets differ: by the squares of what launches showed, less those of their errors.

    `truths` and `errors`, (D,), are how unusual each market was, and what all who see its launches err by.
    """
    counters = state.counters[0]
    for d in range(len(state.domains)):
        launches = state.domains[d].launches
        if launches > 0.0:
            signal = signal_of_launches(truths[d], errors[d], launches)
            counters.market_seen += launches * (signal * signal - ERROR_OF_LAUNCH * ERROR_OF_LAUNCH / launches)
            counters.market_launches += launches


@rule
def learn_from_launches(state: State, p: int, truths: Floats, errors: Floats) -> None:
    """Let a person forget a quarter's part of each view and learn from the launches that the post has insight into.

    `truths` and `errors`, (D,), are how unusual each market was, and what all who see its launches err by.
    """
    row = state.posts[p].person
    keeps = persistence(state.parameters[0].market_half_life)
    usual = spread_learned(state.counters[0])
    for d in range(len(state.domains)):
        state.views[row, d] *= keeps
        state.doubts[row, d] = keeps * keeps * state.doubts[row, d] + (1.0 - keeps * keeps) * usual
        seen = state.insights[p, d] * state.domains[d].launches
        if seen > 0.0:
            signal = signal_of_launches(truths[d], errors[d], seen)
            learn_from(state, row, d, signal, ERROR_OF_LAUNCH * ERROR_OF_LAUNCH / seen)


@rule
def learn_from_review(state: State, luck: Luck, row: int, domain: int, quarter: int) -> None:
    """Let a person who reviews a team learn about its market."""
    if not state.parameters[0].markets:
        return
    truth = unusual(state.attractiveness[quarter, domain], state.parameters[0].market_spread)
    error = normal(luck, Purpose.MARKET_REVIEW, state.people[row].key, quarter, domain)
    learn_from(state, row, domain, truth + ERROR_OF_REVIEW * error, ERROR_OF_REVIEW * ERROR_OF_REVIEW)


@step("counters domains doubts views")
@rule
def read_markets(state: State, luck: Luck, week: int) -> None:
    """People learn what markets pay from the last quarter's launches, as far as they have insight there."""
    quarter = week // WEEKS_PER_QUARTER
    if quarter > 0:
        truths = np.empty(len(state.domains))
        errors = np.empty(len(state.domains))
        for d in range(len(state.domains)):
            truths[d] = unusual(state.attractiveness[quarter - 1, d], state.parameters[0].market_spread)
            errors[d] = error_of_launches(state.domains[d], luck, quarter)
        learn_spread(state, truths, errors)
        for p in range(len(state.posts)):
            if state.posts[p].active and state.posts[p].person != NONE:
                learn_from_launches(state, p, truths, errors)
    for domain in state.domains:
        domain.launches = 0.0
