"""Objects in plain S3, read and written through outages.

Calls are synchronous and may wait up to `patience_s` for a store that is away; async code calls them in a thread.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TypeVar

import urllib3
from minio import Minio
from minio.deleteobjects import DeleteObject
from minio.error import InvalidResponseError, MinioException, S3Error, ServerError
from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from cellscanner_shared.errors import CellScannerError, ObjectMissing, StoreRefused, StoreUnavailable

_LOG = logging.getLogger(__name__)
T = TypeVar("T")

_CHUNK = 1 << 20
_PART = 16 << 20
_LONGEST_PAUSE_S = 5.0
_MISSING = frozenset({"NoSuchKey", "NoSuchObject", "NoSuchVersion"})
_PASSING = frozenset({"InternalError", "ServiceUnavailable", "SlowDown", "RequestTimeout"})


class StoreSettings(BaseSettings):
    """Where the object store is; `CELLSCANNER_STORE_ENDPOINT` is `host:port` without a scheme."""

    model_config = SettingsConfigDict(env_prefix="CELLSCANNER_STORE_")

    endpoint: str
    access_key: SecretStr
    secret_key: SecretStr
    bucket: str = "cellscanner"
    secure: bool = False
    region: str = "us-east-1"
    patience_s: float = 120.0


@dataclass(frozen=True)
class StoredObject:
    key: str
    size: int


class ObjectStore:
    """One bucket. Every method raises ObjectMissing, StoreRefused, or StoreUnavailable once patience has run out."""

    def __init__(self, settings: StoreSettings) -> None:
        self._bucket = settings.bucket
        self._patience_s = settings.patience_s
        # A region that is given saves a question per bucket; retries are ours, because only we know the patience.
        self._client = Minio(
            settings.endpoint,
            access_key=settings.access_key.get_secret_value(),
            secret_key=settings.secret_key.get_secret_value(),
            secure=settings.secure,
            region=settings.region,
            http_client=urllib3.PoolManager(
                maxsize=16, timeout=urllib3.Timeout(connect=3.0, read=60.0), retries=urllib3.Retry(0, redirect=2)
            ),
        )

    def ensure_bucket(self) -> None:
        """Make the bucket unless it is there."""
        self._patiently("bucket", self._make_bucket)

    def ping(self) -> None:
        """Ask once, without patience, whether the bucket answers: for readiness checks."""
        if not self._once("bucket", lambda: self._client.bucket_exists(self._bucket)):
            raise StoreRefused(
                f"The object store has no bucket {self._bucket}.", reason="store-without-bucket", bucket=self._bucket
            )

    def put_bytes(self, key: str, data: bytes, content_type: str = "application/octet-stream") -> None:
        self._patiently(
            key,
            lambda: self._client.put_object(
                self._bucket, key, BytesIO(data), len(data), content_type=content_type, part_size=_PART
            ),
        )

    def put_file(self, key: str, path: Path, content_type: str = "application/octet-stream") -> None:
        """Upload a file in parts of 16 MiB, never the whole in memory."""
        self._patiently(
            key,
            lambda: self._client.fput_object(
                self._bucket, key, str(path), content_type=content_type, part_size=_PART, num_parallel_uploads=1
            ),
        )

    def get_bytes(self, key: str) -> bytes:
        return b"".join(self.stream(key))

    def get_file(self, key: str, path: Path) -> None:
        """Download to `path`, which appears only when it is complete."""
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as part:
            temporary = Path(part.name)
            try:
                for chunk in self.stream(key):
                    part.write(chunk)
                part.close()
                temporary.replace(path)
            finally:
                temporary.unlink(missing_ok=True)

    def stream(self, key: str, chunk_size: int = _CHUNK) -> Iterator[bytes]:
        """The bytes of an object in chunks; after an outage in the middle the rest of the same version follows on."""
        size, etag = self._patiently(key, lambda: self._stat(key))
        sent = 0
        patience = _Patience(self._patience_s)
        while sent < size:
            try:
                for chunk in self._read(key, sent, etag, chunk_size):
                    sent += len(chunk)
                    patience = _Patience(self._patience_s)
                    yield chunk
            except (MinioException, urllib3.exceptions.HTTPError, OSError) as error:
                patience.wait_or_raise(_translate(error, key))

    def exists(self, key: str) -> bool:
        try:
            self._patiently(key, lambda: self._stat(key))
        except ObjectMissing:
            return False
        return True

    def size(self, key: str) -> int:
        """The object's size in bytes."""
        return self._patiently(key, lambda: self._stat(key))[0]

    def list(self, prefix: str = "") -> list[StoredObject]:
        """Every object whose key begins with `prefix`, sorted by key."""
        found = self._patiently(
            prefix, lambda: list(self._client.list_objects(self._bucket, prefix=prefix, recursive=True))
        )
        objects = (StoredObject(item.object_name or "", item.size or 0) for item in found if not item.is_dir)
        return sorted(objects, key=lambda item: item.key)

    def delete(self, key: str) -> None:
        """Remove an object; one that is not there is no error."""
        self._patiently(key, lambda: self._client.remove_object(self._bucket, key))

    def delete_prefix(self, prefix: str) -> int:
        """Remove every object whose key begins with `prefix`; returns how many. An empty prefix is refused."""
        if not prefix:
            raise ValueError("an empty prefix would delete everything")
        keys = [item.key for item in self.list(prefix)]
        self._patiently(prefix, lambda: self._remove(keys))
        return len(keys)

    def _make_bucket(self) -> None:
        if self._client.bucket_exists(self._bucket):
            return
        try:
            self._client.make_bucket(self._bucket)
        except S3Error as error:
            if error.code not in {"BucketAlreadyOwnedByYou", "BucketAlreadyExists"}:
                raise

    def _stat(self, key: str) -> tuple[int, str]:
        found = self._client.stat_object(self._bucket, key)
        return int(found.size or 0), str(found.etag)

    def _read(self, key: str, offset: int, etag: str, chunk_size: int) -> Iterator[bytes]:
        headers: dict[str, str | list[str] | tuple[str]] = {"If-Match": f'"{etag}"'}
        response = self._client.get_object(self._bucket, key, offset=offset, request_headers=headers)
        try:
            yield from response.stream(chunk_size)
        finally:
            response.close()
            response.release_conn()

    def _remove(self, keys: Iterable[str]) -> None:
        for problem in self._client.remove_objects(self._bucket, [DeleteObject(key) for key in keys]):
            raise StoreRefused(
                f"The object store kept {problem.name}: {problem.code}.",
                reason="store-kept-object",
                object=problem.name,
                code=problem.code,
            )

    def _patiently(self, key: str, call: Callable[[], T]) -> T:
        patience = _Patience(self._patience_s)
        while True:
            try:
                return self._once(key, call)
            except StoreUnavailable as error:
                patience.wait_or_raise(error)

    def _once(self, key: str, call: Callable[[], T]) -> T:
        try:
            return call()
        except (MinioException, urllib3.exceptions.HTTPError, OSError) as error:
            raise _translate(error, key) from error


