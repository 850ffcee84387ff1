"""Figures of results: paired differences, quarters, the ledger, desks, and org charts. Importing this imports matplotlib."""

from orgsim.figures.all_figures import draw_all

__all__ = ["draw_all"]
