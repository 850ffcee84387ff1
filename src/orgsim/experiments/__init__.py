"""Experiments at scale: many designs in many environments, under many settings, with many seeds.

samples     the points of a grid, list, Latin hypercube, Sobol' sequence, and of the samples of Saltelli and of Morris
cases       a batch file as cases: every environment, setting, point and seed
designs     the designs of a case: scenario files, designs of the library, and what operations make of the first design
study       all cases with the keys of their results, checked at once, and what of them is saved
record      what a folder says of the study that it holds
reasons     why saved futures do not count
estimates   how long a study will take, and how many bytes
table       one tidy table of a whole study
verdicts    what designs gain over all cases
again       some futures simulated again, and whether they are what is saved
"""
