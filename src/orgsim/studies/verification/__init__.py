"""Verification: does the model do what published models and closed forms say it must? Every module with ``CHECKS`` adds to the suite.

Every check calls the engine's own functions, through the laboratory or in a whole simulation (but for V6a, March's model with code of
its own), and brings mutants: deliberately wrong variants that must fail it.
"""
