"""The picture of screening: chances by structure, and what noisy eyes are worth."""

def draw_screening(readings): raise NotImplementedError
