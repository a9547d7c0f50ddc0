"""POST /v1/classify: probabilities, embeddings, and what is refused in which words."""

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import numpy as np
import pytest
from cellscanner_classifier.model import ClassifierModel
from cellscanner_shared import npy
from cellscanner_shared.packages import ModelRef
from cellscanner_shared.store import ObjectStore
from fastapi import FastAPI
from numpy.typing import NDArray

Publish = Callable[..., dict[str, Any]]


def crops(*colours: tuple[int, int, int], size: int = 16) -> NDArray[np.uint8]:
    """Crops of one colour each."""
    whole = np.array(colours, np.uint8).reshape(-1, 1, 1, 3)
    return np.broadcast_to(whole, (len(whole), size, size, 3))


async def classify(
    client: httpx.AsyncClient, query: dict[str, Any], sent: NDArray[np.uint8], columns: int
) -> NDArray[np.float32]:
    answer = await client.post("/v1/classify", params=query, content=npy.encode(sent))
    assert answer.status_code == 200, answer.text
    assert answer.headers["X-CellScanner-Provider"] == "CPUExecutionProvider"
    return npy.decode(answer.content, np.float32, (None, columns))


async def test_probabilities_are_the_softmax_of_the_logits(client: httpx.AsyncClient, publish: Publish) -> None:
    table = await classify(client, publish(), crops((0, 0, 0), (51, 0, 0), (0, 51, 9)), 2)

    # Logits 0 and 0, 2 and 0, 0 and 2; e^2 / (1 + e^2) = 0.880797
    np.testing.assert_allclose(table, [[0.5, 0.5], [0.880797, 0.119203], [0.119203, 0.880797]], atol=1e-5)


async def test_the_temperature_divides_the_logits(client: httpx.AsyncClient, publish: Publish) -> None:
    table = await classify(client, publish(classifier={"temperature": 2.0}), crops((51, 0, 0)), 2)

    np.testing.assert_allclose(table, [[0.731059, 0.268941]], atol=1e-5)  # e / (1 + e)


async def test_embeddings_follow_the_probabilities(client: httpx.AsyncClient, publish: Publish) -> None:
    query = publish() | {"embeddings": True}
    sent = crops(*[(index * 10, 20, 255) for index in range(11)])  # three batches of at most four

    table = await classify(client, query, sent, 5)

    np.testing.assert_allclose(table[:, 2] * 255, np.arange(11) * 10, atol=1e-3)
    np.testing.assert_allclose(table[:, 3:], [[20 / 255, 1.0]] * 11, atol=1e-5)


async def test_crops_are_normalised_as_the_model_says(client: httpx.AsyncClient, publish: Publish) -> None:
    query = publish(classifier={"mean": [0.5, 0.0, 0.25], "std": [0.5, 0.25, 1.0]}) | {"embeddings": True}

    table = await classify(client, query, crops((255, 51, 102)), 5)

    np.testing.assert_allclose(table[:, 2:], [[1.0, 0.8, 0.15]], atol=1e-5)


async def test_a_model_with_only_an_embedding_gives_only_that(client: httpx.AsyncClient, publish: Publish) -> None:
    query = publish(
        second_stage="embedding", detector={"classes": ["cell"]}, classes=[{"name": "cell", "target": False}]
    )

    table = await classify(client, query | {"embeddings": True}, crops((51, 0, 255)), 3)

    np.testing.assert_allclose(table, [[0.2, 0.0, 1.0]], atol=1e-5)
    detail = await refusal(client, 409, "model-unfit", params=query)
    assert detail == "base/tiny@1 has no classes; ask for embeddings."


async def test_no_crops_give_an_empty_table(client: httpx.AsyncClient, publish: Publish) -> None:
    assert (await classify(client, publish(), crops(), 2)).shape == (0, 2)


async def refusal(client: httpx.AsyncClient, status: int, slug: str, **request: Any) -> str:
    answer = await client.post("/v1/classify", **{"content": npy.encode(crops((0, 0, 0)))} | request)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == f"/docs/errors/{slug}"
    detail: str = answer.json()["detail"]
    return detail


