"""Published models, and second opinions on the engine, for tests to hold it against."""
