"""Decide page by page whether a PDF's own text can be trusted, or the page must be read from its picture."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal

import cv2
import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium_c

from models.source import Frozen
from pipeline.documents import DocumentError, count_pages, open_document
from pipeline.ocr.legacy_fonts import decode_letters, encoding_of
from pipeline.syllables import syllable_share
from pipeline.transcript.layout import is_stamp

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["DocumentError", "PageVerdict", "count_pages", "triage", "triage_page"]

WORD = re.compile(r"[^\W\d_][^\s\d.,;:!?()\[\]/\"'“”‘’–—+=%-]*")
TIMESTAMP = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4},?\s+\d{1,2}:\d{2}(?::\d{2})?")

FULL_PICTURE = 0.65
"""A picture over this share of the page is a scan (margins may be cropped)."""
DRAWN_TEXT_TRUE = 0.75
"""Least share of letters in Vietnamese syllables for text that a program printed; plans measure 0.98 and more."""
SCANNED_TEXT_TRUE = 0.97
"""The same for text that an OCR program laid under a scan: one letter in thirty wrong is worse than reading anew."""
COVERED = 0.6
"""Least share of the page's ink that must lie within the text's letters."""
UNMAPPED = 0.02
"""Most letters without a Unicode value that a page may have."""
LOOK_DPI = 50.0
DARK = 128
BLANK_SHARE = 0.00012
"""Dark pixels on a blank page at 50 dpi, margins left out: about the ink of one letter."""

RULE_PIXELS = 24
"""Length at 50 dpi, about 35 points, from which a straight dark run is a rule."""

Reason = Literal[
    "printed_text", "good_ocr_layer", "no_text", "blank", "stamp_only", "stray_text", "poor_ocr_layer",
    "unmapped_glyphs", "wrong_glyphs", "legacy_font",
]  # fmt: skip


class PageVerdict(Frozen):
    """What to do with a page, why, and what was measured."""

    number: int
    verdict: Literal["text_layer", "ocr", "blank"]
    reason: Reason
    details: str = ""


@dataclass(frozen=True)
class _Look:
    """What a page shows at a glance."""

    text: str
    letters: int
    unmapped: float
    legacy: bool
    picture: float
    ink: float
    covered: float

    def __str__(self) -> str:
        return (
            f"letters={self.letters} picture={self.picture:.2f} ink={self.ink:.5f} covered={self.covered:.2f} "
            f"syllables={syllable_share(WORD.findall(self.text)):.3f} unmapped={self.unmapped:.3f}"
        )


def triage(pdf_path: Path) -> tuple[PageVerdict, ...]:
    """Judge every page of a document.

    Raises:
        DocumentError: the document cannot be opened.
    """
    with open_document(pdf_path) as document:
        return tuple(_judge_page(document, number) for number in range(1, len(document) + 1))


def triage_page(pdf_path: Path, number: int) -> PageVerdict:
    """Judge page `number` (from 1).

    Raises:
        DocumentError: the document cannot be opened.
        IndexError: it has no such page.
    """
    with open_document(pdf_path) as document:
        if not 1 <= number <= len(document):
            raise IndexError(number)
        return _judge_page(document, number)


def _judge_page(document: pypdfium2.PdfDocument, number: int) -> PageVerdict:
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError as error:
        # The reader of the page will meet the same fault and report it as the page's failure.
        return PageVerdict(number=number, verdict="ocr", reason="no_text", details=str(error))
    try:
        look = _look(page)
    finally:
        page.close()
    verdict, reason = _judge(look)
    return PageVerdict(number=number, verdict=verdict, reason=reason, details=str(look))


def _judge(look: _Look) -> tuple[Literal["text_layer", "ocr", "blank"], Reason]:
    """Weigh what was seen; in doubt the picture is read, never a false text trusted."""
    if look.letters == 0:
        return ("blank", "blank") if look.ink < BLANK_SHARE else ("ocr", "no_text")
    lines = [line for line in look.text.splitlines() if line.strip()]
    stamps = [line for line in lines if is_stamp(line) or TIMESTAMP.search(line)]
    if stamps and (look.covered < COVERED or len(stamps) == len(lines)):
        return "ocr", "stamp_only"
    if look.unmapped > UNMAPPED:
        return "ocr", "unmapped_glyphs"
    words = WORD.findall(look.text)
    share = syllable_share(words)
    if look.covered < COVERED:
        return "ocr", "stray_text"
    if look.picture >= FULL_PICTURE:
        return ("text_layer", "good_ocr_layer") if share >= SCANNED_TEXT_TRUE else ("ocr", "poor_ocr_layer")
    # A page of figures alone has no syllables to judge by.
    figures = sum(char.isdigit() for char in look.text)
    alphabetic = sum(char.isalpha() for char in look.text)
    if share >= DRAWN_TEXT_TRUE or (not words and figures) or figures > 4 * alphabetic:
        return "text_layer", "legacy_font" if look.legacy else "printed_text"
    return "ocr", "legacy_font" if look.legacy else "wrong_glyphs"


def _look(page: pypdfium2.PdfPage) -> _Look:
    textpage = page.get_textpage()
    try:
        text, boxes, unmapped, legacy = _letters(textpage)
    finally:
        textpage.close()
    ink, covered = _ink(page, boxes)
    return _Look(
        text=text,
        letters=len(boxes),
        unmapped=unmapped / max(len(boxes), 1),
        legacy=legacy,
        picture=_picture_share(page),
        ink=ink,
        covered=covered,
    )


def _letters(textpage: pypdfium2.PdfTextPage) -> tuple[str, list[tuple[float, float, float, float]], int, bool]:
    """Text, boxes of its letters (left, bottom, right, top), how many lack a Unicode value, whether a font is old."""
    boxes, unmapped, legacy = [], 0, False
    for k in range(textpage.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(textpage, k)
        if code <= 32 or code == 0xA0 or pdfium_c.FPDFText_IsGenerated(textpage, k) == 1:
            continue
        boxes.append(textpage.get_charbox(k))
        unmapped += pdfium_c.FPDFText_HasUnicodeMapError(textpage, k) == 1 or code in (0xFFFD, 0xFFFE)
        # A font changes seldom: one letter in eight tells all that matter.
        legacy = legacy or (len(boxes) % 8 == 1 and encoding_of(_font_name(textpage, k)) is not None)
    text = _decoded(textpage) if legacy else textpage.get_text_range()
    return text, boxes, unmapped, legacy


def _decoded(textpage: pypdfium2.PdfTextPage) -> str:
    """The text with letters of fonts from before Unicode decoded, word by word."""
    letters = []
    for k in range(textpage.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(textpage, k)
        # pdfium gives a hyphen before a line end as 2; what has no value is no letter.
        letters.append(("-" if code == 2 else chr(code) if code < 0xD800 else "", _font_name(textpage, k)))
    words: list[str] = []
    for blank, run in groupby(letters, key=lambda pair: pair[0].isspace()):
        pairs = list(run)
        words.append("".join(sign for sign, _ in pairs) if blank else decode_letters(pairs))
    return "".join(words)


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


def _ink(page: pypdfium2.PdfPage, boxes: list[tuple[float, float, float, float]]) -> tuple[float, float]:
    """Share of dark pixels on the page and the share of them that letters cover, margins and rules left out."""
    bitmap = page.render(scale=LOOK_DPI / 72, grayscale=True, may_draw_forms=False)
    pixels: NDArray[np.uint8] = np.array(bitmap.to_numpy()).reshape(bitmap.height, bitmap.width)
    bitmap.close()
    dark = pixels < DARK
    rows, columns = dark.shape
    edge_y, edge_x = rows // 30, columns // 30
    dark[:edge_y] = dark[rows - edge_y :] = False
    dark[:, :edge_x] = dark[:, columns - edge_x :] = False
    dark &= ~_rules(dark)
    total = int(dark.sum())
    if not total:
        return 0.0, 1.0
    under = np.zeros_like(dark)
    for left, bottom, right, top in boxes:
        x0, y0 = page_to_pixel(page, left, top, columns, rows)
        x1, y1 = page_to_pixel(page, right, bottom, columns, rows)
        x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        under[max(0, y0 - 2) : y1 + 3, max(0, x0 - 2) : x1 + 3] = True
    return total / dark.size, float((dark & under).sum()) / total


def _rules(dark: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Drawn rules and frames: straight runs longer than any letter. They are no text that a layer could lack."""
    pixels = dark.astype(np.uint8)
    across = cv2.morphologyEx(pixels, cv2.MORPH_OPEN, np.ones((1, RULE_PIXELS), np.uint8))
    down = cv2.morphologyEx(pixels, cv2.MORPH_OPEN, np.ones((RULE_PIXELS, 1), np.uint8))
    ruled: NDArray[np.bool_] = np.asarray(across | down, dtype=np.bool_)
    return ruled


def page_to_pixel(page: pypdfium2.PdfPage, x: float, y: float, columns: int, rows: int) -> tuple[int, int]:
    """Pixel (column, row) of a point of the page in a picture of the whole page, its /Rotate and crop box applied."""
    column, row = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDF_PageToDevice(page, 0, 0, columns, rows, 0, x, y, column, row)
    return column.value, row.value
