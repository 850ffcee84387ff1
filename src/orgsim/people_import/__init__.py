"""Turn an HR table of people into a scenario: read it, say what is wrong, ask what cannot be known, leave people's names out."""
