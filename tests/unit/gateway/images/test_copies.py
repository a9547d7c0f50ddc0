"""Local copies of originals stay within their bound."""

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
    path = await copies.get(picture)
    assert path.read_bytes() == b"pixels"
    object_store.delete(picture.original_key)
    assert (await copies.get(picture)).read_bytes() == b"pixels"


async def test_the_copy_used_longest_ago_makes_room(object_store: ObjectStore, tmp_path: Path) -> None:
    copies = LocalCopies(tmp_path, 1000, object_store)
    first, second, third = (image(object_store, bytes(400)) for _ in range(3))
    for age, picture in ((200, first), (100, second)):
        path = await copies.get(picture)
        os.utime(path, (path.stat().st_mtime - age,) * 2)
    await copies.get(first)
    await copies.get(third)
    assert held(tmp_path) == {first.source_id, third.source_id}


async def test_a_file_larger_than_the_bound_is_held_alone(object_store: ObjectStore, tmp_path: Path) -> None:
    copies = LocalCopies(tmp_path, 1000, object_store)
    await copies.get(image(object_store, bytes(900)))
    large = image(object_store, bytes(2000))
    assert (await copies.get(large)).stat().st_size == 2000
    assert held(tmp_path) == {large.source_id}


async def test_a_missing_original_leaves_no_empty_copy(object_store: ObjectStore, tmp_path: Path) -> None:
    copies = LocalCopies(tmp_path, 1000, object_store)
    with pytest.raises(ObjectMissing):
        await copies.get(Image(id=uuid4(), source_id=uuid4(), byte_size=5))
    assert held(tmp_path) == set()
