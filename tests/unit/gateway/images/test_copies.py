"""Local copies of originals stay within their bound."""

import asyncio
import os
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from cellscanner_gateway.images.copies import LocalCopies
from cellscanner_gateway.images.models import Image
from cellscanner_shared.errors import ObjectMissing
from cellscanner_shared.store import ObjectStore


def image(store: ObjectStore, content: bytes) -> Image:
    made = Image(id=uuid4(), source_id=uuid4(), byte_size=len(content))
    store.put_bytes(made.original_key, content)
    return made


def held(folder: Path) -> set[UUID]:
    return {UUID(path.parent.name) for path in folder.glob("*/original")}


async def test_a_copy_is_fetched_once(object_store: ObjectStore, tmp_path: Path) -> None:
    copies = LocalCopies(tmp_path, 1000, object_store)
    picture = image(object_store, b"pixels")
    async with copies.lend(picture) as path:
        assert path.read_bytes() == b"pixels"
    object_store.delete(picture.original_key)
    async with copies.lend(picture) as path:
        assert path.read_bytes() == b"pixels"


async def test_the_copy_used_longest_ago_makes_room(object_store: ObjectStore, tmp_path: Path) -> None:
    copies = LocalCopies(tmp_path, 1000, object_store)
    first, second, third = (image(object_store, bytes(400)) for _ in range(3))
    for age, picture in ((200, first), (100, second)):
        async with copies.lend(picture) as path:
            os.utime(path, (path.stat().st_mtime - age,) * 2)
    for picture in (first, third):
        async with copies.lend(picture):
            pass
    assert held(tmp_path) == {first.source_id, third.source_id}


async def test_a_copy_that_is_being_read_stays(object_store: ObjectStore, tmp_path: Path) -> None:
    """A tile may wait for its turn while another slide needs room."""
    copies = LocalCopies(tmp_path, 1000, object_store)
    first, second, third = (image(object_store, bytes(size)) for size in (900, 901, 902))
    async with copies.lend(first) as read, copies.lend(second):
        assert read.stat().st_size == 900
        assert held(tmp_path) == {first.source_id, second.source_id}
    async with copies.lend(third):
        assert held(tmp_path) == {third.source_id}


async def test_many_readers_of_more_than_there_is_room_for_all_find_their_file(
    object_store: ObjectStore, tmp_path: Path
) -> None:
    copies = LocalCopies(tmp_path, 1000, object_store)
    pictures = [image(object_store, bytes(size)) for size in (600, 601, 602, 603)]

    async def read(picture: Image) -> int:
        async with copies.lend(picture) as path:
            return len(await asyncio.to_thread(path.read_bytes))

    sizes = await asyncio.gather(*(read(picture) for _ in range(25) for picture in pictures))
    assert sizes == [600, 601, 602, 603] * 25


async def test_a_file_larger_than_the_bound_is_held_alone(object_store: ObjectStore, tmp_path: Path) -> None:
    copies = LocalCopies(tmp_path, 1000, object_store)
    async with copies.lend(image(object_store, bytes(900))):
        pass
    large = image(object_store, bytes(2000))
    async with copies.lend(large) as path:
        assert path.stat().st_size == 2000
    assert held(tmp_path) == {large.source_id}


async def test_a_missing_original_leaves_no_empty_copy(object_store: ObjectStore, tmp_path: Path) -> None:
    copies = LocalCopies(tmp_path, 1000, object_store)
    with pytest.raises(ObjectMissing):
        async with copies.lend(Image(id=uuid4(), source_id=uuid4(), byte_size=5)):
            pass
    assert held(tmp_path) == set()