async def test_crops_of_another_size_are_refused(client: httpx.AsyncClient, publish: Publish) -> None:
    content = npy.encode(crops((0, 0, 0), size=17))

    detail = await refusal(client, 422, "crop-size-wrong", params=publish(), content=content)
    assert detail == "base/tiny@1 takes crops of 16 x 16, not 17 x 17."


async def test_a_model_without_a_second_stage_is_unfit(client: httpx.AsyncClient, publish: Publish) -> None:
    await refusal(client, 409, "model-unfit", params=publish(second_stage=None))


async def test_a_wrong_token_is_refused(client: httpx.AsyncClient, publish: Publish) -> None:
    await refusal(client, 401, "unauthorized", params=publish(), headers={"Authorization": "Bearer no"})


async def test_a_model_that_is_not_there_is_not_found(client: httpx.AsyncClient, publish: Publish) -> None:
    await refusal(client, 404, "model-not-found", params=publish() | {"model": "base/nobody@1"})


async def test_a_wrong_digest_is_refused(client: httpx.AsyncClient, publish: Publish) -> None:
    await refusal(client, 502, "package-refused", params=publish() | {"digest": "f" * 64})


async def test_one_flipped_bit_in_the_store_is_refused(
    client: httpx.AsyncClient, publish: Publish, object_store: ObjectStore
) -> None:
    query = publish()
    name = ModelRef.parse(query["model"]).prefix + "classifier.safetensors"
    content = bytearray(object_store.get_bytes(name))
    content[-1] ^= 1
    object_store.put_bytes(name, bytes(content))

    assert "classifier.safetensors differs" in await refusal(client, 502, "package-refused", params=query)


@pytest.mark.parametrize("body", [b"", b"\x93NUMPY\x01\x00", npy.encode(np.zeros((1, 16, 16, 3), np.int8))])
async def test_a_hostile_array_is_refused(client: httpx.AsyncClient, publish: Publish, body: bytes) -> None:
    await refusal(client, 422, "invalid-array", params=publish(), content=body)


async def test_concurrent_first_requests_load_the_model_once(
    client: httpx.AsyncClient, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = publish()
    loads: list[str] = []
    load = ClassifierModel.load

    def counted(*arguments: Any) -> ClassifierModel:
        loads.append(arguments[1].name)
        return load(*arguments)

    monkeypatch.setattr(ClassifierModel, "load", counted)
    tables = await asyncio.gather(*(classify(client, query, crops((51, 0, 0)), 2) for _ in range(20)))

    assert loads == ["tiny"]
    assert {round(float(table[0, 0]), 4) for table in tables} == {0.8808}


async def test_models_beyond_the_memory_are_unloaded(client: httpx.AsyncClient, publish: Publish, app: FastAPI) -> None:
    for name in ("one", "two", "three"):
        await classify(client, publish(name=name), crops((0, 0, 0)), 2)
    assert len(app.state.runtime.models.loaded()) == 3

    app.state.runtime.models._budget = 1
    await classify(client, publish(name="four"), crops((0, 0, 0)), 2)
    ready = (await client.get("/readyz")).json()

    assert [model["model"] for model in ready["models"]] == ["base/four@1"]


async def test_health_readiness_and_metrics_need_no_token(client: httpx.AsyncClient, publish: Publish) -> None:
    await classify(client, publish(), crops((0, 0, 0)), 2)
    client.headers.pop("Authorization")

    assert (await client.get("/healthz")).json() == {"status": "alive"}
    ready = (await client.get("/readyz")).json()
    assert (ready["status"], ready["service"], ready["provider"]) == ("ready", "classifier", "CPUExecutionProvider")
    assert ready["requests"] == 0
    metrics = (await client.get("/metrics")).text
    assert "cellscanner_models_loaded 1.0" in metrics
    assert (
        'cellscanner_http_requests_total{method="POST",route="/v1/classify",service="classifier",status="200"} 1.0'
        in metrics
    )
