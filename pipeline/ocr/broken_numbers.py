"""Dates and symbols of documents that a copy broke: of a thin slash nothing is left, or a false space stands at it.

"ngày 27 6/2017" and "số 103 NQ-CP" say by their form that a slash stood there, and both readers agree on the digits
without it: left alone, the pieces would be sure and wrong. Digits are never touched. Where a slash is put back, the
word keeps the reading without it beside it, and is doubted.
"""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from models.page import Line, Reading, Word
from pipeline.ocr.align_readings import core
from pipeline.syllables import is_syllable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

GRAMMAR = "grammar"
"""The reader that knows the forms of dates and symbols, and no ink."""
PUT_BACK = 0.6
"""Confidence of a word at most, after a slash was put back or may be lacking."""
SLASH, WIDE, WIDEST = 0.2, 0.55, 1.6
"""Gaps that may have held a slash: at least and at most so many em (it is 0.28 em wide, a slanted one leaves more), or
at most so many of the line's own."""
NARROW = 0.15
"""Em; a gap beside a slash that is no space."""
AGREED = 0.97

GAP = r"(?: ?/ ?| )"
DATE = re.compile(rf"(?:0?[1-9]|[12]\d|3[01]){GAP}(?:0?[1-9]|1[0-2]){GAP}(?:19|20)\d\d(?!\d)")
"""Day, month, year: Nghị định 30/2020/NĐ-CP, annex I, writes them with words; plans cite them with slashes."""
SYMBOL = re.compile(
    rf"\d{{1,5}}[a-z]?{GAP}(?:(?:19|20)\d\d{GAP})?[A-ZĐ]{{2,4}}-(?:[A-ZĐ]\S*)?|\d{{1,5}}-[A-ZĐ]{{2}}{GAP}(?:TW|TU|HU|ĐU)\b"
)
"""Number, year of issue, type and issuer of a document (Nghị định 30/2020/NĐ-CP, annex I; the Party's: 39-NQ/TW)."""
OPENERS = {"ngày": DATE, "số": SYMBOL}
DOTTED = {
    "ngày": re.compile(r"(\d{1,2})(?:(/)(\d{1,2})\.|\.(\d{1,2})(/))((?:19|20)\d\d)(?=\W*$)"),
    "số": re.compile(r"(\d{1,5})\.((?:19|20)\d\d/[A-ZĐ])"),
}
"""Slashes of which the foot alone is left: a date is parted twice alike, and a symbol by slashes."""

GLUED = re.compile(r"([a-zà-ỹđ]{2,})[.,;]?(\d{2,}\S*)")
"""A syllable and a number that no space parts."""


