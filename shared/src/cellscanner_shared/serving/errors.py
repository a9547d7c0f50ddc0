"""What the two recognising services can answer instead of a result."""

from cellscanner_shared.errors import CellScannerError


class GpuUnusable(CellScannerError):
    """A GPU is there, or was asked for, and the networks cannot run on it."""

    status, slug, title = 500, "gpu-unusable", "The GPU is there but cannot be used"


class ModelNotFound(CellScannerError):
    status, slug, title = 404, "model-not-found", "There is no such model version"


class ModelUnfit(CellScannerError):
    """The model lacks the part that the request needs."""

    status, slug, title = 409, "model-unfit", "The model cannot do what was asked of it"


class NetworkFailed(CellScannerError):
    """ONNX Runtime could not load the network, or could not run it."""

    status, slug, title = 500, "network-failed", "The network could not be run"


class RequestTooLarge(CellScannerError):
    status, slug, title = 413, "request-too-large", "The request is too large"


class Busy(CellScannerError):
    """More requests wait than the service lets wait; the caller asks again."""

    status, slug, title = 503, "busy", "Too many requests are waiting"
