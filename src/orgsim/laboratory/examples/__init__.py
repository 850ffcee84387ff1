"""Published models with code of their own, as worked examples beside the laboratory."""
