"""The job of an import: one step of it, from wherever an earlier worker was stopped."""

import logging
from collections.abc import Awaitable, Callable
from uuid import UUID

from cellscanner_shared.errors import CellScannerError
from dbos import DBOS
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.annotations.commits import Desk
from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.jobs import repository as jobs
from cellscanner_gateway.jobs.models import JobState
from cellscanner_gateway.jobs.queue import IMPORT
from cellscanner_gateway.label_imports import repository
from cellscanner_gateway.label_imports.applying import Values, apply_to, take_back
from cellscanner_gateway.label_imports.models import ImportedPicture, ImportStep, LabelImport, Outcome
from cellscanner_gateway.label_imports.reading import read
from cellscanner_gateway.worker.patience import patiently, show_stage, transact

_LOG = logging.getLogger(__name__)
OnePicture = Callable[[Desk, Principal, LabelImport, ImportedPicture], Awaitable[Values]]
_STEPS: dict[str, tuple[frozenset[str], OnePicture]] = {
    ImportStep.APPLY: (frozenset({Outcome.READY, Outcome.NEW}), apply_to),
    ImportStep.UNDO: (frozenset({Outcome.APPLIED}), take_back),
}


class ImportWork:
    """Whatever the import's newest job asks for. Waits through an outage of database or store."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._database = desk.resources.database

    async def run(self, job_id: UUID) -> None:
        """The whole job, to its end; nothing where it was cancelled or its import is gone."""
        try:
            await patiently(lambda: self._run(job_id), lambda: show_stage(self._database, job_id, "waiting"))
        except CellScannerError as error:
            await self._end(job_id, error)
        except Exception as error:  # noqa: BLE001 - the edge of a job: it must not stay running for ever
            _LOG.error("import of job %s failed", job_id, exc_info=error)
            await self._end(job_id, CellScannerError())

    async def _run(self, job_id: UUID) -> None:
        async with self._database.transaction() as session:
            if not await jobs.begin(session, job_id, stage="importing"):
                return
            found = await repository.of_job(session, job_id)
        if found is not None:
            labels, owner = found
            if labels.step == ImportStep.READ:
                await read(self._desk.resources, labels, job_id)
            else:
                await self._each_picture(job_id, labels, Principal.of(owner))
        await self._end(job_id, None)

    async def _each_picture(self, job_id: UUID, labels: LabelImport, user: Principal) -> None:
        """Those that are not done yet; a picture that cannot be done says why, and the others go on."""
        waiting, do = _STEPS[labels.step]
        async with self._database.transaction() as session:
            rows = await repository.pictures(session, labels.id)
            left = [row for row in rows if row.outcome in waiting]
            total = sum(_concerns(labels.step, row) for row in rows)
            await jobs.set_progress(session, job_id, total=total, unit="pictures", done=total - len(left))
        for number, row in enumerate(left, total - len(left) + 1):
            values = await do(self._desk, user, labels, row)
            async with self._database.transaction() as session:
                await repository.set_picture(session, row, **values)
                await jobs.set_progress(session, job_id, done=number)
                if not await jobs.is_live(session, job_id):
                    return

    async def _end(self, job_id: UUID, error: CellScannerError | None) -> None:
        """A job whose import went with its project is cancelled: nobody is to wait for it."""

        async def write(session: AsyncSession) -> None:
            found = await repository.of_job(session, job_id)
            if error is not None:
                await jobs.end(session, job_id, JobState.FAILED, problem=error.problem())
            elif found is None:
                await jobs.end(session, job_id, JobState.CANCELLED)
            else:
                await jobs.end(session, job_id, JobState.SUCCEEDED, result=f"/api/v1/label-imports/{found[0].id}")

        await transact(self._database, write)


_NEVER_APPLIED = frozenset({Outcome.UNKNOWN, Outcome.AMBIGUOUS, Outcome.TWICE, Outcome.UNREADABLE, Outcome.PRESENT})


def _concerns(step: str, row: ImportedPicture) -> bool:
    """Whether the step does something with this picture, or has done it already."""
    return row.outcome not in _NEVER_APPLIED if step == ImportStep.APPLY else row.revision is not None


def register(work: ImportWork) -> None:
    """Make the workflow and its only step known to DBOS; before its launch."""

    # Preemptible: a cancelled import stops at once. What it has written it has noted.
    @DBOS.step(name="import", preemptible=True)
    async def run(job_id: str) -> None:
        await work.run(UUID(job_id))

    @DBOS.workflow(name=IMPORT.name, max_recovery_attempts=None)
    async def import_labels(job_id: str) -> None:
        await run(job_id)
