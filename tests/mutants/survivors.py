"""Why mutants live that no test can kill, or need not kill: by module, function, what stood there, and what stands there in the mutant."""

REASONS: dict[tuple[str, str, str, str], str] = {
    (
        "market",
        "draw_dependency",
        "uniform(luck, Purpose.DEPENDENCY, item.key, 0, 0) < parameters.depe...",
        "uniform(luck, Purpose.DEPENDENCY, item.key, 0, 0) <= parameters.dep...",
    ): "equivalent: no uniform number that is drawn equals the probability",
    ("advancement", "put_forward", "0", "1"): "equivalent: another random number of the same kind, for nothing else",
}
"""Lines move, so they are not part of it."""
