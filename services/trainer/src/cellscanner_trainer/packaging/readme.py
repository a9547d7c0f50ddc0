"""README.md of a package: what it is, and how to run it with onnxruntime alone."""

from cellscanner_shared.packages import ModelManifest

README_FILE = "README.md"

_DETECT = """\
import json
import numpy as np, onnxruntime
from PIL import Image

model = json.load(open("model.json", encoding="utf-8"))
# 8-bit RGB: height x width x 3, uint8, 0 to 255
picture, fed = Image.open("picture.png").convert("RGB"), model["detector"]
width, height = (round(side * fed["input"]["upsample"]) for side in picture.size)
tile = np.full((-(-height // 32) * 32, -(-width // 32) * 32, 3), fed["input"]["pad_value"], np.uint8)
tile[:height, :width] = picture.resize((width, height), Image.BILINEAR)
images = tile.transpose(2, 0, 1)[None].astype(np.float32) / 255
raw = onnxruntime.InferenceSession(fed["file"]).run(None, {"images": images})[0][0]
score = np.interp(raw[4:].max(0), fed["calibration"]["raw"], fed["calibration"]["calibrated"])
centre, half = raw[:2].T / fed["input"]["upsample"], raw[2:4].T / fed["input"]["upsample"] / 2
boxes, kept = np.hstack([centre - half, centre + half]), []
area = np.prod(2 * half, axis=1)
for cell in np.argsort(-score, kind="stable"):  # best first; one box for one cell
    low, high = np.maximum(boxes[cell, :2], boxes[kept, :2]), np.minimum(boxes[cell, 2:], boxes[kept, 2:])
    both = np.prod(np.clip(high - low, 0, None), axis=1)
    if score[cell] >= model["confidence"] and (both <= fed["nms_iou"] * (area[cell] + area[kept] - both)).all():
        kept.append(cell)
"""
_NAME = 'names = [fed["classes"][index] for index in raw[4:, kept].argmax(0)]\n'
_CLASSIFY = """\
crop, names = model["classifier"], []
network = onnxruntime.InferenceSession(crop["file"])
for x1, y1, x2, y2 in boxes[kept]:
    x, y, reach = (x1 + x2) / 2, (y1 + y2) / 2, max(x2 - x1, y2 - y1) * (0.5 + crop["crop"]["margin"])
    cut = picture.crop((round(x - reach), round(y - reach), round(x + reach), round(y + reach)))
    cell = np.asarray(cut.resize((crop["crop"]["size"],) * 2, Image.BILINEAR), np.float32) / 255
    normal = ((cell - crop["mean"]) / crop["std"]).transpose(2, 0, 1)[None].astype(np.float32)
    names.append(crop["classes"][int(network.run(["logits"], {"crops": normal})[0].argmax())])
"""
_PRINT = """\
for name, cell in zip(names, kept):
    print(name, boxes[cell].round(1).tolist(), round(float(score[cell]), 3))
"""
_DEPTH = (
    " It is 8-bit RGB: height x width x 3, uint8, 0 to 255. Bring a picture of more bits to eight yourself, for Pillow "
    "would cut them off; CellScanner keeps the top 8 of the bits that the picture's largest value needs."
)
_FOLLOWS = (
    " Where a stain lowers all scores of a picture, CellScanner raises them before it counts; the example does not, "
    "and finds fewer cells in such a picture."
)


def readme(manifest: ModelManifest) -> str:
    """The page in Markdown; its code runs in the package's folder, on a `picture.png` of one tile's size."""
    code = _DETECT + (_CLASSIFY if manifest.classifier is not None else _NAME) + _PRINT
    scale = manifest.micrometers_per_pixel
    resample = f" Bring it to {scale:g} micrometres a pixel first." if scale else ""
    follows = _FOLLOWS if manifest.detector.calibration.follows_picture else ""
    return (
        f"# {manifest.ref}\n\n{manifest.title.en} · {manifest.title.zh}. Figures and limits: MODEL_CARD.md; "
        "every setting: model.json.\n\n"
        "CellScanner runs this package as it is. Without it, numpy, Pillow and onnxruntime are enough; here for a "
        f"`picture.png` of up to {manifest.detector.input.max_size} pixels a side (larger ones are cut into tiles)."
        f"{_DEPTH}{resample}{follows}\n\n```python\n{code}```\n"
    )
