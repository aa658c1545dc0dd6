"""The number in the label of an annex: one that a scan may have misread, held against its sisters and the text.

"PHỤ LỤC 1" and "PHỤ LỤC I" look alike on a scan; the other annexes and the places that cite one tell how they count.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.toneless import bare
from models.source import Doubt, Span

if TYPE_CHECKING:
    from models.transcript import Transcript

_NUMBER = re.compile(r"(?:[\s:.]|(?<=[Cc])(?=\d))([IVX]{1,5}|\d{1,2}|[A-Da-d])\W*$")
_NAMED = re.compile(r"(?:phu luc|phu bieu|bieu mau)\s+(?:so\s+)?(?P<n>[ivx]{1,5}|\d{1,2})(?!\w)")
_ONE = {"I": "1", "1": "I"}


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
    other = _ONE.get(number)
    if other and _is_scanned(transcript, label) and _counted_as(transcript, label, other.isdigit()):
        return f"Phụ lục {other}", (Doubt(code="label_mended", detail=f"{number} → {other}"),)
    return f"Phụ lục {number}", ()


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
