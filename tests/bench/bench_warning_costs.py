"""What the warnings add to the recognition of one picture: processor time of all three processes, both ways in turns.

Processor time counts no other work of the machine. The pipeline runs here, detector and classifier elsewhere;
without warnings nobody measures edges and nobody asks for embeddings. What a model remembers is read before the clock.
"""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import cv2
import httpx
import numpy as np
import pytest
from bench.mosaic import mosaic
from cellscanner_gateway.pipeline import sample
from cellscanner_gateway.pipeline.blur import edge_width
from cellscanner_gateway.pipeline.calls import Patience, ServiceClient
from cellscanner_gateway.pipeline.domain import DomainCheck, KnownModels
from cellscanner_gateway.pipeline.handle import ModelHandle
from cellscanner_gateway.pipeline.picture import recognise_file
from cellscanner_gateway.pipeline.recognise import Services
from cellscanner_shared.store import ObjectStore, StoreSettings
from recognisers import TOKEN, Package, Service

ROUNDS = 9
PATIENT = Patience(outage_s=60.0, attempts=3)
TICK = os.sysconf("SC_CLK_TCK")


def cpu_of(pid: int) -> float:
    """Seconds of processor time that a process has had."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


@pytest.fixture
async def services(
    detector: Service, classifier: Service, bench_store: StoreSettings
) -> AsyncIterator[tuple[Services, Services]]:
    """With all that warnings need, and without."""
    headers = {"Authorization": f"Bearer {TOKEN}"}
    urls = detector.client.base_url, classifier.client.base_url
    async with (
        httpx.AsyncClient(base_url=urls[0], headers=headers, timeout=300) as to_detector,
        httpx.AsyncClient(base_url=urls[1], headers=headers, timeout=300) as to_classifier,
    ):
        found = (
            ServiceClient("detector", to_detector, PATIENT, 2),
            ServiceClient("classifier", to_classifier, PATIENT, 2),
        )
        known = KnownModels(ObjectStore(bench_store))
        yield Services(*found, DomainCheck(found[1], known)), Services(*found)


@pytest.mark.parametrize("name", ["living-dead", "he-cells"])
async def test_what_warnings_cost(
    name: str,
    services: tuple[Services, Services],
    packages: dict[str, Package],
    detector: Service,
    classifier: Service,
    data_dir: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    package = packages[name]
    model = ModelHandle(package.manifest.ref, package.digest, package.manifest)
    path = sorted((data_dir / "monuseg" / "images").glob("*.png"))[0]
    if name == "living-dead":
        path = tmp_path / "mosaic.png"
        cv2.imwrite(str(path), mosaic(data_dir, seed=0))
    pids = os.getpid(), detector.pid, classifier.pid

    async def once(warned: bool) -> float:
        monkeypatch.setattr(sample, "edge_width", edge_width if warned else lambda *_: None)
        before = sum(map(cpu_of, pids))
        scale = package.manifest.micrometers_per_pixel
        await recognise_file(path, 0, (scale, "user" if scale else None), model, 0.5, services[not warned])
        return sum(map(cpu_of, pids)) - before

    for warned in (True, False):
        await once(warned)
    seconds = np.array([[await once(warned) for warned in (True, False)] for _ in range(ROUNDS)])
    least, median = seconds.min(axis=0), np.median(seconds, axis=0)
    print(
        f"\n{name}: with warnings {median[0]:.2f} s of processor time, without {median[1]:.2f}; ratio of medians "
        f"{median[0] / median[1]:.3f}, of the least {least[0] / least[1]:.3f}"
    )
    assert median[0] < 1.15 * median[1]
