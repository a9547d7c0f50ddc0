"""Both models' cells in a held-out picture, as the trainer left them."""

import asyncio
from uuid import UUID

from cellscanner_shared.errors import NotFound, ObjectMissing
from cellscanner_shared.trainings import held_out_key

from cellscanner_gateway.annotations.sight import see
from cellscanner_gateway.annotations.whose import Whose
from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.resources import Resources
from cellscanner_gateway.trainings import service


async def read(resources: Resources, user: Principal, training_id: UUID, image_id: UUID) -> bytes:
    """The JSON of a HeldOutPicture.

    Raises NotFound for somebody else's training, for a picture that the user may not see any more, and where none was
    kept; ReadingOpen, for it holds the true cells; StoreUnavailable.
    """
    async with resources.database.transaction() as session:
        training = (await service.get(session, training_id, user.id)).training
        await see(session, user, Whose(image_id))
        key = held_out_key(training.snapshot, training.id, image_id)
    try:
        return await asyncio.to_thread(resources.store.get_bytes, key)
    except ObjectMissing as error:
        raise NotFound(
            "Nothing was kept of this picture: it was not compared, or by an older version.", reason="picture-not-kept"
        ) from error
