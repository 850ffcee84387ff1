"""What every shipped scenario comes to, on average, when its baseline was last recorded: no shipped answer changes without a word.

Recorded numbers (``tests.recorded``) are exact and of small organisations; baselines are means over many futures of the shipped ones, and
allow for luck. ``python -m tests.baselines`` records them anew after an intended change; with names of folders, only theirs.

shipped    which files under ``scenarios`` are scenarios
table      the means of a scenario's metrics with their standard errors, and what leaves its tolerance
"""
