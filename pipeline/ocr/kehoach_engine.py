"""The project's own reader: lines found by their ink, read by our net, numbers witnessed by Tesseract."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from models.page import Line, Reading, Word
from models.source import Box
from pipeline.ocr import EngineUnavailable
from pipeline.ocr.glued_ends import with_glued_ends
from pipeline.ocr.language import choose_stops
from pipeline.ocr.letter_case import choose_case
from pipeline.ocr.tesseract import joined
from pipeline.ocr.third_look import look_again
from pipeline.ocr.type_size import read_at_size
from pipeline.ocr.word_lattice import read_by_language
from pipeline.syllables import is_syllable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.page import PageImage
    from pipeline.ocr import PixelBox
    from pipeline.ocr.find_lines import TextLine
    from pipeline.ocr.recogniser import LineReading, LineRecogniser

NAME = "kehoach"
_LETTERS = re.compile(r"[^\W\d_]+")
LEAST_LINE, LEAST_SHORT = 0.35, 0.6
"""Mean confidence of its characters below which a line is dirt: any, and one of three characters or fewer."""

DIRT = dict.fromkeys("\"'`…+*", 0.5) | dict.fromkeys(".,;:", 0.7)
"""Marks that open a line where dirt beside it is read, and the net's sureness of them below which they are so."""

CHOSEN, LEAST_CHOSEN = 0.85, 0.5
"""Confidence of a word that the language chose: at most, and above the net's own where that was small."""


@lru_cache(maxsize=1)
def _recogniser() -> LineRecogniser:
    """One net a process.

    Raises:
        EngineUnavailable: onnxruntime or the model is missing or does not load.
    """
    try:
        from pipeline.ocr.recogniser import LineRecogniser

        return LineRecogniser(threads=1)
    except (ImportError, OSError, ValueError, RuntimeError) as error:
        raise EngineUnavailable(f"our line model does not load: {error}") from error


class KehoachEngine:
    """Reads lines with our net."""

    name = NAME

    def __init__(self) -> None:
        """Load the net.

        Raises:
            EngineUnavailable: it does not load.
        """
        self._net = _recogniser()

    @property
    def version(self) -> str:
        """The net's fingerprint."""
        return str(self._net.version)

    def look_again(self, lines: Sequence[Line], image: PageImage, *, every: bool) -> tuple[Line, ...]:
        """Read unsure numbers, or every one, in other cuts (`third_look`)."""
        return look_again(lines, image, self._net, every=every)

    def read(self, image: PageImage, blocks: Sequence[PixelBox] | None = None) -> tuple[tuple[Line, ...], ...]:
        """Read a page, or blocks of it, line by line."""
        from pipeline.ocr.line_image import crop_left

        lines, readings = read_at_size(self._net, image, blocks)
        if blocks is None:
            lines, readings = with_glued_ends(self._net, image, lines, readings)
        texts: list[list[Line]] = [[] for _ in (blocks if blocks is not None else (None,))]
        for line, reading in _with_stops(_without_doubles(lines, readings)):
            left, scale = crop_left(line.box[0], line.cut_em), 72.0 / image.dpi
            words = _words(line, reading, left, scale)
            if words and not _is_dirt(reading):
                texts[line.block].append(joined(_in_language(words, reading, self._net.charset, (left, scale))))
        return tuple(tuple(block) for block in texts)


def _mean(reading: LineReading) -> float:
    return sum(reading.char_confidences) / max(len(reading.char_confidences), 1)


def _without_doubles(lines: Sequence[TextLine], readings: Sequence[LineReading]) -> list[tuple[TextLine, LineReading]]:
    """Lines with their readings; of two that lie over each other (one ghost between two lines) the one that says more.

    A ghost may read as one sure quote, so each character counts by how much surer than not it is.
    """
    kept: list[tuple[TextLine, LineReading]] = []
    order = sorted(range(len(lines)), key=lambda k: -sum(chance - 0.5 for chance in readings[k].char_confidences))
    for k in order:
        if not any(_overlap(lines[k], other) for other, _ in kept):
            kept.append((lines[k], readings[k]))
    places = {id(line): k for k, line in enumerate(lines)}
    return sorted(kept, key=lambda pair: places[id(pair[0])])


def _with_stops(pairs: Sequence[tuple[TextLine, LineReading]]) -> list[tuple[TextLine, LineReading]]:
    """Lines whose open commas and stops are settled by the line under them."""
    settled = []
    for k, (line, reading) in enumerate(pairs):
        under = pairs[k + 1] if k + 1 < len(pairs) and pairs[k + 1][0].block == line.block else None
        text = choose_stops(reading.text, reading.rivals, under[1].text if under else "")
        settled.append((line, replace(reading, text=text) if text != reading.text else reading))
    return settled


