"""Role histories of some known shapes: one module a shape, found by its file, without registration.

A reader is a module with ``ABOUT`` (what it reads, in one line), ``recognizes(headings)`` and ``read(path, order)``, which returns the
stays of people at levels; ``order`` names the levels from the bottom up where the file does not.
"""
