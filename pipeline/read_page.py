"""Read one page of a PDF: from its text layer where that is true, else from its picture."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from models.page import Page
from models.source import Doubt, Frozen
from pipeline.grids.cells import doubt_strays, read_cells, without_tables
from pipeline.grids.loose import read_loose_tables
from pipeline.grids.numbers_beside import take_numbers_beside
from pipeline.grids.ruled import find_ruled_grids
from pipeline.grids.second_opinion import with_second_opinion
from pipeline.grids.unruled_rows import part_unruled_rows
from pipeline.image.clean import clean_image, remove_red_ink
from pipeline.image.pale import DEEPENED, is_pale_writing
from pipeline.image.render import render_page
from pipeline.ocr import ENGINES, EngineUnavailable, OcrEngine
from pipeline.ocr.boldness import mark_bold
from pipeline.ocr.broken_numbers import mend_broken_numbers
from pipeline.ocr.erased_print import doubt_erased_print, with_red_ink
from pipeline.ocr.kehoach_engine import KehoachEngine
from pipeline.ocr.layer_witness import witness_layer
from pipeline.ocr.list_labels import mend_list_labels
from pipeline.ocr.pen_ink import doubt_pen_ink
from pipeline.ocr.second_reading import witness_numbers
from pipeline.ocr.text_layer import read_text_layer
from pipeline.ocr.thin_strokes import stroke_balance
from pipeline.ocr.unread_ink import doubt_unread_ink
from pipeline.ocr.unsure_pages import (
    doubt_unsure_reading,
    page_sureness,
    reads_as_noise,
    shows_through,
    strokes_lost,
)
from pipeline.signing_stamps import read_signing_stamps
from pipeline.triage import triage_page

if TYPE_CHECKING:
    from pathlib import Path

    from models.page import Grid, GridCell, Line, PageImage

EngineName = Literal["auto", "kehoach", "tesserocr", "pytesseract"]
WITNESSES: dict[str, tuple[str, ...]] = {
    "kehoach": ("tesserocr", "pytesseract"),
    "tesserocr": ("kehoach",),
    "pytesseract": ("kehoach",),
}
"""Who may read the numbers of whom: the same Tesseract twice would agree with itself."""


class ReadSettings(Frozen):
    """How pages are read. `engine` auto takes the best that runs here; `dpi` None takes each scan's own resolution."""

    dpi: float | None = Field(default=None, gt=0, le=600)
    engine: EngineName = "auto"

    def lighter(self) -> ReadSettings:
        """Settings for a second try, after a page took too long or too much memory."""
        return ReadSettings(dpi=150.0, engine=self.engine)


def read_page(pdf_path: Path, number: int, settings: ReadSettings) -> Page:
    """Read page `number` (from 1) of a PDF.

    Args:
        pdf_path: the PDF.
        number: the page, from 1.
        settings: engine and resolution.

    Returns:
        The page in points, upright and straightened. Text inside a table stands in the table's cells only.

    Raises:
        EngineUnavailable: the engine that was asked for, or with `auto` every engine, cannot run here.
    """
    page = _read_sheet(pdf_path, number, settings)
    stamps = read_signing_stamps(pdf_path, number)
    return page.model_copy(update={"stamps": stamps}) if stamps else page


def _read_sheet(pdf_path: Path, number: int, settings: ReadSettings) -> Page:
    """Read what stands on the sheet itself."""
    verdict = triage_page(pdf_path, number)
    if verdict.verdict == "text_layer":
        page = with_second_opinion(read_text_layer(pdf_path, number), pdf_path)
        if verdict.reason != "good_ocr_layer":
            return page
        picture = remove_red_ink(render_page(pdf_path, number))
        return _without_lost_strokes(witness_layer(page, picture, choose_engine(settings.engine)[0]), picture)
    rendered = render_page(pdf_path, number, settings.dpi)
    if verdict.verdict == "blank" and not is_pale_writing(rendered):
        return _blank(rendered)
    engine, doubts = choose_engine(settings.engine)
    witness = choose_witness(engine.name)
    if witness is None:
        doubts = (*doubts, Doubt(code="numbers_read_once", detail=f"{engine.name} has no second reader here"))
    page = read_scan(rendered, engine, witness)
    if any(step.startswith(DEEPENED) for step in page.steps) and shows_through(page):
        doubts = (*doubts, Doubt(code="ink_unread", detail="pale marks that are no writing, or show through the paper"))
        blank = verdict.verdict == "blank"
        page = _blank(rendered) if blank else read_scan(rendered, engine, witness, deepen=False)
    elif reads_as_noise(page):
        page = max(page, read_scan(rendered, engine, witness, other_way=True), key=page_sureness)
    return page.model_copy(update={"doubts": (*page.doubts, *doubts)})


def _blank(image: PageImage) -> Page:
    height, width = (size * 72.0 / image.dpi for size in image.pixels.shape[:2])
    return Page(number=image.number, width=width, height=height, source="none")


