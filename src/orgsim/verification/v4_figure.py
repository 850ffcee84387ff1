def draw_queues(readings): raise NotImplementedError
