"""How large a picture may be before it is refused, read in one place and checked before anything is decoded."""

from pydantic_settings import BaseSettings, SettingsConfigDict

from cellscanner_shared.errors import PictureTooLarge, SuspiciousCompression, UnsupportedFormat


class PictureSettings(BaseSettings):
    """`CELLSCANNER_PICTURES_*`. Whole pictures are decoded into memory (3 bytes a pixel), slides never are."""

    model_config = SettingsConfigDict(env_prefix="CELLSCANNER_PICTURES_")

    max_megapixels: float = 400.0
    max_slide_megapixels: float = 60_000.0
    max_pages: int = 1000
    # Noise limits how well a real picture compresses; above this ratio a large file holds nothing to look at.
    max_compression_ratio: float = 200.0
    compression_checked_above_mb: float = 64.0


def check_pixels(width: int, height: int, limit_megapixels: float) -> None:
    """Raises PictureTooLarge, or UnsupportedFormat for a picture without pixels."""
    if width < 1 or height < 1:
        raise UnsupportedFormat(
            f"The picture says it is {width} x {height} pixels.",
            reason="picture-without-pixels",
            width=width,
            height=height,
        )
    megapixels = width * height / 1e6
    if megapixels > limit_megapixels:
        raise PictureTooLarge(
            f"The picture has {width} x {height} pixels ({megapixels:,.0f} megapixels); "
            f"at most {limit_megapixels:,.0f} megapixels can be read at once.",
            megapixels=round(megapixels, 1),
            limit_megapixels=limit_megapixels,
            reason="too-many-pixels",
            width=width,
            height=height,
        )


def check_compression(unpacked_bytes: float, packed_bytes: int, settings: PictureSettings) -> None:
    """Raises SuspiciousCompression for a large picture packed tighter than a real one can be."""
    ratio = unpacked_bytes / max(packed_bytes, 1)
    if unpacked_bytes > settings.compression_checked_above_mb * 1e6 and ratio > settings.max_compression_ratio:
        raise SuspiciousCompression(
            f"The file of {packed_bytes / 1e6:.1f} MB would unpack to {unpacked_bytes / 1e6:,.0f} MB, "
            f"{ratio:,.0f} times its size; a microscope picture never does.",
            packed_mb=round(packed_bytes / 1e6, 1),
            unpacked_mb=round(unpacked_bytes / 1e6),
            times=round(ratio),
        )


def check_pages(pages: int, settings: PictureSettings) -> None:
    if pages > settings.max_pages:
        raise PictureTooLarge(
            f"The file has {pages} pages; at most {settings.max_pages} can be read.",
            reason="file-of-too-many-pages",
            pages=pages,
            limit=settings.max_pages,
        )
    if pages == 0:
        raise UnsupportedFormat("The file holds no page that is a picture.", reason="file-without-picture")
