"""Decide page by page whether a PDF's own text can be trusted, or the page must be read from its picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pypdfium2

from models.source import Frozen
from pipeline.documents import DocumentError, count_pages, open_document
from pipeline.page_look import look_at
from pipeline.transcript.layout import TIMESTAMP, is_stamp

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.page_look import Look

__all__ = ["DocumentError", "PageVerdict", "count_pages", "triage", "triage_page"]

FULL_PICTURE = 0.65
"""A picture over this share of the page is a scan (margins may be cropped)."""
DRAWN_TEXT_TRUE = 0.75
"""Least share of letters in Vietnamese syllables for text that a program printed; plans measure 0.98 and more."""
SCANNED_TEXT_TRUE = 0.97
"""The same for text that an OCR program laid under a scan: one letter in thirty wrong is worse than reading anew."""
FACE_TRUE = 0.2
"""The same for each font by itself: headings may lie in a face whose map is false. English words measure 0.25."""
COVERED = 0.6
"""Least share of the page's ink that must lie within the text's letters."""
UNMAPPED = 0.02
"""Most letters without a Unicode value that a page may have."""
BLANK_SHARE = 0.00012
"""Dark pixels on a blank page at 50 dpi, margins left out: about the ink of one letter."""

BARE_LINES = 3
"""Lines without letters from which a layer lacks text that the page shows; a wide signature may look like two."""


Reason = Literal[
    "printed_text", "good_ocr_layer", "no_text", "blank", "stamp_only", "stray_text", "poor_ocr_layer",
    "lines_missing", "unmapped_glyphs", "wrong_glyphs", "legacy_font",
]  # fmt: skip


class PageVerdict(Frozen):
    """What to do with a page, why, and what was measured."""

    number: int
    verdict: Literal["text_layer", "ocr", "blank"]
    reason: Reason
    details: str = ""


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
        look = look_at(page)
    finally:
        page.close()
    verdict, reason = _judge(look)
    return PageVerdict(number=number, verdict=verdict, reason=reason, details=str(look))


def _judge(look: Look) -> tuple[Literal["text_layer", "ocr", "blank"], Reason]:
    """Weigh what was seen; in doubt the picture is read, never a false text trusted."""
    if look.letters == 0:
        return ("blank", "blank") if look.ink < BLANK_SHARE else ("ocr", "no_text")
    lines = [line for line in look.text.splitlines() if line.strip()]
    stamps = [line for line in lines if is_stamp(line) or TIMESTAMP.search(line)]
    if stamps and (look.covered < COVERED or len(stamps) == len(lines)):
        return "ocr", "stamp_only"
    if look.unmapped > UNMAPPED:
        return "ocr", "unmapped_glyphs"
    share = look.syllables
    if look.covered < COVERED:
        return "ocr", "stray_text"
    if look.bare_lines >= BARE_LINES:
        return "ocr", "lines_missing"
    if look.picture >= FULL_PICTURE:
        return ("text_layer", "good_ocr_layer") if share >= SCANNED_TEXT_TRUE else ("ocr", "poor_ocr_layer")
    # A page of figures alone has no syllables to judge by.
    figures = sum(char.isdigit() for char in look.text)
    alphabetic = sum(char.isalpha() for char in look.text)
    if look.worst_face < FACE_TRUE:
        return "ocr", "legacy_font" if look.legacy else "wrong_glyphs"
    if share >= DRAWN_TEXT_TRUE or (not look.words and figures) or figures > 4 * alphabetic:
        return "text_layer", "legacy_font" if look.legacy else "printed_text"
    return "ocr", "legacy_font" if look.legacy else "wrong_glyphs"
