"""A project of many pictures with two predictions, written into a running suite: the others are copies of one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import numpy as np
from cellscanner_gateway.images.models import Image
from cellscanner_gateway.jobs.models import Job
from cellscanner_gateway.predictions.models import Prediction, PredictionImage
from cellscanner_gateway.predictions.objects import cells_key
from cellscanner_gateway.projects.models import Group
from cellscanner_local.postgres import PostgresEngine
from cellscanner_local.private import Secrets
from cellscanner_local.programs import InnerPorts
from cellscanner_shared.cells import CellTable
from cellscanner_shared.store import ObjectStore, StoreSettings
from sqlalchemy import Connection, create_engine, insert, select, update
from support.suite import RunningSuite

GROUPS = ("Control", "Drug A", "Drug B", "Drug C")
CELLS = 60
Row = dict[str, Any]


@dataclass(frozen=True)
class Inside:
    """Database and store of a suite that runs."""

    connection: Connection
    store: ObjectStore


def inside(suite: RunningSuite) -> Iterator[Inside]:
    secrets = Secrets.load(suite.data.secrets)
    ports = InnerPorts.model_validate_json((suite.data.run / "ports.json").read_text())
    store = StoreSettings(
        endpoint=f"127.0.0.1:{ports.store.s3}",
        access_key=secrets.store_access_key,
        secret_key=secrets.store_secret_key,
    )
    engine = create_engine(PostgresEngine(suite.data.postgres, ports.postgres, secrets.postgres_password).url())
    with engine.begin() as connection:
        yield Inside(connection, ObjectStore(store))
    engine.dispose()


def _row(connection: Connection, table: Any, *conditions: Any) -> Row:
    return dict(connection.execute(select(table.__table__).where(*conditions)).one()._mapping)


def multiply(found: Inside, image_id: str, predictions: list[str], pictures: int) -> None:
    """Let the project of a predicted picture have so many, in four groups, each with cells in every prediction."""
    image = _row(found.connection, Image, Image.id == UUID(image_id))
    groups = [{"id": uuid4(), "created_at": image["created_at"], "name": name} for name in GROUPS]
    project = {"project_id": image["project_id"]}
    found.connection.execute(insert(Group), [one | project for one in groups])
    rows = [
        image | {"id": uuid4(), "filename": f"{n:04}.png", "group_id": groups[n % len(groups)]["id"]}
        for n in range(pictures - 1)
    ]
    found.connection.execute(insert(Image), rows)
    for seed, prediction in enumerate(predictions):
        _results(found, UUID(prediction), image["id"], rows, np.random.default_rng(seed))


def _results(found: Inside, prediction: UUID, first: UUID, images: list[Row], rng: np.random.Generator) -> None:
    row = _row(
        found.connection,
        PredictionImage,
        PredictionImage.prediction_id == prediction,
        PredictionImage.image_id == first,
    )
    known = CellTable.from_arrow_bytes(found.store.get_bytes(cells_key(prediction, first)))
    made = []
    for position, image in enumerate(images, 1):
        table = _cells(known, image["width"], image["height"], rng)
        found.store.put_bytes(cells_key(prediction, image["id"]), table.to_arrow_bytes())
        counts = table.counts(table.classes)
        made.append(row | {"image_id": image["id"], "position": position, "counts": counts, "corrected": 0})
    found.connection.execute(insert(PredictionImage), made)
    job = select(Prediction.job_id).where(Prediction.id == prediction).scalar_subquery()
    found.connection.execute(update(Job).where(Job.id == job).values(done=len(made) + 1, total=len(made) + 1))


def _cells(like: CellTable, width: int, height: int, rng: np.random.Generator) -> CellTable:
    count = int(rng.integers(CELLS // 2, CELLS))
    centres = rng.uniform(8, (width - 8, height - 8), (count, 2))
    sides = rng.uniform(8, 16, (count, 2))
    boxes = np.concatenate([centres - sides / 2, centres + sides / 2], axis=1).astype(np.float32)
    index = (rng.uniform(size=count) < rng.uniform(0.02, 0.4)).astype(np.uint8)
    score = rng.uniform(0.5, 1, count).astype(np.float32)
    flags = np.zeros(count, np.bool_)
    return CellTable(boxes, score, index, score, index, flags, like.classes, like.detector_classes, like.model)
