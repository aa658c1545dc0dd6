"""What a digital signature shows on a page: the viewer draws it over the sheet, so it is no part of the page's text.

Nghị định 30/2020/NĐ-CP sets it in 10 pt at the top right of page 1; offices sign beside the seal, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium_c

from models.page import Line, Word
from models.source import Box
from pipeline.documents import open_document
from pipeline.ocr.text_layer import visible_text
from pipeline.page_look import page_to_pixel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pypdfium2

Rect = tuple[float, float, float, float]
PARTS = 10
"""Parts of a point to which boxes are told."""


def read_signing_stamps(pdf_path: Path, number: int) -> tuple[Line, ...]:
    """Read the lines that the signatures on page `number` (from 1) show, as the page is stored; none is common.

    Raises:
        DocumentError: the document cannot be opened.
    """
    with open_document(pdf_path) as document:
        document.init_forms()
        if document.formenv is None:
            return ()
        page = document[number - 1]
        try:
            places = _signatures(page, document.formenv)
            # Flattened, a signature's picture and letters become part of the page's content (in memory alone).
            if not places or pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY) != 1:  # fmt: skip
                return ()
        finally:
            page.close()
        page = document[number - 1]
        try:
            return tuple(line for place in places for line in _lines(page, place, places))
        finally:
            page.close()


def _signatures(page: pypdfium2.PdfPage, forms: Any) -> list[Rect]:
    """Left, bottom, right, top of the signatures that show something, in points of the stored page."""
    found: list[Rect] = []
    for k in range(pdfium_c.FPDFPage_GetAnnotCount(page)):
        note = pdfium_c.FPDFPage_GetAnnot(page, k)
        rect = pdfium_c.FS_RECTF()
        signed = pdfium_c.FPDFAnnot_GetFormFieldType(forms, note) == pdfium_c.FPDF_FORMFIELD_SIGNATURE
        if signed and pdfium_c.FPDFAnnot_GetRect(note, rect) and rect.right - rect.left > 1 < rect.top - rect.bottom:
            found.append((rect.left, rect.bottom, rect.right, rect.top))
        pdfium_c.FPDFPage_CloseAnnot(note)
    return found


def _owner(x: float, y: float, places: Sequence[Rect]) -> Rect | None:
    """The smallest of the places that hold a point: one signature may lie over another's edge."""
    around = [place for place in places if place[0] <= x <= place[2] and place[1] <= y <= place[3]]
    return min(around, key=lambda place: (place[2] - place[0]) * (place[3] - place[1]), default=None)


def _lines(page: pypdfium2.PdfPage, place: Rect, places: Sequence[Rect]) -> list[Line]:
    """Lines of text in one place, their words in the line's own box each."""
    textpage = page.get_textpage()
    try:
        lines: list[Line] = []
        letters: list[Rect] = []
        text = ""
        for k in range(textpage.count_chars()):
            code = pdfium_c.FPDFText_GetUnicode(textpage, k)
            if chr(code) in "\r\n":
                lines += _line(page, text, letters)
                text, letters = "", []
                continue
            left, bottom, right, top = textpage.get_charbox(k)
            if _owner((left + right) / 2, (bottom + top) / 2, places) == place:
                # pdfium gives a hyphen before a line's end as 2.
                text += "" if code in (0, 2) else chr(code)
                letters.append((left, bottom, right, top))
        return lines + _line(page, text, letters)
    finally:
        textpage.close()


def _line(page: pypdfium2.PdfPage, text: str, letters: list[Rect]) -> list[Line]:
    shown = visible_text(text)
    if not shown:
        return []
    columns, rows = round(PARTS * page.get_width()), round(PARTS * page.get_height())
    corners = [
        page_to_pixel(page, x, y, columns, rows)
        for left, bottom, right, top in letters
        for x, y in ((left, top), (right, bottom))
    ]
    xs, ys = [x / PARTS for x, _ in corners], [y / PARTS for _, y in corners]
    box = Box(x0=max(0.0, min(xs)), y0=max(0.0, min(ys)), x1=max(0.0, *xs), y1=max(0.0, *ys))
    return [Line(words=tuple(Word(text=word, box=box) for word in shown.split()), box=box)]
