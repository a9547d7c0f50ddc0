"""Where the results of a prediction stand in the object store."""

from uuid import UUID


def cells_key(prediction_id: UUID, image_id: UUID) -> str:
    """The table of cells, an Arrow file."""
    return f"predictions/{prediction_id}/{image_id}.arrow"


def overlay_key(prediction_id: UUID, image_id: UUID) -> str:
    """The picture with its boxes drawn on it; made when it is first asked for."""
    return f"predictions/{prediction_id}/{image_id}.overlay.png"
