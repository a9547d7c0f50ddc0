"""Objects nobody needs: noted in the transaction that makes them so, removed from the store afterwards."""
