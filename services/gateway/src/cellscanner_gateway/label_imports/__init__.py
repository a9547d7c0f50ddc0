"""Labels of many pictures from files of other programs: read and shown first, then applied, and undone if wanted."""
