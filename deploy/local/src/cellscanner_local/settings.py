"""What a person can set for the one-command start, and where its files lie."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class LocalSettings(BaseSettings):
    """`CELLSCANNER_*` variables of the launcher; those of the services are passed on to them unread."""

    model_config = SettingsConfigDict(env_prefix="CELLSCANNER_", extra="ignore")

    host: str = Field(default="127.0.0.1", description="Address of page and API; 0.0.0.0 opens them to the network.")
    port: int = Field(default=8000, ge=1, le=65535)
    data_dir: Path = Path(".data")
    repository: Path = Field(default_factory=Path.cwd, description="Where frontend/dist and deploy/models are.")
    models_dir: Path | None = Field(default=None, description="Built-in model packages; deploy/models if unset.")
    min_free_gb: float = Field(default=2.0, ge=0)
    start_patience_s: float = Field(
        default=300.0, gt=0, description="How long to wait for each engine, then until all is ready."
    )


@dataclass(frozen=True)
class DataDir:
    """The folder that holds all a suite keeps."""

    root: Path

    @property
    def admin_key(self) -> Path:
        return self.root / "admin-key"

    @property
    def secrets(self) -> Path:
        return self.root / "secrets.json"

    @property
    def lock(self) -> Path:
        return self.root / "lock"

    @property
    def postgres(self) -> Path:
        return self.root / "postgres"

    @property
    def store(self) -> Path:
        return self.root / "store"

    @property
    def run(self) -> Path:
        return self.root / "run"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def cache(self) -> Path:
        return self.root / "cache"

    @property
    def work(self) -> Path:
        return self.root / "work"

    def make(self) -> None:
        """Create the folders, each for the owner alone."""
        for folder in (self.root, self.run, self.logs, self.cache, self.work):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
