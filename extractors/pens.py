"""Whether digits in the head of a sheet were printed or written by a pen.

OCR reads a pen's digits too, often wrongly and sometimes with confidence; what is not surely printed is not guessed.
What tells a pen: it fills the gap of the form, so that its digits touch the words beside them, it writes larger than
the printed letters beside them, and readers that see the same digits are not each sure of them.
"""

from __future__ import annotations

import re
from statistics import median
from typing import TYPE_CHECKING, Literal

from extractors.letter_widths import nominal_width

if TYPE_CHECKING:
    from models.source import Span
    from models.transcript import PlacedWord, Transcript

Print = Literal["sure", "unsure", "pen"]

SURE, LIKELY, GLUED = 0.85, 0.6, 0.97
"""Confidences from which digits are taken for printed: alone; with a doubt, if they are as large as the line's
letters; touching the word before them."""
NARROW, WIDE, WIDE_SYMBOL = 0.65, 1.17, 1.08
"""Bounds of a printed run's width against the line's letters (ones are narrow); closer where letters take part."""
AGREED, WIDE_AGREED = 0.99, 1.35
"""Confidence of a run that two readers read alike, and its bound: the columns of a head may be set in two sizes."""
FEW = 2
"""Digits of a day: a speck or a fold over so few makes a reader unsure of print too."""
BAND = 20.0
"""Points up and down within which letters of the head are of one size (number and date stand on one line)."""


def judge_print(transcript: Transcript, span: Span) -> Print:
    """Judge the digits of a span: "sure" (a text layer, or well read print), "unsure", or "pen"."""
    words = transcript.words_in(span)
    if not words or all(_is_digital(transcript, word) for word in words):
        return "sure"
    differ = any(len({re.sub(r"\s+", "", reading.text) for reading in word.readings}) > 1 for word in words)
    if any(_short_digits_differ(word) for word in words):
        return "pen"
    confidence = min(word.confidence for word in words)
    if any(word.start < span.start and transcript.text[word.start : span.start].strip(" .:,") for word in words):
        return "sure" if min(confidence, *map(_surest, words)) >= GLUED else "pen"
    ratio = _size_against_line(transcript, words)
    whole = words[-1].end <= span.end
    agreed = confidence >= AGREED and not differ and all(len(word.readings) > 1 for word in words)
    widest = WIDE_AGREED if agreed else WIDE if whole else WIDE_SYMBOL
    if ratio is not None and not NARROW <= ratio <= widest:
        return "pen"
    if differ and ratio is not None and ratio > WIDE_SYMBOL:
        return "pen"
    if confidence >= SURE and not differ:
        return "sure"
    return "unsure" if ratio is not None and confidence >= LIKELY else "pen"


def judge_readers(transcript: Transcript, span: Span) -> Print:
    """Judge digits that stand alone by how sure each reader is by itself.

    Two readers that agree raise the confidence of a word, and over a pen they agree by chance too. A word that is more
    than digits tells nothing. Digits that one reader alone saw, beside words that two did, are doubted.
    """
    judged: Print = "sure"
    for word in transcript.words_in(span):
        text = transcript.text[word.start : word.end]
        if not text.isdigit() or not word.readings:
            continue
        if len(word.readings) < 2:
            judged = "unsure" if _two_read_beside(transcript, word) else judged
            continue
        sure = sorted(reading.confidence for reading in word.readings)
        if sure[-1] < SURE or (sure[0] < LIKELY and len(text) > FEW):
            return "pen"
        if sure[0] < SURE:
            judged = "unsure"
    return judged


def _surest(word: PlacedWord) -> float:
    """How sure the surer reader is of a word by itself (1 where no reader says)."""
    return max((reading.confidence for reading in word.readings), default=1.0)


def _two_read_beside(transcript: Transcript, word: PlacedWord) -> bool:
    """Whether two readers saw another number on the line of a word."""
    middle = word.box.center[1]
    return any(
        len(other.readings) > 1
        for other in transcript.words
        if other.page == word.page and abs(other.box.center[1] - middle) <= BAND
        if transcript.text[other.start : other.end].isdigit()
    )


def readers_differ(transcript: Transcript, span: Span) -> bool:
    """Whether two readers saw other digits in a number that stands alone: on print they agree, over a pen not."""
    return any(
        len({"".join(re.findall(r"\d", reading.text)) for reading in word.readings}) > 1
        for word in transcript.words_in(span)
        if transcript.text[word.start : word.end].isdigit()
    )


def _short_digits_differ(word: PlacedWord) -> bool:
    """Whether two readers saw other digits in a day or month: on print they agree, over a pen's strokes they do not."""
    runs = {"".join(re.findall(r"\d", reading.text)) for reading in word.readings}
    return len(runs) > 1 and max(len(run) for run in runs) <= 2


def _is_digital(transcript: Transcript, word: PlacedWord) -> bool:
    return 0 < word.page <= len(transcript.pages) and transcript.pages[word.page - 1].source == "text_layer"


def _letter_size(transcript: Transcript, word: PlacedWord) -> float:
    nominal = nominal_width(transcript.text[word.start : word.end])
    return word.box.width / nominal if nominal else 0.0


def _size_against_line(transcript: Transcript, words: tuple[PlacedWord, ...]) -> float | None:
    """Width of the words against the letters beside them, in both columns; None where nothing stands there."""
    page, middle = words[0].page, words[0].box.center[1]
    beside = [
        _letter_size(transcript, word)
        for word in transcript.words
        if word.page == page and word not in words and abs(word.box.center[1] - middle) <= BAND
        if sum(char.isalpha() for char in transcript.text[word.start : word.end]) >= 3
    ]
    if not beside:
        return None
    return max(_letter_size(transcript, word) for word in words) / median(beside)
