"""What is far from the remembered cells, with drawn embeddings and with those of a built-in model."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from cellscanner_gateway.pipeline.domain import DomainCheck, KnownCells, KnownModels, domain_notices
from cellscanner_gateway.pipeline.handle import ModelHandle
from cellscanner_gateway.pipeline.picture import recognise_file
from cellscanner_gateway.pipeline.recognise import Services
from cellscanner_shared.packages import EMBEDDINGS_FILE, read_features, upload_package, verify_package, write_checksums
from cellscanner_shared.store import ObjectStore
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tiny_models import write_package

MODELS = Path(__file__).resolve().parents[4] / "deploy" / "models" / "base"
Save = Callable[[NDArray[np.uint8]], Path]


def cloud(seed: int, count: int, size: int = 8) -> NDArray[np.float32]:
    """A cloud that is a hundred times wider in one direction than in another."""
    return np.asarray(np.random.default_rng(seed).normal(size=(count, size)) * np.geomspace(1, 0.01, size), np.float32)


def test_what_lies_in_the_cloud_is_near_and_what_leaves_it_along_its_thin_side_is_far() -> None:
    known = KnownCells.of(cloud(0, 1000))
    beside = cloud(1, 100) + np.array([0, 0, 0, 0, 0, 0, 0, 0.2], np.float32)

    assert domain_notices(known, cloud(2, 32)) == []
    assert known.far(cloud(1, 100)) <= 12
    (notice,) = domain_notices(known, beside[:32])
    assert (notice.code, notice.values["looked"]) == ("out-of-domain", 32)


def test_two_cells_or_no_memory_say_nothing() -> None:
    far = cloud(1, 32) + 9

    assert domain_notices(None, far) == []
    assert domain_notices(KnownCells.of(cloud(0, 1000)), far[:2]) == []


@pytest.mark.parametrize("name", ["living-dead", "blood"])
def test_cells_of_a_built_in_model_are_like_each_other(name: str) -> None:
    """One half of the remembered cells against the other; 5 of 100 are far by the limit, and some more."""
    folder = max((MODELS / name).iterdir(), key=lambda path: int(path.name))
    features = read_features((folder / EMBEDDINGS_FILE).read_bytes())
    known = KnownCells.of(features[::2])

    assert known.far(features[1::2]) < 0.1 * len(features[1::2])
    assert domain_notices(known, features[1:64:2]) == []
    assert domain_notices(known, -features[1:64:2])[0].code == "out-of-domain"


@pytest.fixture
def remembering(object_store: ObjectStore, tmp_path: Path) -> ModelHandle:
    """A package whose embedding is a crop's mean colour, and which remembers reddish ones."""
    folder = tmp_path / "remembering"
    write_package(folder, name="remembering", weights=["classifier.safetensors", EMBEDDINGS_FILE])
    reddish = np.random.default_rng(0).uniform(0.0, 0.3, (200, 3)) * (1, 0.01, 0.01)
    save_file({"features": reddish.astype(np.float16)}, folder / EMBEDDINGS_FILE)
    write_checksums(folder)
    manifest = verify_package(folder)
    return ModelHandle(manifest.ref, upload_package(object_store, folder), manifest)


@pytest.mark.parametrize(
    ("colour", "found"),
    [
        pytest.param((255, 0, 0), False, marks=pytest.mark.silent("out-of-domain")),
        pytest.param((0, 255, 0), True, marks=pytest.mark.warns("out-of-domain")),
    ],
)
async def test_a_picture_is_compared_with_what_its_model_remembers(
    services: Services,
    object_store: ObjectStore,
    remembering: ModelHandle,
    save: Save,
    colour: tuple[int, int, int],
    found: bool,
) -> None:
    """Four red blocks are known to it; four green ones are found just as well, and are not."""
    pixels = np.zeros((128, 128, 3), np.uint8)
    for x, y in ((16, 16), (80, 16), (16, 80), (80, 80)):
        pixels[y : y + 8, x : x + 8] = colour
    asking = Services(
        services.detector, services.classifier, DomainCheck(services.classifier, KnownModels(object_store))
    )

    recognition, _ = await recognise_file(save(pixels), 0, (None, None), remembering, 0.5, asking)

    assert len(recognition.table) == 4
    assert ("out-of-domain" in [notice.code for notice in recognition.notices]) is found
