"""One mechanism, one file: small rules that read like the organisation, and the step that applies them to the state."""
