"""What a page of a PDF shows at a glance: the letters of its layer, its ink, and what of the ink no letter covers."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pypdfium2.raw as pdfium_c

from pipeline.ocr.legacy_fonts import decode_letters, encoding_of
from pipeline.syllables import syllable_share

if TYPE_CHECKING:
    import pypdfium2
    from numpy.typing import NDArray

WORD = re.compile(r"[^\W\d_][^\s\d.,;:!?()\[\]/\"'“”‘’–—+=%-]*")
FACE_LETTERS = 24
"""Letters in words from which a font is judged by itself."""
LOOK_DPI = 50.0
DARK = 128
LEAST_CONTRAST = 50
"""Grey levels between ink and paper below which a page shows none."""
TILE = (12, 25)
"""Rows and columns at 50 dpi, a line high and half an inch wide, by which bare lines are looked for."""
TILE_INK = (0.03, 0.55)
"""Share of dark pixels in a tile that text crosses: less is dirt, more an edge or a filled shape."""
TILE_BARE = 0.3
"""Share of a tile's ink under letters below which the tile is bare."""
BARE_RUN = 5
"""Bare tiles side by side, 2.5 inches, that are a line of text: seals, pens and stamps are narrower."""
RULE_PIXELS = 24
"""Length at 50 dpi, about 35 points, from which a straight dark run is a rule."""
DOT_HIGH, DOT_GAP = 2, 4
"""Pixels at 50 dpi: the greatest height of a rule of dots, and of the white between two: letters stand higher."""


@dataclass(frozen=True)
class Look:
    """What a page shows at a glance."""

    text: str
    letters: int
    unmapped: float
    legacy: bool
    picture: float
    ink: float
    covered: float
    bare_lines: int
    worst_face: float
    """Least share of letters in syllables of any font that sets enough of them."""

    @property
    def words(self) -> list[str]:
        """Runs of letters in the text."""
        return WORD.findall(self.text)

    @property
    def syllables(self) -> float:
        """Share of letters that stand in Vietnamese syllables."""
        return syllable_share(self.words)

    def __str__(self) -> str:
        return (
            f"letters={self.letters} picture={self.picture:.2f} ink={self.ink:.5f} covered={self.covered:.2f} "
            f"bare_lines={self.bare_lines} syllables={self.syllables:.3f} "
            f"worst_face={self.worst_face:.2f} unmapped={self.unmapped:.3f}"
        )


def look_at(page: pypdfium2.PdfPage) -> Look:
    """Look at a page: its letters once through, its picture at 50 dpi."""
    textpage = page.get_textpage()
    try:
        text, boxes, unmapped, faces = _letters(textpage)
    finally:
        textpage.close()
    ink, covered, bare_lines = _ink(page, boxes)
    return Look(
        text=text,
        letters=len(boxes),
        unmapped=unmapped / max(len(boxes), 1),
        legacy=any(encoding_of(font) is not None for font in faces),
        picture=_picture_share(page),
        ink=ink,
        covered=covered,
        bare_lines=bare_lines,
        worst_face=min((_face_share(letters) for letters in faces.values()), default=1.0),
    )


