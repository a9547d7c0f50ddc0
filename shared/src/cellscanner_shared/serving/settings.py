"""What the two recognising services are told at start."""

from pathlib import Path
from typing import Literal

from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from cellscanner_shared.store import StoreSettings

Device = Literal["auto", "cpu", "cuda"]


class ServingSettings(BaseSettings):
    """Settings with the same names in both services; each subclass gives its own prefix."""

    model_config = SettingsConfigDict(validate_by_name=True, extra="ignore")

    service_token: SecretStr = Field(validation_alias=AliasChoices("CELLSCANNER_SERVICE_TOKEN"))
    store: StoreSettings = Field(default_factory=StoreSettings)
    host: str = "127.0.0.1"
    port: int = Field(default=0, ge=0, le=65535)
    cache_dir: Path = Field(description="Folder of verified packages; may be emptied while the service is down.")
    cache_mb: int = Field(default=2048, ge=1, description="Memory that loaded models may take before the oldest goes.")
    threads: int = Field(default=0, ge=0, description="Threads of one network run; 0 takes every core.")
    device: Device = "auto"
    batch: int = Field(default=0, ge=0, description="Most inputs of one network run; 0 takes what measured best.")
    max_body_mb: int = Field(default=256, ge=1, description="Largest request body.")
    admitted: int = Field(default=4, ge=1, description="Requests whose bodies may be in memory at once.")
    waiting: int = Field(default=256, ge=0, description="Requests that may wait to be admitted before one is refused.")
    grace_s: int = Field(default=30, ge=0, description="Time that running requests get after SIGTERM.")
