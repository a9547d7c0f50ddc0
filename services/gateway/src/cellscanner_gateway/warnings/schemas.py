"""Warnings as the API shows them."""

from typing import Self
from uuid import UUID

from pydantic import BaseModel, Field, computed_field

from cellscanner_gateway.warnings.notice import Notice
from cellscanner_gateway.warnings.words import Value


class WarningOut(BaseModel):
    """Something to know before trusting a number. `image_id` is set where one picture is meant."""

    code: str = Field(examples=["no-scale"])
    message: str = Field(description="In English; programs go by `code` and `values`.")
    values: dict[str, Value] = Field(default={}, description="What the text names, by code: see the page.")
    image_id: UUID | None = None
    pictures: int = Field(default=1, description="How many pictures it is about; `values` are those of the first.")

    @computed_field(description="The page that explains it.", examples=["/docs/warnings/no-scale"])  # type: ignore[prop-decorator]
    @property
    def page(self) -> str:
        return f"/docs/warnings/{self.code}"

    @classmethod
    def of(cls, notice: Notice, image_id: UUID | None = None) -> Self:
        return cls(code=notice.code, message=notice.message, values=dict(notice.values), image_id=image_id)
