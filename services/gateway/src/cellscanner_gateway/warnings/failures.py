"""Why a picture failed, as a warning. Its problem is in English; these are the reasons in Chinese, by slug."""

from typing import Any, Literal

from cellscanner_gateway.warnings.notice import Notice

_UNKNOWN = "It could not be recognised."
_REASONS_ZH = {
    "internal-error": "服务发生内部错误。",
    "object-missing": "找不到图片的文件。",
    "picture-bomb": "文件解压后远大于正常图片。",
    "picture-compression-unsupported": "不支持图片的压缩方式。",
    "picture-empty": "文件中没有像素。",
    "picture-format-unsupported": "不支持图片的格式。",
    "picture-given-up": "多次尝试均使识别进程中断，已放弃。",
    "picture-no-such-page": "文件中没有这一页。",
    "picture-not-a-picture": "文件不是图片。",
    "picture-not-recognised": "图片的任何部分都无法识别。",
    "picture-too-large": "图片过大。",
    "picture-truncated": "文件不完整。",
    "picture-unreadable": "图片无法读取。",
    "recognition-failed": "识别服务无法完成工作。",
    "recognition-unavailable": "无法连接识别服务。",
    "scratch-full": "临时空间已满。",
    "slide-broken": "全切片文件已损坏。",
    "store-refused": "对象存储拒绝了请求。",
    "store-unavailable": "无法连接对象存储。",
}


def failure_notice(filename: str, problem: dict[str, Any] | None) -> Notice:
    """`problem` is the stored RFC 9457 document of the picture."""
    known = problem or {}
    slug = str(known.get("type", "")).rsplit("/", 1)[-1]
    return Notice("image-failed", {"filename": filename, "reason": known.get("detail") or _UNKNOWN, "problem": slug})


def reason(language: Literal["en", "zh"], problem: str, detail: str) -> str:
    """Why, in the reader's language where there are words for it; else as the service said it."""
    return _REASONS_ZH.get(problem, detail) if language == "zh" else detail
