"""Settings of the gateway, read once at start. No other module of the gateway looks at the environment."""

from pathlib import Path

from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class GatewaySettings(BaseSettings):
    """`CELLSCANNER_GATEWAY_*`, and the names every process shares: database address and service token."""

    model_config = SettingsConfigDict(
        env_prefix="CELLSCANNER_GATEWAY_", populate_by_name=True, extra="ignore", hide_input_in_errors=True
    )

    database_url: SecretStr = Field(
        validation_alias=AliasChoices("CELLSCANNER_DATABASE_URL", "CELLSCANNER_GATEWAY_DATABASE_URL"),
        description="postgresql+psycopg://...",
    )
    service_token: SecretStr = Field(
        validation_alias=AliasChoices("CELLSCANNER_SERVICE_TOKEN", "CELLSCANNER_GATEWAY_SERVICE_TOKEN")
    )
    database_pool_size: int = Field(default=10, ge=1)

    detector_url: str = "http://127.0.0.1:8010"
    classifier_url: str = "http://127.0.0.1:8020"
    detector_timeout_s: float = Field(default=120.0, gt=0)
    classifier_timeout_s: float = Field(default=120.0, gt=0)

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    metrics_port: int | None = None
    metrics_host: str = "127.0.0.1"
    allowed_origins: list[str] = Field(default=[], description="Origins of the page where it is not served from here.")
    trusted_proxies: str = Field(
        default="127.0.0.1", description="Addresses of proxies whose X-Forwarded-For is believed, with commas between."
    )
    cookie_secure: bool = Field(default=False, description="True where the gateway is reached by https only.")

    frontend_dir: Path | None = None
    models_dir: Path | None = Field(default=None, description="Built-in model packages, owner/name/version below it.")
    error_pages_dir: Path | None = Field(
        default=None, description="docs/errors, docs/warnings beside it; found beside the sources if unset."
    )
    admin_key_file: Path | None = None
    sample: bool = True
    scratch_dir: Path | None = Field(default=None, description="Uploads on their way and local copies of slides.")

    max_upload_mb: int = Field(default=4096, ge=1, description="Largest single file of an upload.")
    max_request_mb: int = Field(default=16384, ge=1, description="Largest whole upload request.")
    max_body_mb: int = Field(default=64, ge=1, description="Largest request that is no upload: it is read into memory.")
    max_files_per_request: int = Field(default=1000, ge=1)
    max_pages_per_file: int = Field(default=1000, ge=1)
    max_pages_per_request: int = Field(default=20_000, ge=1, description="Most pages of all files; each becomes a row.")
    max_import_files: int = Field(default=20_000, ge=1, description="Most label files in one zip that is imported.")
    max_import_mb: int = Field(default=2048, ge=1, description="Most that the label files of one zip unpack to.")
    slide_cache_mb: int = Field(default=8192, ge=1, description="Bound of the local copies of originals.")
    tile_cache_mb: int = Field(default=256, ge=1, description="Bound of the tiles held in memory.")
    store_patience_s: float = Field(default=5.0, ge=0, description="How long the API waits for an absent object store.")

    session_hours: float = Field(default=12.0, gt=0)
    login_failures_per_user: int = Field(default=10, ge=1)
    login_failures_per_address: int = Field(default=50, ge=1)
    login_window_minutes: float = Field(default=15.0, gt=0)

    executor_id: str = Field(default="gateway-worker-1", min_length=1)
