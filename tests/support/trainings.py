"""Trainings as tests of the trainer look at them: their rows, and their jobs over the API."""

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx
import psutil
from sqlalchemy import Engine, text

MOST_S = 420
ENDED = {"succeeded", "failed", "cancelled"}


@dataclass(frozen=True)
class TrainingRows:
    """The rows of one submitted training."""

    engine: Engine
    job_id: UUID
    model_id: UUID

    def job(self) -> dict[str, Any]:
        with self.engine.connect() as connection:
            return dict(
                connection.execute(text("select * from jobs where id = :id"), {"id": self.job_id}).mappings().one()
            )

    def all(self, query: str) -> list[tuple[Any, ...]]:
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query))]

    def do(self, statement: str) -> None:
        with self.engine.begin() as connection:
            connection.execute(text(statement))

    def cancel(self) -> None:
        with self.engine.begin() as connection:
            connection.execute(text("update jobs set state = 'cancelled' where id = :id"), {"id": self.job_id})


async def job_when(client: httpx.AsyncClient, job_id: str, states: set[str]) -> dict[str, Any]:
    """The job once it is in one of the states."""
    async with asyncio.timeout(MOST_S):
        while (job := (await client.get(f"/api/v1/jobs/{job_id}")).json())["state"] not in states:
            await asyncio.sleep(0.1)
    found: dict[str, Any] = job
    return found


async def seconds_until_gone(process: psutil.Process) -> float:
    """How long a process that computes without a pause goes on from now, by the clock or by the processor time that it
    was given in the meantime, whichever is less: on a busy machine the clock tells of the others."""
    began, before = time.monotonic(), _processor_s(process)
    spent = 0.0
    with suppress(psutil.NoSuchProcess):
        async with asyncio.timeout(MOST_S):
            while process.status() != psutil.STATUS_ZOMBIE:
                spent = _processor_s(process) - before
                await asyncio.sleep(0.02)
    return min(spent, time.monotonic() - began)


def _processor_s(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)
