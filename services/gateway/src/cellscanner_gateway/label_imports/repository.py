"""Every query on imports of labels. Who may ask, the caller has asked before."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    and_,
    case,
    cast,
    delete,
    func,
    literal,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from cellscanner_gateway.annotations.models import Annotation, labelled_for
from cellscanner_gateway.auth.models import User
from cellscanner_gateway.images.models import Image
from cellscanner_gateway.jobs.models import Job
from cellscanner_gateway.label_imports.models import ImportedPicture, LabelImport, Outcome
from cellscanner_gateway.pagination import fetch_page
from cellscanner_gateway.predictions.models import Prediction
from cellscanner_gateway.projects.access import projects_of


async def find(session: AsyncSession, import_id: UUID, user_id: UUID) -> LabelImport | None:
    """An import into a project that the user may see."""
    statement = select(LabelImport).where(LabelImport.id == import_id)
    return await session.scalar(statement.where(LabelImport.project_id.in_(projects_of(user_id))))


async def lock(session: AsyncSession, import_id: UUID) -> LabelImport | None:
    statement = select(LabelImport).where(LabelImport.id == import_id).with_for_update()
    return await session.scalar(statement.execution_options(populate_existing=True))


async def of_job(session: AsyncSession, job_id: UUID) -> tuple[LabelImport, User] | None:
    """The import whose newest job this is, and who sent it."""
    statement = select(LabelImport, User).join(User, User.id == LabelImport.owner_id)
    found = (await session.execute(statement.where(LabelImport.job_id == job_id))).one_or_none()
    return None if found is None else (found[0], found[1])


async def list_newest(
    session: AsyncSession, project_id: UUID, *, limit: int, cursor: str | None
) -> tuple[list[LabelImport], str | None]:
    statement = select(LabelImport).where(LabelImport.project_id == project_id)
    return await fetch_page(session, statement, (LabelImport.created_at, LabelImport.id), limit=limit, cursor=cursor)


async def jobs_of(session: AsyncSession, imports: Iterable[LabelImport]) -> dict[UUID, Job]:
    ids = [one.job_id for one in imports]
    return {job.id: job for job in await session.scalars(select(Job).where(Job.id.in_(ids)))}


async def pictures(
    session: AsyncSession, import_id: UUID, outcomes: Sequence[Outcome] = (), first: int = 0, limit: int | None = None
) -> list[ImportedPicture]:
    """In the order of the file, those from a place on; of some outcomes alone where given."""
    statement = select(ImportedPicture).where(ImportedPicture.import_id == import_id, ImportedPicture.place >= first)
    if outcomes:
        statement = statement.where(ImportedPicture.outcome.in_([one.value for one in outcomes]))
    return list(await session.scalars(statement.order_by(ImportedPicture.place).limit(limit)))


async def outcomes(session: AsyncSession, import_ids: Collection[UUID]) -> dict[UUID, dict[str, int]]:
    """How many pictures of each import have which."""
    of = ImportedPicture.import_id, ImportedPicture.outcome
    statement = select(*of, func.count()).where(ImportedPicture.import_id.in_(import_ids)).group_by(*of)
    found: dict[UUID, dict[str, int]] = {import_id: {} for import_id in import_ids}
    for import_id, outcome, number in await session.execute(statement):
        found[import_id][outcome] = number
    return found


@dataclass
class Totals:
    """Of what has a picture, or is to have one: cells a class, pictures a class, cells left out a reason, pictures that
    had labels, and the classes that are targets.
    """

    cells: Counter[str] = field(default_factory=Counter)
    with_class: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    labelled: int = 0
    targets: set[str] = field(default_factory=set)


async def totals(session: AsyncSession, import_ids: Collection[UUID], hidden: set[UUID]) -> dict[UUID, Totals]:
    """Added up by the database: an import may speak of many thousands of pictures, and a list has many imports.

    Pictures that are `hidden` from who asks are left out.
    """
    found: dict[UUID, Totals] = {import_id: Totals() for import_id in import_ids}
    one = ImportedPicture
    here = and_(one.image_id.is_not(None), one.image_id.not_in(hidden))
    known = (one.import_id.in_(import_ids), or_(here, and_(one.image_id.is_(None), one.archived.is_not(None))))
    for import_id, name, cells, pictures_ in await session.execute(_added_up(one.counts, *known)):
        found[import_id].cells[name], found[import_id].with_class[name] = cells, pictures_
    for import_id, reason, cells, _ in await session.execute(_added_up(one.reasons, *known)):
        found[import_id].reasons[reason] = cells
    had = select(one.import_id, func.count()).where(*known, one.had.is_not(None)).group_by(one.import_id)
    for import_id, number in await session.execute(had):
        found[import_id].labelled = number
    for import_id, name in await session.execute(_targets(*known)):
        found[import_id].targets.add(name)
    return found


def _targets(*of: ColumnElement[bool]) -> Select[Any]:
    """Of each import the classes that the zip of a project says are targets; labels that it lacks have a null there."""
    said = ImportedPicture.archived["targets"]
    names = case((func.jsonb_typeof(said) == "array", said), else_=literal([], JSONB))
    each = func.jsonb_array_elements_text(names).table_valued("value")
    return select(ImportedPicture.import_id, each.c.value).distinct().join(each, true()).where(*of)


def _added_up(numbers: InstrumentedAttribute[dict[str, int]], *of: ColumnElement[bool]) -> Select[Any]:
    """Of each import and name: the sum, and how many pictures have any; the largest sums first."""
    each = func.jsonb_each_text(numbers).table_valued("key", "value")
    number = cast(each.c.value, BigInteger)
    total = cast(func.sum(number), BigInteger)
    return (
        select(ImportedPicture.import_id, each.c.key, total, func.count().filter(number > 0))
        .join(each, true())
        .where(*of)
        .group_by(ImportedPicture.import_id, each.c.key)
        .order_by(total.desc(), each.c.key)
    )


async def forget_pictures(session: AsyncSession, import_id: UUID) -> None:
    await session.execute(delete(ImportedPicture).where(ImportedPicture.import_id == import_id))


async def set_picture(session: AsyncSession, row: ImportedPicture, **values: Any) -> None:
    key = ImportedPicture.import_id == row.import_id, ImportedPicture.place == row.place
    await session.execute(update(ImportedPicture).where(*key).values(**values))


async def images_of_project(session: AsyncSession, project_id: UUID) -> list[Image]:
    statement = select(Image).where(Image.project_id == project_id)
    return list(await session.scalars(statement.order_by(Image.created_at, Image.id)))


async def names_of(session: AsyncSession, image_ids: Iterable[UUID]) -> dict[UUID, str]:
    rows = await session.execute(select(Image.id, Image.filename).where(Image.id.in_(list(image_ids))))
    return {row[0]: row[1] for row in rows}


async def standing(session: AsyncSession, image_id: UUID) -> tuple[int, int | None]:
    """The revision a picture's labels are at, and their cells, None where it has no labels."""
    annotation = await session.get(Annotation, image_id, populate_existing=True)
    if annotation is None:
        return 0, None
    begun = annotation.revision > 0 and not annotation.cleared
    return annotation.revision, sum(annotation.counts.values()) if begun else None


async def classes_of_project(session: AsyncSession, user_id: UUID, project_id: UUID) -> dict[str, bool]:
    """Class to whether it is a target: those of the project's predictions, newest first, then names labels have."""
    found: dict[str, bool] = {}
    predicted = select(Prediction.classes).where(Prediction.project_id == project_id)
    for classes in await session.scalars(predicted.order_by(Prediction.created_at.desc()).limit(20)):
        for one in classes:
            found.setdefault(one["name"], one["target"])
    labelled = select(Annotation.counts).join(Image, Image.id == Annotation.image_id)
    for counts in await session.scalars(labelled.where(Image.project_id == project_id, labelled_for(user_id))):
        for name in counts:
            found.setdefault(name, False)
    return found
