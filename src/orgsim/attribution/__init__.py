"""Why two designs differ: each single change alone and left out, each mechanism switched off in both, and where the hours moved."""
