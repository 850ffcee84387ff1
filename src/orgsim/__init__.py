"""Try a reorganisation before you announce it: an agent-based simulator of product organisations."""
