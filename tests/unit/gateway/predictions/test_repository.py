"""What the end of a picture writes, and what it costs, straight on PostgreSQL."""

import asyncio
from uuid import UUID, uuid4

import pytest
from cellscanner_gateway.auth.models import User
from cellscanner_gateway.database import Base, Database, utc_now
from cellscanner_gateway.images.models import Image
from cellscanner_gateway.jobs import repository as jobs
from cellscanner_gateway.jobs.models import Job, JobState
from cellscanner_gateway.predictions.models import Prediction, PredictionImage
from cellscanner_gateway.predictions.repository import finish_picture
from cellscanner_gateway.projects.models import Project
from sqlalchemy import text

# The table and each of its indexes, since which of these finds one picture is the planner's to choose.
READ = text(
    "select sum(pg_stat_get_xact_tuples_returned(one) + pg_stat_get_xact_tuples_fetched(one))::int from ("
    " select 'prediction_images'::regclass::oid one"
    " union all select indexrelid from pg_index where indrelid = 'prediction_images'::regclass"
    ") relations"
)


async def predicted(database: Database, pictures: int) -> tuple[UUID, UUID, list[UUID]]:
    """A prediction of so many queued pictures, its job, and the pictures."""
    project, user, job, prediction = uuid4(), uuid4(), uuid4(), uuid4()
    images = [uuid4() for _ in range(pictures)]
    async with database.transaction() as session:
        session.add(User(id=user, username=str(user), password_hash="x", role="user", language="en"))
        await session.flush()
        session.add(Project(id=project, owner_id=user, name="p"))
        session.add(Job(id=job, owner_id=user, kind="prediction", total=pictures))
        await session.flush()
        session.add_all(_picture(one, project) for one in images)
        session.add(_prediction(prediction, user, project, job))
        await session.flush()
        rows = enumerate(images)
        session.add_all(PredictionImage(prediction_id=prediction, image_id=one, position=n) for n, one in rows)
    return prediction, job, images


def _prediction(id_: UUID, user: UUID, project: UUID, job: UUID) -> Prediction:
    said = {"model": "base/tiny@1", "confidence": 0.5, "software_version": "0.1.0", "classes": []}
    return Prediction(id=id_, owner_id=user, project_id=project, job_id=job, **said)


def _picture(id_: UUID, project: UUID) -> Image:
    file = {"filename": "a.png", "page": 0, "pages": 1, "format": "PNG", "bit_depth": 8, "mode": "RGB"}
    body = {"width": 8, "height": 8, "notes": [], "byte_size": 1, "sha256": "0", "created_at": utc_now()}
    return Image(id=id_, project_id=project, source_id=id_, **file, **body)


async def progress(database: Database, job: UUID) -> tuple[int, int]:
    async with database.transaction() as session:
        found = await session.get_one(Job, job)
        return found.done, found.total


async def test_a_picture_counts_once_however_many_workers_end_it(database: Database) -> None:
    prediction, job, images = await predicted(database, 8)

    async def end(image: UUID, state: str) -> bool:
        async with database.transaction() as session:
            return await finish_picture(session, prediction, image, state=state)

    ends = [end(image, state) for image in images for state in ("succeeded", "failed")]
    assert all(await asyncio.gather(*ends))
    assert await progress(database, job) == (8, 8)
    await delete(database, Image, images[0])
    assert not await end(images[0], "succeeded")
    assert await progress(database, job) == (7, 7)


async def delete(database: Database, table: type[Base], id_: UUID | None) -> None:
    async with database.transaction() as session:
        await session.delete(await session.get_one(table, id_))


async def test_a_deleted_picture_leaves_the_progress_whole_whenever_it_goes(database: Database) -> None:
    """Sixteen pictures end and every other one of them is deleted, all at once."""
    prediction, job, images = await predicted(database, 16)

    async def end(image: UUID) -> None:
        async with database.transaction() as session:
            await finish_picture(session, prediction, image, state="succeeded")

    await asyncio.gather(*map(end, images), *(delete(database, Image, one) for one in images[::2]))
    assert await progress(database, job) == (8, 8)


async def test_a_job_that_has_ended_keeps_what_it_did(database: Database) -> None:
    prediction, job, images = await predicted(database, 2)
    async with database.transaction() as session:
        await finish_picture(session, prediction, images[0], state="succeeded")
        await jobs.end(session, job, JobState.CANCELLED)
    await delete(database, Image, images[1])
    assert await progress(database, job) == (1, 2)


@pytest.mark.parametrize("table", [Prediction, Project, User])
async def test_a_job_goes_with_its_prediction(database: Database, table: type[Base]) -> None:
    prediction, job, _ = await predicted(database, 2)
    async with database.transaction() as session:
        found = await session.get_one(Prediction, prediction)
    of = {Prediction: prediction, Project: found.project_id, User: found.owner_id}
    await delete(database, table, of[table])
    async with database.transaction() as session:
        assert await session.get(Job, job) is None


async def test_what_a_picture_costs_does_not_grow_with_the_others(database: Database) -> None:
    """How many rows, and entries of their indexes, PostgreSQL reads when the last picture but one of 500 ends."""
    prediction, _, images = await predicted(database, 500)
    async with database.transaction() as session:
        await session.execute(
            text("update prediction_images set state = 'succeeded' where prediction_id = :id and position > 1"),
            {"id": prediction},
        )
    async with database.transaction() as session:
        # Else the choice between index and table were the planner's, by statistics that come when they come.
        await session.execute(text("set local enable_seqscan = off"))
        before = await session.scalar(READ)
        assert await finish_picture(session, prediction, images[0], state="succeeded")
        read = await session.scalar(READ) - before
    assert 0 < read < 10
