"""The model registry: which packages exist, who may use them, which version an alias means."""
