"""How fast things are: run the modules of this folder."""
