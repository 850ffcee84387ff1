"""The story of one future: an observer outside the rules replays it week by week, writes a log of events, and tells it in sentences.

The engine writes no log. A future is the same whenever it is simulated, so it is simulated once more, a week at a time, and after each
week the tables are held against those of the week before. What is not asked for costs nothing, and asking changes nothing.
"""
