"""Worded labels whose marks a scan lost or changed: "Phẩn thứ hai", "PHẤN THỨ NHẤT", "Điểu 4." are labels still.

A part that is not seen takes the paths of all that stands below it along.
"""

from __future__ import annotations

import re

from extractors.toneless import bare

_WORDS = {"phan": "phần", "chuong": "chương", "dieu": "điều", "thu": "thứ"}
_ORDINALS = {
    "nhat": "nhất", "hai": "hai", "ba": "ba", "tu": "tư", "nam": "năm", "sau": "sáu", "bay": "bảy", "tam": "tám",
}  # fmt: skip
_ORDINAL = re.compile(r"(phan|chuong) (thu) (nhat|hai|ba|tu|nam|sau|bay|tam)\b")
_NUMBERED = re.compile(r"(phan|chuong|dieu) (?:[ivx]{1,5}|\d{1,2})(?=\s*(?:[.:]|$))")


def with_marks(line: str) -> str:
    """Give the words of a part's, chapter's or article's label their marks back; else the line as it is.

    The line keeps its length: only letters change, each for one letter.
    """
    folded = bare(line)
    match = _ORDINAL.match(folded) or _NUMBERED.match(folded)
    if match is None or not line[:1].isupper() or len(folded) != len(line):
        return line
    end = match.end()
    words = [(_ORDINALS if place == 2 else _WORDS).get(word, "") for place, word in enumerate(match.group().split())]
    said = [right or read for right, read in zip(words, line[:end].split(), strict=True)]
    label = " ".join(said)
    if label.lower() == line[:end].lower() or len(label) != end:
        return line
    if line[:end].isupper():
        return label.upper() + line[end:]
    return label[0].upper() + label[1:] + line[end:]
