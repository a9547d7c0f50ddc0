"""Settings of the trainer, read once at start. No other module of the trainer looks at the environment."""

from pathlib import Path
from typing import Literal

from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

Device = Literal["cpu", "cuda"]


class TrainerSettings(BaseSettings):
    """`CELLSCANNER_TRAINER_*`, and the address of the database that every process shares."""

    model_config = SettingsConfigDict(env_prefix="CELLSCANNER_TRAINER_", populate_by_name=True, extra="ignore")

    database_url: SecretStr = Field(
        validation_alias=AliasChoices("CELLSCANNER_DATABASE_URL", "CELLSCANNER_TRAINER_DATABASE_URL"),
        description="postgresql+psycopg://...",
    )
    work_dir: Path = Field(description="Snapshots, checkpoints and packages of running jobs.")
    initial_dir: Path | None = Field(default=None, description="Weights to start from: deploy/models/initial.")
    executor_id: str = Field(default="trainer-1", min_length=1)
    threads: int = Field(default=1, ge=1, description="Threads of a training; one leaves the rest to predictions.")
    device: Device = Field(default="cpu", description="Where trainings run; `cuda` is a GPU.")
    host: str = "127.0.0.1"
    metrics_port: int | None = Field(default=None, description="Port of /healthz, /readyz and /metrics.")
