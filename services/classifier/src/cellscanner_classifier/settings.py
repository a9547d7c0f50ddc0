"""Settings of the classifier, read once at start."""

from cellscanner_shared.serving import ServingSettings
from pydantic import Field
from pydantic_settings import SettingsConfigDict


class ClassifierSettings(ServingSettings):
    """`CELLSCANNER_CLASSIFIER_*`, the service token and the object store's settings."""

    model_config = SettingsConfigDict(env_prefix="CELLSCANNER_CLASSIFIER_")

    port: int = Field(default=8020, ge=0, le=65535)
    batch: int = Field(default=128, ge=1, description="Most crops of one network run.")
