"""Tell the furniture of pages (numbers, running heads, signing stamps) from their text."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from pipeline.syllables import is_syllable
from pipeline.transcript.layout import bare, find_phrase, is_stamp
from pipeline.transcript.lines import height_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.page import Line, Page

STAMP_TOP, STAMP_SIZE = 0.16, 10.6
"""Share of the height within which a signing program sets its stamp, and its largest type (10 pt by Nghị định 30)."""
STAMP_STEP = 1.8
"""Heights of a line between two lines of one stamp."""
SENT_BY = re.compile(r"\S+@\S+\.\w+|\d{1,2}:\d{2}:\d{2}")
"""An address or a clock: no other line at the head of a page has them."""
MARGIN = 0.09
"""Share of the height at the top and bottom where furniture stands (margins of 20 to 25 mm on A4)."""
CENTRE = 0.12
"""A page number stands within this share of the width from the middle of the sheet or of its text."""
REPEATED = 3
"""A running head stands on at least so many pages."""
PAGE_NUMBER = re.compile(r"[-–—~.|_\s]*(?:trang\s*)?(\d{1,3})(?:\s*/\s*\d{1,3})?[-–—~.|_,\s]*", re.IGNORECASE)
MISREAD_NUMBER = re.compile(r"\W*[\wÀ-ỹ]{1,2}\W*")
"""What a reader may make of a small number on a poor copy ("z", "l0")."""
WRITTEN = re.compile(r"[^\W_]")
"""A line without it is a separator, or dirt that a reader took for signs."""
LETTERS = re.compile(r"[^\W\d_]+")
SPECK_LETTERS = 3
DOUBTFUL = 0.4
"""Confidence under which readers are wrong more often than right."""
GARBLE_SIGNS = 12
"""A longer word without a Vietnamese syllable is no label, number or code."""
LABEL = re.compile(r"[IVXLC]+[.)]|[a-zđ]\)|\d+[.)]")
TOP_LINES = re.compile(r"(?:phu luc|phu bieu|bieu mau)\b|\((?:ban hanh )?(?:kem|dinh kem) theo")
"""What opens an annex (comparison form): its label, and the bracket that ties it to its plan."""


def find_furniture(pages: Sequence[Page]) -> dict[int, set[int]]:
    """Indices into `Page.lines` of what is no text, by page number."""
    heads = _running_heads(pages)
    found: dict[int, set[int]] = {}
    for page in pages:
        marks = {k for k, line in enumerate(page.lines) if bare(line.text) in heads and _may_run(line, page)}
        marks |= {k for k, line in enumerate(page.lines) if is_stamp(line.text) or not WRITTEN.search(line.text)}
        marks |= _signing_stamp(page)
        if page.source == "ocr":
            marks |= _specks(page) | {k for k, line in enumerate(page.lines) if line.words and is_garble(line)}
        number = _page_number(page, marks)
        if number is not None:
            marks.add(number)
        if marks:
            found[page.number] = marks
    return found


def _signing_stamp(page: Page) -> set[int]:
    """Indices of the small lines at the top right of page 1 that stand together with a stamp's own.

    "Cổng thông tin điện tử", say, over the date and the clock of the signature.
    """
    if page.number != 1:
        return set()
    small = [
        (line.box.center[1], k, line)
        for k, line in enumerate(page.lines)
        if line.words
        and line.box.x0 > 0.45 * page.width
        and line.box.y1 < STAMP_TOP * page.height
        and 0 < median(word.size for word in line.words) <= STAMP_SIZE
    ]
    small.sort(key=lambda row: row[:2])
    groups: list[list[tuple[float, int, Line]]] = []
    for row in small:
        near = groups and row[0] - groups[-1][-1][0] < STAMP_STEP * row[2].box.height
        if near:
            groups[-1].append(row)
        else:
            groups.append([row])
    signed = [
        group for group in groups if any(is_stamp(line.text) or SENT_BY.search(line.text) for _, _, line in group)
    ]
    return {k for group in signed for _, k, _ in group}


def _in_margin(line: Line, page: Page) -> bool:
    y = line.box.center[1]
    return y < MARGIN * page.height or y > (1 - MARGIN) * page.height


def _may_run(line: Line, page: Page) -> bool:
    """Whether a line may be a running head: in the margin, neither what opens an annex nor part of a letterhead."""
    if not _in_margin(line, page) or TOP_LINES.match(bare(line.text)):
        return False
    below = line.box.center[1] > page.height / 2
    return below or not any(find_phrase(other.words, "head", "right") is not None for other in _top(page))


def _top(page: Page) -> list[Line]:
    """Lines in the first part of a page, where a letterhead stands."""
    return [line for line in page.lines if line.words and line.box.center[1] < STAMP_TOP * page.height]


def _specks(page: Page) -> set[int]:
    """Indices of what a reader made of dots and accents between two lines of text: a few letters at half the pitch."""
    rows = [(height_of(line), k, line) for k, line in enumerate(page.lines) if line.words]
    long = [row for row in rows if row[2].box.width > 0.3 * page.width]
    steps = sorted(b[0] - a[0] for a, b in pairwise(sorted(long, key=lambda row: row[0])))
    if len(steps) < 5:
        return set()
    near = 0.75 * steps[len(steps) // 4]
    found = set()
    for y, k, line in rows:
        letters = sum(char.isalnum() for char in line.text)
        if letters > SPECK_LETTERS and letters > 0.4 * len(line.text):
            continue
        over = [row for row in long if row[1] != k and _covers(row[2], line)]
        above = any(0 < y - row[0] < near for row in over)
        below = any(0 < row[0] - y < near for row in over)
        if above and below:
            found.add(k)
    return found


def is_garble(line: Line) -> bool:
    """Whether a line read from a picture is no writing: all marks, or the reader doubts it and it holds no words.

    Edges, holes and shadows give such lines; a doubtful label or number of a few signs is kept ("1H.", "19/3").
    """
    signs = [char for char in line.text if not char.isspace()]
    written = sum(char.isalnum() for char in signs)
    if len(signs) > SPECK_LETTERS and written < 0.25 * len(signs):
        return True
    if median(word.confidence for word in line.words) >= DOUBTFUL:
        return False
    syllables = [part for part in LETTERS.findall(line.text) if len(part) > 1 and is_syllable(part)]
    lone = len(signs) == 1 and not signs[0].isdigit()
    return len(syllables) < 2 and (lone or written < 0.7 * len(signs) or len(signs) > GARBLE_SIGNS)


def _covers(wide: Line, line: Line) -> bool:
    """Whether a line stands over the other's whole width."""
    return wide.box.x0 <= line.box.x0 and line.box.x1 <= wide.box.x1


