"""Everything that can be said beside a number: stable codes, their words in both languages, their pages."""
