"""Operations: the verbs of a reorganisation, as they may stand under ``do`` in a change. One small class for each."""
