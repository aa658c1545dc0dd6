"""What the width of a printed label says about its letters: a numeral III is wider than II, whatever OCR read.

The words behind the label give the size of the letters: their printed width against their nominal one. Widths are
those of Times, the face of the form (Nghị định 30/2020/NĐ-CP, Phụ lục I: Times New Roman), or of Helvetica where the
document's words fit that better, in thousandths of an em; marks do not widen a letter.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import groupby
from math import log
from statistics import fmean, median
from typing import TYPE_CHECKING, Literal

from models.source import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.transcript import PlacedWord, Transcript

_WIDTHS = {
    **dict.fromkeys("fijltI'.,;:()[]/-", 333),
    **dict.fromkeys(".,'", 250),
    **dict.fromkeys("ijl", 278),
    **dict.fromkeys("aceszr", 444),
    **dict.fromkeys("bdghknopquvxy0123456789", 500),
    **dict.fromkeys("ADGHKNOQUVXYRCBM", 722),
    **dict.fromkeys("ELTZ", 611),
    **dict.fromkeys("PSJF", 556),
    "m": 778, "w": 722, "M": 889, "W": 944, "I": 333, "%": 833, "&": 778, "r": 333, "s": 389, "f": 333, "t": 278,
    "S": 556, "J": 389, "B": 667, "C": 667, "R": 667, "E": 611,
}  # fmt: skip
_SANS_WIDTHS = {
    **dict.fromkeys("abdeghnopquL0123456789", 556),
    **dict.fromkeys("ckvxyzsJ", 500),
    **dict.fromkeys("ijl", 222),
    **dict.fromkeys("ft.,:;I/[]", 278),
    **dict.fromkeys("r()-", 333),
    **dict.fromkeys("ABEKPSVXY", 667),
    **dict.fromkeys("CDHNRUw", 722),
    **dict.fromkeys("FTZ", 611),
    **dict.fromkeys("GOQ", 778),
    "m": 833, "M": 833, "W": 944, "%": 889, "&": 667, "'": 191,
}  # fmt: skip
Face = Literal["serif", "sans"]
_FACES: dict[Face, dict[str, int]] = {"serif": _WIDTHS, "sans": _SANS_WIDTHS}
_OTHER: dict[Face, int] = {"serif": 500, "sans": 556}
PLAINLY = 0.97
"""The share of the spread against Times below which the words are taken to be set without serifs."""
LINE_WORDS = 6
"""Words of a line that tell how well a face fits."""
_DASHES = "-–—"
"""Alone behind a label they may stand apart, and no word's box tells how far; behind a point they close up ("II.-")."""
SPREAD = 0.13
"""Spread of a measured width in em: boxes of OCR end a little off the ink."""
WORST = 4.0
ENOUGH = 6
"""Letters behind the label that measure the size well enough."""


@lru_cache(maxsize=8192)
def nominal_width(text: str, face: Face = "serif") -> float:
    """Width of a text in em."""
    total = 0
    for char in unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D")):
        if not unicodedata.combining(char):
            total += _FACES[face].get(char, _OTHER[face])
    return total / 1000


def face_of(transcript: Transcript) -> Face:
    """Tell in which kind of face a document is set: that whose widths its words' boxes fit better line by line.

    Asked of scans alone: a label of a text layer is not measured (`width_costs`).
    """
    if not any(page.source == "ocr" for page in transcript.pages):
        return "serif"
    lines = [
        [(word.box.width, transcript.text[word.start : word.end]) for word in line]
        for _, members in groupby(transcript.words, lambda word: (word.page, round(word.box.center[1])))
        if len(line := [word for word in members if transcript.text[word.start : word.end].isalpha()]) >= LINE_WORDS
    ]
    spreads = {face: _spread(lines, face) for face in _FACES}
    return "sans" if spreads["sans"] < PLAINLY * spreads["serif"] else "serif"


def _spread(lines: Sequence[Sequence[tuple[float, str]]], face: Face) -> float:
    """Mean distance (of logarithms) of the words' sizes from those of their line's middle word."""
    off = [0.0]
    for line in lines:
        sizes = [log(width / nominal_width(text, face)) for width, text in line if width > 0]
        middle = median(sizes) if sizes else 0.0
        off += [abs(size - middle) for size in sizes]
    return fmean(off)


def width_costs(
    transcript: Transcript, line: Span, label_end: int, printed: str, candidates: Sequence[str], face: Face
) -> dict[str, float]:
    """Weigh what each candidate label would cost by its width; empty where the paper cannot be measured.

    Args:
        transcript: The document.
        line: The labelled line.
        label_end: Offset in the document where its title begins.
        printed: The label as it was read, with its mark ("I.").
        candidates: Labels without mark ("I", "II").
        face: How the document's letters are cut (`face_of`).
    """
    words = transcript.words_in(line)
    label = [word for word in words if word.start < label_end]
    if len(label) != 1 or len(label[0].readings) == 1:
        return {}
    size = _letter_size(transcript, [word for word in words if word.start >= label_end], label[0], face)
    if size is None:
        return {}
    measured = label[0].box.width / size
    seen = transcript.slice(Span(start=label[0].start, end=label[0].end)) or printed
    mark = seen[len(seen.rstrip(f".,:)/{_DASHES}")) :]
    if mark and not mark.strip(_DASHES):
        return {}
    costs = {
        text: min(WORST, 0.5 * ((measured - nominal_width(text + mark, face)) / SPREAD) ** 2) for text in candidates
    }
    least = min(costs.values(), default=WORST)
    return {text: cost - least for text, cost in costs.items()} if least < WORST / 2 else {}


def _letter_size(transcript: Transcript, words: Sequence[PlacedWord], label: PlacedWord, face: Face) -> float | None:
    """Measure the size of the letters (points an em) by the words on the label's own printed line."""
    middle = label.box.center[1]
    beside = [word for word in words if word.page == label.page and word.box.y0 <= middle <= word.box.y1][:8]
    letters = sum(word.end - word.start for word in beside)
    nominal = sum(nominal_width(transcript.slice(Span(start=word.start, end=word.end)), face) for word in beside)
    if letters < ENOUGH or nominal <= 0:
        return None
    return sum(word.box.width for word in beside) / nominal
