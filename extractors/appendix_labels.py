"""The number in the label of an annex: one that a scan may have misread, held against its sisters and the text.

"PHỤ LỤC 1" and "PHỤ LỤC I" look alike on a scan; the other annexes and the places that cite one tell how they count.
A numeral II that lost a stroke stands where an I has stood before: the count, what the text cites and the width of the
print tell it from an author who numbered two annexes alike; where none of them speaks a doubt does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.label_readings import ROMANS
from extractors.letter_widths import face_of, nominal_width
from extractors.sheet_words import is_capitals
from extractors.toneless import bare
from models.source import Doubt, Span

if TYPE_CHECKING:
    from models.transcript import Transcript

_NUMBER = re.compile(r"(?:[\s:.]|(?<=[Cc])(?=\d))([IVX]{1,5}|\d{1,2}|[A-Da-d]|[Il1|]{2,3})[^\w|]*$")
_ANNEX = r"(?:phu luc|phu bieu|bieu mau)\s+(?:so\s+)?"
_NAMED = re.compile(_ANNEX + r"(?P<n>[ivx]{1,5}|\d{1,2})(?!\w)")
_OPENING = re.compile(rf"\W*{_ANNEX}(?P<n>[ivx]{{1,5}}|\d{{1,2}})(?!\w)")
_ONE = {"I": "1", "1": "I"}
MOST = len(ROMANS) - 1
"""The highest numeral that has a follower."""


def appendix_label(transcript: Transcript, label: Span) -> tuple[str, tuple[Doubt, ...]]:
    """Return "Phụ lục" with the number that a label has ("PHỤ LỤC SỐ 2" is "Phụ lục 2"), and what was put right in it.

    Args:
        transcript: The file.
        label: The label's place, number included.
    """
    match = _NUMBER.search(transcript.slice(label))
    if match is None:
        return "Phụ lục", ()
    number = match[1]
    if not number.isalnum() or ("l" in number and len(number) > 1):
        strokes = "I" * len(number)  # "PHỤ LỤC 1l"
        return f"Phụ lục {strokes}", (Doubt(code="label_mended", detail=f"{number} → {strokes}"),)
    other = _ONE.get(number)
    if other and _is_scanned(transcript, label) and _counted_as(transcript, label, other.isdigit()):
        return f"Phụ lục {other}", (Doubt(code="label_mended", detail=f"{number} → {other}"),)
    last = _last_before(transcript, label)
    due = ROMANS[ROMANS.index(last) + 1] if last in ROMANS[:MOST] and number in ROMANS else ""
    short = due.startswith(number) and due != number
    if short and _is_scanned(transcript, label) and _lost_stroke(transcript, label, number, due):
        return f"Phụ lục {due}", (Doubt(code="label_mended", detail=f"{number} → {due}"),)
    repeats = short or number == last
    return f"Phụ lục {number}", (Doubt(code="label_repeats", detail=number),) if repeats else ()


def _is_scanned(transcript: Transcript, label: Span) -> bool:
    page = transcript.page_at(label.start)
    return 0 < page <= len(transcript.pages) and transcript.pages[page - 1].source == "ocr"


def _counted_as(transcript: Transcript, label: Span, digits: bool) -> bool:
    """Whether all annexes named elsewhere count by digits (or all by numerals)."""
    named = [
        match["n"].isdigit() == digits
        for match in _NAMED.finditer(bare(transcript.text))
        if not label.start <= match.start() < label.end
    ]
    return bool(named) and all(named)


def _headed(transcript: Transcript) -> list[tuple[Span, str]]:
    """Labels of annexes alone on their lines or before capitals, in order, with their numbers as read."""
    found = []
    for block in transcript.blocks:
        text = transcript.slice(block.span)
        match = _OPENING.match(bare(text)) if block.kind == "paragraph" else None
        rest = text[match.end() :].strip(" .:-–\f") if match else ""
        if match and (not rest or is_capitals(rest.split("(")[0], 0.7)):
            found.append((Span(start=block.span.start, end=block.span.start + match.end()), match["n"].upper()))
    return found


def _last_before(transcript: Transcript, label: Span) -> str:
    """Number of the annex before this one as it is meant; empty where none stands before."""
    before = [span for span, _ in _headed(transcript) if span.start < label.start]
    return appendix_label(transcript, before[-1])[0].rpartition(" ")[2] if before else ""


def _lost_stroke(transcript: Transcript, label: Span, number: str, due: str) -> bool:
    """Whether a numeral that repeats the one before it is the next one on paper.

    Its print is as wide as the next one's, the annex behind it counts on from there, or the text cites that one and no
    label bears it.
    """
    narrow, wide = (nominal_width(text, face_of(transcript)) for text in (number, due))
    if (_em(transcript, label) or 0.0) > (narrow + wide) / 2:
        return True
    headed = _headed(transcript)
    after = next((read for span, read in headed if span.start > label.start), "")
    if ROMANS.index(due) < MOST and after == ROMANS[ROMANS.index(due) + 1]:
        return True
    cited = {match["n"] for match in _NAMED.finditer(bare(transcript.text))}
    return due.lower() in cited and due not in {read for _, read in headed}


def _em(transcript: Transcript, label: Span) -> float | None:
    """Width of a label's number in em, measured by the words before it; None where it stands with other letters."""
    words = transcript.words_in(label)
    *before, number = [(transcript.text[word.start : word.end], word.box.width) for word in words] or [("", 0.0)]
    nominal = sum(nominal_width(text, face_of(transcript)) for text, _ in before)
    width = sum(wide for _, wide in before)
    return number[1] * nominal / width if number[0] in ROMANS and width > 0 else None
