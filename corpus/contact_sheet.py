"""A contact sheet: pages of made plans side by side, to look at."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pypdfium2
from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

GAP = 8


def draw(folder: Path, out_png: Path, pages: int = 30, columns: int = 6, width: int = 400) -> None:
    """Draw up to `pages` pages of the PDFs in a folder, spread over all of them.

    Args:
        folder: Where the PDFs lie.
        out_png: The picture to write.
        pages: How many pages at most: first pages, signed ones, tables and others in turn, each of another document.
        columns: Pages in a row.
        width: Width of a page in pixels.

    Raises:
        FileNotFoundError: no PDF in the folder.
    """
    paths = sorted(folder.glob("*.pdf"))
    if not paths:
        raise FileNotFoundError(f"no PDF in {folder}")
    chosen = _choose(paths, pages)
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


def _choose(paths: list[Path], count: int) -> list[tuple[Path, int]]:
    """Choose pages of every kind, spread over the documents; a page once."""
    rng = random.Random(0)
    order = sorted(paths, key=lambda path: rng.random())
    kinds = {path: _kinds(path) for path in order}
    chosen: list[tuple[Path, int]] = []
    for turn in range(4 * count):
        path = order[turn % len(order)]
        kind = ("first", "signed", "table", "inner")[(turn + turn // len(order)) % 4]
        fresh = [number for number in kinds[path].get(kind, ()) if (path, number) not in chosen]
        if fresh and len(chosen) < count:
            chosen.append((path, rng.choice(fresh)))
    return chosen


def _kinds(path: Path) -> dict[str, list[int]]:
    """Sort the pages of a made document (its places lie beside it) by what stands on them."""
    layout = path.parent / "truth" / "layout" / f"{path.stem.rpartition('.')[0]}.json"
    if not layout.exists():
        document = pypdfium2.PdfDocument(path)
        count = len(document)
        document.close()
        return {"first": [0], "inner": list(range(1, count))}
    kinds: dict[str, list[int]] = {"first": [0]}
    for number, page in enumerate(json.loads(layout.read_text(encoding="utf-8"))["pages"]):
        words = {word[0] for word in page["words"]}
        kind = "table" if page["cells"] else "signed" if {"Nơi", "nhận:"} <= words else "inner"
        kinds.setdefault(kind, []).append(number)
    return kinds