class _Patience:
    """Exponential back-off with an end: 0.1 s, doubled to 5 s, until the time given has passed."""

    def __init__(self, seconds: float) -> None:
        self._deadline = time.monotonic() + seconds
        self._pause = 0.1

    def wait_or_raise(self, error: CellScannerError) -> None:
        left = self._deadline - time.monotonic()
        if not isinstance(error, StoreUnavailable) or left <= 0:
            raise error
        _LOG.warning("object store away, asking again in %.1f s: %s", self._pause, error.detail)
        time.sleep(min(self._pause, left))
        self._pause = min(self._pause * 2, _LONGEST_PAUSE_S)


def _translate(error: Exception, key: str) -> CellScannerError:
    """Ours for theirs: gone, refused for good, or away for now. A file of this machine that fails stays what it is."""
    if isinstance(error, S3Error):
        if error.code in _MISSING:
            return ObjectMissing(f"The store has no object {key}.", object=key)
        if error.code not in _PASSING:
            return StoreRefused(
                f"The object store refused {key}: {error.code}.",
                reason="store-refused-code",
                object=key,
                code=error.code,
            )
    elif isinstance(error, InvalidResponseError | ServerError):
        if _status(error) < HTTPStatus.INTERNAL_SERVER_ERROR:
            return StoreRefused(
                f"The object store refused {key} with status {_status(error)}.",
                reason="store-refused-status",
                object=key,
                answered=_status(error),
            )
    elif isinstance(error, OSError) and not isinstance(error, ConnectionError | TimeoutError):
        raise error
    return StoreUnavailable(f"The object store does not answer: {type(error).__name__}.", cause=type(error).__name__)


def _status(error: InvalidResponseError | ServerError) -> int:
    status = error.status_code if isinstance(error, ServerError) else error._code
    return int(status)
