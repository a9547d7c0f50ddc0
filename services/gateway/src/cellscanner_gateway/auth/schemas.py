"""What the routes of users, sessions and keys take and give."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, SecretStr, StringConstraints, model_validator

from cellscanner_gateway.auth.scopes import KeyScope

Username = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64, pattern=r"^[\w.@+-]+$")]
Password = Annotated[SecretStr, Field(min_length=10, max_length=1024)]
Role = Literal["admin", "user"]
Language = Literal["en", "zh"]
_SCOPE = (
    "`read`: look and download; `predict`: also upload and predict, nothing is removed or changed; `full`: all you may."
)


class SessionCreate(BaseModel):
    """Either a user name with its password, or an API key."""

    model_config = ConfigDict(extra="forbid")

    username: str | None = Field(default=None, max_length=64)
    password: SecretStr | None = Field(default=None, max_length=1024)
    key: SecretStr | None = Field(default=None, max_length=200)

    @model_validator(mode="after")
    def _one_way(self) -> "SessionCreate":
        by_password = self.username is not None and self.password is not None and self.key is None
        by_key = self.key is not None and self.username is None and self.password is None
        if not (by_password or by_key):
            raise ValueError("give username and password, or key")
        return self


class UserRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    username: str
    role: Role
    language: Language


class UserCreate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    username: Username
    password: Password
    role: Role = "user"
    language: Language = "en"


class UserUpdate(BaseModel):
    """A new password ends every other session of the user."""

    model_config = ConfigDict(extra="forbid")

    password: Password | None = None
    language: Language | None = None


class PasswordReset(BaseModel):
    """A password that an administrator gives a user who has lost theirs."""

    model_config = ConfigDict(extra="forbid")

    password: Password


class KeyCreate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
    scope: KeyScope = Field(default=KeyScope.FULL, description=_SCOPE)


class KeyRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name: str
    scope: KeyScope = Field(description=_SCOPE)
    prefix: str = Field(description="How the key begins, to recognise it by.")
    created_at: datetime
    last_used_at: datetime | None = Field(description="To within a minute.")
    revoked_at: datetime | None


class KeyCreated(BaseModel):
    """The only answer that ever holds the key."""

    id: UUID
    name: str
    scope: KeyScope
    prefix: str
    key: str
    created_at: datetime
