"""Deep-zoom tiles: a plain picture has its whole pyramid in one object, a slide gets its tiles as they are seen."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from uuid import UUID
from weakref import WeakValueDictionary
from zipfile import ZIP_STORED, ZipFile

from cellscanner_shared import deepzoom
from cellscanner_shared.deepzoom import TILE_SIZE, DeepZoom
from cellscanner_shared.errors import NotFound, ObjectMissing
from cellscanner_shared.pictures import open_picture

from cellscanner_gateway.images.copies import LocalCopies
from cellscanner_gateway.images.media import is_plain
from cellscanner_gateway.images.models import Image
from cellscanner_gateway.objects.made import Owner, keep
from cellscanner_gateway.resources import Resources

Pyramid = dict[str, bytes]


class PyramidCache:
    """The pyramids seen last, bounded in bytes."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit_bytes = limit_bytes
        self._held: OrderedDict[UUID, tuple[Pyramid, int]] = OrderedDict()
        self._bytes = 0

    def get(self, image_id: UUID) -> Pyramid | None:
        held = self._held.get(image_id)
        if held is None:
            return None
        self._held.move_to_end(image_id)
        return held[0]

    def put(self, image_id: UUID, pyramid: Pyramid) -> None:
        size = sum(map(len, pyramid.values()))
        self._held[image_id] = pyramid, size
        self._bytes += size
        while self._bytes > self._limit_bytes and len(self._held) > 1:
            _, (_, dropped) = self._held.popitem(last=False)
            self._bytes -= dropped


class Viewer:
    """Thumbnails and tiles of pictures; each picture is prepared by one request while the others wait for it."""

    def __init__(self, resources: Resources) -> None:
        settings = resources.settings
        self._resources = resources
        self._store = resources.store
        self._copies = LocalCopies(resources.scratch / "originals", settings.slide_cache_mb << 20, resources.store)
        self._pyramids = PyramidCache(settings.tile_cache_mb << 20)
        self._preparing: WeakValueDictionary[UUID, asyncio.Lock] = WeakValueDictionary()

    async def thumbnail(self, image: Image) -> bytes:
        """A JPEG of at most 256 pixels a side."""
        key = f"{image.derived_prefix}thumbnail.jpeg"
        try:
            return await asyncio.to_thread(self._store.get_bytes, key)
        except ObjectMissing:
            return await self._make(image, key, _thumbnail)

    async def tile(self, image: Image, level: int, column: int, row: int) -> bytes:
        """One tile as JPEG. Raises NotFound for a tile there is not."""
        if not is_plain(image.format):
            return await self._slide_tile(image, level, column, row)
        pyramid = self._pyramids.get(image.id)
        if pyramid is None:
            async with self._preparing.setdefault(image.id, asyncio.Lock()):
                pyramid = self._pyramids.get(image.id) or await self._load(image)
        tile = pyramid.get(f"{level}/{column}_{row}")
        if tile is None:
            raise NotFound("The picture has no such tile.", reason="no-such-tile")
        return tile

    async def _load(self, image: Image) -> Pyramid:
        key = f"{image.derived_prefix}pyramid.zip"
        try:
            packed = await asyncio.to_thread(self._store.get_bytes, key)
        except ObjectMissing:
            packed = await self._make(image, key, _pyramid)
        pyramid = await asyncio.to_thread(_unpack, packed)
        self._pyramids.put(image.id, pyramid)
        return pyramid

    async def _slide_tile(self, image: Image, level: int, column: int, row: int) -> bytes:
        key = f"{image.derived_prefix}tiles/{level}/{column}_{row}.jpeg"
        try:
            return await asyncio.to_thread(self._store.get_bytes, key)
        except ObjectMissing:
            return await self._make(image, key, partial(_tile, level=level, column=column, row=row))

    async def _make(self, image: Image, key: str, make: Callable[[Path, int], bytes]) -> bytes:
        async with self._copies.lend(image) as path, self._resources.looking:
            made = await asyncio.to_thread(make, path, image.page)
        await keep(self._resources, Owner(Image, image.id), key, made)
        return made


def _thumbnail(path: Path, page: int) -> bytes:
    with open_picture(path, page) as picture:
        return deepzoom.thumbnail(picture)


def _tile(path: Path, page: int, *, level: int, column: int, row: int) -> bytes:
    with open_picture(path, page) as picture:
        return DeepZoom(picture).tile(level, column, row)


def _pyramid(path: Path, page: int) -> bytes:
    """Every tile of every level in a ZIP, without compression since JPEG is compressed already."""
    packed = BytesIO()
    with open_picture(path, page) as picture, ZipFile(packed, "w", ZIP_STORED) as pack:
        zoom = DeepZoom(picture)
        # From the full resolution down: each level is made from the one before.
        for level in range(zoom.max_level, -1, -1):
            width, height = zoom.level_size(level)
            for row in range(-(-height // TILE_SIZE)):
                for column in range(-(-width // TILE_SIZE)):
                    pack.writestr(f"{level}/{column}_{row}", zoom.tile(level, column, row))
    return packed.getvalue()


def _unpack(packed: bytes) -> Pyramid:
    with ZipFile(BytesIO(packed)) as pack:
        return {name: pack.read(name) for name in pack.namelist()}
