"""Several objectives at once: which designs no other one beats in all of them, and how sure that is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from orgsim.metrics.outcome import Values

RESAMPLES = 2_000
SURE = 0.95

Place = Literal["on the front", "beaten", "open"]


@dataclass(frozen=True)
class Standing:
    """One design: its means by objective, in what share of resamples it is on the front, and which design beats it most often."""

    design: str
    means: tuple[float, ...]
    on_front: float
    beaten_by: str | None
    beaten: float
    """Share of resamples in which that design beats it in everything."""

    @property
    def place(self) -> Place:
        """Whether it is on the front, as far as the futures tell."""
        if self.on_front >= SURE:
            return "on the front"
        return "beaten" if self.on_front <= 1.0 - SURE else "open"


def pareto(values: Mapping[str, Values], signs: Sequence[float], seed: int = 1) -> list[Standing]:
    """Return the standing of each design, those most often on the front first.

    `values` are (futures, objectives) by design, in the same futures; `signs` are 1 where more is better and -1 where less is. Futures
    are drawn again all designs together, so that what they have in common does not blur the comparison.
    """
    names = list(values)
    table = np.array([values[name] for name in names]) * np.asarray(signs, float)  # (designs, futures, objectives)
    table = table[:, np.isfinite(table).all(axis=(0, 2))]
    count = table.shape[1]
    drawn = np.random.default_rng(seed).multinomial(count, np.full(count, 1.0 / count), size=RESAMPLES) / count
    means = np.einsum("rf,dfo->rdo", drawn, table)
    beats = _beats(means)  # (resamples, designs that beat, designs beaten)
    on_front = 1.0 - beats.any(axis=1).mean(axis=0)
    found = []
    for place, name in enumerate(names):
        share = beats[:, :, place].mean(axis=0)
        worst = int(share.argmax())
        middle = tuple((table[place].mean(axis=0) * np.asarray(signs)).tolist())
        by = names[worst] if share[worst] > 0.0 else None
        found.append(Standing(name, middle, float(on_front[place]), by, float(share[worst])))
    return sorted(found, key=lambda one: -one.on_front)


def _beats(means: Values) -> "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]":
    """Return which designs are at least as good as which others in every objective, and better in one, (resamples, designs, designs)."""
    better = means[:, :, None, :] - means[:, None, :, :]
    return np.asarray((better >= 0.0).all(axis=3) & (better > 0.0).any(axis=3))
