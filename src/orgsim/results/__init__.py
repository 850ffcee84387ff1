"""Results: which runs to make, making them so that nothing is lost, their files, and the paired answer they give.

plan        which designs, which seed, how many futures, in which parts
runner      runs the parts in a pool of threads and writes each when it is done
failures    what is kept of a run that failed
tables      the rows of a run, and what each column means
files       Parquet, the manifest and other JSON on disk
statistics  a paired difference, its interval and its verdict
comparison  opens a folder of results and answers, metric by metric
"""
