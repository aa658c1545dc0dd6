"""Any Tesseract that the system has, run as a program: slower, but it only needs `tesseract` on the PATH."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pytesseract
from PIL import Image

from models.page import Line, Word
from models.source import Box
from pipeline.ocr import EngineUnavailable
from pipeline.ocr.tesseract import LANGUAGE, joined, read_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.page import PageImage
    from pipeline.ocr import PixelBox

TIMEOUT = 120
"""Seconds for a picture; an ordinary page takes two."""


@lru_cache(maxsize=1)
def _program_version(language: str) -> str:
    try:
        version = str(pytesseract.get_tesseract_version())
        languages = pytesseract.get_languages()
    except (pytesseract.TesseractNotFoundError, pytesseract.TesseractError, OSError) as error:
        raise EngineUnavailable("the program tesseract is not installed") from error
    if language not in languages:
        raise EngineUnavailable(f"Tesseract's data for {language!r} are not installed")
    return version


class PytesseractEngine:
    """Tesseract through its program."""

    name = "pytesseract"

    def __init__(self, language: str = LANGUAGE) -> None:
        """Look for the program.

        Raises:
            EngineUnavailable: there is no Tesseract, or it lacks the language.
        """
        self._language = language
        self._version = _program_version(language)

    @property
    def version(self) -> str:
        """Tesseract's version and language."""
        return f"{self._version}-{self._language}"

    def read(self, image: PageImage, blocks: Sequence[PixelBox] | None = None) -> tuple[tuple[Line, ...], ...]:
        """Read lines of words with boxes and confidences."""
        return read_blocks(self.read_picture, image, blocks)

    def read_picture(self, image: PageImage, mode: int) -> tuple[Line, ...]:
        """Read one picture in a page segmentation mode."""
        scale = 72.0 / image.dpi
        table = pytesseract.image_to_data(
            Image.fromarray(image.pixels),
            lang=self._language,
            config=f"--psm {mode} --dpi {round(image.dpi)}",
            output_type=pytesseract.Output.DICT,
            timeout=TIMEOUT,
        )
        lines: list[Line] = []
        words: list[Word] = []
        current: tuple[int, ...] = ()
        for k, raw in enumerate(table["text"]):
            place = (table["block_num"][k], table["par_num"][k], table["line_num"][k])
            if place != current and words:
                lines.append(joined(words))
                words = []
            current = place
            text = raw.strip()
            if not text or float(table["conf"][k]) < 0:
                continue
            left, top = scale * table["left"][k], scale * table["top"][k]
            right, bottom = left + scale * table["width"][k], top + scale * table["height"][k]
            confidence = min(float(table["conf"][k]) / 100.0, 1.0)
            words.append(Word(text=text, box=Box(x0=left, y0=top, x1=right, y1=bottom), confidence=confidence))
        if words:
            lines.append(joined(words))
        return tuple(lines)
