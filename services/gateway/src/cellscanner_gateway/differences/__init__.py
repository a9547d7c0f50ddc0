"""Two sets of cells on the same pictures, held against each other cell by cell."""
