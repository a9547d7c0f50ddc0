"""Rules of imports: who sends one, in which order its steps follow, what is shown of it."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from cellscanner_shared.errors import NotFound
from fastapi import Request
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.annotations.exchange import asked_format
from cellscanner_gateway.annotations.repository import being_read
from cellscanner_gateway.audit import audit
from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.database import utc_now
from cellscanner_gateway.errors import MalformedUpload, file_too_large
from cellscanner_gateway.images.multipart import ReceivedFile, UploadLimits, receive
from cellscanner_gateway.images.upload import receiving_folder
from cellscanner_gateway.jobs.models import TERMINAL_STATES, Job, JobKind, JobState
from cellscanner_gateway.jobs.queue import IMPORT, JobQueue
from cellscanner_gateway.jobs.schemas import JobOut
from cellscanner_gateway.jobs.service import Submission
from cellscanner_gateway.jobs.service import submit as submit_job
from cellscanner_gateway.label_imports import repository
from cellscanner_gateway.label_imports.errors import ImportRefused
from cellscanner_gateway.label_imports.models import ImportedPicture, ImportStep, LabelImport, Outcome
from cellscanner_gateway.label_imports.repository import Totals
from cellscanner_gateway.label_imports.schemas import (
    ApplyIn,
    ChoicesIn,
    FoundClass,
    ImportedPictureList,
    ImportedPictureOut,
    LabelImportOut,
)
from cellscanner_gateway.objects import repository as objects
from cellscanner_gateway.predictions.cells import encode_cursor
from cellscanner_gateway.projects.access import demand, demand_maker
from cellscanner_gateway.projects.models import Role
from cellscanner_gateway.projects.service import get_project
from cellscanner_gateway.resources import Resources

# What was sent is kept for so long: time enough to look at it, choose and apply.
_KEPT_FOR = timedelta(days=14)


async def take_in(
    request: Request, resources: Resources, queue: JobQueue, user: Principal, project_id: UUID, key: str | None
) -> Job:
    """Keep the file and make the job that reads it. Raises what a refused upload raises, NotFound, RoleTooLow."""
    async with resources.database.transaction() as session:
        await get_project(session, user, project_id, Role.ANNOTATOR)
    most = resources.settings.max_upload_mb
    limits = UploadLimits(file=most << 20, request=(most + 1) << 20, files=1)
    async with receiving_folder(resources.scratch) as folder:
        upload = await receive(request, folder, limits, frozenset({"file"}))
        file, form = _file(upload.files, most), asked_format(upload.fields)
        found = LabelImport(id=uuid4(), project_id=project_id, owner_id=user.id, filename=file.filename, form=form)
        async with resources.database.transaction() as session:
            objects.doom(session, found.prefix, utc_now() + _KEPT_FOR)
        await asyncio.to_thread(resources.store.put_file, found.upload_key, file.path)
    submission = _submission(user, f"import {project_id} {file.sha256} {form}", key)

    async def fill(job: Job) -> None:
        found.job_id = job.id
        session.add(found)
        audit(session, "label import sent", user.id, subject=str(found.id), project=str(project_id))

    async with resources.database.transaction() as session:
        job = await submit_job(session, queue, submission, fill)
        if found.job_id != job.id:
            # The same request came before: what it sent then is what counts.
            await objects.hasten(session, [found.prefix])
        return job


def _submission(user: Principal, fingerprint: str, key: str | None) -> Submission:
    return Submission(user.id, JobKind.IMPORT, IMPORT, fingerprint.encode(), key)


def _file(files: list[ReceivedFile], most_mb: int) -> ReceivedFile:
    if not files:
        raise MalformedUpload("Send a file of labels, or a zip of them, in the field file.", reason="no-import-file")
    if files[0].too_large:
        raise file_too_large(most_mb)
    return files[0]


async def get(session: AsyncSession, user: Principal, import_id: UUID, least: Role = Role.VIEWER) -> LabelImport:
    """An import into a project in which the user has at least this role. Raises NotFound, RoleTooLow."""
    found = await repository.find(session, import_id, user.id)
    if found is None:
        raise NotFound("There is no such import.", reason="no-such-import")
    await demand(session, user, found.project_id, least)
    return found


async def read_again(
    session: AsyncSession, queue: JobQueue, user: Principal, import_id: UUID, wanted: ChoicesIn
) -> Job:
    """Read the file once more with pictures chosen for names. Raises ImportRefused once it was applied."""
    found, job = await _locked(session, user, import_id)
    if found.step != ImportStep.READ:
        raise ImportRefused("The import was applied already; send the file again.", reason="import-applied")
    _demand_ended(job)
    known = {str(image.id) for image in await repository.images_of_project(session, found.project_id)}
    choices = {name: str(image_id) for name, image_id in wanted.choices.items()}
    if not known.issuperset(choices.values()):
        raise NotFound("A picture that was chosen is not one of the project.", reason="picture-not-in-project")
    found.choices = choices
    return await _next(session, queue, user, found, ImportStep.READ)


async def apply(session: AsyncSession, queue: JobQueue, user: Principal, import_id: UUID, wanted: ApplyIn) -> Job:
    """Let the labels become revisions. Raises ImportRefused unless the file was read, or an earlier try broke off."""
    found, job = await _locked(session, user, import_id)
    _demand_ended(job)
    broken_off = found.step == ImportStep.APPLY and job.state != JobState.SUCCEEDED
    if not broken_off and not (found.step == ImportStep.READ and job.state == JobState.SUCCEEDED):
        raise ImportRefused(
            "Only an import that was read well, and not applied yet, can be applied.", reason="import-not-applicable"
        )
    if not (await repository.outcomes(session, [import_id]))[import_id].keys() & {Outcome.READY, Outcome.NEW}:
        raise ImportRefused("Nothing of the import fits the project.", reason="nothing-fits")
    found.mapping = {one.name: {"to": one.to, "target": one.target} for one in wanted.classes}
    found.replace = wanted.replace
    audit(session, "label import applied", user.id, subject=str(found.id))
    return await _next(session, queue, user, found, ImportStep.APPLY)


async def undo(session: AsyncSession, queue: JobQueue, user: Principal, import_id: UUID) -> Job:
    """Bring the pictures back to what they were, but for those that were edited since."""
    found, job = await _locked(session, user, import_id)
    _demand_ended(job)
    if not (await repository.outcomes(session, [import_id]))[import_id].get(Outcome.APPLIED):
        raise ImportRefused(
            "The import has no labels in place that could be taken back.", reason="nothing-to-take-back"
        )
    audit(session, "label import undone", user.id, subject=str(found.id))
    return await _next(session, queue, user, found, ImportStep.UNDO)


async def delete(session: AsyncSession, user: Principal, import_id: UUID) -> None:
    """Forget an import and what was sent; labels that it has made stay. Raises NotFound, RoleTooLow, ImportRefused."""
    found, job = await _locked(session, user, import_id)
    await demand_maker(session, user, found.project_id, found.owner_id)
    _demand_ended(job)
    await objects.hasten(session, [found.prefix])
    await session.delete(found)
    audit(session, "label import deleted", user.id, subject=str(found.id))


async def _locked(session: AsyncSession, user: Principal, import_id: UUID) -> tuple[LabelImport, Job]:
    await get(session, user, import_id, Role.ANNOTATOR)
    found = await repository.lock(session, import_id)
    if found is None:
        raise NotFound("There is no such import.", reason="no-such-import")
    return found, (await repository.jobs_of(session, [found]))[found.job_id]


def _demand_ended(job: Job) -> None:
    if job.state not in TERMINAL_STATES:
        raise ImportRefused("The import is still at work; follow its job, or cancel it.", reason="import-at-work")


async def _next(session: AsyncSession, queue: JobQueue, user: Principal, found: LabelImport, step: ImportStep) -> Job:
    """The job of the next step is its owner's who asks for it: it writes in their name."""
    found.step, found.owner_id = step.value, user.id

    async def fill(job: Job) -> None:
        found.job_id = job.id
        await session.flush()

    return await submit_job(session, queue, _submission(user, f"{step} {found.id}", None), fill)


