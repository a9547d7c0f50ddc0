from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from cellscanner_shared.deepzoom import DeepZoom, descriptor, thumbnail
from cellscanner_shared.errors import NotFound
from cellscanner_shared.pictures import open_picture
from PIL import Image


def pixels(jpeg: bytes) -> np.ndarray:
    return np.asarray(Image.open(BytesIO(jpeg)))


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    across = np.linspace(0, 255, 1000)[None, :, None].repeat(600, axis=0)
    down = np.linspace(0, 255, 600)[:, None, None].repeat(1000, axis=1)
    Image.fromarray(np.concatenate([across, down, 0 * across], axis=2).astype(np.uint8)).save(tmp_path / "a.png")
    return tmp_path / "a.png"


def test_descriptor() -> None:
    assert descriptor(1000, 600) == (
        '<?xml version="1.0" encoding="UTF-8"?><Image xmlns="http://schemas.microsoft.com/deepzoom/2008" '
        'Format="jpeg" Overlap="1" TileSize="256"><Size Width="1000" Height="600"/></Image>'
    )


def test_levels(plain: Path) -> None:
    with open_picture(plain) as picture:
        zoom = DeepZoom(picture)

        assert zoom.max_level == 10
        assert [zoom.level_size(level) for level in (10, 9, 8, 1, 0)] == [
            (1000, 600),
            (500, 300),
            (250, 150),
            (2, 2),
            (1, 1),
        ]


@pytest.mark.parametrize(
    ("tile", "size"),
    [
        ((10, 0, 0), (257, 257)),
        ((10, 1, 1), (258, 258)),
        ((10, 3, 2), (233, 89)),
        ((8, 0, 0), (250, 150)),
        ((0, 0, 0), (1, 1)),
    ],
)
def test_tile_sizes(plain: Path, tile: tuple[int, int, int], size: tuple[int, int]) -> None:
    with open_picture(plain) as picture:
        assert Image.open(BytesIO(DeepZoom(picture).tile(*tile))).size == size


def test_a_tile_shows_its_place_at_every_level(plain: Path) -> None:
    with open_picture(plain) as picture:
        zoom = DeepZoom(picture)
        full, half = pixels(zoom.tile(10, 1, 1)), pixels(zoom.tile(9, 1, 0))

    # Level 10, tile (1, 1) begins at pixel 255, 255; level 9, tile (1, 0) at pixel 510, 0 of the picture.
    assert np.abs(full[100, 100, :2] - np.array([(255 + 100) * 255 / 999, (255 + 100) * 255 / 599])).max() < 6
    assert np.abs(half[100, 100, :2] - np.array([(510 + 200) * 255 / 999, 200 * 255 / 599])).max() < 6


@pytest.mark.parametrize("tile", [(11, 0, 0), (-1, 0, 0), (10, 4, 0), (10, 0, 3), (10, -1, 0)])
def test_there_is_no_such_tile(plain: Path, tile: tuple[int, int, int]) -> None:
    with open_picture(plain) as picture, pytest.raises(NotFound):
        DeepZoom(picture).tile(*tile)


def test_one_pixel(tmp_path: Path) -> None:
    Image.new("RGB", (1, 1), (200, 0, 0)).save(tmp_path / "a.png")
    with open_picture(tmp_path / "a.png") as picture:
        zoom = DeepZoom(picture)

        assert zoom.max_level == 0
        assert pixels(zoom.tile(0, 0, 0)).shape == (1, 1, 3)


def test_slides_have_the_same_levels_as_plain_pictures(data: Path) -> None:
    with open_picture(data / "slides" / "cmu_small_region.svs") as slide:
        zoom = DeepZoom(slide)
        whole = slide.read()
        tile, last, top = (pixels(zoom.tile(*at)) for at in ((12, 3, 4), (11, 4, 5), (0, 0, 0)))

    assert zoom.max_level == 12
    assert tile.shape == (258, 258, 3)
    assert np.abs(tile.astype(int) - whole[1023:1281, 767:1025]).mean() < 6
    assert last.shape == (1484 - 1279, 1110 - 1023, 3)
    assert np.abs(top[0, 0] - whole.mean(axis=(0, 1))).max() < 8


def test_thumbnails(plain: Path, data: Path) -> None:
    with open_picture(plain) as picture:
        assert Image.open(BytesIO(thumbnail(picture, 100))).size == (100, 60)
        assert Image.open(BytesIO(thumbnail(picture, 5000))).size == (1000, 600)
    with open_picture(data / "slides" / "tcga_two_levels_jpeg2000.svs") as slide:
        assert Image.open(BytesIO(thumbnail(slide))).size == (256, 206)
