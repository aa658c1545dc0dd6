"""The picture of a page: resolution, rotation, memory."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipeline.image.render import MOST_PIXELS, render_page

A4 = (595.0, 842.0)


def scan(path: Path, dpi: int, size: tuple[float, float] = A4, rotate: int = 0, colour: bool = False) -> Path:
    """A PDF of one page that is one picture: white, its top left quarter dark (or red)."""
    width, height = (round(side * dpi / 72) for side in size)
    picture = Image.new("RGB", (width, height), "white")
    picture.paste((200, 20, 30) if colour else (0, 0, 0), (0, 0, width // 2, height // 2))
    buffer = BytesIO()
    picture.save(buffer, "PNG")
    canvas = Canvas(str(path), pagesize=size)
    canvas.drawImage(ImageReader(buffer), 0, 0, *size)
    if rotate:
        canvas.setPageRotation(rotate)
    canvas.save()
    return path


@pytest.mark.parametrize(
    ("own", "asked", "rendered"),
    [(200, None, 200), (300, None, 300), (96, None, 200), (600, None, 300), (200, 100.0, 100), (300, 150.0, 150)],
)
def test_resolution(tmp_path: Path, own: int, asked: float | None, rendered: int) -> None:
    image = render_page(scan(tmp_path / "a.pdf", own), 1, asked)
    assert image.dpi == pytest.approx(rendered, rel=0.01)
    assert image.pixels.shape[0] == pytest.approx(842 * rendered / 72, abs=3)


def test_drawn_page_has_no_resolution_of_its_own(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    canvas.drawString(100, 700, "Phụ lục")
    canvas.save()
    assert render_page(tmp_path / "a.pdf", 1).dpi == 200


@pytest.mark.parametrize(("rotate", "dark"), [(0, (0, 0)), (90, (0, 1)), (180, (1, 1)), (270, (1, 0))])
def test_stored_rotation_is_applied(tmp_path: Path, rotate: int, dark: tuple[int, int]) -> None:
    pixels = render_page(scan(tmp_path / "a.pdf", 100, rotate=rotate), 1, 72).pixels
    rows, columns = (side // 2 for side in pixels.shape[:2])
    quarters = {
        (r, c): float(pixels[r * rows : (r + 1) * rows, c * columns : (c + 1) * columns].mean())
        for r in (0, 1)
        for c in (0, 1)
    }
    assert min(quarters, key=lambda place: quarters[place]) == dark


def test_grey_page_is_grey_and_colour_stays(tmp_path: Path) -> None:
    assert render_page(scan(tmp_path / "a.pdf", 100), 1).pixels.ndim == 2
    assert render_page(scan(tmp_path / "b.pdf", 100, colour=True), 1).pixels.ndim == 3


def test_large_sheet_keeps_within_memory(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(2384, 3370))  # A0
    canvas.drawString(100, 700, "Bản đồ")
    canvas.save()
    image = render_page(tmp_path / "a.pdf", 1, 600)
    assert image.pixels.shape[0] * image.pixels.shape[1] <= MOST_PIXELS * 1.01


def test_missing_and_damaged_pages_say_so(tmp_path: Path) -> None:
    path = scan(tmp_path / "a.pdf", 72)
    with pytest.raises(IndexError, match="1 pages"):
        render_page(path, 2)
    path.write_bytes(b"%PDF-1.4\nnothing")
    with pytest.raises(pypdfium2.PdfiumError):
        render_page(path, 1)


def test_pixels_outlive_the_document(tmp_path: Path) -> None:
    pixels = render_page(scan(tmp_path / "a.pdf", 100), 1).pixels
    assert pixels.flags.owndata
    assert np.unique(pixels).size >= 2
