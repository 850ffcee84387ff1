"""Studies of the model: verification against published models, emergent patterns, calibration, and screening of parameters.

Nothing in orgsim depends on this package except the command line, which runs the checks and shows what the screening found; ``make``
runs the rest. ``python -m orgsim.studies --write docs`` runs every pattern that is not saved yet and writes ``docs/patterns.md`` and
``docs/calibration.md``. Checks and patterns are found by what their modules define (``CHECKS``, ``PATTERN``), without registration.
"""
