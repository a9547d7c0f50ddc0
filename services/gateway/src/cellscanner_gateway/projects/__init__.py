"""Projects, their experiment groups and specimens."""
