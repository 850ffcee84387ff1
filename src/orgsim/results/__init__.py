"""Results: which runs to make, making them so that nothing is lost, their files, and the paired answer they give.

plan        which designs, which seed, how many futures
parts       the parts in which they are run and stored
runner      runs the parts in a pool of threads and writes each when it is done
failures    what is kept of a run that failed
tables      the rows of a run, and what each column means
whole       files that are there whole or not at all, and that show damage
files       Parquet and JSON on disk
manifest    how to make the results of a plan again
statistics  a paired difference, its interval and its verdict
comparison  opens results and answers, metric by metric
by_part     the same answers for every domain, team, branch, role or objective
"""