def mend_broken_numbers(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Join what belongs to one date or one symbol.

    Args:
        lines: lines of a page or of its cells in reading order, their numbers already read twice.

    Returns:
        The same lines, with fewer words where some were joined.
    """
    done = []
    before = ""
    for line in lines:
        done.append(_mended(_undotted(_spaced(line), before), before))
        before = line.words[-1].text if line.words else ""
    return tuple(done)


def _mended(line: Line, before: str) -> Line:
    words = list(line.words)
    usual = median([b.box.x0 - a.box.x1 for a, b in pairwise(words)] or [0.0])
    # From the end, so that places of earlier words stay true.
    for first, last in reversed(list(_broken(words, before))):
        words[first : last + 1] = _joined(words[first : last + 1], usual)
    return (
        line if len(words) == len(line.words) and words == list(line.words) else Line(words=tuple(words), box=line.box)
    )


def _spaced(line: Line) -> Line:
    """The line with a number parted from the syllable before it, where a speck or a narrow gap joined them."""
    words: list[Word] = []
    for word in line.words:
        found = GLUED.fullmatch(word.text)
        if found is None or not is_syllable(found[1]):
            words.append(word)
            continue
        cut = word.box.x0 + word.box.width * found.start(2) / len(word.text)
        left, right = word.box.model_copy(update={"x1": cut}), word.box.model_copy(update={"x0": cut})
        readings = tuple(
            reading.model_copy(update={"text": re.sub(r"^[^\W\d_]+[.,;]?", "", reading.text)})
            for reading in word.readings
        )
        words.append(word.model_copy(update={"text": word.text[: found.start(2)], "box": left, "readings": ()}))
        words.append(word.model_copy(update={"text": found[2], "box": right, "readings": readings}))
    return line if len(words) == len(line.words) else Line(words=tuple(words), box=line.box)


def _undotted(line: Line, before: str) -> Line:
    """The line with dots that stand for slashes made slashes, and doubted."""
    words = list(line.words)
    for k, word in enumerate(words):
        pattern = DOTTED.get(_opener(words[k - 1].text if k else before))
        found = pattern.match(word.text) if pattern is not None else None
        if found is None:
            continue
        text = found[0].replace(".", "/") + word.text[found.end() :]
        first = word.readings[0] if word.readings else Reading(reader="first", text=core(word.text), confidence=0.0)
        readings = (first, Reading(reader=GRAMMAR, text=core(text), confidence=0.0))
        update = {"text": text, "readings": readings, "confidence": min(word.confidence, PUT_BACK)}
        words[k] = word.model_copy(update=update)
    return Line(words=tuple(words), box=line.box) if words != list(line.words) else line


def _opener(text: str) -> str:
    return text.lower().rstrip(":").lstrip("'\"(")


def _broken(words: Sequence[Word], before: str) -> Iterator[tuple[int, int]]:
    """First and last word of each date and symbol that more than one word holds."""
    for k in range(len(words)):
        pattern = OPENERS.get(_opener(words[k - 1].text if k else before))
        if pattern is None:
            continue
        text = " ".join(word.text for word in words[k : k + 5])
        found = pattern.match(text)
        if found and " " in found[0]:
            yield k, k + found[0].count(" ")


def _joined(parts: Sequence[Word], usual: float) -> list[Word]:
    """One word of the parts, or the parts doubted where the gaps do not fit."""
    text = parts[0].text
    put_back, spaced, fits = False, False, True
    for one, other in pairwise(parts):
        gap = other.box.x0 - one.box.x1
        if text.endswith("/") or other.text.startswith("/"):
            text += other.text
            fits = fits and gap <= NARROW * (one.size or one.box.height)
            spaced = spaced or not fits
        else:
            text += "/" + other.text
            put_back = True
            # Between digits a narrow gap may as well be none at all: 1 6/2017. Letters of a code begin anew.
            narrowest = SLASH * (one.size or one.box.height) if other.text[0].isdigit() else 0.0
            fits = fits and narrowest <= gap <= max(WIDEST * usual, WIDE * (one.size or one.box.height))
    least = min(word.confidence for word in parts)
    box = parts[0].box
    for word in parts[1:]:
        box = box.union(word.box)
    as_read = " ".join(word.text for word in parts)
    reader = next((word.readings[0].reader for word in parts if word.readings), "first")
    first = Reading(reader=reader, text=core(as_read), confidence=least)
    if spaced and not put_back:
        return list(parts)  # "27 /KH": written so
    if not fits:
        thought = Reading(reader=GRAMMAR, text=core(text), confidence=0.0)
        return [
            word.model_copy(
                update={"confidence": min(word.confidence, PUT_BACK), "readings": (*word.readings, thought)}
            )
            for word in parts
        ]
    seconds = [word.readings[1] for word in parts if len(word.readings) > 1]
    agreeing = next((second for second in seconds if second.text == core(text)), None)
    if agreeing is not None:
        readings = (first.model_copy(update={"text": core(text)}), agreeing)
        confidence = AGREED if not put_back else PUT_BACK
    else:
        readings = (first, Reading(reader=GRAMMAR, text=core(text), confidence=0.0))
        confidence = min(least, PUT_BACK)
    return [parts[0].model_copy(update={"text": text, "box": box, "confidence": confidence, "readings": readings})]
