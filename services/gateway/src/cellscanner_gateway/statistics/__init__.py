"""What the counts mean: per picture, per group, and between groups. Every number is defined in docs/statistics.md."""
