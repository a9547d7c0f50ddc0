"""Trainings as the API shows them."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from cellscanner_shared.packages.reference import NAME_PATTERN
from pydantic import BaseModel, ConfigDict, Field

from cellscanner_gateway.jobs.schemas import JobOut


class RecipeIn(BaseModel):
    """The part of a recipe that the gateway reads; the trainer checks the rest."""

    model_config = ConfigDict(extra="allow")

    name: Annotated[str, Field(pattern=rf"^{NAME_PATTERN}$")]


class TrainingOut(BaseModel):
    """A training: what it makes, from what, and its curves so far."""

    id: UUID = Field(description="The same as the id of its job.")
    model: str = Field(description="The version that it makes, or would have made.", examples=["ada/my-cells@1"])
    recipe: dict[str, Any]
    snapshot_sha256: str
    history: list[dict[str, Any]] = Field(description="Points of the curves; `network` says whose.")
    job: JobOut
    created_at: datetime
