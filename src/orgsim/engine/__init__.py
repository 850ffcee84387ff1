"""The one source of truth of the model's behaviour: compiled rules over record arrays, and the schedule that calls them."""