def _letters(
    textpage: pypdfium2.PdfTextPage,
) -> tuple[str, list[tuple[float, float, float, float]], int, dict[str, list[str]]]:
    """Text, boxes of its letters (left, bottom, right, top), how many lack a Unicode value, and the words by font.

    Letters of fonts from before Unicode are decoded, word by word.
    """
    boxes, unmapped = [], 0
    signs: list[tuple[str, str]] = []
    for k in range(textpage.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(textpage, k)
        # pdfium gives a hyphen before a line end as 2; what has no value is no letter.
        signs.append(("-" if code == 2 else chr(code) if code < 0xD800 else "", _font_name(textpage, k)))
        if code <= 32 or code == 0xA0 or pdfium_c.FPDFText_IsGenerated(textpage, k) == 1:
            continue
        boxes.append(textpage.get_charbox(k))
        unmapped += pdfium_c.FPDFText_HasUnicodeMapError(textpage, k) == 1 or code in (0xFFFD, 0xFFFE)
    parts: list[str] = []
    faces: dict[str, list[str]] = {}
    for blank, run in groupby(signs, key=lambda pair: pair[0].isspace()):
        pairs = list(run)
        parts.append("".join(sign for sign, _ in pairs) if blank else decode_letters(pairs))
        if not blank:
            faces.setdefault(pairs[0][1], []).append(parts[-1])
    return "".join(parts), boxes, unmapped, faces


def _face_share(texts: list[str]) -> float:
    """Share of a font's letters that stand in syllables; 1 where it sets too few to judge."""
    words = [word for text in texts for word in WORD.findall(text) if len(word) > 1]
    return syllable_share(words) if sum(map(len, words)) >= FACE_LETTERS else 1.0


def _font_name(textpage: pypdfium2.PdfTextPage, k: int) -> str:
    buffer = ctypes.create_string_buffer(128)
    size = pdfium_c.FPDFText_GetFontInfo(textpage, k, buffer, 128, ctypes.c_int())
    return buffer.raw[: max(0, size - 1)].decode("utf-8", "replace") if 0 < size <= 128 else ""


def _picture_share(page: pypdfium2.PdfPage) -> float:
    """Share of the page under its largest picture, or under the strips into which some scanners cut one."""
    width, height = page.get_width(), page.get_height()
    shares: list[float] = []
    for thing in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        left, bottom, right, top = thing.get_bounds()
        across: float = max(0.0, min(right, max(width, height)) - max(left, 0.0))
        shares.append(across * max(0.0, top - bottom) / max(width * height, 1.0))
    return min(1.0, sum(shares))


def _ink(page: pypdfium2.PdfPage, boxes: list[tuple[float, float, float, float]]) -> tuple[float, float, int]:
    """Share of dark pixels (margins and rules left out), share of them that letters cover, number of bare lines."""
    bitmap = page.render(scale=LOOK_DPI / 72, grayscale=True, may_draw_forms=False)
    pixels: NDArray[np.uint8] = np.array(bitmap.to_numpy()).reshape(bitmap.height, bitmap.width)
    bitmap.close()
    dark = _writing(pixels < DARK)
    rows, columns = dark.shape
    total = int(dark.sum())
    if not total:
        return 0.0, 1.0, 0
    under = np.zeros_like(dark)
    for left, bottom, right, top in boxes:
        x0, y0 = page_to_pixel(page, left, top, columns, rows)
        x1, y1 = page_to_pixel(page, right, bottom, columns, rows)
        x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        under[max(0, y0 - 2) : y1 + 3, max(0, x0 - 2) : x1 + 3] = True
    return (
        total / dark.size,
        float((dark & under).sum()) / total,
        _bare_lines(_writing(pixels < _pale_level(pixels)), under),
    )


def _writing(dark: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Dark pixels that may be text: margins and rules, drawn through or dotted, left out."""
    rows, columns = dark.shape
    edge_y, edge_x = rows // 30, columns // 30
    # Shadows and black edges of scanners begin outside the sheet.
    _, labels = cv2.connectedComponents(dark.astype(np.uint8), connectivity=8)
    outer = np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]))
    writing = dark & ~np.isin(labels, outer[outer > 0])
    writing[:edge_y] = writing[rows - edge_y :] = False
    writing[:, :edge_x] = writing[:, columns - edge_x :] = False
    writing &= ~_rules(writing)
    return np.asarray(writing & ~_dotted(writing), dtype=np.bool_)


def _pale_level(pixels: NDArray[np.uint8]) -> float:
    """Grey under which a worn copy's thin strokes lie at 50 dpi: midway between its darkest pixels and its paper."""
    darkest, paper = np.percentile(pixels, (1, 50))
    return float(darkest + paper) / 2 if paper - darkest > LEAST_CONTRAST else 0.0


def _bare_lines(dark: NDArray[np.bool_], under: NDArray[np.bool_]) -> int:
    """How many lines of ink, longer than any seal, lie outside the letters; `dark`, `under` as pixels at 50 dpi."""
    high, wide = TILE
    rows, columns = dark.shape[0] // high, dark.shape[1] // wide

    def counted(pixels: NDArray[np.bool_]) -> NDArray[np.int_]:
        cut = pixels[: rows * high, : columns * wide].reshape(rows, high, columns, wide)
        return np.asarray(cut.sum(axis=(1, 3)), dtype=np.int_)

    ink, covered = counted(dark), counted(dark & under)
    written = (ink > TILE_INK[0] * high * wide) & (ink < TILE_INK[1] * high * wide)
    bare = written & (covered < TILE_BARE * ink)
    return sum(any(sum(run) >= BARE_RUN for _, run in groupby(row)) for row in bare.tolist())


def _rules(dark: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Drawn rules and frames: straight runs longer than any letter. They are no text that a layer could lack."""
    pixels = dark.astype(np.uint8)
    across = cv2.morphologyEx(pixels, cv2.MORPH_OPEN, np.ones((1, RULE_PIXELS), np.uint8))
    down = cv2.morphologyEx(pixels, cv2.MORPH_OPEN, np.ones((RULE_PIXELS, 1), np.uint8))
    ruled: NDArray[np.bool_] = np.asarray(across | down, dtype=np.bool_)
    return ruled


def _dotted(dark: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Rules of dots: flat pieces in one level row as long as a rule, with nothing higher among them.

    The specks into which worn text falls lie on several levels: joined, they are higher than a dot.
    """
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark.astype(np.uint8), connectivity=8)
    flat = (stats[:, cv2.CC_STAT_HEIGHT] <= DOT_HIGH)[labels] & dark
    joined = cv2.morphologyEx(flat.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((1, DOT_GAP + 1), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    rows = (stats[:, cv2.CC_STAT_HEIGHT] <= DOT_HIGH) & (stats[:, cv2.CC_STAT_WIDTH] >= RULE_PIXELS)
    rows[0] = False
    return np.asarray(rows[labels] & flat, dtype=np.bool_)


def page_to_pixel(page: pypdfium2.PdfPage, x: float, y: float, columns: int, rows: int) -> tuple[int, int]:
    """Pixel (column, row) of a point of the page in a picture of the whole page, its /Rotate and crop box applied."""
    column, row = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDF_PageToDevice(page, 0, 0, columns, rows, 0, x, y, column, row)
    return column.value, row.value