@lru_cache(maxsize=4)
def choose_engine(name: EngineName) -> tuple[OcrEngine, tuple[Doubt, ...]]:
    """Make the engine asked for; `auto` is the first that runs here, with a doubt for each better one that does not.

    Raises:
        EngineUnavailable: no engine that was asked for runs here.
    """
    if name != "auto":
        return ENGINES[name](), ()
    doubts: list[Doubt] = []
    for candidate, make in ENGINES.items():
        try:
            return make(), tuple(doubts)
        except EngineUnavailable as reason:
            doubts.append(Doubt(code="engine_unavailable", detail=f"{candidate}: {reason}"))
    raise EngineUnavailable("; ".join(doubt.detail for doubt in doubts))


@lru_cache(maxsize=4)
def choose_witness(engine: str) -> OcrEngine | None:
    """Make the second reader of numbers: the first engine that runs here and is not of the reader's own kind."""
    for name in WITNESSES[engine]:
        try:
            return ENGINES[name]()
        except EngineUnavailable:
            continue  # the next one is asked; none at all becomes a doubt on every page
    return None


def read_scan(
    rendered: PageImage,
    engine: OcrEngine,
    witness: OcrEngine | None,
    *,
    deepen: bool = True,
    other_way: bool = False,
) -> Page:
    """Read the picture of a page: clean it, part tables from text, read both, and every number twice.

    `deepen`: whether pale marks may be print; `other_way`: whether it stands on the other head than its ink tells.
    """
    ruled = find_ruled_grids(clean_image(rendered, deepen=deepen, other_way=other_way))
    (lines,) = engine.read(without_tables(ruled))
    drawn = tuple(map(part_unruled_rows, read_cells(ruled, engine)))
    image, grids, lines = read_loose_tables(ruled, drawn, lines, engine)
    grids, lines = take_numbers_beside(grids, lines)
    known: tuple[Line, ...] = (*lines, *(line for grid in grids for line in _lines_of(grid)))
    known, balance = _weigh_numbers(known, image, engine, witness)
    known = doubt_pen_ink(mend_broken_numbers(known), image, rendered)
    known = doubt_erased_print(known, with_red_ink(image, rendered))
    lines, grids = known[: len(lines)], tuple(map(mend_list_labels, _with_lines(grids, known[len(lines) :])))
    (lines, *in_grids), unsure = doubt_unsure_reading([lines, *map(_lines_of, grids)], balance)
    grids = _with_lines(grids, tuple(line for part in in_grids for line in part))
    grids = doubt_strays(grids, lines)
    height, width = image.pixels.shape[:2]
    return Page(
        number=image.number,
        width=width * 72.0 / image.dpi,
        height=height * 72.0 / image.dpi,
        source="ocr",
        engine=f"{engine.name} {engine.version}",
        turn=image.turn,
        skew=image.skew,
        lines=lines,
        grids=grids,
        steps=image.steps,
        doubts=(*image.doubts, *doubt_unread_ink(image, known), *unsure),
    )


def _without_lost_strokes(page: Page, picture: PageImage) -> Page:
    """A text layer with its numbers doubted where the scan lost its thin strokes: an OCR program lost them too."""
    if page.turn:
        return page
    parts = [page.lines, *map(_lines_of, page.grids)]
    (lines, *in_grids), unsure = doubt_unsure_reading(parts, stroke_balance([*chain(*parts)], picture))
    grids = _with_lines(page.grids, tuple(chain(*in_grids)))
    return page.model_copy(update={"lines": lines, "grids": grids, "doubts": (*page.doubts, *unsure)})


def _weigh_numbers(
    lines: tuple[Line, ...], image: PageImage, engine: OcrEngine, witness: OcrEngine | None
) -> tuple[tuple[Line, ...], float | None]:
    """Mark bold words and read numbers again where there is a reader for it.

    Returns:
        The lines, and the balance of the page's strokes (`thin_strokes`).
    """
    if witness is not None:
        lines = witness_numbers(lines, image, engine.name, witness)
    lines = mark_bold(lines, image)
    balance = stroke_balance(lines, image)
    if isinstance(engine, KehoachEngine):
        lines = engine.look_again(lines, image, every=strokes_lost(balance))
    return lines, balance


def _lines_of(grid: Grid) -> tuple[Line, ...]:
    return tuple(line for cell in grid.cells for line in cell.lines)


def _with_lines(grids: tuple[Grid, ...], lines: tuple[Line, ...]) -> tuple[Grid, ...]:
    """Grids whose cells hold these lines in place of as many of their own."""
    waiting = iter(lines)

    def filled(cell: GridCell) -> GridCell:
        return cell.model_copy(update={"lines": tuple(next(waiting) for _ in cell.lines)})

    return tuple(grid.model_copy(update={"cells": tuple(filled(cell) for cell in grid.cells)}) for grid in grids)
