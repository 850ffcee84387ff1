"""Does the model do what published models and closed forms say it must? One file a check, found without registration.

A file with ``CHECKS`` adds to the suite. Every check runs the engine's own functions, through the laboratory or in a whole simulation,
and brings mutants: deliberately wrong variants that must fail it.
"""
