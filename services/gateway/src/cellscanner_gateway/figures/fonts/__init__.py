"""The font of figures and reports: Noto Sans SC cut to GB 2312, Latin and Greek, so that names in Chinese are drawn.

Made with fontTools from Noto Sans SC 2.004, renamed because it is cut; its licence (SIL OFL 1.1) lies beside it.
"""

from pathlib import Path

FONT_FILE = Path(__file__).with_name("NotoSansSC-GB2312.ttf")
FONT_NAME = "Noto Sans SC GB2312"
