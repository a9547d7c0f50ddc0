"""What can be wrong with a prediction or with the question for its result."""

from cellscanner_shared.errors import CellScannerError


class NoPictures(CellScannerError):
    status, slug, title = 422, "no-pictures", "There is nothing to predict"


class ResultNotReady(CellScannerError):
    """The picture has not been recognised, or could not be."""

    status, slug, title = 409, "result-not-ready", "This picture has no result"


class PictureGivenUp(CellScannerError):
    """Recognising the picture ended the worker several times; it is set aside so that the others go on."""

    status, slug, title = 500, "picture-given-up", "The picture was given up"
