"""The one rule that brings a picture to the scale of a model: for predictions, for trainings, for a picture alone."""

# Within five per cent a model sees no difference, and a picture that is not resampled is sharper.
_ALIKE = 0.05
# Beyond these the stated scale is taken for a mistake, as is usual with a printer's dots per inch.
_PLAUSIBLE = (1 / 16, 8.0)


def resampling(picture_um: float | None, model_um: float | None) -> float | None:
    """Model pixels per picture pixel, of micrometres a pixel of both; 1 where they are alike or one is not known.

    None where the picture's scale cannot be meant: it is read as it is, and whoever shows the result says so.
    """
    if not picture_um or not model_um:
        return 1.0
    factor = picture_um / model_um
    if not _PLAUSIBLE[0] <= factor <= _PLAUSIBLE[1]:
        return None
    return 1.0 if abs(factor - 1.0) <= _ALIKE else factor
