"""Patterns: what should emerge from the mechanisms, run as experiments, with the outcome published whatever it is.

``python -m orgsim.studies --write docs`` runs everything that is not saved yet and writes ``docs/patterns.md`` and
``docs/calibration.md`` with their figures. A pattern is a file of this package with a ``PATTERN``; nothing else knows its name.

This lives beside ``orgsim.studies.verification`` and not among the tests because its outcome is a page for readers, because anybody who
changes a role or a default should be able to run it again, and because a pattern that does not emerge is a finding and not a failure.
"""
