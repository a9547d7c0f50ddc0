"""POST /v1/detect: what passes, and what is refused in which words."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import numpy as np
import pytest
from cellscanner_detector.settings import DetectorSettings
from cellscanner_shared import npy
from cellscanner_shared.packages import ModelRef
from cellscanner_shared.store import ObjectStore
from numpy.typing import NDArray

Tiles = NDArray[np.uint8]
Detect = Callable[..., Awaitable[NDArray[np.float32]]]
Publish = Callable[..., dict[str, Any]]
NPY = {"Content-Type": "application/x-npy"}


def field(count: int = 1, height: int = 64, width: int = 96) -> Tiles:
    """Black tiles; in the last one a living cell about (20, 12) and a dead one, fainter, about (68, 44)."""
    tiles = np.zeros((count, height, width, 3), np.uint8)
    tiles[-1, 8:16, 16:24] = (255, 0, 255)
    tiles[-1, 40:48, 64:72] = (0, 204, 255)
    return tiles


LIVING = [10, 2, 30, 22, 1.0, 0]
DEAD = [58, 34, 78, 54, 0.8, 1]


@pytest.mark.parametrize("head", ["anchor-free", "anchor-based"])
async def test_both_heads_find_the_cells(publish: Publish, detect: Detect, head: str) -> None:
    table = await detect(field(3), publish(head=head), confidence=0.5)

    np.testing.assert_allclose(table, [[2, *LIVING], [2, *DEAD]], atol=1e-4)


async def test_confidence_means_a_calibrated_score(publish: Publish, detect: Detect) -> None:
    calibration = {"raw": [0.0, 0.9, 1.0], "calibrated": [0.0, 0.5, 1.0]}
    query = publish(detector={"calibration": calibration})

    np.testing.assert_allclose(await detect(field(), query, confidence=0.5), [[0, *LIVING]], atol=1e-4)
    both = await detect(field(), query, confidence=0.4)
    np.testing.assert_allclose(both[:, 5], [1.0, 0.8 / 0.9 * 0.5], atol=1e-4)


async def test_the_models_own_confidence_is_the_default(publish: Publish, detect: Detect) -> None:
    assert len(await detect(field(), publish(confidence=0.85))) == 1


async def test_a_score_that_equals_the_confidence_counts(publish: Publish, detect: Detect) -> None:
    assert len(await detect(field(), publish(), confidence=1.0)) == 1


async def test_one_object_gives_one_box_whatever_its_class(publish: Publish, detect: Detect) -> None:
    tiles = np.zeros((1, 32, 64, 3), np.uint8)
    tiles[0, 8:16, 16:24] = (230, 0, 0)  # boxes of blocks side by side overlap by 240 of 560 square pixels, IoU 0.43
    tiles[0, 8:16, 24:32] = (0, 204, 0)

    apart = await detect(tiles, publish(name="apart", detector={"nms_iou": 0.5}))
    together = await detect(tiles, publish(name="together", detector={"nms_iou": 0.4}))

    assert apart[:, 6].tolist() == [0, 1]
    assert together[:, 6].tolist() == [0]


async def test_padding_neither_makes_cells_nor_shifts_them(publish: Publish, detect: Detect) -> None:
    tiles = field(height=41, width=83)  # padded to 64 x 96 with grey, which scores 114 / 255
    table = await detect(tiles, publish(), confidence=0.4)

    inside = table[table[:, 5] > 0.5]
    np.testing.assert_allclose(inside[:, 1:], [LIVING], atol=1e-4)
    assert (table[:, 3] <= 83).all()
    assert (table[:, 4] <= 41).all()
    assert (table[:, 1:3] < table[:, 3:5]).all()


async def test_upsampled_tiles_come_back_in_their_own_pixels(publish: Publish, detect: Detect) -> None:
    network = {"input": {"upsample": 2.0, "multiple": 32, "max_size": 256, "pad_value": 114}}
    tiles = np.zeros((1, 50, 70, 3), np.uint8)
    tiles[0, 16:28, 32:44] = (255, 0, 0)

    table = await detect(tiles, publish(detector=network), confidence=0.99)

    # The block's only pure candidate is the 8 x 8 in the middle of 24 x 24 network pixels; its box is 10 pixels here.
    np.testing.assert_allclose(table, [[0, 33, 17, 43, 27, 1.0, 0]], atol=1e-3)


async def test_a_batch_gives_what_each_tile_gives(
    publish: Publish, detect: Detect, client: httpx.AsyncClient, settings: DetectorSettings
) -> None:
    query = publish()
    rng = np.random.default_rng(1)
    tiles = rng.integers(0, 256, (5, 64, 64, 3), np.uint8)

    together = await detect(tiles, query, confidence=0.45)
    apart = [await detect(tiles[index : index + 1], query, confidence=0.45) for index in range(5)]

    assert len(together) > 5
    np.testing.assert_array_equal(together[:, 1:], np.concatenate(apart)[:, 1:])


async def test_a_crowd_is_never_capped(publish: Publish, detect: Detect) -> None:
    small = {"nms_iou": 0.5, "input": {"upsample": 1.0, "multiple": 32, "max_size": 1024, "pad_value": 114}}
    tiles = np.full((1, 1024, 1024, 3), 255, np.uint8)

    table = await detect(tiles, publish(detector=small))

    assert len(table) == 128 * 128


async def test_no_tiles_warm_the_model(publish: Publish, detect: Detect, client: httpx.AsyncClient) -> None:
    query = publish()

    assert (await detect(np.zeros((0, 8, 8, 3), np.uint8), query)).shape == (0, 7)
    ready = (await client.get("/readyz")).json()
    assert [model["model"] for model in ready["models"]] == ["base/tiny@1"]
    assert ready["provider"] == "CPUExecutionProvider"


async def refusal(client: httpx.AsyncClient, status: int, slug: str, **request: Any) -> str:
    answer = await client.post("/v1/detect", **{"headers": NPY, "content": npy.encode(field())} | request)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == f"/docs/errors/{slug}"
    detail: str = answer.json()["detail"]
    return detail


async def test_a_wrong_token_is_refused(client: httpx.AsyncClient, publish: Publish) -> None:
    await refusal(
        client, 401, "unauthorized", params=publish(), headers=NPY | {"Authorization": "Bearer another-token"}
    )


async def test_a_model_that_is_not_there_is_not_found(client: httpx.AsyncClient, publish: Publish) -> None:
    query = publish() | {"model": "base/tiny@2"}

    assert "base/tiny@2" in await refusal(client, 404, "model-not-found", params=query)


async def test_a_wrong_digest_is_refused(client: httpx.AsyncClient, publish: Publish) -> None:
    await refusal(client, 502, "package-refused", params=publish() | {"digest": "0" * 64})


async def test_one_flipped_bit_in_the_store_is_refused(
    client: httpx.AsyncClient, publish: Publish, object_store: ObjectStore
) -> None:
    query = publish()
    name = ModelRef.parse(query["model"]).prefix + "detector.onnx"
    content = bytearray(object_store.get_bytes(name))
    content[100] ^= 1
    object_store.put_bytes(name, bytes(content))

    assert "detector.onnx differs" in await refusal(client, 502, "package-refused", params=query)


@pytest.mark.parametrize("query", [{"model": "base/tiny"}, {"confidence": 1.5}, {"confidence": "nan"}, {"color": 1}])
async def test_a_wrong_query_is_refused(client: httpx.AsyncClient, publish: Publish, query: dict[str, Any]) -> None:
    slug = "invalid-model-reference" if "model" in query else "invalid-request"

    await refusal(client, 422, slug, params=publish() | query)


@pytest.mark.parametrize("body", [b"", b"\x80\x04]\x94.", npy.encode(np.zeros((1, 8, 8, 3), np.float32))])
async def test_a_hostile_array_is_refused(client: httpx.AsyncClient, publish: Publish, body: bytes) -> None:
    await refusal(client, 422, "invalid-array", params=publish(), content=body)


@pytest.mark.parametrize("shape", [(1, 0, 8, 3), (1, 8, 0, 3)])
async def test_tiles_without_pixels_are_refused(
    client: httpx.AsyncClient, publish: Publish, shape: tuple[int, ...]
) -> None:
    content = npy.encode(np.zeros(shape, np.uint8))

    await refusal(client, 422, "invalid-array", params=publish(), content=content)


async def test_a_tile_beyond_the_models_size_is_refused(client: httpx.AsyncClient, publish: Publish) -> None:
    content = npy.encode(np.zeros((1, 64, 257, 3), np.uint8))

    assert "at most 256" in await refusal(client, 413, "tile-too-large", params=publish(), content=content)


async def test_another_media_type_is_refused(client: httpx.AsyncClient, publish: Publish) -> None:
    await refusal(client, 415, "media-type-unsupported", params=publish(), headers={"Content-Type": "application/json"})


class TestOneAtATime:
    """A service that lets nobody wait."""

    @pytest.fixture
    def settings(self, settings: DetectorSettings) -> DetectorSettings:
        return settings.model_copy(update={"admitted": 1, "waiting": 0})

    async def test_who_finds_it_at_work_is_told_when_to_come_again(
        self, client: httpx.AsyncClient, publish: Publish
    ) -> None:
        query, begun, go_on = publish(), asyncio.Event(), asyncio.Event()

        async def slowly() -> Any:
            begun.set()
            await go_on.wait()
            yield npy.encode(field())

        working = asyncio.create_task(client.post("/v1/detect", params=query, headers=NPY, content=slowly()))
        await begun.wait()
        answer = await client.post("/v1/detect", params=query, headers=NPY, content=npy.encode(field()))
        go_on.set()

        assert (answer.status_code, answer.json()["type"]) == (503, "/docs/errors/busy")
        assert int(answer.headers["Retry-After"]) > 0
        assert (await working).status_code == 200


class TestSmallBodies:
    """A service that takes one megabyte."""

    @pytest.fixture
    def settings(self, settings: DetectorSettings) -> DetectorSettings:
        return settings.model_copy(update={"max_body_mb": 1})

    async def test_an_announced_length_is_refused_at_once(self, client: httpx.AsyncClient, publish: Publish) -> None:
        await refusal(client, 413, "request-too-large", params=publish(), content=bytes((1 << 20) + 1))

    async def test_an_unannounced_one_as_soon_as_it_is_too_long(
        self, client: httpx.AsyncClient, publish: Publish
    ) -> None:
        sent = 0

        async def chunks() -> Any:
            nonlocal sent
            for _ in range(100):
                sent += 1
                yield bytes(1 << 17)

        await refusal(client, 413, "request-too-large", params=publish(), content=chunks())
