"""Patterns: what should emerge from the mechanisms, run as experiments; the outcome is published whatever it is."""
