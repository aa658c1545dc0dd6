"""Pictures of pages as they were read (upright, straightened): made once from the PDF, kept beside the plan."""

from __future__ import annotations

import io
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import numpy as np
from PIL import Image

from pipeline.files import write_atomic
from pipeline.image.clean import straighten
from pipeline.image.render import render_page

if TYPE_CHECKING:
    from pathlib import Path

    from models.page import PageImage
    from models.transcript import PageInfo

Size = Literal["page", "small"]
DPI = 160.0
"""A word of 13 points is then still clear at three times its size."""
SMALL_WIDTH = 128
QUALITY = 76
_ONE_AT_A_TIME = threading.Lock()
"""pdfium must not be called by two threads at once."""


def page_picture(pdf_path: Path, folder: Path, info: PageInfo, size: Size) -> bytes:
    """Return the JPEG of one page; made on the first demand.

    Boxes of the page's words lie on it without further reckoning: it is turned and straightened as for reading. Its
    name in `folder` tells how, so that another reading does not show the old picture.

    Raises:
        pypdfium2.PdfiumError: the page is damaged.
        FileNotFoundError: the PDF is not in the archive.
        IndexError: the document has no such page.
    """
    name = f"{info.number:04d}-{DPI:.0f}-{info.turn}-{info.skew:+.2f}"
    path = folder / f"{name}.{size}.jpg"
    if not path.exists():
        with _ONE_AT_A_TIME:
            if not path.exists():
                page = _as_read(render_page(pdf_path, info.number, DPI), info)
                _keep(page, folder / f"{name}.page.jpg", folder / f"{name}.small.jpg")
    return path.read_bytes()


def _as_read(image: PageImage, info: PageInfo) -> PageImage:
    """Turn and straighten a rendered page as its reader did."""
    pixels = np.ascontiguousarray(np.rot90(image.pixels, -(info.turn // 90)))
    return straighten(replace(image, pixels=pixels), info.skew)


def _keep(image: PageImage, page: Path, small: Path) -> None:
    picture = Image.fromarray(image.pixels)
    height = round(picture.height * SMALL_WIDTH / picture.width)
    write_atomic(small, _jpeg(picture.resize((SMALL_WIDTH, height), Image.Resampling.BOX)))
    write_atomic(page, _jpeg(picture))


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
