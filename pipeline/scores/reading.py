"""How well pages were read: letters, words, tone marks, numbers and labels, free of reading order.

Each block of a page's true text is aligned with the stretch of the text read that is most like it. Letters are counted
over blocks of twelve or more (white space, quotes and dashes folded, cell bars dropped), every token with a digit must
be read exactly (its outer marks aside), a Roman numeral that opens a block is a label.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import jiwer
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from models.report import Measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from models.plan import PlanDocument

SURE = 0.9
"""A number without a doubt at this confidence is stated in silence."""
WHOLE_BLOCK = 12
"""Letters from which a block counts for the letter error."""
MARGIN = 12
"""Letters read beyond the alignment's ends, to see insertions there."""
LINE = 8
"""Words of a line, when lines missed and doubled are looked for."""
MISSED = 60.0
"""A line of which less than this share (in percent) stands on its page is missed."""
_FOLD = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-", "\u00ad": None, "|": " "})
_ROMAN = re.compile(r"[IVXL]+[.)]?")


class Counts(NamedTuple):
    """What was counted over pages; `+` adds them."""

    letters: int = 0
    edits: int = 0
    tone_edits: int = 0
    words: int = 0
    word_edits: int = 0
    numbers: int = 0
    numbers_right: int = 0
    numbers_silent: int = 0
    labels: int = 0
    labels_right: int = 0
    lines: int = 0
    lines_missed: int = 0
    lines_doubled: int = 0

    def plus(self, other: Counts) -> Counts:
        """Add two counts."""
        return Counts(*(one + two for one, two in zip(self, other, strict=True)))


def fold(text: str) -> str:
    """Fold composition, white space, quotes and dashes, and drop the bars between cells."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text).translate(_FOLD)).strip()


def bare(text: str) -> str:
    """Letters without their marks, in small letters."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in plain if not unicodedata.combining(char)).lower()


def trim(token: str) -> str:
    """Take the outer marks off a token."""
    return token.strip(".,;:()[]\"'/…")


def stretch(block: str, page: str) -> str:
    """The stretch of a page that reads most like a block (both folded); empty where nothing does."""
    if f" {block} " in f" {page} ":
        return block
    if len(block) >= len(page):
        return page
    found = fuzz.partial_ratio_alignment(block, page)
    if found is None:
        return ""
    best = page[max(0, found.dest_start - MARGIN) : min(len(page), found.dest_end + MARGIN)]
    edits = list(Levenshtein.editops(block, best))
    lead = next((i for i, op in enumerate(edits) if op.tag != "insert" or op.src_pos > 0), len(edits))
    tail = next(
        (i for i, op in enumerate(reversed(edits)) if op.tag != "insert" or op.src_pos < len(block)), len(edits)
    )
    return best[lead : len(best) - tail] if lead + tail < len(best) else best


def sure_numbers(plan: PlanDocument) -> dict[int, Counter[str]]:
    """Tokens by page that a plan states without a doubt and with confidence."""
    sure: dict[int, Counter[str]] = {}
    for found in plan.numbers:
        if not found.doubts and found.confidence >= SURE:
            sure.setdefault(found.page, Counter())[trim(fold(found.value.text))] += 1
    return sure


def count_reading(
    truth: Sequence[Sequence[str]], pages: Sequence[str], sure: Mapping[int, Mapping[str, int]]
) -> Counts:
    """Count over a document.

    Args:
        truth: blocks of true text, page by page.
        pages: text as read, page by page; a page that is not there was not read.
        sure: tokens stated in confidence, by page from 1 (`sure_numbers`).

    Returns:
        The counts of all pages together.
    """
    total = Counts()
    for number, blocks in enumerate(truth, 1):
        page = fold(pages[number - 1]) if number <= len(pages) else ""
        folded = [fold(block) for block in blocks]
        for block in folded:
            total = total.plus(_count_block(block, stretch(block, page), sure.get(number, {})))
        total = total.plus(_count_lines(folded, page))
    return total


def _count_block(block: str, got: str, sure: Mapping[str, int]) -> Counts:
    letters = edits = tone = words = word_edits = 0
    if len(block) >= WHOLE_BLOCK:
        operations = Levenshtein.editops(block, got)
        letters, edits = len(block), len(operations)
        tone = sum(
            op.tag == "replace" and bare(block[op.src_pos]) == bare(got[op.dest_pos]) for op in operations
        )  # fmt: skip
        measured = jiwer.process_words(block, got)
        words = len(block.split())
        word_edits = measured.substitutions + measured.deletions + measured.insertions
    numbers, right, silent, labels, labels_right = _count_tokens(block.split(), got.split(), sure)
    return Counts(letters, edits, tone, words, word_edits, numbers, right, silent, labels, labels_right)


def _count_tokens(want: list[str], have: list[str], sure: Mapping[str, int]) -> tuple[int, int, int, int, int]:
    read: dict[int, str] = {}
    for op in Levenshtein.opcodes(want, have):
        if op.tag in ("equal", "replace"):
            span = have[op.dest_start : op.dest_end]
            read |= dict(zip(range(op.src_start, op.src_end), span, strict=False))
    numbers = right = silent = labels = labels_right = 0
    for place, token in enumerate(want):
        reading = trim(read.get(place, ""))
        if re.search(r"\d", token):
            numbers += 1
            if trim(token) == reading:
                right += 1
            else:
                silent += sure.get(reading, 0) > 0
        elif place == 0 and _ROMAN.fullmatch(token) and len(want) > 1:
            labels += 1
            labels_right += trim(token) == reading
    return numbers, right, silent, labels, labels_right


def _count_lines(blocks: Sequence[str], page: str) -> Counts:
    """Cut blocks to lines of some words; those hardly on the page are missed, those on it too often doubled."""
    whole = " ".join(blocks)
    lines = [
        " ".join(words[start : start + LINE])
        for words in (block.split() for block in blocks)
        for start in range(0, len(words) - LINE + 1, LINE)
    ]
    missed = sum(line not in page and fuzz.partial_ratio(line, page) < MISSED for line in lines)
    doubled = sum(page.count(line) > whole.count(line) for line in dict.fromkeys(lines))
    return Counts(lines=len(lines), lines_missed=missed, lines_doubled=doubled)


def reading_measures(counted: Iterable[Counts]) -> tuple[Measure, ...]:
    """Turn counts into rates; what was not there to be read has none."""
    total = Counts()
    for one in counted:
        total = total.plus(one)
    doubted = total.numbers - total.numbers_right - total.numbers_silent
    rates = (
        ("reading.cer", total.edits, total.letters, True),
        ("reading.wer", total.word_edits, total.words, True),
        ("reading.tone_only", total.tone_edits, total.letters, True),
        ("reading.numbers_right", total.numbers_right, total.numbers, False),
        ("reading.numbers_wrong_doubted", doubted, total.numbers, True),
        ("reading.numbers_wrong_silent", total.numbers_silent, total.numbers, True),
        ("reading.labels_right", total.labels_right, total.labels, False),
        ("reading.lines_missed", total.lines_missed, total.lines, True),
        ("reading.lines_doubled", total.lines_doubled, total.lines, True),
    )
    return tuple(
        Measure(name=name, value=round(part / whole, 5), count=whole, low=low)
        for name, part, whole, low in rates
        if whole
    )
