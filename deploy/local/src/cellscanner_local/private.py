"""Files for the owner's eyes only, and the secrets in them."""

import json
import os
import secrets
from pathlib import Path

from pydantic import BaseModel, Field

from cellscanner_local.errors import SecretsUnreadable


def write_private(path: Path, text: str) -> None:
    """Write a file whole or not at all, that nobody else may read, not even for a moment."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    with fresh.open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def _token() -> str:
    return secrets.token_urlsafe(32)


class Secrets(BaseModel):
    """Made at the first start and kept: PostgreSQL and the store remember them too."""

    postgres_password: str = Field(default_factory=_token, repr=False)
    store_access_key: str = Field(default_factory=lambda: secrets.token_hex(10))
    store_secret_key: str = Field(default_factory=_token, repr=False)
    store_inner_key: str = Field(default_factory=_token, repr=False)
    service_token: str = Field(default_factory=_token, repr=False)

    @classmethod
    def load(cls, path: Path) -> "Secrets":
        """Read the file, or make it on the first start. Raises SecretsUnreadable."""
        if path.exists():
            try:
                return cls.model_validate_json(path.read_text())
            except ValueError as error:
                raise SecretsUnreadable(str(path)) from error
        made = cls()
        write_private(path, json.dumps(made.model_dump(), indent=2))
        return made
