"""Trainings as tests of the trainer look at them: their rows, and their jobs over the API."""

import asyncio
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx
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
            await asyncio.sleep(0.5)
    found: dict[str, Any] = job
    return found
