"""Who did what: one structured log line for each thing that was made, changed or removed. Never a secret."""

import logging
from uuid import UUID

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession

_LOG = logging.getLogger("cellscanner.audit")


def audit(session: AsyncSession, action: str, user_id: UUID | None, **facts: str | int | list[str]) -> None:
    """Log `action` once the transaction of `session` has committed: what was rolled back did not happen."""
    extra = {"action": action, "user_id": None if user_id is None else str(user_id), **facts}

    def write(_session: object) -> None:
        _LOG.info(action, extra=extra)

    event.listen(session.sync_session, "after_commit", write, once=True)


def audit_refusal(action: str, **facts: str) -> None:
    """Log what was refused, at once: its transaction never commits."""
    _LOG.warning(action, extra={"action": action, **facts})
