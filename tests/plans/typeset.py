"""Sets the text of a plan on plain A4 pages: `python -m tests.plans.typeset OUTDIR [--scan PROFILE] [TEXT…]`.

The small format of the texts is described in README.md beside this file. With `--scan` the pages are printed and
scanned again as the maker scans its own: clean, office (colour, uneven light, low resolutions) or poor (photocopies).
"""

from __future__ import annotations

import argparse
import io
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING, cast
from xml.sax.saxutils import escape

import pypdfium2
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import (
    Flowable,
    KeepTogether,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from corpus import fonts, scanner
from corpus.pdf import write_pdf
from corpus.sheets import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlab.pdfgen.canvas import Canvas

HERE = Path(__file__).parent
LEFT, RIGHT, TOP, BOTTOM = 30 * mm, 15 * mm, 20 * mm, 20 * mm
WIDTH = A4[0] - LEFT - RIGHT
COLUMNS = "|||"
PAGE = "\f"
ABOVE, BESIDE = "^", "<"
UPRIGHT = "|~"
"""Begins the header of a table with upright rules, a frame and a rule under the header, but none between rows."""
NARROW = 26.0
"""Least width of a table column, in points."""


def plan_texts() -> tuple[Path, ...]:
    """Return every plan's text, open and sealed, in the order of their names."""
    return tuple(sorted([*HERE.glob("[0-9]*.txt"), *HERE.glob("sealed/[0-9]*.txt")], key=lambda path: path.name))


def typeset(text: str, title: str = "") -> bytes:
    """Return the PDF of a text; the same text gives the same bytes."""
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=LEFT, rightMargin=RIGHT, topMargin=TOP, bottomMargin=BOTTOM, title=title,
        invariant=1,
    )  # fmt: skip
    document.build(list(_flowables(text)), onLaterPages=_number_page)
    return out.getvalue()


def plain_lines(text: str) -> tuple[str, ...]:
    """Return what the paper shows, a paragraph a line: no marks, the cells of a table row parted by ` | `."""
    return tuple(_plain(line) for line in re.split(r"[\n\f]+", text) if line.strip())


def _plain(line: str) -> str:
    line = line.replace("**", "").removeprefix(">>").strip()
    if _is_row(line):
        return " | ".join(cell for cell in _cells(line) if cell not in (ABOVE, BESIDE))
    return line.replace(COLUMNS, " ")


def _number_page(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.setFont(fonts.face(fonts.DEFAULT, bold=False, italic=False), 13)
    canvas.drawCentredString(A4[0] / 2, A4[1] - 12 * mm, str(document.page))


def _style(name: str, size: float = 13.0, **more: float) -> ParagraphStyle:
    faces = [fonts.face(fonts.DEFAULT, bold, italic) for italic in (False, True) for bold in (False, True)]
    pdfmetrics.registerFontFamily(faces[0], *faces)
    return ParagraphStyle(name, fontName=faces[0], fontSize=size, leading=size * 1.25, **more)


def _markup(text: str) -> str:
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape(text.strip()))


def _flowables(text: str) -> Iterator[Flowable]:
    body = _style("body", alignment=TA_JUSTIFY, firstLineIndent=10 * mm, spaceAfter=4)
    centred = _style("centred", alignment=TA_CENTER, spaceAfter=2)
    lines = text.replace(PAGE, f"\n{PAGE}\n").split("\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if _is_row(line) or COLUMNS in line:
            start = at - 1
            while at < len(lines) and (_is_row(lines[at]), COLUMNS in lines[at]) == (_is_row(line), COLUMNS in line):
                at += 1
            yield (_ruled if _is_row(line) else _two_columns)(lines[start:at])
            yield Spacer(1, 8)
        elif line == PAGE:
            yield PageBreak()
        elif line.startswith(">>"):
            yield Paragraph(_markup(line.removeprefix(">>")), centred)
        elif line.strip():
            yield Paragraph(_markup(line), body)
        else:
            yield Spacer(1, 4)


def _two_columns(lines: Sequence[str]) -> KeepTogether:
    """A letterhead or a signature block: centred columns without rules, the list of receivers flush left."""
    small, centred = _style("left", 11), _style("head", 12, alignment=TA_CENTER)
    rows = []
    for line in lines:
        left, _, right = line.partition(COLUMNS)
        flush = left.startswith(("-", "–", "+")) or "Nơi nhận" in left
        rows.append([Paragraph(_markup(left), small if flush else centred), Paragraph(_markup(right), centred)])
    table = Table(rows, colWidths=[WIDTH * 0.45, WIDTH * 0.55])
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("TOPPADDING", (0, 0), (-1, -1), 1)]))
    return KeepTogether([table])


