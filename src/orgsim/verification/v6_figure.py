def draw_march(readings): raise NotImplementedError
def draw_socialisation(readings): raise NotImplementedError
