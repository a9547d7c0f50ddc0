"""A project with pictures, and imports into it."""

import pytest
from cellscanner_gateway.annotations.commits import Desk
from cellscanner_gateway.annotations.contents import Contents
from cellscanner_gateway.label_imports.work import ImportWork
from cellscanner_gateway.resources import Resources
from support.gateway import Caller
from support.importing import Importing


@pytest.fixture
def import_work(resources: Resources) -> ImportWork:
    return ImportWork(Desk(resources, Contents(resources.store)))


@pytest.fixture
async def importing(alice: Caller, import_work: ImportWork) -> Importing:
    """Alice's project with the pictures a.png, b.png and c.png."""
    project = (await alice.http.post("/api/v1/projects", json={"name": "hers"})).json()["id"]
    found = Importing(alice.http, import_work, project)
    await found.upload("a.png", "b.png", "c.png")
    return found