def _is_row(line: str) -> bool:
    return line.startswith("|") and not line.startswith(COLUMNS) and line.rstrip().endswith("|")


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().removeprefix(UPRIGHT).removeprefix("|")[:-1].split("|")]


def _ruled(lines: Sequence[str]) -> Table:
    """A table with all its rules or the upright ones; its first row is repeated on a page that goes on with it."""
    grid = [_cells(line) for line in lines]
    size = 11 if len(grid[0]) < 7 else 10
    cell, middle = _style("cell", size), _style("middle", size, alignment=TA_CENTER)
    rows = [
        ["" if text in (ABOVE, BESIDE) else Paragraph(_markup(text), middle if _short(text) else cell) for text in row]
        for row in grid
    ]
    table = Table(rows, colWidths=_widths(grid), repeatRows=1)
    ruled = (("BOX", -1), ("LINEAFTER", -1), ("LINEBELOW", 0)) if lines[0].startswith(UPRIGHT) else (("GRID", -1),)
    commands = [(rule, (0, 0), (-1, last), 0.6, "black") for rule, last in ruled]
    table.setStyle(TableStyle([*commands, ("VALIGN", (0, 0), (-1, -1), "TOP"), *_spans(grid)]))
    return table


def _short(text: str) -> bool:
    return len(text.replace("*", "")) < 6 or text.startswith("**")


def _widths(grid: Sequence[Sequence[str]]) -> list[float]:
    """Share the width by the longest word and the amount of text in each column."""
    columns = list(zip(*grid, strict=True))
    longest = [
        max(len(word) for text in column for word in (text.replace("*", "").split() or [""])) for column in columns
    ]
    least = [max(NARROW, letters * 7.5 + 12) for letters in longest]
    amounts = [sum(len(text) for text in column) ** 0.7 for column in columns]
    spare = WIDTH - sum(least)
    return [width + spare * amount / sum(amounts) for width, amount in zip(least, amounts, strict=True)]


def _spans(grid: Sequence[Sequence[str]]) -> Iterator[tuple[object, ...]]:
    for y, row in enumerate(grid):
        for x, text in enumerate(row):
            if text in (ABOVE, BESIDE):
                continue
            right, below = x, y
            while right + 1 < len(row) and row[right + 1] == BESIDE:
                right += 1
            while below + 1 < len(grid) and grid[below + 1][x] == ABOVE:
                below += 1
            if (right, below) != (x, y):
                yield "SPAN", (x, y), (right, below)


def scanned(pdf: bytes, profile: str, seed: str) -> bytes:
    """Print a PDF and scan it again; the same seed gives the same bytes. Profiles: `corpus.scanner`."""
    with pypdfium2.PdfDocument(pdf) as document:
        sizes = [cast("tuple[float, float]", page.get_size()) for page in document]
    recipe = scanner.draw_recipe(random.Random(f"scan-{seed}"), profile)
    pages = []
    for index, (width, height) in enumerate(sizes):
        picture, behind = scanner.rasterise(pdf, [index, min(index + 1, len(sizes) - 1)], recipe.dpi)
        pages.append(scanner.scan_page(picture, behind, Sheet(width, height), recipe, f"{seed}/{index}"))
    return write_pdf(pages, random.Random(f"ink-{seed}"))


def main() -> None:
    """Write a PDF a text into a folder."""
    parser = argparse.ArgumentParser(prog="python -m tests.plans.typeset", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the PDFs go")
    parser.add_argument("texts", type=Path, nargs="*", help="texts of plans (default: all)")
    parser.add_argument("--scan", choices=("clean", "office", "poor"), help="print and scan again in this profile")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for path in arguments.texts or plan_texts():
        pdf = typeset(path.read_text("utf-8"), path.stem)
        if arguments.scan:
            pdf = scanned(pdf, arguments.scan, f"{path.stem}.{arguments.scan}")
        (arguments.folder / f"{path.stem}.pdf").write_bytes(pdf)


if __name__ == "__main__":
    main()
