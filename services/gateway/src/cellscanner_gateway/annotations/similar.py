"""*All like this*: the cells of a picture by how much a model sees in them what it sees in a chosen one."""

import numpy as np
from cellscanner_shared.errors import NotFound
from numpy.typing import NDArray

from cellscanner_gateway.annotations.commits import Desk
from cellscanner_gateway.annotations.embeddings import Describer, shelf_of_labels
from cellscanner_gateway.annotations.errors import NoEmbeddings
from cellscanner_gateway.annotations.schemas import SimilarCell, SimilarIn, SimilarOut
from cellscanner_gateway.annotations.service import View, view
from cellscanner_gateway.annotations.whose import Whose
from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.models.service import handle, resolve
from cellscanner_gateway.tools import Toolbox

# Described in one request, the nearest to the chosen cell first: a page waits for it.
MOST_NEW = 2000
Rows = NDArray[np.float32]


async def similar(desk: Desk, tools: Toolbox, user: Principal, whose: Whose, wanted: SimilarIn) -> SimilarOut:
    """Cells most like the chosen one, without itself, best first.

    Of a picture with more cells than `MOST_NEW` the nearest are compared, and more with each call, since embeddings
    are kept. Raises NotFound, NoEmbeddings, and what the classifier service is refused or cannot do.
    """
    seen = await view(desk, user, whose)
    if wanted.cell_id not in seen.content.cells:
        raise NotFound("There is no such cell.", reason="no-such-cell")
    describer = await _describer(desk, tools, user, seen, wanted.model)
    ids = list(seen.content.cells)
    boxes = np.array([cell.box for cell in seen.content.cells.values()], np.float32)
    chosen = ids.index(wanted.cell_id)
    embeddings = await _embeddings(describer, boxes, chosen)
    rows = np.array(sorted(embeddings), np.intp)
    likeness = cosine(np.stack([embeddings[row] for row in rows.tolist()]), embeddings[chosen])
    best = [place for place in np.argsort(-likeness, kind="stable").tolist() if rows[place] != chosen]
    items = [SimilarCell(id=ids[rows[place]], similarity=round(float(likeness[place]), 6)) for place in best]
    return SimilarOut(items=items[: wanted.limit])


async def _describer(desk: Desk, tools: Toolbox, user: Principal, seen: View, named: str | None) -> Describer:
    name = named or (seen.source or {}).get("model")
    if name is None:
        raise NoEmbeddings(
            "These labels did not start from a prediction; name a model.", reason="labels-without-prediction"
        )
    async with desk.resources.database.transaction() as session:
        model = handle(await resolve(session, user.id, name))
    spec = model.manifest.classifier or model.manifest.embedding
    if spec is None:
        raise NoEmbeddings(
            f"The model {model.ref} has no network that describes single cells.",
            reason="model-describes-no-cells",
            model=str(model.ref),
        )
    return Describer(desk, tools, seen.image, model, spec, shelf_of_labels(seen.labels_id))


async def _embeddings(describer: Describer, boxes: Rows, chosen: int) -> dict[int, Rows]:
    """Row to embedding, of the cells described before and of the nearest others."""
    known = await describer.known()
    keys = [box.tobytes() for box in boxes]
    new = nearest(boxes, chosen, [row for row, key in enumerate(keys) if key not in known], MOST_NEW)
    if new:
        described = await describer.describe(boxes[new])
        present = set(keys)
        known = {key: row for key, row in known.items() if key in present}
        known |= {keys[row]: embedding for row, embedding in zip(new, described, strict=True)}
        await describer.keep(known)
    return {row: known[key] for row, key in enumerate(keys) if key in known}


def nearest(boxes: Rows, chosen: int, rows: list[int], most: int) -> list[int]:
    """At most so many of `rows`, those nearest to the chosen one first."""
    middles = boxes[:, :2] + boxes[:, 2:]
    distances = ((middles[rows] - middles[chosen]) ** 2).sum(axis=1)
    return [rows[place] for place in np.argsort(distances, kind="stable")[:most].tolist()]


def cosine(rows: Rows, one: Rows) -> Rows:
    """(N,) cosines of the angles between `rows` (N, E) and `one` (E,); 0 where one of them is all zeros."""
    lengths = np.linalg.norm(rows, axis=1) * np.linalg.norm(one)
    return np.asarray(np.divide(rows @ one, lengths, out=np.zeros(len(rows), np.float32), where=lengths > 0))
