"""What a second reader saw in the place of each of the first reader's words, and which of it counts."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from models.page import Reading, Word
from pipeline.ocr.number_forms import JOINTS

if TYPE_CHECKING:
    from collections.abc import Sequence

NUMBER = re.compile(r"\d")
FOLD = str.maketrans({"–": "-", "—": "-", "−": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "⁄": "/"})
EDGE = ".,;:()[]\"'/…"


def core(text: str) -> str:
    """What of a word counts when two readings are compared: without outer punctuation, dashes and quotes folded."""
    folded = unicodedata.normalize("NFC", text).translate(FOLD)
    return folded.strip(EDGE) or folded


def aligned(mine: Sequence[Word], heard: Sequence[Word], name: str) -> list[Reading | None]:
    """For each of the first reader's words, what the second read in its place."""
    ours = " ".join(word.text for word in mine).translate(FOLD)
    theirs = " ".join(unicodedata.normalize("NFC", word.text) for word in heard).translate(FOLD)
    if not theirs:
        return [None for _ in mine]
    owners = [k for k, word in enumerate(heard) for _ in range(len(unicodedata.normalize("NFC", word.text)) + 1)]
    before, behind = _boundaries(ours, theirs)
    readings: list[Reading | None] = []
    start = 0
    for word in mine:
        end = start + len(word.text)
        # Letters that only the second reader has belong to the word that they touch.
        low = before[start] + theirs[before[start] : behind[start]].rfind(" ") + 1
        added = theirs[before[end] : behind[end]]
        high = before[end] + (added.index(" ") if " " in added else len(added))
        low, high = _whole_number(theirs, low, high)
        text = re.sub(r"\s+", "", theirs[low:high])
        sure = min((heard[owner].confidence for owner in set(owners[low:high])), default=0.0)
        readings.append(Reading(reader=name, text=core(text), confidence=sure) if text else None)
        start = end + 1
    return readings


def _whole_number(text: str, low: int, high: int) -> tuple[int, int]:
    """Widen a stretch to the number that it is part of: where one reader parts "1 6/2017", the other reads 16."""
    if not NUMBER.search(text[low:high]):
        return low, high
    while low and (text[low - 1].isdigit() or (text[low - 1] in JOINTS and low > 1 and text[low - 2].isdigit())):
        low -= 1
    while high < len(text) and (
        text[high].isdigit() or (text[high] in JOINTS and high + 1 < len(text) and text[high + 1].isdigit())
    ):
        high += 1
    return low, high


def _boundaries(ours: str, theirs: str) -> tuple[list[int], list[int]]:
    """For each boundary between our letters, the place in the other text before and behind what was added there."""
    before, behind = [-1] * (len(ours) + 1), [0] * (len(ours) + 1)
    for code in Levenshtein.opcodes(ours, theirs):
        steps = code.src_end - code.src_start
        for k in range(steps + 1):
            place = code.dest_start + (min(k, code.dest_end - code.dest_start) if steps else 0)
            if before[code.src_start + k] < 0:
                before[code.src_start + k] = place
            behind[code.src_start + k] = place
        if not steps:
            behind[code.src_start] = code.dest_end
    return before, behind
