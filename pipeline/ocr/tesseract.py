"""Tesseract inside the process (tesserocr): no program start for each picture, 26 to 35 ms a line."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from PIL import Image

from models.page import Line, Word
from models.source import Box
from pipeline.image.ink import ink_of, paper_of
from pipeline.ocr import EngineUnavailable
from pipeline.ocr.blocks import cut_block, moved
from pipeline.tessdata import tessdata_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from models.page import PageImage
    from pipeline.ocr import PixelBox

LANGUAGE = "vie"
PAGE, BLOCK, LINE = 3, 6, 7
"""Page segmentation modes; for pages 3 measured better than 4 and 6."""


@lru_cache(maxsize=2)
def _api(language: str) -> Any:
    """One Tesseract a process: loading its model takes 60 ms."""
    try:
        import tesserocr
    except ImportError as error:
        raise EngineUnavailable("tesserocr is not installed") from error
    folder = tessdata_folder(language)
    if folder is None:
        raise EngineUnavailable(f"Tesseract's data for {language!r} are not installed")
    return tesserocr.PyTessBaseAPI(path=str(folder), lang=language)


def read_blocks(
    read: Callable[[PageImage, int], tuple[Line, ...]], image: PageImage, blocks: Sequence[PixelBox] | None
) -> tuple[tuple[Line, ...], ...]:
    """Read a page, or its blocks one by one, with a reader of single pictures."""
    if blocks is None:
        return (read(image, PAGE),)
    ink, paper = ink_of(image.pixels).mask, paper_of(image.pixels)
    scale = 72.0 / image.dpi
    found: list[tuple[Line, ...]] = []
    for block in blocks:
        picture = cut_block(image, ink, block, paper)
        if picture is None:
            found.append(())
            continue
        lines = read(picture.image, LINE if picture.one_line else BLOCK)
        found.append(tuple(moved(line, picture.left * scale, picture.top * scale) for line in lines))
    return tuple(found)


def joined(words: list[Word]) -> Line:
    """Make a line of words that stand on it."""
    box = words[0].box
    for word in words[1:]:
        box = box.union(word.box)
    return Line(words=tuple(words), box=box)


class TesserocrEngine:
    """Tesseract through its C++ interface."""

    name = "tesserocr"

    def __init__(self, language: str = LANGUAGE) -> None:
        """Load the model.

        Raises:
            EngineUnavailable: tesserocr or the language's data are missing.
        """
        self._language = language
        self._api = _api(language)

    @property
    def version(self) -> str:
        """Tesseract's version and language."""
        import tesserocr

        return f"{tesserocr.tesseract_version().split()[1]}-{self._language}"

    def read(self, image: PageImage, blocks: Sequence[PixelBox] | None = None) -> tuple[tuple[Line, ...], ...]:
        """Read lines of words with boxes and confidences."""
        return read_blocks(self.read_picture, image, blocks)

    def read_picture(self, image: PageImage, mode: int) -> tuple[Line, ...]:
        """Read one picture in a page segmentation mode."""
        import tesserocr

        api, scale = self._api, 72.0 / image.dpi
        api.SetPageSegMode(mode)
        api.SetImage(Image.fromarray(image.pixels))
        api.SetSourceResolution(round(image.dpi))
        api.Recognize()
        lines: list[Line] = []
        words: list[Word] = []
        iterator = api.GetIterator()
        level = tesserocr.RIL.WORD
        while iterator is not None:
            if iterator.IsAtBeginningOf(tesserocr.RIL.TEXTLINE) and words:
                lines.append(joined(words))
                words = []
            if not iterator.Empty(level):
                text = iterator.GetUTF8Text(level).strip()
                bounds = iterator.BoundingBox(level)
                if text and bounds:
                    x0, y0, x1, y1 = (scale * value for value in bounds)
                    confidence = min(max(iterator.Confidence(level) / 100.0, 0.0), 1.0)
                    words.append(Word(text=text, box=Box(x0=x0, y0=y0, x1=x1, y1=y1), confidence=confidence))
            if not iterator.Next(level):
                break
        if words:
            lines.append(joined(words))
        api.Clear()
        return tuple(lines)
