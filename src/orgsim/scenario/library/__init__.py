"""Designs that apply to any company: one file each, how they are laid over a scenario, what they cost and what pays for it."""
