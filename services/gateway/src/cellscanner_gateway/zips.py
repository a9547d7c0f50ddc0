"""Zips that are sent while they are made: never whole in memory, never whole on a disk."""

import asyncio
import zipfile
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import NamedTuple, TypeVar

T = TypeVar("T")
# Every member has this date, so that the same content is the same zip.
_DATE = (1980, 1, 1, 0, 0, 0)


class Member(NamedTuple):
    """A file of a zip; its content is made piece by piece as the zip is read."""

    path: str
    pieces: Iterable[bytes] | AsyncIterator[bytes]
    packed: bool = False


class Outlet:
    """A file to write into and to drain; it cannot be rewound, so the zip is written straight on."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None: ...

    def drain(self) -> bytes:
        data = b"".join(self._parts)
        self._parts.clear()
        return data


async def stream_zip(members: AsyncIterator[Member]) -> AsyncIterator[bytes]:
    """The zip in chunks, made in threads. An error breaks it off before its directory: no reader takes it for whole.

    `packed` members (pictures, figures) are stored as they are; the others are deflated.
    """
    outlet = Outlet()
    with zipfile.ZipFile(outlet, "w") as archive:  # type: ignore[call-overload]
        async for member in members:
            with archive.open(_entry(member), "w", force_zip64=True) as file:
                async for piece in _pieces(member):
                    await asyncio.to_thread(file.write, piece)
                    yield outlet.drain()
    yield outlet.drain()


async def each(items: Iterable[T]) -> AsyncIterator[T]:
    """The items, each made in a thread."""
    rest = iter(items)
    while (found := await asyncio.to_thread(_next, rest)) is not None:
        yield found[0]


def _next(rest: Iterator[T]) -> tuple[T] | None:
    return next(((item,) for item in rest), None)


def _pieces(member: Member) -> AsyncIterator[bytes]:
    return member.pieces if isinstance(member.pieces, AsyncIterator) else each(member.pieces)


def _entry(member: Member) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(member.path, _DATE)
    entry.compress_type = zipfile.ZIP_STORED if member.packed else zipfile.ZIP_DEFLATED
    return entry
