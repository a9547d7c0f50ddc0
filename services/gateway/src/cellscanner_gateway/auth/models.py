"""Tables of users and of the ways they prove who they are."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from cellscanner_gateway.auth.scopes import KeyScope
from cellscanner_gateway.database import Base, Identified


class User(Identified, Base):
    """Somebody who signs in. Names are unique without regard to case."""

    __tablename__ = "users"
    __table_args__ = (
        Index("uq_users_username_lower", text("lower(username)"), unique=True),
        CheckConstraint("role in ('admin', 'user')", name="role"),
        CheckConstraint("language in ('en', 'zh')", name="language"),
    )

    username: Mapped[str]
    password_hash: Mapped[str]
    role: Mapped[str] = mapped_column(default="user")
    language: Mapped[str] = mapped_column(default="en")


class UserSession(Identified, Base):
    """A signed-in browser. Only the SHA-256 of the cookie's token is kept."""

    __tablename__ = "user_sessions"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class ApiKey(Identified, Base):
    """A program's key: a hash to check, a prefix to recognise it by. Revoked keys stay, for the record."""

    __tablename__ = "api_keys"
    __table_args__ = (CheckConstraint("scope in ('full', 'predict', 'read')", name="scope"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    scope: Mapped[str] = mapped_column(default=KeyScope.FULL.value)
    prefix: Mapped[str]
    key_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class LoginFailure(Identified, Base):
    """A failed sign-in, kept as long as throttling looks back."""

    __tablename__ = "login_failures"

    username: Mapped[str] = mapped_column(index=True)
    address: Mapped[str] = mapped_column(index=True)
