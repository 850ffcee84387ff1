"""Screening: which metrics react to each parameter, tried one at a time."""
