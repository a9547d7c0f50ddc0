"""Which set of labels of a picture is meant: the picture's own, or the reading of one person."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Whose:
    """The labels of a picture, or with `reading_id` those that one person gave it without seeing anybody else's."""

    image_id: UUID
    reading_id: UUID | None = None

    @property
    def id(self) -> UUID:
        """Under which the labels stand in the database and in the store."""
        return self.reading_id or self.image_id
