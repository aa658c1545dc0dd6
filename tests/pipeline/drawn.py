"""Pages drawn for the tests of reading: text and ruled tables as grey pictures at 200 dpi."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from models.page import PageImage

DPI = 200
EM = 38  # 13.7 pt
WIDTH, HEIGHT = 1654, 2339  # A4
FOLDERS = ("/usr/share/fonts/truetype/liberation2", "/usr/share/fonts/truetype/dejavu")
FACES = {
    False: ("LiberationSerif-Regular.ttf", "DejaVuSerif.ttf"),
    True: ("LiberationSerif-Bold.ttf", "DejaVuSerif-Bold.ttf"),
}

PARAGRAPH = (
    "Giao phòng chuyên môn theo dõi, đôn đốc các đơn vị thực hiện;",
    "định kỳ ngày 25 hằng tháng tổng hợp kết quả, gửi về bộ phận",
    "một cửa. Phấn đấu đạt tối thiểu 87,5% hồ sơ được số hóa và",
    "giảm 12% thời gian chờ; tổ chức 06 cuộc đối thoại trong năm.",
    "Các thôn, bản cử người phụ trách, báo cáo khó khăn kịp thời.",
)
TABLE = (
    ("TT", "Việc phải làm", "Ai làm", "Khi nào"),
    ("1", "Sửa mẫu đơn", "Tổ giúp việc", "Quý I"),
    ("2", "Mở lớp học 15 người", "Văn phòng", "Tháng 9"),
    ("3", "Thay 40 máy in", "Kế toán", "30/6"),
)
COLUMNS, ROW = (150, 250, 850, 1200, 1500), 90


def face(size: int = EM, bold: bool = False) -> ImageFont.FreeTypeFont:
    """A typeface with full Vietnamese."""
    for folder, name in zip(FOLDERS, FACES[bold], strict=True):
        if (Path(folder) / name).exists():
            return ImageFont.truetype(str(Path(folder) / name), size, layout_engine=ImageFont.Layout.BASIC)
    pytest.skip("no typeface with full Vietnamese is installed")


def sheet(colour: bool = False) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """A blank page."""
    image = Image.new("RGB" if colour else "L", (WIDTH, HEIGHT), (252, 252, 250) if colour else 252)
    return image, ImageDraw.Draw(image)


def as_page(image: Image.Image, dpi: float = DPI) -> PageImage:
    """A drawn page as the pipeline sees it."""
    return PageImage(number=1, pixels=np.array(image), dpi=dpi)


def write(draw: ImageDraw.ImageDraw, lines: tuple[str, ...], x: int = 200, y: int = 300, bold: bool = False) -> None:
    """Set lines of text, the first with its baseline at y."""
    for k, line in enumerate(lines):
        draw.text((x, y + k * 52), line, font=face(bold=bold), fill=10, anchor="ls")


def text_page(colour: bool = False) -> Image.Image:
    """A heading and enough paragraphs to tell how the page lies."""
    image, draw = sheet(colour)
    write(draw, ("II. VIỆC PHẢI LÀM",), y=240, bold=True)
    for k in range(5):
        write(draw, PARAGRAPH, y=320 + k * 300)
    return image


def table_page(
    rows: tuple[tuple[str, ...], ...] = TABLE, top: int = 400, group: str = "", gaps: int = 0
) -> Image.Image:
    """Text above, a ruled table under it; `group` adds a row merged from the second column on; `gaps` wears the rules.

    Rows are 90 px high. In each rule 5 px of every `gaps` + 5 are missing.
    """
    image, draw = sheet()
    write(draw, PARAGRAPH[:2], y=240)
    plain = list(rows)
    if group:
        plain.insert(1, ("I", group))
    bottom = top + ROW * len(plain)
    for r in range(len(plain) + 1):
        rule(draw, (COLUMNS[0], top + r * ROW), (COLUMNS[-1], top + r * ROW), gaps)
    for r, row in enumerate(plain):
        merged = len(row) == 2
        for c, x in enumerate(COLUMNS):
            if not (merged and 1 < c < len(COLUMNS) - 1):
                rule(draw, (x, top + r * ROW), (x, top + (r + 1) * ROW), gaps)
        for c, text in enumerate(row):
            draw.text((COLUMNS[c] + 14, top + r * ROW + 58), text, font=face(34), fill=10, anchor="ls")
    draw.text((200, bottom + 120), "Nơi nhận: các thôn, bản.", font=face(), fill=10, anchor="ls")
    return image


def rule(draw: ImageDraw.ImageDraw, start: tuple[int, int], end: tuple[int, int], gaps: int = 0) -> None:
    """Draw a rule 3 px thick, worn where `gaps` says so."""
    draw.line([start, end], fill=20, width=3)
    if not gaps:
        return
    level = start[1] == end[1]
    first, last = (start[0], end[0]) if level else (start[1], end[1])
    for place in range(first + gaps, last - 4, gaps + 5):
        x, y = (place, start[1]) if level else (start[0], place)
        draw.rectangle(
            [x if level else x - 2, y - 2 if level else y, x + (4 if level else 2), y + (2 if level else 4)], fill=252
        )
