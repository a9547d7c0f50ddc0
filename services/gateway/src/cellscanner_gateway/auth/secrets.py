"""Making and checking secrets: random tokens under a fast hash, passwords under argon2id."""

import hashlib
import secrets
from dataclasses import dataclass, field

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

KEY_START = "csk_"
_hasher = PasswordHasher()


@dataclass(frozen=True)
class NewSecret:
    """A secret to show once, and what is kept of it."""

    value: str = field(repr=False)
    digest: bytes
    prefix: str


def digest(secret: str) -> bytes:
    """SHA-256. Fast is right here: the secrets are 256 random bits, which nobody can guess at any speed."""
    return hashlib.sha256(b"cellscanner-secret-v1:" + secret.encode()).digest()


def new_session_token() -> NewSecret:
    value = secrets.token_urlsafe(32)
    return NewSecret(value, digest(value), value[:4])


def new_api_key() -> NewSecret:
    return existing_api_key(KEY_START + secrets.token_urlsafe(32))


def existing_api_key(value: str) -> NewSecret:
    return NewSecret(value, digest(value), value[: len(KEY_START) + 6])


def new_password() -> str:
    return secrets.token_urlsafe(18)


def hash_password(password: str) -> str:
    """argon2id with the library's current defaults; takes some tens of milliseconds, so call it in a thread."""
    return _hasher.hash(password)


def password_matches(password: str, password_hash: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False
