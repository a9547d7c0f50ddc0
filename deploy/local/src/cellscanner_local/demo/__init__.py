"""A report to show what reports look like: real pictures in groups, predicted by a suite, in both languages."""
