"""The API's end of the durable queues: enqueue in the request's own transaction, cancel later.

Workers and API share these names. An application version is about the shape of a workflow's steps, not about the
release: it rises only when a pending job of the old shape could not be continued by the new code. Applications that
share a database may not share a version's name, so it begins with the workflow's.
"""

import asyncio
from dataclasses import dataclass
from uuid import UUID

from dbos import DBOSClient, EnqueueOptions, WorkflowSerializationFormat
from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True)
class Workflow:
    """A durable workflow, the queue it waits in, and the application that works on it."""

    name: str
    queue: str
    application: str
    application_version: str


PREDICT = Workflow("predict", "predictions", "cellscanner-gateway", "predict-1")
# The same worker does both, so both are of its application and version.
IMPORT = Workflow("import-labels", "imports", PREDICT.application, PREDICT.application_version)
TRAIN = Workflow("train", "trainings", "cellscanner-trainer", "train-1")


class JobQueue:
    """One client of the durable queues a process; connects when it is first used."""

    def __init__(self, database_url: str) -> None:
        self._client = DBOSClient(
            system_database_url=database_url, system_database_pool_size=2, lazy=True, retry_connection_errors=False
        )

    async def enqueue(self, session: AsyncSession, workflow: Workflow, job_id: UUID) -> str:
        """Enqueue `workflow(job_id)` with the transaction of `session`: both or neither. Returns the workflow id."""
        options: EnqueueOptions = {
            "workflow_name": workflow.name,
            "queue_name": workflow.queue,
            "workflow_id": str(job_id),
            "application_name": workflow.application,
            "app_version": workflow.application_version,
            "serialization_type": WorkflowSerializationFormat.PORTABLE,
        }
        await session.run_sync(lambda sync: self._client.enqueue_in_transaction(sync, options, str(job_id)))
        return str(job_id)

    async def cancel(self, workflow_id: str) -> None:
        """Cancel a workflow that waits or runs; one that has ended stays as it is."""
        await self._client.cancel_workflow_async(workflow_id)

    async def close(self) -> None:
        await asyncio.to_thread(self._client.destroy)
