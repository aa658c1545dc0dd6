"""The picture of one page of a PDF, at the resolution in which it was scanned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from models.page import PageImage

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

POINTS_AN_INCH = 72.0
DEFAULT_DPI = 200.0
"""For pages that are drawn, not scanned: what Nghị định 30/2020/NĐ-CP (Phụ lục I, scanned copies) asks for at least."""

LOWEST_DPI, HIGHEST_DPI = 200.0, 300.0
MOST_PIXELS = 30_000_000
"""Of an RGB picture: 90 MB. A page larger than A3 at 300 dpi is rendered more coarsely."""

SCAN_SHARE = 0.7
"""A picture that covers this share of the page is its scan."""


def _scan_dpi(page: pdfium.PdfPage) -> float | None:
    """Resolution of the picture that covers the page, or None where there is none."""
    width, height = page.get_size()
    for image in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = image.get_bounds()
        if (right - left) * (top - bottom) < SCAN_SHARE * width * height:
            continue
        pixels = image.get_px_size()
        # A picture may be stored turned by a quarter: its longer side then lies along the longer side of its place.
        inches = max(right - left, top - bottom) / POINTS_AN_INCH
        return float(round(max(pixels) / inches, 2))
    return None


def choose_dpi(page: pdfium.PdfPage, dpi: float | None) -> float:
    """Resolution to render at: the one asked for, else the scan's own between 200 and 300, within the memory limit.

    Args:
        page: an open page.
        dpi: dots an inch, or None to take the scan's own.
    """
    if dpi is None:
        own = _scan_dpi(page)
        dpi = DEFAULT_DPI if own is None else min(max(own, LOWEST_DPI), HIGHEST_DPI)
    width, height = page.get_size()
    most = POINTS_AN_INCH * (MOST_PIXELS / max(width * height, 1.0)) ** 0.5
    return float(min(dpi, most))


def _without_idle_colour(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Grey pixels (height x width) where no pixel in sixteen shows colour, else the RGB ones."""
    red, green, blue = cv2.split(np.ascontiguousarray(pixels[::4, ::4]))
    spread = cv2.subtract(cv2.max(cv2.max(red, green), blue), cv2.min(cv2.min(red, green), blue))
    if int(np.max(spread)) <= 2:
        return np.ascontiguousarray(pixels[:, :, 1])
    return pixels


def render_page(pdf_path: Path, number: int, dpi: float | None = None) -> PageImage:
    """Render one page as a reader would see it (its /Rotate and crop box applied, annotations drawn).

    Args:
        pdf_path: the PDF.
        number: the page, from 1.
        dpi: dots an inch; None takes the scan's own resolution.

    Raises:
        pypdfium2.PdfiumError: the file or the page is damaged or locked.
        IndexError: the document has no such page.
    """
    document = pdfium.PdfDocument(pdf_path)
    try:
        if not 1 <= number <= len(document):
            raise IndexError(f"{pdf_path.name} has {len(document)} pages, not {number}")
        page = document[number - 1]
        chosen = choose_dpi(page, dpi)
        bitmap = page.render(scale=chosen / POINTS_AN_INCH, rev_byteorder=True, may_draw_forms=False)
        # Copied: the bitmap's buffer is freed with the document.
        pixels = _without_idle_colour(np.array(bitmap.to_numpy()[:, :, :3]))
        bitmap.close()
        page.close()
    finally:
        document.close()
    return PageImage(number=number, pixels=pixels, dpi=chosen, steps=(f"render {chosen:.0f} dpi",))
