"""What a few small organisations did when their numbers were last recorded: no rule changes without a word.

The numbers say what the model does, not what it should do; whether it should, the tests of single rules and the plain reference say.
``python -m tests.recorded`` records them anew after an intended change of a rule, which CHANGELOG.md then names.

worlds    the organisations, with everything on and with the rare things made common
numbers   what of a finished run is recorded
"""
