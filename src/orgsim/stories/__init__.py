"""Stories: what an article tells of a role, as an experiment with a control, a placebo and the other role."""
