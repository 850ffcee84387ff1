"""What the figures of a study share: what settings are called, and axes that hold everything."""

from collections.abc import Sequence

import numpy as np

from orgsim.experiments.cases import OPERATIONS
from orgsim.figures.words import plain
from orgsim.sensitivity.words import called


def setting(key: str) -> str:
    """Return a key as words: the last parts of a path, or a field of an operation with its design.

    Example
    -------
    >>> setting("demand.drift_probability"), setting("redesigns.pods.0.form_pods.span"), setting("name")
    ('drift probability (demand)', 'span (form pods of pods)', 'name')
    """
    if key.startswith(OPERATIONS):
        _, design, _, verb, *rest = key.split(".")
        return plain(f"{' '.join(rest)} ({verb} of {design})".replace("_", " "))
    return plain(called(key)) if "." in key else plain(key)


def padded(ends: Sequence[float]) -> tuple[float, float]:
    """Return the ends of an axis that holds all of these, with a little room."""
    known = [end for end in ends if np.isfinite(end)] or [0.0]
    pad = 0.05 * (max(known) - min(known)) or 1.0
    return min(known) - pad, max(known) + pad
