"""Read a page's own text: words, fonts and drawn tables of a PDF that was made by a program, not by a scanner."""

from __future__ import annotations

import io
import unicodedata
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

import pdfplumber
import pypdfium2
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.utils import extract_words
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from models.page import Page, Word
from models.source import Box
from pipeline.documents import PageError
from pipeline.grids.borderless import find_borderless_grids, head_words, settle_heads
from pipeline.grids.unruled_rows import part_unruled_rows
from pipeline.grids.vector import find_vector_grids, find_vector_rules
from pipeline.ocr.legacy_fonts import decode_letters
from pipeline.transcript.lines import words_to_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

NAME = "pdfplumber"
WORD_GAP = 0.15
"""Widest gap inside a word, as a share of the type size (Times sets a space at 0.25 em)."""
SAME_PLACE = 1.0
"""Points within which a second print of a letter is meant to thicken the first."""

DAMAGE = (PDFException, PSException, PdfminerException, MalformedPDFException, RecursionError)
"""What pdfplumber and pdfminer raise at a damaged page."""

# Word sets its bullets in Symbol and Wingdings, whose glyphs come out as private characters.
SYMBOL_FONT = {
    "\uf02b": "+", "\uf02d": "-", "\uf02a": "*", "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓",
    "\uf0e8": "➔",
}  # fmt: skip
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), None)


def read_text_layer(pdf_path: Path, number: int) -> Page:
    """Read page `number` (from 1) of a PDF as its text layer has it, in points, upright.

    A page whose text runs sideways or upside down as a viewer shows it is brought upright: `turn` says how. Text inside
    a drawn table stands in the table's cells only. Words are NFC.

    Raises:
        PageError: the page's content is damaged.
    """
    with open_page(pdf_path, number) as page:
        turn = text_turn(page.chars)
        if not turn:
            return _page_to_model(page, number, turn)
    with _turned_page(pdf_path, number, turn) as page:
        return _page_to_model(page, number, turn)


@contextmanager
def open_page(pdf_path: Path, number: int) -> Iterator[Any]:
    """Open one pdfplumber page and give its memory back afterwards: a long document costs no more than a short one."""
    with _first_page(pdf_path, number, [number]) as page:
        yield page


@contextmanager
def _turned_page(pdf_path: Path, number: int, turn: int) -> Iterator[Any]:
    """Open a copy of the page turned clockwise by `turn` degrees."""
    with pypdfium2.PdfDocument(pdf_path) as source, pypdfium2.PdfDocument.new() as single:
        single.import_pages(source, [number - 1])
        page = single[0]
        page.set_rotation((page.get_rotation() + turn) % 360)
        page.close()
        buffer = io.BytesIO()
        single.save(buffer)
    buffer.seek(0)
    with _first_page(buffer, number, None) as turned:
        yield turned


@contextmanager
def _first_page(source: Path | io.BytesIO, number: int, pages: list[int] | None) -> Iterator[Any]:
    """Open the first of the chosen pages; what damage makes the libraries raise becomes a PageError."""
    try:
        with pdfplumber.open(source, pages=pages, unicode_norm="NFC") as pdf:
            if not pdf.pages:
                raise PageError(f"there is no page {number}")
            page = pdf.pages[0]
            try:
                yield page.crop(page.cropbox) if tuple(page.cropbox) != tuple(page.mediabox) else page
            finally:
                page.close()
    except DAMAGE as error:
        raise PageError(f"page {number}: {error}") from error


def text_turn(chars: Sequence[dict[str, Any]]) -> Literal[0, 90, 180, 270]:
    """Degrees clockwise that bring most letters upright, from the direction in which their text runs."""
    votes: dict[Literal[0, 90, 180, 270], int] = {0: 0, 90: 0, 180: 0, 270: 0}
    for char in chars:
        if char["text"].isspace() or char.get("matrix") is None:
            continue
        a, b = char["matrix"][0], char["matrix"][1]
        if abs(a) >= abs(b):
            votes[0 if a >= 0 else 180] += 1
        else:
            votes[90 if b > 0 else 270] += 1
    return max(votes, key=lambda turn: (votes[turn], -turn))


def _page_to_model(page: Any, number: int, turn: Literal[0, 90, 180, 270]) -> Page:
    """Shape an upright pdfplumber page: grids take the words inside their cells, lines the rest."""
    words = tuple(page_words(page))
    width, height = float(page.width), float(page.height)
    grids, rest = find_vector_grids(page, words)
    loose, free = find_borderless_grids((*rest, *head_words(grids)), find_vector_rules(page), width, height)
    grids, rest = settle_heads(grids, free)
    return Page(
        number=number,
        width=width,
        height=height,
        source="text_layer",
        engine=f"{NAME} {pdfplumber.__version__}",
        turn=turn,
        lines=words_to_lines(rest),
        grids=tuple(sorted((*map(part_unruled_rows, grids), *loose), key=lambda grid: grid.box.y0)),
    )


def page_words(page: Any) -> Iterator[Word]:
    """Words of a pdfplumber page; letters printed twice to look bold count once."""
    found = extract_words(
        once_printed(page.chars), x_tolerance_ratio=WORD_GAP, keep_blank_chars=False, use_text_flow=False,
        return_chars=True,
    )  # fmt: skip
    left, top = page.bbox[0], page.bbox[1]
    for raw in found:
        text = visible_text(decode_letters([(char["text"], char["fontname"]) for char in raw["chars"]]))
        if not text:
            continue
        fonts = [char["fontname"].split("+")[-1].lower() for char in raw["chars"]]
        sizes = sorted(float(char["size"]) for char in raw["chars"])
        yield Word(
            text=text,
            box=Box(x0=raw["x0"] - left, y0=raw["top"] - top, x1=raw["x1"] - left, y1=raw["bottom"] - top),
            bold=_most(is_bold(font) for font in fonts),
            italic=_most("italic" in font or "oblique" in font for font in fonts),
            size=round(sizes[len(sizes) // 2], 1),
        )


def once_printed(chars: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out letters printed again within a point of themselves (in time linear in their number)."""
    kept: list[dict[str, Any]] = []
    seen: dict[tuple[str, int, int], list[tuple[float, float]]] = {}
    for char in chars:
        text, x, y = char["text"], char["x0"], char["top"]
        column, row = int(x), int(y)
        near = (
            place
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for place in seen.get((text, column + dx, row + dy), ())
            if abs(place[0] - x) <= SAME_PLACE and abs(place[1] - y) <= SAME_PLACE
        )
        if next(near, None) is None:
            seen.setdefault((text, column, row), []).append((x, y))
            kept.append(char)
    return kept


def is_bold(font: str) -> bool:
    """Whether a font name says that it is bold ("TimesNewRoman,Bold", "Arial-BoldMT", "Roboto-Black")."""
    return any(weight in font.lower() for weight in ("bold", "black", "heavy", "demi"))


def visible_text(text: str) -> str:
    """Letters as they show: NFC, symbol fonts' bullets named, invisible characters out."""
    shown = "".join(SYMBOL_FONT.get(char, char) for char in text)
    return unicodedata.normalize("NFC", shown.translate(INVISIBLE)).strip()


def _most(flags: Iterable[bool]) -> bool:
    marks = list(flags)
    return 2 * sum(marks) > len(marks)