async def present(session: AsyncSession, user: Principal, found: LabelImport) -> LabelImportOut:
    """The import with everything that was counted in it, but for pictures that the user is reading."""
    return (await present_each(session, user, found.project_id, [found]))[0]


async def present_each(
    session: AsyncSession, user: Principal, project_id: UUID, imports: Sequence[LabelImport]
) -> list[LabelImportOut]:
    """The same of several imports into a project, with as many queries as for one."""
    ids = [one.id for one in imports]
    totals = await repository.totals(session, ids, await being_read(session, user.id))
    outcomes = await repository.outcomes(session, ids)
    jobs = await repository.jobs_of(session, imports)
    known = await repository.classes_of_project(session, user.id, project_id)
    return [_out(one, totals[one.id], outcomes[one.id], jobs[one.job_id], known) for one in imports]


def _out(
    found: LabelImport, totals: Totals, outcomes: Mapping[str, int], job: Job, known: Mapping[str, bool]
) -> LabelImportOut:
    return LabelImportOut.model_validate(
        {
            **{name: getattr(found, name) for name in ("id", "project_id", "filename", "step", "created_at", "notes")},
            "format": found.form,
            "job": JobOut.of(job),
            "pictures": outcomes,
            "classes": [
                FoundClass(
                    name=name,
                    cells=n,
                    pictures=totals.with_class[name],
                    suggested=_suggested(name, known),
                    target=name in totals.targets,
                )
                for name, n in totals.cells.most_common()
            ],
            "skipped": dict(totals.reasons.most_common()),
            "labelled": totals.labelled,
            "project_classes": [{"name": name, "target": target} for name, target in known.items()],
        }
    )


def _suggested(name: str, known: Iterable[str]) -> str:
    """The class of the project of the same name, whatever its capitals; else a class of its own name."""
    return next((one for one in known if one.casefold() == name.casefold()), name)


async def pictures(
    session: AsyncSession, user: Principal, import_id: UUID, outcomes: Sequence[Outcome], first: int, limit: int
) -> ImportedPictureList:
    """The pictures of an import in the order of its file, from a place on; without numbers where the user is reading
    the picture. Raises NotFound.
    """
    await get(session, user, import_id)
    rows = await repository.pictures(session, import_id, outcomes, first, limit + 1)
    names = await repository.names_of(session, {row.image_id for row in rows if row.image_id})
    hidden = await being_read(session, user.id)
    items = [_picture(row, names, hidden=row.image_id in hidden) for row in rows[:limit]]
    return ImportedPictureList(items=items, next_cursor=encode_cursor(rows[limit].place) if len(rows) > limit else None)


def _picture(row: ImportedPicture, names: dict[UUID, str], *, hidden: bool) -> ImportedPictureOut:
    fields = ["place", "file", "name", "image_id", "outcome", "counts", "had", "revision", "candidates", "problem"]
    values: dict[str, Any] = {name: getattr(row, name) for name in fields}
    values |= {"format": row.form, "filename": names.get(row.image_id) if row.image_id else None}
    unseen: dict[str, Any] = {"counts": {}, "skipped": {}, "had": None}
    return ImportedPictureOut.model_validate({**values, "skipped": row.reasons, **(unseen if hidden else {})})
