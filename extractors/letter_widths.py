"""What the width of a printed label says about its letters: a numeral III is wider than II, whatever OCR read.

The words behind the label give the size of the letters: their printed width against their nominal one. Widths are
those of Times, the face of the form (Nghị định 30/2020/NĐ-CP, Phụ lục I: Times New Roman), in thousandths of an em;
marks do not widen a letter.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

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
_DASHES = "-–—"
"""Behind a label they may stand apart, and no word's box tells how far."""
SPREAD = 0.13
"""Spread of a measured width in em: boxes of OCR end a little off the ink."""
WORST = 4.0
ENOUGH = 6
"""Letters behind the label that measure the size well enough."""


def nominal_width(text: str) -> float:
    """Width of a text in em."""
    total = 0
    for char in unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D")):
        if not unicodedata.combining(char):
            total += _WIDTHS.get(char, 500)
    return total / 1000


def width_costs(
    transcript: Transcript, line: Span, label_end: int, printed: str, candidates: Sequence[str]
) -> dict[str, float]:
    """Weigh what each candidate label would cost by its width; empty where the paper cannot be measured.

    Args:
        transcript: The document.
        line: The labelled line.
        label_end: Offset in the document where its title begins.
        printed: The label as it was read, with its mark ("I.").
        candidates: Labels without mark ("I", "II").
    """
    words = transcript.words_in(line)
    label = [word for word in words if word.start < label_end]
    if len(label) != 1 or len(label[0].readings) == 1:
        return {}
    size = _letter_size(transcript, [word for word in words if word.start >= label_end], label[0])
    if size is None:
        return {}
    measured = label[0].box.width / size
    seen = transcript.slice(Span(start=label[0].start, end=label[0].end)) or printed
    mark = seen[len(seen.rstrip(".,:)/")) :]
    if seen[-1:] in _DASHES:
        return {}
    costs = {text: min(WORST, 0.5 * ((measured - nominal_width(text + mark)) / SPREAD) ** 2) for text in candidates}
    least = min(costs.values(), default=WORST)
    return {text: cost - least for text, cost in costs.items()} if least < WORST / 2 else {}


def _letter_size(transcript: Transcript, words: Sequence[PlacedWord], label: PlacedWord) -> float | None:
    """Measure the size of the letters (points an em) by the words on the label's own printed line."""
    middle = label.box.center[1]
    beside = [word for word in words if word.page == label.page and word.box.y0 <= middle <= word.box.y1][:8]
    letters = sum(word.end - word.start for word in beside)
    nominal = sum(nominal_width(transcript.slice(Span(start=word.start, end=word.end))) for word in beside)
    if letters < ENOUGH or nominal <= 0:
        return None
    return sum(word.box.width for word in beside) / nominal
