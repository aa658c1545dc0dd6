"""Engines that read pictures of text: one Protocol, and a dict in which a new engine is one line."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from models.page import Line, PageImage

# Set before any engine loads: with more threads Tesseract reads a page in 6 to 12 s instead of 1 to 2.
os.environ["OMP_THREAD_LIMIT"] = "1"

PixelBox = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels of a picture; right and bottom are just outside."""


class EngineUnavailable(RuntimeError):
    """An engine's library, program, model or language data is missing; the message says which."""


class OcrEngine(Protocol):
    """Reads the text of an upright picture."""

    @property
    def name(self) -> str:
        """The engine's name, as settings and readings state it."""

    @property
    def version(self) -> str:
        """Versions of program and model: another version may read other text."""

    def read(self, image: PageImage, blocks: Sequence[PixelBox] | None = None) -> tuple[tuple[Line, ...], ...]:
        """Read the lines of text of a page, with boxes in points (72/dpi) from the picture's top left.

        Args:
            image: an upright, straightened grey page without rules.
            blocks: parts of the page that hold one block of text each (cells), or None for the page as a whole.

        Returns:
            The lines of each block from top to bottom, in the order of the blocks; one entry for a whole page.
        """


def _kehoach() -> OcrEngine:
    from pipeline.ocr.kehoach_engine import KehoachEngine

    return KehoachEngine()


def _tesserocr() -> OcrEngine:
    from pipeline.ocr.tesseract import TesserocrEngine

    return TesserocrEngine()


def _pytesseract() -> OcrEngine:
    from pipeline.ocr.pytesseract_engine import PytesseractEngine

    return PytesseractEngine()


ENGINES: dict[str, Callable[[], OcrEngine]] = {
    "kehoach": _kehoach,
    "tesserocr": _tesserocr,
    "pytesseract": _pytesseract,
}
"""Engine makers by name, best first; making one that cannot run here raises EngineUnavailable."""
