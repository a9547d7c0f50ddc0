"""What the rows of experiments have in common."""

from cellscanner_trainer.evaluation.resampling import Floats, estimate


def rounded(drawn: Floats) -> list[float | None]:
    """A figure from its draws and its 95 % interval, to four places: value, low, high; None where undefined."""
    whole = estimate(drawn)
    return [None if one is None else round(one, 4) for one in (whole.value, whole.low, whole.high)]
