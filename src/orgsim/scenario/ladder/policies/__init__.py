"""Promotion policies: one module each, found by its name.

A module has a docstring with a source, and a class ``Policy`` whose fields are its settings and whose ``scoring`` says what counts.
"""
