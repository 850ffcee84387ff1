"""From a scenario to the arrays that the engine starts from."""
