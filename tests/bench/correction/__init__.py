"""A scripted annotator that knows the truth, and counts what correcting costs."""