def _page_number(page: Page, marks: set[int]) -> int | None:
    """Index of the line that is the page's number: alone at the top (or foot), over all text."""
    lines = [(k, line) for k, line in enumerate(page.lines) if k not in marks and line.words]
    if not lines:
        return None
    tops = [line.box.y0 for _, line in lines] + [grid.box.y0 for grid in page.grids]
    bottoms = [line.box.y1 for _, line in lines] + [grid.box.y1 for grid in page.grids]
    for k, line in lines:
        first = line.box.center[1] <= min(tops) + line.box.height
        last = line.box.center[1] >= max(bottoms) - line.box.height
        if not (first or last) or not (_in_margin(line, page) or _is_its_number(line, page)):
            continue
        x = _number_at(line, page)
        central = abs(x - page.width / 2) < CENTRE * page.width
        if TOP_LINES.match(bare(line.text)):
            continue
        if PAGE_NUMBER.fullmatch(line.text) and (central or x > 0.75 * page.width):
            return k
        if page.source == "ocr" and central and all(len(word.text) <= 3 for word in line.words) and _digits(line) == 1:
            return k
        # A number that the reader took for letters: on a later page nothing else stands alone there.
        if (
            first
            and central
            and page.number > 1
            and page.source == "ocr"
            and MISREAD_NUMBER.fullmatch(line.text)
            and not LABEL.fullmatch(line.text)
        ):
            return k
    return None


def _is_its_number(line: Line, page: Page) -> bool:
    """Whether a line near the margin is the number of this very page."""
    y = line.box.center[1]
    return (
        line.text.strip("-–. ") == str(page.number)
        and not 2 * MARGIN * page.height < y < (1 - 2 * MARGIN) * page.height
    )


def _digits(line: Line) -> int:
    """How many words of a line are numbers."""
    return sum(word.text.isdigit() for word in line.words)


def _number_at(line: Line, page: Page) -> float:
    """Middle (x, points) of a line's only number, else of the line: dirt beside a page number must not move it."""
    numbers = [word.box.center[0] for word in line.words if word.text.isdigit()]
    return numbers[0] if len(numbers) == 1 else line.box.center[0]


def _running_heads(pages: Sequence[Page]) -> set[str]:
    """Comparison forms of margin lines that return on page after page (numbers set aside).

    Not those of a page with a letterhead (a decision, its plan and an annex may have one each), nor what opens annexes.
    """
    seen: Counter[str] = Counter()
    forms: dict[str, set[str]] = {}
    for page in pages:
        on_page = {bare(line.text) for line in page.lines if line.words and _may_run(line, page)}
        for form in on_page:
            key = re.sub(r"\d+", "#", form)
            if len(key) < 6:
                continue
            alike = next((other for other in seen if fuzz.ratio(key, other) >= 90), key)
            seen[alike] += 1
            forms.setdefault(alike, set()).add(form)
    return {form for key, count in seen.items() if count >= REPEATED for form in forms[key]}
