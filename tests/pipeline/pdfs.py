"""PDFs drawn for tests: text at given places, in given fonts, with rules and pictures."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FOLDER = Path("/usr/share/fonts/truetype/liberation2")
FACES = {
    "Serif": "LiberationSerif-Regular",
    "Serif-Bold": "LiberationSerif-Bold",
    "Serif-Italic": "LiberationSerif-Italic",
}
WIDTH, HEIGHT = 595.28, 841.89


def need_fonts() -> None:
    """Register the faces, or skip where the fonts of the demo are not installed."""
    if not FOLDER.is_dir():
        pytest.skip("fonts-liberation2 is not installed (make test installs it)")
    for name, file in FACES.items():
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(FOLDER / f"{file}.ttf")))


def need_legacy_font(name: str) -> None:
    """Register a face whose letters are Latin-1 under the name of a font from before Unicode."""
    need_fonts()
    if name not in pdfmetrics.getRegisteredFontNames():
        font = TTFont(name, str(FOLDER / "LiberationSerif-Regular.ttf"))
        font.face.name = name.encode()
        pdfmetrics.registerFont(font)


class Sheet:
    """A PDF under way; heights are counted from the top, as on paper."""

    def __init__(self, path: Path, size: tuple[float, float] = (WIDTH, HEIGHT)) -> None:
        need_fonts()
        self.path, self.height = path, size[1]
        self.canvas = Canvas(str(path), pagesize=size)

    def text(self, x: float, y: float, text: str, face: str = "Serif", size: float = 14.0) -> Sheet:
        """Put text with its baseline at `y`."""
        self.canvas.setFont(face, size)
        self.canvas.drawString(x, self.height - y, text)
        return self

    def centred(self, y: float, text: str, face: str = "Serif", size: float = 14.0) -> Sheet:
        """Put text on the middle of an A4 sheet."""
        self.canvas.setFont(face, size)
        self.canvas.drawCentredString(WIDTH / 2, self.height - y, text)
        return self

    def grid(self, xs: list[float], ys: list[float], skip: set[tuple[int, int]] | None = None) -> Sheet:
        """Rule a grid cell by cell; `skip` names (row, column) whose right edge is left out (merged)."""
        for row, (top, bottom) in enumerate(pairwise(ys)):
            for column, (left, right) in enumerate(pairwise(xs)):
                self.line(left, top, right, top)
                self.line(left, bottom, right, bottom)
                if column == 0:
                    self.line(left, top, left, bottom)
                if (row, column) not in (skip or set()):
                    self.line(right, top, right, bottom)
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Draw a rule half a point thick."""
        self.canvas.setLineWidth(0.5)
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def dots(self, x0: float, y: float, x1: float, dot: float = 1.0, gap: float = 2.4) -> None:
        """Draw a level rule of dots (or dashes) half a point thick."""
        self.canvas.saveState()
        self.canvas.setDash([dot, gap])
        self.line(x0, y, x1, y)
        self.canvas.restoreState()

    def box(self, x0: float, y0: float, x1: float, y1: float, grey: float) -> Sheet:
        """Fill a box without an outline."""
        self.canvas.setFillGray(grey)
        self.canvas.rect(x0, self.height - y1, x1 - x0, y1 - y0, stroke=0, fill=1)
        self.canvas.setFillGray(0)
        return self

    def scan(self, lines: int = 40) -> Sheet:
        """Lay a picture of `lines` lines of dark strokes over the whole page."""
        picture = Image.new("L", (827, 1170), 250)
        draw = ImageDraw.Draw(picture)
        for k in range(lines):
            for x in range(120, 700, 14):
                draw.rectangle((x, 100 + 24 * k, x + 8, 110 + 24 * k), fill=20)
        buffer = io.BytesIO()
        picture.save(buffer, "PNG")
        buffer.seek(0)
        self.canvas.drawImage(ImageReader(buffer), 0, 0, WIDTH, self.height)
        return self

    def hidden(self, x: float, y: float, text: str, size: float = 14.0) -> Sheet:
        """Put invisible text, as an OCR program lays it under a scan."""
        run = self.canvas.beginText(x, self.height - y)
        run.setFont("Serif", size)
        run.setTextRenderMode(3)
        run.textOut(text)
        self.canvas.drawText(run)
        return self

    def next_page(self) -> Sheet:
        """Begin a page."""
        self.canvas.showPage()
        return self

    def save(self) -> Path:
        """Write the file."""
        self.canvas.save()
        return self.path
