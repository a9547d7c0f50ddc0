"""Every warning by its code: what it says in English and in Chinese. Names in braces are the values it carries.

The page of the browser has the same texts in `frontend/src/i18n/warnings.ts`, and every code a page below
`docs/warnings`; a contract test holds the three together.
"""

from collections.abc import Mapping
from typing import Literal

Value = int | float | str
Values = Mapping[str, Value]

WORDS: dict[str, dict[Literal["en", "zh"], str]] = {
    "no-scale": {
        "en": "The picture's scale is not known; it was recognised as it is. Set its micrometres per pixel to be sure.",
        "zh": "图片的比例尺未知，已按原样识别。请设置每像素的微米数以确保准确。",
    },
    "model-without-scale": {
        "en": "The model has no scale of its own; the picture was recognised as it is.",
        "zh": "模型本身没有比例尺，图片已按原样识别。",
    },
    "scale-implausible": {
        "en": "A scale of {picture} micrometres a pixel does not suit the model's {model}; it was ignored.",
        "zh": "每像素 {picture} 微米的比例尺与模型的 {model} 微米不相称，已被忽略。",
    },
    "scale-far": {
        "en": "A pixel of the picture is {picture} micrometres, one of the model's {model}: it "
        "was enlarged {times} times, "
        "which adds no detail, and cells are missed.",
        "zh": "图片每像素 {picture} 微米，模型为 {model} 微米：图片已放大 {times} 倍，但细节并未增加，会漏计细胞。",
    },
    "area-smaller": {
        "en": "{percent} % of the picture were analysed, {megapixels} megapixels; the rest is empty or failed.",
        "zh": "只分析了图片的 {percent} %（{megapixels} 百万像素），其余部分为空白或识别失败。",
    },
    "blur": {
        "en": "The picture is blurred: its edges are {percent} % of a cell wide, sharp ones at "
        "most {limit} %. Cells are missed.",
        "zh": "图片模糊：边缘宽度为细胞边长的 {percent} %，清晰图片至多 {limit} %，会漏计细胞。",
    },
    "out-of-domain": {
        "en": "{unlike} of {looked} cells looked at are unlike those the model was trained on: check the count by eye.",
        "zh": "抽查的 {looked} 个细胞中有 {unlike} 个与模型训练所用的细胞不相似，请人工核对计数。",
    },
    "low-confidence": {
        "en": "{doubtful} of {cells} cells ({percent} %) score below {score}: the count hangs on the confidence.",
        "zh": "{cells} 个细胞中有 {doubtful} 个（{percent} %）得分低于 {score}：计数取决于所选的置信度。",
    },
    "near-duplicate": {
        "en": "Nearly the same picture as {filename}; {pictures} pictures of the project are nearly the same. "
        "What is there twice counts twice in sums and tests.",
        "zh": "与 {filename} 几乎相同；项目中有 {pictures} 张图片几乎相同。重复的图片会在总数和检验中重复计入。",
    },
    "tile-failed": {
        "en": "{failed} of {tiles} tiles could not be recognised; {megapixels} megapixels are missing from the counts.",
        "zh": "{tiles} 块瓦片中有 {failed} 块无法识别，计数中缺少 {megapixels} 百万像素。",
    },
    "seam-merged": {
        "en": "Cells seen by two neighbouring tiles, each counted once: {cells}.",
        "zh": "相邻两块瓦片都看到的 {cells} 个细胞只计一次。",
    },
    "first-page-only": {
        "en": "The file has {pages} pages; only the first was recognised.",
        "zh": "文件有 {pages} 页，只识别了第一页。",
    },
    "image-failed": {
        "en": "{filename}: {reason}",
        "zh": "{filename}：{reason}",
    },
    "converted-16-bit": {
        "en": "The picture has more than 8 bits a channel and was converted to 8 bits by one fixed rule.",
        "zh": "图片每通道超过 8 位，已按固定规则转换为 8 位。",
    },
    "converted-32-bit": {
        "en": "The picture has more than 16 bits a channel and was converted to 8 bits by one fixed rule.",
        "zh": "图片每通道超过 16 位，已按固定规则转换为 8 位。",
    },
    "converted-float": {
        "en": "The picture holds fractions and was converted to 8 bits by one fixed rule.",
        "zh": "图片的像素值为小数，已按固定规则转换为 8 位。",
    },
    "converted-cmyk": {
        "en": "The picture is in CMYK colours and was converted to RGB.",
        "zh": "图片为 CMYK 颜色，已转换为 RGB。",
    },
    "alpha-removed": {
        "en": "The picture has transparent parts, which were laid on white.",
        "zh": "图片有透明部分，已置于白色背景上。",
    },
    "palette-expanded": {
        "en": "The picture has a colour palette and was converted to RGB.",
        "zh": "图片使用调色板，已转换为 RGB。",
    },
    "exif-rotated": {
        "en": "The picture was turned as its camera recorded; coordinates are those of the turned picture.",
        "zh": "图片已按相机记录的方向旋转，坐标为旋转后图片的坐标。",
    },
    "grey-expanded": {
        "en": "The picture is grey and was given to the model as RGB.",
        "zh": "图片为灰度图，已作为 RGB 交给模型。",
    },
    "not-corrected": {
        "en": "{filename} was not corrected; the predicted cells are counted.",
        "zh": "{filename} 未经更正，计入的是预测的细胞。",
    },
    "pictures-not-independent": {
        "en": "Pictures of one specimen are not independent: name each picture's specimen, or read p with care.",
        "zh": "同一样本的图片并不独立：请为每张图片注明样本，否则请谨慎解读 p 值。",
    },
    "pictures-without-result": {
        "en": "Pictures without a result, which are in no number: {without} of {pictures}.",
        "zh": "{pictures} 张图片中有 {without} 张没有结果，不计入任何数值。",
    },
}


def say(language: Literal["en", "zh"], code: str, values: Values) -> str:
    """What the warning says. Raises KeyError for a code that is none, or a value that is missing."""
    return WORDS[code][language].format_map(values)


def reword(language: Literal["en", "zh"], code: str, message: str, values: Values) -> str:
    """`say` of a warning that was stored, perhaps by an older version whose codes or values differ: then `message`."""
    try:
        return say(language, code, values)
    except KeyError:
        return message
