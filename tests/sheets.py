"""Sheets set from a few marks: pages as a reader gives them, for tests that need the whole way from paper to facts.

A text is laid out like an administrative sheet in Times 14: "a || b" is a row of two columns (head or foot), "^" a
centred bold line, "^_" a centred plain one, "**bold** rest" a paragraph, "---" a page break; an empty line a gap.
"""

from __future__ import annotations

import re

from extractors.letter_widths import nominal_width
from models.page import Line, Page, Word
from models.source import Box
from models.transcript import Transcript
from pipeline.transcript.transcribe import transcribe

LEFT, RIGHT, TOP, BOTTOM = 85.0, 540.0, 60.0, 780.0
SIZE, PITCH, INDENT = 14.0, 19.0, 36.0
HEAD_LEFT, HEAD_RIGHT = 166.0, 408.0
"""Middle of the two columns of a head; a foot's left column begins at the margin."""

PLAN_HEAD = """**ỦY BAN NHÂN DÂN** || **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**
**XÃ BẾN GỖ** || **Độc lập - Tự do - Hạnh phúc**
Số: 14/KH-UBND || Bến Gỗ, ngày 11 tháng 3 năm 2021

^KẾ HOẠCH
^Trồng cây ven đê năm 2021
Ủy ban nhân dân xã ban hành Kế hoạch trồng cây chắn sóng ven đê trên địa bàn năm 2021 với những việc như sau:
"""
"""Letterhead, title and first sentence of a plan, for a body of its own."""

Styled = tuple[str, bool]


def _words(text: str, bold: bool = False) -> list[Styled]:
    """Cut a text into words with their weight; ** turns bold letters on and off."""
    found: list[Styled] = []
    for piece in re.split(r"(\*\*)", text):
        if piece == "**":
            bold = not bold
        else:
            found += [(word, bold) for word in piece.split()]
    return found


def _width(words: list[Styled], size: float) -> float:
    return sum(size * nominal_width(word) for word, _ in words) + 0.25 * size * (len(words) - 1)


def _line(words: list[Styled], x: float, y: float, size: float, stretch: float = 0.0, confidence: float = 1.0) -> Line:
    placed = []
    for word, bold in words:
        width = size * nominal_width(word)
        box = Box(x0=x, y0=y, x1=x + width, y1=y + size)
        placed.append(Word(text=word, box=box, bold=bold, size=size, confidence=confidence))
        x += width + 0.25 * size + stretch
    return Line(words=tuple(placed), box=Box(x0=placed[0].box.x0, y0=y, x1=placed[-1].box.x1, y1=y + size))


class _Setter:
    """Sets one line after the other and turns the page where it is full."""

    def __init__(self, confidence: float) -> None:
        self.pages: list[list[Line]] = [[]]
        self.y = TOP
        self.confidence = confidence

    def turn(self) -> None:
        self.pages.append([])
        self.y = TOP

    def put(self, words: list[Styled], x: float, size: float = SIZE, stretch: float = 0.0) -> None:
        if words:
            self.pages[-1].append(_line(words, x, self.y, size, stretch, self.confidence))

    def step(self, lines: float = 1.0) -> None:
        self.y += lines * PITCH
        if self.y > BOTTOM:
            self.turn()

    def row(self, left: str, right: str, head: bool) -> None:
        """Set a row of two columns."""
        size = 13.0 if head else 12.0
        one, other = _words(left), _words(right)
        while one and _width(one, size) > 176:
            size -= 0.5
        self.put(one, HEAD_LEFT - _width(one, size) / 2 if head else LEFT, size)
        size = 13.0
        while other and _width(other, size) > 268:
            size -= 0.5
        self.put(other, HEAD_RIGHT - _width(other, size) / 2, size)
        self.step()

    def centre(self, text: str, bold: bool) -> None:
        words = _words(text, bold)
        self.put(words, (LEFT + RIGHT - _width(words, SIZE)) / 2)
        self.step()

    def paragraph(self, text: str) -> None:
        words, x, so_far = _words(text), LEFT + INDENT, list[Styled]()
        for word in words:
            if so_far and x + _width([*so_far, word], SIZE) > RIGHT:
                spare = RIGHT - x - _width(so_far, SIZE)
                self.put(so_far, x, stretch=spare / max(1, len(so_far) - 1))
                self.step()
                x, so_far = LEFT, []
            so_far = [*so_far, word]
        self.put(so_far, x)
        self.step(1.3)


def set_pages(text: str, ocr: bool = False) -> list[Page]:
    """Lay out a marked text; with `ocr` the pages say that they were read from a picture."""
    setter = _Setter(0.97 if ocr else 1.0)
    head = True
    for raw in text.strip("\n").split("\n"):
        line = raw.strip()
        if line == "---":
            setter.turn()
            head = True
        elif "||" in line:
            left, right = (part.strip() for part in line.split("||"))
            setter.row(left, right, head)
        elif line.startswith("^"):
            head = False
            setter.centre(line[1:].lstrip("_"), not line.startswith("^_"))
        elif line:
            head = False
            setter.paragraph(line)
        else:
            setter.step(0.6)
    return [
        Page(number=n, width=595.0, height=842.0, source="ocr" if ocr else "text_layer", lines=tuple(lines))
        for n, lines in enumerate(setter.pages, start=1)
    ]


def set_sheet(text: str, ocr: bool = False) -> Transcript:
    """Lay out a marked text and read it back as a transcript."""
    return transcribe(set_pages(text, ocr))
