"""Lists: newest first, an opaque cursor, the same shape everywhere."""

import base64
import binascii
import json
from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel, Field
from sqlalchemy import Select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from cellscanner_gateway.errors import InvalidCursor

Limit = Annotated[int, Query(ge=1, le=1000, description="Most items in one answer.")]
Cursor = Annotated[str | None, Query(max_length=200, description="`next_cursor` of the previous answer.")]

ItemT = TypeVar("ItemT")
RowT = TypeVar("RowT")


class Page(BaseModel, Generic[ItemT]):
    """One page of a list; `next_cursor` is null on the last one."""

    items: list[ItemT]
    next_cursor: str | None = Field(description="Pass it as `cursor` to read on; null at the end.")


def encode_cursor(created_at: datetime, item_id: UUID) -> str:
    raw = json.dumps([created_at.isoformat(), str(item_id)])
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def decode_cursor(cursor: str) -> tuple[datetime, UUID]:
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        created_at, item_id = json.loads(raw)
        return datetime.fromisoformat(created_at), UUID(item_id)
    except (binascii.Error, ValueError, TypeError, AttributeError) as error:
        raise InvalidCursor("Use the `next_cursor` of the previous answer, unchanged.") from error


async def fetch_page(
    session: AsyncSession,
    statement: Select[RowT],
    key: tuple[InstrumentedAttribute[datetime], InstrumentedAttribute[UUID]],
    *,
    limit: int,
    cursor: str | None,
) -> tuple[list[RowT], str | None]:
    """Rows of `statement` newest first, `limit` at most, and the cursor of the next page. `key` is (created_at, id)."""
    created_at, item_id = key
    if cursor is not None:
        statement = statement.where(tuple_(created_at, item_id) < decode_cursor(cursor))
    statement = statement.order_by(created_at.desc(), item_id.desc()).limit(limit + 1)
    rows = list(await session.scalars(statement))
    if len(rows) <= limit:
        return rows, None
    last: Any = rows[limit - 1]
    return rows[:limit], encode_cursor(last.created_at, last.id)
