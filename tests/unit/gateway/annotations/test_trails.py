"""The way to many revisions at once."""

from collections.abc import Awaitable, Callable
from uuid import UUID, uuid4

from cellscanner_gateway.annotations.contents import Contents
from cellscanner_gateway.annotations.trails import newest_trails, trails_to
from cellscanner_gateway.resources import Resources
from support.gateway import Caller
from support.labels import Labels, add


async def test_each_set_of_labels_has_its_own_snapshot_and_steps(
    labels_of: Callable[[Caller], Awaitable[Labels]], alice: Caller, resources: Resources
) -> None:
    first, second, untouched = [await labels_of(alice) for _ in range(3)]
    await first.start()
    await first.do(add("a"))
    await first.do(add("b", 10))
    await second.start()
    await second.do(add("c", 20))
    one, two, none = (UUID(labels.image_id) for labels in (first, second, untouched))

    async with resources.database.transaction() as session:
        old = await trails_to(session, {one: 2, two: 1, none: 0})
        newest = await newest_trails(session, alice.user.id, [one, two, none, uuid4()])
        nothing = await trails_to(session, {})

    contents = Contents(resources.store)
    assert [len(old[key].steps) for key in (one, two, none)] == [1, 0, 0]
    assert [list((await contents.at(old[key])).cells) for key in (one, two, none)] == [["a"], [], []]
    assert {key: (trail.revision, len(trail.steps)) for key, trail in newest.items()} == {one: (3, 2), two: (2, 1)}
    assert list((await contents.at(newest[one])).cells) == ["a", "b"]
    assert nothing == {}
