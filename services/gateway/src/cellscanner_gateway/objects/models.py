"""The table of objects to remove."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from cellscanner_gateway.database import Base, Identified


class DoomedPrefix(Identified, Base):
    """Everything in the store under `prefix` goes once `due_at` has passed.

    An upload writes one before its object and takes it back in the transaction of its row, so that whatever is cut
    short leaves nothing behind; a deletion writes one in the transaction that removes the row.
    """

    __tablename__ = "doomed_prefixes"

    prefix: Mapped[str]
    due_at: Mapped[datetime] = mapped_column(index=True)
