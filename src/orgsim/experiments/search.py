"""A search for a better design: proposals, what each is worth in the same futures, finalists, and the truth in fresh futures.

Where there are no more combinations than may be tried, all are. Else Optuna's tree-structured Parzen estimator proposes
(Bergstra et al. 2011), which learns which answers go with good designs. The best of many noisy values is too good on average
(the winner's curse), so what a design is worth is said from futures that the search has not seen.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from orgsim.errors import InputError
from orgsim.metrics.outcome import Values
from orgsim.results.statistics import Estimate, estimated

Answers = Mapping[str, str]
Evaluate = Callable[[Answers, int], Values | str]
"""Paired differences to today's company, (futures,), better when larger, of a design in so many futures; or why there is no such design."""

MORE = 4
"""How many times as many futures finalists get."""
PATIENCE = 20
"""Proposals in a row that bring nothing new before the search gives up."""


@dataclass(frozen=True)
class Trial:
    """A design that was tried: its answers, its gain, and the number of the trial from 1."""

    number: int
    answers: Answers
    gain: Estimate


@dataclass(frozen=True)
class Impossible:
    """A design that is none: its answers, and why."""

    answers: Answers
    reason: str


@dataclass
class Found:
    """What a search found: every trial in order, what was impossible, and finalists with their gain in more of the same futures."""

    trials: list[Trial] = field(default_factory=list)
    impossible: list[Impossible] = field(default_factory=list)
    finalists: list[Trial] = field(default_factory=list)
    combinations: int = 0

    def path(self) -> Iterator[Trial]:
        """Yield the trials that were better than today's company and all before them."""
        best = 0.0
        for trial in self.trials:
            if trial.gain.mean > best:
                best = trial.gain.mean
                yield trial


def search(
    choices: Mapping[str, Sequence[str]],
    evaluate: Evaluate,
    *,
    designs: int,
    futures: int,
    finalists: int,
    seed: int,
    today: Answers | None = None,
) -> Found:
    """Try designs, and the best of them in more futures; the best finalist comes first.

    `today` are the answers that leave the company as it is, where there are such; they are tried first.

    Raises
    ------
    InputError
        When no combination of answers is a design.
    """
    found = Found(combinations=int(np.prod([len(answers) for answers in choices.values()])))
    propose = _everything if found.combinations <= designs else _proposals
    tell: dict[str, float | None] = {"gain": None}
    for answers in propose(choices, designs, seed, tell, today):
        tell["gain"] = _try(found, answers, evaluate, futures)
    if not found.trials:
        reasons = found.impossible[0].reason if found.impossible else "there is none"
        raise InputError(f"no combination of answers is a design within the limits; the first: {reasons}")
    ranked = sorted(found.trials, key=lambda one: -one.gain.mean)[:finalists]
    again = [Trial(one.number, one.answers, _gain(evaluate(one.answers, MORE * futures))) for one in ranked]
    found.finalists = sorted(again, key=lambda one: -one.gain.mean)
    return found


def _try(found: Found, answers: Answers, evaluate: Evaluate, futures: int) -> float | None:
    """Try a design and keep what came of it; return its gain, None where there is no such design."""
    values = evaluate(answers, futures)
    if isinstance(values, str):
        found.impossible.append(Impossible(answers, values))
        return None
    gain = _gain(values)
    found.trials.append(Trial(len(found.trials) + 1, answers, gain))
    return gain.mean


def _gain(values: Values | str) -> Estimate:
    return estimated(np.asarray(values, float))


Tell = dict[str, float | None]


def _everything(
    choices: Mapping[str, Sequence[str]], _designs: int, _seed: int, _tell: Tell, today: Answers | None
) -> Iterator[Answers]:
    """Yield every combination, that of today first."""
    combinations: list[dict[str, str]] = [{}]
    for question, answers in choices.items():
        combinations = [{**one, question: answer} for one in combinations for answer in answers]
    yield from sorted(combinations, key=lambda one: one != today)


def _proposals(
    choices: Mapping[str, Sequence[str]], designs: int, seed: int, tell: Tell, today: Answers | None
) -> Iterator[Answers]:
    """Yield today's combination, then what Optuna proposes, each once; what came of it is told back, impossible ones as failed."""
    study, kinds = _study(choices, seed)
    if today:
        study.enqueue_trial(dict(today))
    seen: dict[tuple[str, ...], float | None] = {}
    idle = 0
    while len(seen) < designs and idle < PATIENCE:
        trial = study.ask(kinds)
        answers = {question: str(trial.params[question]) for question in choices}
        key = tuple(answers.values())
        idle = idle + 1 if key in seen else 0
        if key not in seen:
            yield answers
            seen[key] = tell["gain"]
        gain = seen[key]
        study.tell(trial, gain) if gain is not None else study.tell(trial, state=_failed())


def _study(choices: Mapping[str, Sequence[str]], seed: int) -> tuple[Any, dict[str, Any]]:
    try:
        import optuna
    except ImportError:
        raise InputError(
            "a search over more combinations than are tried needs Optuna: pip install 'orgsim[search]' (or try all of them: search.designs)"
        ) from None
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    sampler = optuna.samplers.TPESampler(seed=seed % 2**32, n_startup_trials=10)
    kinds = {name: optuna.distributions.CategoricalDistribution(list(answers)) for name, answers in choices.items()}
    return optuna.create_study(direction="maximize", sampler=sampler), kinds


def _failed() -> Any:
    from optuna.trial import TrialState

    return TrialState.FAIL
