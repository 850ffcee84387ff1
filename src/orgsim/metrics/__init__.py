"""Metrics: one file a family; computed the same way whatever roles exist."""
