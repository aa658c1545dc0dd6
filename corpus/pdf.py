"""Sheets and pictures as PDF bytes; the same input gives the same bytes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from corpus import ink, layers
from corpus.sheets import PrintedWord, ScannedPage, Sheet

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping, Sequence

BLUE = (0.10, 0.16, 0.55)


class PackedImage(pdfdoc.PDFImageXObject):  # type: ignore[misc]
    """A picture whose stream is already packed."""

    def __init__(self, name: str, page: ScannedPage) -> None:
        super().__init__(name, source=None)
        self.page = page

    def format(self, document: Any) -> Any:
        """Return the stream object, as reportlab asks for it."""
        page = self.page
        stream = pdfdoc.PDFStream(content=page.data)
        entry = stream.dictionary
        entry["Type"], entry["Subtype"] = pdfdoc.PDFName("XObject"), pdfdoc.PDFName("Image")
        entry["Width"], entry["Height"] = page.width, page.height
        entry["BitsPerComponent"] = 1 if page.bits == 1 else 8
        entry["ColorSpace"] = pdfdoc.PDFName("DeviceGray" if page.grey or page.bits == 1 else "DeviceRGB")
        if page.bits == 1:
            entry["Filter"] = pdfdoc.PDFName("CCITTFaxDecode")
            entry["DecodeParms"] = pdfdoc.PDFDictionary({"K": -1, "Columns": page.width, "Rows": page.height})
        else:
            entry["Filter"] = pdfdoc.PDFName("DCTDecode")
        return stream.format(document)


def write_pdf(
    pages: Sequence[Sheet | ScannedPage],
    rng: random.Random,
    title: str = "",
    layer: str = "",
    hidden: Mapping[int, Sequence[PrintedWord]] | None = None,
    shown: Mapping[int, Sequence[PrintedWord]] | None = None,
    false_fonts: str = "",
) -> bytes:
    """Write printed sheets as vectors and scanned pages as pictures into one PDF.

    Args:
        pages: In their order.
        rng: Shakes the handwriting.
        title: Of the document.
        layer: One of `layers.MAPS`: the text layer lies so; empty: it is true.
        hidden: Invisible words over scanned pages, by index.
        shown: Visible words over scanned pages (a signing program's stamp), by index.
        false_fonts: The layer lies in fonts with this in their name; empty: in all.
    """
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=1)
    canvas.setTitle(title)
    for index, page in enumerate(pages):
        if isinstance(page, ScannedPage):
            _scanned(canvas, page, index)
            _lay(canvas, (hidden or {}).get(index, ()), page.points_high, mode=3)
            _lay(canvas, (shown or {}).get(index, ()), page.points_high, mode=0)
        else:
            _printed(canvas, page, rng)
        canvas.showPage()
    if layer:
        layers.falsify_maps(canvas._doc, layer, false_fonts)
    canvas.save()
    return out.getvalue()


def _printed(canvas: Canvas, sheet: Sheet, rng: random.Random) -> None:
    canvas.setPageSize((sheet.width, sheet.height))
    canvas.setLineCap(2)
    for rule in sheet.rules:
        canvas.setLineWidth(rule.weight)
        canvas.line(rule.x0, sheet.height - rule.y0, rule.x1, sheet.height - rule.y1)
    for word in sheet.words:
        canvas.setFont(word.face, word.size)
        # A capital in a font of its own touches the letters behind it.
        canvas.drawString(
            word.x, sheet.height - word.y, word.text if layers.is_capital_face(word.face) else f"{word.text} "
        )
    for hand in sheet.hands:
        _draw_ink(canvas, ink.write_digits(rng, hand.text, hand.x, hand.y, hand.size), sheet.height, 1.1)


def _lay(canvas: Canvas, words: Sequence[PrintedWord], height: float, mode: int) -> None:
    """Put words over a picture in a text rendering mode: 0 is seen, 3 is not."""
    for word in words:
        text = canvas.beginText(word.x, height - word.y)
        text.setTextRenderMode(mode)
        text.setFont(word.face, word.size)
        text.textOut(f"{word.text} ")
        canvas.drawText(text)


def _draw_ink(canvas: Canvas, strokes: Sequence[ink.Stroke], height: float, weight: float) -> None:
    canvas.saveState()
    canvas.setStrokeColorRGB(*BLUE)
    canvas.setLineWidth(weight)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for stroke in strokes:
        path = canvas.beginPath()
        path.moveTo(stroke[0][0], height - stroke[0][1])
        for x, y in stroke[1:]:
            path.lineTo(x, height - y)
        canvas.drawPath(path, stroke=1, fill=0)
    canvas.restoreState()


def _scanned(canvas: Canvas, page: ScannedPage, index: int) -> None:
    """Place a packed picture over the whole page, the way the canvas places pictures of its own."""
    canvas.setPageSize((page.points_wide, page.points_high))
    name = f"page{index}"
    registered = canvas._doc.getXObjectName(name)
    image = PackedImage(name, page)
    image.name = name
    canvas._setXObjects(image)
    canvas._doc.Reference(image, registered)
    canvas._doc.addForm(name, image)
    canvas.saveState()
    canvas.scale(page.points_wide, page.points_high)
    canvas._code.append(f"/{registered} Do")
    canvas.restoreState()
    canvas._formsinuse.append(name)
