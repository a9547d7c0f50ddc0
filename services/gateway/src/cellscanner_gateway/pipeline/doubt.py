"""How much of a count hangs on the confidence that was asked for."""

import numpy as np
from cellscanner_shared.cells import CellTable

from cellscanner_gateway.warnings.notice import Notice

# Calibrated: of cells with this score three in ten are none.
DOUBTFUL_SCORE = 0.7
# No picture of the sets that the built-in models were held out from reaches it (docs/benchmarks.md, Warnings).
MOST_DOUBTFUL = 0.4
# Of the normal distribution: 97.5 of 100 lie below.
_Z = 1.96


def doubt_notices(table: CellTable) -> list[Notice]:
    """Low confidence, where more than `MOST_DOUBTFUL` of the cells are doubtful, and not by the accident of a few."""
    cells, doubtful = len(table), int(np.count_nonzero(table.score < DOUBTFUL_SCORE))
    if not cells or least_share(doubtful, cells) <= MOST_DOUBTFUL:
        return []
    values = {"doubtful": doubtful, "cells": cells, "percent": round(100 * doubtful / cells), "score": DOUBTFUL_SCORE}
    return [Notice("low-confidence", values)]


def least_share(part: int, whole: int) -> float:
    """The lower end of Wilson's interval (1927) for `part` of `whole`: few cells prove little."""
    share, room = part / whole, _Z**2 / whole
    spread = _Z * float(np.sqrt(share * (1 - share) / whole + room / whole / 4))
    return (share + room / 2 - spread) / (1 + room)
