"""Pictures to label."""

from collections.abc import Awaitable, Callable

import pytest
from support import pictures
from support.gateway import Caller
from support.labels import Labels

Labelled = Callable[[Caller], Awaitable[Labels]]


@pytest.fixture
def labels_of() -> Labelled:
    """The labels of a new picture of 60 x 40 pixels, still without any."""

    async def make(caller: Caller) -> Labels:
        files = [("files", ("a.png", pictures.png(40, 60)))]
        answer = await caller.http.post("/api/v1/images", files=files)
        return Labels(caller.http, answer.json()["items"][0]["image"]["id"])

    return make


@pytest.fixture
async def labels(labels_of: Labelled, alice: Caller) -> Labels:
    return await labels_of(alice)
