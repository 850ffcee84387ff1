"""Change: reorganisations, work that changes hands, and the closing of a quarter's accounts."""
