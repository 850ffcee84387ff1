"""The language of career ladders: levels, moves, policies, settings, and how published ladders are read."""
