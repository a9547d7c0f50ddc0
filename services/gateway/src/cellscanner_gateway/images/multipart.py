"""Reading a multipart upload: every file goes to disk as it arrives, hashed on the way, and never whole into memory."""

import asyncio
import errno
import hashlib
import re
from dataclasses import dataclass, field
from io import BufferedWriter
from pathlib import Path
from typing import Protocol

from cellscanner_shared.errors import InvalidRequest
from fastapi import Request
from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header

from cellscanner_gateway.errors import MalformedUpload, ScratchFull, TooManyFiles, UploadTooLarge
from cellscanner_gateway.naming import display_filename

_BATCH = 1 << 20
_LONGEST_FIELD = 4096
_MOST_FIELDS = 100
_HARMLESS_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}$")


@dataclass(frozen=True)
class UploadLimits:
    """Sizes in bytes."""

    file: int
    request: int
    files: int


@dataclass
class ReceivedFile:
    """A file on disk, under a name of ours. `too_large` says that its rest was thrown away."""

    filename: str
    path: Path
    size: int = 0
    sha256: str = ""
    too_large: bool = False


@dataclass
class Upload:
    files: list[ReceivedFile] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)


async def receive(request: Request, folder: Path, limits: UploadLimits, file_fields: frozenset[str]) -> Upload:
    """Read the whole body into `folder`; files may stand in the fields `file_fields` only.

    Raises MalformedUpload, UploadTooLarge, TooManyFiles, ScratchFull, InvalidRequest.
    """
    reader = _Reader(_boundary(request), folder, limits, file_fields)
    declared = request.headers.get("content-length", "0")
    if declared.isdecimal() and int(declared) > limits.request:
        raise _request_too_large(limits)
    batch = bytearray()
    received = 0
    try:
        async for chunk in request.stream():
            batch += chunk
            received += len(chunk)
            if received > limits.request:
                raise _request_too_large(limits)
            if len(batch) >= _BATCH:
                await asyncio.to_thread(reader.feed, bytes(batch))
                batch.clear()
        await asyncio.to_thread(reader.feed, bytes(batch))
        return await asyncio.to_thread(reader.finish)
    finally:
        reader.close()


def _request_too_large(limits: UploadLimits) -> UploadTooLarge:
    return UploadTooLarge(
        f"One request may carry {limits.request >> 20} MB. Send the files in several requests.",
        reason="upload-of-many-too-large",
        limit_mb=limits.request >> 20,
    )


def _boundary(request: Request) -> bytes:
    media_type, options = parse_options_header(request.headers.get("content-type"))
    boundary = options.get(b"boundary")
    if media_type != b"multipart/form-data" or not boundary:
        raise MalformedUpload("Send the files as multipart/form-data.", reason="not-multipart")
    return boundary


def _suffix(filename: str) -> str:
    """The ending of a file name as a hint to readers, if it is harmless."""
    match = _HARMLESS_SUFFIX.search(filename.lower())
    return match[0] if match else ""


class _Part(Protocol):
    def write(self, data: memoryview) -> None: ...
    def end(self) -> None: ...


class _Reader:
    """Turns the events of the parser into files and fields. Used from one thread at a time."""

    def __init__(self, boundary: bytes, folder: Path, limits: UploadLimits, file_fields: frozenset[str]) -> None:
        self._folder = folder
        self._limits = limits
        self._file_fields = file_fields
        self._upload = Upload()
        self._headers: dict[str, bytes] = {}
        self._name = b""
        self._value = b""
        self._part: _Part | None = None
        self._complete = False
        self._parser = self._make_parser(boundary)

    def _make_parser(self, boundary: bytes) -> MultipartParser:
        try:
            return MultipartParser(
                boundary,
                {
                    "on_part_begin": self._headers.clear,
                    "on_header_field": self._on_header_name,
                    "on_header_value": self._on_header_value,
                    "on_header_end": self._on_header_end,
                    "on_headers_finished": self._on_headers,
                    "on_part_data": self._on_data,
                    "on_part_end": self._on_part_end,
                    "on_end": self._on_end,
                },
            )
        except MultipartParseError as error:
            raise MalformedUpload(
                "The boundary of the multipart body is not valid.", reason="multipart-boundary"
            ) from error

    def feed(self, data: bytes) -> None:
        try:
            self._parser.write(data)
        except MultipartParseError as error:
            raise MalformedUpload("The multipart body is damaged.", reason="multipart-damaged") from error
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise ScratchFull from error
            raise

    def finish(self) -> Upload:
        if not self._complete:
            raise MalformedUpload("The multipart body ends too early.", reason="multipart-cut")
        return self._upload

    def close(self) -> None:
        if self._part is not None:
            self._part.end()

    def _on_header_name(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def _on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _on_header_end(self) -> None:
        self._headers[self._name.decode("latin-1").lower()] = self._value
        self._name = self._value = b""

    def _on_headers(self) -> None:
        disposition = self._headers.get("content-disposition", b"").decode("latin-1")
        _, options = parse_options_header(disposition)
        name = options.get(b"name", b"").decode("utf-8", "replace")
        filename = options.get(b"filename")
        self._part = self._open_field(name) if filename is None else self._open_file(name, filename)

    def _open_file(self, name: str, filename: bytes) -> _Part:
        if name not in self._file_fields:
            raise InvalidRequest(
                f"Send files in the field {min(self._file_fields)}.",
                reason="files-in-field",
                field=min(self._file_fields),
            )
        if len(self._upload.files) >= self._limits.files:
            raise TooManyFiles(f"One request may carry {self._limits.files} files.", limit=self._limits.files)
        shown = display_filename(filename.decode("utf-8", "replace"))
        # A folder each: some slide readers look at the neighbours of a file.
        folder = self._folder / str(len(self._upload.files))
        folder.mkdir()
        received = ReceivedFile(shown, folder / f"original{_suffix(shown)}")
        self._upload.files.append(received)
        return _FilePart(received, self._limits.file)

    def _open_field(self, name: str) -> _Part:
        if len(self._upload.fields) >= _MOST_FIELDS:
            raise InvalidRequest("Too many fields.", reason="too-many-fields")
        return _FieldPart(name, self._upload.fields)

    def _on_data(self, data: bytes, start: int, end: int) -> None:
        if self._part is not None:
            self._part.write(memoryview(data)[start:end])

    def _on_part_end(self) -> None:
        if self._part is not None:
            self._part.end()
            self._part = None

    def _on_end(self) -> None:
        self._complete = True


class _FilePart:
    def __init__(self, received: ReceivedFile, limit: int) -> None:
        self._received = received
        self._limit = limit
        self._hash = hashlib.sha256()
        self._out: BufferedWriter = received.path.open("xb")

    def write(self, data: memoryview) -> None:
        received = self._received
        received.size += len(data)
        if received.size > self._limit:
            received.too_large = True
            self._out.truncate(0)
            return
        self._hash.update(data)
        self._out.write(data)

    def end(self) -> None:
        self._out.close()
        self._received.sha256 = self._hash.hexdigest()


class _FieldPart:
    def __init__(self, name: str, fields: dict[str, str]) -> None:
        self._name = name
        self._fields = fields
        self._value = bytearray()

    def write(self, data: memoryview) -> None:
        if len(self._value) + len(data) > _LONGEST_FIELD:
            raise InvalidRequest(
                f"The field {self._name[:50]} is too long.", reason="field-too-long", field=self._name[:50]
            )
        self._value += data

    def end(self) -> None:
        self._fields[self._name] = self._value.decode("utf-8", "replace")
