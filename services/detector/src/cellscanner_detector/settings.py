"""Settings of the detector, read once at start."""

from cellscanner_shared.serving import ServingSettings
from pydantic import Field
from pydantic_settings import SettingsConfigDict


class DetectorSettings(ServingSettings):
    """`CELLSCANNER_DETECTOR_*`, the service token and the object store's settings."""

    model_config = SettingsConfigDict(env_prefix="CELLSCANNER_DETECTOR_")

    port: int = Field(default=8010, ge=0, le=65535)
    batch: int = Field(
        default=0,
        ge=0,
        description="Most tiles of one network run; 0: one megapixel of tiles on a CPU, eight on a GPU.",
    )
