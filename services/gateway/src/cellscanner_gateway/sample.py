"""The sample project of the first start: synthetic fields, made by the product itself, in two groups."""

import asyncio
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from cellscanner_shared.synthetic import make_field
from PIL import Image as Encoder
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.images.multipart import ReceivedFile
from cellscanner_gateway.images.upload import Examined, UploadFields, examine, store_files, write_rows
from cellscanner_gateway.projects.service import create_project
from cellscanner_gateway.resources import Resources

NAME = "Sample: synthetic tissue"
_SIDE = 768


@dataclass(frozen=True)
class Field:
    """One picture: `share` of its `cells` are targets."""

    group: str
    seed: int
    cells: int
    share: float


FIELDS = (
    Field("control", 1, 160, 0.05),
    Field("control", 2, 180, 0.08),
    Field("treated", 3, 150, 0.30),
    Field("treated", 4, 140, 0.38),
)
Sample = dict[str, list[Examined]]


async def prepare_sample(resources: Resources, folder: Path) -> Sample:
    """Make the pictures and put them into the store; `write_sample` makes them real."""
    sample: Sample = {}
    for field in FIELDS:
        received = await asyncio.to_thread(_draw, field, folder)
        sample.setdefault(field.group, []).append(await examine(received, resources))
    await store_files([item for items in sample.values() for item in items], resources)
    return sample


async def write_sample(session: AsyncSession, owner: Principal, sample: Sample) -> None:
    project = await create_project(session, owner, NAME, is_sample=True)
    for group, examined in sample.items():
        await write_rows(session, owner, project.id, UploadFields(group=group), examined)


def _draw(field: Field, folder: Path) -> ReceivedFile:
    made = make_field(field.seed, _SIDE, _SIDE, field.cells, target_fraction=field.share)
    out = BytesIO()
    Encoder.fromarray(made.picture).save(out, "PNG")
    content = out.getvalue()
    path = folder / f"{field.seed}.png"
    path.write_bytes(content)
    return ReceivedFile(f"{field.group} {field.seed}.png", path, len(content), sha256(content).hexdigest())
