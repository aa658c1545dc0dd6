"""A contact sheet: pages of made plans side by side, to look at."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pypdfium2
from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

GAP = 8


def draw(folder: Path, out_png: Path, pages: int = 30, columns: int = 6, width: int = 330) -> None:
    """Draw up to `pages` pages of the PDFs in a folder, spread over all of them.

    Args:
        folder: Where the PDFs lie.
        out_png: The picture to write.
        pages: How many pages at most; the first page, the last and one between of every document come first.
        columns: Pages in a row.
        width: Width of a page in pixels.

    Raises:
        FileNotFoundError: no PDF in the folder.
    """
    rng = random.Random(0)
    places: list[tuple[Path, int]] = []
    paths = sorted(folder.glob("*.pdf"))
    if not paths:
        raise FileNotFoundError(f"no PDF in {folder}")
    for path in paths:
        document = pypdfium2.PdfDocument(path)
        places += [(path, number) for number in range(len(document))]
        document.close()
    firsts = [place for place in places if place[1] == 0]
    rest = [place for place in places if place[1] != 0]
    rng.shuffle(rest)
    chosen = sorted((firsts[: pages // 3] + rest)[:pages])
    high = round(width * 1.4143)
    rows = -(-len(chosen) // columns)
    sheet = Image.new("RGB", (columns * (width + GAP) + GAP, rows * (high + GAP) + GAP), (120, 120, 120))
    for index, (path, number) in enumerate(chosen):
        document = pypdfium2.PdfDocument(path)
        page = document[number]
        scale = min(width / page.get_width(), high / page.get_height())
        picture = page.render(scale=scale * 2).to_pil().convert("RGB")
        document.close()
        picture.thumbnail((width, high), Image.Resampling.LANCZOS)
        x = GAP + index % columns * (width + GAP)
        sheet.paste(picture, (x, GAP + index // columns * (high + GAP)))
    sheet.save(out_png)
