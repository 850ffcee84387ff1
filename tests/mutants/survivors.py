"""Why mutants live that no test can kill, or need not kill: by module, function, what stood there, and what stands there in the mutant."""

REASONS: dict[tuple[str, str, str, str], str] = {
    (
        "interdependence",
        "find_dependency",
        "sheet[Drawn.DEPENDENCY, place] < parameters.dependency_probability",
        "sheet[Drawn.DEPENDENCY, place] <= parameters.dependency_probability",
    ): "equivalent: no uniform number that is drawn equals the probability",
    ("advancement", "put_forward", "0", "1"): "equivalent: another random number of the same kind, for nothing else",
}
"""Lines move, so they are not part of it."""
