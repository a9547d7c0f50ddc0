"""Jobs of dead workers go on: a live worker puts them back into the queue."""

import logging

import psycopg
from dbos import DBOS
from sqlalchemy.exc import SQLAlchemyError

from cellscanner_gateway.jobs.queue import Workflow
from cellscanner_gateway.worker.liveness import Liveness

_LOG = logging.getLogger(__name__)


async def take_over(liveness: Liveness, workflow: Workflow) -> int:
    """Requeue every pending run of `workflow` whose worker is dead; returns how many.

    The dead worker's own lock is held meanwhile, so that it cannot start again and go on with the same job; a second
    runner would be stopped at its next step anyway, because the queue notes who owns a run.
    """
    pending = await DBOS.list_workflows_async(status="PENDING", name=workflow.name, load_input=False, load_output=False)
    resumed = 0
    for executor_id in sorted({run.executor_id for run in pending if run.executor_id}):
        async with liveness.lock_of(executor_id) as is_dead:
            if is_dead:
                resumed += await _requeue(executor_id, workflow)
    return resumed


async def _requeue(executor_id: str, workflow: Workflow) -> int:
    """Listed afresh under the lock: another worker may have been here since."""
    left = await DBOS.list_workflows_async(
        status="PENDING", name=workflow.name, executor_id=executor_id, load_input=False, load_output=False
    )
    for run in left:
        await DBOS.resume_workflow_async(run.workflow_id, queue_name=workflow.queue)
        _LOG.info("took over job %s of the dead worker %s", run.workflow_id, executor_id)
    return len(left)


async def take_over_if_possible(liveness: Liveness, workflow: Workflow) -> None:
    """`take_over`, leaving it to the next round where the database is away."""
    try:
        await take_over(liveness, workflow)
    except (psycopg.Error, SQLAlchemyError) as error:
        _LOG.warning("taking over has to wait: %s", type(error).__name__)
