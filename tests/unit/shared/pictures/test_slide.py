import subprocess
import sys
from pathlib import Path

import numpy as np
import openslide
import pytest
import tifffile
from cellscanner_shared.errors import BrokenSlide, NoSuchPage, PictureTooLarge
from cellscanner_shared.pictures import PictureInfo, PictureSettings, inspect, open_picture


def test_an_aperio_slide(data: Path) -> None:
    path = data / "slides" / "cmu_small_region.svs"

    assert inspect(path) == [PictureInfo(2220, 2967, 0, 1, "Aperio SVS", 8, "RGB", 0.499, [])]
    with open_picture(path) as slide, openslide.OpenSlide(path) as reference:
        assert slide.is_slide
        expected = np.asarray(reference.read_region((700, 900), 0, (300, 200)).convert("RGB"))
        np.testing.assert_array_equal(slide.read_region(700, 900, 300, 200), expected)


def test_a_jpeg2000_slide_without_a_scale(data: Path) -> None:
    info = inspect(data / "slides" / "tcga_two_levels_jpeg2000.svs")[0]

    assert (info.width, info.height, info.micrometers_per_pixel) == (4443, 3567, None)


@pytest.mark.parametrize("name", ["dicom_level_0.dcm", "dicom_level_1.dcm"])
def test_dicom(data: Path, name: str) -> None:
    info = inspect(data / "slides" / name)[0]

    assert (info.format, info.width, info.height) == ("DICOM", 16, 16)
    assert info.micrometers_per_pixel == pytest.approx(0.499)


def test_a_tiled_pyramid_without_a_plausible_scale(data: Path) -> None:
    path = data / "slides" / "pyramid_4_levels.tiff"

    assert inspect(path) == [PictureInfo(300, 250, 0, 1, "tiled TIFF", 8, "RGB", None, [])]
    with open_picture(path) as slide:
        assert slide.is_slide
        assert slide.read().shape == (250, 300, 3)


def test_smaller_levels_show_the_same_place(data: Path) -> None:
    with open_picture(data / "slides" / "tcga_two_levels_jpeg2000.svs") as slide:
        full = slide.read_region(1000, 800, 800, 600)
        half = slide.read_region(1000, 800, 800, 600, scale=0.5)

    assert half.shape == (300, 400, 3)
    means = full.reshape(300, 2, 400, 2, 3).mean(axis=(1, 3))
    here = difference(means, half, 0, 0)
    elsewhere = [difference(means, half, x, y) for x, y in ((-1, 0), (1, 0), (0, -1), (0, 1))]
    assert here < 0.75 * min(elsewhere)


def difference(a: np.ndarray, b: np.ndarray, x: int, y: int) -> float:
    """Mean absolute difference of the inner parts, `a` moved by x, y pixels."""
    return float(np.abs(a[10 + y : 290 + y, 10 + x : 390 + x] - b[10:290, 10:390]).mean())


def test_outside_is_white(data: Path) -> None:
    with open_picture(data / "slides" / "cmu_small_region.svs") as slide:
        region = slide.read_region(2200, 2950, 50, 50)

    assert (region[17:] == 255).all()
    assert (region[:, 20:] == 255).all()
    assert region[:17, :20].mean() < 255


def test_large_regions_are_put_together_without_a_seam(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_picture(data / "slides" / "cmu_small_region.svs") as slide:
        at_once = slide.read_region(100, 100, 1000, 900, scale=0.25)
        monkeypatch.setattr("cellscanner_shared.pictures.slide._MOST_PIXELS", 10_000)
        in_parts = slide.read_region(100, 100, 1000, 900, scale=0.25)
        one_pixel = slide.read_region(100, 100, 1000, 900, scale=0.0001)

    assert np.abs(at_once.astype(int) - in_parts).max() <= 1
    assert np.abs(at_once.mean(axis=(0, 1)) - one_pixel[0, 0]).max() < 2


def test_whole_reads_have_a_limit(data: Path) -> None:
    path = data / "slides" / "cmu_small_region.svs"
    with open_picture(path, settings=PictureSettings(max_megapixels=1)) as slide:
        with pytest.raises(PictureTooLarge):
            slide.read()
        assert slide.read_region(0, 0, 64, 64).shape == (64, 64, 3)


def test_a_slide_has_one_page(data: Path) -> None:
    with pytest.raises(NoSuchPage):
        open_picture(data / "slides" / "cmu_small_region.svs", page=1)


def test_damage_found_while_reading(data: Path) -> None:
    with open_picture(data / "slides" / "unreadable.svs") as slide, pytest.raises(BrokenSlide):
        slide.read_region(0, 0, 16, 16)


def test_memory_stays_flat_over_a_slide_larger_than_the_bound(tmp_path: Path) -> None:
    side, tile = 8192, 512
    pixels = np.arange(tile, dtype=np.uint16)[None, :, None].repeat(tile, axis=0).repeat(3, axis=2).astype(np.uint8)
    path = tmp_path / "large.tif"
    tiles = (pixels for _ in range((side // tile) ** 2))
    tifffile.imwrite(
        path, tiles, shape=(side, side, 3), dtype=np.uint8, tile=(tile, tile), photometric="rgb", compression="jpeg"
    )
    script = (
        "import resource, sys; from pathlib import Path\n"
        "from cellscanner_shared.pictures import open_picture\n"
        "with open_picture(Path(sys.argv[1])) as slide:\n"
        "    assert slide.is_slide and slide.width == 8192\n"
        "    slide.read_region(0, 0, 1024, 1024)\n"
        "    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "    for y in range(0, 8192, 1024):\n"
        "        for x in range(0, 8192, 1024):\n"
        "            slide.read_region(x, y, 1024, 1024)\n"
        "    slide.read_region(0, 0, 8192, 8192, scale=0.05)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
    )

    done = subprocess.run([sys.executable, "-c", script, path], capture_output=True, text=True, check=True)

    # The slide is 201 MB of pixels; OpenSlide's cache holds 32 MB and one region is 3 MB.
    unit = 1 if sys.platform == "darwin" else 1024
    assert int(done.stdout) * unit < 90e6
