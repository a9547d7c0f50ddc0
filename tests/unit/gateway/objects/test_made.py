"""What is made of a picture goes with it, also where it is made while the picture goes."""

from uuid import UUID

from cellscanner_gateway.images.models import Image
from cellscanner_gateway.images.pyramids import Viewer
from cellscanner_gateway.objects.sweeper import sweep
from cellscanner_gateway.resources import Resources
from cellscanner_shared.store import ObjectStore
from support import pictures
from support.gateway import Caller


async def test_a_thumbnail_that_was_under_way_does_not_outlive_its_picture(
    alice: Caller, resources: Resources, object_store: ObjectStore
) -> None:
    answer = await alice.http.post("/api/v1/images", files=[("files", ("a.png", pictures.png()))])
    image_id = UUID(answer.json()["items"][0]["image"]["id"])
    async with resources.database.transaction() as session:
        image = await session.get_one(Image, image_id)
    viewer = Viewer(resources)
    # Tiles leave a copy of the original with the viewer, from which the thumbnail can still be made.
    await viewer.tile(image, 0, 0, 0)

    assert (await alice.http.delete(f"/api/v1/images/{image_id}")).status_code == 204
    await sweep(resources)
    assert object_store.list() == []
    assert await viewer.thumbnail(image)

    assert object_store.list() == []