def _overlap(one: TextLine, other: TextLine) -> bool:
    """Whether two lines of a block claim the same ink."""
    width = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
    if one.block != other.block or width < 0.5 * min(one.box[2] - one.box[0], other.box[2] - other.box[0]):
        return False
    middle = (max(one.box[0], other.box[0]) + min(one.box[2], other.box[2])) / 2
    return abs(one.level(middle) - other.level(middle)) < 0.55 * min(one.em, other.em)


def _is_dirt(reading: LineReading) -> bool:
    """Whether what was read is more likely a spot than writing."""
    text = reading.text.strip()
    return _mean(reading) < (LEAST_SHORT if len(text) <= 3 else LEAST_LINE)


def _in_language(words: Sequence[Word], reading: LineReading, charset: str, place: tuple[float, float]) -> list[Word]:
    """Words in the forms that the language has; a word so chosen keeps the net's own reading beside it.

    Args:
        words: as the net read them.
        reading: the line.
        charset: the net's characters.
        place: left end of the crop in pixels, points a pixel.
    """
    starts, start = [], 0
    for word in words:
        start = reading.text.index(word.text, start)
        starts.append(start)
        start += len(word.text)
    rivals = [reading.rivals[k : k + len(word.text)] for k, word in zip(starts, words, strict=True)]
    cased = choose_case([word.text for word in words], rivals)
    if reading.frames is None:
        return [_chosen((word,), text, word.box) for word, text in zip(words, cased, strict=True)]
    chosen = []
    for piece in read_by_language(cased, starts, reading.frames, charset):
        own = words[piece.first : piece.last]
        x0, x1 = own[0].box.x0, own[-1].box.x1
        cuts = [(place[0] + (cut + 0.5) * reading.frames.width) * place[1] for cut in piece.cuts]
        ends = [x0, *(min(max(cut, x0), x1) for cut in cuts), x1]
        boxes = [own[0].box.model_copy(update={"x0": a, "x1": b}) for a, b in pairwise(ends)]
        chosen += [_chosen(own, text, box) for text, box in zip(piece.words, boxes, strict=True)]
    return chosen


def _chosen(own: Sequence[Word], text: str, box: Box) -> Word:
    """A word in the place of those that the net read."""
    read = " ".join(word.text for word in own)
    if read == text:
        return own[0]
    sure = min(word.confidence for word in own)
    confidence = sure if text.lower() == read.lower() else min(CHOSEN, LEAST_CHOSEN + sure)
    readings = (Reading(reader=NAME, text=read, confidence=sure),)
    return own[0].model_copy(update={"text": text, "box": box, "confidence": confidence, "readings": readings})


def _dirt_before(reading: LineReading) -> int:
    """Signs at a line's head that are dirt beside it: a label stands behind them ("+2."), or a bullet (".- ").

    Where no two syllables follow, all of the line may be dirt, which its first signs tell.
    """
    text, k = reading.text, 0
    if sum(len(part) > 1 and is_syllable(part) for part in _LETTERS.findall(text)) < 2:
        return 0
    while k < len(text) and (text[k].isspace() or reading.char_confidences[k] < DIRT.get(text[k], 0.0)):
        k += 1
    # A mark before figures may be all that is left of a number (".250").
    torn = 0 < k < len(text) and text[k].isdigit() and text[k - 1] in ".,"
    return k if k < len(text) and (text[k].isalnum() or text[k] == "-") and not torn else 0


def _words(line: TextLine, reading: LineReading, left: float, scale: float) -> list[Word]:
    """Words of a reading with their boxes in points: as high as the line's type, as wide as their characters."""
    words: list[Word] = []
    start = _dirt_before(reading)
    for end in [k for k, char in enumerate(reading.text) if char.isspace()] + [len(reading.text)]:
        if end > start:
            x0, x1 = left + reading.char_x[start][0], left + reading.char_x[end - 1][1]
            level = line.level((x0 + x1) / 2)
            box = Box(
                x0=max(0.0, x0) * scale,
                y0=max(0.0, level - 0.76 * line.em) * scale,
                x1=max(0.0, x1) * scale,
                y1=max(0.0, level + 0.22 * line.em) * scale,
            )
            confidence = 1.0
            for chance in reading.char_confidences[start:end]:
                confidence *= chance
            words.append(
                Word(
                    text=reading.text[start:end],
                    box=box,
                    confidence=min(max(confidence, 0.0), 1.0),
                    size=round(line.em * scale, 1),
                )
            )
        start = end + 1
    return words
