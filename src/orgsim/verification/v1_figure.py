def draw_pyramid(readings): raise NotImplementedError
