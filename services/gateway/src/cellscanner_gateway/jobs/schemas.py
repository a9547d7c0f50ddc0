"""Jobs as the API shows them."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from cellscanner_gateway.jobs.models import Job


class Progress(BaseModel):
    """How far a job is: `done` of `total` units."""

    done: int
    total: int
    unit: str = Field(examples=["pictures"])
    stage: str = Field(description="What is being done now, a stable word.", examples=["recognising"])


class JobOut(BaseModel):
    """A job. `result` is null until it succeeded, then the path of what it made."""

    id: UUID
    kind: Literal["prediction", "training", "import"]
    state: Literal["queued", "running", "succeeded", "failed", "cancelled"]
    progress: Progress
    problem: dict[str, Any] | None = Field(description="RFC 9457 problem of a failed job.")
    result: str | None = Field(examples=["/api/v1/predictions/2f0c5f1e-5d8e-4a5d-9d0a-3f4f1f1f5c11"])
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    expected_end: datetime | None = Field(
        description="When a running training will end if it goes on at its pace; null where not known."
    )

    @classmethod
    def of(cls, job: Job) -> "JobOut":
        return cls.model_validate(
            {
                **{name: getattr(job, name) for name in cls.model_fields if name != "progress"},
                "progress": Progress(**{name: getattr(job, name) for name in Progress.model_fields}),
            }
        )


def job_path(job_id: UUID) -> str:
    """The job's address, for `Location`."""
    return f"/api/v1/jobs/{job_id}"
