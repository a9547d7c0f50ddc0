"""Media types of the picture formats the suite takes."""

_PLAIN = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "TIFF": "image/tiff",
    "BMP": "image/bmp",
    "WebP": "image/webp",
}


def is_plain(picture_format: str) -> bool:
    """Whether pictures of this format are decoded whole; all others are slides, read region by region."""
    return picture_format in _PLAIN


def content_type(picture_format: str) -> str:
    """Media type of a picture of this format; slides of all makers are plain bytes to a browser."""
    return _PLAIN.get(picture_format, "application/octet-stream")
