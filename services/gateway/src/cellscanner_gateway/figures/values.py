"""Values of many cells, kept few enough for a page."""

import numpy as np
from numpy.typing import NDArray

MOST_VALUES = 5000


def quantiles_of(values: NDArray[np.float64]) -> list[float]:
    """The values ascending; of more than 5000, as many evenly spaced quantiles, which keep their distribution."""
    if len(values) > MOST_VALUES:
        values = np.quantile(values, np.linspace(0, 1, MOST_VALUES))
    return [float(one) for one in np.sort(values)]
