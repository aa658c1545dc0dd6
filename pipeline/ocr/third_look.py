"""Unsure numbers looked at again by our net: other cuts of the same ink, larger, smaller and darker.

Two readers may agree on a figure that both misread for one cause, and differ where one of them is plainly wrong. What
stands on the paper is read so whichever way it is cut; a misreading hangs on the cut. Asked are numbers on which the
readers differ, of which the net is not sure, and all on a page that lost its thin strokes (docs/evaluation.md).
"""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

import numpy as np

from models.page import Line, Reading, Word
from models.source import Box
from pipeline.ocr.align_readings import NUMBER, aligned
from pipeline.ocr.find_lines import CUT
from pipeline.ocr.line_image import SIDE_EM, cut_line
from pipeline.ocr.second_reading import is_alone, number_windows, weigh_looks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from models.page import PageImage
    from pipeline.ocr.recogniser import LineReading, LineRecogniser
    from pipeline.ocr.second_reading import Window

    Grey = NDArray[np.uint8]

READER = "again"
SURE_ALREADY = 0.97
"""Sureness of the first reader from which an agreed number is not asked about on a usual page."""
SIZES = (1.0, 1.12, 0.9)
"""Sizes of type, in the line's own, for which the ink is cut."""
DARKER = 2.2
"""Power of the grey that makes pale strokes dark."""
NOWHERE = Box(x0=0, y0=0, x1=1, y1=1)


def look_again(lines: Sequence[Line], image: PageImage, net: LineRecogniser, *, every: bool) -> tuple[Line, ...]:
    """Read unsure numbers again in other cuts and weigh them anew.

    Args:
        lines: lines of a page, in points, their numbers read twice.
        image: the picture that was read.
        net: the first reader's net.
        every: whether all numbers that were read twice are asked about.

    Returns:
        The same lines; words that were looked at carry what each look saw.
    """
    asked = [
        window
        for window in number_windows(lines, image)
        if any(_is_asked(word, every) for word in _words(lines, window))
    ]
    cuts = [list(_cuts(lines[window.line].words, window, image)) for window in asked]
    readings = iter(net.read([cut for pieces in cuts for cut in pieces]))
    out = [list(line.words) for line in lines]
    for window, pieces in zip(asked, cuts, strict=True):
        mine = _words(lines, window)
        seen = [aligned(mine, _heard(next(readings)), READER) for _ in pieces]
        for offset, word in enumerate(mine):
            if _is_asked(word, every):
                looks = tuple(look[offset] or Reading(reader=READER, text="", confidence=0.0) for look in seen)
                out[window.line][window.first + offset] = weigh_looks(word, looks, alone=is_alone(lines[window.line]))
    return tuple(Line(words=tuple(words), box=line.box) for words, line in zip(out, lines, strict=True))


def _words(lines: Sequence[Line], window: Window) -> Sequence[Word]:
    return lines[window.line].words[window.first : window.last + 1]


def _is_asked(word: Word, every: bool) -> bool:
    if len(word.readings) != 2 or not NUMBER.search(word.text):
        return False
    first, second = word.readings
    return every or first.text != second.text or first.confidence < SURE_ALREADY


def _cuts(words: Sequence[Word], window: Window, image: PageImage) -> Iterator[Grey]:
    """The words of a window in every size, and darker; the neighbours' ink is left out."""
    scale = image.dpi / 72.0
    chosen = words[window.first : window.last + 1]
    em = max(word.size or word.box.height for word in chosen) * scale
    left, right = chosen[0].box.x0 * scale, chosen[-1].box.x1 * scale
    levels = [word.box.y1 * scale - 0.22 * em for word in chosen]
    box = (left, min(levels) - 0.76 * em, right, max(levels) + 0.22 * em)
    before = (chosen[0].box.x0 - words[window.first - 1].box.x1) * scale / 2 if window.first else np.inf
    behind = (words[window.last + 1].box.x0 - chosen[-1].box.x1) * scale / 2 if window.last + 1 < len(words) else np.inf
    for size in SIZES:
        cut = cut_line(image.pixels, box, (left, levels[0], right, levels[-1]), CUT * em * size)
        paper = float(np.percentile(cut, 90))
        side = SIDE_EM * CUT * em * size
        left_out, right_out = (int(side - min(max(free, 0.0), side)) for free in (before, behind))
        cut[:, :left_out] = paper
        cut[:, cut.shape[1] - right_out :] = paper
        yield cut
        if size == SIZES[0]:
            yield np.asarray(paper * np.clip(cut / max(paper, 1.0), 0, 1) ** DARKER, dtype=np.uint8)


def _heard(reading: LineReading) -> list[Word]:
    words, start = [], 0
    for text in reading.text.split():
        start = reading.text.index(text, start)
        confidence = prod(reading.char_confidences[start : start + len(text)])
        words.append(Word(text=text, box=NOWHERE, confidence=min(max(confidence, 0.0), 1.0)))
        start += len(text)
    return words
