"""Zips of label files as other programs write them."""

import io
import json
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path


def zip_of(files: Mapping[str, bytes | str]) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return sink.getvalue()


def claims_a_gigabyte(archive: Path) -> None:
    """Change what a zip says of the length of its list of files."""
    body = bytearray(archive.read_bytes())
    struct.pack_into("<L", body, body.rfind(b"PK\x05\x06") + 12, 1 << 30)
    archive.write_bytes(body)


def voc(filename: str, *cells: tuple[str, int, int, int, int], size: tuple[int, int] = (64, 64)) -> str:
    objects = "".join(
        f"<object><name>{name}</name><bndbox><xmin>{x1}</xmin><ymin>{y1}</ymin><xmax>{x2}</xmax><ymax>{y2}</ymax>"
        "</bndbox></object>"
        for name, x1, y1, x2, y2 in cells
    )
    sides = f"<size><width>{size[0]}</width><height>{size[1]}</height></size>"
    return f"<annotation><filename>{filename}</filename>{sides}{objects}</annotation>"


def labelme(image_path: str, *shapes: tuple[str, str, list[list[float]]], size: tuple[int, int] = (64, 64)) -> str:
    return json.dumps(
        {
            "imagePath": image_path,
            "imageWidth": size[0],
            "imageHeight": size[1],
            "shapes": [{"label": label, "shape_type": kind, "points": points} for label, kind, points in shapes],
        }
    )


def coco(pictures: Mapping[str, list[tuple[str, float, float, float, float]]], side: int = 64) -> str:
    """One file of all; boxes as corners."""
    names = list(dict.fromkeys(cell[0] for cells in pictures.values() for cell in cells))
    annotations = [
        {"id": 100 * place + n, "image_id": place, "category_id": names.index(name), "bbox": [x1, y1, x2 - x1, y2 - y1]}
        for place, cells in enumerate(pictures.values())
        for n, (name, x1, y1, x2, y2) in enumerate(cells)
    ]
    return json.dumps(
        {
            "images": [
                {"id": place, "file_name": name, "width": side, "height": side} for place, name in enumerate(pictures)
            ],
            "categories": [{"id": place, "name": name} for place, name in enumerate(names)],
            "annotations": annotations,
        }
    )
