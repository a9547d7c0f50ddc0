"""What the routes of pictures take and give."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from cellscanner_gateway.images.models import Image
from cellscanner_gateway.naming import Name
from cellscanner_gateway.responses import Problem

# Micrometres per pixel, as a person says it.
Scale = Annotated[float, Field(gt=0.001, lt=1000, allow_inf_nan=False)]


class ImageRead(BaseModel):
    """One picture, or one page of a file of several."""

    id: UUID
    project_id: UUID
    filename: str
    page: int = Field(description="Counted from 0.")
    pages: int
    width: int = Field(description="Pixels of the full resolution.")
    height: int
    format: str
    group: str | None
    specimen: str | None
    micrometers_per_pixel: float | None
    scale_source: Literal["file", "user"] | None
    notes: list[str] = Field(description="What reading the file changed, such as converted-16-bit.")
    byte_size: int = Field(description="Of the whole file.")
    sha256: str = Field(description="Of the whole file.")
    created_at: datetime

    @classmethod
    def of(cls, image: Image) -> "ImageRead":
        """Needs the picture's group and specimen loaded."""
        return cls(
            **{name: getattr(image, name) for name in cls.model_fields if name not in {"group", "specimen"}},
            group=image.group.name if image.group else None,
            specimen=image.specimen.name if image.specimen else None,
        )


class ImageUpdate(BaseModel):
    """Fields that are left out stay. Null takes a picture out of its group, or gives it back the scale of its file."""

    model_config = ConfigDict(extra="forbid")

    group: Name | None = None
    specimen: Name | None = None
    micrometers_per_pixel: Scale | None = None


class UploadedImage(BaseModel):
    """A file that was taken in; a file of several pages makes one of these a page."""

    filename: str
    image: ImageRead


class RefusedFile(BaseModel):
    """A file that was not taken in, and why."""

    filename: str
    problem: Problem


class UploadResult(BaseModel):
    items: list[UploadedImage | RefusedFile]
