"""Why mutants live that no test can kill, or need not kill: by module, what stood there, and what stands there in the mutant."""

REASONS: dict[tuple[str, str, str], str] = {}
