"""Figures of results: paired differences, quarters, the ledger, desks, and org charts. Importing this imports matplotlib."""

from orgsim.figures.drawing import draw_all

__all__ = ["draw_all"]
